"""Make the rows that lists, permalinks and search read. The same edition always gives the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from core.dates import first_day, last_day
from records import freshness
from records.canonical import record_from_bytes
from records.compose.attendance import BESIDE, DELEGATIONS
from records.models import (
    AttendanceIndex,
    Card,
    DirectoryEntry,
    Edition,
    EditionContent,
    FilePage,
    FocusEntry,
    InForce,
    Key,
    Passage,
    RegisterEntry,
    RegisterEvent,
    SearchEntry,
    Withdrawal,
)
from records.record import AreaListed, DocumentFacts, Item, Listed, Record
from records.record import Passage as PassageValue
from records.register import keeping as register
from records.search import index

PROJECTIONS = (
    SearchEntry, Card, Passage, AttendanceIndex, DirectoryEntry, FocusEntry, RegisterEvent, RegisterEntry, InForce,
)  # fmt: skip


def project(edition: Edition, record: Record, key: str) -> None:
    """Write all projections of one edition. Projections are not audited: they are made again at will."""
    _project(edition, record, key)
    register.recount(register.touched(edition))


def _project(edition: Edition, record: Record, key: str) -> None:
    shown = card(edition, record, key)
    shown.is_withdrawn = Withdrawal.objects.filter(edition=edition).exists()
    if shown.is_withdrawn:
        shown.gist, shown.outcomes, shown.recommendations, shown.delegations = "", 0, 0, None
    shown.save(force_insert=True)
    if shown.is_withdrawn:
        return
    paragraphs = Passage.objects.bulk_create(passages(edition, record))
    AttendanceIndex.objects.bulk_create(attendance(edition, record))
    DirectoryEntry.objects.bulk_create(directory(edition, record))
    FocusEntry.objects.bulk_create(priorities(edition, record))
    entries = [index.of_card(shown), *(entry(shown, paragraph) for paragraph in paragraphs)]
    entries += [index.of_page(shown, page) for page in FilePage.objects.filter(edition=edition)]
    SearchEntry.objects.bulk_create(SearchEntry(**entry) for entry in entries)
    register.add_events(edition, record, key, _meeting_of(edition))


def _meeting_of(edition: Edition) -> str:
    """The random id of the meeting an edition is of: with an anchor it names a recommendation for good."""
    return edition.subject.meeting_id.hex if edition.subject.meeting_id else ""


def project_again(edition: Edition) -> None:
    """After a withdrawal or a disposal: what is left of it to be found, and what others know without it."""
    told = register.touched(edition)
    for model in PROJECTIONS:
        model.objects.filter(edition=edition).delete()
    content = EditionContent.objects.filter(edition=edition).first()
    if content:
        keys = list(Key.objects.filter(subject=edition.subject_id).order_by("made_at"))
        _project(edition, record_from_bytes(bytes(content.record)), _key_at(edition, keys))
    else:
        FilePage.objects.filter(edition=edition).delete()
    register.recount(told | register.touched(edition))


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Throw all projections away and make them again from the editions. Returns how many rows of each."""
    for model in PROJECTIONS:
        model.objects.all().delete()
    keys: dict[Any, list[Key]] = {}
    for key in Key.objects.order_by("made_at"):
        keys.setdefault(key.subject_id, []).append(key)
    for edition in Edition.objects.select_related("content", "subject").order_by("issued_at").iterator(chunk_size=200):
        content = getattr(edition, "content", None)
        if content:
            _project(edition, record_from_bytes(bytes(content.record)), _key_at(edition, keys[edition.subject_id]))
    register.rebuild()
    freshness.changed()
    return {model._meta.model_name or "": model.objects.count() for model in PROJECTIONS}


def _key_at(edition: Edition, keys: Sequence[Key]) -> str:
    """The address in force when the edition was issued: a later one may tell of an edition not everybody may read."""
    return [key.path for key in keys if key.made_at <= edition.issued_at][-1]


def card(edition: Edition, record: Record, key: str) -> Card:
    row = Card(
        edition=edition,
        kind=record.kind,
        key=key,
        reference=record.reference,
        title=record.title,
        gist=record.gist,
        notice=record.notice,
        outcomes=sum(passage.role == "outcome" for passage in record.passages),
        recommendations=len(record.recommendations),
    )
    if record.meeting:
        _date_and_place(row, record)
        row.delegations = _delegations(record)
    elif record.document:
        _line(row, record.document)
    return row


