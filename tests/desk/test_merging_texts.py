"""Three texts become one: nothing typed is lost, what does not collide is together."""

import time

from hypothesis import given
from hypothesis import strategies as st

from desk.merging.texts import merge

TEXT = st.lists(st.sampled_from(["", "a", "b", "c", "d", "e"]), max_size=9).map("\n".join)


def sides(pieces):
    return ["\n".join(line for piece in pieces for line in getattr(piece, side)) for side in ("base", "theirs", "mine")]


def told(base, theirs, mine):
    return [(piece.side, "|".join(piece.theirs), "|".join(piece.mine)) for piece in merge(base, theirs, mine)]


def settled(base, theirs, mine):
    pieces = merge(base, theirs, mine)
    assert all(piece.side != "collision" for piece in pieces)
    return "\n".join(line for piece in pieces for line in piece.settled)


@given(TEXT, TEXT, TEXT)
def test_each_side_can_be_read_back(base, theirs, mine):
    assert sides(merge(base, theirs, mine)) == [base, theirs, mine]


@given(TEXT, TEXT)
def test_what_only_one_changed_never_collides(base, changed):
    assert settled(base, changed, base) == changed
    assert settled(base, base, changed) == changed
    assert settled(base, changed, changed) == changed


@given(TEXT, TEXT, TEXT)
def test_the_order_of_the_two_makes_no_difference(base, theirs, mine):
    swapped = [(p.side, p.mine, p.theirs) for p in merge(base, mine, theirs)]
    turn = {"theirs": "mine", "mine": "theirs"}
    assert [(turn.get(p.side, p.side), p.theirs, p.mine) for p in merge(base, theirs, mine)] == swapped


def test_two_paragraphs_changed_apart_are_put_together():
    assert settled("one\ntwo\nthree", "ONE\ntwo\nthree", "one\ntwo\nTHREE") == "ONE\ntwo\nTHREE"


def test_one_adds_at_the_end_while_the_other_takes_from_the_front():
    assert settled("one\n\ntwo\n\nthree", "one\n\ntwo\n\nthree\n\nfour", "two\n\nthree") == "two\n\nthree\n\nfour"


def test_the_same_paragraph_changed_twice_collides_alone():
    assert told("one\ntwo\nthree", "one\nTWO\nthree", "one\nzwei\nthree") == [
        ("same", "one", "one"),
        ("collision", "TWO", "zwei"),
        ("same", "three", "three"),
    ]


def test_taken_out_here_and_changed_there_collides():
    assert told("one\ntwo", "one", "one\nTWO")[-1] == ("collision", "", "TWO")


def test_a_megabyte_is_merged_at_once():
    base = [f"Paragraph {number} of many, with words in it." for number in range(25_000)]
    theirs, mine = [*base], [*base]
    for at in range(0, 25_000, 50):
        theirs[at] += " Theirs."
        mine[at + 20] += " Mine."
    begun = time.perf_counter()
    pieces = merge("\n".join(base), "\n".join(theirs), "\n".join(mine))
    assert time.perf_counter() - begun < 5
    assert {piece.side for piece in pieces} == {"same", "theirs", "mine"}
