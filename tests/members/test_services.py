"""Reference data: whole, idempotent, and never over a person's correction."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connection

from core.history import acting
from meetings.models import Series
from meetings.reference import load_series
from members.models import Abbreviation, Area, Membership, Participant, ParticipantName
from members.services import Loaded, load_reference

pytestmark = pytest.mark.django_db

MODELS = (Participant, ParticipantName, Membership, Abbreviation, Area, Series)
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def loaded():
    load_reference()
    load_series()


def participant(slug):
    return Participant.objects.get(slug=slug)


def rows_and_history():
    return {model.__name__: (model.objects.count(), model.history.count()) for model in MODELS}


def test_everything_is_there(loaded):
    kinds = {
        kind: Participant.objects.of_kind(kind).count() for kind in Participant.objects.values_list("kind", flat=True)
    }
    assert kinds == {"state": 45, "territory": 2, "organisation": 9, "body": 12, "collective": 5}
    assert Series.objects.count() == 13
    assert not ParticipantName.objects.filter(sorting="").exists()
    assert not Membership.objects.filter(source="").exists()


def test_loading_twice_writes_nothing(loaded):
    before = rows_and_history()
    assert load_reference() == Loaded(0, 0, 0)
    assert load_series() == Loaded(0, 0, 0)
    assert rows_and_history() == before


def test_loading_again_asks_little_of_the_database(loaded, django_assert_num_queries):
    with django_assert_num_queries(17):
        load_reference()
        load_series()


def test_the_command_says_what_it_did(capsys):
    call_command("load_reference")
    call_command("load_reference")
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("added, 0 changed, 0 left as corrected here.")
    assert second == "Reference data: 0 added, 0 changed, 0 left as corrected here."


def test_a_correction_stays(loaded):
    area = Area.objects.get(slug="returns")
    area.name = "Return and reintegration"
    with acting(None, "The secretariat's own word"):
        area.save()
    assert load_reference() == Loaded(added=0, changed=0, left=1)
    assert Area.objects.get(slug="returns").name == "Return and reintegration"


def test_a_removed_row_is_not_put_back(loaded):
    Abbreviation.objects.get(short="AAA").delete()
    assert load_reference() == Loaded(added=0, changed=0, left=1)
    assert not Abbreviation.objects.filter(short="AAA").exists()


def test_a_new_fact_of_a_later_release_reaches_untouched_rows(loaded):
    row = Participant.objects.get(slug="fiji")
    row.remark = "What an earlier release said"
    with acting(None, "Reference data that comes with the project"):
        row.save()
    assert load_reference() == Loaded(added=0, changed=1, left=0)


NAMES = [
    ("turkiye", datetime.date(2020, 2, 13), "Turkey"),
    ("turkiye", datetime.date(2022, 5, 31), "Turkey"),
    ("turkiye", datetime.date(2022, 6, 1), "Türkiye"),
    ("viet-nam", datetime.date(2016, 2, 2), "Viet Nam"),
]
CAPACITIES = [
    ("united-arab-emirates", "bali-process", datetime.date(2010, 6, 10), "observer"),
    ("united-arab-emirates", "bali-process", datetime.date(2013, 4, 1), "observer"),
    ("united-arab-emirates", "bali-process", datetime.date(2013, 4, 2), "member"),
    ("united-states-of-america", "bali-process", datetime.date(2011, 3, 9), "observer"),
    ("united-states-of-america", "bali-process", datetime.date(2016, 2, 2), "member"),
    ("unodc", "bali-process", datetime.date(2011, 3, 9), "observer"),
    ("unodc", "bali-process", datetime.date(2016, 2, 2), "member"),
    ("ilo", "bali-process", datetime.date(2018, 8, 7), None),
    ("ilo", "bali-process", datetime.date(2019, 7, 23), "member"),
    ("singapore", "bali-process", datetime.date(2021, 9, 21), "member"),
    ("singapore", "working-group-on-trafficking-in-persons", datetime.date(2021, 9, 21), "observer"),
    ("singapore", "ad-hoc-group", datetime.date(2021, 9, 21), None),
    ("canada", "bali-process", TODAY, "observer"),
    ("australia", "bali-process", TODAY, "co_chair"),
]


def test_names_through_time(loaded):
    assert [(slug, on, participant(slug).name_on(on).short) for slug, on, _ in NAMES] == NAMES


def test_no_two_names_hold_on_one_day(loaded):
    for name in ParticipantName.objects.filter(until_on__isnull=False):
        others = name.participant.names.exclude(pk=name.pk)
        assert not [other for other in others if other.holds_on(name.until_on)], name


def test_capacities_through_time(loaded):
    found = [(slug, body, on, participant(slug).capacity_on(on, participant(body))) for slug, body, on, _ in CAPACITIES]
    assert found == CAPACITIES


def test_members_today(loaded):
    body = participant("bali-process")
    states = [
        p
        for p in Participant.objects.of_kind("state", "territory")
        if p.capacity_on(TODAY, body) in ("member", "co_chair")
    ]
    organisations = [p for p in Participant.objects.of_kind("organisation") if p.capacity_on(TODAY, body) == "member"]
    assert (len(states), len(organisations)) == (45, 4)


def test_the_article_stands_apart_from_the_name(loaded):
    with_article = ParticipantName.objects.filter(article="the", participant__kind="state").values_list(
        "short", flat=True
    )
    assert {"Philippines", "Maldives", "United Arab Emirates"} <= set(with_article)
    assert not ParticipantName.objects.filter(short__istartswith="the ").exists()


def test_rows_can_be_validated(loaded):
    """What the file says would pass the form too."""
    assert connection.vendor == "postgresql"
    for model in MODELS:
        for row in model.objects.all():
            row.full_clean()
