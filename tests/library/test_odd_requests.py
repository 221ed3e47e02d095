"""Requests nobody meant to send: a few of the 20,000 of `run.py prove requests`."""

import pytest

from bench import asking, requests

pytestmark = pytest.mark.django_db


def test_two_hundred_are_answered_with_a_page():
    asking.world()
    statuses, faults = requests.ask(200, seed=1)

    assert faults == []
    assert {200, 404, 405} <= set(statuses)
