"""How one draft of a document stands among the others: endorsed, the latest, or neither.

A later draft takes the place of no earlier one by being handed in: what was endorsed stays so until another is.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from core.text import date_words
from library import addresses
from records.canonical import record_from_bytes
from records.models import Edition, EditionContent
from records.record import DocumentFacts, Record


def records(editions: list[Edition]) -> dict[UUID, Record]:
    """What each says, by edition. One query."""
    contents = EditionContent.objects.in_bulk([one.pk for one in editions])
    return {pk: record_from_bytes(bytes(content.record)) for pk, content in contents.items()}


@dataclass(frozen=True)
class Standing:
    """`editions` are all that the reader may read of the document, latest first; `facts` are theirs, by edition."""

    edition: Edition
    editions: list[Edition]
    facts: dict[UUID, DocumentFacts]

    @classmethod
    def of(cls, edition: Edition, editions: list[Edition], opened: dict[UUID, Record]) -> Standing:
        return cls(edition, editions, {pk: record.document for pk, record in opened.items() if record.document})

    @property
    def endorsed_at(self) -> str:
        return self._endorsed(self.edition)

    @property
    def is_latest(self) -> bool:
        return self.edition == self.editions[0]

    @property
    def name(self) -> str:
        return _("draft {number}").format(number=self._number(self.edition))

    @property
    def labels(self) -> dict[UUID, str]:
        """What is said beside each in the list of drafts."""
        said = {one.pk: _("endorsed") for one in self.editions if self._endorsed(one)}
        if not self.editions[0].card.is_withdrawn:
            said.setdefault(self.editions[0].pk, _("latest draft"))
        return said | {one.pk: _("withdrawn") for one in self.editions if one.card.is_withdrawn}

    @property
    def others(self) -> list[tuple[str, str]]:
        """What is to be known of the others, a sentence each, with the address of the draft it is about."""
        latest, endorsed = self.editions[0], self._last_endorsed
        told = []
        if endorsed and not endorsed.card.is_withdrawn and endorsed != self.edition:
            told.append((self._of_endorsed(endorsed), addresses.page(endorsed, latest)))
        if latest not in (self.edition, endorsed):
            told.append((self._of_latest(latest), addresses.page(latest, latest)))
        if endorsed and endorsed.card.is_withdrawn and endorsed.number > self.edition.number:
            told.append((self._of_withdrawn(endorsed), addresses.page(endorsed, latest)))
        return told

    @property
    def _last_endorsed(self) -> Edition | None:
        return next((one for one in self.editions if self._endorsed(one)), None)

    def _of_endorsed(self, other: Edition) -> str:
        is_later, is_same = other.number > self.edition.number, self._number(other) == self._number(self.edition)
        if is_same and is_later and self.endorsed_at:
            return _("It was issued again on {day}.").format(day=_day(other.issued_at))
        if is_same and is_later:
            return _("It was endorsed afterwards, at {meeting}.").format(meeting=self._endorsed(other))
        words = _("Draft {number} was endorsed at {meeting}.")
        if is_later and self.endorsed_at:
            words = _("Draft {number} was endorsed after it, at {meeting}.")
        return words.format(number=self._number(other), meeting=self._endorsed(other))

    def _of_latest(self, other: Edition) -> str:
        words = _("Draft {number} was submitted later and is not endorsed.")
        if other.card.is_withdrawn:
            words = _("Draft {number} was submitted later and was withdrawn on {day}.")
        elif self._number(other) == self._number(self.edition):
            return _("It was issued again on {day}, not endorsed.").format(day=_day(other.issued_at))
        return words.format(number=self._number(other), day=_withdrawn_on(other))

    def _of_withdrawn(self, other: Edition) -> str:
        words = _("Draft {number}, endorsed at {meeting}, was withdrawn on {day}.")
        if self.endorsed_at:
            words = _(
                "Draft {number}, endorsed after it at {meeting}, was withdrawn on {day}. "
                "This one does not come back into force by itself."
            )
        return words.format(number=self._number(other), meeting=self._endorsed(other), day=_withdrawn_on(other))

    def _endorsed(self, edition: Edition) -> str:
        facts = self.facts.get(edition.pk)
        return facts.endorsed_at if facts else ""

    def _number(self, edition: Edition) -> int:
        facts = self.facts.get(edition.pk)
        return facts.draft_number if facts else edition.number


def _day(moment: datetime.datetime) -> str:
    return date_words(moment.date().isoformat())


def _withdrawn_on(edition: Edition) -> str:
    return _day(edition.withdrawal.withdrawn_at) if edition.card.is_withdrawn else ""
