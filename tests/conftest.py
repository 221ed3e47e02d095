"""Fixtures for every test.

- `own_database`: a clone of the test database, for tests that need real commits, threads or locks. Use it instead of
  `db` or `transactional_db`, never beside them.
- `visitors`: a row of every kind, and somebody of every role signed in, once for a module.
- `live`: the site itself, served over HTTP on such a clone; its value is the address, "http://127.0.0.1:40123".

Rows are made by `tests.factories`. Fixtures for the browser stand in `tests/browser/conftest.py`.
"""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection, transaction
from django.test.utils import setup_databases, teardown_databases

from tests.access import world
from tests.databases import cloned, is_of_tests, serving

# Still Argon2, at its cheapest: at its own cost the passwords of made-up people took an eighth of all tests.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1

# Begun first, so that no process is left alone with them in the end: files of minutes.
SLOWEST = ("tests/setup/", "tests/browser/", "tests/site/")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not item.nodeid.startswith(SLOWEST))


@pytest.fixture(scope="session")
def pristine_database(django_db_setup, django_db_blocker, django_db_keepdb):
    """The session's test database, made also where no test asks for it in a way that pytest-django notices."""
    if is_of_tests(connection):
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"}, keepdb=django_db_keepdb)
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture
def own_database(pristine_database, django_db_blocker):
    with django_db_blocker.unblock(), cloned() as name:
        yield name


@pytest.fixture
def live(own_database):
    with serving() as address:
        yield address


@pytest.fixture(scope="module")
def visitors(pristine_database, django_db_blocker):
    """Addresses of rows of every kind, and a client for everybody (`tests.access.world`), once for a module: all
    that a request writes is rolled back, and in the end all of it."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            yield world.make()
            transaction.set_rollback(True)
        connection.close()