def _line(row: Card, facts: DocumentFacts) -> None:
    row.met_at = list(dict.fromkeys(filter(None, (facts.submitted_to, facts.endorsed_at))))
    row.supersedes = [earlier.key for earlier in facts.supersedes]
    if facts.submitted_on:
        row.starts = row.ends = facts.submitted_on
        row.starts_on, row.ends_on = first_day(row.starts), last_day(row.ends)


def _date_and_place(row: Card, record: Record) -> None:
    facts = record.meeting
    assert facts is not None
    row.series_code, row.series_slug, row.series_name = facts.series_code, facts.series_slug, facts.series_name
    row.level, row.state, row.format, row.zone = facts.level, facts.state, facts.format, facts.zone
    row.city, row.country, row.agenda_agreed_at = facts.city, facts.country, facts.agenda_agreed_at
    row.starts, row.ends, row.days = facts.starts or "", facts.ends or "", list(facts.days)
    row.starts_on, row.ends_on = first_day(facts.starts), last_day(facts.ends)


def _delegations(record: Record) -> int | None:
    """Delegations present; None where no source names any."""
    if not record.attendance:
        return None
    return sum(
        p.presence == "present" and p.kind in DELEGATIONS and p.capacity not in BESIDE for p in record.attendance
    )


def passages(edition: Edition, record: Record) -> list[Passage]:
    return [
        Passage(
            edition=edition,
            anchor=passage.anchor,
            number=passage.number,
            role=passage.role,
            section=section.heading,
            code=passage.code,
            text=whole_text(passage),
            verbs=list(passage.verbs),
            actors=list(passage.actors),
            addressees=list(passage.addressees),
            addressed_to=list(passage.addressed_to),
            area=passage.area.slug if passage.area else "",
            led_to=[reference.written() for reference in passage.led_to],
        )
        for section in record.sections
        for passage in section.passages
    ]


def entry(shown: Card, paragraph: Passage) -> dict[str, Any]:
    narrowed = {"actors": sorted(set(paragraph.actors)), "area": paragraph.area}
    return index.of_passage(shown, paragraph) | narrowed


def attendance(edition: Edition, record: Record) -> list[AttendanceIndex]:
    return [
        AttendanceIndex(
            edition=edition,
            participant=person.participant or "",
            name=person.name,
            capacity=person.capacity,
            presence=person.presence,
            starts_on=first_day(record.meeting.starts) if record.meeting else None,
        )
        for person in record.attendance
    ]


def directory(edition: Edition, record: Record) -> list[DirectoryEntry]:
    """Participants in the order of the record, then areas in theirs."""
    if record.directory is None:
        return []
    listed: list[tuple[str, Listed | AreaListed]] = [(one.kind, one) for one in record.directory.participants]
    areas: list[tuple[str, Listed | AreaListed]] = [("area", one) for one in record.directory.areas]
    return [
        DirectoryEntry(edition=edition, position=at, kind=kind, slug=one.slug, data=one.written())
        for at, (kind, one) in enumerate([*listed, *areas])
    ]


def priorities(edition: Edition, record: Record) -> list[FocusEntry]:
    said = {passage.anchor: passage for passage in record.passages}
    return [
        FocusEntry(
            edition=edition,
            anchor=one.of,
            number=said[one.of].number,
            title=one.title,
            standing=one.standing,
            area=topic.slug if (topic := said[one.of].area) else "",
            area_name=topic.name if topic else "",
            from_on=first_day(one.from_on),
            until_on=first_day(one.until_on),
            proposed_at=one.proposed_at,
        )
        for one in record.priorities
    ]


def whole_text(passage: PassageValue) -> str:
    """A paragraph with its sub-paragraphs, one to a line."""

    def lines(items: tuple[Item, ...]) -> list[str]:
        return [line for item in items for line in (f"{item.label} {item.text}", *lines(item.items))]

    return "\n".join([passage.text, *lines(passage.items), *(f"{label} {text}" for label, text in passage.below)])
