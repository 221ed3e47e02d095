"""Cuts a sentence that lists names into its items, and tells of each whether it is a name."""

import re
from dataclasses import dataclass
from typing import Literal

from meetings.summary.names import Found, NamedParticipant, NameTable, Token, tokens_of
from meetings.summary.persons import PERSON
from meetings.summary.words import words

ItemKind = Literal["name", "person", "filler", "aside", "other"]

_SEPARATOR = re.compile(
    r"[,;:()\[\]\n\t|–/•◦▪●○■]|(?<!\w)-(?!\w)|\s-(?=\w)"
    r"|\b(?:as well as|along with|alongside|together with|in addition to|in addition|and also|including|namely|comprising|while|whereas|with|plus|and|or|but"
    r"|for the first time|respectively|representing)\b|&",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r";|\n|\t|\b(?:as well as|along with|alongside|together with|in addition to|in addition|while|whereas|with|plus|but)\b",
    re.IGNORECASE,
)
_WRAPPERS = frozenset(words("wrappers"))
_TRAILING = frozenset(words("trailing"))
_CAPITAL_WRAPPERS = frozenset(words("wrappers_with_capital"))
_NO_NAMES = re.compile(
    r"^(?:the\s+)?(?:(?:All|Both|Some|Many|Most|Several|Other|Member|Participating|Observer|Senior|High[- ]Level|Government|Bali Process|Ad Hoc Group|AHG|Working|Key|Partner|Invited|Relevant|International|Head|Heads|Law|Enforcement|Civil|Society|Private|Sector)\s+)*"
    r"(?:Members?|States?|Countries|Participants?|Ministers?|Officials?|Delegates?|Delegations?|Representatives?|Co-?Chairs?|Chairs?|Chairpersons?|They|It|He|She|We|Meetings?|Conference|Workshop|Forum"
    r"|Observers?|Organi[sz]ations?|Experts?|Partners?|Agencies|Governments?|Parties|Delegation|Secretariat|Session|Day|Group|Host|Attendance|Attendees|Apologies|Participation|Outcomes?|Bodies|Annex|NGOs?|Academia"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|There|This|These|Those|Here|Others?|No|None|Nil|N/A|TBC|Society|Sector|Enforcement)$",
    re.IGNORECASE,
)
_MEMBERS_OF = re.compile(
    r"\W*(?:the\s+|all\s+)?(?:members|member states|member countries|states|countries)\b", re.IGNORECASE
)
_ASIDE = re.compile(r"(?:though|although|which|who|having|being|whose)\b")
_OF_GENERAL = re.compile(
    r"^(?:Members|Officials|Ministers|Representatives|Delegates|Delegations|Participants|Experts|Officers|Leaders|Heads|Governments"
    r"|Countries|States|Observers|Organi[sz]ations|Agencies|Co-Chairs) (?:of|from|in|at)\b"
)
_GENERAL_END = re.compile(
    r"\b(?:(?:Member|Observer|Participating|Partner) (?:States|Countries)|Members|Governments|Delegations|Officials|Ministers)$"
    r"|^(?:[A-Z][a-z]+ly|However|Moreover|Furthermore|Meanwhile|While|Although|Today|Also|In addition|Thereafter|Then|Later)$"
)
_SMALL = frozenset(words("small"))
_LONGEST_NAME = 14


@dataclass(slots=True)
class Item:
    """text[start:end], without the words that only lead to a name. `after_group` tells of a break before it."""

    start: int
    end: int
    kind: ItemKind
    participant: NamedParticipant | None = None
    confidence: float = 1.0
    suggestions: tuple[str, ...] = ()
    before: str = ""
    brackets: str | None = None


@dataclass(slots=True)
class _Stretch:
    start: int
    end: int
    before: str


