"""Files that lie beside the database: in backups and restores, in archives, and let go with the last backup of them."""

import hashlib
import json
import os
import time

import psycopg
import pytest

from core import stores
from core.history import acting
from meetings import holding
from meetings.models import Material
from meetings.services import keep_material
from records import backup, carrying
from records.archive.reading import import_archive
from records.archive.writing import export_archive
from records.backup import CannotBackUpError, CannotRestoreError, back_up, restore
from records.keeping import back_up_and_let_go
from tests import factories
from tests.databases import cloned
from tests.records.test_backup import databases
from tests.stores import put_at

PDF = b"%PDF-1.7 programme"
CODE = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def kept(own_database, tmp_path):
    """A file in a folder of its own, and what a restore puts aside dropped at the end."""
    (tmp_path / "kept").mkdir()
    with put_at(f"file://{tmp_path}/kept"):
        row = filled()
        before = databases()
        yield row
    backup.connection.close()
    for name in databases() - before:
        backup._command("DROP DATABASE {} WITH (FORCE)", name)


def filled():
    factories.issue(factories.meeting(outcomes=["Members agreed."]))
    meeting = factories.meeting(ordinal=11)
    with acting(None, "for a test"):
        return keep_material(meeting, title="P", file_name="p.pdf", media_type="application/pdf", content=PDF)


def files(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and len(path.name) == 64}


def test_a_backup_carries_them_once_and_a_restore_puts_them_back(kept, tmp_path):
    first = back_up(tmp_path / "backups")
    back_up(tmp_path / "backups")
    assert files(tmp_path / "backups") == {CODE: PDF}
    assert json.loads(first.with_suffix(".json").read_text())["files"] == [CODE]
    for path in (tmp_path / "kept").rglob(CODE):
        path.unlink()
    with acting(None, "for a test"):
        kept.delete()
    restore(first, replace=True)
    assert Material.objects.get().whole() == PDF
    assert files(tmp_path / "kept") == {CODE: PDF}


def test_a_restore_into_the_database_needs_no_store(kept, tmp_path):
    dump = back_up(tmp_path / "backups")
    with put_at("database"):
        restore(dump, replace=True)
        row = Material.objects.get()
        assert (bytes(row.content), row.whole()) == (PDF, PDF)


@pytest.mark.parametrize("damage", ["gone", "changed", "others"])
def test_copies_that_are_not_whole_are_refused_before_anything_is_touched(kept, tmp_path, damage):
    dump = back_up(tmp_path / "backups")
    (copy,) = (tmp_path / "backups").rglob(CODE)
    if damage == "gone":
        copy.unlink()
    elif damage == "changed":
        copy.write_bytes(b"other")
    else:
        listed = dump.with_suffix(".json")
        listed.write_text(json.dumps(json.loads(listed.read_text()) | {"files": []}))
    before = databases()
    with pytest.raises(CannotRestoreError, match="names other files" if damage == "others" else "missing, cut short"):
        restore(dump, replace=True)
    assert databases() == before


def test_without_the_bytes_there_is_no_backup(kept, tmp_path):
    for path in (tmp_path / "kept").rglob(CODE):
        path.write_bytes(b"other")
    with pytest.raises(CannotBackUpError, match="is damaged"):
        back_up(tmp_path / "backups")
    assert list((tmp_path / "backups").glob("records-*")) == []


def test_a_damaged_copy_is_made_again(kept, tmp_path):
    back_up(tmp_path / "backups")
    (copy,) = (tmp_path / "backups").rglob(CODE)
    copy.write_bytes(b"other")
    back_up(tmp_path / "backups")
    assert files(tmp_path / "backups") == {CODE: PDF}


def test_they_are_let_go_with_the_last_backup_that_names_them(kept, tmp_path):
    folder = tmp_path / "backups"
    back_up(folder)
    with acting(None, "for a test"):
        kept.delete()
    long_ago = time.time() - 48 * 3600
    for path in folder.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    back_up(folder)
    carrying.let_go(folder)
    assert files(folder) == {CODE: PDF}
    back_up_and_let_go(folder, (1, 1, 1))
    assert files(folder) == {}


def test_nothing_is_let_go_where_a_backup_cannot_be_read(kept, tmp_path):
    folder = tmp_path / "backups"
    dump = back_up(folder)
    for path in folder.rglob("*"):
        os.utime(path, (0, 0))
    dump.with_suffix(".json").write_text("{")
    carrying.let_go(folder)
    assert files(folder) == {CODE: PDF}


def test_while_a_backup_copies_nothing_is_removed(kept):
    with psycopg.connect(**backup._reach()) as link:
        link.execute(stores.COPYING)
        with pytest.raises(stores.StoreError, match="A backup is being made"):
            holding._remove(CODE)
    assert holding._remove(CODE) is False


def test_an_archive_is_the_same_wherever_they_lie_and_is_taken_into_any_store(
    pristine_database, django_db_blocker, settings, tmp_path
):
    settings.CHECKPOINT_KEY_FILE = tmp_path / "key.pem"
    for name in ("kept", "new"):
        (tmp_path / name).mkdir()

    def contents(folder):
        return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    with django_db_blocker.unblock():
        with cloned(), put_at(f"file://{tmp_path}/kept"):
            filled()
            export_archive(tmp_path / "one")
            with put_at("database", f"file://{tmp_path}/kept"):
                holding.move(lambda number, total: None)
            export_archive(tmp_path / "two")
        with cloned(), put_at(f"file://{tmp_path}/new"):
            import_archive(tmp_path / "one")
            assert (Material.objects.get().content, Material.objects.get().whole()) == (None, PDF)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert files(tmp_path / "new") == {CODE: PDF}
