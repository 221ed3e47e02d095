"""What a file is, by what it holds; pictures without what the camera added."""

import io
import zipfile

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from meetings.files import LARGEST, CannotKeepFileError, taken


def picture(kind="JPEG", size=(1600, 1200), **options):
    result = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(result, kind, **options)
    return result.getvalue()


def packed(**files):
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return result.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument.presentation"
TYPES = {"[Content_Types]_xml": "x"}


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("programme.pdf", b"%PDF-1.7\n...", ("programme.pdf", "application/pdf")),
        ("programme.exe", b"%PDF-1.7\n...", ("programme.pdf", "application/pdf")),
        ("../../a b.txt", "Ordre du jour: réfugiés".encode(), ("a b.txt", "text/plain")),
        ("C:\\list.docx", packed(**TYPES, word__a_xml="x"), ("list.docx", f"{OFFICE}.wordprocessingml.document")),
        ("list.zip", packed(**TYPES, xl__workbook_xml="x"), ("list.xlsx", f"{OFFICE}.spreadsheetml.sheet")),
        ("talk", packed(mimetype=OPEN), ("talk.odp", OPEN)),
    ],
)  # fmt: skip
def test_kind_comes_from_the_content(name, content, kept):
    file = taken(name, content)
    assert (file.file_name, file.media_type) == kept
    assert file.content == content
    assert file.thumbnail is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"x" * (LARGEST + 1), "larger than 20 MB"),
        (b"MZ\x90\x00\x03", "not a kind of file that is kept here"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "not a kind of file that is kept here"),
        (b"  <svg xmlns='x'>", "not a kind of file that is kept here"),
        (b"\xff\xd8\xff\xe0 no picture", "The picture is damaged"),
        (b"PK\x03\x04 broken", "The file is damaged"),
        (packed(**TYPES, word__document_xml="x", word__vbaProject_bin="x"), "The file holds macros."),
        (packed(readme="x"), "Unpack it"),
    ],
)
def test_what_is_not_taken_gets_a_sentence(content, sentence):
    with pytest.raises(CannotKeepFileError, match=sentence.replace(".", r"\.")):
        taken("file.pdf", content)


def test_picture_keeps_what_it_shows_and_nothing_else():
    exif = Image.Exif()
    exif[0x0110] = "Secret camera"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (6.0, 12.0, 30.0)
    file = taken("photo.png", picture(size=(400, 200), exif=exif))
    kept = Image.open(io.BytesIO(file.content))
    assert (file.file_name, file.media_type) == ("photo.jpg", "image/jpeg")
    assert dict(kept.getexif()) == {}
    assert b"Secret camera" not in file.content
    assert kept.size == (200, 400)


def spoken(kind):
    """A picture that says who took it, where, and something more, in every way its kind has."""
    exif = Image.Exif()
    exif[0x0110], exif[0x013B] = "Secret camera", "Secret owner"
    exif.get_ifd(0x8825)[2] = (6.0, 12.0, 30.0)
    said = PngInfo()
    said.add_text("Comment", "Secret words")
    packet = b"<x:xmpmeta>Secret packet</x:xmpmeta>"
    more = {"JPEG": {"comment": b"Secret words", "xmp": packet}, "PNG": {"pnginfo": said}, "WEBP": {"xmp": packet}}
    return picture(kind, size=(400, 200), exif=exif, **more[kind])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_of_any_kind_is_silent_about_camera_owner_and_place(kind):
    content = spoken(kind)
    assert content.count(b"Secret") >= 3
    file = taken("photo", content)
    kept = Image.open(io.BytesIO(file.content))
    assert (dict(kept.getexif()), kept.format) == ({}, kind)
    assert not {"exif", "xmp", "comment", "Comment", "XML:com.adobe.xmp"} & set(kept.info)
    assert b"Secret" not in file.content + file.thumbnail


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_thumbnail_weighs_at_most_30_kb(kind):
    file = taken("photo", picture(kind))
    small = Image.open(io.BytesIO(file.thumbnail))
    assert len(file.thumbnail) <= 30_000
    assert small.format == "JPEG"
    assert file.file_name.endswith({"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[kind])


def test_picture_that_unfolds_into_too_much_is_refused():
    huge = io.BytesIO()
    Image.new("1", (9000, 9000)).save(huge, "PNG")
    with pytest.raises(CannotKeepFileError, match="more points"):
        taken("small.png", huge.getvalue())
