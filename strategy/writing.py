"""How a draft is written: plain text with headings, paragraphs, lists, tables, footnotes, brackets. Pure.

    # Heading
    ## Heading under it
    Members [shall]{Canada; reserved by Fiji} report once a year.[^1]
    - in writing;
    | Year | Report |
    | 2016 | first  |
    {agreed ad referendum}
    {reservation by Fiji: Fiji will report every second year.}
    [^1]: As agreed in Bali.

An empty line ends a paragraph; headings have up to five levels. What stands in square brackets is not agreed; behind
it in braces, who proposed it and who reserved it. Lines in braces belong to their paragraph. Nothing is dropped: what
is none of this is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext

LEVELS = 5  # of headings; a page has six, the first of them its title's
HEADING = re.compile(rf"(#{{1,{LEVELS}}})[ \t]+(\S.*)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]")
_NOTE_LINE = re.compile(r"\[\^([^\]\s]{1,20})\]:\s*(.*)")
_AGREED = re.compile(r"\{agreed ad referendum\}", re.IGNORECASE)
_RESERVED = re.compile(r"\{reservation by ([^:{}]{1,200}):\s*(.*?)\}", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"[|\s:=-]+")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Bracket:
    """`words` with their brackets, as they stand in the paragraph."""

    words: str
    proposed_by: tuple[str, ...] = ()
    reserved_by: tuple[str, ...] = ()


@dataclass
class Paragraph:
    """`text` keeps square brackets and has raised figures for footnotes, which count through the draft."""

    text: str = ""
    items: list[str] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    is_agreed: bool = False
    reservations: list[tuple[str, str]] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Part:
    """`level` is 1 for a heading that stands under no other."""

    heading: str
    level: int = 1
    paragraphs: list[Paragraph] = field(default_factory=list)


def outline(text: str) -> list[Part]:
    """Headings with their paragraphs; words before the first heading stand under an empty one."""
    parts: list[Part] = []
    text, notes = _without_notes(text)
    marks: dict[str, int] = {}
    for chunk in _chunks(text):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        while lines and (found := HEADING.fullmatch(lines[0])):
            parts.append(Part(found[2], len(found[1])))
            lines.pop(0)
        if not lines:
            continue
        if not parts:
            parts.append(Part(""))
        _add(parts[-1].paragraphs, lines, notes, marks)
    _close_gaps(parts)
    return parts


def faults(text: str) -> list[str]:
    """What is not written as it can be read, in sentences for who writes it."""
    bare, notes = _without_notes(text)
    found: list[str] = []
    used = _NOTE.findall(bare)
    found += [
        gettext("The footnote [^{mark}] has no words: write a line “[^{mark}]: …”.").format(mark=mark)
        for mark in used
        if mark not in notes
    ]
    found += [
        gettext("The words of footnote [^{mark}] stand behind no mark in the text.").format(mark=mark)
        for mark in notes
        if mark not in used
    ]
    for part in outline(text):
        for paragraph in part.paragraphs:
            found += _faults(paragraph)
    return list(dict.fromkeys(found))


def words_of(chunk: str) -> str:
    """The words of one paragraph as a record has them, without its list, table and lines in braces."""
    found = [paragraph.text for part in outline(chunk) for paragraph in part.paragraphs]
    return found[0] if len(found) == 1 else ""


def items_of(chunk: str) -> list[str]:
    return [item for part in outline(chunk) for paragraph in part.paragraphs for item in paragraph.items]


def with_item(chunk: str, was: str, words: str) -> str:
    """One paragraph with other words in the line of its list that reads `was`."""
    lines = chunk.splitlines()
    at = next(at for at, line in enumerate(lines) if line.strip()[:2] == "- " and line.strip()[2:].strip() == was)
    lines[at] = f"- {' '.join(words.split())}"
    return "\n".join(lines)


def reworded(chunk: str, words: str) -> str:
    """One paragraph with other words: heading, list, table and reservations stay; what was agreed no longer is."""
    lines = chunk.splitlines()
    above = [line for line in lines if HEADING.fullmatch(line.strip())]
    below = [line for line in lines if line.strip().startswith(("- ", "|")) or _RESERVED.fullmatch(line.strip())]
    notes = [line for line in lines if _NOTE_LINE.fullmatch(line.strip())]
    return "\n".join([*above, words, *below, *notes])


def reserved(chunk: str, name: str, words: str) -> str:
    """One paragraph with a reservation behind it."""
    said = " ".join(words.replace("{", "(").replace("}", ")").split())
    return f"{chunk.rstrip()}\n{{reservation by {name}: {said}}}"


def _close_gaps(parts: list[Part]) -> None:
    """A heading stands one level below the one it is under: a level that was left out is no level, and who hears the
    page read would look for what is missing."""
    above: list[int] = []
    for part in parts:
        while above and above[-1] >= part.level:
            above.pop()
        if part.heading:
            above.append(part.level)
            part.level = len(above)


def _chunks(text: str) -> list[str]:
    return re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())


def _without_notes(text: str) -> tuple[str, dict[str, str]]:
    """The text without the lines that hold footnotes, and the footnotes by their marks."""
    kept, notes = [], {}
    for line in text.replace("\r\n", "\n").split("\n"):
        if found := _NOTE_LINE.fullmatch(line.strip()):
            notes[found[1]] = found[2].strip()
        else:
            kept.append(line)
    return "\n".join(kept), notes


def _add(paragraphs: list[Paragraph], lines: list[str], notes: dict[str, str], marks: dict[str, int]) -> None:
    items = [line[2:].strip() for line in lines if line.startswith("- ")]
    rows = [_cells(line) for line in lines if line.startswith("|") and not _RULE.fullmatch(line)]
    words = " ".join(line for line in lines if not line.startswith(("- ", "|")))
    said = Paragraph(items=items, rows=rows)
    said.reservations = [(name.strip(), " ".join(told.split())) for name, told in _RESERVED.findall(words)]
    words = _RESERVED.sub("", words)
    said.is_agreed = bool(_AGREED.search(words))
    words = _AGREED.sub("", words)
    words, said.footnotes = _noted(words, notes, marks)
    text, said.brackets = _bracketed(words)
    said.text = " ".join(text.split())
    if said.text or not paragraphs:
        paragraphs.append(said)
        return
    last = paragraphs[-1]  # a list or table of its own belongs to what stands before it
    last.items += said.items
    last.rows += said.rows
    last.reservations += said.reservations
    last.is_agreed |= said.is_agreed


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _noted(words: str, notes: dict[str, str], marks: dict[str, int]) -> tuple[str, list[tuple[str, str]]]:
    found: list[tuple[str, str]] = []

    def raised(match: re.Match[str]) -> str:
        if match[1] not in notes:
            return match[0]
        number = marks.setdefault(match[1], len(marks) + 1)
        mark = str(number).translate(_SUPERSCRIPT)
        if mark not in dict(found):
            found.append((mark, notes[match[1]]))
        return mark

    return _NOTE.sub(raised, words), found


def _bracketed(words: str) -> tuple[str, list[Bracket]]:
    """The words without what stands in braces behind a bracket, and the brackets in the order in which they open."""
    kept: list[str] = []
    opened: list[int] = []
    found: list[tuple[int, Bracket]] = []
    at = 0
    while at < len(words):
        letter = words[at]
        at += 1
        kept.append(letter)
        if letter == "[":
            opened.append(len(kept) - 1)
        elif letter == "]" and opened:
            start = opened.pop()
            behind = re.match(r"\s?\{([^{}]*)\}", words[at:])
            at += behind.end() if behind else 0
            found.append((start, _bracket("".join(kept[start:]), behind[1] if behind else "")))
    return "".join(kept), [bracket for _, bracket in sorted(found, key=lambda each: each[0])]


def _bracket(words: str, who: str) -> Bracket:
    sides: dict[str, list[str]] = {"proposed": [], "reserved": []}
    for said in who.split(";"):
        told = re.fullmatch(r"\s*(?:(proposed|reserved)\s+by\s+)?(.*?)\s*", said, re.IGNORECASE | re.DOTALL)
        names = [] if told is None else [name.strip() for name in told[2].split(",") if name.strip()]
        sides[((told and told[1]) or "proposed").lower()] += names
    return Bracket(" ".join(words.split()), tuple(sides["proposed"]), tuple(sides["reserved"]))


def _faults(paragraph: Paragraph) -> Iterator[str]:
    begins = f"“{paragraph.text[:60]}”"
    depth = 0
    for letter in paragraph.text:
        depth += (letter == "[") - (letter == "]")
        if depth < 0:
            break
    if depth:
        yield gettext("A square bracket is not closed, or not opened, in {begins}.").format(begins=begins)
    if paragraph.is_agreed and paragraph.brackets:
        yield gettext("A paragraph with brackets cannot be agreed ad referendum: {begins}.").format(begins=begins)
    if len({len(row) for row in paragraph.rows}) > 1:
        yield gettext("The rows of the table below {begins} have different numbers of cells.").format(begins=begins)
