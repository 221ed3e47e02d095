"""Areas of cooperation: what was agreed in each, by which meeting, and what it led to."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.views.generic import TemplateView

from core.translating import lazy_
from library import directory, topics
from library.searching import figure
from library.views.public import PublicMixin
from records.record import AreaListed

PAGE = 20
PARTS = {
    "agreed": lazy_("Agreed"),
    "discussed": lazy_("Discussed"),
    "documents": lazy_("In documents"),
}


class TopicListView(PublicMixin, TemplateView):
    """All areas of the directory in force. 2 queries."""

    template_name = "library/topic_list.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, areas=directory.areas(self.request.user))


class TopicDetailView(PublicMixin, TemplateView):
    """What was agreed in an area, apart from what was discussed, the latest first. 6 queries at any size."""

    template_name = "library/topic_detail.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        topic = topics.topic(area_at(kwargs["slug"], user), user)
        part = self.request.GET.get("part", "")
        part = part if part in PARTS else "agreed"
        entries = getattr(topic, part)
        page = Paginator(range(len(entries)), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            **kwargs,
            topic=topic,
            part=part,
            parts=[
                (name, words, figure(len(getattr(topic, name)), is_bounded=topic.is_bounded))
                for name, words in PARTS.items()
            ],
            page=page,
            hits=topics.with_endings(topic.hits(entries, max(page.start_index() - 1, 0), PAGE, user), user),
        )


def area_at(slug: str, user: Any) -> AreaListed:
    """Raises Http404. One query."""
    for area in directory.areas(user):
        if area.slug == slug:
            return area
    raise Http404
