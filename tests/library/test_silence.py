"""What is not issued to a reader changes no byte of any answer: a tenth of `run.py prove silence`, and its registry."""

import pytest
from django.urls import get_resolver, resolve

from bench import asking, silence
from tests import factories

MISSING = "/nothing/"
pytestmark = pytest.mark.django_db


def pages(patterns, before=""):
    """The routes of readers' pages: those open without an account, library's own."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from pages(pattern.url_patterns, route)
        elif pattern.callback.__module__.startswith("library."):
            yield route


def test_every_page_of_readers_is_asked():
    silence.asking.world()
    asked = {
        resolve(asking.with_code(address).split("?")[0]).route for address in asking.ADDRESSES if address != MISSING
    }

    assert set(pages(get_resolver().url_patterns)) - asked == set(), "Add an address of each to bench/asking.py."


def test_two_hundred_pairs():
    told = []
    with silence.frozen():
        world = silence.World()
        for seed in range(20):
            told += silence.check(world, seed, 10)

    assert told == []


def test_a_leak_is_found(monkeypatch):
    """The proof sees what it is for: a public record that is issued while it looks away."""
    monkeypatch.setattr(silence, "HIDDEN", {"a leak": lambda user, chance: factories.issue(factories.meeting(15))})
    with silence.frozen():
        told = silence.check(silence.World(), 1, len(asking.ADDRESSES))

    assert any(line.startswith("/meetings/ told") for line in told)
