"""Names that stand one to a line, under a heading in whatever words or under none: a list of those who came, or not."""

import re

from meetings.summary.attendance import Role, add, bracketed_role
from meetings.summary.cues import roles_in_brackets
from meetings.summary.draft import Draft
from meetings.summary.item import Item
from meetings.summary.items import items_in
from meetings.summary.layout import Block
from meetings.summary.meanings import Meaning, meaning_of
from meetings.summary.names import tokens_of
from meetings.summary.patterns import pattern
from meetings.summary.persons import PERSON, POST
from meetings.summary.proposal import Presence
from meetings.summary.sections import section_of

_LONGEST_ENTRY = 120
_CAPITAL = pattern(r"[A-Z]|[^\W\d_\x00-\x7f]")
_LONGEST_TAIL = 80
_LONGEST_ROW = 1_200
_FEWEST = 3
_LONGEST_LEAD = 5
# Behind a name: "(observer)", "– Observer", ": apologies", "[by video]".
_REMARK = pattern(
    r"\s*(?:[(\[]\s*(?P<boxed>[^()\[\]\n]{1,60})\s*[)\]]|\s[–-]\s*(?P<dashed>[^\n]{1,60})|:\s*(?P<told>[^\n]{1,60})"
    r"|,\s*(?P<apposed>(?:as\s+)?(?:the\s+|our\s+)?(?:in the chair|co-?chairs?|chair\w*|hosts?|observers?|guests?"
    r"|presiding)\b)(?=\W*$))"
)
_DASH = pattern(r"\s*(?:\([^()\n]{1,40}\)\s*)?(?:\s[–-]\s|\s?:\s(?=\S))")
_END = pattern(r"[\s.;,*]*(?:\band\b)?[\s.;,*]*$")


_LABELLED = pattern(r"\W*(?P<label>[^:;.()\n]{2,70}?)\s*(?:\([^()\n]{1,40}\)\s*)?(?::\s*|\s(?P<dash>--|–|—)\s+)\S")


def is_labelled(draft: Draft, block: Block, *, by_dash: bool = False) -> bool:
    """Whether a line names somebody behind a label: "off: Fiji", "On the line – Fiji"."""
    match = _LABELLED.match(draft.text, block.start, block.end)
    if (
        match is None
        or (by_dash and not match["dash"])
        or (match["dash"] and draft.names.scan(tokens_of(draft.text, *match.span("label"))))
    ):
        # "Fiji – Department of Immigration": the name itself stands before the dash.
        return False
    return bool(draft.names.scan(tokens_of(draft.text, match.end() - 1, block.end)))


def leads_to_names(draft: Draft, block: Block) -> bool:
    """Whether a line may stand over names: it ends in a colon, or is short, no sentence, and names nobody itself."""
    written = draft.text[block.start : block.end]
    if written.endswith(":"):
        return len(written) < 160
    is_short = len(written) <= 70 and not block.is_item and not re.search(r"[.;,!?]$", written)
    return is_short and not _is_known(draft, block) and not is_labelled(draft, block)


def names_end(draft: Draft, blocks: list[Block], at: int, *, has_heading: bool) -> int:
    """The index after the lines from blocks[at] on that hold a name each; `at` where they are too few or unknown."""
    stop, known, lines = at, 0, 0
    while stop < len(blocks):
        # "regrets" below a name tells of it; on the margin it is the next heading.
        is_below = blocks[stop].indent > blocks[at].indent
        if not is_below and section_of(draft.text[blocks[stop].start : blocks[stop].end]):
            break
        items = _entry(draft, blocks[stop])
        is_detail = stop > at and _is_detail(draft, blocks[stop], blocks[at], items)
        if not is_detail and (items is None or blocks[stop].is_item != blocks[at].is_item):
            break
        known += 0 if is_detail else sum(item.participant is not None for item in items or ())
        lines += not is_detail
        stop += 1
    # An unknown line at the end is more likely the next heading than a name.
    while stop > at and not blocks[stop - 1].is_item and not _is_known(draft, blocks[stop - 1]):
        if _is_detail(draft, blocks[stop - 1], blocks[at], None):
            break
        stop -= 1
    fewest = 1 if has_heading else _FEWEST
    return stop if known >= fewest and known * 2 > lines else at


