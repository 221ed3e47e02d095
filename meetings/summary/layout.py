"""The outward form of a text: paragraphs, list items with their marks and levels, headings."""

import re
from dataclasses import dataclass
from typing import Literal

from meetings.summary.patterns import pattern
from meetings.summary.words import ordinal_of

_GLYPHS = "•◦▪▫●○■□‣⁃∙·*–—➢➤►▶✓✔❖→oØ§\uf0b7\uf0a7\uf0d8\uf076\uf02d-"
_MARK = pattern(
    rf"(?P<glyph>[{re.escape(_GLYPHS)}])(?=[ \t\n])[ \t]*"
    r"|(?:(?:Agenda )?(?:Item|Point|Decision|Resolution|Recommendation|Outcome"
    r"|Conclusion) )?\(?(?P<decimal>\d{1,3}(?:\.\d{1,3}){0,3})(?:[.)](?![\d])|(?=\t)|(?<=\.\d)(?=\s+[A-Z(])"
    r"|(?<=\.\d\d)(?=\s+[A-Z(]))[ \t]*(?=\S)"
    r"|(?P<ordinal>FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|SEVENTH|EIGHTH|NINTH|TENTH|ELEVENTH"
    r"|TWELFTH)[.:)][ \t]+(?=\S)"
    r"|\(?(?P<letters>[ivxlcIVXLC]{1,6}|[A-Za-z])[.)](?=[ \t])[ \t]*"
    r"|[•●▪■\uf0b7\uf0a7][ \t]*"
)
# A person to a line, however long the lines are.
_PERSON = pattern(
    r"(?:H\.? ?E|Y\.? ?B|Y\.? ?A\.? ?B|The Hon|Hon|Mr|Ms|Mrs|Mme|Dr|Prof|Amb|Gen|Maj|Col|Lt|Brig|Capt|Sir|Dame|Dato'?"
    r"|Datuk|U|Daw"
    r"|Senator|His Excellency|Her Excellency|Minister|Secretary|Ambassador)\b(?: ?\([A-Za-z]{2,6}\))?[.']? ?,? ?[A-Z]"
)
_ENDS_SENTENCE = pattern(r"[.!?:;][\"')\]]*$")
# "With: …" begins a line of its own.
_LABEL = pattern(r"[A-Za-z\u00c0-\u024f][\w'-]*(?:[ ,/]+[A-Za-z\u00c0-\u024f'-]+){0,5}(?: \(\d+\))?:[ \t]")
# "Fiji – one officer": lines of a list.
_DASHED = pattern(r"[^\n–.;]{2,50}\s[–-]\s")
_HEADING_LIMIT = 90
_WRAPPED_AT_LEAST = 60
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

Style = Literal["plain", "glyph", "decimal", "letter", "roman"]


@dataclass(slots=True)
class Block:
    """A paragraph or list item: text[start:end] without its mark, which is text[mark_start:start].

    `style` and `level` tell lists apart: two items of one list have the same style. `number` is the item's own number,
    where it shows one. `gap` tells that a blank line stands before it.
    """

    mark_start: int
    start: int
    end: int
    style: str
    number: int | None
    indent: int
    gap: bool
    level: int = 0

    @property
    def is_item(self) -> bool:
        return self.style != "plain"


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    indent: int
    gap: bool


def blocks_of(text: str, start: int = 0) -> list[Block]:
    """The paragraphs and items of text[start:], normalised, in their order, lines broken by hand joined again."""
    blocks: list[Block] = []
    longest = 0
    for line in _lines(text, start):
        block = _block(text, line, blocks[-1] if blocks else None)
        if blocks and _continues(text, blocks[-1], block, line, longest):
            blocks[-1].end = block.end
        else:
            blocks.append(block)
        longest = line.end - line.start
    _set_levels(text, blocks)
    return blocks


