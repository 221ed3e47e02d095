"""A database of a test's own.

Immutable tables refuse TRUNCATE, so Django's `flush`, on which `TransactionTestCase`, `live_server` and
`django_db(transaction=True)` rest, fails here. Tests that need real commits (a live server, threads, row locks)
clone the pristine test database instead: `CREATE DATABASE … TEMPLATE`, 0.1 s, triggers on, dropped afterwards.
"""

import secrets
from contextlib import contextmanager

from django.db import connection


@contextmanager
def cloned():
    """Every connection of this process, in any thread, leads to a fresh clone inside the block."""
    settings = connection.settings_dict  # one dictionary, shared by the connections of all threads
    pristine = settings["NAME"]
    clone = f"{pristine}_{secrets.token_hex(4)}"
    connection.close()  # a database somebody is connected to cannot be a template
    _run(f'CREATE DATABASE "{clone}" TEMPLATE "{pristine}"')
    settings["NAME"] = clone
    try:
        yield clone
    finally:
        connection.close()
        settings["NAME"] = pristine
        _run(f'DROP DATABASE "{clone}" WITH (FORCE)')


def _run(statement):
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
