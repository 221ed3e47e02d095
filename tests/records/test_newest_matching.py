"""Two ways to the newest entries with some words: whichever is gone, the same rows in the same order."""

import re

import pytest
from django.db import connection
from django.db.models import Q

from core.history import acting
from meetings.models import Outcome
from members.models import Area
from records.models import Card, Edition, SearchEntry
from records.models import search as entries
from records.models.edition import is_public, readable_by
from records.models.search import Matches, tsquery_of
from records.search.query import parse
from tests import factories

pytestmark = pytest.mark.django_db
WAYS = {"through all": 0, "from the index": 1_000_000}


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    monkeypatch.setattr(entries, "COMMON", WAYS[request.param])
    return request.param


@pytest.fixture
def issued():
    """By area alone, by words alone, by both, by neither; in three years, without a day, twice revised, for members."""
    with acting(None, "for a test"):
        area = Area.objects.create(slug="returns", name="Returns", synonyms=["repatriation"])
    days = {1: "2011-02-02", 2: None, 3: "2013-02-02", 4: "2013-02-02", 5: "2015-02-02", 6: "2016-02-02"}
    rows = {number: factories.meeting(number, starts=starts) for number, starts in days.items()}
    texts = [("Members agreed to act.", area), ("Repatriation was noted.", None), ("Safe repatriation.", area)]
    with acting(None, "for a test"):
        for number, row in rows.items():
            for at, (text, filed) in enumerate([*texts, ("Members met.", None)]):
                verbs = ["agreed"] if number % 2 else ["noted"]
                Outcome.objects.create(meeting=row, position=at, text=text, verbs=verbs, area=filed)
    for number, row in rows.items():
        factories.issue(row, "members" if number in (5, 6) else "public")
    factories.correct(rows[1], gist="Corrected.")
    factories.correct(rows[3], gist="Corrected.", audience="members")


@pytest.fixture
def delegate(issued):
    return factories.delegate("sri-lanka", iso="LK")


@pytest.fixture(params=["anybody", "delegate"])
def reader(request, delegate):
    return {"anybody": None, "delegate": delegate}[request.param]


def expected(user, wanted):
    found = SearchEntry.objects.readable_by(user).filter(wanted).select_related("edition", "passage")
    later = {
        (edition.subject_id, number)
        for edition in Edition.objects.readable_by(user)
        for number in range(1, edition.number)
    }
    current = [entry for entry in found if (entry.edition.subject_id, entry.edition.number) not in later]
    return sorted(current, key=lambda entry: (str(entry.starts_on or ""), entry.pk), reverse=True)


@pytest.mark.parametrize("area", ["", "returns", "nowhere"])
@pytest.mark.parametrize("also", [Q(), Q(series="ahg-som", verbs__contains=["noted"]), Q(starts_on__year=2013)])
def test_the_same_rows_either_way(way, reader, area, also):
    tsquery = parse("repatriation").tsquery
    wanted = (Q(Matches("words", tsquery_of(tsquery))) | (Q(area=area) if area else Q(pk=None))) & also
    rows = list(SearchEntry.objects.current_for(reader).newest_matching(tsquery, also=also, area=area))

    assert rows == expected(reader, wanted)
    assert [row.area for row in rows] == [row.area for row in expected(reader, wanted)]
    if not also:
        # In each of 4 meetings (6 for a delegate) two have the words, and one more is filed.
        assert len(rows) == (6 if reader else 4) * (3 if area == "returns" else 2)
        assert rows[-1].starts_on is None


def test_a_bound_counts_what_may_be_read_alone(way, delegate):
    """The newest six entries are for members: nobody else finds one less for that."""
    tsquery = parse("repatriation").tsquery
    every = [list(SearchEntry.objects.current_for(user).newest_matching(tsquery)) for user in (None, delegate)]
    first = [
        list(SearchEntry.objects.current_for(user).newest_matching(tsquery)[start : start + 3])
        for user in (None, delegate)
        for start in (0, 3)
    ]

    assert first == [every[0][:3], every[0][3:6], every[1][:3], every[1][3:6]]
    assert {row.starts_on.year for row in first[0]} == {2013}
    assert {row.starts_on.year for row in first[2]} == {2015, 2016}


@pytest.mark.parametrize(("common", "gone"), [(4, ">="), (5, "<")])
def test_how_many_have_the_words_decides_which_way_is_gone(issued, monkeypatch, common, gone):
    """Both stand in one query; PostgreSQL says which of them gave rows. Of the newest 10 entries 4 have the words."""
    monkeypatch.setattr(entries, "PROBED", 10)
    monkeypatch.setattr(entries, "COMMON", common)
    found = SearchEntry.objects.current_for(None).newest_matching(parse("repatriation").tsquery)
    plan = found.explain(analyze=True)

    ways = re.findall(r"Result .*rows=([\d.]+) loops.*\n *One-Time Filter: .* (>=|<) ", plan)
    assert [way for rows, way in ways if float(rows)] == [gone], plan


def test_a_row_fetched_out_of_turn_costs_hardly_more(db):
    """By what PostgreSQL takes for granted, the index of words is too dear for all but the rarest."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW random_page_cost")
        assert cursor.fetchone() == ("1.1",)


def test_whether_everybody_may_read_it_is_told_of_each_row(delegate):
    told = list(Card.objects.current_for(delegate).annotate(is_public=is_public("edition_id")).latest_first())
    public = set(Card.objects.filter(readable_by(None, "edition_id")).values_list("pk", flat=True))

    assert [card.is_public for card in told] == [card.pk in public for card in told]
    assert [card.is_public for card in told] == [False, False, False, True, True, True]
