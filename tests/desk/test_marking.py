"""Long texts are marked at the price of what differs."""

import time

import pytest

from desk.marking import LONGEST, marked
from records.redline.words import apply

LONG = "Members agreed and noted things. " * 5000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("one two", "one three"),
        (LONG, LONG),
        (LONG, ""),
        ("", LONG),
        (f"{LONG}Theirs.", f"{LONG}Mine."),
        (f"Theirs {LONG}", f"Mine {LONG}"),
        (f"{LONG}middle {LONG}", f"{LONG}midst {LONG}"),
        ("x" * LONGEST, "x" * LONGEST + "y"),
        (LONG, LONG.replace("agreed", "refused")),
    ],
)
def test_the_steps_lead_from_one_to_the_other(old, new):
    steps = marked(old, new)
    assert apply(old, steps) == new
    assert "".join(step.new for step in steps if step.op != "delete") == new


def test_whole_words_are_marked():
    steps = marked(f"{LONG}training.", f"{LONG}trains.")
    assert [(step.old, step.new) for step in steps if step.op != "equal"] == [("training", "trains")]


def test_a_megabyte_with_one_word_changed_is_marked_at_once():
    long = LONG * 7
    begun = time.perf_counter()
    marked(f"{long}Theirs.", f"{long}Mine.")
    assert time.perf_counter() - begun < 2
