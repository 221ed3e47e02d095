"""A table pasted with tabs whose heads say what stands in each column: who, as what, and whether there."""

import re
from collections.abc import Iterator

from meetings.summary.attendance import Role, add
from meetings.summary.cues import roles_in_brackets
from meetings.summary.draft import Draft
from meetings.summary.items import Item, items_in
from meetings.summary.layout import Block
from meetings.summary.proposal import Presence

_HEADS = (
    (
        "who",
        (
            r"(?:name of )?(?:the )?(?:delegations?|countr(?:y|ies)|states?|members?|participants?|organi[sz]ations?"
            r"|econom(?:y|ies)|administrations?|governments?|part(?:y|ies))(?: ?/ ?[\w ]+)?"
        ),
    ),
    ("capacity", r"status|capacity|role|attend(?:ing|ed) as|type|category"),
    ("presence", r"attendance|attended|present|presence|participation|reply"),
)
_STAYED_AWAY: tuple[tuple[str, Presence], ...] = (
    (r"apolog|regret|unable|could not", "apologies"),
    (r"absent|\bno\b|not (?:present|attend)|did not|✗", "absent"),
)


def table_end(draft: Draft, blocks: list[Block], at: int) -> int:
    """The index after the table that begins at blocks[at]; `at` where none does."""
    stop = at
    if "\t" in draft.text[blocks[at].start : blocks[at].end] and "who" in _columns(draft, blocks[at]):
        stop = at + 1
        while stop < len(blocks) and "\t" in draft.text[blocks[stop].start : blocks[stop].end]:
            stop += 1
    return stop if stop > at + 1 else at


def read_table(draft: Draft, blocks: list[Block]) -> None:
    """Reads the rows below the heads; what no column of attendance holds is left to be filed by hand."""
    columns = _columns(draft, blocks[0])
    draft.ledger.claim(blocks[0].mark_start, blocks[0].end, "/attendance")
    for block in blocks[1:]:
        cells = list(_cells(draft, block))
        written = {name: cells[column] for name, column in columns.items() if column < len(cells)}
        who = _name_in(draft, *written["who"]) if "who" in written else None
        if who is not None:
            capacity = draft.text[slice(*written["capacity"])] if "capacity" in written else ""
            presence = draft.text[slice(*written["presence"])] if "presence" in written else ""
            add(draft, who, Role(roles_in_brackets(f"({capacity})"), _presence(presence)))
            for name in {"capacity", "presence"} & written.keys():
                draft.ledger.claim(*written[name], "/attendance")
        draft.settle(block.mark_start, block.end, "/attendance")


def _columns(draft: Draft, block: Block) -> dict[str, int]:
    """Which column holds what; empty where the heads do not say at least who and one thing more."""
    columns: dict[str, int] = {}
    for at, (start, end) in enumerate(_cells(draft, block)):
        for name, words in _HEADS:
            if re.fullmatch(words, draft.text[start:end], re.IGNORECASE):
                columns.setdefault(name, at)
    return columns if len(columns) > 1 else {}


def _cells(draft: Draft, block: Block) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\t]*", draft.text[block.start : block.end]):
        if match.end() == match.start() and match.start() and draft.text[block.start + match.start() - 1] != "\t":
            continue
        cell = match[0].strip()
        start = block.start + match.start() + match[0].index(cell)
        yield start, start + len(cell)


def _name_in(draft: Draft, start: int, end: int) -> Item | None:
    taken = [(span.start, span.end) for span in draft.ledger.within(start, end)]
    items = items_in(draft.text, start, end, draft.names, taken, guesses=draft.guesses_left)
    return next((item for item in items if item.kind == "name"), None)


def _presence(written: str) -> Presence:
    return next((presence for words, presence in _STAYED_AWAY if re.search(words, written, re.IGNORECASE)), "present")
