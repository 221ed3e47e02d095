"""A table pasted with tabs or bars: its heads or its cells tell which column says who, as what and whether there."""

import re
from collections.abc import Iterator

from meetings.summary.attendance import Role, add, bracketed_role
from meetings.summary.cues import roles_in_brackets
from meetings.summary.draft import Draft
from meetings.summary.item import Item
from meetings.summary.items import items_in
from meetings.summary.layout import Block
from meetings.summary.meanings import Meaning, meaning_of
from meetings.summary.patterns import pattern
from meetings.summary.proposal import Presence

_HEADS = (
    (
        "who",
        (
            r"(?:name of )?(?:the )?(?:delegations?|countr(?:y|ies)|states?|members?|participants?|organi[sz]ations?"
            r"|econom(?:y|ies)|administrations?|governments?|part(?:y|ies)|represent(?:s|ing)|from"
            r"|who)(?: ?/ ?[\w ]+)?"
        ),
    ),
    ("capacity", r"status|capacity|role|attend(?:ing|ed) as|type|category|as|in what capacity"),
    (
        "presence",
        r"attendance|attended|present\??|presence|participation|reply|response|came|there|in the room|attending\??",
    ),
)
_NO = pattern(r"\s*(?:no|n|x|✗|✘|0|-|–|—|nil|none|not|away)\s*\.?", re.IGNORECASE)
_YES = pattern(
    r"\s*(?:yes|y|✓|✔|√|1|present|attended|in person|online|virtual(?:ly)?|by video|came)\b.*", re.IGNORECASE
)
_LONGEST_REMARK = 60
_MARK = pattern(r"\s*[xX✓✔√•*+1]?\s*")
_HERE = pattern(r"(?:present|attended|attendance|in attendance|here|yes|in person|online|came)\??", re.IGNORECASE)
_FEWEST = 3


def table_end(draft: Draft, blocks: list[Block], at: int) -> int:
    """The index after the table of those who came that begins at blocks[at]; `at` where none does."""
    stop = at
    while stop < len(blocks) and _is_row(draft, blocks[stop]):
        stop += 1
    if stop - at < 2 or at >= len(blocks):
        return at
    return stop if "who" in _columns(draft, blocks[at]) or "who" in _told_by_cells(draft, blocks[at:stop]) else at


def read_table(draft: Draft, blocks: list[Block]) -> None:
    """Reads the rows below the heads; what no column of attendance holds is left to be filed by hand."""
    columns = _columns(draft, blocks[0])
    rows = blocks[1:] if columns else blocks
    columns = {**_told_by_cells(draft, rows), **columns}
    if rows is not blocks:
        draft.ledger.claim(blocks[0].mark_start, blocks[0].end, "/attendance")
    heads = list(_cells(draft, blocks[0])) if rows is not blocks else []
    marked = _is_marked(draft, heads, rows)
    for block in rows:
        cells = list(_cells(draft, block))
        written = {name: cells[column] for name, column in columns.items() if column < len(cells)}
        who = _name_in(draft, *written["who"]) if "who" in written else None
        if who is not None:
            capacity = draft.text[slice(*written["capacity"])] if "capacity" in written else ""
            presence = draft.text[slice(*written["presence"])] if "presence" in written else ""
            others = [draft.text[slice(*cell)] for cell in cells if cell not in written.values()]
            told = _marked(draft, heads, cells) if marked else _presence(presence)
            if "presence" not in written:
                told = meaning_of(capacity).presence or told
            role = Role(_capacity(draft, who, capacity, presence), told)
            for remark in others:
                said = meaning_of(remark) if len(remark) < _LONGEST_REMARK else Meaning(None, None)
                role.capacity = role.capacity or roles_in_brackets(f"({remark})") or said.capacity
                role.presence = said.presence if said.presence and role.presence == "present" else role.presence
            add(draft, who, role)
            for name in {"capacity", "presence"} & written.keys():
                draft.ledger.claim(*written[name], "/attendance")
        draft.settle(block.mark_start, block.end, "/attendance")


def _is_row(draft: Draft, block: Block) -> bool:
    return len(list(_cells(draft, block))) > 1


