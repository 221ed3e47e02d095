"""Documents that stay alive: the list, and the page of one with its line of drafts."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from library import editions
from library.views.public import PublicMixin
from records.models import Card
from records.models.edition import readable_by


class DocumentListView(PublicMixin, TemplateView):
    """All documents the reader may see, latest first. 2 queries."""

    template_name = "library/document_list.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = Card.objects.current_for(self.request.user).documents()
        documents = cards.annotate(is_public=readable_by(None, "edition_id")).latest_first()
        return super().get_context_data(**kwargs, documents=documents)


class DocumentDetailView(PublicMixin, TemplateView):
    """The current draft, or an earlier one. 5 queries at any size."""

    template_name = "library/document_detail.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        drafts = editions.readable_editions("document", kwargs["key"], user)
        reading = editions.opened(drafts, kwargs.get("revision"))
        facts = reading.record.document
        meetings = (facts.submitted_to, facts.endorsed_at) if facts else ()
        return super().get_context_data(
            **kwargs,
            reading=reading,
            card=reading.edition.card,
            files=reading.files(user),
            keys=editions.keys_of(meetings, user),
        )
