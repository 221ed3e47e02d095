"""A backup is checked by putting it back; a bad, cut or foreign one is refused before anything is touched."""

import json
import os

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from records import backup
from records.backup import CannotRestoreError, back_up, restore
from records.models import Edition, LedgerEntry
from tests import factories


def databases():
    """Those of this test: other tests make and drop their own meanwhile."""
    with psycopg.connect(**backup._reach() | {"dbname": "postgres"}) as link:
        names = {name for (name,) in link.execute("SELECT datname FROM pg_database").fetchall()}
    return {name for name in names if name.startswith(backup._reach()["dbname"])}


@pytest.fixture
def issued(own_database):
    """Also drops what a restore has put aside."""
    edition = factories.issue(factories.meeting(outcomes=["Members agreed the agenda."]))
    before = databases()
    yield edition
    connection.close()
    for name in databases() - before:
        backup._command("DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def dump(issued, tmp_path):
    return back_up(tmp_path)


def test_a_backup_is_two_files_and_leaves_no_scratch_database(issued, dump, tmp_path):
    before = databases()
    assert sorted(path.name for path in tmp_path.iterdir()) == [dump.name, dump.with_suffix(".json").name]
    told = json.loads(dump.with_suffix(".json").read_text())
    assert told["head"] == [4, LedgerEntry.objects.last().hash]
    assert told["counts"]["records_edition"] == 1
    back_up(tmp_path / "second")
    assert databases() == before


def test_what_was_lost_after_it_comes_back_and_what_was_there_is_kept(issued, dump):
    factories.issue(factories.meeting(ordinal=11))
    old = restore(dump, replace=True)

    assert Edition.objects.get().pk == issued.pk
    with psycopg.connect(**backup._reach() | {"dbname": old}) as link:
        assert link.execute("SELECT count(*) FROM records_edition").fetchone() == (2,)


def refused(dump, words, **how):
    before = databases()
    with pytest.raises(CannotRestoreError, match=words):
        restore(dump, **how)
    assert databases() == before
    assert Edition.objects.count() == 1


def test_a_system_that_holds_records_is_not_replaced_unasked(dump):
    refused(dump, "holds records")


@pytest.mark.parametrize("damage", ["cut", "flipped", "gone", "no list", "list of nonsense"])
def test_a_bad_or_cut_backup_is_refused_before_anything_is_touched(dump, damage):
    content, listed = dump.read_bytes(), dump.with_suffix(".json")
    if damage == "cut":
        dump.write_bytes(content[: len(content) // 2])
    elif damage == "flipped":
        dump.write_bytes(content[:500] + bytes([content[500] ^ 1]) + content[501:])
    elif damage == "gone":
        dump.unlink()
    elif damage == "no list":
        listed.unlink()
    else:
        listed.write_text('{"made_at": 1}')
    refused(dump, "Nothing was put back", replace=True)


def rewritten(dump, **changes):
    listed = dump.with_suffix(".json")
    listed.write_text(json.dumps(json.loads(listed.read_text()) | changes))


def test_a_backup_that_does_not_hold_what_it_says_is_refused(dump):
    told = json.loads(dump.with_suffix(".json").read_text())
    rewritten(dump, counts=told["counts"] | {"records_edition": 7})
    refused(dump, r"does not hold all rows it should \(records_edition\)", replace=True)
    rewritten(dump, counts=told["counts"], head=[4, "0" * 64])
    refused(dump, "does not end as it did", replace=True)
    rewritten(dump, server=99)
    refused(dump, "made by PostgreSQL 99", replace=True)


def test_a_backup_of_something_else_is_refused(dump, tmp_path):
    backup._command("CREATE DATABASE {}", name := f"foreign_{os.getpid()}")
    try:
        backup._run("pg_dump", "--format=custom", f"--file={tmp_path / 'f.dump'}", f"--dbname={name}")
    finally:
        backup._command("DROP DATABASE {}", name)
    foreign = tmp_path / "f.dump"
    listed = json.loads(dump.with_suffix(".json").read_text())
    listed |= {"sha256": backup._sha256(foreign), "size": foreign.stat().st_size, "counts": {}}
    foreign.with_suffix(".json").write_text(json.dumps(listed))
    refused(foreign, "of something else", replace=True)


def test_the_commands_say_what_to_do(dump, tmp_path, capsys):
    call_command("backup", str(tmp_path / "more"))
    assert "found complete" in capsys.readouterr().out
    call_command("restore", str(dump), "--replace")
    assert "stands as database" in capsys.readouterr().out
    with pytest.raises(CommandError, match="missing or is not of a backup"):
        call_command("restore", str(tmp_path / "none.dump"))


def test_without_the_programs_the_administrator_is_told_what_to_install(issued, tmp_path, monkeypatch):
    monkeypatch.setattr("records.postgres_tools._places", lambda program: iter(()))
    with pytest.raises(backup.CannotBackUpError, match="Install postgresql-client"):
        back_up(tmp_path)
    assert list(tmp_path.iterdir()) == []
