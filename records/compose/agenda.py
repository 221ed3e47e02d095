"""The agenda as a section of a record: one paragraph that says how it stands, its items under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.text import cardinal_word, listed
from meetings.agenda import is_adopted
from meetings.models import AgendaItem, Meeting
from records.compose.words import anchor_of
from records.record import Item, Passage, Section

_MARKS = {
    AgendaItem.State.LATE: "added after the adoption",
    AgendaItem.State.WITHDRAWN: "withdrawn",
    AgendaItem.State.POSTPONED: "postponed",
}
_DONE = {
    AgendaItem.State.LATE: "added",
    AgendaItem.State.WITHDRAWN: "withdrawn",
    AgendaItem.State.POSTPONED: "postponed",
}


def agenda_section(meeting: Meeting, items: Sequence[AgendaItem], number: Iterator[int]) -> list[Section]:
    """Nothing where there is no item, and then no number is used."""
    if not items:
        return []
    passage = Passage(
        anchor=anchor_of(meeting.pk, "agenda"),
        number=next(number),
        role="agenda",
        text=_text(meeting, items),
        items=_items(items, None, has_mark=is_adopted(items)),
    )
    heading = "Agenda" if is_adopted(items) else "Provisional agenda"
    return [Section(slug="agenda", heading=heading, passages=(passage,))]


def _text(meeting: Meeting, items: Sequence[AgendaItem]) -> str:
    elsewhere = meeting.agenda_agreed_at
    agreed = f", agreed at {elsewhere.reference}" if elsewhere else ""
    if not is_adopted(items):
        verb = "was" if meeting.state == Meeting.State.HELD else "is"
        return f"The provisional agenda{agreed}, {verb}:" if agreed else f"The provisional agenda {verb}:"
    since = [_counted(items, state, verb) for state, verb in _DONE.items()]
    told = listed([words for words in since if words])
    adopted = f"The meeting adopted its agenda{agreed}." if agreed else "The meeting adopted its agenda."
    return f"{adopted} Since then {told}." if told else adopted


def _counted(items: Sequence[AgendaItem], state: str, verb: str) -> str:
    many = sum(item.state == state for item in items)
    return f"{cardinal_word(many)} {'item was' if many == 1 else 'items were'} {verb}" if many else ""


def _items(rows: Sequence[AgendaItem], parent: AgendaItem | None, *, has_mark: bool) -> tuple[Item, ...]:
    return tuple(
        Item(
            anchor=anchor_of(row.pk),
            label=row.number or "–",
            text=_words(row, has_mark=has_mark),
            items=_items(rows, row, has_mark=has_mark),
        )
        for row in rows
        if row.parent_id == (parent.pk if parent else None)
    )


def _words(row: AgendaItem, *, has_mark: bool) -> str:
    """The title with what changed since the agenda was adopted."""
    marks = [_MARKS[AgendaItem.State(row.state)]] if row.state in _MARKS else []
    if has_mark and row.adopted_as and row.adopted_as != row.title:
        marks.append(f"adopted as “{row.adopted_as}”")
    return f"{row.title} ({'; '.join(marks)})" if marks else row.title
