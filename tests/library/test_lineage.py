"""The page of a document: where each paragraph comes from, and what is agreed so far."""

import datetime

import pytest

from library.lineage import lineage
from records.brackets import agreed
from records.compose import compose_draft
from tests import factories

pytestmark = pytest.mark.django_db
FIRST = "# Aims\n\nMembers will cooperate against smuggling.\n\nMembers will report once a year."
SECOND = (
    "# Aims\n\nMinisters meet in Bali.\n\nMembers will cooperate against smuggling.\n\n"
    "Members [shall]{Fiji} report twice a year."
)


def drafts():
    second = {"submitted_by": "the Co-Chairs", "submitted_on": datetime.date(2016, 2, 2)}
    return factories.draft(1, text=FIRST), factories.draft(2, text=SECOND, **second)


def test_every_paragraph_says_which_draft_brought_it():
    first, second = (compose_draft(draft) for draft in drafts())
    found = lineage([second, first])

    assert [found[passage.anchor].words for passage in second.passages] == [
        "New in draft 2, submitted by the Co-Chairs on 2 February 2016",
        "New in draft 1",
        "Changed in draft 2, submitted by the Co-Chairs on 2 February 2016",
    ]


def test_the_page_shows_it_and_a_clean_view(client):
    for draft in drafts():
        factories.issue(draft)
    page = client.get("/strategy/strategy-for-cooperation/").content.decode()
    assert "Changed in draft 2, submitted by the Co-Chairs on 2 February 2016" in page
    assert "[shall] proposed by Fiji" in page
    clean = client.get("/strategy/strategy-for-cooperation/?view=clean").content.decode()
    assert "Members […] report twice a year." in clean
    assert "shall" not in clean


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Members [shall] [should] report.", "Members […] report."),
        ("[[a] b] c", "[…] c"),
        ("a ] b", "a ] b"),
        ("plain", "plain"),
        ("a [b", "a […]"),
    ],
)
def test_what_is_agreed(text, words):
    assert agreed(text) == words
