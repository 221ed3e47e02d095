"""Documents that stay alive: the list, and the page of one with its line of drafts."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from library import editions
from library.views.public import PublicMixin
from records import clearance
from records.brackets import clean, is_open
from records.canonical import record_from_bytes
from records.lineage import Origin, lineage
from records.models import Card, Edition, EditionContent
from records.models.edition import is_public


class DocumentListView(PublicMixin, TemplateView):
    """All documents the reader may see, latest first. 2 queries."""

    template_name = "library/document_list.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = Card.objects.current_for(self.request.user).documents()
        documents = cards.annotate(is_public=is_public("edition_id")).latest_first()
        return super().get_context_data(**kwargs, documents=documents)


class DocumentDetailView(PublicMixin, TemplateView):
    """The current draft, or an earlier one. 6 queries at any size; who has a part in clearance, at most 2 more."""

    template_name = "library/document_detail.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        drafts = editions.readable_editions("document", kwargs["key"], user)
        reading = editions.opened(drafts, kwargs.get("revision"))
        facts = reading.record.document
        keys, successors, earlier = editions.beside(facts, user) if facts else ({}, [], {})
        is_clean = self.request.GET.get("view") == "clean" and is_open(reading.record)
        return super().get_context_data(
            **kwargs,
            reading=reading,
            record=clean(reading.record) if is_clean else reading.record,
            is_clean=is_clean,
            is_open=is_open(reading.record),
            origins=self._origins(drafts, reading),
            credits=clearance.credits_of(reading.record, user),
            card=reading.edition.card,
            files=reading.files(user),
            keys=keys,
            successors=successors,
            earlier_keys=earlier,
        )

    def _origins(self, drafts: list[Edition], reading: editions.Reading) -> dict[str, Origin]:
        """Where each paragraph comes from, among the drafts this reader may read. One query where there are several."""
        earlier = [draft for draft in drafts if draft.number < reading.edition.number and not draft.card.is_withdrawn]
        if not earlier:
            return {}
        held = EditionContent.objects.in_bulk([draft.pk for draft in earlier])
        records = [record_from_bytes(bytes(held[draft.pk].record)) for draft in earlier if draft.pk in held]
        return lineage([reading.record, *records])
