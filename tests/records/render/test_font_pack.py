"""Faces that an administrator brings. Where files are kept, bundled faces stand in for the large ones of the pack."""

import hashlib
import json
import tarfile

import pytest
from django.core.management import CommandError, call_command

from records.render import font_pack, glyphs, versions
from records.render.press import FONTS
from tests.records.render import samples

THAI, LAO, AMIRI = (FONTS / f"{name}-Regular.ttf" for name in ("NotoSansThai", "NotoSansLao", "Amiri"))


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture
def listed(data, tmp_path, monkeypatch):
    """A list of two small faces, Thai and Lao."""
    rows = [
        {
            "family": family,
            "style": "Regular",
            "file": file.name,
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            "size": file.stat().st_size,
            "licence": "SIL Open Font License 1.1",
            "package": "a-package",
            "version": "1.0",
        }
        for family, file in (("Noto Sans Thai", THAI), ("Noto Sans Lao", LAO))
    ]
    (tmp_path / "pack.json").write_text(json.dumps(rows))
    monkeypatch.setattr(font_pack, "LIST", tmp_path / "pack.json")
    font_pack.known.cache_clear()
    yield font_pack.known()
    font_pack.known.cache_clear()


def package(path, *files):
    with tarfile.open(path, "w:gz") as archive:
        for file in files:
            archive.add(file, f"package/{file.name}")
    return path


def kept(data):
    folder = data / "fonts"
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder.exists() else {}


def added(*files, capsys):
    call_command("add_font_pack", *map(str, files))
    return capsys.readouterr().out.splitlines()


def test_the_list_names_two_faces_of_four_families():
    assert [str(face) for face in font_pack.known()] == [
        f"Noto Sans {region} {style}" for region in ("SC", "TC", "JP", "KR") for style in ("Regular", "SemiBold")
    ]
    assert {face.licence for face in font_pack.known()} == {"SIL Open Font License 1.1"}
    assert {len(face.sha256) for face in font_pack.known()} == {64}
    named = (FONTS / "fonts.conf").read_text("utf-8")
    assert [named.count(f"<family>{face.family}</family>") for face in font_pack.known()] == [2] * 8


def test_a_face_is_kept_under_its_name_and_twice_changes_nothing(listed, data, tmp_path, capsys):
    renamed = tmp_path / "other name.ttf"
    renamed.write_bytes(THAI.read_bytes())

    assert added(renamed, capsys=capsys) == ["Noto Sans Thai Regular: added."]
    assert kept(data) == {THAI.name: THAI.read_bytes()}
    before = (data / "fonts" / THAI.name).stat()
    assert added(THAI, LAO, capsys=capsys) == [
        "Noto Sans Thai Regular: was there already.",
        "Noto Sans Lao Regular: added.",
    ]
    assert kept(data) == {file.name: file.read_bytes() for file in (THAI, LAO)}
    assert (data / "fonts" / THAI.name).stat().st_mtime_ns == before.st_mtime_ns


def test_a_package_gives_the_faces_it_holds_and_nothing_else(listed, data, tmp_path, capsys):
    assert added(package(tmp_path / "a.tgz", AMIRI, LAO, THAI), capsys=capsys) == [
        "Noto Sans Lao Regular: added.",
        "Noto Sans Thai Regular: added.",
    ]
    assert sorted(kept(data)) == [LAO.name, THAI.name]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda folder: AMIRI, "is no face of the font pack: its SHA-256 is not in the list. Nothing was added."),
        (lambda folder: package(folder / "b.tgz", AMIRI), "is no face of the font pack"),
        (lambda folder: folder / "none.ttf", "could not be read: No such file or directory. Nothing was added."),
        (lambda folder: cut(package(folder / "c.tgz", LAO)), "could not be read: it is damaged; fetch it again."),
        (lambda folder: changed(folder / "e.tgz", LAO), "could not be read: it is damaged; fetch it again."),
        (lambda folder: changed(folder / "d.ttf", LAO), "is no face of the font pack"),
    ],
)
def test_anything_else_is_refused_in_words_and_nothing_is_kept(listed, data, tmp_path, make, sentence):
    with pytest.raises(CommandError) as refused:
        call_command("add_font_pack", str(THAI), str(make(tmp_path)))
    assert sentence in str(refused.value)
    assert kept(data) == {}


def cut(file):
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    return file


def changed(target, file):
    """As many bytes, one of them another."""
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    target.write_bytes(content)
    return target


def test_a_face_damaged_later_is_missing_until_it_is_added_again(listed, data, capsys):
    added(THAI, LAO, capsys=capsys)
    assert font_pack.is_complete()
    with_pack = versions()["font_pack"]
    changed(data / "fonts" / LAO.name, LAO)

    assert [file.name for file in font_pack.installed()] == [THAI.name]
    assert not font_pack.is_complete()
    assert versions()["font_pack"] not in (with_pack, "none")
    assert added(LAO, capsys=capsys) == ["Noto Sans Lao Regular: added."]
    assert versions()["font_pack"] == with_pack


def test_the_sentence_says_what_to_do(listed, data, capsys):
    record = samples.tenth_ahg_som(title="大会 🙂")
    install = (
        "or install the font pack for Chinese, Japanese and Korean: manage.py add_font_pack, see docs/operating.md."
    )

    assert glyphs.refusal(record, {"大", "会", "🙂"}).endswith(install)
    assert glyphs.refusal(record, {"국"}).endswith(install)
    assert glyphs.refusal(record, {"🙂"}).endswith("or ask the administrator to add a face that has it.")
    added(THAI, LAO, capsys=capsys)
    assert glyphs.refusal(record, {"大"}).endswith("or ask the administrator to add a face that has it.")