def are_dashed(draft: Draft, blocks: list[Block]) -> bool:
    """Whether each line is a name, a dash or a colon, and who came for it: "Fiji – Mr Vula (Chair), two officers"."""
    known = 0
    for block in blocks:
        if not _DASH.search(draft.text, block.start, block.end):
            return False
        first = next(iter(items_in(draft.text, block.start, block.end, draft.names, [], guesses=0)), None)
        if first is None or first.start != block.start or not _DASH.match(draft.text, first.end, block.end):
            return False
        known += first.participant is not None
    return known * 2 > len(blocks)


def read_names(draft: Draft, blocks: list[Block], said: Meaning) -> None:
    """Takes the names of `blocks`, of which `said` speaks."""
    above: list[tuple[Item, Role]] = []
    for block in blocks:
        items = _entry(draft, block)
        if above and _is_detail(draft, block, blocks[0], items):
            detail = meaning_of(draft.text[block.start : block.end])
            for item, role in above:
                add(draft, item, Role(detail.capacity or role.capacity, detail.presence or role.presence))
            draft.settle(block.mark_start, block.end, "/attendance")
            continue
        above = []
        for item in items or ():
            remark = _remark(draft, item, block)
            presence: Presence = remark.presence or said.presence or "present"
            role = Role(item.role or remark.capacity or said.capacity, presence)
            add(draft, item, role)
            above.append((item, role))
        draft.settle(block.mark_start, block.end, "/attendance")


def _is_detail(draft: Draft, block: Block, first: Block, items: list[Item] | None) -> bool:
    """A line below a name that tells of it: who came for it, or that it sent regrets."""
    written = draft.text[block.start : block.end]
    if len(written) > _LONGEST_ENTRY or re.search(r"[.:]$", written) or (items and items[0].participant is not None):
        return False
    is_below = block.indent > first.indent or block.level > first.level
    is_person = bool(PERSON.match(written) or POST.match(written))
    return is_person or (is_below and (len(written.split()) <= 6 or "," in written))


def _is_known(draft: Draft, block: Block) -> bool:
    return any(item.participant is not None for item in _entry(draft, block) or ())


def _entry(draft: Draft, block: Block) -> list[Item] | None:
    """The names of a line that holds nothing else; None for any other line."""
    text = draft.text
    if not _may_hold_names(text[block.start : block.end]):
        return None
    taken = [(span.start, span.end) for span in draft.ledger.within(block.start, block.end)]
    items = items_in(text, block.start, block.end, draft.names, taken, guesses=draft.guesses_left)
    named = [item for item in items if item.kind == "name"]
    if not named or any(item.goes_on or _is_collective(item) for item in items):
        return None
    first = named[0]
    dash = _DASH.match(text, first.end, block.end) if first.start == block.start else None
    if dash and block.end - dash.end() <= _LONGEST_TAIL:
        return [first]
    return named if _is_pure(draft, block, items, named) else None


def _is_pure(draft: Draft, block: Block, items: list[Item], named: list[Item]) -> bool:
    """Whether a line holds names, a remark of the last of them, and nothing else."""
    text = draft.text
    if block.end - block.start > _LONGEST_ENTRY and sum(item.participant is not None for item in named) < _FEWEST:
        return False
    leading = text[block.start : named[0].start].strip(" \"'")
    if (
        any(meaning_of(leading)[:2])
        or len(leading.split()) > _LONGEST_LEAD
        or ":" in text[block.start : named[-1].start]
        or re.search(r"\s(?:--|[–—])\s*$", text[block.start : named[0].start])
    ):
        return False
    if leading not in ("", "the", "The") and named[0].participant is None:
        return False
    rest = text[named[-1].end : block.end]
    if remark := _REMARK.match(rest):
        rest = rest[remark.end() :]
    others = [item for item in items if item.kind in ("other", "aside") and not _in_remark(text, item, named)]
    return not others and bool(_END.fullmatch(rest))


def _may_hold_names(written: str) -> bool:
    return (
        len(written) <= _LONGEST_ROW and written[-1] != ":" and "\t" not in written and bool(_CAPITAL.search(written))
    )


def _is_collective(item: Item) -> bool:
    return item.participant is not None and item.participant.kind == "collective"


def _in_remark(text: str, item: Item, named: list[Item]) -> bool:
    return item.start >= named[-1].end and item.before in ("(", "–", "-", ":", "[")


def _remark(draft: Draft, item: Item, block: Block) -> Meaning:
    if role := bracketed_role(draft.text, item):
        return Meaning(role, None)
    match = _REMARK.match(draft.text, item.end, block.end)
    written = next(filter(None, match.groups()), "") if match else ""
    said = meaning_of(written)
    return Meaning(roles_in_brackets(f"({written})") or said.capacity, said.presence)
