"""What proofs share: a database for one of them, empty at first and dropped at the end; a word for what is not run."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


class NotRunError(Exception):
    """Why a proof could not be run on this machine. It is neither kept nor broken then."""


@contextmanager
def scratch_database() -> Iterator[str]:
    """Every connection of this process leads to it inside the block."""
    settings, name = connection.settings_dict, f"proof_{secrets.token_hex(4)}"
    usual = settings["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    settings["NAME"] = name
    try:
        yield name
    finally:
        connection.close()
        settings["NAME"] = usual
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
