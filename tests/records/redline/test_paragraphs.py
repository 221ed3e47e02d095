"""Which paragraph became which."""

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from records.redline import Block, Pair, align

blocks = st.lists(
    st.builds(
        Block,
        st.sampled_from(["", "p-1", "p-2", "p-3", "p-4"]),
        st.lists(st.sampled_from(["Members", "agreed", "noted", "the", "agenda", "report"]), max_size=6).map(" ".join),
    ),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(blocks, blocks)
def test_every_paragraph_stands_once_and_the_new_ones_in_their_order(old, new):
    pairs = align(old, new)

    assert sorted(pair.old for pair in pairs if pair.old is not None) == list(range(len(old)))
    assert [pair.new for pair in pairs if pair.new is not None] == list(range(len(new)))
    stayed = [pair.old for pair in pairs if pair.old is not None and not pair.is_moved]
    assert stayed == sorted(stayed)


@settings(max_examples=100, deadline=None)
@given(blocks)
def test_the_same_list_stays(old):
    assert align(old, old) == [Pair(at, at) for at in range(len(old))]


AGENDA = "Members agreed the provisional agenda of the coming Senior Officials’ Meeting."
REPORT = "The Regional Support Office reported on the labour migration workshops it held."
STRATEGY = "The Co-Chairs submitted a draft of the Strategy for Cooperation to the Group."
GUIDE = "A guide on identity at sea was welcomed, with thanks to those who wrote it."


def test_one_that_was_moved_is_found_also_where_it_was_changed():
    old = [Block("a", AGENDA), Block("b", REPORT), Block("c", STRATEGY), Block("d", GUIDE)]
    new = [Block("d", GUIDE.replace("welcomed", "noted")), Block("a", AGENDA), Block("b", REPORT), Block("c", STRATEGY)]

    assert align(old, new) == [Pair(3, 0, is_moved=True), Pair(0, 1), Pair(1, 2), Pair(2, 3)]


def test_of_two_that_changed_places_the_shorter_was_moved():
    long, short = Block("a", f"{AGENDA} {REPORT}"), Block("b", GUIDE)

    assert align([short, long], [long, short]) == [Pair(1, 0), Pair(0, 1, is_moved=True)]
    assert align([long, short], [short, long]) == [Pair(1, 0, is_moved=True), Pair(0, 1)]


def test_words_count_for_more_than_an_anchor_that_shifted():
    """Anchors of a draft say the place under a heading: what was put in takes over the anchor of what follows it."""
    old = [Block("p-1", AGENDA), Block("p-2", STRATEGY), Block("p-3", GUIDE)]
    new = [Block("p-1", AGENDA), Block("p-2", REPORT), Block("p-3", STRATEGY + " It was new."), Block("p-4", GUIDE)]

    assert align(old, new) == [Pair(0, 0), Pair(None, 1), Pair(1, 2), Pair(2, 3)]


def test_what_was_written_anew_is_known_by_its_anchor():
    old = [Block("a", AGENDA), Block("b", REPORT)]

    assert align(old, [Block("a", AGENDA), Block("b", GUIDE)]) == [Pair(0, 0), Pair(1, 1)]
    assert align(old, [Block("a", AGENDA), Block("z", GUIDE)]) == [Pair(0, 0), Pair(1, None), Pair(None, 1)]


def test_what_was_taken_out_stands_where_it_stood():
    old = [Block("", AGENDA), Block("", REPORT), Block("", STRATEGY), Block("", GUIDE)]

    assert align(old, [old[0], old[3]]) == [Pair(0, 0), Pair(1, None), Pair(2, None), Pair(3, 1)]


def many(count, chance, words):
    """Paragraphs that share nearly all of their words."""
    return [Block("", " ".join(chance.choices(words, k=20))) for _ in range(count)]


def test_time_is_linear_where_all_paragraphs_are_alike():
    """Eight times the paragraphs may take at most sixteen times as long; a quadratic way would take sixty-four."""
    took = {}
    words = [f"word{at}" for at in range(40)]
    for count in (500, 4000):
        chance = random.Random(2016)
        old, new = many(count, chance, words), many(count, chance, words)
        begun = time.process_time()
        align(old, new)
        took[count] = time.process_time() - begun

    assert took[4000] < 2
    assert took[4000] < 16 * took[500] + 0.1
