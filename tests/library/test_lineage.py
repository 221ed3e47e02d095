"""The page of a document: where each paragraph comes from, and what is agreed so far."""

import datetime

import pytest
from django.utils import timezone

from core.text import date_words
from records import clearance
from records.brackets import agreed
from records.compose import compose_draft
from records.lineage import lineage
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


def test_the_meeting_it_went_to_or_that_endorsed_it_is_named():
    first, _ = drafts()
    som, bpmc = factories.meeting(6, code="SOM"), factories.meeting(6, code="BPMC")
    told = {"submitted_by": "the Co-Chairs", "submitted_on": datetime.date(2016, 3, 22)}
    third = factories.draft(3, text=f"{SECOND}\n\nMinisters will meet.", submitted_to=som, **told)
    fourth = factories.draft(4, text=f"{SECOND}\n\nMinisters will meet again.", endorsed_at=bpmc)
    found = lineage([compose_draft(third), compose_draft(first)])
    assert found[compose_draft(third).passages[-1].anchor].words == (
        "New in draft 3, submitted by the Co-Chairs to SOM 6 on 22 March 2016"
    )
    found = lineage([compose_draft(fourth), compose_draft(third), compose_draft(first)])
    assert found[compose_draft(fourth).passages[-1].anchor].words == "Changed in draft 4, endorsed at BPMC 6"


def test_the_page_shows_it_and_a_clean_view(client):
    for draft in drafts():
        factories.issue(draft)
    page = client.get("/strategy/strategy-for-cooperation/").content.decode()
    assert "Changed in draft 2, submitted by the Co-Chairs on 2 February 2016" in page
    assert "[shall] proposed by Fiji" in page
    clean = client.get("/strategy/strategy-for-cooperation/?view=clean").content.decode()
    assert "Members […] report twice a year." in clean
    assert "shall" not in clean


WORDS = "In the words of Sri Lanka, accepted on "


@pytest.mark.parametrize("is_open", [True, False])
def test_whose_words_were_accepted_is_told_to_those_who_may_know(client, is_open):
    ana, other = factories.preparer(), factories.delegate("nauru", iso="NR")
    lanka, fiji = factories.delegate("sri-lanka", iso="LK"), factories.delegate("fiji", iso="FJ")
    draft = factories.draft(1, text=FIRST)
    asked = [user.mandates.get().participant for user in (lanka, fiji)]
    deadline = timezone.now() + datetime.timedelta(days=7)
    row = clearance.open_round(draft, asked, by=ana, mode="reply", deadline=deadline, shows_comments=is_open)
    anchor = clearance.sent(row).passages[1].anchor
    said = clearance.say(row, asked[0], "proposal", by=lanka, anchor=anchor, words="Members will report every May.")
    clearance.answer(said, "accepted", by=ana, takes_over=True)
    factories.issue(draft)
    address = "/strategy/strategy-for-cooperation/"
    seen = {"nobody": client.get(address).text}
    for name, user in (("lanka", lanka), ("fiji", fiji), ("other", other), ("ana", ana)):
        client.force_login(user)
        seen[name] = client.get(address).text
    desk = client.get(f"/prepare/documents/drafts/{draft.pk}/").text

    assert {name for name, page in seen.items() if WORDS in page} == {"lanka", "ana"} | ({"fiji"} if is_open else set())
    assert f"{WORDS}{date_words(timezone.now().date().isoformat())} (draft 1, round 1)" in seen["lanka"]
    assert seen["lanka"].count(WORDS) == 1
    assert WORDS in desk


def test_the_desk_shows_where_each_paragraph_comes_from(client):
    _, second = drafts()
    client.force_login(factories.preparer())

    page = client.get(f"/prepare/documents/drafts/{second.pk}/").text
    assert "Changed in draft 2, submitted by the Co-Chairs on 2 February 2016" in page
    assert "New in draft 1" in page


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
