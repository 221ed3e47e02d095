"""What no head and no sentence of its own told, looked for in the whole of a text once it has been read."""

import re
from datetime import date, timedelta

from meetings.summary.convening import PLACE
from meetings.summary.dates import dates_in
from meetings.summary.draft import Draft
from meetings.summary.patterns import pattern
from meetings.summary.series import ORDINAL_OF_MEETING
from meetings.summary.words import ordinal_of

FIRST_PART = 3_000
HEAD_PART = 400
_OF_ANOTHER = pattern(
    r"\b(?:to be held|since|will|scheduled|prior to|ahead of|following|published|posted|updated|issued|released"
    r"|dated?"
    r"|sent|printed|signed|adopted|by|until|before|after|last (?:meeting|year|time|session|round)|previous|next"
    r"|deadline|received|circulated|tomorrow"
    r"|yesterday|version|draft|copy|press release|news)\b[^.;\n]{0,60}$",
    re.IGNORECASE,
)
# "The Community's 23rd annual meeting closed": this one is counted, and not one to come.
_COUNTED = pattern(r"(?:^|[.!?\n])\s*(?:The|This|Our|Its)\s+(?:[A-Z][\w-]+(?:'s|s')\s+)?$")
# "The Group held its tenth meeting", "came together this week for the 4th meeting"
_MET_FOR = pattern(
    r"\b(?:held|convened|convenes|hosts|hosted|opened|conducted|concluded|attended|began|organi[sz]ed)\s+(?:the"
    r"|its|their|our|a)\s+$"
    r"|\b(?:met|meet|gather(?:ed)?|(?:came|come) together|assembled?|convened?|sat down|travelled|joined)\b(?:(?!\b"
    r"(?:since|after|to prepare)\b)[^.;]){0,100}\s"
    r"(?:for|at|in|during)\s+(?:the|its|their|our)\s+$"
)
_LATER_DAY = pattern(
    r"\b(?:second|third|fourth|fifth|last|final|closing|concluding|following|next|other) day\b\s*[,(–-]?\s*(?:of the"
    r" \w+\s*[,(–-]?\s*)?"
    r"(?:on\s+)?(?P<after>\d{1,2}(?:st|nd|rd|th)?(?: of)? [A-Z][a-z]{2,8}\b(?:,? (?:19|20)\d\d)?|[A-Z][a-z]{2,8}"
    r" \d{1,2}\b(?:, (?:19|20)\d\d)?)"
    r"|\bon (?P<before>\d{1,2}(?:st|nd|rd|th)?(?: of)? [A-Z][a-z]{2,8}\b(?:,? (?:19|20)\d\d)?)\s*[,(–-]\s*(?:on )?"
    r"(?:the )?(?:second|third|fourth|fifth|last|final|closing) day\b"
)
_TO_COME = pattern(r"\b(?:to be held|will|scheduled|next|upcoming|forthcoming|since|last|previous)\b[^.;\n]{0,60}$")
_YEAR = pattern(r"(?:19|20)\d\d")
_LONGEST_MEETING = timedelta(days=14)
TO_DAY = pattern(r"\s*[,(]?\s*(?:on|from|between|over)?\s*(?:the\s+)?(?:[A-Z][a-z]+day,?\s+)?")
_PART = pattern(r"\b(?:session|round|sitting|period|day)s?$", re.IGNORECASE)
_ENDED = pattern(r"\s+(?:of [\w\s'-]{1,60}?\s)?(?:was|took|opened|closed|ended|began|met|brought|heard|concluded)\b")


def read_date_anywhere(draft: Draft) -> None:
    """Where no head and no known sentence gave a date: the first before the outcomes that is of no other meeting."""
    if draft.dates.starts is not None:
        return
    spans = draft.ledger.spans()
    ends = min(
        (span.start for span in spans if span.pointer.startswith(("/outcomes", "/recomm"))), default=len(draft.text)
    )
    ends = max(ends, HEAD_PART)
    links = [(span.start, span.end) for span in spans if span.pointer.startswith("/links")]
    for written in dates_in(draft.text, 0, min(ends, FIRST_PART)):
        is_linked = any(low <= written.start < high for low, high in links)
        if not is_linked and not _OF_ANOTHER.search(draft.text, max(0, written.start - 80), written.start):
            draft.dates = written.dates
            return
    # "yesterday's meeting in Dhaka, 21 February 2019"
    for match in PLACE.finditer(draft.text, 0, HEAD_PART):
        day = next(dates_in(draft.text, match.end(), match.end() + 60), None)
        if (
            day
            and TO_DAY.fullmatch(draft.text, match.end(), day.start)
            and not _TO_COME.search(draft.text, 0, match.start())
        ):
            draft.dates = day.dates
            return


def read_number_anywhere(draft: Draft) -> None:
    """Where neither title nor a known sentence counted the meeting: the first sentence that does, in its subject."""
    if draft.ordinal is not None:
        return
    for match in ORDINAL_OF_MEETING.finditer(draft.text, 0, FIRST_PART):
        if _PART.search(match[0]):
            continue
        before = draft.text[max(0, match.start() - 120) : match.start()]
        if (_COUNTED.search(before[-60:]) and _ENDED.match(draft.text, match.end())) or _MET_FOR.search(before):
            draft.ordinal = ordinal_of(match["ordinal"])
            return


def read_later_day(draft: Draft) -> None:
    """ "B joined on the second day, 30 November": a meeting told with its first day only went on to that one."""
    dates = draft.dates
    if dates.precision != "day" or dates.starts is None or dates.starts != dates.ends:
        return
    for match in _LATER_DAY.finditer(draft.text, 0, FIRST_PART):
        told = match["after"] or match["before"]
        written = next(dates_in(told if _YEAR.search(told) else f"{told} {dates.starts[:4]}"), None)
        later = written.dates.ends if written else None
        if later and timedelta() < date.fromisoformat(later) - date.fromisoformat(dates.starts) <= _LONGEST_MEETING:
            draft.dates = dates.model_copy(update={"ends": later})
            return
