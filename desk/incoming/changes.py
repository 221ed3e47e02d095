"""One difference between what was brought in and what the meeting holds, with what taking it would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from meetings.models import Meeting
from records.redline import Step, words

Kind = Literal["new", "changed"]


@dataclass
class Change:
    """`key` names it from one showing to the next; `version` is that of `row`, the row it changes.

    `preset`: taken unless somebody says otherwise; `why` says why. `take` writes it, with all rows locked.
    """

    key: str
    section: str
    kind: Kind
    label: str
    was: str
    now: str
    preset: bool
    take: Callable[[], Any]
    why: str = ""
    row: Any = None

    @property
    def version(self) -> int:
        return self.row.version if self.row is not None else 0

    @property
    def steps(self) -> tuple[Step, ...]:
        return words(self.was, self.now)

    @property
    def is_long(self) -> bool:
        return max(len(self.was), len(self.now)) > 60 or "\n" in self.now


@dataclass
class Comparison:
    """`same` counts, by section, what both say alike; `only_here` names what the meeting alone has. It stays.

    `doubt` says why the text may be another meeting's; then nothing is chosen in advance.
    """

    meeting: Meeting
    changes: list[Change] = field(default_factory=list)
    same: dict[str, int] = field(default_factory=dict)
    only_here: dict[str, list[str]] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    doubt: str = ""

    def agree(self, section: str, count: int = 1) -> None:
        self.same[section] = self.same.get(section, 0) + count

    def get(self, key: str) -> Change | None:
        return next((change for change in self.changes if change.key == key), None)
