"""Names on end in a sentence, with the unknown ones among them: "UNHCR, the Blue Cross and Fiji"."""

import re
from typing import NamedTuple

from meetings.summary.draft import Draft
from meetings.summary.item import Item
from meetings.summary.item_words import BODY_BEHIND, MEMBERS_OF_A
from meetings.summary.items import named_in
from meetings.summary.names import tokens_of
from meetings.summary.patterns import pattern
from meetings.summary.persons import POST_WORDS
from meetings.summary.series import mentions_in
from meetings.summary.told_words import JOINT, LEADING, NEXT_CLAUSE, PART_OF_NAME, UNKNOWN, VERB

_OF_POST = pattern(rf"\b{POST_WORDS}\s+(?:of|for)\s[^,;.]{{0,60}}$")


_ARE_POSTS = pattern(r"\b(?:Ministers|Heads|Officials|Secretaries|Governments|Delegations)\b")
_IS_POST = pattern(POST_WORDS)


# "the ASEAN side", "SADC member states": those of it are named, if at all, one by one.
_REGION_OF = pattern(
    r"\s+(?:side|region|area|bloc|family|(?:[Mm]embers?|[Pp]articipating|[Pp]artner)\b|[Cc]ountries|[Ss]tates"
    r"|[Gg]overnments)\b"
)


# "the Senior Officials Meeting of the Budapest Process"
_MEETING_OF = pattern(
    r"\b(?:Meetings?|Conference|Session|Summit|Workshop|Forum|Plenary|Consultations?|Round|Senior Officials"
    r"|Ministers|Members"
    r"|Member States|Committee|Council|Group|edition|meeting|Secretariat)\s+(?:Meeting\s+)?(?:of|for)\s+(?:the\s+)?$"
)


_BEFORE_BRACKET = pattern(r"([A-Z][\w-]+)\s*\(\s*$")
_CLOSED = pattern(r"\s*\)")


class Run(NamedTuple):
    """Names on end: text[start:end]."""

    start: int
    end: int
    items: list[Item]


def runs_in(draft: Draft, start: int, end: int) -> list[Run]:
    taken = [(span.start, span.end) for span in draft.ledger.within(start, end)]
    text = draft.text
    meetings = [(mention.start, mention.end) for mention in mentions_in(text, start, end)]
    runs: list[Run] = []
    named = named_in(text, start, end, draft.names, [*taken, *meetings])
    for at, item in enumerate(named):
        if _is_no_one(draft, named[at : at + 3], start, end):
            continue
        whole = _whole(draft, item, runs[-1].end if runs else start)
        between = _between(text, runs[-1].end, whole.start) if runs else None
        if runs and len(runs[-1].items) == 1 and NEXT_CLAUSE.fullmatch(text[runs[-1].end : whole.start]):
            # "Nobody came from A, and B excused itself": two names are not joined so.
            between = None if VERB.match(text, whole.end) else between
        if runs and between is not None:
            runs[-1] = Run(runs[-1].start, whole.end, [*runs[-1].items, *between, whole])
        else:
            runs.append(Run(whole.start, whole.end, [whole]))
    return [_with_body_behind(draft, run, end) for run in runs]


def _is_no_one(draft: Draft, items: list[Item], start: int, end: int) -> bool:
    """Whether the first of `items` names nobody who may have come: a group of others, a seat, a part of a name."""
    text, item, participant = draft.text, items[0], items[0].participant
    if participant is None or participant.kind == "collective" or participant.slug == "bali-process":
        return True
    if item.confidence == 1.0 and PART_OF_NAME.match(text, item.end):
        return True
    if participant.iso:
        return _is_seat(draft, item, start, end)
    ahead = (MEMBERS_OF_A, 40), (_MEETING_OF, 60)
    return bool(
        _is_spelled_out(text, items)
        or _REGION_OF.match(text, item.end)
        or _is_whence(text, item, items[1:2], start)
        or any(words.search(text, max(start, item.start - far), item.start) for words, far in ahead)
    )


