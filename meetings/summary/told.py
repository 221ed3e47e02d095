"""Names whose attendance is told in words nobody foresaw: by what they do in the sentence, not by the verb they have.

Before a summary comes to what was agreed it speaks of those who came. There somebody who acts ("Fiji sent experts"),
is met ("we had Nepal at the table"), sends people ("experts from Tonga") or is a host or chair ("the hosts, Thailand")
was there, unless what is told of them says that they stayed away or is of another time or place.
"""

import re

from meetings.summary.attendance import Role, add, bracketed_presence, bracketed_role, find
from meetings.summary.cues import role_of
from meetings.summary.deeds import deeds_in
from meetings.summary.draft import Draft
from meetings.summary.item import Item
from meetings.summary.item_words import BODY_SUBJECT
from meetings.summary.items import items_in
from meetings.summary.meanings import Meaning, meaning_of
from meetings.summary.names import tokens_of
from meetings.summary.no_names import is_no_name
from meetings.summary.patterns import pattern
from meetings.summary.proposal import Host
from meetings.summary.runs import Run, runs_in
from meetings.summary.sharing import shared
from meetings.summary.telling import how_told
from meetings.summary.telling_words import OF_THE_MATTER
from meetings.summary.told_words import (
    ATTENDS,
    CAPITAL,
    FRAMING,
    LABEL,
    LED,
    OTHER_TIME,
    PARTNERS,
    ROLE_BEFORE,
    ROLE_LABEL,
    ROLE_WITHIN,
    SPOKE,
    TELLING,
    THANKED_HOST_BEFORE,
    THANKED_HOST_BEHIND,
    THERE,
    WAY,
    WHO_CAME,
)
from meetings.summary.words import OPERATIVE

_UNSURE = 0.6
_MARKS = pattern(r":|\s(?:--|–|—)\s")
_LONGEST = 2_500
_SHORT_ENTRY = 80
_BEGINS = ("", "the", "and", "while", "both")


def read_told(draft: Draft, start: int, end: int, *, is_strict: bool = False) -> bool:
    """Takes those of whom text[start:end] tells, before a summary comes to what was agreed, that they came or not.

    `is_strict` asks for a word of attending, too. Returns whether the sentence tells of nothing else, so that it is no
    outcome.
    """
    if is_strict and not ATTENDS.search(draft.text, start, end) and not LED.search(draft.text, start, end):
        return False
    if end - start > _LONGEST or not CAPITAL.search(draft.text, start, end):
        return False
    runs = runs_in(draft, start, end)
    is_told = is_away = False
    # A few words without a head are no summary: of those whom they name nothing is assumed.
    sentence = draft.text[start:end] if draft.title is not None else None
    low, said = start, None
    for at, run in enumerate(runs):
        high = runs[at + 1].start if at + 1 < len(runs) else end
        meaning = how_told(draft.text, low, run, high, sentence=sentence, is_strict=is_strict)
        if (
            meaning is None
            and not OF_THE_MATTER.match(sentence or "")
            and (before := _before(draft, start, low, run, said))
        ):
            meaning = shared(draft.text, before[0], run, high, before[1])
        if meaning is not None:
            is_told |= _take(draft, run, meaning)
            is_away = meaning.presence is not None or meaning.capacity is not None
        low, said = run.end, meaning
    return is_told and (is_away or not OPERATIVE & set(deeds_in(draft, start, end).verbs) - FRAMING)


def _before(draft: Draft, start: int, low: int, run: Run, said: Meaning | None) -> tuple[int, Meaning] | None:
    """Where the words for those before `run` end, and what is told of them: by a sentence read here or by a cue."""
    for span in reversed(draft.ledger.within(max(low, start), run.start)):
        number = span.pointer.removeprefix("/attendance/").removesuffix("/as_written")
        if number.isdigit():
            row = draft.attendance[int(number)]
            is_own = re.match(r"\s*[(,]", draft.text[span.end : run.start]) is not None
            capacity = None if is_own or row.capacity in ("member", "other") else row.capacity
            return span.end, Meaning(capacity, None if row.presence == "present" else row.presence)
    return (low, said) if said else None


