"""What a file is, by what it holds and never by its name; pictures without what a camera adds to them.

Pure functions of bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext
from PIL import Image, ImageOps

LARGEST = 20 * 1024 * 1024  # bytes of a file
LARGEST_PICTURE = 50_000_000  # points; a small file can unfold into far more
THUMBNAIL_BYTES = 30_000
THUMBNAIL_WIDTHS = (960, 720, 540, 400, 280)  # points, tried until the bytes fit
_OFFICE = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "Word document"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "Excel workbook"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", "presentation"),
}
_OPEN = {
    "application/vnd.oasis.opendocument.text": ("odt", "text document"),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods", "spreadsheet"),
    "application/vnd.oasis.opendocument.presentation": ("odp", "presentation"),
}
_PICTURES = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png"), "WEBP": ("image/webp", "webp")}
TAKEN = "PDF, Word, Excel, PowerPoint, OpenDocument, plain text, JPEG, PNG and WebP are taken."


class CannotKeepFileError(Exception):
    """Why a file was not taken, in words for the user."""


@dataclass(frozen=True)
class Kept:
    """A file as it is kept. Of a picture `content` is the picture alone, and `thumbnail` a small JPEG."""

    file_name: str
    media_type: str
    content: bytes
    thumbnail: bytes | None = None


def taken(name: str, content: bytes) -> Kept:
    """Raises CannotKeepFileError for what is too large, empty, or not of a kind that is taken."""
    if not content:
        raise CannotKeepFileError(gettext("The file is empty."))
    if len(content) > LARGEST:
        raise CannotKeepFileError(gettext("The file is larger than {value} MB.").format(value=LARGEST // 1024 // 1024))
    if (picture := _picture(name, content)) is not None:
        return picture
    media_type, ending = _document(content)
    return Kept(_named(name, ending), media_type, content)


def _document(content: bytes) -> tuple[str, str]:
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "application/pdf", "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if _is_text(content):
        return "text/plain", "txt"
    raise CannotKeepFileError(
        gettext("What this file holds is not a kind of file that is kept here. {taken}").format(taken=TAKEN)
    )


def _packed(content: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            kind = package.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in names else ""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise CannotKeepFileError(
            gettext("The file is damaged: it cannot be opened. Save it anew, then try again.")
        ) from error
    if any(PurePath(name).name.lower() == "vbaproject.bin" for name in names):
        raise CannotKeepFileError(gettext("The file holds macros. Save it without them, then try again."))
    if kind in _OPEN:
        return kind, _OPEN[kind][0]
    if "[Content_Types].xml" in names:
        for folder, (media_type, ending, _) in _OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return media_type, ending
    raise CannotKeepFileError(
        gettext("This is a package of other files. Unpack it and hand in the files one by one. {taken}").format(
            taken=TAKEN
        )
    )


def _is_text(content: bytes) -> bool:
    """Words in UTF-8 that no browser takes for a page or a drawing."""
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    begins = words.lstrip()[:200].lower()
    is_markup = bool(re.match(r"<(!doctype|html|svg|\?xml|script|head|body)", begins))
    return not is_markup and not re.search(r"[\x00-\x08\x0e-\x1f]", words)


def _picture(name: str, content: bytes) -> Kept | None:
    """None where it is no picture. Turned upright, then written anew: position, camera and owner stay behind."""
    try:
        opened = Image.open(io.BytesIO(content), formats=list(_PICTURES))
        if opened.width * opened.height > LARGEST_PICTURE:
            raise CannotKeepFileError(
                gettext("The picture has more points than can be kept. Make it smaller, then try again.")
            )
        kind = opened.format or ""
        opened.load()
    except Image.DecompressionBombError as error:
        raise CannotKeepFileError(gettext("The picture has more points than can be kept.")) from error
    except (OSError, SyntaxError, ValueError) as error:
        if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"RIFF")):
            raise CannotKeepFileError(gettext("The picture is damaged: it cannot be opened.")) from error
        return None
    upright = ImageOps.exif_transpose(opened)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    if upright.mode == "P" and (palette := upright.getpalette()) is not None:
        bare.putpalette(palette)
    media_type, ending = _PICTURES[kind]
    return Kept(_named(name, ending), media_type, _written(bare, kind), _thumbnail(bare))


def _written(picture: Image.Image, kind: str) -> bytes:
    result = io.BytesIO()
    options = {"JPEG": {"quality": 90}, "WEBP": {"quality": 90}}.get(kind, {})
    picture.save(result, kind, **options)
    return result.getvalue()


def _thumbnail(picture: Image.Image) -> bytes:
    """A JPEG of at most 30 KB, as wide as that allows."""
    clear = picture.convert("RGBA")
    plain = Image.new("RGB", clear.size, "white")
    plain.paste(clear, mask=clear.getchannel("A"))
    small = b""
    for width in THUMBNAIL_WIDTHS:
        copy = plain.copy()
        copy.thumbnail((width, width))
        for quality in (80, 65, 50, 35):
            result = io.BytesIO()
            copy.save(result, "JPEG", quality=quality, optimize=True)
            small = result.getvalue()
            if len(small) <= THUMBNAIL_BYTES:
                return small
    return small


def _named(name: str, ending: str) -> str:
    """The name it came with, with the ending of what it is: "photo.exe" that is a picture becomes "photo.jpg"."""
    stem = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', "-", PurePath(name.replace("\\", "/")).name).strip(" .-")
    bare = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem)[:150] or "file"
    return f"{bare}.{ending}"
