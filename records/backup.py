"""Backups of everything, and putting one back.

A backup is two files: `NAME.dump` (pg_dump, custom format) and `NAME.json` (its SHA-256, the head of the ledger, how
many rows each table had). It counts only after it was restored into a scratch database and found to hold the same.
Where the files of meetings lie beside the database, copies lie in `files` beside the dumps (`records.carrying`).

Putting back happens beside: into a new database, compared, and only then the names are changed. What was there before
is kept under another name.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, connections
from django.utils import timezone
from psycopg import sql

from core.stores import COPYING, StoreError
from records import carrying, postgres_tools

_COUNTS = """
    SELECT format('SELECT %L, count(*) FROM %I', tablename, tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'django_session' ORDER BY tablename
"""
_HEAD = "SELECT position, hash FROM records_ledgerentry ORDER BY position DESC LIMIT 1"


class CannotBackUpError(Exception):
    """Why there is no backup, in words for the administrator. Nothing half written counts as one."""


class CannotRestoreError(Exception):
    """Why nothing was put back, in words for the administrator. What was there is as it was."""


@dataclass(frozen=True)
class Backup:
    """What stands in the JSON beside the dump. `head` is the last entry of the ledger: its position and its hash."""

    made_at: str
    sha256: str
    size: int
    server: int
    head: tuple[int, str] | None
    counts: dict[str, int]
    files: list[str] = field(default_factory=list)  # digests of what lies beside the database

    @classmethod
    def read(cls, file: Path) -> Backup:
        """Raises CannotRestoreError."""
        try:
            told = json.loads(file.read_text("utf-8"))
            head = (int(told["head"][0]), str(told["head"][1])) if told["head"] else None
            return cls(**told | {"head": head, "files": list(map(str, told.get("files", [])))})
        except (OSError, ValueError, TypeError, KeyError, IndexError) as error:
            raise CannotRestoreError(f"Nothing was put back: {file.name} is missing or is not of a backup.") from error


def back_up(folder: Path) -> Path:
    """Returns the dump. Raises CannotBackUpError."""
    stem = f"records-{timezone.now():%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    dump = folder / f"{stem}.dump"
    unfinished = folder / f".{stem}.unfinished"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _snapshot() as (name, head, counts, files):
            _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={name}", f"--file={unfinished}")
            carrying.carry(files, folder)
        backup = Backup(
            made_at=timezone.now().isoformat(timespec="seconds"),
            sha256=_sha256(unfinished),
            size=unfinished.stat().st_size,
            server=_major(),
            head=head,
            counts=counts,
            files=files,
        )
        with _restored(unfinished) as scratch:
            _compare(backup, scratch)
        dump.with_suffix(".json").write_text(json.dumps(asdict(backup), indent=1) + "\n", "utf-8")
        unfinished.rename(dump)
    except (OSError, psycopg.Error, postgres_tools.MissingToolError, CannotRestoreError, StoreError) as error:
        raise CannotBackUpError(f"There is no new backup: {error}") from error
    finally:
        with suppress(OSError):  # there may be no folder
            unfinished.unlink()
    return dump


def restore(dump: Path, *, replace: bool = False) -> str:
    """Put a backup back and keep what was there. Returns the name under which the old database stands.

    Bad, cut or foreign backups are refused before anything is touched. Raises CannotRestoreError.
    """
    backup = Backup.read(dump.with_suffix(".json"))
    if not dump.exists() or dump.stat().st_size != backup.size or _sha256(dump) != backup.sha256:
        raise CannotRestoreError(f"Nothing was put back: {dump.name} is missing, cut short or changed.")
    if backup.server > _major():
        words = f"it was made by PostgreSQL {backup.server}, this is {_major()}"
        raise CannotRestoreError(f"Nothing was put back: {words}.")
    if damaged := next(carrying.damaged(backup.files, dump.parent), None):
        raise CannotRestoreError(f"Nothing was put back: {damaged} is missing, cut short or changed.")
    if not replace and _holds_records():
        raise CannotRestoreError("Nothing was put back: this system holds records. Say --replace to put them aside.")
    try:
        with _restored(dump) as scratch:
            _compare(backup, scratch)
            with psycopg.connect(**_reach() | {"dbname": scratch}) as link:
                carrying.put_back(backup.files, dump.parent, link)
            return _change_names(scratch)
    except (OSError, psycopg.Error, postgres_tools.MissingToolError, StoreError) as error:
        raise CannotRestoreError(f"Nothing was put back: {error}") from error


@contextmanager
def _snapshot() -> Iterator[tuple[str, tuple[int, str] | None, dict[str, int], list[str]]]:
    """One moment for the dump, the head, the counts and the digests of files. Inside the block no object is removed."""
    with psycopg.connect(**_reach()) as link:
        link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        link.execute(COPYING)
        row = link.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield row[0], _head(link), _counts(link), carrying.named(link)


def _head(link: psycopg.Connection[Any]) -> tuple[int, str] | None:
    return link.execute(_HEAD).fetchone()


def _counts(link: psycopg.Connection[Any]) -> dict[str, int]:
    queries = [query for (query,) in link.execute(_COUNTS).fetchall()]
    found = (link.execute(query).fetchone() for query in queries)  # written by PostgreSQL from its own catalogue
    return {row[0]: row[1] for row in found if row}


@contextmanager
def _restored(dump: Path) -> Iterator[str]:
    """A scratch database made of the dump; dropped at the end unless it took another name."""
    scratch = f"{_reach()['dbname']}_{secrets.token_hex(4)}"
    _command("CREATE DATABASE {} TEMPLATE template0", scratch)
    try:
        jobs = f"--jobs={min(os.cpu_count() or 1, 4)}"
        _run("pg_restore", "--no-owner", "--exit-on-error", jobs, f"--dbname={scratch}", str(dump))
        yield scratch
    finally:
        _command("DROP DATABASE IF EXISTS {} WITH (FORCE)", scratch)


def _compare(backup: Backup, database: str) -> None:
    """Raises CannotRestoreError where the database does not hold what the backup says."""
    try:
        with psycopg.connect(**_reach() | {"dbname": database}) as link:
            counts, head, files = _counts(link), _head(link), carrying.named(link)
    except psycopg.errors.UndefinedTable as error:
        raise CannotRestoreError("Nothing was put back: this is a backup of something else.") from error
    if head != backup.head:
        raise CannotRestoreError("Nothing was put back: the ledger in it does not end as it did when it was made.")
    if files != backup.files:
        raise CannotRestoreError("Nothing was put back: it names other files than it did when it was made.")
    wrong = sorted(name for name in counts.keys() | backup.counts if counts.get(name) != backup.counts.get(name))
    if wrong:
        raise CannotRestoreError(f"Nothing was put back: it does not hold all rows it should ({', '.join(wrong)}).")


def _change_names(scratch: str) -> str:
    """Two renames; when the second fails, the first is undone. Everybody else is disconnected for that moment."""
    name = _reach()["dbname"]
    old = f"{name}_before_{datetime.datetime.now(datetime.UTC):%Y%m%d%H%M%S}"
    connections.close_all()
    with psycopg.connect(**_reach() | {"dbname": "postgres"}, autocommit=True) as link:
        for database in (name, scratch):
            link.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [database],
            )
        link.execute(_named("ALTER DATABASE {} RENAME TO {}", name, old))
        try:
            link.execute(_named("ALTER DATABASE {} RENAME TO {}", scratch, name))
        except psycopg.Error:
            link.execute(_named("ALTER DATABASE {} RENAME TO {}", old, name))
            raise
    return old


def _holds_records() -> bool:
    if "records_ledgerentry" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM records_ledgerentry) OR EXISTS (SELECT 1 FROM meetings_meeting)")
        row = cursor.fetchone()
    return bool(row and row[0])


def _reach() -> dict[str, Any]:
    """How psycopg gets to the database of the settings."""
    told = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {name: told[key] for name, key in names.items() if told.get(key)}


def _major() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def _run(program: str, *arguments: str, reach: dict[str, Any] | None = None) -> None:
    """On the database of the settings, or on that of `reach`. Raises OSError with what the program said last."""
    is_elsewhere, reach = reach is not None, reach or _reach()
    names = {"dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST", "port": "PGPORT"}
    environment = os.environ | {names[key]: str(value) for key, value in reach.items()}
    tool = postgres_tools.find(program, _major())
    where = [f"--dbname={reach['dbname']}"] if is_elsewhere else []
    done = subprocess.run([tool, *where, *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"{program} said: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'nothing'}")


def _command(statement: str, *names: str) -> None:
    with psycopg.connect(**_reach() | {"dbname": "postgres"}, autocommit=True) as link:
        link.execute(_named(statement, *names))


def _named(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))


def _sha256(file: Path) -> str:
    state = hashlib.sha256()
    with file.open("rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            state.update(chunk)
    return state.hexdigest()
