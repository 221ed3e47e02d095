"""Stores of files beside the database: a folder, and a server that speaks S3."""

import hashlib
import os
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from core import stores
from core.addresses import of_stores
from core.stores.folder import UNFINISHED
from tests.stores import KEYS, bucket, put_at, s3_server

WORDS = b"\x00 the programme " * 1000
CODE = hashlib.sha256(WORDS).hexdigest()


@pytest.fixture(scope="module")
def server():
    with s3_server() as address:
        yield address


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path, monkeypatch):
    """The address of a store, and what it holds by name, seen past the code under test."""
    if request.param == "folder":
        (tmp_path / "kept").mkdir()
        yield f"file://{tmp_path}/kept", _files(tmp_path / "kept")
        return
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    made = bucket(address := request.getfixturevalue("server"))
    yield f"s3://{made.name}/of/meetings?endpoint={address}&addressing=path", _objects(made)


def _files(folder):
    def held():
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    held.damage = lambda name: (folder / name).write_bytes(b"other")
    return held


def _objects(made):
    def held():
        return {one.key.removeprefix("of/meetings/"): one.get()["Body"].read() for one in made.objects.all()}

    held.damage = lambda name: made.Object(f"of/meetings/{name}").put(Body=b"other")
    return held


def test_what_is_kept_lies_under_its_digest_and_comes_back(place):
    address, held = place
    with put_at(address):
        store = stores.first()
        assert store.read(CODE) is None
        assert store.keep(WORDS) == CODE
        assert held() == {f"{CODE[:2]}/{CODE}": WORDS}
        assert store.keep(WORDS) == CODE
        assert len(held()) == 1
        assert stores.read(CODE) == WORDS
        assert [code for code, _moment in store.codes()] == [CODE]
        store.remove(CODE)
        store.remove(CODE)
        assert held() == {}
        with pytest.raises(stores.StoreError, match=f"No store of files holds {CODE}"):
            stores.read(CODE)


def test_other_bytes_under_a_name_are_never_given_out_and_keeping_puts_them_right(place):
    address, held = place
    with put_at(address):
        stores.first().keep(WORDS)
        held.damage(f"{CODE[:2]}/{CODE}")
        with pytest.raises(stores.StoreError, match="is damaged"):
            stores.read(CODE)
        stores.first().keep(WORDS)
        assert stores.read(CODE) == WORDS


def test_the_first_is_written_and_the_others_are_read(place, tmp_path):
    (tmp_path / "old").mkdir()
    with put_at(f"file://{tmp_path}/old"):
        stores.first().keep(WORDS)
    with put_at(place[0], f"file://{tmp_path}/old"):
        assert stores.read(CODE) == WORDS
        stores.first().keep(b"new")
    with put_at("database", f"file://{tmp_path}/old"):
        assert stores.first() is None
        assert stores.read(CODE) == WORDS
    assert list(place[1]().values()) == [b"new"]


def test_a_damaged_copy_does_not_hide_a_good_one(place, tmp_path):
    (tmp_path / "old").mkdir()
    with put_at(place[0], f"file://{tmp_path}/old"):
        for store in stores.every():
            store.keep(WORDS)
        place[1].damage(f"{CODE[:2]}/{CODE}")
        assert stores.read(CODE) == WORDS


def test_a_store_that_is_away_says_so(tmp_path, monkeypatch):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("core.stores.bucket._PATIENCE", {"connect_timeout": 1, "retries": {"total_max_attempts": 1}})
    for address in (f"file://{tmp_path}/gone", "s3://records?endpoint=http://127.0.0.1:9"):
        with put_at(address):
            store = stores.first()
            with pytest.raises(stores.StoreError, match="takes nothing"):
                store.keep(WORDS)
            with pytest.raises(stores.StoreError):
                list(store.codes())
    with put_at("s3://records?endpoint=http://127.0.0.1:9"), pytest.raises(stores.StoreError, match="does not answer"):
        stores.read(CODE)


def test_a_write_that_breaks_off_leaves_nothing_under_the_name(tmp_path, monkeypatch):
    def full(number):
        raise OSError(28, "No space left on device")

    with put_at(f"file://{tmp_path}"):
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(stores.StoreError, match="No space left"):
            stores.first().keep(WORDS)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
        (tmp_path / f"{UNFINISHED}killed").write_bytes(b"half")
        assert list(stores.first().codes()) == []


@pytest.mark.parametrize(
    "told",
    [
        "here",
        "file://folder",
        "file:relative",
        "s3:///nobody",
        "s3://b?key=secret",
        "s3://key:secret@bucket",
        "http://x",
    ],
)
def test_what_is_no_store_is_refused_without_its_secrets(told):
    with pytest.raises(ImproperlyConfigured, match="is no store") as refused:
        of_stores(told)
    assert "secret" not in str(refused.value).replace("AWS_SECRET", "")


def test_what_a_setting_says():
    names, storages = of_stores("s3://bucket/a/b/?endpoint=https://host&region=eu-1 file:///var/a%20b database")
    assert names == ["materials0", "materials1", "database"]
    assert storages["materials0"]["OPTIONS"] == {
        "bucket_name": "bucket",
        "location": "a/b",
        "endpoint_url": "https://host",
        "region_name": "eu-1",
    }
    assert storages["materials1"]["OPTIONS"]["location"] == "/var/a b"
    assert of_stores("") == of_stores("database") == (["database"], {})


def test_whoever_removes_waits_for_whoever_keeps_and_gives_way_to_a_backup(own_database):
    told = []

    def remove():
        with transaction.atomic():
            told.append(stores.may_remove(CODE))
        connection.close()

    other = threading.Thread(target=remove)
    with transaction.atomic():
        stores.being_kept(CODE)
        other.start()
        other.join(0.5)
        assert (other.is_alive(), told) == (True, [])
    other.join(10)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(stores.COPYING)
        other = threading.Thread(target=remove)
        other.start()
        other.join(10)
    assert told == [True, False]
