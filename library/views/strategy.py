"""Documents that stay alive: the list, and the page of one with its line of drafts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.views.generic import TemplateView

from library import drafts, editions
from library.views.public import PublicMixin
from records import clearance
from records.brackets import clean, is_open
from records.lineage import Origin, lineage
from records.models import Card
from records.models.edition import is_public
from records.record import Record


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
        issued = editions.readable_editions("document", kwargs["key"], user)
        reading = editions.opened(issued, kwargs.get("revision"))
        opened = drafts.records(issued) if len(issued) > 1 else {reading.edition.pk: reading.record}
        facts = reading.record.document
        keys, successors, earlier = editions.beside(facts, user) if facts else ({}, [], {})
        is_clean = self.request.GET.get("view") == "clean" and is_open(reading.record)
        return super().get_context_data(
            **kwargs,
            reading=reading,
            record=clean(reading.record) if is_clean else reading.record,
            is_clean=is_clean,
            is_open=is_open(reading.record),
            standing=drafts.Standing.of(reading.edition, issued, opened),
            origins=self._origins(reading, opened),
            credits=clearance.credits_of(reading.record, user),
            card=reading.edition.card,
            files=reading.files(user),
            keys=keys,
            successors=successors,
            earlier_keys=earlier,
        )

    def _origins(self, reading: editions.Reading, opened: dict[UUID, Record]) -> dict[str, Origin]:
        """Where each paragraph comes from, among the drafts this reader may read."""
        before = [one for one in reading.editions if one.number < reading.edition.number and not one.card.is_withdrawn]
        records = [opened[one.pk] for one in before if one.pk in opened]
        return lineage([reading.record, *records]) if before else {}
