"""An archive of generated meetings, to see how the reading side fares at a size no process has reached.

Every record says that it was generated. The rows of the issued side and its projections are written by COPY, past
history, ledger and press; that is why this goes into an empty database, and never into one in production.
"""

from __future__ import annotations

import datetime
import random
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Model

from meetings.models import Audience, Meeting, Series
from members.models import ParticipantName, User
from records import freshness, projections
from records.canonical import digest, record_bytes
from records.models import (
    AttendanceIndex,
    Card,
    Edition,
    EditionContent,
    InForce,
    Key,
    Passage,
    RegisterEntry,
    RegisterEvent,
    Release,
    Rendition,
    SearchEntry,
    Subject,
)
from records.record import Attendee, MeetingFacts, Record, Section
from records.record import Passage as PassageValue
from records.register import happened
from records.register import keeping as register
from records.register.entries import Issued
from records.search import index

NOTICE = "Generated to test a large archive; no such meeting took place"
NO_PDF = b"Generated to test a large archive: no PDF was made.\n"
OUTCOMES, RECOMMENDATIONS, PRESENT = 7, 2, 12
TEXTS = 20_000  # different paragraphs; their words are as unequally frequent as those of a language
FIRST_YEAR, YEARS = 2002, 23
BATCH = 500
COUNTED = (Passage, AttendanceIndex, SearchEntry, RegisterEvent, RegisterEntry, InForce)  # their ids are numbers
ORDER = (Meeting, Subject, Key, Edition, EditionContent, Release, Rendition, Card, *COUNTED)
PLACES = [("Bangkok", "Thailand"), ("Colombo", "Sri Lanka"), ("Jakarta", "Indonesia"), ("Perth", "Australia")]
VERBS = ["agreed", "noted", "welcomed", "endorsed", "requested", "encouraged"]
COMMON = (
    "members meeting cooperation smuggling trafficking persons border information regional support office "
    "returns victims protection working group agencies law enforcement training visa data maritime"
).split()


class CannotGenerateError(Exception):
    """Why nothing was generated, in words for the user."""


class Line(NamedTuple):
    """A series with what its records say of it, and how many of its meetings were made."""

    series: Series
    meetings: list[int]


@dataclass
class Batch:
    """Rows on their way into the database. Their ids are given here: rows point at each other before they are there."""

    rows: dict[type[Model], list[Model]] = field(default_factory=lambda: {model: [] for model in ORDER})
    next_id: dict[type[Model], int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 1))

    def add(self, *rows: Any) -> None:
        for row in rows:
            model = type(row)
            if model in self.next_id:
                row.pk = self.next_id[model]
                self.next_id[model] += 1
            self.rows[model].append(row)

    def write(self) -> None:
        for model, rows in self.rows.items():
            copy(model, rows)
            rows.clear()


@transaction.atomic
def make(count: int, *, seed: int = 2016) -> dict[str, int]:
    """Generate so many meetings with about ten times as many paragraphs. Returns how many rows of each kind.

    Raises CannotGenerateError where anything was issued already.
    """
    if Edition.objects.exists():
        raise CannotGenerateError("This database holds records. Generated ones go into an empty database of their own.")
    lines = [Line(series, [0]) for series in Series.objects.select_related("body")]
    names = list(ParticipantName.objects.filter(participant__kind="state").select_related("participant"))
    if not lines or not names:
        raise CannotGenerateError("There are no series and participants yet: manage.py load_reference.")
    chance, batch, people = random.Random(seed), Batch(), (_account("preparer"), _account("approver"))
    for number in range(count):
        line = lines[number % len(lines)]
        line.meetings[0] += 1
        _meeting(batch, _Made(number, line, names, chance, people))
        if number % BATCH == BATCH - 1:
            batch.write()
    batch.write()
    _go_on_counting(batch)
    freshness.changed()
    return {model._meta.model_name or "": model._default_manager.count() for model in ORDER}


class _Made(NamedTuple):
    number: int
    line: Line
    names: Sequence[ParticipantName]
    chance: random.Random
    people: tuple[User, User]