def _columns(draft: Draft, block: Block) -> dict[str, int]:
    """Which column holds what; empty where the heads do not say at least who and one thing more."""
    columns: dict[str, int] = {}
    for at, (start, end) in enumerate(_cells(draft, block)):
        for name, words in _HEADS:
            if re.fullmatch(words, draft.text[start:end], re.IGNORECASE):
                columns.setdefault(name, at)
    is_headed = "who" in columns and sum(1 for _ in _cells(draft, block)) > 1
    return columns if is_headed else {}


def _told_by_cells(draft: Draft, blocks: list[Block]) -> dict[str, int]:
    """The columns of a table without heads, or with heads in other words: one holds names, others stand beside it."""
    rows = [list(_cells(draft, block)) for block in blocks]
    width = max(map(len, rows))
    columns: dict[str, int] = {}
    for at in range(width):
        cells = [row[at] for row in rows if at < len(row)]
        words = [draft.text[slice(*cell)] for cell in cells]
        names = sum(draft.names.resolve(word, may_guess=False).participant is not None for word in words if word)
        if "who" not in columns and names >= _FEWEST and names * 2 > len(cells):
            columns["who"] = at
        elif sum(bool(roles_in_brackets(f"({word})")) for word in words) * 2 > len(cells):
            columns.setdefault("capacity", at)
        elif sum(
            bool(_YES.fullmatch(word) or _NO.fullmatch(word) or meaning_of(word).presence) for word in words
        ) * 2 > len(cells):
            columns.setdefault("presence", at)
    return columns if "who" in columns else {}


def _cells(draft: Draft, block: Block) -> Iterator[tuple[int, int]]:
    """The cells of a row, between tabs or else between bars; one that is no row has a single cell."""
    line = draft.text[block.mark_start : block.end]
    bar = "\t" if "\t" in line else "|"
    low, high = 0, len(line)
    if bar == "|" and line.startswith("|"):
        low = 1
        high -= line.endswith("|")
    at = low
    for cell in line[low:high].split(bar):
        kept = cell.strip()
        start = block.mark_start + at + (cell.index(kept) if kept else 0)
        yield start, start + len(kept)
        at += len(cell) + 1


def _name_in(draft: Draft, start: int, end: int) -> Item | None:
    taken = [(span.start, span.end) for span in draft.ledger.within(start, end)]
    items = items_in(draft.text, start, end, draft.names, taken, guesses=draft.guesses_left)
    who = next((item for item in items if item.kind == "name"), None)
    if who is not None and who.participant is None:
        who.start, who.end = start, len(draft.text[:end].rstrip())
    return who


def _capacity(draft: Draft, who: Item, capacity: str, presence: str) -> str | None:
    return (
        who.role
        or roles_in_brackets(f"({capacity})")
        or bracketed_role(draft.text, who)
        or meaning_of(capacity).capacity
        or meaning_of(presence).capacity
    )


def _is_marked(draft: Draft, heads: list[tuple[int, int]], rows: list[Block]) -> bool:
    """Whether crosses stand under "Present", "Apologies", "Absent": then a cross says what its head says."""
    words = [draft.text[slice(*head)] for head in heads]
    if sum(bool(meaning_of(word).presence or _HERE.fullmatch(word)) for word in words) < 1:
        return False
    at = [number for number, word in enumerate(words) if meaning_of(word).presence or _HERE.fullmatch(word)]
    cells = [list(_cells(draft, row)) for row in rows]
    written = [draft.text[slice(*row[number])] for row in cells for number in at if number < len(row)]
    return any(written) and all(_MARK.fullmatch(word) for word in written)


def _marked(draft: Draft, heads: list[tuple[int, int]], cells: list[tuple[int, int]]) -> Presence:
    """What the head over the marked cell of a row says."""
    for head, cell in zip(heads, cells, strict=False):
        away = meaning_of(draft.text[slice(*head)]).presence
        if away and draft.text[slice(*cell)].strip():
            return away
    here = [
        draft.text[slice(*cell)].strip()
        for head, cell in zip(heads, cells, strict=False)
        if _HERE.fullmatch(draft.text[slice(*head)])
    ]
    return "absent" if here and not any(here) else "present"


def _presence(written: str) -> Presence:
    """What a cell of the column of attendance says."""
    said = meaning_of(written).presence
    return said or (
        "absent" if _NO.fullmatch(written) or re.search(r"\bno\b|\bnot\b", written, re.IGNORECASE) else "present"
    )
