"""The participation summary: one participant's meetings, names and capacities, as a sheet and as a table.

Drawn from what the reader may read, so that two readers may hold two summaries; the sheet says for whom it holds.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.cache import cache

from core.text import date_words, span_words
from library import attending
from library.attending import Attendance, Attended
from library.directory import Person
from members.models import Capacity
from records.canonical import digest
from records.exports.tables import harmless
from records.models import Edition, Passage
from records.readers import ANYBODY, Reader
from records.record import Held, Naming
from records.render import Paper, PaperTable, render_paper, versions
from records.render.text import meeting_place, shortened

KEPT = 3600  # seconds; the bytes follow from the content, so that a kept sheet is never stale
HEADINGS = ("Reference", "Date", "Meeting", "Place", "Listed as", "Attending as", "Attendance", "Status")


def paper(person: Person, edition: Edition, attendance: Attendance, addressed: list[Passage], user: Any) -> Paper:
    """One query."""
    attended = attendance.with_cards(0, attending.EXACT, user)
    notices = {card.notice for _, card in attended} | {edition.card.notice}
    issued = [edition.issued_at, *(card.edition.issued_at for _, card in attended)]
    as_of = max(issued).date().isoformat()
    is_public = Reader.of(user) == ANYBODY
    identity = [
        ("Drawn from", "public records" if is_public else "records shared with its reader", not is_public),
        ("As issued", f"until {date_words(as_of)}", False),
        *([("Marking", settings.RECORD_MARKING, True)] if settings.RECORD_MARKING else []),
        *[("Clearance", notice, True) for notice in sorted(filter(None, notices))],
    ]
    return Paper(
        process=settings.PROCESS_NAME,
        kind="Participation summary",
        title=person.called,
        as_of=as_of,
        standing=" · ".join(filter(None, [settings.RECORD_MARKING, *sorted(notices)])),
        identity=identity,
        tables=list(_tables(person, attendance, attended, addressed)),
    )


def _tables(
    person: Person, attendance: Attendance, attended: list[Attended], addressed: list[Passage]
) -> Iterator[PaperTable]:
    counted = [(label, str(count)) for _, label, count in attendance.by_capacity]
    missed = [("Apologies", str(attendance.missed))] if attendance.missed else []
    yield PaperTable("In short", ("Attending as", "Meetings"), [*counted, *missed])
    yield PaperTable(
        "Capacities",
        ("Body", "Capacity", "From", "Until"),
        [_capacity(held) for held in reversed(person.listed.capacities)],
        "" if person.listed.capacities else "None is recorded in the directory.",
    )
    yield PaperTable("Names", ("Short name", "Formal name", "From", "Until"), [_name(n) for n in person.listed.names])
    yield PaperTable(
        "Meetings, the latest first",
        ("Meeting", "Date", "Place", "Attending as"),
        [(card.reference, _when(card), _where(card) or "Not known", line.words) for line, card in attended],
        "Records whose list of delegations names it; other records say nothing either way."
        + (f" The latest {attending.EXACT:,} of them." if attendance.is_bounded else ""),
    )
    yield PaperTable(
        f"Put to {person.called}",
        ("Code", "Recommendation"),
        [(f"{p.edition.card.reference}/{p.code or p.number}", shortened(p.text, 400)) for p in addressed],
        "" if addressed else "No recommendation names it alone.",
    )


def _capacity(held: Held) -> tuple[str, ...]:
    return (held.body_name, str(Capacity(held.capacity).label), *_ends(held))


def _name(name: Naming) -> tuple[str, ...]:
    return (name.short, name.formal, *_ends(name))


def _ends(dated: Held | Naming) -> tuple[str, str]:
    from_on = date_words(dated.from_on) if dated.from_on else "Not known"
    return from_on, date_words(dated.until_on) if dated.until_on else "Today"


def _when(card: Any) -> str:
    return span_words(card.starts, card.ends, card.days) or "Not known"


def _where(card: Any) -> str:
    return meeting_place(card)


def sheet(drawn: Paper) -> tuple[bytes, str]:
    """The PDF and the digest of what decides its bytes. Raises CannotRenderError."""
    mark = mark_of(drawn)
    found = cache.get(f"paper-{mark}")
    if found is None:
        found = render_paper(drawn)
        cache.set(f"paper-{mark}", found, KEPT)
    return found, mark


def mark_of(drawn: Paper) -> str:
    return digest(repr((drawn, versions())).encode())


def table(attended: list[Attended]) -> bytes:
    """CSV, one row a meeting that names the participant, the latest first; as other tables of records are."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for line, card in attended:
        capacity = str(attending.LABELS.get(line.capacity, line.capacity))
        presence = attending.PRESENCES[line.presence]
        dates, place = _when(card), _where(card)
        row = (card.reference, dates, card.title, place, line.name, capacity, presence, card.notice)
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")
