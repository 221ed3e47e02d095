"""Every character of any text stands in exactly one span, and its words are where the span says."""

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.summary import default_names, read

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))
TEXT_PLACES = ("/purpose", "/recommendations_intro", "/title", "/image")


def resolve(document, pointer):
    """The value at an RFC 6901 pointer."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def check(source):
    """Reads `source` and asserts the promise; returns the proposal."""
    proposal = read(source, default_names())
    document = proposal.to_dict()
    covered = [0] * len(source)
    for start, end, pointer in proposal.spans:
        assert 0 <= start < end <= len(source)
        for at in range(start, end):
            covered[at] += 1
        value = resolve(document, pointer)
        if (
            pointer.startswith("/unplaced/")
            or pointer.endswith(("/text", "/heading", "/as_written"))
            or pointer in TEXT_PLACES[:2]
        ):
            for word in source[start:end].split():
                assert word in value, (pointer, word, value)
    assert [char for char, times in zip(source, covered, strict=True) if times == 0 and not char.isspace()] == []
    assert max(covered, default=0) <= 1
    return proposal


NAMES = [name for participant in default_names().participants for name in participant.names]
PHRASES = [
    "The meeting was attended by",
    "attended the meeting as observers.",
    "were unable to attend.",
    "Location:",
    "Date: 2 May 2016",
    "- ",
    "• ",
    "1. ",
    "(a) ",
    "Recommendations:",
    "Members agreed",
    "The purpose of the meeting was to",
    "as well as",
    "co-chaired by",
    "65 participants from",
    "Mr John Smith, Director,",
    "(",
    ")",
    ",",
    "and",
    ":",
    ".",
    "\n",
    "\r\n",
    "\n\n",
    "\u00a0",
    "\u200f",
    "\x00",
    "\x1c",
    "\ufeff",
]


@settings(max_examples=400, deadline=None)
@given(st.text())
def test_any_text(source):
    check(source)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PHRASES), st.sampled_from(NAMES), st.text(max_size=6)), max_size=40))
def test_any_run_of_what_summaries_are_made_of(pieces):
    check(" ".join(pieces))


@pytest.mark.skipif(not CORPUS, reason="no corpus")
@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CORPUS), st.randoms(use_true_random=False), st.integers(1, 6))
def test_mangled_summaries(path, chance, times):
    lines = path.read_text("utf-8").splitlines(keepends=True)
    for _ in range(times):
        mangle(lines, chance)
    check("".join(lines))


def mangle(lines, chance):
    at = chance.randrange(len(lines)) if lines else 0
    what = chance.randrange(6)
    if not lines or what == 0:
        lines.insert(at, chance.choice(["\r\n", "\x0b", "\u2028", "(", "—\n", "• \n", "ﬁ\n"]))
    elif what == 1:
        del lines[at]
    elif what == 2:
        lines.insert(at, lines[at])
    elif what == 3:
        chance.shuffle(lines)
    elif what == 4:
        cut = chance.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:cut] + chance.choice(string.printable + "\u202e\u0301́") + lines[at][cut:]
    else:
        lines[at] = lines[at].replace("\n", " ")


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_corpus(path):
    check(path.read_bytes().decode("utf-8"))
