"""Matters arising: what comes before a meeting, what it decides, what is carried over."""

import html
import re

import pytest

from core.models import SetAside
from recommendations.models import Consideration, PutTo
from recommendations.services import matters
from records.models import RegisterEntry
from records.services import ask_approval
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return factories.preparer()


@pytest.fixture
def desk(client, ana):
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def series():
    """AHG SOM 9 made two and one praise; AHG SOM 10 follows; BPMC 6 comes after."""
    ninth, tenth = factories.meeting(9, starts="2015-05-01"), factories.meeting(10, starts="2016-02-02")
    bpmc = factories.meeting(6, code="BPMC", starts="2016-03-23", state="planned")
    one = factories.recommend(ninth, "Members share data.")
    two = factories.recommend(ninth, "The RSO is to:", items=["train staff;", "write."])
    factories.recommend(ninth, "Thank you.", follow_up="none")
    factories.issue(ninth)
    return {"ninth": ninth, "tenth": tenth, "bpmc": bpmc, "one": one, "two": two}


def listed(meeting):
    return [(matter.code, matter.why) for matter in matters(meeting)]


def test_the_next_meeting_of_the_series_sees_what_was_left_open(series):
    assert listed(series["tenth"]) == [
        ("AHG SOM 9/R1", "Left open by AHG SOM 9"),
        ("AHG SOM 9/R2", "Left open by AHG SOM 9"),
    ]
    assert listed(series["bpmc"]) == []


def test_what_is_referred_deferred_or_put_to_it_comes_before_a_meeting(series):
    factories.considered(series["one"], series["tenth"], "endorsed", refer_to=[series["bpmc"]])
    factories.considered(series["two"], series["tenth"], "deferred", deferred_to=series["bpmc"])

    assert listed(series["bpmc"]) == [
        ("AHG SOM 9/R1", "Referred by AHG SOM 10"),
        ("AHG SOM 9/R2", "Deferred by AHG SOM 10"),
    ]


def test_what_was_closed_does_not_come_again(series):
    factories.considered(series["one"], series["tenth"], "completed")
    eleventh = factories.meeting(11, starts="2016-11-16")

    assert [code for code, _ in listed(eleventh)] == []
    assert [code for code, _ in listed(series["tenth"])] == ["AHG SOM 9/R1", "AHG SOM 9/R2"]  # decided there


def test_decided_with_one_press(desk, series):
    tenth, one = series["tenth"], series["one"]
    page = desk.get(f"/prepare/meetings/{tenth.pk}/matters/").content.decode()
    assert "2 of 2 to decide" in page
    response = desk.post(f"/prepare/meetings/{tenth.pk}/matters/{one.pk}/", {"decision": "adopted", "seen": 0})

    assert response.status_code == 302
    assert Consideration.objects.get().decision == "adopted"
    assert "1 of 2 to decide" in desk.get(f"/prepare/meetings/{tenth.pk}/matters/").content.decode()
    assert (
        f'href="/prepare/meetings/{tenth.pk}/matters/"' in desk.get(f"/prepare/meetings/{tenth.pk}/").content.decode()
    )


def test_sub_paragraphs_fare_differently(desk, series):
    tenth = series["tenth"]
    train, write = series["two"].children.order_by("position")
    desk.post(f"/prepare/meetings/{tenth.pk}/matters/{train.pk}/", {"decision": "noted", "seen": 0})
    desk.post(
        f"/prepare/meetings/{tenth.pk}/matters/{write.pk}/",
        {"decision": "deferred", "deferred_to": series["bpmc"].pk, "refer_to": [series["bpmc"].pk], "seen": 0},
    )

    assert [(row.recommendation.text, row.decision) for row in Consideration.objects.order_by("decision")] == [
        ("write.", "deferred"),
        ("train staff;", "noted"),
    ]
    assert PutTo.objects.get().referrer == tenth
    assert "1 of 2 to decide" in desk.get(f"/prepare/meetings/{tenth.pk}/matters/").content.decode()


# What the form sends, what the record says, what the register says happened, and where it then stands.
DECIDED = [
    ({"decision": "adopted"}, "was adopted.", "Adopted by AHG SOM 10", "adopted"),
    ({"decision": "endorsed"}, "was endorsed.", "Endorsed by AHG SOM 10", "adopted"),
    ({"decision": "noted"}, "was noted.", "Noted by AHG SOM 10", "open"),
    (
        {"decision": "amended", "text": "Members share all data."},
        "was amended to read: “Members share all data”.",
        "Amended by AHG SOM 10",
        "adopted",
    ),
    ({"decision": "deferred"}, "was deferred.", "Deferred at AHG SOM 10", "open"),
    (
        {"decision": "deferred", "deferred_to": "BPMC 6"},
        "was deferred to BPMC 6.",
        "Deferred to BPMC 6 at AHG SOM 10",
        "open",
    ),
    (
        {"decision": "superseded", "superseded_by": "AHG SOM 9/R2"},
        "was superseded by AHG SOM 9/R2.",
        "Superseded by AHG SOM 9/R2; decided by AHG SOM 10",
        "superseded",
    ),
    ({"decision": "completed"}, "was found completed.", "Completed by AHG SOM 10", "completed"),
    ({"decision": "not_agreed"}, "was not agreed.", "Not agreed by AHG SOM 10", "not_agreed"),
]