def read_body(draft: Draft, start: int, end: int) -> bool:
    """ "The School of Island Studies hosted a dialogue": a body that nobody knows and that acts at the meeting."""
    body = BODY_SUBJECT.match(draft.text, start, end)
    if body is None or not draft.ledger.free(*body.span("name")) or draft.names.scan(tokens_of(body["name"])):
        return False
    if is_no_name(body["name"]) or OTHER_TIME.search(body["tells"]):
        return False
    said = meaning_of(body["tells"])
    role = Role(said.capacity if said.presence is None else None, said.presence or "present")
    add(draft, Item(*body.span("name"), "name", None, 0.4), role)
    return True


def tells_of_attending(draft: Draft, start: int, end: int) -> bool:
    """Whether a heading over names says that they came: "Annex: who was on the call"."""
    return bool(WHO_CAME.search(draft.text, start, end))


def read_labelled(
    draft: Draft, start: int, end: int, *, is_strict: bool = False, has_meaning: bool = False, is_rest: bool = False
) -> bool:
    """ "On the line: Fiji, FFA": takes everybody behind a label, known or not.

    `is_strict`, for places where other things are told: the label has to speak of attending. `has_meaning`: it has to
    say as what they came, or that they did not. `is_rest`: others of the line have been read.
    """
    if end - start > _LONGEST or not _MARKS.search(draft.text, start, end):
        return False
    label = LABEL.match(draft.text, start, end)
    said = _said_of(label["label"], is_dashed=bool(label["dash"])) if label else None
    if label is None or said is None:
        return False
    low = label.end()
    if has_meaning and not (said.presence or said.capacity or label["dash"]):
        return False
    if is_strict and not (said.presence or label["dash"] or WHO_CAME.search(label["label"])):
        return False
    taken = [(span.start, span.end) for span in draft.ledger.within(low, end)]
    items = items_in(draft.text, low, end, draft.names, taken, guesses=draft.guesses_left)
    named = [
        item
        for at, item in enumerate(items)
        # "INTERPOL (Singapore)": where its office is.
        if item.kind in ("name", "person")
        and not (item.before == "(" and (is_rest or (at and items[at - 1].participant is not None)))
    ]
    known = sum(item.participant is not None for item in named)
    others = sum(item.kind == "other" and item.before != "(" for item in items)
    is_list = not any(item.goes_on for item in items) and known > 0 and known * 2 >= len(named) and known > others
    if not known and draft.has_attendance and ROLE_LABEL.fullmatch(label["label"]):
        # "Guest speaker: Free Shores", beside labels over names that are known.
        is_list = len(named) == 1 and not others and named[0].kind == "name" and end - low < _SHORT_ENTRY
    return (
        is_list
        and not TELLING.search(draft.text, low, end)
        and _take(draft, Run(low, end, named), said, is_labelled=True)
    )


def _said_of(label: str, *, is_dashed: bool) -> Meaning | None:
    """What a label says of those behind it; None where it speaks of no attendance. `is_dashed`: no colon follows it."""
    said = meaning_of(label)
    if said.is_elsewhere and label.lower() not in ("to", "where"):
        return None
    role = ROLE_LABEL.fullmatch(label)
    if is_dashed and not (said.presence or role or any(way.fullmatch(label) for way in (PARTNERS, WAY, THERE))):
        return None
    if PARTNERS.fullmatch(label):
        return said._replace(capacity="partner")
    return said._replace(capacity=said.capacity or role_of(role["role"])) if role else said


