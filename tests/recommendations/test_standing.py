"""Where a recommendation stands follows from dated events, in the order of their days."""

import datetime

import pytest

from recommendations.standing import Happening, Words, end_of, is_overdue, shown_state, spans, standing, state_of

DAY = datetime.date(2016, 2, 2)
TEXT = Words("Members share data.")
PARTS = Words("Members:", (("a", "(a)", "share data;"), ("b", "(b)", "train staff.")))


def day(number):
    return DAY + datetime.timedelta(days=number)


def decided(decision, on=1, **more):
    return Happening("considered", day(on), decision=decision, mark=f"SOM {on}", **more)


def reported(progress, on=1, **more):
    return Happening("reported", day(on), progress=progress, **more)


def referred(on=1):
    return Happening("referred", day(on), mark=f"SOM {on}")


@pytest.mark.parametrize(
    ("events", "phase"),
    [
        ([], "made"),
        ([referred()], "open"),
        ([decided("noted")], "open"),
        ([decided("deferred")], "open"),
        ([decided("adopted")], "adopted"),
        ([decided("endorsed")], "adopted"),
        ([decided("amended", text="New.")], "adopted"),
        ([decided("adopted"), decided("deferred", 2)], "adopted"),
        ([reported("not_started")], "open"),
        ([reported("in_progress")], "in_progress"),
        ([reported("done")], "in_progress"),
        ([reported("done"), decided("adopted", 2)], "in_progress"),
        ([decided("completed")], "completed"),
        ([decided("superseded")], "superseded"),
        ([decided("not_agreed")], "not_agreed"),
        ([decided("completed"), reported("in_progress", 2)], "completed"),
        ([decided("completed"), decided("noted", 2)], "completed"),
        ([decided("not_agreed"), decided("adopted", 2)], "adopted"),
        ([decided("adopted", 2), decided("not_agreed", 1)], "adopted"),  # the day decides, not the order of entry
    ],
)
def test_phases(events, phase):
    assert standing(TEXT, events).phase == phase


@pytest.mark.parametrize(
    ("events", "phase"),
    [
        ([decided("adopted", item="a")], "open"),
        ([decided("adopted", item="a"), decided("endorsed", 2, item="b")], "adopted"),
        ([decided("completed", item="a")], "in_progress"),
        ([decided("completed", item="a"), decided("superseded", 2, item="b")], "completed"),
        ([decided("not_agreed", item="a"), decided("superseded", 2, item="b")], "superseded"),
        ([decided("superseded", item="a"), decided("adopted", 2, item="b")], "adopted"),
        ([decided("adopted"), decided("completed", 2)], "completed"),
        ([decided("adopted", item="gone")], "made"),  # a corrected record has this sub-paragraph no more
    ],
)
def test_sub_paragraphs_may_fare_differently(events, phase):
    assert standing(PARTS, events).phase == phase


@pytest.mark.parametrize("decision", ["adopted", "noted", "deferred"])
def test_a_commendation_is_never_open_and_a_standing_commitment_stands(decision):
    phase = standing(TEXT, [decided(decision)]).phase

    assert state_of(phase, "none") == "none"
    assert state_of(phase, "standing") == "standing"
    assert state_of(standing(TEXT, [decided("superseded")]).phase, "standing") == "superseded"


@pytest.mark.parametrize(
    ("state", "made_on", "shown"),
    [
        ("made", day(0), "open"),
        ("made", day(-730), "open"),
        ("made", day(-731), "not_tracked"),
        ("made", None, "not_tracked"),
        ("open", day(-9999), "open"),
    ],
)
def test_an_old_one_without_any_event_is_not_tracked(state, made_on, shown):
    assert shown_state(state, made_on, DAY) == shown


@pytest.mark.parametrize(
    ("state", "due_on", "overdue"),
    [
        ("made", day(-1), True),
        ("adopted", day(-1), True),
        ("adopted", day(0), False),
        ("adopted", None, False),
        ("standing", day(-1), False),
        ("none", day(-1), False),
        ("completed", day(-1), False),
    ],
)
def test_overdue(state, due_on, overdue):
    now, until = end_of(day(-1), "UTC"), end_of(due_on, "UTC") if due_on else None
    assert is_overdue(state, day(-30), until, now) is overdue
    assert is_overdue("made", day(-2000), end_of(day(-1000), "UTC"), now) is False  # nobody watches it


@pytest.mark.parametrize(
    ("zone", "over"),
    [
        ("Asia/Bangkok", "2016-02-02T17:00:00+00:00"),
        ("Pacific/Honolulu", "2016-02-03T10:00:00+00:00"),
        ("", "2016-02-03T00:00:00+00:00"),
        ("Nowhere/Land", "2016-02-03T00:00:00+00:00"),
    ],
)
def test_a_day_is_over_where_the_meeting_met(zone, over):
    assert end_of(DAY, zone) == datetime.datetime.fromisoformat(over)


def test_words_in_force_from_day_to_day():
    events = [decided("amended", 10, text="New."), decided("adopted", 20), decided("superseded", 30)]

    assert [
        (each.from_on, each.until_on, each.words.text, each.words.mark) for each in spans(DAY, TEXT, "action", events)
    ] == [
        (day(0), day(10), "Members share data.", ""),
        (day(10), day(30), "New.", "SOM 10"),
    ]
    assert spans(DAY, TEXT, "none", events) == []


def test_a_closed_sub_paragraph_leaves_and_comes_back():
    events = [decided("not_agreed", 10, item="b"), decided("adopted", 20, item="b")]

    assert [
        (each.from_on, [label for _, label, _ in each.words.items]) for each in spans(DAY, PARTS, "action", events)
    ] == [
        (day(0), ["(a)", "(b)"]),
        (day(10), ["(a)"]),
        (day(20), ["(a)", "(b)"]),
    ]