def _is_whence(text: str, item: Item, after: list[Item], start: int) -> bool:
    """ "From the European Union, Estonia and Latvia sent officers": of which group they are."""
    is_led = re.search(
        r"(?:^|[.;]\s+)(?:From|Among|Within|Of)\s+(?:the\s+)?$", text[max(start, item.start - 20) : item.start]
    )
    is_followed = bool(after) and re.fullmatch(r"\s*[,:]\s*(?:the\s+)?", text[item.end : after[0].start])
    return bool(is_led and is_followed and after[0].participant is not None and after[0].participant.iso)


def _is_seat(draft: Draft, item: Item, start: int, end: int) -> bool:
    """ "INTERPOL (Singapore)": where its office is."""
    owner = _BEFORE_BRACKET.search(draft.text, max(start, item.start - 40), item.start)
    if owner is None or not _CLOSED.match(draft.text, item.end, end):
        return False
    organisation = draft.names.resolve(owner[1], may_guess=False).participant
    return organisation is not None and not organisation.iso


def _is_spelled_out(text: str, items: list[Item]) -> bool:
    """ "the Council of the Gulf (Bahrain, Kuwait …)": its members came."""
    if len(items) < 3 or items[0].participant is None or items[0].participant.iso:
        return False
    opening, close = text.find("(", items[0].end, items[1].start), text.find(")", items[0].end)
    is_boxed = opening >= 0 and not text[items[0].end : opening].strip() and items[2].start < close
    return is_boxed and all(one.participant is not None and one.participant.iso for one in items[1:])


def _with_body_behind(draft: Draft, run: Run, end: int) -> Run:
    body = BODY_BEHIND.match(draft.text, run.end, end)
    known = draft.names.scan(tokens_of(body["name"])) if body else []
    if (
        body is None
        or any(one.participant.iso for one in known)
        or draft.names.resolve(body["name"], may_guess=False)[0]
    ):
        return run
    return Run(run.start, body.end("name"), [*run.items, Item(*body.span("name"), "name", None, 0.4)])


def _whole(draft: Draft, item: Item, floor: int) -> Item:
    """ "The Red Crescent Society of Fiji" is no state: a name that ends in a state's."""
    if item.participant is None or not item.participant.iso:
        return item
    text = draft.text
    longer = re.search(
        r"(?:[A-Z][\w'-]+\s+){1,6}(?:of|for|in)\s+(?:the\s+)?$", text[max(floor, item.start - 100) : item.start]
    )
    if longer is None or _IS_POST.match(longer[0]) or _ARE_POSTS.search(longer[0]):
        return item
    if re.match(
        r"(?:The|That|Those|One|Another|None|Neither|Both|Also|Only|From|And|On|In|At|Government|Republic"
        r"|Kingdom|Delegat\w+|Officials|Experts)\b",
        longer[0],
    ):
        return item
    low = item.start - len(longer[0])
    if _OF_POST.search(text, max(floor, low - 80), low):
        # "Minister for Home and | Cultural Affairs of Bhutan"
        return item
    # "Union of Comoros": its formal style.
    if draft.names.resolve(text[low : item.end], may_guess=False).participant is item.participant:
        return item
    return Item(low, item.end, "name", None, 0.4)


def _between(text: str, low: int, high: int) -> list[Item] | None:
    """The unknown names that stand between two known ones of one row; None where other words stand there."""
    if high - low > 200 or not JOINT.match(text, low, high):
        return None
    gap = text[low:high]
    bracket = re.match(r"\s*\([^()\n]*\)", gap)
    at = low + (bracket.end() if bracket else 0)
    found = []
    while at < high:
        at = LEADING.match(text, at, high).end()  # type: ignore[union-attr]  # it matches nothing, too
        if at >= high:
            break
        unknown = UNKNOWN.match(text, at, high)
        if unknown is None or not re.match(r"\s*(?:,|&|and\b|or\b|\()", text[unknown.end() : high + 1]):
            return None
        found.append(Item(unknown.start(), unknown.end(), "name", None, 0.4))
        at = unknown.end()
    return found
