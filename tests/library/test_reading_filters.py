"""Words for dates, sizes and codes, as pages show them."""

from types import SimpleNamespace

import pytest

from library.templatetags import reading


def dated(starts, ends=None, days=()):
    return SimpleNamespace(starts=starts, ends=ends or starts, days=list(days))


@pytest.mark.parametrize(
    ("when", "year", "said"),
    [
        (dated("2016-02-02"), 2016, "2 February"),
        (dated("2020-02-13", "2020-02-14"), 2020, "13–14 February"),
        (dated("2019-07-02", "2019-12-03"), 2019, "2 July – 3 December"),
        (dated("2019-12-30", "2020-01-02"), 2019, "30 December 2019 – 2 January 2020"),
        (dated("2015-05"), 2015, "May"),
        (dated("2021-09-21", "2021-09-23", ["2021-09-21", "2021-09-23"]), 2021, "21 and 23 September"),
        (dated("", ""), None, ""),
    ],
)
def test_dates_under_their_year(when, year, said):
    assert reading.dates_within(when, year) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1 KB"), (58_242, "58 KB"), (999_499, "999 KB"), (999_500, "1.0 MB")],
)
def test_sizes(count, said):
    assert reading.size(count) == said


def test_a_check_code_is_shown_in_groups_of_four():
    assert reading.register.filters["code"]("7c1e9a40d3b255f8") == "7c1e 9a40 d3b2 55f8"


def test_the_beginning_of_a_paragraph_keeps_its_verbs():
    passage = SimpleNamespace(text="Members agreed:\n(a) the agenda;\n(b) the priorities.", verbs=["agreed"])

    assert reading.beginning(passage) == [
        ("Members ", False),
        ("agreed", True),
        (": (a) the agenda; (b) the priorities.", False),
    ]


def test_capacities_have_shapes_and_who_stayed_away_comes_last():
    def person(name, capacity, label, presence="present"):
        return SimpleNamespace(name=name, capacity=capacity, capacity_label=label, presence=presence)

    people = [
        person("Nepal", "member", "Members", "apologies"),
        person("Australia", "co_chair", "Co-Chairs"),
        person("Sri Lanka", "member", "Members"),
        person("Canada", "observer", "Observer"),
    ]

    assert [(label, len(names), shape) for label, names, shape in reading.by_capacity(people)] == [
        ("Co-Chairs", 1, "c"),
        ("Members", 1, ""),
        ("Observer", 1, "o"),
        ("Apologies", 1, "a"),
    ]
