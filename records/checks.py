"""What stands between a meeting and its issue.

A blocking check refuses; an advisory one only says. Each names the place to go to: a section of the page where the
meeting is prepared, a row of it, a field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _

from core.text import listed, sort_key
from meetings.expected import names_unlisted
from meetings.models import AgendaItem, Attendance, Audience, Meeting, Presence, Provenance, Reading
from meetings.planning import today
from recommendations.models import Consideration
from records.compose.actions import codes
from records.compose.clearance import not_cleared, words_of
from records.compose.meeting import compose_meeting
from records.compose.rows import Rows
from records.models import Release
from records.record import Record
from records.wording import has_verb, unknown_addressees

Level = Literal["blocking", "advisory"]


@dataclass(frozen=True)
class Check:
    """`row` is what the section's form edits, None for the section itself; `field` the name of a field of that form.

    With `reading` the place is a pasted text that is not yet filed.
    """

    level: Level
    text: str
    section: str
    row: UUID | None = None
    field: str = ""
    reading: UUID | None = None


def checks(
    meeting: Meeting,
    rows: Rows | None = None,
    record: Record | None = None,
    unfiled: Sequence[UUID] | None = None,
    unlisted: Sequence[str] | None = None,
) -> list[Check]:
    """Blocking ones first. What was read and composed already may be handed in; `unfiled` are texts of the meeting
    that are not yet filed, `unlisted` names of those expected who are not in its list at all."""
    if unfiled is None:
        unfiled = list(meeting.readings.filter(state=Reading.State.OPEN).values_list("pk", flat=True))
    rows = rows or Rows.of(meeting)
    found = [
        *_facts(meeting),
        *_unfiled(unfiled),
        *_attendance(rows, unlisted),
        *_agenda(rows),
        *_outcomes(rows),
        *_recommendations(rows),
        *_matters(rows),
        *_enclosures(rows),
        *_clearance(rows, record),
    ]
    return sorted(found, key=lambda check: check.level != "blocking")


def blocking(meeting: Meeting) -> list[Check]:
    return [check for check in checks(meeting) if check.level == "blocking"]


def _facts(meeting: Meeting) -> Iterator[Check]:
    """That a date is given or said not to be known, the database sees to: `meeting_dates_go_with_precision`."""
    if not meeting.place and meeting.format not in ("online",):
        yield Check("advisory", _("The place is not given."), "facts", field="city")
    if not meeting.gist and meeting.state == Meeting.State.HELD:
        said = _("No sentence says what it agreed; lists will show none.")
        yield Check("advisory", said, "facts", field="gist")


def _unfiled(readings: Sequence[UUID]) -> Iterator[Check]:
    for reading in readings:
        said = _("Text of this meeting is not yet filed. Use it, or leave it aside.")
        yield Check("blocking", said, "materials", reading=reading)


def _attendance(rows: Rows, unlisted: Sequence[str] | None) -> Iterator[Check]:
    meeting, lines = rows.meeting, rows.attendance
    is_held = meeting.state == Meeting.State.HELD
    is_recorded = bool(rows.figures) or any(line.presence != Presence.NOT_KNOWN for line in lines)
    if is_held and meeting.attendance_is_known and not is_recorded:
        yield Check("blocking", _("Record who attended, or say that it is not known."), "attendance")
    unplaced = [line for line in lines if line.participant_id is None and line.kind == "unknown"]
    if unplaced:
        yield Check(
            "advisory", _("Not in the directory: {names}.").format(names=_names(unplaced)), "attendance", unplaced[0].pk
        )
    if is_held and is_recorded:
        yield from _unsettled(lines, names_unlisted(meeting) if unlisted is None else unlisted)
    renamed = [line for line in lines if _is_of_another_day(line, meeting)]
    if renamed:
        said = _("Not a name known on the day: {names}.").format(names=_names(renamed))
        yield Check("advisory", said, "attendance", renamed[0].pk, "as_written")


def _unsettled(lines: Sequence[Attendance], unlisted: Sequence[str]) -> Iterator[Check]:
    """Of whom nobody said whether they came: listed so, or expected and not listed at all."""
    unsettled = [line for line in lines if line.presence == Presence.NOT_KNOWN]
    if unsettled:
        said = _("Expected, and attendance not known: {names}.").format(names=_names(unsettled))
        yield Check("advisory", said, "attendance", unsettled[0].pk, "presence")
    if unlisted:
        said = _("Expected, and not marked: {names}.").format(names=_some(sorted(unlisted, key=sort_key)))
        yield Check("advisory", said, "attendance")


def _names(lines: Sequence[Attendance]) -> str:
    return _some([line.as_written for line in lines])


def _some(names: list[str]) -> str:
    """Five names at most, and how many more."""
    return listed(names) if len(names) <= 5 else listed([*names[:5], f"{len(names) - 5} more"])


def _is_of_another_day(line: Attendance, meeting: Meeting) -> bool:
    """True where the directory knows names of the day for the delegation, and this is none of them."""
    if line.participant is None or meeting.starts_on is None:
        return False
    known = [name for name in line.participant.names.all() if name.holds_on(meeting.starts_on)]
    forms = {_plain(form) for name in known for form in name.all_forms}
    return bool(forms) and _plain(line.as_written) not in forms


def _plain(name: str) -> str:
    return name.casefold().replace("’", "'").removeprefix("the ").strip()


def _agenda(rows: Rows) -> Iterator[Check]:
    provisional = [item for item in rows.agenda if item.state == AgendaItem.State.PROVISIONAL]
    if provisional and rows.meeting.state == Meeting.State.HELD:
        yield Check("advisory", _("The agenda is still provisional. Was it adopted at the opening?"), "agenda")
    if not rows.agenda and rows.meeting.state == Meeting.State.PLANNED:
        yield Check("advisory", _("There is no agenda yet."), "agenda")


def _outcomes(rows: Rows) -> Iterator[Check]:
    for row in rows.outcomes:
        if row.is_held and not row.text.strip():
            said = _("A paragraph is empty. Write it, delete it, or say that its words are not held.")
            yield Check("blocking", said, "outcomes", row.pk, "text")
    if not rows.outcomes and rows.meeting.state == Meeting.State.HELD:
        yield Check("advisory", _("No outcome is recorded."), "outcomes")
    bare = [row for row in rows.outcomes if row.parent_id is None and row.is_held and not row.verbs]
    if bare:
        yield Check(
            "advisory", _("Outcomes without a verb: {len}.").format(len=len(bare)), "outcomes", bare[0].pk, "verbs"
        )


def _recommendations(rows: Rows) -> Iterator[Check]:
    code, on = codes(rows.recommendations), today(rows.meeting)
    nobody: list[Any] = []
    unknown = unknown_addressees(rows)
    for row in rows.recommendations:
        if not row.text.strip():
            yield Check(
                "blocking", _("A recommendation is empty. Write it or delete it."), "recommendations", row.pk, "text"
            )
        if row.due_on and row.due_on < on:
            said = _("{get} is due on a day that has passed.").format(get=code.get(row.pk, "A sub-paragraph"))
            yield Check("advisory", said, "recommendations", row.pk, "due_on")
        yield from _wording(row, code.get(row.pk, _("A sub-paragraph")), rows, unknown)
        if row.parent_id is None and not row.addressees.all():
            nobody.append(row)
    if nobody:
        names = ", ".join(code[row.pk] for row in nobody)
        yield Check(
            "advisory",
            _("To nobody in particular: {names}.").format(names=names),
            "recommendations",
            nobody[0].pk,
            "addressees",
        )


def _wording(row: Any, code: str, rows: Rows, unknown: set[str]) -> Iterator[Check]:
    """The verb may stand in what leads to the words: the paragraph above, the sentence before all of them."""
    around = [
        row.text,
        rows.meeting.recommendations_intro,
        *(one.text for one in rows.recommendations if one.pk == row.parent_id),
    ]
    if row.verb and row.text.strip() and not has_verb(" ".join(around), row.verb):
        said = _("{code}: its verb “{verb}” does not stand in its text, and will not be read there.")
        yield Check("advisory", said.format(code=code, verb=row.verb), "recommendations", row.pk, "verb")
    for one in row.addressees.all():
        if one.as_written in unknown:
            said = _("{code} is put to “{name}”, which is no known delegation or body.")
            said = said.format(code=code, name=one.as_written)
            yield Check("advisory", said, "recommendations", row.pk, "addressees")


def _enclosures(rows: Rows) -> Iterator[Check]:
    """One record has one audience: a file for fewer people goes out in none that more may read."""
    width = list(Audience.values)
    for material in rows.going_out:
        if width.index(material.audience) > width.index(rows.meeting.audience):
            said = _("“{title}” is for {lower} only, and the record for {lower2}.").format(
                title=material.title,
                lower=material.get_audience_display().lower(),
                lower2=rows.meeting.get_audience_display().lower(),
            )
            yield Check("blocking", said, "materials", material.pk, "audience")


def _clearance(rows: Rows, record: Record | None) -> Iterator[Check]:
    """Asked where the secretariat wrote the record of a meeting that was held, or once anybody has cleared it."""
    meeting = rows.meeting
    is_asked = meeting.state == Meeting.State.HELD and meeting.provenance == Provenance.SECRETARIAT
    if not (is_asked or rows.clearances):
        return
    words = words_of(record or compose_meeting(meeting, rows=rows)) if rows.clearances else ""
    held = [one for one in rows.clearances if one.words == words]
    missing = not_cleared(rows.hosts, held)
    changed = {one.host_id for one in rows.clearances}
    again = [host.as_written for host in missing if host.pk in changed]
    never = [host.as_written for host in missing if host.pk not in changed]
    if again:
        yield Check(
            "advisory", _("Changed since it was cleared by {listed}.").format(listed=listed(again)), "clearance"
        )
    if never:
        yield Check("advisory", _("Not yet cleared by {listed}.").format(listed=listed(never)), "clearance")


def _matters(rows: Rows) -> list[Check]:
    """Words about a recommendation that a reader cannot look up would hang in the air, or tell what they may not."""
    meeting, decided = rows.meeting, rows.considerations
    if not decided:
        return []
    found = [
        Check(
            "blocking",
            _("Action is taken on recommendations of {name}: issue its record first.").format(name=name),
            "matters",
        )
        for name in sorted({row.recommendation.meeting.reference for row in decided if not _code_is_fixed(row)})
    ]
    about = {row.recommendation.meeting for row in decided}
    about |= {row.superseded_by.meeting for row in decided if row.superseded_by} - {meeting}
    found += [
        Check(
            "blocking",
            _(
                "Action is taken on recommendations of {name}, whose record has narrower readers than "
                "this one is to have. Choose the same readers for this record."
            ).format(name=name),
            "matters",
        )
        for name in sorted(_narrower(meeting, about))
    ]
    open_ended = sum(row.decision == "deferred" and row.deferred_to_id is None for row in decided)
    if open_ended:
        found.append(
            Check(
                "advisory",
                _("Deferred without saying to which meeting: {open_ended}.").format(open_ended=open_ended),
                "matters",
            )
        )
    return found


def _code_is_fixed(row: Consideration) -> bool:
    return bool((row.recommendation.parent or row.recommendation).number)


def _narrower(meeting: Meeting, about: set[Meeting]) -> list[str]:
    """References of those of which nothing was issued to everybody who is to read this record. 2 queries."""
    order = list(Audience.values)
    wide_enough = order[: order.index(meeting.audience) + 1]
    open_enough = Release.objects.filter(edition__subject__meeting__in=about, audience__in=wide_enough)
    seen = set(open_enough.values_list("edition__subject__meeting", flat=True))
    issued = Release.objects.filter(edition__subject__meeting__in=about)
    known = set(issued.values_list("edition__subject__meeting", flat=True))
    return [other.reference for other in about if other.pk in known - seen]