@pytest.mark.parametrize(("sent", "told"), [(sent, told) for sent, *told in DECIDED])
def test_each_decision_stands_in_the_record_and_in_the_register(desk, series, sent, told):
    tenth = series["tenth"]
    later = {"deferred_to": series["bpmc"].pk} if "deferred_to" in sent else {}
    address = f"/prepare/meetings/{tenth.pk}/matters/{series['one'].pk}/"
    assert desk.post(address, sent | later | {"seen": 0}).status_code == 302
    factories.issue(tenth, audience="public")
    desk.logout()

    page = html.unescape(re.sub("<[^>]*>", "", desk.get("/meetings/ahg-som/10/").text))
    assert f"AHG SOM 9/R1, “Members share data”, {told[0]}" in " ".join(page.split())
    entry = RegisterEntry.objects.readable_by(None).get(reference="AHG SOM 9", number=1)
    assert [entry.last, entry.state] == told[1:]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"decision": "amended"}, "Write the words as amended."),
        ({"decision": "superseded", "superseded_by": "SOM nine"}, "Write the code as SOM 7/R2."),
        ({"decision": "superseded", "superseded_by": "SOM 99/R1"}, "No issued recommendation has the code SOM 99/R1."),
        ({"decision": "superseded", "superseded_by": "AHG SOM 9/R1"}, "A recommendation cannot take its own place."),
        (
            {"decision": "adopted", "superseded_by": "AHG SOM 9/R2"},
            "Only what is superseded names what took its place.",
        ),
        ({"decision": "dreamt"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_said_in_words(desk, series, sent, said):
    address = f"/prepare/meetings/{series['tenth'].pk}/matters/{series['one'].pk}/"
    response = desk.post(address, sent | {"seen": 0})

    assert response.status_code in (409, 422)
    assert said in response.content.decode()
    assert not Consideration.objects.exists()


def test_hostile_words_of_a_decision_are_text_on_every_page_that_shows_them(desk, series):
    tenth, one, hostile = series["tenth"], series["one"], '<script>alert("x")</script>'
    address = f"/prepare/meetings/{tenth.pk}/matters/{one.pk}/"
    factories.considered(one, tenth, "amended", text=hostile)
    refused = desk.post(address, {"decision": "amended", "text": f"{hostile}2", "seen": 0})
    shown = [refused, *(desk.get(page) for page in (address, f"/prepare/meetings/{tenth.pk}/matters/"))]
    shown.append(desk.get(f"/prepare/meetings/{tenth.pk}/history/"))

    assert refused.status_code == 409
    assert [hostile in page.content.decode() for page in shown] == [False] * 4
    assert SetAside.objects.get().fields[1]["mine"] == f"{hostile}2"


def test_two_people_considering_one_item_keep_both_texts(desk, series):
    tenth, one = series["tenth"], series["one"]
    factories.considered(one, tenth, "noted", text="Theirs.")
    address = f"/prepare/meetings/{tenth.pk}/matters/{one.pk}/"
    mine = {"decision": "amended", "text": "Mine."}
    response = desk.post(address, mine | {"seen": 0})
    body = response.content.decode()

    assert response.status_code == 409
    assert "Theirs." in body
    assert "Mine." in body
    assert Consideration.objects.get().text == "Theirs."
    seen = response.context["form"].data["seen"]
    assert desk.post(address, mine | {"seen": seen}).status_code == 302
    assert Consideration.objects.get().text == "Mine."
    assert list(Consideration.history.values_list("text", flat=True)) == ["Mine.", "Theirs."]


def test_a_decision_taken_back_meanwhile_is_said(desk, series):
    address = f"/prepare/meetings/{series['tenth'].pk}/matters/{series['one'].pk}/"
    response = desk.post(address, {"decision": "noted", "seen": 3})

    assert response.status_code == 409
    assert "Somebody took this decision back while you were writing." in response.content.decode()


def test_a_decision_can_be_taken_back(desk, series):
    tenth, one = series["tenth"], series["one"]
    seen = factories.considered(one, tenth, "noted").version
    desk.post(f"/prepare/meetings/{tenth.pk}/matters/{one.pk}/", {"decision": "", "seen": seen})

    assert not Consideration.objects.exists()


def test_what_was_not_reached_is_carried_over(desk, series):
    tenth, bpmc = series["tenth"], series["bpmc"]
    factories.considered(series["one"], tenth, "adopted")
    train, write = series["two"].children.order_by("position")
    factories.considered(train, tenth, "completed")
    desk.post(f"/prepare/meetings/{tenth.pk}/matters/carry-over/", {"to": bpmc.pk})

    assert Consideration.objects.get(decision="deferred").recommendation == write
    assert Consideration.objects.get(decision="deferred").deferred_to == bpmc
    refused = desk.post(f"/prepare/meetings/{tenth.pk}/matters/carry-over/", {"to": bpmc.pk})
    assert refused.status_code == 409
    assert "nothing is left to carry over" in refused.content.decode()


def test_nothing_is_recorded_before_the_meeting_or_while_it_waits(desk, series, ana):
    bpmc, one, tenth = series["bpmc"], series["one"], series["tenth"]
    factories.considered(one, tenth, "endorsed", refer_to=[bpmc])
    early = desk.post(f"/prepare/meetings/{bpmc.pk}/matters/{one.pk}/", {"decision": "adopted", "seen": 0})
    assert (early.status_code, "has not been held" in early.content.decode()) == (409, True)
    ask_approval(tenth, by=ana)
    two = desk.post(f"/prepare/meetings/{tenth.pk}/matters/{series['two'].pk}/", {"decision": "noted", "seen": 0})
    assert (two.status_code, "waiting for approval" in two.content.decode()) == (409, True)


def test_the_list_costs_the_same_at_any_size(series, django_assert_num_queries):
    with django_assert_num_queries(11):
        matters(series["tenth"])
    for at in range(5):
        factories.considered(factories.recommend(series["ninth"], f"Do {at}."), series["tenth"], "noted")
    with django_assert_num_queries(11):
        matters(series["tenth"])
