"""The words of a Word document as text: paragraphs, lists with their marks and numbers, tables row by row."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from meetings.summary.decoding import MAX_BYTES
from meetings.summary.errors import SummaryError

MAX_FILE_BYTES: Final = 20_000_000
_MAX_XML_BYTES: Final = 40_000_000
_MAX_ENTRIES: Final = 5_000
_MAX_LEVEL: Final = 8
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t"}
_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def text_of_docx(data: bytes) -> str:
    """The text of a DOCX file: body first, then foot- and endnotes, then page headers and footers.

    Paragraphs stand a blank line apart; the cells of a row are separated by tabs. Deleted words of tracked changes are
    left out, inserted ones kept. Raises SummaryError for what is no DOCX, damaged, encrypted or too large.
    """
    if len(data) > MAX_FILE_BYTES:
        raise SummaryError(
            f"The document is too large: at most {MAX_FILE_BYTES:,} bytes can be read. Save it without pictures."
        )
    parts = Parts(data)
    numbers = Numbering(parts.xml("word/numbering.xml"), parts.xml("word/styles.xml"))
    pieces: list[str] = []
    for name in parts.with_text():
        root = parts.xml(name)
        if root is not None:
            pieces += _blocks(root, numbers)
    text = "\n\n".join(piece for piece in pieces if piece.strip())
    if not text.strip():
        raise SummaryError("The document holds no words. Hand in a document with text, not with pictures of pages.")
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise SummaryError(
            f"The document has more than 2 MB ({MAX_BYTES:,} bytes) of text. Hand in one summary at a time."
        )
    return text


class Parts:
    """The XML parts of the package, read with an eye on their size."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise SummaryError(
                "This is an old or encrypted Office document. Save it as DOCX without a password, or paste its words."
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = self._zip.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise SummaryError("This is not a DOCX document. Save it as DOCX, or paste its words.") from error
        if "word/document.xml" not in self.names or len(self.names) > _MAX_ENTRIES:
            raise SummaryError("This is not a DOCX document. Save it as DOCX, or paste its words.")
        self._left = _MAX_XML_BYTES

    def with_text(self) -> list[str]:
        """The parts that hold words, in the order in which they are read."""
        notes = [name for name in ("word/footnotes.xml", "word/endnotes.xml") if name in self.names]
        margins = sorted(name for name in set(self.names) if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name))
        return ["word/document.xml", *notes, *margins]

    def xml(self, name: str) -> "etree._Element | None":
        """The root of a part; None where the package has none of this name."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as stream:
                data = stream.read(self._left + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise SummaryError(
                "The document is damaged or encrypted. Save it again as DOCX, or paste its words."
            ) from error
        except Exception as error:  # zlib.error and lzma.LZMAError have no common base but Exception
            raise SummaryError("The document is damaged. Save it again as DOCX, or paste its words.") from error
        self._left -= len(data)
        if self._left < 0:
            raise SummaryError("The document unpacks to more than can be read. Paste its words instead.")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise SummaryError("The document is damaged. Save it again as DOCX, or paste its words.") from error


@dataclass
class _Level:
    format: str
    text: str
    start: int


@dataclass
class Numbering:
    """Gives each list paragraph the mark that Word would draw."""

    numbering: "etree._Element | None"
    styles: "etree._Element | None"
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _style_numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _list_of: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        for element in _found(self.numbering, "abstractNum"):
            abstract[_value(element, "abstractNumId")] = {
                int(_value(level, "ilvl") or 0): _Level(
                    _child(level, "numFmt") or "decimal", _child(level, "lvlText"), _number(_child(level, "start"), 1)
                )
                for level in element.findall(f"{_W}lvl")
            }
        for element in _found(self.numbering, "num"):
            number, of = _value(element, "numId"), _child(element, "abstractNumId")
            self._levels[number], self._list_of[number] = abstract.get(of, {}), of
            if element.find(f"{_W}lvlOverride/{_W}startOverride") is not None:
                self._list_of[number] = f"{of}/{number}"
        for style in _found(self.styles, "style"):
            properties = style.find(f"{_W}pPr/{_W}numPr")
            if properties is not None and _child(properties, "numId"):
                level = _number(_child(properties, "ilvl"), 0)
                self._style_numbers[_value(style, "styleId")] = (_child(properties, "numId"), level)

    def mark(self, paragraph: "etree._Element") -> str:
        """The mark with its indentation, "" for a paragraph of no list."""
        number, level = self._place(paragraph)
        shape = self._levels.get(number, {}).get(level)
        if shape is None or not 0 <= level <= _MAX_LEVEL:
            return ""
        margin = "    " * level
        if shape.format == "bullet":
            return f"{margin}{'o' if shape.text == 'o' else '•'} "
        if shape.format == "none" or not shape.text:
            return ""
        counters = self._counters.setdefault(self._list_of[number], [None] * (_MAX_LEVEL + 1))
        before = counters[level]
        counters[level] = shape.start if before is None else before + 1
        counters[level + 1 :] = [None] * (_MAX_LEVEL - level)
        return margin + self._drawn(number, shape.text, counters) + " "

    def _place(self, paragraph: "etree._Element") -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        own = properties.find(f"{_W}numPr")
        style = self._style_numbers.get(_child(properties, "pStyle"), ("", 0))
        if own is None:
            return style
        return _child(own, "numId") or style[0], _number(_child(own, "ilvl"), style[1])

    def _drawn(self, number: str, text: str, counters: list[int | None]) -> str:
        def drawn(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            shape = self._levels[number].get(level)
            count = counters[level]
            if count is None:
                count = shape.start if shape else 1
            return _figure(count, shape.format if shape else "decimal")

        return re.sub(r"%([1-9])", drawn, text)


def _figure(count: int, kind: str) -> str:
    """A number in the manner of a list: 3, c, iii."""
    if kind in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (count // value)
            count %= value
        return roman.upper() if kind == "upperRoman" else roman
    return f"{count:02d}" if kind == "decimalZero" else str(count)


def _blocks(parent: "etree._Element", numbers: Numbering) -> Iterator[str]:
    """The paragraphs and tables below an element, in the order of the document."""
    for element in parent:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, numbers)
        elif element.tag == f"{_W}tbl":
            yield "\n".join(_rows(element, numbers))
        elif element.tag != _FALLBACK and isinstance(element.tag, str):
            yield from _blocks(element, numbers)


def _paragraph(element: "etree._Element", numbers: Numbering) -> Iterator[str]:
    """The text of a paragraph with its mark, then the text boxes that hang on it."""
    boxes: list[etree._Element] = []
    text = "".join(_runs(element, boxes))
    if text.strip():
        yield numbers.mark(element) + text.strip()
    for box in boxes:
        yield from _blocks(box, numbers)


def _runs(element: "etree._Element", boxes: "list[etree._Element]") -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str) or child.tag in (_FALLBACK, f"{_W}pPr", f"{_W}rPr"):
            continue
        name = child.tag.removeprefix(_W)
        if child.tag == f"{_W}txbxContent":
            boxes.append(child)
        elif name == "t":
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        elif name == "sym":
            yield _symbol(_value(child, "char"))
        else:
            yield from _runs(child, boxes)


def _symbol(code: str) -> str:
    """A character of a symbol font; those of the private area have no meaning outside it and become a bullet."""
    value = _number(code, 0, base=16)
    return "•" if 0xE000 <= value <= 0xF8FF or not 0x20 <= value < 0xD800 else chr(value)


def _rows(table: "etree._Element", numbers: Numbering) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells = [
            " ".join(" ".join(_blocks(cell, numbers)).split()) for cell in row.iter(f"{_W}tc") if _is_own(cell, row)
        ]
        if any(cells):
            yield "\t".join(cells)


def _is_own(cell: "etree._Element", row: "etree._Element") -> bool:
    return next(cell.iterancestors(f"{_W}tr")) is row


def _found(root: "etree._Element | None", name: str) -> Iterator["etree._Element"]:
    return iter(()) if root is None else root.iter(f"{_W}{name}")


def _value(element: "etree._Element", name: str) -> str:
    return str(element.get(f"{_W}{name}") or "")


def _child(element: "etree._Element", name: str) -> str:
    """The value of a child such as <w:start w:val="3"/>; "" where there is none."""
    child = element.find(f"{_W}{name}")
    return "" if child is None else _value(child, "val")


def _number(written: str, otherwise: int, base: int = 10) -> int:
    try:
        return int(written, base)
    except ValueError:
        return otherwise
