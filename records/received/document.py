"""A Word document as lines: what it says once its tracked changes are accepted, or rejected, and who made them.

Nothing is dropped: text boxes follow the paragraph they hang on, footnotes stand behind a mark like [^1], remarks in
the margin stay with their paragraph, headers and footers are told apart. Marks: ECMA-376-1, 17.13.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from django.utils.translation import gettext as _
from lxml import etree

from meetings.summary.docx import MAX_FILE_BYTES, Numbering, Parts
from meetings.summary.errors import SummaryError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Side = Literal["accepted", "rejected"]
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_EQUATION = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
}
_COMES = (f"{W}ins", f"{W}moveTo")
_GOES = (f"{W}del", f"{W}moveFrom")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t"}
_PASSED = {_FALLBACK, f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}trPr", f"{W}tcPr", f"{W}sdtPr", f"{W}sectPr"}


class CannotReceiveError(Exception):
    """Why a document was not read, in words for who handed it in."""


@dataclass(frozen=True)
class Line:
    """A paragraph, or a row of a table (`cells`). `mark` is the number or bullet that Word draws before it, `level`
    how deep it stands in its list; `heading` is 1 for a heading of the first level. `authors` are those who changed
    something in it, `remarks` what stands beside it in the margin: who, what."""

    text: str
    mark: str = ""
    level: int = 0
    heading: int = 0
    style: str = ""
    anchors: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Received:
    """`notes` are foot- and endnotes by their marks, `margins` the words of headers and footers, each once; `pictures`
    is how many stand in the text, which lines of words cannot hold."""

    lines: tuple[Line, ...]
    notes: tuple[tuple[str, str], ...] = ()
    margins: tuple[str, ...] = ()
    pictures: int = 0

    @property
    def authors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for line in self.lines for name in line.authors))


def received(data: bytes, side: Side = "accepted") -> Received:
    """Raises CannotReceiveError for what is no DOCX, damaged, encrypted or too large."""
    if len(data) > MAX_FILE_BYTES:
        raise CannotReceiveError(_("The document is larger than {value} MB.").format(value=MAX_FILE_BYTES // 1000000))
    try:
        parts = Parts(data)
        reader = _Reader(parts, side)
        body = parts.xml("word/document.xml")
        lines = reader.lines(body) if body is not None else []
        margins = [line.text for root in reader.margins() for line in reader.lines(root) if line.text.strip()]
    except SummaryError as error:
        raise CannotReceiveError(str(error)) from error
    return Received(tuple(lines), tuple(reader.notes), tuple(dict.fromkeys(margins)), reader.pictures)


@dataclass
class _Said:
    """A line on its way: paragraphs whose sign was taken out run on into the next."""

    text: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class _Reader:
    def __init__(self, parts: Parts, side: Side) -> None:
        self.parts, self.side = parts, side
        styles = parts.xml("word/styles.xml")
        self.numbering = Numbering(parts.xml("word/numbering.xml"), styles)
        self.headings = dict(_headings(styles))
        self.names = {} if styles is None else {_of(s, "styleId"): _child(s, "name") for s in styles.iter(f"{W}style")}
        self.notes: list[tuple[str, str]] = []
        self.pictures = 0
        kinds = ("footnote", "endnote", "comment")
        self.words: dict[str, dict[str, tuple[str, str]]] = {kind: {} for kind in kinds}
        self.words = {kind: self._texts(f"word/{kind}s.xml", kind) for kind in kinds}

    def lines(self, root: etree._Element) -> list[Line]:
        found: list[Line] = []
        waiting = _Said()
        for element in _blocks(root):
            if element.tag == f"{W}tbl":
                found += self._rows(element)
                continue
            self._into(element, waiting)
            if self._runs_on(element):
                continue
            text = "".join(waiting.text).strip()
            if text or waiting.remarks:
                found.append(self._line(element, text, waiting))
            for box in waiting.boxes:
                found += self.lines(box)
            waiting = _Said()
        if "".join(waiting.text).strip():
            found.append(Line("".join(waiting.text).strip(), authors=tuple(dict.fromkeys(waiting.authors))))
        return found

    def margins(self) -> Iterator[etree._Element]:
        for name in sorted(set(self.parts.names)):
            root = self.parts.xml(name) if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name) else None
            if root is not None:
                yield root

    def _line(self, element: etree._Element, text: str, said: _Said) -> Line:
        properties = element.find(f"{W}pPr")
        style = "" if properties is None else _child(properties, "pStyle")
        outline = "" if properties is None else _child(properties, "outlineLvl")
        heading = int(outline) + 1 if outline.isdigit() and outline != "9" else self.headings.get(style, 0)
        mark = self.numbering.mark(element)
        return Line(
            text,
            mark=mark.strip(),
            level=(len(mark) - len(mark.lstrip(" "))) // 4,
            heading=heading,
            style=self.names.get(style, ""),
            anchors=tuple(said.anchors),
            authors=tuple(dict.fromkeys(said.authors)),
            remarks=tuple(said.remarks),
        )

    def _runs_on(self, element: etree._Element) -> bool:
        """Whether the sign of the paragraph does not stand on this side: then its words go on in the next."""
        sign = element.find(f"{W}pPr/{W}rPr")
        gone = _GOES if self.side == "accepted" else _COMES
        return sign is not None and any(sign.find(tag) is not None for tag in gone)

    def _into(self, element: etree._Element, said: _Said) -> None:
        sign = element.find(f"{W}pPr/{W}rPr")
        if sign is not None:
            said.authors += [_of(mark, "author") for mark in sign if mark.tag in (*_COMES, *_GOES)]
        self._words(element, said)

    def _words(self, element: etree._Element, said: _Said) -> None:
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _PASSED:
                continue
            if child.tag in (*_COMES, *_GOES):
                said.authors.append(_of(child, "author"))
                if (child.tag in _COMES) == (self.side == "accepted"):
                    self._words(child, said)
            elif child.tag == f"{W}txbxContent":
                said.boxes.append(child)
            elif child.tag == f"{W}bookmarkStart":
                said.anchors.append(_of(child, "name"))
            else:
                self._word(child, said)

    def _word(self, child: etree._Element, said: _Said) -> None:
        name = child.tag.removeprefix(W)
        if name in ("t", "delText") or child.tag == _EQUATION:
            said.text.append(child.text or "")
        elif child.tag in _PICTURES:
            self.pictures += 1
        elif name in _SIGNS:
            said.text.append(_SIGNS[name])
        elif name == "sym":
            said.text.append(_symbol(_of(child, "char")))
        elif name in ("footnoteReference", "endnoteReference"):
            words = self.words[name.removesuffix("Reference")].get(_of(child, "id"), ("", ""))[1]
            self.notes.append((str(len(self.notes) + 1), words))
            said.text.append(f"[^{len(self.notes)}]")
        elif name == "commentReference":
            said.remarks.append(self.words["comment"].get(_of(child, "id"), ("", "")))
        else:
            self._words(child, said)

    def _rows(self, table: etree._Element) -> list[Line]:
        found = []
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table or self._is_out(row):
                continue
            inside = [self.lines(cell) for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
            cells = tuple(" ".join(f"{line.mark} {line.text}".strip() for line in lines) for lines in inside)
            flat = [line for lines in inside for line in lines]
            made = Line("\t".join(cells), cells=cells)
            authors = tuple(dict.fromkeys(name for line in flat for name in line.authors))
            if any(cells):
                found.append(replace(made, authors=authors, remarks=tuple(at for line in flat for at in line.remarks)))
        return found

    def _is_out(self, row: etree._Element) -> bool:
        out = "del" if self.side == "accepted" else "ins"
        return row.find(f"{W}trPr/{W}{out}") is not None

    def _texts(self, name: str, kind: str) -> dict[str, tuple[str, str]]:
        """Id → who, what; of notes and remarks."""
        root = self.parts.xml(name)
        found: dict[str, tuple[str, str]] = {}
        for element in () if root is None else root.iter(f"{W}{kind}"):
            said = _Said()
            for paragraph in element.iter(f"{W}p"):
                if said.text:
                    said.text.append(" ")
                self._words(paragraph, said)
            found[_of(element, "id")] = (_of(element, "author"), " ".join("".join(said.text).split()))
        return found


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif isinstance(element.tag, str) and element.tag not in _PASSED:
            yield from _blocks(element)


def _headings(styles: etree._Element | None) -> Iterator[tuple[str, int]]:
    """Ids of the styles of headings, with their level; those that are based on one too."""
    based: dict[str, str] = {}
    own: dict[str, int] = {}
    for style in () if styles is None else styles.iter(f"{W}style"):
        key, name = _of(style, "styleId"), _child(style, "name").lower()
        based[key] = _child(style, "basedOn")
        outline = _child(style.find(f"{W}pPr"), "outlineLvl")
        if found := re.fullmatch(r"heading ([1-9])", name):
            own[key] = int(found[1])
        elif outline.isdigit() and outline != "9":
            own[key] = int(outline) + 1
    for key in based:
        at, seen = key, set[str]()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at, "")
        if at in own:
            yield key, own[at]


def _of(element: etree._Element, name: str) -> str:
    return str(element.get(f"{W}{name}") or "")


def _child(element: etree._Element | None, name: str) -> str:
    child = None if element is None else element.find(f"{W}{name}")
    return "" if child is None else _of(child, "val")


def _symbol(code: str) -> str:
    """A character of a symbol font; those of the private area have no meaning outside it and become a bullet."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return "•" if 0xE000 <= value <= 0xF8FF or not 0x20 <= value < 0xD800 else chr(value)
