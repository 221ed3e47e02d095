"""What proofs share: a database for one of them, dropped at the end; a large archive to begin from; a word for what is
not run."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

from bench import report


class NotRunError(Exception):
    """Why a proof could not be run on this machine. It is neither kept nor broken then."""


@contextmanager
def scratch_database(*, like: str = "template1") -> Iterator[str]:
    """Every connection of this process leads to it inside the block. Empty at first, or a copy of another."""
    settings, name = connection.settings_dict, f"proof_{secrets.token_hex(4)}"
    usual = settings["NAME"]
    connection.close()
    _execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    settings["NAME"] = name
    try:
        yield name
    finally:
        connection.close()
        settings["NAME"] = usual
        _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def generated_archive(meetings: int, seed: int) -> str:
    """The name of a database with so many generated meetings; to be copied, not written to.

    A hundred thousand take half an hour: it stays for the next proof, and goes when one of another commit is made.
    """
    name = f"archive_{meetings}_{seed}_{report.commit().partition(' ')[0]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'archive\_%%'")
        known = [row[0] for row in cursor.fetchall()]
    if name in known:
        return name
    for old in known:
        if old.startswith(f"archive_{meetings}_"):
            _execute(f'DROP DATABASE "{old}" WITH (FORCE)')
    begun = time.monotonic()
    with scratch_database() as fresh:
        call_command("migrate", verbosity=0)
        call_command("make_archive", meetings=meetings, seed=seed, verbosity=0)
        connection.close()
        _execute(f'ALTER DATABASE "{fresh}" RENAME TO "{name}"')
    print(f"{meetings:,} meetings made in {time.monotonic() - begun:.0f} s", flush=True)
    return name


def _execute(words: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(words)
