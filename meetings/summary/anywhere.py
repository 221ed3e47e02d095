"""What no head and no sentence of its own told, looked for in the whole of a text once it has been read."""

import re

from meetings.summary.convening import PLACE, parts_of
from meetings.summary.dates import dates_in
from meetings.summary.draft import Draft
from meetings.summary.series import ORDINAL_OF_MEETING
from meetings.summary.words import ordinal_of

_FIRST_PART = 3_000
_HEAD_PART = 400
_OF_ANOTHER = re.compile(
    r"\b(?:to be held|since|will|scheduled|prior to|ahead of|following|published|posted|updated|issued|released"
    r"|dated?"
    r"|sent|printed|signed|adopted|by|until|before|after|last (?:meeting|year|time|session|round)|previous|next"
    r"|deadline|received|circulated|tomorrow"
    r"|yesterday|version|draft|copy|press release|news)\b[^.;\n]{0,60}$",
    re.IGNORECASE,
)
# "The Community's 23rd annual meeting closed": this one is counted, and not one to come.
_COUNTED = re.compile(r"(?:^|[.!?\n])\s*(?:The|This|Our|Its)\s+(?:[A-Z][\w-]+(?:'s|s')\s+)?$")
# "Annual Meeting 2023, Apia, Samoa"
_ENDS_IN_PLACE = re.compile(r",\s+(?P<city>[A-Z\u00c0-\u024f][\w' -]{2,30}),\s+(?P<country>[A-Z][^,\d]{2,40})$")
_PART = re.compile(r"\b(?:session|round|sitting|period|day)s?$", re.IGNORECASE)
_ENDED = re.compile(r"\s+(?:of [\w\s'-]{1,60}?\s)?(?:was|took|opened|closed|ended|began|met|brought|heard|concluded)\b")


def read_date_anywhere(draft: Draft) -> None:
    """Where no head and no known sentence gave a date: the first before the outcomes that is of no other meeting."""
    if draft.dates.starts is not None:
        return
    spans = draft.ledger.spans()
    ends = min(
        (span.start for span in spans if span.pointer.startswith(("/outcomes", "/recomm"))), default=len(draft.text)
    )
    ends = max(ends, _HEAD_PART)
    links = [(span.start, span.end) for span in spans if span.pointer.startswith("/links")]
    for written in dates_in(draft.text, 0, min(ends, _FIRST_PART)):
        is_linked = any(low <= written.start < high for low, high in links)
        if not is_linked and not _OF_ANOTHER.search(draft.text, max(0, written.start - 80), written.start):
            draft.dates = written.dates
            return


def read_number_anywhere(draft: Draft) -> None:
    """Where neither title nor a known sentence counted the meeting: the first sentence that does, in its subject."""
    if draft.ordinal is not None:
        return
    for match in ORDINAL_OF_MEETING.finditer(draft.text, 0, _FIRST_PART):
        if _PART.search(match[0]):
            continue
        before = draft.text[max(0, match.start() - 60) : match.start()]
        if _COUNTED.search(before) and _ENDED.match(draft.text, match.end()):
            draft.ordinal = ordinal_of(match["ordinal"])
            return


def read_place_of_title(draft: Draft) -> None:
    """ "…, in Accra, Ghana, on 6 March": where no line and no sentence told the country, the title may."""
    city = draft.location.city
    if draft.title is None or draft.location.country is not None:
        return
    for match in PLACE.finditer(draft.title):
        parts = [draft.title[low:high] for low, high in parts_of(draft.title, *match.span("place"))]
        last = draft.names.resolve(parts[-1], may_guess=False).participant
        if len(parts) == 2 and last is not None and last.iso and city in (None, parts[0]):
            draft.location = draft.location.model_copy(update={"city": parts[0], "country": parts[-1]})
            return
    for part in draft.title.split(" – "):
        place = _ENDS_IN_PLACE.search(part)
        state = draft.names.resolve(place["country"], may_guess=False).participant if place else None
        if place and state is not None and state.iso and city in (None, place["city"]):
            draft.location = draft.location.model_copy(update=place.groupdict())
            return