def _meeting(batch: Batch, made: _Made) -> None:
    """One meeting. Of twenty, one is for members, one for the secretariat, and one has a revision for members."""
    series, ordinal = made.line.series, made.line.meetings[0]
    starts = datetime.date(FIRST_YEAR + made.number % YEARS, 1 + made.number % 12, 1 + made.number // YEARS % 28)
    city, country = PLACES[made.number % len(PLACES)]
    meeting = Meeting(
        id=_id(made.chance), series=series, ordinal=ordinal, title=f"Generated meeting {ordinal} of the {series.code}",
        starts_on=starts, ends_on=starts, precision="day", city=city, country=country, purpose=NOTICE,
    )  # fmt: skip
    subject = Subject(id=_id(made.chance), kind="meeting", meeting=meeting)
    key = Key(path=f"{series.slug}/{ordinal}", subject=subject, made_at=_moment(starts))
    batch.add(meeting, subject, key)
    audience = {0: "members", 1: "secretariat"}.get(made.number % 20, "public")
    events = _edition(batch, made, subject, 1, audience)
    issued = [_issued(events, subject, 1, audience)]
    if made.number % 20 == 2:
        later = _edition(batch, made, subject, 2, "members")
        events += later
        issued.append(_issued(later, subject, 2, "members"))
    by_recommendation: dict[str, list[RegisterEvent]] = {}
    for event in events:
        by_recommendation.setdefault(event.recommendation, []).append(event)
    for recommendation, told in by_recommendation.items():
        entries, forces = register.rows(recommendation, told, issued)
        batch.add(*entries, *forces)


def _issued(events: Sequence[RegisterEvent], subject: Any, number: int, audience: str) -> Issued:
    return Issued(events[0].edition_id, subject.pk, number, register.RUNG[Audience(audience)])


def _edition(batch: Batch, made: _Made, subject: Any, number: int, audience: str) -> list[RegisterEvent]:
    """Adds all its rows but those that follow from several editions. Returns what it says of recommendations."""
    said = record(subject.meeting, made)
    content = record_bytes(said)
    issued = _moment(subject.meeting.starts_on) + datetime.timedelta(days=number)
    preparer, approver = made.people
    edition = Edition(
        id=_id(made.chance), subject=subject, number=number, stage="final" if number == 1 else "revision",
        digest=digest(content), issued_at=issued, prepared_by=preparer, approved_by=approver, reason=NOTICE,
        channel="generated",
    )  # fmt: skip
    batch.add(edition, EditionContent(edition=edition, record=content))
    batch.add(Release(id=_id(made.chance), edition=edition, audience=audience, from_at=issued, released_by=approver))
    for form, held in (("pdf", NO_PDF), ("json", content)):
        batch.add(
            Rendition(
                id=_id(made.chance), edition=edition, format=form, file_name=f"generated.{form}", sha256=digest(held),
                size=len(held), content=held,
            )
        )  # fmt: skip
    card = projections.card(edition, said, f"{said.meeting.series_slug}/{said.meeting.ordinal}")  # type: ignore[union-attr]
    paragraphs = projections.passages(edition, said)
    batch.add(card, *paragraphs, *projections.attendance(edition, said))
    batch.add(SearchEntry(**index.of_card(card)))
    batch.add(*(SearchEntry(**projections.entry(card, paragraph)) for paragraph in paragraphs))
    events = happened.events(edition, said, card.key, subject.meeting_id.hex)
    batch.add(*events)
    return events


def record(meeting: Any, made: _Made) -> Record:
    """What a generated meeting says: an opening, outcomes and recommendations with words of its own."""
    chance, series = made.chance, meeting.series
    sections = (
        Section(slug="opening", heading="", passages=(_passage(chance, 1, "opening"),)),
        Section(slug="outcomes", heading="Outcomes", passages=tuple(_many(chance, 2, OUTCOMES, "outcome"))),
        Section(
            slug="recommendations",
            heading="Recommendations",
            passages=tuple(_many(chance, 2 + OUTCOMES, RECOMMENDATIONS, "recommendation")),
        ),
    )
    return Record(
        kind="meeting", process="Bali Process", reference=f"{series.code} {meeting.ordinal}", title=meeting.title,
        statement_title="Record of the meeting", gist=NOTICE + ".", notice=NOTICE,
        nonce=f"{chance.getrandbits(128):032x}",
        meeting=MeetingFacts(
            series_code=series.code, series_slug=series.slug, series_name=series.name, body="Bali Process",
            level=series.level, ordinal=meeting.ordinal, state="held", starts=meeting.starts, ends=meeting.starts,
            city=meeting.city, country=meeting.country,
        ),
        attendance=tuple(_attendee(name) for name in chance.sample(made.names, min(PRESENT, len(made.names)))),
        sections=sections,
    )  # fmt: skip


def _many(chance: random.Random, first: int, count: int, role: Any) -> Iterator[PassageValue]:
    for number in range(first, first + count):
        yield _passage(chance, number, role, f"R{number - first + 1}" if role == "recommendation" else "")


def _passage(chance: random.Random, number: int, role: Any, code: str = "") -> PassageValue:
    verb, text = texts()[chance.randrange(TEXTS)]
    return PassageValue(
        anchor=f"p-{chance.getrandbits(32):08x}", number=number, role=role, code=code, text=text, verbs=(verb,),
        actors=("Members",), addressees=("Members",) if code else (),
    )  # fmt: skip


def _attendee(name: ParticipantName) -> Attendee:
    return Attendee(
        name=name.short, sorting=name.sorting, kind="state", participant=name.participant.slug, capacity="member",
        capacity_label="Member", presence="present",
    )  # fmt: skip


@lru_cache(maxsize=1)
def texts() -> list[tuple[str, str]]:
    """Verb and text. The n-th word of the vocabulary is about n times rarer than the first."""
    chance = random.Random(1)
    letters = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
    vocabulary = COMMON + ["".join(chance.choices(letters, k=chance.randint(2, 4))) for _ in range(4_000)]
    frequency = [1 / (rank + 3) for rank in range(len(vocabulary))]
    found = []
    for _ in range(TEXTS):
        verb = chance.choice(VERBS)
        said = " ".join(chance.choices(vocabulary, frequency, k=chance.randint(15, 30)))
        found.append((verb, f"Members {verb} {said}."))
    return found


def copy(model: type[Model], rows: Iterable[Model]) -> None:
    """COPY rows into their table. No history, no triggers of ours but those of statements."""
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    steps = [(field.pre_save, field.get_db_prep_save) for field in fields]
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as sink:
        for row in rows:
            sink.write_row([prepared(pre_save(row, True), connection) for pre_save, prepared in steps])


def _go_on_counting(batch: Batch) -> None:
    """Ids that the database gives from now on come after those given here."""
    with connection.cursor() as cursor:
        for model, following in batch.next_id.items():
            table = model._meta.db_table
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)", [table, following])


def _account(name: str) -> User:
    return User.objects.create_user(f"{name}@generated.example", name=f"Generated {name}")


def _moment(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def _id(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)
