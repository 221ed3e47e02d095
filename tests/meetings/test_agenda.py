"""A pasted list becomes items: numbers, levels, and no word lost."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.agenda import read

NUMBERED = """Provisional agenda

1. Opening of the meeting
2. Adoption of the agenda
3. Review of the Strategy
3.1 Progress since the
    ninth meeting
3.2) Next steps
(a) Returns
(b) Labour migration
4 - Any other business
"""


def shape(text):
    return [(line.number, line.title, line.depth) for line in read(text)]


def test_numbers_levels_and_lines_that_go_on():
    assert shape(NUMBERED) == [
        ("", "Provisional agenda", 0),
        ("1", "Opening of the meeting", 0),
        ("2", "Adoption of the agenda", 0),
        ("3", "Review of the Strategy", 0),
        ("3.1", "Progress since the ninth meeting", 1),
        ("3.2", "Next steps", 1),
        ("(a)", "Returns", 2),
        ("(b)", "Labour migration", 2),
        ("4", "Any other business", 0),
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Opening\nClosing", [("1", "Opening", 0), ("2", "Closing", 0)]),
        ("- Opening\n• Closing", [("1", "Opening", 0), ("2", "Closing", 0)]),
        ("1. Reports\n- by Thailand\n- by the RSO\n2. Close", [
            ("1", "Reports", 0), ("", "by Thailand", 1), ("", "by the RSO", 1), ("2", "Close", 0)]),
        ("Item 1: Opening\nAgenda item 2 – Close", [("1", "Opening", 0), ("2", "Close", 0)]),
        ("I. Opening\nIV. Close", [("I", "Opening", 0), ("IV", "Close", 0)]),
        ("09:30 Opening\n10:00 Reports", [("1", "09:30 Opening", 0), ("2", "10:00 Reports", 0)]),
        ("2016 in review\nA plan", [("1", "2016 in review", 0), ("2", "A plan", 0)]),
        ("3.1.2.1 Deep", [("3.1.2.1", "Deep", 0)]),
        ("", []),
        ("\n \t\n", []),
    ],
)  # fmt: skip
def test_lists_of_many_kinds(text, items):
    assert shape(text) == items


@given(st.lists(st.text(alphabet="ab1.()- \n•AIV:", max_size=40), max_size=8))
def test_no_word_is_lost(lines):
    text = "\n".join(lines)
    kept = " ".join(f"{line.number} {line.title}" for line in read(text))
    assert Counter(re.findall(r"\w{6,}", text)) <= Counter(re.findall(r"\w+", kept))
    depths = [line.depth for line in read(text)]
    assert all(later <= earlier + 1 for earlier, later in zip([-1, *depths], depths, strict=False))
