"""The list of delegations and the sentence that introduces it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from core.text import listed, sort_key
from meetings.models import Attendance, Figure, Host, Meeting, Presence
from members.models import Capacity, Kind, own_words
from records.compose.words import counted, sentence
from records.record import Attendee

COUNTRIES = (Kind.STATE, Kind.TERRITORY)
DELEGATIONS = (*COUNTRIES, Kind.ORGANISATION, "unknown")
TAKING_PART = (Capacity.MEMBER, Capacity.CO_CHAIR, Capacity.HOST)
BESIDE = (Capacity.CO_MANAGER, Capacity.SECRETARIAT, Capacity.OTHER)

# Headings of the list, one and many, in the order in which a record gives them.
_GROUPS: dict[str, tuple[str, str]] = {
    "co_chair": ("Co-Chair", "Co-Chairs"),
    "host": ("Host", "Hosts"),
    "member": ("Member", "Members"),
    "member_organisation": ("Member organisation", "Member organisations"),
    "observer": ("Observer", "Observers"),
    "special_guest": ("Special guest", "Special guests"),
    "guest": ("Guest", "Guests"),
    "co_manager": ("Also taking part", "Also taking part"),
    "secretariat": ("Secretariat", "Secretariat"),
    "other": ("Also taking part", "Also taking part"),
}


def _group(row: Attendance, co_chairs: set[str]) -> str:
    if row.capacity == Capacity.MEMBER and row.as_written in co_chairs:
        return "co_chair"
    if row.capacity == Capacity.MEMBER and row.kind == Kind.ORGANISATION:
        return "member_organisation"
    return row.capacity


def _name(row: Attendance) -> str:
    if row.capacity == Capacity.CO_MANAGER and row.capacity_as_written:
        return row.capacity_as_written
    return row.as_written


def _presence(row: Attendance, meeting: Meeting) -> str:
    """Before a meeting nobody's attendance can be known: who is on the list is expected."""
    is_ahead = meeting.state == Meeting.State.PLANNED and row.presence == Presence.NOT_KNOWN
    return "expected" if is_ahead else row.presence


def attendees(meeting: Meeting, rows: Sequence[Attendance], hosts: Sequence[Host]) -> tuple[Attendee, ...]:
    """In the order of capacities, alphabetical by sorting form within each."""
    chairing = {host.participant_id for host in hosts if host.role == Host.Role.CO_CHAIR and host.participant_id}
    co_chairs = {row.as_written for row in rows if row.participant_id in chairing}
    order = list(_GROUPS)
    groups = {row.pk: _group(row, co_chairs) for row in rows}
    size = [groups[row.pk] for row in rows if row.presence == Presence.PRESENT]
    ranked = sorted(rows, key=lambda row: (order.index(groups[row.pk]), sort_key(row.sorting or row.as_written)))
    return tuple(
        Attendee(
            name=_name(row),
            sorting=row.sorting or row.as_written,
            kind=cast(Any, row.kind),
            participant=row.participant.slug if row.participant else None,
            iso=(row.participant.iso_code or None) if row.participant else None,
            capacity="co_chair" if groups[row.pk] == "co_chair" else row.capacity,
            capacity_label=(own_words(groups[row.pk]) or _GROUPS[groups[row.pk]])[size.count(groups[row.pk]) != 1],
            presence=cast(Any, _presence(row, meeting)),
        )
        for row in ranked
    )


def attendance_text(
    meeting: Meeting, people: Sequence[Attendee], figures: Sequence[Figure], articles: Mapping[str, str]
) -> str:
    """ "Seventeen delegations attended, and the RSO Co-Managers took part. Apologies were received from …"."""
    if meeting.state != Meeting.State.HELD:
        expected = sum(person.presence == "expected" for person in people)
        if not expected:
            return "The list of delegations is not yet known."
        return sentence(f"{counted(expected, 'delegation')} {'is' if expected == 1 else 'are'} expected")
    parts = [_attended([person for person in people if person.presence == "present"])]
    excused = [f"{articles.get(p.name, '')} {p.name}".strip() for p in people if p.presence == "apologies"]
    if excused:
        parts.append(f"Apologies were received from {listed(excused)}.")
    if figures:
        said = [figure.text or f"{figure.count} {figure.of}" for figure in figures]
        parts.append(sentence(f"Figures given by sources: {'; '.join(said)}"))
    return " ".join(parts)


def _attended(present: Sequence[Attendee]) -> str:
    """Who came, in one sentence."""
    if not present:
        return "Which delegations attended is not known."
    delegations = [person for person in present if person.kind in DELEGATIONS and person.capacity not in BESIDE]
    beside = [person.name for person in present if person.capacity in BESIDE]
    if not delegations:
        return sentence(f"Those named as taking part: {listed([person.name for person in present])}")
    number = counted(len(delegations), "delegation")
    if not any(person.capacity in TAKING_PART for person in delegations):
        return sentence(f"{number} attended as observer or guest; which members attended is not known")
    also = f", and {_with_article(listed(beside))} took part" if beside else ""
    return sentence(f"{number} attended{also}")


def articles(rows: Sequence[Attendance | Host]) -> dict[str, str]:
    """By name as written, the article it takes in a sentence: "the" for the Philippines."""
    found = {}
    for row in rows:
        names = row.participant.names.all() if row.participant else ()
        name = next((name for name in names if name.short == row.as_written), None)
        found[row.as_written] = name.article if name else ""
    return found


def _with_article(names: str) -> str:
    return names if names.lower().startswith("the ") else f"the {names}"