def read_hosts_told(draft: Draft, start: int, end: int) -> None:
    """Hosts and chairs whom a sentence of the proceedings names beside another thing: "thanked the host, Thailand"."""
    if not ROLE_WITHIN.search(draft.text, start, min(end, start + _LONGEST)) and not THANKED_HOST_BEHIND.search(
        draft.text, start, end
    ):
        return
    note_thanked(draft, start, end)
    for run in runs_in(draft, start, min(end, start + _LONGEST)):
        match = ROLE_BEFORE.search(draft.text, start, run.start)
        if match and re.search(r"[,(–]", draft.text[match.end("role") : run.start]):
            capacity = meaning_of(match["role"]).capacity
            if capacity in ("host", "chair", "co-chair"):
                _take(draft, run, Meaning(capacity, None))


def note_thanked(draft: Draft, start: int, end: int) -> None:
    """ "Australia opened the meeting and thanked the Philippines for hosting it": the host, beside those who came."""
    if THANKED_HOST_BEHIND.search(draft.text, start, end):
        for run in runs_in(draft, start, min(end, start + _LONGEST)):
            is_thanked = THANKED_HOST_BEFORE.search(draft.text, start, run.start)
            if is_thanked and THANKED_HOST_BEHIND.match(draft.text, run.end, end):
                _thank(draft, run)


def _thank(draft: Draft, run: Run) -> None:
    """ "We thank Fiji for hosting": it is the host, and stays what a list says it attended as."""
    for item in run.items:
        if item.participant is None or item.participant.kind == "collective":
            continue
        if item.participant.slug not in [host.participant for host in draft.hosts]:
            draft.hosts.append(Host(participant=item.participant.slug, basis='stated: "for hosting"'))
            draft.hosts_written.setdefault(item.participant.slug, draft.written(item.start, item.end))


def note_speakers(draft: Draft, start: int, end: int) -> None:
    """Remembers who spoke: "IOM presented its survey" stays an outcome, and tells that IOM was in the room."""
    if end - start > _LONGEST or not SPOKE.search(draft.text, start, end):
        return
    for run in runs_in(draft, start, end):
        before = draft.text[start : run.start].strip().rsplit(" ", 1)[-1]
        if SPOKE.match(draft.text, run.end, end) and (before.lower() in _BEGINS or before.endswith((",", ";", "."))):
            draft.speakers += [
                (item.participant.slug, draft.written(item.start, item.end))
                for item in run.items
                if item.participant is not None and item.participant.kind not in ("collective", "body")
            ]


def _was_host(draft: Draft, item: Item) -> bool:
    """Whether a sentence before this one said that it was the host, so that a speech makes no mere member of it."""
    stop = max(draft.text.rfind(mark, 0, item.start) for mark in (". ", "\n"))
    named = (
        span for span in draft.ledger.within(0, max(stop, 0)) if re.fullmatch(r"/hosts/\d+/participant", span.pointer)
    )
    hosts = [draft.hosts[int(span.pointer.split("/")[2])] for span in named]
    return item.participant is not None and item.participant.slug in [
        host.participant for host in hosts if "host" in host.basis and "chair" not in host.basis
    ]


def _take(draft: Draft, run: Run, meaning: Meaning, *, is_labelled: bool = False) -> bool:
    for item in run.items:
        known = find(draft, item)
        if known is not None and known.presence != "present" and meaning.presence is None:
            continue
        is_body = item.participant is not None and item.participant.kind == "body" and len(run.items) == 1
        if is_body and not is_labelled and not SPOKE.match(draft.text, run.end):
            continue
        item.confidence = min(item.confidence, _UNSURE)
        role = item.role if meaning.presence is None else None
        capacity = role or bracketed_role(draft.text, item) or meaning.capacity
        if capacity is None and known is None and meaning.presence is None and _was_host(draft, item):
            capacity = "host"
        presence = bracketed_presence(draft.text, item) or meaning.presence or "present"
        add(draft, item, Role(capacity, presence))
        is_told_alone = len(run.items) == 1 or meaning.is_assumed
        if is_told_alone and known is None and item.participant is not None:
            draft.told_alone.add(item.participant.slug)
    return True