def items_in(
    text: str, start: int, end: int, names: NameTable, taken: list[tuple[int, int]], *, guesses: int
) -> list[Item]:
    """The items of text[start:end] outside `taken` (cues, figures, dates). `guesses`: how many unknown names to look up near names for."""
    tokens = tokens_of(text, start, end)
    found = [
        name
        for name in names.scan(tokens)
        if name.participant.kind != "collective"
        and not any(tokens[name.first].start < high and low < tokens[name.last - 1].end for low, high in taken)
    ]
    persons = [match.span() for match in PERSON.finditer(text, start, end) if not _crosses(match.span(), taken)]
    atoms = [(tokens[name.first].start, tokens[name.last - 1].end) for name in found]
    items = []
    for stretch in _stretches(text, start, end, sorted(taken), atoms, persons):
        item = _item(text, stretch, tokens, found, persons, names, may_guess=guesses > 0)
        guesses -= item.kind == "name" and item.participant is None
        items.append(item)
    return _with_brackets(text, items, names)


def _crosses(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < high and low < span[1] for low, high in taken)


def _stretches(
    text: str,
    start: int,
    end: int,
    taken: list[tuple[int, int]],
    atoms: list[tuple[int, int]],
    persons: list[tuple[int, int]],
) -> list[_Stretch]:
    """What stands between separators; a separator inside a known name or a person's title separates nothing."""
    whole = sorted([*atoms, *persons])
    cuts: list[tuple[int, int, str]] = [(low, high, "cue") for low, high in taken]
    at = 0
    for separator in _SEPARATOR.finditer(text, start, end):
        while at < len(whole) and whole[at][1] <= separator.start():
            at += 1
        if at < len(whole) and whole[at][0] <= separator.start():
            continue
        if not any(low <= separator.start() < high for low, high in taken):
            cuts.append((separator.start(), separator.end(), separator[0].strip().lower() or "\n"))
    cuts.sort()
    stretches, low, before = [], start, "start"
    for cut_start, cut_end, what in [*cuts, (end, end, "end")]:
        if text[low:cut_start].strip(" \t\n.\"'"):
            stretches.append(_Stretch(low, cut_start, before))
            before = what
        else:
            before = (
                what if before == "start" or what in ("cue", "(") or _GROUP.fullmatch(what) else _stronger(before, what)
            )
        low = max(low, cut_end)
    return stretches


def _stronger(one: str, other: str) -> str:
    """Of two separators in a row, the one that tells more: ", and" is "and"."""
    rank = {",": 0, "and": 1, "&": 1, "or": 1}
    return one if rank.get(one, 2) > rank.get(other, 2) else other


def is_group_break(before: str) -> bool:
    """Whether the separator before an item begins a new group of names ("as well as …", "with …", ";")."""
    return bool(_GROUP.fullmatch(before))


def _item(
    text: str,
    stretch: _Stretch,
    tokens: list[Token],
    found: list[Found],
    persons: list[tuple[int, int]],
    names: NameTable,
    *,
    may_guess: bool,
) -> Item:
    for low, high in persons:
        if stretch.start <= low < stretch.end:
            return Item(low, min(high, stretch.end), "person", confidence=0.7, before=stretch.before)
    inside = [token for token in tokens if stretch.start <= token.start < stretch.end]
    while inside and _is_wrapper(text, inside[0], found, tokens):
        inside = inside[1:]
    while inside and fold_word(text, inside[-1]) in _TRAILING and not _is_in(inside[-1], found, tokens):
        inside = inside[:-1]
    if not inside:
        return Item(stretch.start, stretch.end, "filler", before=stretch.before)
    low, high = inside[0].start, inside[-1].end
    for name in found:
        if tokens[name.first].start == low and tokens[name.last - 1].end == high:
            if name.participant.kind == "body" and _MEMBERS_OF.match(text, stretch.start, low):
                return Item(low, high, "filler", before=stretch.before)
            high += text[low:high].count("(") > text[low:high].count(")") and text[high : high + 1] == ")"
            return Item(low, high, "name", name.participant, name.confidence, before=stretch.before)
    return _unknown(text, low, high, inside, stretch, names, may_guess=may_guess)


