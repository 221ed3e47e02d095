"""Words for the eye."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import services
from records.models import Edition
from records.record import MeetingFacts
from records.render.text import (
    delegations,
    emphasise,
    file_stem,
    is_rtl,
    meeting_dates,
    meeting_place,
    shortened,
    symbol,
)
from tests.records.render import samples


def facts(**known):
    series = {"series_code": "SOM", "series_slug": "som", "series_name": "SOM", "body": ""}
    return MeetingFacts(**series, level="not_known", state="held", **known)


@pytest.mark.parametrize(
    ("text", "verbs", "shown"),
    [
        ("Members agreed a plan.", ("agreed",), [("Members ", False), ("agreed", True), (" a plan.", False)]),
        ("Agreed.", ("agreed",), [("Agreed", True), (".", False)]),
        ("Members agreed.", (), [("Members agreed.", False)]),
        ("Members disagreed.", ("agreed",), [("Members disagreed.", False)]),
        ("Agreed, and agreed", ("agreed", "agreed"), [("Agreed", True), (", and ", False), ("agreed", True)]),
        ("The RSO are  to act.", ("are to",), [("The RSO ", False), ("are  to", True), (" act.", False)]),
        ("They noted and agreed.", ("agreed", "noted"), [("They noted and ", False), ("agreed", True), (".", False)]),
        ("They agreed.", ("", "urged", "agreed"), [("They ", False), ("agreed", True), (".", False)]),
        ("", ("agreed",), []),
    ],
)  # fmt: skip
def test_verbs_stand_out_in_their_order(text, verbs, shown):
    assert emphasise(text, verbs) == shown


@given(st.text(), st.lists(st.text(max_size=12), max_size=5))
def test_emphasis_keeps_every_letter(text, verbs):
    assert "".join(piece for piece, _ in emphasise(text, verbs)) == text


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({}, ""),
        ({"starts": "2015"}, "2015"),
        ({"starts": "2015-05"}, "May 2015"),
        ({"starts": "2016-02-02", "ends": "2016-02-02"}, "2 February 2016"),
        ({"starts": "2020-02-13", "ends": "2020-02-14"}, "13–14 February 2020"),
        ({"days": ("2020-02-13", "2020-02-14")}, "13–14 February 2020"),
        ({"days": ("2021-09-21", "2021-09-23")}, "21 and 23 September 2021"),
        (
            {"starts": "2021-09-21", "ends": "2021-09-23", "days": ("2021-09-21", "2021-09-23")},
            "21 and 23 September 2021",
        ),
    ],
)
def test_dates_say_what_is_known(known, words):
    assert meeting_dates(facts(**known)) == words


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({}, ""),
        ({"city": "Perth"}, "Perth"),
        ({"city": "Bangkok", "country": "Thailand"}, "Bangkok, Thailand"),
        ({"country": "Indonesia"}, "Indonesia"),
        ({"format": "online"}, "Online"),
        ({"format": "hybrid", "city": "Bangkok"}, "Bangkok and online"),
        ({"format": "hybrid"}, "Online and in person"),
    ],
)
def test_places_say_what_is_known(known, words):
    assert meeting_place(facts(**known)) == words


def test_those_who_did_not_come_stand_last_and_apart():
    attendance = (
        samples.attendee("Brunei", presence="absent"),
        samples.attendee("Australia", "co_chair", "Co-Chair"),
        samples.attendee("Fiji", presence="apologies"),
        samples.attendee("Malaysia"),
        samples.attendee("Nauru", presence="not_known"),
        samples.attendee("Timor-Leste"),
    )
    assert [(label, [person.name for person in people]) for label, people in delegations(attendance)] == [
        ("Co-Chair", ["Australia"]),
        ("Members", ["Malaysia", "Timor-Leste"]),
        ("Apologies", ["Fiji"]),
        ("Did not attend", ["Brunei"]),
        ("Attendance not known", ["Nauru"]),
    ]


def test_a_beginning_is_cut_between_words_and_says_so():
    assert shortened("It was agreed.", 20) == "It was agreed."
    assert shortened("It was agreed, that all go home.", 20) == "It was agreed, that\N{NO-BREAK SPACE}…"
    assert shortened("It was agreed, that all go home.", 16) == "It was agreed\N{NO-BREAK SPACE}…"
    assert shortened("x" * 100, 5) == "xxxxx\N{NO-BREAK SPACE}…"


def test_the_first_edition_has_no_mark():
    cited = [symbol("AHG SOM 10", mark) for mark in ("", "Rev.1")] + [symbol("SG, 14 Dec 2009", "Corr.1")]
    assert cited == ["AHG-SOM/10", "AHG-SOM/10/Rev.1", "SG/Corr.1"]


def test_file_names_are_plain():
    assert file_stem("AHG SOM 10") == "AHG-SOM-10"
    assert file_stem("Strategy for Cooperation, draft 2") == "Strategy-for-Cooperation-draft-2"
    assert file_stem("§ /…") == "record"


@pytest.mark.parametrize(
    ("words", "rtl"),
    [
        ("", False),
        ("2016", False),
        ("Members agreed.", False),
        ("الأردن", True),
        ("שלום", True),
        ("UNHCR اتفق الأعضاء على جدول الأعمال", True),
        ("الأردن hosted the meeting.", False),
        ("ประเทศไทย", False),
    ],
)
def test_the_direction_of_a_text_is_that_of_most_letters(words, rtl):
    assert is_rtl(words) is rtl


@pytest.mark.parametrize(
    ("title", "revision", "stem"),
    [
        ("Outcome statement", "Rev.1", "AHG-SOM-10_2016-02-02_Statement_Rev1"),
        ("Record of the meeting", "", "AHG-SOM-10_2016-02-02_Record"),
        ("Notice of meeting", "Corr.2", "AHG-SOM-10_2016-02-02_Notice_Corr2"),
    ],
)
def test_a_file_is_named_by_meeting_day_kind_and_revision(title, revision, stem):
    assert services.file_stem(Edition(revision=revision), samples.tenth_ahg_som(statement_title=title)) == stem
