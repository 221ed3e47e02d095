"""What people made of a reading: the text of every field, and which rows stand in which list.

Answers are form data, kept as typed: they may be wrong, unfinished or contradictory, and are kept all the same.
A row keeps its id through all moves, so that the phrase it was read from still finds it. A row taken out of a
list goes to `left` with everything typed in it, and can be put back.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.http import QueryDict

from meetings.services import capacity_of

ROWS = ("hosts", "attendance", "figures", "links", "outcomes", "recommendations", "abbreviations")
# `unplaced` waits for a decision; `purpose` names the texts that were added to the purpose.
LISTS = (*ROWS, "unplaced", "purpose", "left")
LISTED = "rows-"
_ID = re.compile(r"[a-z][a-z0-9_]{0,60}")
_LETTERS = {
    "hosts": "h", "attendance": "a", "figures": "f", "links": "l", "outcomes": "o", "recommendations": "r",
    "abbreviations": "b", "unplaced": "u",
}  # fmt: skip


def joined(words: list[str] | tuple[str, ...]) -> str:
    """Several names in one field, as `separated` reads them."""
    text = "; ".join(words)
    return f"{text};" if len(words) == 1 and "," in text else text


def separated(text: str) -> list[str]:
    """ "Members; Co-Chairs" or "Members, Co-Chairs" → two names. A semicolon anywhere keeps commas inside names."""
    return [word for part in text.split(";" if ";" in text else ",") if (word := part.strip())]


@dataclass
class Answers:
    """`fields` by the name they have on the page (`a3-capacity`), `lists` the row ids of each list in their order."""

    fields: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in LISTS})

    @classmethod
    def from_proposal(cls, proposal: Mapping[str, Any]) -> Self:
        answers = cls()
        answers.fields = _facts(proposal)
        for name in ("hosts", "attendance", "figures", "links", "recommendations", "abbreviations"):
            for at, row in enumerate(proposal.get(name) or ()):
                answers._take(name, f"{_LETTERS[name]}{at}", row)
        for row_id in answers.lists["attendance"]:
            said = answers.get(row_id, "capacity")
            answers.fields |= {f"{row_id}-said": said, f"{row_id}-capacity": capacity_of(said)[0]}
        for row_id, level, outcome in _walk(proposal.get("outcomes") or ()):
            answers._take("outcomes", row_id, outcome)
            answers.fields[f"{row_id}-level"] = str(level)
        for at, text in enumerate(proposal.get("unplaced") or ()):
            answers._take("unplaced", f"u{at}", {"text": text})
        return answers

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], proposal: Mapping[str, Any]) -> Self:
        """As kept with the reading; where nothing is kept yet, as proposed."""
        if not kept:
            return cls.from_proposal(proposal)
        return cls(dict(kept["fields"]), {name: list(kept["lists"].get(name, ())) for name in LISTS})

    @classmethod
    def from_post(cls, post: QueryDict, kept: Answers) -> Self:
        """What the page sent, over what is kept: rows that the page does not show keep their words."""
        answers = cls(dict(kept.fields))
        known: set[str] = set()
        for name in LISTS:
            ids = [row_id for row_id in post.getlist(f"{LISTED}{name}") if _ID.fullmatch(row_id)]
            answers.lists[name] = [row_id for row_id in dict.fromkeys(ids) if row_id not in known]
            known.update(ids)
        skipped = ("csrfmiddlewaretoken", "version", "do", "provenance", "_tab")
        for name, value in post.items():
            if name.endswith("-participant") and value and not kept.fields.get(name):
                answers.fields[f"{name.removesuffix('participant')}confidence"] = "1"  # a person chose it
            if name not in skipped and not name.startswith(LISTED):
                # PostgreSQL keeps no NUL in a text; nobody types one.
                answers.fields[name[:200]] = str(value).replace("\0", "").replace("\r\n", "\n")
        return answers

    def to_json(self) -> dict[str, Any]:
        return {"fields": self.fields, "lists": self.lists}

    def get(self, row_id: str, name: str) -> str:
        return self.fields.get(f"{row_id}-{name}", "")

    def where(self, row_id: str) -> str | None:
        """The list a row stands in now; None for a row that is gone."""
        return next((name for name, ids in self.lists.items() if row_id in ids), None)

    def words(self, row_id: str) -> str:
        """The row in one line, as it is shown where it was left out."""
        parts = (self.get(row_id, name) for name in ("count", "of", "as_written", "short", "long", "title", "text"))
        participant = self.get(row_id, "participant")
        return " · ".join(part for part in parts if part) or participant or self.get(row_id, "basis")

    def level(self, row_id: str) -> int:
        level = self.get(row_id, "level")
        return int(level) if level.isdecimal() else 0

    def add(self, name: str) -> str:
        """A new, empty row at the end of a list. Ids are random: two people may each add one at the same time."""
        row_id = f"n{secrets.token_hex(4)}"
        self.lists[name].append(row_id)
        if name == "attendance":
            self.fields |= {f"{row_id}-capacity": "member", f"{row_id}-presence": "present"}
        return row_id

    def leave_out(self, name: str, row_id: str) -> None:
        """Take a row from its list. An empty one goes, one with words stays at hand under `left`."""
        self.lists[name].remove(row_id)
        if self.words(row_id):
            self.lists["left"].append(row_id)
            self.fields[f"{row_id}-from"] = name

    def put_back(self, row_id: str) -> str:
        origin = self.get(row_id, "from")
        name = origin if origin in (*ROWS, "unplaced") else "unplaced"
        self.lists["left"].remove(row_id)
        self.lists[name].append(row_id)
        return name

    def file(self, row_id: str, place: str) -> bool:
        """Give a text not yet filed its place. False where no place is chosen."""
        if place == "left":
            self.leave_out("unplaced", row_id)
        elif place == "purpose":
            self.lists["unplaced"].remove(row_id)
            self.lists["purpose"].append(row_id)
            both = (self.fields.get("purpose", "").strip(), self.get(row_id, "text").strip())
            self.fields["purpose"] = " ".join(text for text in both if text)
        elif place in ("outcomes", "recommendations"):
            self.move("unplaced", place, row_id)
        else:
            return False
        return True

    def move(self, origin: str, place: str, row_id: str) -> None:
        """Move a row, and what stands under it, to the end of another list."""
        for moved in self._branch(origin, row_id):
            self.lists[origin].remove(moved)
            self.lists[place].append(moved)
            self.fields[f"{moved}-level"] = "0"
            if place == "recommendations" and not self.get(moved, "verb"):
                self.fields[f"{moved}-verb"] = next(iter(separated(self.get(moved, "verbs"))), "")
            elif place == "outcomes" and not self.get(moved, "verbs"):
                self.fields[f"{moved}-verbs"] = self.get(moved, "verb")

    def raise_row(self, name: str, row_id: str) -> None:
        """Move a row, and what stands under it, before its elder sibling; a first one stays."""
        ids = self.lists[name]
        at = ids.index(row_id)
        before = at - 1
        while before > 0 and self.level(ids[before]) > self.level(row_id):
            before -= 1
        if before < 0 or self.level(ids[before]) != self.level(row_id):
            return
        branch = self._branch(name, row_id)
        rest = [other for other in ids if other not in branch]
        rest[before:before] = branch
        self.lists[name] = rest

    def lower_row(self, name: str, row_id: str) -> None:
        """Move a row, and what stands under it, behind its younger sibling; a last one stays."""
        ids = self.lists[name]
        after = ids.index(row_id) + len(self._branch(name, row_id))
        if after < len(ids) and self.level(ids[after]) == self.level(row_id):
            self.raise_row(name, ids[after])

    def nest(self, row_id: str, by: int) -> None:
        """Set an outcome and what stands under it deeper (1) or higher (-1), never deeper than under the row before."""
        ids = self.lists["outcomes"]
        at = ids.index(row_id)
        deepest = self.level(ids[at - 1]) + 1 if at else 0
        if not 0 <= self.level(row_id) + by <= min(deepest, 3):
            return
        for moved in self._branch("outcomes", row_id):
            self.fields[f"{moved}-level"] = str(max(0, self.level(moved) + by))

    def _branch(self, name: str, row_id: str) -> list[str]:
        ids = self.lists[name]
        at = ids.index(row_id)
        end = at + 1
        while name == "outcomes" and end < len(ids) and self.level(ids[end]) > self.level(row_id):
            end += 1
        return ids[at:end]

    def _take(self, name: str, row_id: str, row: Mapping[str, Any]) -> None:
        self.lists[name].append(row_id)
        for key, value in row.items():
            if key not in ("number", "children"):
                self.fields[f"{row_id}-{key}"] = _text(value)


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return joined(value)
    return "" if value is None else str(value)


def _facts(proposal: Mapping[str, Any]) -> dict[str, str]:
    location = proposal.get("location") or {}
    dates = proposal.get("dates") or {}
    plain = ("title", "ordinal", "image", "purpose", "recommendations_intro")
    return {
        **{name: _text(proposal.get(name)) for name in plain},
        "series": _text(proposal.get("series")),
        "city": _text(location.get("city")),
        "country": _text(location.get("country")),
        "format": _text(location.get("format")),
        "starts": _text(dates.get("starts")),
        "ends": _text(dates.get("ends")),
        "days": ", ".join(dates.get("days") or ()),
        "precision": _text(dates.get("precision")) or "unknown",
    }


def _walk(outcomes: Any, prefix: str = "o", level: int = 0) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    for at, outcome in enumerate(outcomes):
        row_id = f"{prefix}{at}"
        yield row_id, level, outcome
        yield from _walk(outcome.get("children") or (), f"{row_id}_", level + 1)


def row_of(pointer: str) -> str | None:
    """The id of the row a JSON pointer of the proposal leads to: `/outcomes/1/children/0/text` → "o1_0"."""
    parts = pointer.split("/")[1:]
    if len(parts) < 2 or parts[0] not in _LETTERS or not parts[1].isdecimal():
        return None
    row_id = f"{_LETTERS[parts[0]]}{parts[1]}"
    rest = parts[2:]
    while parts[0] == "outcomes" and len(rest) >= 2 and rest[0] == "children":
        row_id, rest = f"{row_id}_{rest[1]}", rest[2:]
    return row_id
