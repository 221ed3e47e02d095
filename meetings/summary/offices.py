"""Who stands for a state without its bare name: "the Thai delegation", "Immigration Department of Malaysia"."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from meetings.summary.names import Found, NamedParticipant, NameTable
from meetings.summary.patterns import pattern, seldom
from meetings.summary.persons import POST_WORDS

_CAPITAL = r"[A-Z\u00c0-\u024f][\w'.-]*"
_CAPITAL_WORD = r"[A-Z\u00c0-\u024f][\w-]*"
_OFFICE = (
    r"(?:Ministr(?:y|ies)|Department|Dept|Police|Force|Border|Immigration|Authorit(?:y|ies)|Bureau|Agency|Services?"
    r"|Guard|Embass(?:y|ies)|High\s+Commission|Directorate(?:[ -]General)?|Commission|Customs|Council|Office|Navy"
    r"|Army|Administration|Prosecut(?:ion|or|ors)(?:[ -]General)?|Attorney[ -]General's?|Permanent\s+Mission|Mission"
    r"|State\s+Secretariat|National\s+Committee|Royal|Federal|Home\s+Affairs|Foreign\s+Affairs|Parliament"
    r"|Intelligence\s+Unit)\b"
)
# Bodies of no government, though they are called after a state or stand in one.
_NO_OFFICE = pattern(
    r"\b(?:Refugee|Bar|Red|Ocean|University|Institute|Foundation|Society|Chamber|Church|Association|River|Network"
    r"|Trust|League|Federation|Union|Process|Dialogue)\b"
)
_PEOPLE = (
    r"(?:delegations?|delegates?|officials?|officers?|ministers?|representatives?|representation|experts?|sides?"
    r"|teams?"
    r"|authorit(?:y|ies)|governments?|police|counterparts?|colleagues?|ambassadors?|embass(?:y|ies)|participants?"
    r"|observers?|prosecutors?|judges?|diplomats?|co-?chairs?|chairs?|chairperson|chairman|presidency|chairmanship"
    r"|hosts?|envoys?|secretary|navy|coast\s?guards?|investigators|consul(?:ate)?|mission|party|practitioners"
    r"|agencies"
    r"|ministr(?:y|ies)|guests?|leaders|border\s+force|immigration|customs|law\s+enforcement|navies|armies|forces"
    r"|troops|units?|offices?|trainers|scholars|activists|experts|seats?|people|chief|head"
    r"|[Dd]irectors?(?:[- ][Gg]eneral)?|[Aa]mbassadors?|[Mm]inisters?|[Dd]elegations?"
    r"|(?:border|coast)\s+(?:guards?|patrols?|officers?)|guards?|lawyers|engineers|specialists|trainees|cadets"
    r"|speakers?|technicians|scientists|attach[eé]s?|charg[eé](?:\s+d'affaires)?|premier|president|parliamentarians)"
)
_SAVE_ADJECTIVES = r"(?:\s+(?!and\b|or\b|of\b|from\b|in\b|to\b|by\b|with\b)[a-z][\w-]*){0,3}?"
_BEHIND = pattern(
    rf"(?:'s?)?([ \t]+{_CAPITAL}(?:[ \t]+{_CAPITAL}|[ \t]+(?:of|for|and|&|on|the|to)(?=[ \t]+{_CAPITAL}))*)"
)
_BEFORE = pattern(
    rf"(?:{_CAPITAL}[ \t]+(?:(?:and|&|of|for|the)[ \t]+)*){{0,5}}?{_OFFICE}"
    rf"(?:[ \t]+(?:of|for|on|and|&|the|to)|,?[ \t]+{_CAPITAL}){{0,12}}?"
    r"(?P<of>,?[ \t]+(?:of|from|in|at)[ \t]+(?:the[ \t]+)?|,[ \t]+)$"
)
_HAS_OFFICE = pattern(_OFFICE)
_ENDS_DIRECTLY = pattern(rf"(?:{_CAPITAL}[ \t]+){{0,3}}?{_OFFICE}(?P<of>[ \t]+)$")
_ENTRY_ENDS = pattern(r"[ \t]*(?:;|\n|$|\.(?:\s|$)|\()")
_OPENS = pattern(r"(?:^|[\n;:(]|\bthe[ \t]+)[ \t]*$", re.IGNORECASE)
_LEADING = pattern(r"(?:(?:and|&|of|for|the|The|And|Also|From)[ \t]+)+")
_OWNER = seldom(rf"(?<![\w-])({_CAPITAL_WORD}(?:[ \t]+{_CAPITAL_WORD}){{0,3}})'s?(?=[ \t]+[A-Z])")
_OWNERS = seldom(
    rf"(?<![\w-])(?P<owner>{_CAPITAL_WORD}(?:[ \t]+{_CAPITAL_WORD}){{0,3}})'s?{_SAVE_ADJECTIVES}\s+(?:(?:vice"
    rf"|deputy)?-?{_PEOPLE}|{POST_WORDS})\b"
)
_NAMED_PEOPLE = pattern(
    r"[ \t]+(?:delegations?|delegates?|officials|representatives?|side|team|counterparts?|ambassador"
    r"|embassy|government|authorities)\b(?![ \t]+from\b)"
)
_NAME_OF_STATE = r"[A-Z\u00c0-\u024f][a-z\u00df-\u024f]+(?: [A-Z][a-z]+){0,2}"
_MIXED_ROW = pattern(
    rf"(?<![\w-])(?:{_NAME_OF_STATE}(?:, and |, | and )){{1,12}}(?P<last>{_NAME_OF_STATE}) (?:[a-z]+"
    rf" ){{0,2}}?{_PEOPLE}\b"
)
_ROW_PART = pattern(_NAME_OF_STATE)
_FARTHEST = 160
_POST_OF = pattern(
    rf"(?<![\w-])(?!Chair)(?:{POST_WORDS})(?:[ \t]+(?:to|for|of|on|in|and|the|&|[A-Z][\w'/-]*"
    rf"|[a-z]+))*?[ \t]+of[ \t]+(?:the[ \t]+)?"
    r"(?:(?:[A-Z][a-z]+[ \t]+)?Government[ \t]+of[ \t]+(?:the[ \t]+)?)?$"
)


class Office(NamedTuple):
    """text[start:end] stands for `participant`."""

    start: int
    end: int
    participant: NamedParticipant


@cache
def _row_of(adjectives: str) -> re.Pattern[str]:
    """ "Thai, Lao and Sri Lankan (senior) officials"."""
    return re.compile(
        rf"(?<![\w-])(?P<row>(?:(?:{adjectives})(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*/\s*))*)(?P<last>{adjectives})"
        rf"(?P<people>{_SAVE_ADJECTIVES}\s+(?:(?:vice|deputy|sub|under)?-?{_PEOPLE}|{POST_WORDS})\b)"
    )


@cache
def _alone(adjectives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{adjectives})(?![\w-])")


def offices_in(
    text: str, start: int, end: int, names: NameTable, known: Mapping[tuple[int, int], Found]
) -> Iterator[Office]:
    """The delegations and offices of states in text[start:end]; `known` are the names found there."""
    seen: list[Office] = []
    found = (
        *_posts_of(text, start, end, known),
        *_delegations(text, start, end, names),
        *_named_delegations(text, known, end),
        *_mixed_rows(text, start, end, names),
        *_of_owners(text, start, end, names),
        *_called_after(text, start, end, names, known),
    )
    for office in found:
        if all(office.end <= one.start or one.end <= office.start for one in seen):
            seen.append(office)
            yield office


def _delegations(text: str, start: int, end: int, names: NameTable) -> Iterator[Office]:
    if not names.adjective_words:
        return
    for match in _row_of(names.adjective_words).finditer(text, start, end):
        for one in re.finditer(r"[^\s,/](?:[^,/]*?[^\s,/])??(?=\s*(?:,|/|\band\b|$))", match["row"]):
            if (state := names.of_adjective(one[0])) is not None:
                yield Office(match.start() + one.start(), match.start() + one.end(), state)
        if (state := names.of_adjective(match["last"])) is not None:
            yield Office(match.start("last"), match.end(), state)


def _posts_of(text: str, start: int, end: int, known: Mapping[tuple[int, int], Found]) -> Iterator[Office]:
    """ "the Secretary of the Ministry of Defence and Urban Development of Sri Lanka": a post, whatever it is for."""
    floor = start
    for (low, high), found in sorted(known.items()):
        begins = max(floor, low - _FARTHEST)
        post = (
            _POST_OF.search(text, begins, low)
            if found.participant.kind in ("state", "territory", "organisation")
            else None
        )
        if post is not None:
            yield Office(post.start(), high, found.participant)
        floor = high


def _mixed_rows(text: str, start: int, end: int, names: NameTable) -> Iterator[Office]:
    """ "Australian, New Zealand, Tongan and Vanuatu officials": adjectives among names that have none."""
    for match in _MIXED_ROW.finditer(text, start, end):
        parts = list(_ROW_PART.finditer(text, match.start(), match.end("last")))
        states = [names.of_adjective(part[0]) for part in parts]
        if len(parts) > 1 and all(state is not None and state.iso for state in states):
            for part, state in zip(parts, states, strict=True):
                if state is not None:
                    yield Office(part.start(), part.end(), state)


def _named_delegations(text: str, known: Mapping[tuple[int, int], Found], end: int) -> Iterator[Office]:
    """ "the Myanmar delegation", "New Zealand officials": by the name where others have an adjective."""
    for (low, high), found in known.items():
        people = _NAMED_PEOPLE.match(text, high, end) if found.participant.iso else None
        if people:
            yield Office(low, people.end(), found.participant)


def _of_owners(text: str, start: int, end: int, names: NameTable) -> Iterator[Office]:
    """ "Panama's delegation", "Sri Lanka's senior officials"."""
    for match in _OWNERS.finditer(text, start, end):
        # "Under Qatar's chairmanship": the first words may be no part of the name.
        for word in re.finditer(r"\S+", match["owner"]):
            state = names.resolve(match["owner"][word.start() :], may_guess=False).participant
            if state is not None and state.iso:
                yield Office(match.start() + word.start(), match.end(), state)
                break


def _called_after(
    text: str, start: int, end: int, names: NameTable, known: Mapping[tuple[int, int], Found]
) -> Iterator[Office]:
    """ "Fiji Police Force", "Royal Thai Police", "Ministry of Justice of Japan", "Immigration New Zealand"."""
    if not _HAS_OFFICE.search(text, start, end):
        return
    states = [(span, found.participant) for span, found in known.items() if found.participant.iso]
    if names.adjective_words:
        for match in _alone(names.adjective_words).finditer(text, start, end):
            state = names.of_adjective(match[0])
            if state is not None and not any(low <= match.start() < high for (low, high), _ in states):
                states.append((match.span(), state))
    for match in _OWNER.finditer(text, start, end):
        state = names.resolve(match[1], may_guess=False).participant
        if state is not None and state.iso:
            states.append((match.span(1), state))
    stops = sorted([*known, *(span for span, _ in states)])
    for (low, high), state in sorted(states, key=lambda one: one[0]):
        floor = max((stop for _, stop in stops if stop <= low), default=start)
        ceiling = min((begin for begin, _ in stops if begin >= high), default=end)
        found = _behind(text, low, high, ceiling, is_name=(low, high) in known) or (
            _before(text, floor, low, high) if (low, high) in known else None
        )
        if found and not _NO_OFFICE.search(text[slice(*found)]):
            yield Office(*found, state)


def _behind(text: str, low: int, high: int, ceiling: int, *, is_name: bool) -> tuple[int, int] | None:
    """The office that begins with a state's name or adjective."""
    match = _BEHIND.match(text, high, ceiling)
    if match is None or not _HAS_OFFICE.search(match[1]):
        return None
    royal = re.search(r"\bRoyal[ \t]+$", text[max(0, low - 12) : low])
    return (low - len(royal[0]) if royal else low), high + len(text[high : match.end()].rstrip(" ."))


def _before(text: str, floor: int, low: int, high: int) -> tuple[int, int] | None:
    """The office that ends with a state's name: "Ministry of Justice of Japan", "Immigration New Zealand"."""
    floor = max(floor, low - _FARTHEST)
    match = _ENDS_DIRECTLY.search(text, floor, low) or _BEFORE.search(text, floor, low)
    if match is None:
        return None
    begins = match.start()
    if leading := _LEADING.match(text, begins, low):
        begins = leading.end()
    # "the Ministry of Justice, Japan": a comma binds only where the entry ends with the state.
    is_bound = not match["of"].startswith(",") or re.search(r"\b(?:of|from|in|at)\b", match["of"])
    if not is_bound and not (_ENTRY_ENDS.match(text, high) and _OPENS.search(text[floor:begins])):
        return None
    return begins, high
