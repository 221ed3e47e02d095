"""Why a meeting was held, and which other meetings that ties it to."""

import re

from meetings.summary.abbreviations import spell_out
from meetings.summary.dates import dates_in
from meetings.summary.draft import Draft
from meetings.summary.patterns import pattern
from meetings.summary.proposal import Link
from meetings.summary.series import Mention, mentions_in

_PURPOSE = pattern(
    (
        r"\b(?:had|pursued)\b[^.:]{0,40}\b(?:purposes?|aims?|objectives?|goals?)\b"
        r"|\b(?:purposes?|aims?|objectives?|goals?)\b[^.]{0,80}?\b(?:was|were|is|are|included?|being)\b"
        r"|^(?:The|This|Our)\s+(?:[\w'-]+\s+){0,5}?(?:meeting|conference|session|SOM"
        r"|group)\s+(?:took\s+stock\s+of|reviewed)\b"
        r"[^.]{0,160}\bsince\b"
        r"|\b(?:meeting|conference|workshop|forum|session|gathering|activation)\b[^.]{0,60}?\b(?:aimed\s+(?:to|at)"
        r"|sought\s+to|was (?:convened|called|held|intended|designed)[^.\d]{0,60}?\s+to(?=\s+(?!the\b)[a-z]{3}))\b"
    ),
    re.IGNORECASE,
)
_SINCE = pattern(r"\b(?:since|following on from)\b", re.IGNORECASE)
_AHEAD = pattern(
    (
        r"\b(?:to be held|will be held|upcoming|forthcoming|ahead of|in preparation for|prepar\w+ (?:for"
        r"|of)|prior to|recommendations? to|scheduled|to be convened|in advance of|lead-?up to|next)\b"
    ),
    re.IGNORECASE,
)
_AFTER = pattern(
    (
        r"\b(?:follow(?:ing|s|ed)?(?:[- ]up)?|continu\w+|building on|outcomes? of|decisions? of"
        r"|implement\w*|mandate of|as agreed at|progress (?:on|of)|results? of|taken at)\b"
    ),
    re.IGNORECASE,
)
_HELD_IN = pattern(r"\bin\s+((?:[A-Z][\w'-]+\s?){1,3}(?:,\s*(?:[A-Z][\w'-]+\s?){1,3})?)")


def is_purpose(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells what the meeting was for."""
    return end - start < 5_000 and bool(_PURPOSE.search(text, start, end))


def read_purpose(draft: Draft, start: int, end: int) -> None:
    """Takes a stretch as purpose, and the meetings it names as links."""
    draft.ledger.claim(start, end, "/purpose")
    draft.purposes.append(draft.written(start, end))
    read_links(draft, start, end)


def read_links(draft: Draft, start: int, end: int) -> None:
    """The other meetings that text[start:end] names with an ordinal or a date."""
    mentions = [mention for mention in mentions_in(draft.text, start, end) if not _is_this(draft, mention)]
    before = start
    for at, mention in enumerate(mentions):
        after = mentions[at + 1].start if at + 1 < len(mentions) else end
        link = _link(draft, mention, before, after)
        if link and link not in draft.links:
            draft.links.append(link)
        before = mention.end


def _is_this(draft: Draft, mention: Mention) -> bool:
    return mention.series == draft.series and mention.ordinal == draft.ordinal


def _link(draft: Draft, mention: Mention, before: int, after: int) -> Link | None:
    text = draft.text
    written = next(dates_in(text, mention.end, min(after, mention.end + 120)), None)
    if written is None and mention.ordinal is None:
        return None
    relation = _relation(
        text[before : mention.start], text[mention.end : written.start if written else mention.end + 20]
    )
    if relation is None:
        return None
    place = _HELD_IN.search(text, written.end if written else mention.end, after)
    near = place is not None and place.start() - (written.end if written else mention.end) < 12
    date = None
    if written:
        date = written.dates.starts
    return Link(
        relation=relation,
        title=spell_out(draft, draft.written(mention.start, mention.end)),
        date=date,
        place=draft.written(*place.span(1)) if place and near else None,
    )


def _relation(before: str, between: str) -> str | None:
    near = before[-160:]
    if _SINCE.search(near):
        return "reviews progress since"
    if _AHEAD.search(near) or _AHEAD.search(between):
        return "prepares for"
    return "continues" if _AFTER.search(near) else None
