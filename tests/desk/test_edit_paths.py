"""Every address that changes a row is in the proof of colliding saves, or it is said why not."""

import pytest
from django.test import Client
from django.urls import resolve

from bench import edits, verbs
from tests.access import table
from tests.desk import world

ELSEWHERE = ("admin:", "account", "mfa", "socialaccount", "usersessions")


@pytest.fixture(scope="module")
def known():
    """Stand-ins for the rows of the table: only the address matters here."""
    uuid = "00000000-0000-0000-0000-000000000000"
    return {name: uuid for line in table.LINES for name in line.path.split("{") for name in [name.partition("}")[0]]}


def test_every_address_that_takes_a_post_is_raced_or_excused(known, db):
    """By the access table: whoever works here is not told 405."""
    taken = {
        resolve(line.path.format(**known).partition("?")[0]).view_name
        for line in table.LINES
        if line.method == "POST" and line.path.startswith("/prepare/") and "405" not in line.expected
    }
    raced = set()
    meeting, found = edits.paths(writer())
    for path in [*found, *verbs.more_paths(meeting, writer("second"))]:
        raced |= {resolve(address).view_name for address in (path.address, getattr(path, "form", None)) if address}
    raced |= {"desk:row-restore"}  # by edits.Delete

    assert taken - raced == set(verbs.NOT_RACED)
    assert raced - taken == set()


def test_every_way_can_be_gone(db):
    """One writer alone, each way twice: nothing is refused but a second adoption, and nothing is wrong."""
    meeting, found = edits.paths(writer())
    client, told = Client(), edits.Told()
    client.force_login(writer("second"), backend="django.contrib.auth.backends.ModelBackend")
    for path in [*found, *verbs.more_paths(meeting, writer("third"))]:
        for turn in range(2):
            path.run(client, f"1-{turn}-x", told)

    assert told.wrong == []
    assert told.refused == []
    assert len(told.saved) > 40
    assert len(told.added) == 16


def writer(name="first"):
    return world.person(name, "secretariat")
