"""Words: the script gives the new text exactly, reads well, and is found in time linear in the length."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.redline import apply, words

any_text = st.text(st.characters() | st.sampled_from(" \n\t\u00a0.,;’-\u0301\u200d\ud800aA1٣中ไ"), max_size=80)
few_words = st.lists(
    st.sampled_from(["Members", "agreed", "the", "agenda", ".", " ", "  ", "\n", ",", "1,000"]), max_size=40
).map("".join)


def shown(old, new):
    """The script in one line: [-taken out-]{+put in+}."""
    pieces = []
    for step in words(old, new):
        if step.op == "equal":
            pieces.append(step.new)
        else:
            pieces.append((f"[-{step.old}-]" if step.old else "") + (f"{{+{step.new}+}}" if step.new else ""))
    return "".join(pieces)


@settings(max_examples=400, deadline=None)
@given(any_text | few_words, any_text | few_words)
def test_applying_it_gives_the_new_text_exactly(old, new):
    steps = words(old, new)

    assert apply(old, steps) == new
    assert "".join(step.old for step in steps) == old
    for step in steps:
        said = {"equal": step.old == step.new != "", "insert": not step.old and step.new != ""}
        said |= {"delete": step.old != "" and not step.new, "replace": "" != step.old != step.new != ""}
        assert said[step.op]


@settings(max_examples=200, deadline=None)
@given(few_words)
def test_equal_texts_have_no_changes(text):
    assert {step.op for step in words(text, text)} <= {"equal"}


@pytest.mark.parametrize(
    "expected",
    [
        "a draft of [-23-]{+22+} March [-2016-]{+2015+} in Bali",
        "Members submitted [-a-]{+an updated+} draft.",
        "open to progress, to new priorities,{+ to changes in the region and beyond,+} and to Ministers",
        "Members agreed A.{+ Members agreed N.+} Members agreed B.",
        "the directions of Ministers.{+ They also thanked the Co-Chairs.+}",
        "They [-approved the plan-]{+adopted the strategy+} in Bangkok today.",
        "[-Australia-]{+Austria+}, Indonesia, [-Nepal-]{+Naples+}",
        "the [-Co-Chairs’-]{+Chair’s+} Meeting",
        "[-1,000-]{+1,500+} people in TEG-RR",
        "one two[- -]{+\n+}three",
        "[-wholly different words stood in this place-]{+nothing of it remained for anybody to recognise+}",
        "[-Members walked along riverbanks all evening-]{+Members deliberated concerning reintegration programmes+}",
        "ประชุม [-กรุงเทพ-]{+บาหลี+} 2016",
        "会议在中[-国-]{+文+}举行",
    ],
)
def test_it_reads_well(expected):
    old, new = taken_apart(expected)

    assert shown(old, new) == expected


def taken_apart(marked):
    """The two texts of a script in one line."""
    old = new = ""
    for piece in marked.replace("{+", "\0+").replace("+}", "\0").replace("[-", "\0-").replace("-]", "\0").split("\0"):
        if piece[:1] == "+":
            new += piece[1:]
        elif piece[:1] == "-" and piece != "-":
            old += piece[1:]
        else:
            old, new = old + piece, new + piece
    return old, new


@pytest.mark.parametrize(
    "other", ["Members agreed.", "Members agreed the agenda. And more.", "", "Members agreed the agendo."]
)
def test_a_script_for_another_text_is_refused(other):
    with pytest.raises(ValueError, match="another text"):
        apply(other, words("Members agreed the agenda.", "Members agreed the new agenda."))


def document(length, chance):
    """Words as language has them: few of them very common, many rare."""
    letters = "abcdefghijklmnop"
    vocabulary = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(6000)]
    return chance.choices(vocabulary, [1 / rank for rank in range(1, 6001)], k=length)


def corrected(old, chance):
    """A change every 25 words, and 500 words moved."""
    new = list(old)
    for _ in range(len(old) // 25):
        at = chance.randrange(len(new))
        new[at : at + chance.randint(0, 3)] = chance.choices(old, k=chance.randint(0, 4))
    moved, new[100:600] = new[100:600], []
    at = len(new) // 2
    new[at:at] = moved
    return new


def test_what_stays_is_found_behind_a_long_insertion():
    chance = random.Random(2016)
    old, other = document(300, chance), document(300, chance)
    new = ["first", *old[1:150], *other, *old[150:-1], "last"]

    steps = words(" ".join(old), " ".join(new))
    assert sum(len(step.new.split()) for step in steps if step.op == "equal") > 290


def numbered(length):
    return [str(at // 2) for at in range(length)]


PAIRS = {
    "corrected": lambda n, chance: (old := document(n, chance), corrected(old, chance)),
    "unrelated": lambda n, chance: (document(n, chance), document(n, chance)),
    "two words": lambda n, chance: (chance.choices("ab", k=n), chance.choices("ab", k=n)),
    "one word": lambda n, chance: (["a"] * n, ["a", "a", "b"] * (n // 3)),
    "every word twice, backwards": lambda n, chance: (numbered(n), numbered(n)[::-1]),
    "nothing in common": lambda n, chance: (["a"] * n, ["b"] * n),
}


@pytest.mark.parametrize("kind", PAIRS)
def test_fifty_thousand_words_in_under_two_seconds_and_linear(kind):
    """Four times the words may take at most eight times as long; a quadratic way would take sixteen."""
    took = {}
    for length in (12_500, 50_000):
        old, new = (" ".join(side) for side in PAIRS[kind](length, random.Random(2016)))
        spent = []
        for _ in range(3):  # a neighbour on the machine slows a processor down, nothing speeds it up
            begun = time.process_time()
            steps = words(old, new)
            spent.append(time.process_time() - begun)
            assert apply(old, steps) == new
        took[length] = min(spent)

    assert took[50_000] < 2
    assert took[50_000] < 8 * took[12_500] + 0.1
