"""Who came, as a text or a sheet tells it, beside the attendance of the meeting and those who represented it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from desk.incoming.changes import Change, Comparison
from meetings.models import Attendance, Presence, Representative
from meetings.services import STEP, attendance_row, capacity_of
from members.models import Capacity, Participant

_SURE = 0.55
_NOT_SAID = ("", "member", "other")


def compare_attendance(found: Comparison, rows: list[dict[str, Any]], directory: dict[str, Participant]) -> None:
    """The rows of a proposal."""
    held = _Held(found)
    for told in rows:
        row = held.find(told)
        if row is None:
            held.new(told, directory, [], is_sure=bool(told["participant"]) and told["confidence"] >= _SURE)
        else:
            held.compare(row, told, capacity=told["capacity"])
    held.rest()


def compare_sheet(found: Comparison, lines: list[dict[str, Any]], directory: dict[str, Participant]) -> None:
    """The lines of a sign-in sheet: a delegation that is new comes with those who signed for it."""
    held = _Held(found)
    for line in lines:
        row = held.find(line)
        if row is None:
            held.new(line, directory, line["persons"], is_sure=line["participant"] is not None)
            continue
        held.compare(row, line, capacity=line["capacity"])
        _compare_persons(found, row, line["persons"])
    held.rest()


class _Held:
    """The attendance the meeting holds, and which rows of it were met."""

    def __init__(self, found: Comparison) -> None:
        self.found = found
        self.rows = list(found.meeting.attendance.select_related("participant").prefetch_related("representatives"))
        self.met: set[Any] = set()
        self.added = 0

    def find(self, told: dict[str, Any]) -> Attendance | None:
        written = told["as_written"].casefold()
        for row in self.rows:
            is_same = row.participant.slug == told["participant"] if row.participant and told["participant"] else False
            if is_same or row.as_written.casefold() == written:
                self.met.add(row.pk)
                return row
        return None

    def new(
        self, told: dict[str, Any], directory: dict[str, Participant], persons: list[dict[str, Any]], *, is_sure: bool
    ) -> None:
        self.added += 1
        last = max((row.position for row in self.rows), default=0)
        row = attendance_row(self.found.meeting, told, directory, last + self.added * STEP)
        people = [_representative(row, person, at) for at, person in enumerate(persons)]

        def take() -> None:
            row.full_clean()
            row.save()
            for person in people:
                person.save()

        now = f"{row.get_capacity_display()}, {row.get_presence_display()}"
        now += "".join(f"\n{_in_words(person)}" for person in people)
        why = _doubt(told, is_known=row.participant is not None, is_sure=is_sure)
        key = f"attendance+{told['participant'] or told['as_written'].casefold()}"
        self.found.changes.append(Change(key, "attendance", "new", row.as_written, "", now, is_sure, take, why))

    def compare(self, row: Attendance, told: dict[str, Any], *, capacity: str) -> None:
        """A capacity that the text does not say ("member" is what the reader writes then) differs from none."""
        as_told, as_said = capacity_of(capacity)
        differs = capacity not in _NOT_SAID and as_told != row.capacity
        if differs:
            self._change(
                row,
                "capacity",
                row.get_capacity_display(),
                str(Capacity(as_told).label),
                _sets(row, capacity=as_told, capacity_as_written=as_said),
                is_ours=row.capacity != Capacity.MEMBER,
            )
        if told["presence"] != row.presence:
            was = "" if row.presence == Presence.NOT_KNOWN else row.get_presence_display()
            now = str(Presence(told["presence"]).label)
            take = _sets(row, presence=told["presence"])
            self._change(row, "presence", was or row.get_presence_display(), now, take, is_ours=bool(was))
            differs = True
        if not differs:
            self.found.agree("attendance")

    def _change(
        self, row: Attendance, name: str, was: str, now: str, take: Callable[[], None], *, is_ours: bool
    ) -> None:
        why = _("Somebody recorded this here.") if is_ours else ""
        self.found.changes.append(
            Change(
                f"attendance:{row.pk}:{name}",
                "attendance",
                "changed",
                row.as_written,
                was,
                now,
                not is_ours,
                take,
                why,
                row,
            )
        )

    def rest(self) -> None:
        names = [row.as_written for row in self.rows if row.pk not in self.met]
        if names:
            self.found.only_here["attendance"] = names


def _doubt(told: dict[str, Any], *, is_known: bool, is_sure: bool) -> str:
    """Why a new line asks for a look."""
    if told["participant"] is None:
        near = ", ".join(told.get("suggestions") or ())
        return _("The directory does not know this name.") + (
            f" {_('Near: {near}.').format(near=near)}" if near else ""
        )
    if not is_sure:
        return _("Read from words that may mean something else.")
    return "" if is_known else _("Not in the directory: it is kept as written.")


def _compare_persons(found: Comparison, row: Attendance, persons: list[dict[str, Any]]) -> None:
    held = list(row.representatives.all())
    has_head = any(person.is_head for person in held)
    for at, told in enumerate(persons):
        known = next((person for person in held if _same(person.name, told["name"])), None)
        if known is None:
            person = _representative(row, {**told, "is_head": told["is_head"] and not has_head}, len(held) + at)
            label = f"{row.as_written}: {told['name']}"
            key = f"persons+{row.pk}:{told['name'].casefold()}"
            found.changes.append(
                Change(key, "persons", "new", label, "", _in_words(person), True, person.save, row=None)
            )
        elif told["post"] and told["post"] != known.post:
            label = f"{row.as_written}: {known.name}"
            take = _sets(known, post=told["post"])
            key = f"persons:{known.pk}:post"
            change = Change(key, "persons", "changed", label, known.post, told["post"], not known.post, take, row=known)
            found.changes.append(change)
        else:
            found.agree("persons")


def _same(one: str, other: str) -> bool:
    """Whether two names are one person's, titles and the order of names apart."""
    return _words(one) == _words(other)


def _words(name: str) -> set[str]:
    titles = {"mr", "mrs", "ms", "miss", "dr", "he", "h", "e", "mme", "prof", "hon", "amb", "ambassador"}
    return set(name.casefold().replace(".", " ").replace(",", " ").split()) - titles


def _representative(row: Attendance, told: dict[str, Any], at: int) -> Representative:
    return Representative(
        attendance=row, name=told["name"], post=told["post"], is_head=told["is_head"], position=at * STEP
    )


def _in_words(person: Representative) -> str:
    return ", ".join(filter(None, (person.name, person.post, "head of delegation" if person.is_head else "")))


def _sets(row: Any, **values: Any) -> Callable[[], None]:
    def take() -> None:
        for name, value in values.items():
            setattr(row, name, value)

    return take
