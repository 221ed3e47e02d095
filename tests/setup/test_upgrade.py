"""Data of another PostgreSQL major: brought over by dump and restore, never initialised over.

The wheel carries PostgreSQL 16 beside 18, so the old cluster here is a real one.
"""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from runner import instance, postgres, upgrade
from runner.console import Stop
from tests.setup.conftest import Start, cluster_in

ROWS = """
CREATE TABLE kept (number int PRIMARY KEY, word text NOT NULL, at timestamptz);
INSERT INTO kept SELECT i, 'Türkiye ' || i, '2016-02-02 09:00+00' FROM generate_series(1, 5000) i;
CREATE SEQUENCE counted START 41; SELECT nextval('counted');
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'immutable'; END $$;
CREATE TRIGGER immutable BEFORE UPDATE ON kept FOR EACH ROW EXECUTE FUNCTION refuse();
"""
CONTENT = "SELECT count(*), min(word), max(at), (SELECT last_value FROM counted) FROM kept"


@pytest.fixture
def old(data: Path) -> postgres.Cluster:
    """A cluster of PostgreSQL 16 with rows in it, stopped."""
    cluster = cluster_in(data, 16)
    for folder in (data, data / "log", data / "postgresql"):
        folder.mkdir(mode=0o711, exist_ok=True)
    cluster.owner.take(cluster.folder)
    # PostgreSQL 16 has no built-in locale of its own.
    cluster.run("initdb", "--encoding=UTF8", "--locale=C", "--auth=trust", f"--username={postgres.SUPERUSER}",
                f"--pgdata={cluster.folder}")  # fmt: skip
    cluster.start()
    cluster.query(f"CREATE DATABASE {postgres.DATABASE}", "postgres")
    cluster.query("CREATE ROLE reader LOGIN", "postgres")
    cluster.query(ROWS)
    cluster.stop()
    return cluster


def test_data_of_sixteen_is_served_by_eighteen(data: Path, old: postgres.Cluster) -> None:
    with instance.database(data) as database:
        new = database.cluster
        assert new is not None
        assert new.query("SHOW server_version")[0][0].startswith("18")
        assert new.query(CONTENT) == [["5000", "Türkiye 1", "2016-02-02 09:00:00+00", "41"]]
        assert new.query("SELECT count(*) FROM pg_roles WHERE rolname = 'reader'") == [["1"]]
        assert new.query(f"SELECT datlocprovider FROM pg_database WHERE datname = '{postgres.DATABASE}'") == [["b"]]
        with pytest.raises(Stop, match="immutable"):
            new.query("UPDATE kept SET word = ''")
        new.query("INSERT INTO kept VALUES (0, 'after the upgrade')")
    assert (old.folder / "PG_VERSION").read_text().strip() == "16"

    with instance.database(data) as database:
        assert database.cluster.query(CONTENT)[0][0] == "5001"


def test_the_folder_name_does_not_decide(data: Path, old: postgres.Cluster) -> None:
    old.folder.rename(old.folder.with_name("18"))

    with instance.database(data) as database:
        assert database.cluster.query(CONTENT)[0][0] == "5000"

    majors = upgrade.Home(data / "postgresql", data / "log").majors()
    assert {major: folder.name for major, folder in majors.items()} == {16: "16", 18: "18"}


def test_an_upgrade_cut_short_is_made_again(data: Path, old: postgres.Cluster, start: Callable[..., Start]) -> None:
    killed = start("manage", "check")
    until = time.monotonic() + 30
    while not (data / "postgresql" / "18.new").exists() and time.monotonic() < until:
        time.sleep(0.01)
    killed.process.send_signal(signal.SIGKILL)
    killed.end()
    assert [path.name for path in (data / "postgresql").glob("18*")] == ["18.new"]

    with instance.database(data) as database:
        assert database.cluster.query(CONTENT)[0][0] == "5000"


def test_rows_that_differ_stop_the_upgrade(data: Path, old: postgres.Cluster) -> None:
    old.start()
    old.query(
        "CREATE FUNCTION made_by() RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT version()';"
        "CREATE TABLE stamped (number int, made_by text GENERATED ALWAYS AS (made_by()) STORED);"
        "INSERT INTO stamped VALUES (1)"
    )
    old.stop()

    with pytest.raises(Stop, match="not the same after the upgrade"), instance.database(data):
        pass

    assert not (data / "postgresql" / "18").exists()
    old.start()
    assert old.query(CONTENT)[0][0] == "5000"
    old.stop()


def test_newer_data_is_left_alone(data: Path, old: postgres.Cluster) -> None:
    shutil.rmtree(data / "postgresql" / "18", ignore_errors=True)
    (old.folder / "PG_VERSION").write_text("99\n")

    with pytest.raises(Stop, match="brings only 18"), instance.database(data):
        pass


def test_an_old_major_without_its_programs_says_what_to_install(data: Path, old: postgres.Cluster) -> None:
    (old.folder / "PG_VERSION").write_text("9\n")

    with pytest.raises(Stop, match="install PostgreSQL 9"), instance.database(data):
        pass

    assert not (data / "postgresql" / "18").exists()
