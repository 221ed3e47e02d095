"""The source, cut: no character is lost, and each phrase leads to where its words stand now."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.reading.answers import Answers
from desk.reading.phrases import phrases

TEXT = "Third Meeting. Vietnam came. Members\nagreed. Stray."
SPANS = [
    (0, 14, "/title"),
    (15, 22, "/attendance/0/as_written"),
    (23, 28, "/attendance/0/presence"),
    (29, 36, "/outcomes/0/text"),
    (37, 44, "/outcomes/0/text"),
    (45, 51, "/unplaced/0"),
]
PROPOSAL = {"title": "Third Meeting", "attendance": [{}], "outcomes": [{}], "unplaced": ["Stray."]}


def cut(answers):
    return [(phrase.text, phrase.group, phrase.href) for phrase in phrases(TEXT, SPANS, answers)]


def test_neighbours_with_one_place_make_one_phrase_within_a_line():
    assert cut(Answers.from_proposal(PROPOSAL)) == [
        ("Third Meeting.", 1, "#field-title"),
        (" ", None, ""),
        ("Vietnam came.", 2, "#row-a0"),
        (" ", None, ""),
        ("Members", 4, "#row-o0"),
        ("\n", None, ""),
        ("agreed.", 4, "#row-o0"),
        (" ", None, ""),
        ("Stray.", 0, "#row-u0"),
    ]


def test_phrase_follows_its_row():
    answers = Answers.from_proposal(PROPOSAL)
    answers.move("outcomes", "recommendations", "o0")
    answers.leave_out("attendance", "a0")
    answers.fields["u0-goes"] = "purpose"
    answers.file("u0", "purpose")
    places = {text: (group, href) for text, group, href in cut(answers)}
    assert places["agreed."] == (5, "#row-o0")
    assert places["Vietnam came."] == (0, "")
    assert places["Stray."] == (3, "#field-purpose")


@given(st.text(max_size=80), st.data())
def test_joined_phrases_are_the_text(text, data):
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=12)))
    pointers = st.sampled_from(
        ["/title", "/outcomes/0", "/outcomes/9/x", "/unplaced/0", "/nonsense", "", "/attendance/x"]
    )
    spans = [(start, end, data.draw(pointers)) for start, end in pairwise(edges)]
    made = phrases(text, spans, Answers.from_proposal(PROPOSAL))
    assert "".join(phrase.text for phrase in made) == text
