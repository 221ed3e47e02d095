"""A draft sent to Sri Lanka and Fiji, and its deadline passing."""

import datetime

import pytest
from django.utils import timezone

from core.history import acting
from records import clearance
from records.compose import compose_draft
from strategy import services as drafting
from strategy.models import Document, Draft
from tests import factories
from tests.records.conftest import person

TEXT = "# Aims\n\nMembers will cooperate.\n\nMembers will report\nonce a year:\n- in writing;\n- in time."


def later(days=7):
    return timezone.now() + datetime.timedelta(days=days)


def make_draft(by):
    document = Document(slug="strategy", title="Strategy", kind="strategy")
    return drafting.begin(document, Draft(text=TEXT), by=by)


@pytest.fixture
def ana(db):
    return person("ana@example.org", "secretariat")


@pytest.fixture
def draft(ana):
    return make_draft(ana)


@pytest.fixture
def lanka(db):
    return factories.delegate("sri-lanka", iso="LK")


@pytest.fixture
def fiji(db):
    return factories.delegate("fiji", iso="FJ")


def whom(user):
    return user.mandates.get().participant


@pytest.fixture
def round_(draft, ana, lanka, fiji):
    return open_round(draft, ana, lanka, fiji)


def open_round(thing, by, *delegates, **how):
    parties = [whom(delegate) for delegate in delegates]
    return clearance.open_round(thing, parties, by=by, **{"mode": "silence", "deadline": later()} | how)


def anchors(draft):
    return [passage.anchor for passage in compose_draft(draft).passages]


def end(row):
    """The deadline passes: the clock of the database cannot be moved, the row can."""
    with acting(None, "for a test"):
        row.refresh_from_db()
        row.opened_at -= datetime.timedelta(days=9)
        row.deadline -= datetime.timedelta(days=8)
        row.save()


def outcome(row):
    return clearance.outcome(row, clearance.standings(row, row.comments.all()))