def _unknown(
    text: str, low: int, high: int, inside: list[Token], stretch: _Stretch, names: NameTable, *, may_guess: bool
) -> Item:
    written = text[low:high]
    is_general = bool(_NO_NAMES.match(written) or _OF_GENERAL.match(written) or _GENERAL_END.search(written))
    if is_general or not _looks_like_name(text, inside):
        kind: ItemKind = "filler" if is_general else "aside" if _ASIDE.match(written) else "other"
        return Item(low, high, kind, before=stretch.before)
    resolved = names.resolve(written, may_guess=may_guess)
    return Item(low, high, "name", resolved.participant, resolved.confidence, resolved.suggestions, stretch.before)


def fold_word(text: str, token: Token) -> str:
    return text[token.start : token.end].lower()


def _is_in(token: Token, found: list[Found], tokens: list[Token]) -> bool:
    return any(tokens[name.first].start <= token.start < tokens[name.last - 1].end for name in found)


def _is_wrapper(text: str, token: Token, found: list[Found], tokens: list[Token]) -> bool:
    word = text[token.start : token.end]
    return (word in _WRAPPERS or word in _CAPITAL_WRAPPERS) and not _is_in(token, found, tokens)


def _looks_like_name(text: str, inside: list[Token]) -> bool:
    words = [text[token.start : token.end] for token in inside]
    if len(words) > _LONGEST_NAME or not (words[0][0].isupper() or not words[0][0].isascii() and words[0][0].isalpha()):
        return False
    return all(word[0].isupper() or word in _SMALL or not word[0].isascii() for word in words) and any(
        char.isalpha() for char in words[-1]
    )


def _with_brackets(text: str, items: list[Item], names: NameTable) -> list[Item]:
    """Joins "United Nations … (UNHCR)": a bracketed short form belongs to the name before it."""
    joined: list[Item] = []
    for item in items:
        before = joined[-1] if joined else None
        if (
            before
            and before.kind == "person"
            and item.before == ","
            and item.kind == "name"
            and item.participant is None
        ):
            before.end = item.end
            continue
        if item.before != "(" or before is None or text[before.end : item.start].strip() != "(":
            joined.append(item)
            continue
        close = text[item.end : item.end + 2].lstrip()[:1] == ")"
        if close and before.kind == "name" and _is_short_form(text, item, before):
            _absorb(text, joined, item, names)
            continue
        if before.participant is not None and item.kind == "name" and item.participant is None:
            item.kind = "filler"
        joined.append(item)
    return joined


def _is_short_form(text: str, item: Item, before: Item) -> bool:
    written = text[item.start : item.end]
    if item.kind != "name":
        return False
    if item.participant is not None and before.participant is not None:
        return item.participant is before.participant
    return bool(re.fullmatch(r"[A-Z][\w&.-]{1,11}(?: [A-Z]{1,4})?", written)) and sum(map(str.isupper, written)) >= 2


def _absorb(text: str, joined: list[Item], item: Item, names: NameTable) -> None:
    """Takes the bracket into the name; a long unknown name is known by a known short form, and may have held an "and"."""
    name = joined[-1]
    name.end = text.index(")", item.end) + 1
    if name.participant is None and item.participant is not None:
        name.participant, name.confidence, name.suggestions = item.participant, 0.9, ()
    letters = [char for char in text[item.start : item.end] if char.isalpha()]
    while (
        len(joined) > 1
        and joined[-1].before in ("and", ",", "&")
        and joined[-2].participant is None
        and joined[-2].kind == "name"
    ):
        short = _initials(text[joined[-1].start : item.start])
        if len(short) >= len(letters):
            break
        last = joined.pop()
        joined[-1].end = last.end
        joined[-1].participant, joined[-1].confidence = last.participant, last.confidence
        joined[-1].suggestions = last.suggestions


def _initials(words: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", words) if word.lower() not in _SMALL)
