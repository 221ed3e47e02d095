"""What every match of a pattern holds, read off the pattern itself: where none of it stands, nothing need be tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import product
from typing import Any

try:  # there is no public way to read a pattern; without this one, every pattern is tried
    from re import _parser as parser  # type: ignore[attr-defined]  # private: the stubs leave it out
except ImportError:
    parser = None

# More would cost as much to look for as the pattern itself.
_MOST = 80
_MOST_SPELLINGS = 16
_OF_OTHER_CASE = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"})

# Every spelling of a stretch of a pattern; None where they are too many to tell.
_Spellings = frozenset[str] | None
_NOTHING = frozenset(("",))


def needles_of(source: str, flags: int) -> tuple[str, ...]:
    """Words of which every match holds one, in small letters where case does not count; empty where there are none."""
    if parser is None:
        return ()
    spelled, best = _of_sequence(parser.parse(source, flags), bool(flags & re.IGNORECASE))
    return tuple(sorted(_shortest(_better(best, spelled) or frozenset())))


def as_written(text: str, start: int, end: int) -> str:
    return text[start:end]


# One sentence is asked for by many patterns in turn.
@lru_cache(maxsize=16)
def without_case(text: str, start: int, end: int) -> str:
    """text[start:end] in small letters, as a pattern that ignores case reads them."""
    piece = text[start:end]
    return (piece if piece.isascii() else piece.translate(_OF_OTHER_CASE)).lower()


def _of_sequence(nodes: Iterable[Any], ignores: bool) -> tuple[_Spellings, _Spellings]:
    """All spellings of the nodes one after another, and the best needles among them."""
    run, best, is_whole = _NOTHING, None, True
    for code, value in nodes:
        spelled, inner = _of_node(code, value, ignores)
        best = _better(best, inner)
        longer = _joined(run, spelled)
        if longer is None:
            best, is_whole = _better(best, run), False
            longer = spelled if spelled is not None else _NOTHING
        run = longer
    return run if is_whole else None, _better(best, run)


def _of_node(code: Any, value: Any, ignores: bool) -> tuple[_Spellings, _Spellings]:
    """What a node of no known kind matches may be anything."""
    known = _OF_NODE.get(code)
    return known(value, ignores) if known else (None, None)


def _of_group(value: Any, ignores: bool) -> tuple[_Spellings, _Spellings]:
    _, added, _, inside = value
    return (None, None) if added & re.IGNORECASE and not ignores else _of_sequence(inside, ignores)


def _of_repeat(value: Any, ignores: bool) -> tuple[_Spellings, _Spellings]:
    least, most, inside = value
    spelled, best = _of_sequence(inside, ignores)
    if most == 1 and spelled is not None:
        return (spelled, best) if least else (spelled | _NOTHING, None)
    return None, _better(best, spelled) if least else None


def _of_character(code: int, ignores: bool) -> _Spellings:
    character = chr(code)
    if not ignores:
        return frozenset((character,))
    is_plain = character.isascii() or character.lower() == character.upper()
    return frozenset((character.lower(),)) if is_plain else None


def _of_class(items: list[tuple[Any, Any]], ignores: bool) -> _Spellings:
    spelled: frozenset[str] = frozenset()
    for code, value in items:
        one = _of_character(value, ignores) if code is parser.LITERAL else None
        if one is None:
            return None
        spelled |= one
    return spelled if len(spelled) <= _MOST_SPELLINGS else None


def _of_branches(value: Any, ignores: bool) -> tuple[_Spellings, _Spellings]:
    whole: _Spellings = frozenset()
    needles: _Spellings = frozenset()
    for branch in value[1]:
        spelled, best = _of_sequence(branch, ignores)
        whole = whole | spelled if whole is not None and spelled is not None else None
        chosen = _better(best, spelled)
        needles = needles | chosen if needles is not None and chosen is not None else None
    whole = whole if whole is not None and len(whole) <= _MOST else None
    return whole, _shortest(needles) if needles is not None and whole is None else None


def _joined(before: frozenset[str], after: _Spellings) -> _Spellings:
    if after is None or len(before) * len(after) > (_MOST if len(before) == 1 or len(after) == 1 else _MOST_SPELLINGS):
        return None
    if before is _NOTHING or after is _NOTHING:
        return after if before is _NOTHING else before
    return frozenset(map("".join, product(before, after)))


def _shortest(needles: frozenset[str]) -> frozenset[str]:
    """Without those that hold another."""
    return frozenset(one for one in needles if not any(other in one for other in needles if other != one))


def _better(one: _Spellings, other: _Spellings) -> _Spellings:
    """The needles that are met with less often: the longer, then the fewer."""
    fit = [needles for needles in (one, other) if needles and "" not in needles and len(needles) <= _MOST]
    if len(fit) < 2:
        return fit[0] if fit else None
    return max(fit, key=lambda needles: (min(map(len, needles)), -len(needles)))


_OF_NODE: dict[Any, Callable[[Any, bool], tuple[_Spellings, _Spellings]]] = parser and {
    parser.LITERAL: lambda value, ignores: (_of_character(value, ignores), None),
    parser.IN: lambda value, ignores: (_of_class(value, ignores), None),
    parser.SUBPATTERN: _of_group,
    parser.BRANCH: _of_branches,
    parser.MAX_REPEAT: _of_repeat,
    parser.MIN_REPEAT: _of_repeat,
    **dict.fromkeys((parser.AT, parser.ASSERT, parser.ASSERT_NOT), lambda value, ignores: (_NOTHING, None)),
}
