"""Fixtures for every test.

- `own_database`: a clone of the test database, for tests that need real commits, threads or locks. Use it instead of
  `db` or `transactional_db`, never beside them.
- `live`: the site itself, served over HTTP on such a clone; its value is the address, "http://127.0.0.1:40123".

Rows are made by `tests.factories`. Fixtures for the browser stand in `tests/browser/conftest.py`.
"""

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from tests.databases import cloned


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), cloned() as name:
        yield name


@pytest.fixture
def live(own_database):
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
