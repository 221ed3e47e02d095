"""Regular expressions that are compiled when the first text is read.

There are some three hundred, some of them long: compiling them all took half a second of every start of the site, most
of whose processes never read a summary.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, cast

from meetings.summary.needles import as_written, needles_of, without_case


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but a fault in `source` is told at its first use: `tests/meetings/summary/test_patterns.py`."""
    return cast(re.Pattern[str], _Pattern(source, flags))


def seldom(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `pattern`, for one that takes long to find nothing: it is tried only on a text that holds its needles."""
    return cast(re.Pattern[str], _Seldom(source, flags))


class _Pattern:
    """What was asked of it once (`match`, `sub`) lies in the instance, so that it costs nothing the second time."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = self.__dict__.get("_compiled") or re.compile(self.pattern, self.flags)
        found = self._guarded(name, getattr(compiled, name))
        self.__dict__.update({"_compiled": compiled, name: found})
        return found

    def _guarded(self, name: str, found: Any) -> Any:
        return found


class _Seldom(_Pattern):
    def _guarded(self, name: str, found: Any) -> Any:
        needles = needles_of(self.pattern, self.flags) if name in _NOT_FOUND else ()
        if not needles:
            return found
        read = without_case if self.flags & re.IGNORECASE else as_written
        return _where_needed(found, needles, read, _NOT_FOUND[name])


_NOT_FOUND: dict[str, Any] = {"search": None, "finditer": iter(())}


def _where_needed(
    find: Callable[..., Any], needles: tuple[str, ...], read: Callable[[str, int, int], str], nothing: Any
) -> Callable[..., Any]:
    def found(text: str, start: int = 0, end: int = sys.maxsize) -> Any:
        return find(text, start, end) if any(map(read(text, start, end).__contains__, needles)) else nothing

    return found


class Sieve:
    """Of many patterns that ignore case, those that a text may match: of any other it holds no needle."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)

    @cached_property
    def _by_needle(self) -> dict[str, list[int]]:
        at_needle: dict[str, list[int]] = {}
        for at, one in enumerate(self._patterns):
            for needle in needles_of(one.pattern, one.flags) or ("",):
                at_needle.setdefault(needle, []).append(at)
        return at_needle

    def left(self, text: str, start: int, end: int) -> list[int]:
        """Where among the patterns those stand that text[start:end] may match, in their order."""
        piece = without_case(text, start, end)
        return sorted({at for needle, those in self._by_needle.items() if needle in piece for at in those})
