"""Areas of focus: what the process puts first in a period, proposed and agreed where."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from library.priorities import priorities
from library.views.public import PublicMixin


class PriorityListView(PublicMixin, TemplateView):
    """1 query."""

    template_name = "library/priority_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = timezone.now().date()
        return super().get_context_data(**kwargs, groups=priorities(self.request.user, on), on=on)
