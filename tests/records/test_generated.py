"""Generated archives: marked, equal to what a rebuild makes, and only in an empty database."""

import io

import pytest
from django.core.management import CommandError, call_command

from records import generated, services
from records.models import (
    AttendanceIndex,
    Card,
    Edition,
    InForce,
    Passage,
    RegisterEntry,
    RegisterEvent,
    SearchEntry,
)
from tests import factories

pytestmark = pytest.mark.django_db


def made(count):
    call_command("make_archive", meetings=count, stdout=io.StringIO())


def rows():
    own = {"id", "passage_id"}
    return [
        sorted(
            (tuple(value for name, value in row.items() if name not in own) for row in model.objects.values()), key=repr
        )
        for model in (Card, Passage, AttendanceIndex, SearchEntry, RegisterEvent, RegisterEntry, InForce)
    ]


def test_every_page_says_that_it_was_generated(client):
    made(24)
    for card in Card.objects.current_for(None):
        assert generated.NOTICE in client.get(f"/meetings/{card.key}/").content.decode()

    assert Card.objects.current_for(None).count() == 24 - 4  # two are for members, two for the secretariat
    assert Edition.objects.count() == 26


def test_its_projections_are_those_that_a_rebuild_makes():
    made(24)
    before = rows()
    services.rebuild_library()

    assert rows() == before


def test_what_is_issued_afterwards_gets_ids_of_its_own():
    made(3)
    factories.issue(factories.meeting(900))

    assert Passage.objects.filter(edition__card__reference="AHG SOM 900").exists()


def test_refused_where_something_was_issued_and_in_production(settings):
    factories.issue(factories.meeting(10))
    with pytest.raises(CommandError, match="Generated ones go into an empty database"):
        made(1)
    with pytest.raises(CommandError, match="Say how many"):
        made(0)
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not put into a database in production"):
        made(1)
