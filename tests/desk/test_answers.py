"""Answers: form data that loses no word whatever the buttons do."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from desk.reading import acts
from desk.reading.answers import Answers, joined, row_of, separated

PROPOSAL = {
    "title": "Third Meeting",
    "series": "AHG SOM",
    "ordinal": 3,
    "location": {"city": "Colombo", "country": "Sri Lanka", "format": None},
    "dates": {"starts": "2010-05-04", "ends": "2010-05-04", "days": [], "precision": "day"},
    "hosts": [{"participant": "australia", "basis": "inferred"}],
    "attendance": [
        {"participant": "viet-nam", "as_written": "Vietnam", "kind": "state", "capacity": "member",
         "presence": "present", "confidence": 1.0},
        {"participant": None, "as_written": "Atlantis", "kind": "unknown", "capacity": "member",
         "presence": "present", "confidence": 0.4, "suggestions": ["australia"]},
    ],
    "purpose": "To look back.",
    "outcomes": [
        {"number": 1, "actors": ["Members"], "verbs": ["agreed"], "text": "One", "children": [
            {"number": 1, "actors": [], "verbs": [], "text": "One a", "children": []},
            {"number": 2, "actors": [], "verbs": [], "text": "One b", "children": []},
        ]},
        {"number": 2, "actors": [], "verbs": ["noted", "welcomed"], "text": "Two", "children": []},
    ],
    "recommendations": [{"number": 1, "verb": None, "addressees": ["RSO", "JCLEC"], "text": "Train"}],
    "unplaced": ["A stray line", "Another"],
}  # fmt: skip


@pytest.fixture
def answers():
    return Answers.from_proposal(PROPOSAL)


def test_proposal_becomes_fields_and_rows(answers):
    assert answers.lists["outcomes"] == ["o0", "o0_0", "o0_1", "o1"]
    assert [answers.level(row) for row in answers.lists["outcomes"]] == [0, 1, 1, 0]
    assert answers.fields["title"] == "Third Meeting"
    assert answers.fields["city"] == "Colombo"
    assert answers.get("o1", "verbs") == "noted; welcomed"
    assert answers.get("r0", "addressees") == "RSO; JCLEC"
    assert answers.lists["unplaced"] == ["u0", "u1"]


def test_kept_answers_come_back_as_they_were(answers):
    assert Answers.from_json(answers.to_json(), PROPOSAL) == answers
    assert Answers.from_json({}, PROPOSAL) == answers


@pytest.mark.parametrize(
    ("button", "outcomes", "levels"),
    [
        ("down:o0", ["o1", "o0", "o0_0", "o0_1"], [0, 0, 1, 1]),
        ("up:o1", ["o1", "o0", "o0_0", "o0_1"], [0, 0, 1, 1]),
        ("up:o0", ["o0", "o0_0", "o0_1", "o1"], [0, 1, 1, 0]),
        ("down:o1", ["o0", "o0_0", "o0_1", "o1"], [0, 1, 1, 0]),
        ("up:o0_1", ["o0", "o0_1", "o0_0", "o1"], [0, 1, 1, 0]),
        ("up:o0_0", ["o0", "o0_0", "o0_1", "o1"], [0, 1, 1, 0]),
        ("in:o1", ["o0", "o0_0", "o0_1", "o1"], [0, 1, 1, 1]),
        ("in:o0", ["o0", "o0_0", "o0_1", "o1"], [0, 1, 1, 0]),
        ("in:o0_1", ["o0", "o0_0", "o0_1", "o1"], [0, 1, 2, 0]),
        ("out:o0_0", ["o0", "o0_0", "o0_1", "o1"], [0, 0, 1, 0]),
        ("out:o0", ["o0", "o0_0", "o0_1", "o1"], [0, 1, 1, 0]),
        ("remove:o1", ["o0", "o0_0", "o0_1"], [0, 1, 1]),
        ("across:o0", ["o1"], [0]),
        ("up:gone", ["o0", "o0_0", "o0_1", "o1"], [0, 1, 1, 0]),
        ("nonsense:o1", ["o0", "o0_0", "o0_1", "o1"], [0, 1, 1, 0]),
    ],
)
def test_buttons_move_paragraphs(answers, button, outcomes, levels):
    name, _, rest = button.partition(":")
    acts.do(name, answers, rest)
    assert answers.lists["outcomes"] == outcomes
    assert [answers.level(row) for row in outcomes] == levels


def test_outcome_becomes_recommendation_with_what_stands_under_it(answers):
    acts.do("across", answers, "o0")
    assert answers.lists["recommendations"] == ["r0", "o0", "o0_0", "o0_1"]
    assert answers.get("o0", "verb") == "agreed"
    acts.do("across", answers, "o0")
    assert answers.lists["outcomes"] == ["o1", "o0"]
    assert answers.get("o0", "verbs") == "agreed"


def test_removed_row_is_left_out_and_can_be_put_back(answers):
    acts.do("remove", answers, "a0")
    assert answers.lists["attendance"] == ["a1"]
    assert answers.lists["left"] == ["a0"]
    acts.do("restore", answers, "a0")
    assert answers.lists["attendance"] == ["a1", "a0"]
    assert answers.get("a0", "as_written") == "Vietnam"


def test_removed_empty_row_is_gone(answers):
    landed = acts.do("add", answers, "attendance")
    row = landed.removeprefix("row-")
    assert answers.get(row, "presence") == "present"
    acts.do("remove", answers, row)
    assert answers.where(row) is None


@pytest.mark.parametrize("place", ["outcomes", "recommendations"])
def test_unfiled_text_gets_its_place(answers, place):
    answers.fields["u0-goes"] = place
    acts.do("file", answers, "u0")
    assert answers.lists["unplaced"] == ["u1"]
    assert answers.lists[place][-1] == "u0"
    assert answers.get("u0", "text") == "A stray line"


def test_unfiled_text_is_added_to_the_purpose(answers):
    answers.fields |= {"u0-goes": "purpose", "u1-goes": "left"}
    acts.do("file", answers, "")
    assert answers.fields["purpose"] == "To look back. A stray line"
    assert answers.lists["unplaced"] == []
    assert answers.lists["left"] == ["u1"]
    acts.do("restore", answers, "u1")
    assert answers.lists["unplaced"] == ["u1"]


def test_text_without_a_chosen_place_stays(answers):
    acts.do("file", answers, "u0")
    assert answers.lists["unplaced"] == ["u0", "u1"]


def test_suggestion_is_taken(answers):
    acts.do("pick", answers, "a1:australia")
    assert answers.get("a1", "participant") == "australia"


def test_post_is_laid_over_what_is_kept(answers):
    post = QueryDict("rows-outcomes=o1&rows-outcomes=o1&rows-left=o1&rows-hosts=../x&o1-text=New%00&version=3&do=save")
    typed = Answers.from_post(post, answers)
    assert typed.lists["outcomes"] == ["o1"]
    assert typed.lists["left"] == []
    assert typed.lists["hosts"] == []
    assert typed.get("o1", "text") == "New"
    assert typed.get("a1", "suggestions") == "australia;" or typed.get("a1", "suggestions") == "australia"
    assert "version" not in typed.fields


def test_several_names_in_one_field():
    assert separated("Members, Co-Chairs") == ["Members", "Co-Chairs"]
    assert separated("Ministry of Law, Order and Peace; RSO;") == ["Ministry of Law, Order and Peace", "RSO"]
    assert separated(joined(["Ministry of Law, Order and Peace"])) == ["Ministry of Law, Order and Peace"]


@pytest.mark.parametrize(
    ("pointer", "row"),
    [
        ("/attendance/3/as_written", "a3"),
        ("/outcomes/1/children/0/text", "o1_0"),
        ("/outcomes/1/children/0/children/2", "o1_0_2"),
        ("/unplaced/0", "u0"),
        ("/title", None),
        ("/location/city", None),
        ("", None),
    ],
)
def test_pointer_leads_to_its_row(pointer, row):
    assert row_of(pointer) == row


ROWS = ["h0", "a0", "a1", "o0", "o0_0", "o0_1", "o1", "r0", "u0", "u1", "gone"]
BUTTONS = st.tuples(
    st.sampled_from(["add", "remove", "restore", "up", "down", "in", "out", "across", "file", "pick", "x"]),
    st.sampled_from([*ROWS, "attendance", "outcomes", ""]),
)


@given(st.lists(BUTTONS, max_size=30), st.sampled_from(["", "purpose", "outcomes", "recommendations", "left"]))
def test_no_row_with_words_is_ever_lost(buttons, place):
    answers = Answers.from_proposal(PROPOSAL)
    before = {row: answers.words(row) for ids in answers.lists.values() for row in ids}
    answers.fields |= {"u0-goes": place, "u1-goes": place}
    for name, rest in buttons:
        acts.do(name, answers, rest)
    everywhere = [row for ids in answers.lists.values() for row in ids]
    assert len(everywhere) == len(set(everywhere))
    assert set(before) <= set(everywhere)
    assert {row: answers.words(row) for row in before} == before
