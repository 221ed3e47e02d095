"""PDFs bound into one: cover, contents, a sheet behind each tab, and every page numbered through.

Pure: no database, no clock. A book makes no claim to be PDF/A, whatever its parts are: pages that others made are
printed as they came, without what could run, reach out or ask.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from records.render import CannotRenderError, Front, Tab, render_feet, render_front

MOST_PAGES = 300
MOST_OF_A_FILE = MOST_PAGES - 3  # cover, contents, tab
FOOT = "/BaliFoot"
OF_A_PAGE = ("/Type", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
OF_A_LINK = ("/Rect", "/Border", "/BS", "/C", "/F", "/QuadPoints")
ON_DRAWINGS = {"/AF", "/Metadata", "/OC", "/OPI", "/PieceInfo", "/Ref", "/StructParent", "/StructParents"}
HIDDEN = 2  # the flag of an annotation that is neither shown nor printed
LARGEST = 20 * 1024 * 1024  # bytes of one file
# What a damaged file makes pypdf raise, besides its own errors.
DAMAGED = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError)


class CannotBindError(Exception):
    """Why there is no book, in words for the user."""


@dataclass(frozen=True)
class Part:
    """`note` stands under the title in the contents: what it is, and as of when."""

    title: str
    note: str
    content: bytes


@dataclass(frozen=True)
class Cover:
    process: str
    title: str
    occasion: str
    marking: str
    bound_on: datetime.date


def examined(content: bytes) -> int:
    """How many pages a PDF has. Raises CannotBindError for what cannot be bound."""
    if len(content) > LARGEST:
        raise CannotBindError(f"The file is larger than {LARGEST // 1024 // 1024} MB. Save it smaller, or in parts.")
    if not content.startswith(b"%PDF-"):
        raise CannotBindError("This is no PDF. Save it as a PDF, then choose that file.")
    try:
        reader = _opened(content)
        pages = len(reader.pages)
        for page in reader.pages:
            _ = page.mediabox, page.get_contents()
        hides = _hides_layers(reader)
        marks = sum(_is_seen(one) for page in reader.pages for one in _annotations(page))
    except DAMAGED as error:
        raise CannotBindError("The file is damaged: it cannot be read as a PDF. Save it anew.") from error
    if hides:
        raise CannotBindError(
            "This file has layers that are switched off. "
            "Print it to PDF first, so that only what is to be seen is in it."
        )
    if marks:
        marked = "1 field or note" if marks == 1 else f"{marks} fields or notes"
        raise CannotBindError(f"This file has {marked} that would not be printed. Print it to PDF first.")
    if not 0 < pages <= MOST_OF_A_FILE:
        raise CannotBindError(
            f"The file has {pages} pages. With cover, contents and tab a book has {MOST_PAGES} at most, so a file has "
            f"{MOST_OF_A_FILE} at most, and at least one."
        )
    return pages


def _opened(content: bytes) -> pypdf.PdfReader:
    """What everybody can open without a password is open, whatever its maker forbids to do with it."""
    locked = "The file is locked with a password. Save it without one, then choose it again."
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        is_open = not reader.is_encrypted or reader.decrypt("")
    except NotImplementedError as error:  # locked in a way of its own
        raise CannotBindError(locked) from error
    if not is_open:
        raise CannotBindError(locked)
    return reader


def _hides_layers(reader: pypdf.PdfReader) -> bool:
    """Whether anything may stay unseen, on the screen or on paper: a book has no layers, so all would be seen."""
    held = reader.root_object.get("/OCProperties")
    if held is None:
        return False
    shown = held.get_object().get("/D", DictionaryObject()).get_object()
    if shown.get("/BaseState") == "/OFF" or _each(shown.get("/OFF")):
        return True
    events = [(event, name) for event in _each(shown.get("/AS")) for name in _each(event.get("/Category"))]
    uses = [(layer.get("/Usage"), name) for event, name in events for layer in _each(event.get("/OCGs"))]
    if any(use is not None and not _is_shown(use.get_object(), name) for use, name in uses):
        return True
    # A group of layers can be seen only when they are off.
    return any(
        one.get("/Type") == "/OCMD" and ("/VE" in one or one.get("/P") in ("/AllOff", "/AnyOff"))
        for page in reader.pages
        for one in _reached(page)
    )


def _is_shown(use: DictionaryObject, name: str) -> bool:
    """As what a layer is for says it, for "/View", "/Print" and the like; "/Zoom" and "/Language" have no state."""
    said: Any = use.get(name)
    return said is None or said.get_object().get(f"{name}State") == "/ON"


def _each(held: Any) -> list[Any]:
    return [one.get_object() for one in (held.get_object() if held is not None else None) or ()]


def _is_seen(annotation: DictionaryObject) -> bool:
    """Fields, stamps, notes. Of an invisible signature the box is empty."""
    if annotation.get("/Subtype") in ("/Link", "/Popup") or int(annotation.get("/F", 0)) & HIDDEN:
        return False
    box = [float(one) for one in _each(annotation.get("/Rect"))]
    return len(box) == 4 and box[0] != box[2] and box[1] != box[3]


def bound(cover: Cover, parts: Sequence[Part], tell: Callable[[int, int], None]) -> tuple[bytes, int]:
    """The book and how many pages it has. `tell` hears how many of its steps are done. Raises CannotBindError."""
    steps = 2 * len(parts) + 2
    if not parts:
        raise CannotBindError("The book is empty: put a record or a file into it first.")
    sizes = []
    for part in parts:
        try:
            sizes.append(examined(part.content))
        except CannotBindError as error:
            raise CannotBindError(f"“{part.title}” cannot be bound. {error}") from error
        tell(len(sizes), steps)
    printed, starts = _front(cover, parts, sizes)
    total = starts[-1] + sizes[-1]
    if total > MOST_PAGES:
        raise CannotBindError(f"The book would have {total} pages; {MOST_PAGES} is the most. Take something out.")
    tell(len(parts) + 1, steps)
    writer = pypdf.PdfWriter()
    opening = pypdf.PdfReader(io.BytesIO(printed))
    before = len(opening.pages) - len(parts)
    writer.append(opening, pages=(0, before), import_outline=False)
    for at, part in enumerate(parts):
        writer.append(opening, pages=(before + at, before + at + 1), import_outline=False)
        writer.add_outline_item(title=f"{at + 1} {part.title}", page_number=len(writer.pages) - 1)
        for page in _opened(part.content).pages:
            writer.add_page(_harmless(page))
        tell(len(parts) + 2 + at, steps)
    _number(writer, render_feet(_facts(cover, ()), total))
    return _written(writer, cover), total


def _front(cover: Cover, parts: Sequence[Part], sizes: Sequence[int]) -> tuple[bytes, list[int]]:
    """Drawn twice: where a part begins follows from how many pages the contents take. `starts` are those of tabs."""
    starts = [0] * len(parts)
    printed = b""
    for _ in range(2):
        tabs = tuple(Tab(n, p.title, p.note, s) for n, (p, s) in enumerate(zip(parts, starts, strict=True), 1))
        try:
            printed = render_front(_facts(cover, tabs))
        except CannotRenderError as error:
            raise CannotBindError(str(error)) from error
        page = len(pypdf.PdfReader(io.BytesIO(printed)).pages) - len(parts) + 1
        starts = []
        for size in sizes:
            starts.append(page)
            page += size + 1
    return printed, starts


def _facts(cover: Cover, tabs: tuple[Tab, ...]) -> Front:
    return Front(cover.process, cover.title, cover.occasion, cover.marking, cover.bound_on, tabs)


def _harmless(page: pypdf.PageObject) -> pypdf.PageObject:
    """What is drawn, and links that lead to an address; nothing else of a page or of its file comes along."""
    links = [_plain(one) for one in _annotations(page) if _is_address(one)]
    for key in set(page) - set(OF_A_PAGE):
        del page[key]
    for one in _reached(page):
        _strip(one)
    if links:
        page[NameObject("/Annots")] = ArrayObject(links)
    return page


def _annotations(page: pypdf.PageObject) -> list[DictionaryObject]:
    return [one for one in _each(page.get("/Annots")) if isinstance(one, DictionaryObject)]


def _strip(one: DictionaryObject) -> None:
    """Files, private data and layers hang on drawings too. A property list is emptied, not taken away: the page names
    it. Only streams lose keys: elsewhere the same word may be the name of a font or a picture."""
    if isinstance(one, StreamObject):
        for key in ON_DRAWINGS & one.keys():
            del one[key]
    lists = one.get("/Properties")
    if lists is not None and isinstance(lists.get_object(), DictionaryObject):
        emptied = {NameObject(key): DictionaryObject() for key in lists.get_object()}
        one[NameObject("/Properties")] = DictionaryObject(emptied)


def _reached(page: pypdf.PageObject) -> Iterator[DictionaryObject]:
    """Every dictionary that the page is drawn with. What is taken out of one is not reached through it."""
    left: list[Any] = [page.get("/Resources"), page.get("/Group")]
    seen: set[int] = set()
    while left:
        one = left.pop()
        one = one.get_object() if isinstance(one, IndirectObject) else one
        if id(one) in seen:
            continue
        if isinstance(one, DictionaryObject):
            seen.add(id(one))
            yield one
            left += one.values()
        elif isinstance(one, ArrayObject):
            seen.add(id(one))
            left += one


def _plain(link: DictionaryObject) -> DictionaryObject:
    """Made anew: a link can carry scripts and whole forms along."""
    kept = {NameObject(key): link.raw_get(key) for key in OF_A_LINK if key in link}
    leads: Any = link["/A"].get_object()
    address = TextStringObject(str(leads["/URI"]))
    action = DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): address})
    told = {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link")}
    return DictionaryObject({**kept, **told, NameObject("/A"): action})


def _is_address(annotation: DictionaryObject) -> bool:
    action = annotation.get("/A")
    action = action.get_object() if action is not None else {}
    address = str(action.get("/URI", ""))
    is_link = annotation.get("/Subtype") == "/Link" and action.get("/S") == "/URI" and "/Next" not in action
    return is_link and address.startswith(("https://", "http://"))


def _number(writer: pypdf.PdfWriter, printed: bytes) -> None:
    """The foot goes over each page but the cover, in the middle of its lower edge whatever its size.

    As a drawing of its own behind the page's: merging two pages would take a page apart operator by operator, which is
    slow, and what others wrote may not survive it.
    """
    opened = _added(writer, b"q\n")
    feet = pypdf.PdfReader(io.BytesIO(printed))
    for number, (page, foot) in enumerate(zip(writer.pages, feet.pages, strict=True)):
        if not number:
            continue
        if page.rotation:
            page.transfer_rotation_to_content()
        held = page.get("/Resources", DictionaryObject()).get_object()
        drawings = held.get("/XObject", DictionaryObject()).get_object()
        drawn = DictionaryObject({**drawings, NameObject(FOOT): _as_drawing(writer, foot)})
        page[NameObject("/Resources")] = DictionaryObject({**held, NameObject("/XObject"): drawn})
        box = page.cropbox
        right = float(box.left) + (float(box.width) - float(foot.mediabox.width)) / 2
        over = _added(writer, f"\nQ q 1 0 0 1 {right:.2f} {float(box.bottom):.2f} cm {FOOT} Do Q\n".encode())
        page[NameObject("/Contents")] = ArrayObject([opened, *_streams(page), over])


def _as_drawing(writer: pypdf.PdfWriter, page: pypdf.PageObject) -> IndirectObject:
    form = DecodedStreamObject()
    contents = page.get_contents()
    form.set_data(contents.get_data() if contents is not None else b"")
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(page.mediabox)
    form[NameObject("/Resources")] = page["/Resources"].clone(writer)
    return writer._add_object(form.flate_encode())


def _added(writer: pypdf.PdfWriter, data: bytes) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return writer._add_object(stream)


def _streams(page: pypdf.PageObject) -> list[IndirectObject]:
    held = page.get("/Contents")
    inner = held.get_object() if held is not None else None
    if isinstance(inner, ArrayObject):
        return list(inner)
    return [page.raw_get("/Contents")] if inner is not None else []


def _written(writer: pypdf.PdfWriter, cover: Cover) -> bytes:
    moment = f"D:{cover.bound_on:%Y%m%d}000000Z"
    about = " · ".join(filter(None, [cover.occasion, cover.marking]))
    told = {"/Title": cover.title, "/Author": cover.process, "/Subject": about}
    writer.add_metadata(told | {"/CreationDate": moment, "/ModDate": moment})
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    writer.page_mode = "/UseOutlines"
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
