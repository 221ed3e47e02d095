"""Names in a row without a word the reader knows: so many, before anything is decided, are of those who came."""

import re

from meetings.summary.attendance import Role, add, bracketed_presence, bracketed_role, find
from meetings.summary.cues import heads_in
from meetings.summary.dates import dates_in
from meetings.summary.draft import Draft
from meetings.summary.item import Item
from meetings.summary.items import items_in
from meetings.summary.meanings import meaning_of
from meetings.summary.names import tokens_of
from meetings.summary.patterns import pattern
from meetings.summary.runs import runs_in
from meetings.summary.telling_words import OF_THE_MATTER, SAID_THAT

_LONGEST = 5_000
_FEWEST = 4
_FEWEST_IN_ROW = 3
_UNSURE = 0.6
# The words before a row that make it a row of places, journeys or parties to a treaty.
_ABOUT = pattern(
    r"\b(?:into|across|between|through|via|against|about|concerning|regarding|towards?|within|near|visit\w*|affect\w*"
    r"|fund(?:ed|ing)|support|financ\w+|sponsor\w*|routes?|flows?|arriv\w+|movements?|migrants?|refugees?"
    r"|nationals?|citizens?|workers|boats?|vessels?|victims?"
    r"|embassies|offices|missions|projects?|sign\w*|ratif\w+|acced\w+|parties\s+to|like|compris\w+ the region"
    r"|borders?"
    r"|agreements?|arrangements?|cases?|stud(?:y|ies)|examples?|lessons|models?|experiences?|practices?"
    r"|situation|policies|laws|will|next|last|thank\w*|grateful|appreciat\w+|paid|previous\w*|earlier|travel\w*"
    r"|deport\w*|return\w*|since|if|not)\b"
    r"|\b(?:in|to|on|for|than)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OTHERWISE = pattern(
    r"\s*,?\s*(?:which|who)?\s*\b(?:would|will|should|had|has|have|is|are|said|signed|ratified|refused|share"
    r"|border|remain)\b",
    re.IGNORECASE,
)
_CLAUSE = pattern(r"[.;:]|\s–\s(?=\S+\s)")
_CAME = pattern(r"\b(?:came|attended|took part|present|joined|gathered|met|travelled|represented|participated)\b")
# "nominated by A, B and C, and by D"
_AND_BY = pattern(
    r"\s*[,;]?\s*(?:and|as well as|together with|along with|plus)\s+(?:also\s+)?(?:(?:by|from|of|for)\s+)?(?:the\s+)?"
)
# "They looked back at A, B, C": the row begins inside what is told, and is no list of its own.
_INSIDE = frozenset((",", "and", "&", "or"))
# "Cases in A, B, C and D", "between A, B, C and D": places and matters spoken of, not who came.
# "A, B, C and D would not sign": told of them, not that they came.
_ELSEWHERE = pattern(
    r"\b(?:not|would|will|should|had|has|have|is|are|said|signed|ratified|refused|declined|announced|reported|share"
    r"|border|remain)\b",
    re.IGNORECASE,
)
_SPOKEN_OF = pattern(
    r"\b(?:in|into|across|between|through|via|against|about|concerning|regarding|towards?|by|to|on|like|such as"
    r"|including|among|within|visited|thanked)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def read_roster(draft: Draft, start: int, end: int) -> bool:
    """Takes the names of text[start:end] as present, with little confidence. False, and nothing taken, for any other.

    Not once somebody is known to have come: a further row of names is then more likely spoken of.
    """
    if end - start > _LONGEST or draft.has_attendance or not has_roster(draft, start, end):
        return False
    taken = [(written.start, written.end) for written in dates_in(draft.text, start, end)]
    taken += [(span.start, span.end) for span in draft.ledger.within(start, end)]
    run = _longest_run(items_in(draft.text, start, end, draft.names, taken, guesses=0))
    if sum(item.participant is not None for item in run) < _FEWEST or _SPOKEN_OF.search(
        draft.text, start, run[0].start
    ):
        return False
    if run[-1].goes_on and _ELSEWHERE.search(draft.text, run[-1].end, min(end, run[-1].end + 80)):
        return False
    heads = heads_in(draft.text, start, end)
    for item in run:
        item.confidence = min(item.confidence, _UNSURE)
        head = next((role for at, role in reversed(heads) if at <= item.start), None)
        role = Role(
            item.role or bracketed_role(draft.text, item) or head, bracketed_presence(draft.text, item) or "present"
        )
        add(draft, item, role)
    return True


def read_rows(draft: Draft, start: int, end: int) -> bool:
    """Takes rows of three known names or more that no word of attending has explained, with little confidence.

    Before a summary comes to what was agreed such a row is of those who came, whatever leads to it ("eight countries of
    origin – A, B and C"), unless the words beside it speak of a place, a journey, a treaty or another time.
    """
    if end - start > _LONGEST or not has_roster(draft, start, end, fewest=_FEWEST_IN_ROW):
        return False
    text = draft.text
    if OF_THE_MATTER.match(text[start : start + 60]):
        return False
    is_told, last = False, start
    for run in runs_in(draft, start, end):
        known = sum(item.participant is not None for item in run.items)
        is_more = is_told and _AND_BY.fullmatch(text, last, run.start)
        if (known < _FEWEST_IN_ROW and not is_more) or any(find(draft, item) for item in run.items):
            continue
        before = _CLAUSE.split(text[max(start, run.start - 160) : run.start])[-1]
        behind = text[run.end : min(end, run.end + 80)]
        label = text[start : run.start].rstrip()
        lead = _CLAUSE.split(label[-80:].rstrip(":"))[-1]
        is_elsewhere = label.endswith(":") and meaning_of(lead).is_elsewhere and not _CAME.search(lead)
        is_elsewhere |= SAID_THAT.search(text, max(start, run.start - 160), run.start) is not None
        if is_elsewhere or _ABOUT.search(before) or _OTHERWISE.match(behind):
            continue
        said = meaning_of(before.rsplit(",", 1)[-1])
        heads = heads_in(text, max(start, run.start - len(before) - 2), run.start + 1)
        for item in run.items:
            item.confidence = min(item.confidence, _UNSURE)
            capacity = item.role or bracketed_role(text, item) or (heads[-1][1] if heads else None)
            add(draft, item, Role(capacity, said.presence or "present"))
        is_told, last = True, run.end
    return is_told


def read_pure_row(draft: Draft, start: int, end: int, above: str) -> bool:
    """Takes a line or paragraph that is nothing but names, three or more, wherever it stands; `above` is its heading.

    A list of those who came is told under headings nobody foresaw and in annexes; places spoken of stand in sentences.
    """
    said = meaning_of(above)
    if said.is_elsewhere or end - start > _LONGEST or not has_roster(draft, start, end, fewest=_FEWEST_IN_ROW):
        return False
    taken = [(span.start, span.end) for span in draft.ledger.within(start, end)]
    items = items_in(draft.text, start, end, draft.names, taken, guesses=0)
    named = [item for item in items if item.kind == "name"]
    known = sum(item.participant is not None and item.participant.kind != "collective" for item in named)
    is_pure = all(item.kind in ("name", "filler") and not item.goes_on for item in items) and len(named) < 2 * known
    if not is_pure or known < _FEWEST_IN_ROW or len(items) - len(named) > 2:
        return False
    # "Built on lessons from A, B and C", "Pilot countries: A, B": words of their own stand before the names.
    lead = draft.text[start : named[0].start]
    if ":" in lead or len(lead.split()) > 2:
        return False
    for item in named:
        item.confidence = min(item.confidence, _UNSURE)
        role = Role(item.role or bracketed_role(draft.text, item) or said.capacity, said.presence or "present")
        add(draft, item, role)
    draft.settle(start, end, "/attendance")
    return True


def has_roster(draft: Draft, start: int, end: int, *, fewest: int = _FEWEST) -> bool:
    """Whether a line names so many that it can be no heading."""
    return len(draft.names.scan(tokens_of(draft.text, start, end))) >= fewest


def _longest_run(items: list[Item]) -> list[Item]:
    """The most known names on end, with unknown ones between them; after the last of them its verb may stand."""
    best: list[Item] = []
    run: list[Item] = []
    was_other = False
    for item in items:
        is_tail = not run and was_other and item.before in _INSIDE
        if item.kind == "name" and not is_tail:
            run = [*run, item]
        elif item.kind != "filler":
            run = []
        was_other = item.kind == "other" or is_tail
        best = max(best, _from_known_to_known(run), key=len)
        if item.goes_on:
            run = []
    return best


def _from_known_to_known(run: list[Item]) -> list[Item]:
    known = [at for at, item in enumerate(run) if item.participant is not None]
    return run[known[0] : known[-1] + 1] if len(known) * 2 > len(run) else []
