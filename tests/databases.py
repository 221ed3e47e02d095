"""A database of a test's own, and the site served on it.

Immutable tables refuse TRUNCATE, so Django's `flush`, on which `TransactionTestCase`, `live_server` and
`django_db(transaction=True)` rest, fails here. Tests that need real commits (a live server, threads, row locks)
clone the pristine test database instead: `CREATE DATABASE … TEMPLATE`, 0.1 s, triggers on, dropped afterwards.
"""

import secrets
from contextlib import contextmanager

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test.testcases import LiveServerThread

PRISTINE_OF = {}  # by the name of a clone, what it was cloned from


def is_of_tests(connection):
    return connection.settings_dict["NAME"].startswith(TEST_DATABASE_PREFIX)


@contextmanager
def cloned():
    """Every connection of this process, in any thread, leads to a fresh clone inside the block. Within another such
    block it is a clone of the pristine database too: an empty one."""
    assert is_of_tests(connection), "Only the test database is cloned, never the one people work on."
    settings = connection.settings_dict  # one dictionary, shared by the connections of all threads
    outer = settings["NAME"]
    pristine = PRISTINE_OF.get(outer, outer)
    clone = f"{pristine}_{secrets.token_hex(4)}"
    PRISTINE_OF[clone] = pristine
    connection.close()  # a database somebody is connected to cannot be a template
    _run(f'CREATE DATABASE "{clone}" TEMPLATE "{pristine}"')
    settings["NAME"] = clone
    try:
        yield clone
    finally:
        connection.close()
        settings["NAME"] = outer
        _run(f'DROP DATABASE "{clone}" WITH (FORCE)')


@contextmanager
def serving():
    """The address at which the site answers inside the block, on the database of that moment."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.terminate()


def _run(statement):
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
