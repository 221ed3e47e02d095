"""100 KB are read in under a second of processor time, whatever they are."""

import time
from pathlib import Path

import pytest

from meetings.summary import default_names, read

SIZE = 100_000
TWIN = Path(__file__).parent / "corpus" / "twin-ahg-som-10.txt"
PIECES = (
    "x ",
    ",",
    "and ",
    "(",
    ")",
    "- ",
    "\n",
    "1. ",
    "Australia, ",
    "Australia and ",
    "attended as observers ",
    "Members agreed and noted. ",
    "(ABC) ",
    "Mr Smith, Minister ",
    "2 February 2016 ",
    "Location: ",
    "Participants:\n- x\n",
    "hosted by ",
    "Fifth BPMC ",
    " ",
    ".",
    ":",
    "é",
    "Xyzzy (XY), ",
)


def seconds(source):
    started = time.process_time()
    read(source[:SIZE], default_names())
    return time.process_time() - started


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("lead", ["", "Title\n\nThe meeting was attended by "])
def test_one_thing_over_and_over(lead, piece):
    assert seconds(lead + piece * (SIZE // len(piece) + 1)) < 1


def test_a_long_summary():
    assert seconds(TWIN.read_text("utf-8") * 40) < 1
