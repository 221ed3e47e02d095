"""Regular expressions that are compiled when the first text is read.

There are some three hundred, some of them long: compiling them all took half a second of every start of the site, most
of whose processes never read a summary.
"""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but a fault in `source` is told at its first use: `tests/meetings/summary/test_patterns.py`."""
    return cast(re.Pattern[str], _Pattern(source, flags))


class _Pattern:
    """What was asked of it once (`match`, `sub`) lies in the instance, so that it costs nothing the second time."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = self.__dict__.get("_compiled") or re.compile(self.pattern, self._flags)
        found = getattr(compiled, name)
        self.__dict__.update({"_compiled": compiled, name: found})
        return found
