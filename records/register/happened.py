"""What a Record says of recommendations, as rows of the register. The same edition always gives the same rows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from core.dates import first_day, last_day
from records.followup import Action, Asked, Named
from records.models import Edition, RegisterEvent
from records.record import Item, Passage, Record

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
RANKS = {"made": 0, "considered": 1, "referred": 2, "reported": 3}


def events(edition: Edition, record: Record, key: str, meeting: str) -> list[RegisterEvent]:
    """`key` is the address of the record, `meeting` the random id (hex) of the meeting it is of, "" for a report."""
    on = _day(edition, record)
    return [
        *_made(edition, record, key, meeting),
        *(event for action in record.actions for event in _done(edition, record, action, on)),
        *_reported(edition, record),
    ]


def ident(meeting: str, anchor: str) -> str:
    return f"{meeting}/{anchor}"


def path_of(key: str, code: str) -> str:
    """ "ahg-som/10", "R3" → "ahg-som-10/r3"."""
    return f"{key.replace('/', '-')}/{code.lower()}"


def flat(items: tuple[Item, ...], above: str = "") -> Iterator[tuple[str, str, str]]:
    """Sub-paragraphs as anchor, whole label and text, parents first."""
    for item in items:
        yield item.anchor, above + item.label, item.text
        yield from flat(item.items, above + item.label)


def _day(edition: Edition, record: Record) -> datetime.date:
    """The last day of the meeting; where no day is known, the day its record was issued."""
    known = last_day(record.meeting.ends or record.meeting.starts) if record.meeting else None
    return known or edition.issued_at.date()


def _made(edition: Edition, record: Record, key: str, meeting: str) -> Iterator[RegisterEvent]:
    if record.meeting is None:
        return
    asked = {each.of: each for each in record.asked}
    for passage in record.recommendations:
        yield RegisterEvent(
            edition=edition,
            recommendation=ident(meeting, passage.anchor),
            kind="made",
            rank=RANKS["made"],
            on=first_day(record.meeting.starts),
            path=path_of(key, passage.code),
            anchor=passage.anchor,
            number=passage.number,
            facts=_facts(record, key, passage, asked.get(passage.anchor) or Asked(of=passage.anchor)),
        )


def _facts(record: Record, key: str, passage: Passage, asked: Asked) -> dict[str, Any]:
    assert record.meeting is not None
    return {
        "reference": record.reference,
        "key": key,
        "code": passage.code,
        "series": record.meeting.series_slug,
        "made": record.meeting.starts or "",
        "zone": record.meeting.zone,
        "text": passage.text,
        "items": [list(item) for item in flat(passage.items)],
        "verb": passage.verbs[0] if passage.verbs else "",
        "addressees": list(passage.addressees),
        "participants": list(passage.addressed_to),
        "put_to": list(asked.put_to),
        "area": passage.area.slug if passage.area else "",
        "area_name": passage.area.name if passage.area else "",
        **_due(passage, asked),
        "follow_up": passage.follow_up or "action",
        "about": [reference.written() for reference in passage.about],
        "led_to": [reference.written() for reference in passage.led_to],
        "is_withdrawn": passage.is_withdrawn,
    }


def _due(passage: Passage, asked: Asked) -> dict[str, str]:
    """`due` is a day or cut to what is known, `due_at` the meeting; either may be empty."""
    is_day = bool(_DAY.fullmatch(passage.due))
    return {"due": passage.due if is_day else asked.due_on or "", "due_at": "" if is_day else passage.due}


def _done(edition: Edition, record: Record, action: Action, on: datetime.date) -> Iterator[RegisterEvent]:
    paragraph = next((each for each in record.passages if each.anchor == action.of), None)
    known: dict[str, Any] = {
        "edition": edition,
        "recommendation": ident(action.about.meeting, action.about.anchor),
        "on": on,
        "item": action.item,
        "anchor": action.of,
        "number": paragraph.number if paragraph else 0,
    }
    said: dict[str, Any] = {"reference": record.reference, "title": record.title, "label": action.label}
    if action.decision:
        facts = said | {
            "decision": action.decision,
            "text": action.text,
            "was": action.was,
            "deferred_to": action.deferred_to,
            "superseded_by": _named(action.superseded_by),
            "words": paragraph.text if paragraph else "",
        }
        yield RegisterEvent(
            **known,
            kind="considered",
            rank=RANKS["considered"],
            successor=facts["superseded_by"]["recommendation"] if facts["superseded_by"] else "",
            facts=facts,
        )
    if action.referred_to:
        facts = said | {"referred_to": list(action.referred_to)}
        yield RegisterEvent(**known, kind="referred", rank=RANKS["referred"], facts=facts)


def _named(recommendation: Named | None) -> dict[str, str] | None:
    if recommendation is None:
        return None
    return {"recommendation": ident(recommendation.meeting, recommendation.anchor), "code": recommendation.code}


def _reported(edition: Edition, record: Record) -> Iterator[RegisterEvent]:
    report = record.report
    if report is None:
        return
    passage = record.passages[0] if record.passages else None
    yield RegisterEvent(
        edition=edition,
        recommendation=ident(report.about.meeting, report.about.anchor),
        kind="reported",
        rank=RANKS["reported"],
        on=first_day(report.reported_on),
        item=report.item,
        anchor=passage.anchor if passage else "",
        number=passage.number if passage else 0,
        facts={
            "label": report.label,
            "participant": report.participant,
            "name": report.name,
            "progress": report.progress,
            "text": passage.text if passage else "",
            "evidence_url": report.evidence_url,
            "evidence_file": report.evidence_file,
            "about": [reference.written() for reference in passage.about] if passage else [],
        },
    )