def _lines(text: str, start: int) -> list[_Line]:
    lines: list[_Line] = []
    at, gap = start, True
    for raw in text[start:].split("\n"):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            lines.append(_Line(at + indent, at + indent + len(stripped), indent, gap))
            gap = False
        else:
            gap = True
        at += len(raw) + 1
    return lines


def _block(text: str, line: _Line, before: Block | None) -> Block:
    mark = _MARK.match(text, line.start, line.end)
    if mark is None or (mark.end() >= line.end and mark.lastgroup != "glyph"):
        return Block(line.start, line.start, line.end, "plain", None, line.indent, line.gap)
    style, number = _style(mark, before)
    return Block(line.start, mark.end(), line.end, style, number, line.indent, line.gap)


def _style(mark: re.Match[str], before: Block | None) -> tuple[str, int | None]:
    if decimal := mark["decimal"]:
        opening = "(" if mark[0].startswith("(") else ""
        return f"{opening}decimal{decimal.count('.') + 1}", int(decimal.rsplit(".", 1)[-1])
    if mark["ordinal"]:
        return "ordinal", ordinal_of(mark["ordinal"])
    if letters := mark["letters"]:
        case = "upper" if letters.isupper() else "lower"
        follows_letter = bool(
            before and before.style == f"letter-{case}" and before.number == ord(letters[-1].lower()) - 97
        )
        roman = _roman(letters.lower())
        if roman and not (follows_letter and len(letters) == 1):
            return f"roman-{case}", roman
        if len(letters) == 1:
            return f"letter-{case}", ord(letters.lower()) - 96
    return f"glyph{mark[0].strip()}", None


def _roman(letters: str) -> int | None:
    if not re.fullmatch(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", letters):
        return None
    values = [_ROMAN[letter] for letter in letters]
    return (
        sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True)) or None
    )


def _continues(text: str, before: Block, block: Block, line: _Line, longest: int) -> bool:
    """Whether a line is the rest of a paragraph that was wrapped by hand."""
    are_persons = _PERSON.match(text, block.start) and _PERSON.match(text, before.start)
    if _LABEL.match(text, block.start, block.end) or text[block.start] == "|" or are_persons:
        return False
    if block.is_item or block.gap or "\t" in text[block.start : block.end]:
        return False
    begins_small = text[block.start].islower()
    if _ENDS_SENTENCE.search(text, max(before.start, before.end - 4), before.end):
        return begins_small and text[before.end - 1] not in ":;" and longest >= _WRAPPED_AT_LEAST
    written = text[block.start : block.end]
    if written.isupper() and len(written) > 5 and not text[before.start : before.end].isupper():
        return False
    if _DASHED.match(written) and _DASHED.match(text, before.start, before.end):
        return False
    is_hanging = not before.is_item and line.indent > before.indent and longest < _WRAPPED_AT_LEAST
    return (begins_small and not is_hanging) or longest >= _WRAPPED_AT_LEAST


def _set_levels(text: str, blocks: list[Block]) -> None:
    """A list whose mark is new, after an item, lies inside that item; a mark seen before goes back to its level."""
    stack: list[tuple[str, int]] = []
    for block in blocks:
        if not block.is_item:
            stack.clear()
            continue
        style = block.style
        known = [level for level, (seen, indent) in enumerate(stack) if seen == style and indent == block.indent]
        known = known or [
            level for level, (seen, indent) in enumerate(stack) if seen == style and block.indent <= indent
        ]
        if known:
            del stack[known[-1] + 1 :]
        elif stack and block.indent < stack[0][1] and style.startswith(("decimal1", "(decimal")):
            stack[:] = [(style, block.indent)]
        else:
            stack.append((style, block.indent))
        block.level = len(stack) - 1


def is_heading(text: str, block: Block) -> bool:
    """A short line that is no sentence: what stands over paragraphs."""
    written = text[block.start : block.end]
    return (
        len(written) <= _HEADING_LIMIT
        and "\n" not in written
        and not block.style.startswith("glyph")
        and not re.search(r"[.;,!?]$", written)
        and bool(re.search(r"\w", written))
    )
