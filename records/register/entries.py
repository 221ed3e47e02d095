"""From what happened to one recommendation to how each ring of readers knows it. Pure: no database, no clock."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from core.dates import last_day
from core.text import date_words
from meetings.models import Audience
from recommendations.standing import AGREED, WORDS, Happening, Span, Standing, Words, end_of, spans, standing, state_of
from records.followup import Decision
from records.models import RegisterEvent

RUNGS = len(Audience.values)
DECISIONS: dict[Decision, str] = {
    "adopted": "Adopted",
    "endorsed": "Endorsed",
    "noted": "Noted",
    "amended": "Amended",
    "deferred": "Deferred",
    "superseded": "Superseded",
    "completed": "Completed",
    "not_agreed": "Not agreed",
}
PROGRESS = {"not_started": "Not started", "in_progress": "In progress", "done": "Done"}


@dataclass(frozen=True)
class Issued:
    """An edition of a subject: the first rung that may read it, None where it is released to nobody yet."""

    edition: Any
    subject: Any
    number: int
    rung: int | None


@dataclass(frozen=True)
class Met:
    """What an edition says of the day of the meeting at which a recommendation is due."""

    issued: Issued
    starts: str
    zone: str


@dataclass(frozen=True)
class Version:
    """How readers of the rungs `first` to `last` know a recommendation. `fields` are columns of RegisterEntry."""

    first: int
    last: int
    fields: dict[str, Any]
    spans: tuple[Span, ...]


def versions(events: Sequence[RegisterEvent], editions: Sequence[Issued], met: Sequence[Met] = ()) -> list[Version]:
    """`events` are all of one recommendation, `editions` all of the subjects that tell of it.

    `met` is what all editions of the meeting say at which it is due: its day may be fixed or moved after it was made.
    """
    known = [(rung, one(_seen(events, editions, rung), _day_of(met, rung))) for rung in range(RUNGS)]
    found = []
    for version, group in groupby(known, key=lambda pair: pair[1]):
        rungs = [rung for rung, _ in group]
        if version is not None:
            found.append(Version(rungs[0], rungs[-1], *version))
    return found


def _seen(events: Sequence[RegisterEvent], editions: Sequence[Issued], rung: int) -> list[RegisterEvent]:
    current = {issued.edition for issued in _in_force(editions, rung)}
    return [event for event in events if event.edition_id in current]


def _day_of(met: Sequence[Met], rung: int) -> Met | None:
    current = {issued.edition for issued in _in_force([each.issued for each in met], rung)}
    return next((each for each in met if each.issued.edition in current and each.starts), None)


def _in_force(editions: Iterable[Issued], rung: int) -> Collection[Issued]:
    """The editions in force for a rung: of each subject the latest that it may read."""
    latest: dict[Any, Issued] = {}
    for issued in editions:
        if issued.rung is not None and issued.rung <= rung:
            other = latest.get(issued.subject)
            if other is None or other.number < issued.number:
                latest[issued.subject] = issued
    return latest.values()


def one(events: Sequence[RegisterEvent], met: Met | None = None) -> tuple[dict[str, Any], tuple[Span, ...]] | None:
    """Columns and spans of force after `events`; None where none of them made it."""
    made = next((event for event in events if event.kind == "made"), None)
    if made is None:
        return None
    due = made.facts | ({"due": met.starts, "zone": met.zone} if met else {})
    facts, later = made.facts, [event for event in events if event.kind != "made"]
    happened = [happening(event) for event in later]
    words = words_of(made)
    now = standing(words, happened)
    last = max(zip(happened, later, strict=True), key=lambda pair: pair[0].order, default=None)
    fields = {
        "edition_id": made.edition_id,
        "path": made.path,
        "key": facts["key"],
        "anchor": made.anchor,
        "reference": facts["reference"],
        "code": facts["code"],
        "number": int(facts["code"].removeprefix("R") or 0),
        "series": facts["series"],
        "made": facts["made"],
        "made_on": made.on,
        "text": "\n".join([facts["text"], *(f"{label} {text}" for _, label, text in facts["items"])]),
        "verb": facts["verb"].casefold(),
        "addressees": facts["addressees"],
        "participants": facts["participants"],
        "put_to": list(dict.fromkeys([*facts["put_to"], *(name for event in later for name in _sent_to(event))])),
        "area": facts["area"],
        "area_name": facts["area_name"],
        "due_on": due_day(due),
        "due_until": due_end(due),
        "due_at": facts["due_at"],
        "follow_up": facts["follow_up"],
        "state": "withdrawn" if facts["is_withdrawn"] else state_of(now.phase, facts["follow_up"]),
        "adopted_on": min((each.on for each in happened if each.on and each.decision in AGREED), default=None),
        "last_on": last[0].on if last else None,
        "last": said(last[1])[:200] if last else "",
    }
    in_force = () if facts["is_withdrawn"] else tuple(spans(made.on, words, facts["follow_up"], happened))
    return fields, in_force


def due_day(facts: Mapping[str, Any]) -> datetime.date | None:
    """The last day on which it is not late: of a month or a year its last."""
    return last_day(facts["due"] or None)


def due_end(facts: Mapping[str, Any]) -> datetime.datetime | None:
    """When that day is over where the meeting met. Events made before zones were kept count in UTC."""
    day = due_day(facts)
    return end_of(day, facts.get("zone", "UTC")) if day else None


def words_of(made: RegisterEvent) -> Words:
    return Words(made.facts["text"], tuple((anchor, label, text) for anchor, label, text in made.facts["items"]))


def happening(event: RegisterEvent) -> Happening:
    facts = event.facts
    return Happening(
        kind=event.kind,  # type: ignore[arg-type]  # a column of three known words
        on=event.on,
        item=event.item,
        decision=facts.get("decision", ""),
        progress=facts.get("progress", ""),
        text=facts.get("text", "") if event.kind == "considered" else "",
        mark=facts.get("reference", ""),
    )


def after(events: Sequence[RegisterEvent]) -> Standing | None:
    """How it stands after exactly these events, for whoever may read them. None where none of them made it."""
    made = next((event for event in events if event.kind == "made"), None)
    if made is None:
        return None
    return standing(words_of(made), [happening(event) for event in events if event.kind != "made"])


def _sent_to(event: RegisterEvent) -> Iterator[str]:
    yield from event.facts.get("referred_to", [])
    if event.facts.get("deferred_to"):
        yield event.facts["deferred_to"]


def said(event: RegisterEvent) -> str:
    """What happened in few words: "Adopted by BPMC 6", "(b) deferred to SOM 7 by BPMC 6", "Sri Lanka: done"."""
    facts = event.facts
    if event.kind == "made":
        put = f", put to {' and '.join(facts['put_to'])}" if facts["put_to"] else ""
        return f"Made by {facts['reference']}{put}"
    if event.kind == "referred":
        return f"Referred to {' and '.join(facts['referred_to'])} by {facts['reference']}"
    if event.kind == "reported":
        on_what = f" on {facts['label']}" if facts["label"] else ""
        return f"{facts['name']} reported{on_what}: {PROGRESS[facts['progress']].lower()}"
    decision = DECISIONS[facts["decision"]]
    if facts.get("deferred_to"):
        decision += f" to {facts['deferred_to']}"
    if facts.get("superseded_by"):
        decision += f" by {facts['superseded_by']['code']}; decided"
    whole = f"{facts['label']} {decision[0].lower()}{decision[1:]}" if facts.get("label") else decision
    return f"{whole} {'by' if facts['decision'] != 'deferred' else 'at'} {facts['reference']}"


def day_words(event: RegisterEvent) -> str:
    iso = event.facts.get("made") if event.kind == "made" else event.on and event.on.isoformat()
    return date_words(iso) if iso else ""


def item_words(phase: str) -> str:
    """How a sub-paragraph stands; nothing where nothing happened to it."""
    return "" if phase == "made" else str(WORDS[phase])
