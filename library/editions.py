"""Finding what one reader may read: editions, and what stands around them.

Everything here goes through `readable_by` or `current_for`; what they leave out does not exist for the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Subquery, Value
from django.http import Http404

from library import addresses as at
from library import exports
from records.canonical import record_from_bytes
from records.models import Card, Edition, EditionContent, Rendition
from records.models.edition import is_public
from records.record import DocumentFacts, Record


@dataclass(frozen=True)
class Reading:
    """One edition, opened. `editions` are all that the reader may read of the subject, latest first, with cards."""

    edition: Edition
    record: Record
    editions: list[Edition]

    @property
    def current(self) -> Edition:
        return self.editions[0]

    @property
    def is_current(self) -> bool:
        return self.edition == self.current

    @property
    def current_page(self) -> str:
        return at.page(self.current, self.current)

    @property
    def permanent_page(self) -> str:
        return at.permanent(self.edition, self.current)

    @property
    def revisions(self) -> list[tuple[Edition, str]]:
        """Every edition with its address."""
        return [(edition, at.page(edition, self.current)) for edition in self.editions]

    @property
    def changes(self) -> tuple[Edition, str] | None:
        """The edition before this one that still stands, with the address of what was changed since."""
        earlier = [one for one in self.editions if one.number < self.edition.number and not one.card.is_withdrawn]
        return (earlier[0], at.changes(earlier[0], self.edition, self.current)) if earlier else None

    @property
    def offers(self) -> list[tuple[exports.Offer, str, int | None]]:
        """What is made of the edition on request, each with its address and size."""
        return exports.offers(self.edition, self.current, self.record)

    def files(self, user: Any) -> list[tuple[Rendition, str]]:
        """The files of the edition without their bytes, each with its address, the PDF first. One query."""
        kept = Rendition.objects.readable_by(user).filter(edition=self.edition).defer("content").order_by("-format")
        return [(file, at.file(self.edition, self.current, file.format)) for file in kept]


class NotReadError(Exception):
    """An edition that is known and not read any longer, since it was withdrawn."""

    def __init__(self, edition: Edition, editions: list[Edition]) -> None:
        self.edition, self.editions = edition, editions
        super().__init__(str(edition))


def subjects_at(kind: str, key: str, user: Any) -> QuerySet[Any, Any]:
    """Ids of the subjects at an address: known to those who may read an edition that was issued under it."""
    return Card.objects.readable_by(user).filter(kind=kind, key=key).values("edition__subject")


def readable_editions(kind: str, key: str, user: Any) -> list[Edition]:
    """The editions at an address, latest first, each with its card. Raises Http404 where there are none. One query."""
    editions: list[Edition] = list(
        Edition.objects.readable_by(user)
        .filter(subject__in=subjects_at(kind, key, user))
        .annotate(is_public=is_public())
        .select_related("card", "withdrawal")
        .filter(card__isnull=False)
        .latest_first()
    )
    if not editions:
        raise Http404
    return editions


def file_at(kind: str, key: str, number: int | None, form: str, user: Any) -> QuerySet[Rendition]:
    """The file of the edition at an address in one form, of the latest without a number: one row.

    None where there is nothing to hand out; why is told by the functions around.
    """
    files = Rendition.objects.readable_by(user).filter(
        format=form, edition__subject__in=subjects_at(kind, key, user), edition__card__isnull=False
    )
    if number is not None:
        files = files.filter(edition__number=number)
    latest = files.order_by("-edition__number").values("pk")[:1]
    return Rendition.objects.filter(pk=Subquery(latest), edition__card__is_withdrawn=False)


def chosen(editions: list[Edition], number: int | None) -> Edition:
    """The edition with a number, the latest without one."""
    for edition in editions:
        if number is None or edition.number == number:
            return edition
    raise Http404


def read(editions: list[Edition], number: int | None) -> Edition:
    """The same for whoever is to be shown its words. Raises NotReadError where it was withdrawn."""
    edition = chosen(editions, number)
    if edition.card.is_withdrawn:
        raise NotReadError(edition, editions)
    return edition


def opened(editions: list[Edition], number: int | None) -> Reading:
    """Raises NotReadError, and Http404 where the content was disposed of: there is nothing to read. One query."""
    edition = read(editions, number)
    content = EditionContent.objects.filter(edition=edition).first()
    if content is None:
        raise Http404
    return Reading(edition, record_from_bytes(bytes(content.record)), editions)


def beside(facts: DocumentFacts, user: Any) -> tuple[dict[str, str], list[Card], dict[str, str]]:
    """Of a document: keys of the meetings it went to by reference, the documents that took its place, and keys of those
    whose place it took, among those the reader may open. One query."""
    meetings = Q(kind="meeting", reference__in={facts.submitted_to, facts.endorsed_at} - {""})
    later = Q(kind="document", supersedes__contains=[facts.slug])
    earlier = Q(kind="document", key__in=[one.key for one in facts.supersedes])
    cards = list(Card.objects.current_for(user).filter(meetings | later | earlier).latest_first())
    return (
        {card.reference: card.key for card in cards if card.kind == "meeting"},
        [card for card in cards if facts.slug in card.supersedes],
        {card.key: card.key for card in cards if card.kind == "document"},
    )


@dataclass(frozen=True)
class Around:
    """Cards of meetings that stand around a record, all of which the reader may open.

    `keys` are those it refers to, by reference; `agendas` had their agenda agreed there; `documents` went to the
    meeting; `earlier` and `later` are the meetings before and after in the same series, None where there is none or no
    date is known.
    """

    keys: dict[str, str]
    agendas: list[Card]
    documents: list[Card]
    earlier: Card | None = None
    later: Card | None = None


def around(record: Record, card: Card, user: Any) -> Around:
    """One query."""
    facts = record.meeting
    wanted = {link.reference for link in record.links} | ({facts.agenda_agreed_at} if facts else set())
    met = Q(reference__in=wanted - {""}) | Q(agenda_agreed_at=card.reference)
    current = Card.objects.current_for(user)
    cards = current.meetings()
    there = current.documents().filter(met_at__contains=[card.reference]).annotate(side=Value("document"))
    found = list(_beside(cards, card).union(cards.filter(met).annotate(side=Value("")), there, all=True))
    documents = sorted((one for one in found if one.side == "document"), key=lambda one: one.title)
    sides: dict[str, Card] = {one.side: one for one in found if one.side}
    named = sorted((one for one in found if not one.side), key=lambda one: (one.starts_on or date.max, one.reference))
    agendas = [one for one in named if one.agenda_agreed_at == card.reference]
    keys = {one.reference: one.key for one in named}
    return Around(keys, agendas, documents, sides.get("earlier"), sides.get("later"))


def _beside(cards: Any, card: Card) -> Any:
    """The one before and the one after in the series, by date, then by reference, each with its `side`."""
    others = cards.filter(series_slug=card.series_slug)
    if card.starts_on is None:
        return others.annotate(side=Value("")).none()
    before = Q(starts_on__lt=card.starts_on) | Q(starts_on=card.starts_on, reference__lt=card.reference)
    after = Q(starts_on__gt=card.starts_on) | Q(starts_on=card.starts_on, reference__gt=card.reference)
    earlier = others.filter(before).annotate(side=Value("earlier")).order_by("-starts_on", "-reference")[:1]
    later = others.filter(after).annotate(side=Value("later")).order_by("starts_on", "reference")[:1]
    return earlier.union(later, all=True)
