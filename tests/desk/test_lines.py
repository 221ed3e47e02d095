"""One line at a time: added, read where something was left empty, never twice."""

import uuid

import pytest
from django.urls import reverse

from desk.lines import services
from desk.lines.words import words_for
from meetings.agenda import unlabelled
from meetings.models import Outcome
from recommendations.models import Recommendation
from records import services as records
from tests.desk.test_meetings import at, cost


def line(text, **more):
    return {"key": str(uuid.uuid4()), "text": text, "who": "", "verbs": "", "reads": "on"} | more


def write(client, meeting, sent, section="outcomes", **headers):
    return client.post(at("lines", meeting, section), sent, headers=headers)


def test_a_line_is_added_and_who_and_verb_are_read_from_it(as_, meeting):
    answer = write(as_("ana"), meeting, line("Members noted the paper and agreed to meet again."))
    assert answer["Location"] == at("lines", meeting, "outcomes") + "?under=0&reads=1"
    row = Outcome.objects.get()
    assert (row.text, row.actors, row.verbs) == (
        "Members noted the paper and agreed to meet again.",
        ["Members"],
        ["noted", "agreed"],
    )
    assert row.history.get().history_user.name == "Ana"
    page = as_("ana").get(answer["Location"])
    assert "Added. Read from the words: Members; noted; agreed." in page.text
    assert "autofocus" in page.text


def test_what_is_typed_counts_and_nothing_is_read_where_nobody_wants_it(as_, meeting):
    ana = as_("ana")
    write(ana, meeting, line("Members noted the paper.", who="Ministers; Sri Lanka", verbs="welcomed"))
    write(ana, meeting, line("Members noted the plan.", reads=""))
    assert [(row.actors, row.verbs) for row in Outcome.objects.order_by("position")] == [
        (["Ministers", "Sri Lanka"], ["welcomed"]),
        ([], []),
    ]


def test_a_recommendation_is_put_to_whom_its_words_name(as_, meeting):
    write(as_("ana"), meeting, line("Members encouraged the RSO to train trainers."), "recommendations")
    write(as_("ana"), meeting, line("The RSO was commended.", who="Viet Nam"), "recommendations")
    first, second = Recommendation.objects.order_by("position")
    assert (first.verb, first.follow_up) == ("encouraged", "action")
    assert [(one.as_written, one.participant.slug) for one in first.addressees.all()] == [("RSO", "rso")]
    assert (second.verb, second.follow_up) == ("commended", "none")
    assert [one.participant.slug for one in second.addressees.all()] == ["viet-nam"]


def test_a_list_becomes_a_paragraph_a_line_under_the_one_above(as_, meeting):
    ana = as_("ana")
    write(ana, meeting, line("Members agreed on three steps."))
    answer = write(ana, meeting, line("One.\r\n\r\n  Two.\nThree.", under="on"))
    assert answer["Location"].endswith("?under=1&reads=1")
    top = Outcome.objects.get(parent=None)
    assert [row.text for row in top.children.order_by("position")] == ["One.", "Two.", "Three."]
    page = as_("ana").get(at("lines", meeting, "outcomes"))
    assert [shown["depth"] for shown in page.context["lines"]] == [0, 1, 1, 1]


def test_a_number_that_is_typed_with_its_line_is_not_told_twice(as_, meeting):
    ana = as_("ana")
    write(ana, meeting, line("3. Members noted the paper."))
    write(ana, meeting, line("(a) often\nb) seldom\niv. never\n- at last", under="on"))
    top = Outcome.objects.get(parent=None)
    assert (top.text, top.actors) == ("Members noted the paper.", ["Members"])
    assert [row.text for row in top.children.order_by("position")] == ["often", "seldom", "never", "at last"]


@pytest.mark.parametrize(
    "text",
    [
        "12 delegations attended.",
        "3.5 million people moved.",
        "10 – 12 March was agreed.",
        "A. Smith reported.",
        "9:30 was agreed.",
        "(Members) noted it.",
        "e.g. this",
        "3.",
    ],
)
def test_a_number_that_begins_a_sentence_stays(text):
    assert unlabelled(text) == text


def test_a_line_sent_twice_is_added_once(as_, meeting):
    sent = line("Members agreed.")
    for _ in range(2):
        answer = write(as_("ana"), meeting, sent, Accept="application/json")
        assert answer.status_code == 200
    assert Outcome.objects.count() == 1


def test_the_script_gets_the_line_or_a_sentence(as_, meeting, people):
    ana = as_("ana")
    told = write(ana, meeting, line("Members <agreed>."), Accept="application/json").json()
    assert told["said"] == "Added. Read from the words: Members; agreed."
    assert "Members &lt;agreed&gt;." in told["lines"]
    assert reverse("desk:row", args=[meeting.pk, "outcomes", Outcome.objects.get().pk]) in told["lines"]
    empty = write(ana, meeting, line("  "), Accept="application/json")
    assert (empty.status_code, empty.json()) == (422, {"error": "Write the words of the paragraph."})
    long = write(ana, meeting, line("Agreed.", verbs="x" * 61), Accept="application/json")
    assert long.status_code == 422
    records.ask_approval(meeting, by=people["ana"])
    waits = write(ana, meeting, line("Late."), Accept="application/json")
    assert waits.status_code == 409
    assert waits.json()["error"].startswith("It is waiting for approval.")
    assert write(ana, meeting, line("Late.")).status_code == 409
    assert Outcome.objects.count() == 1


def test_a_mistake_is_said_and_what_was_typed_stays(as_, meeting):
    page = write(as_("ana"), meeting, line("Agreed.", verbs="x" * 61))
    assert page.status_code == 422
    assert "One of these is longer than 60 characters." in page.text
    assert 'value="Agreed."' in page.text
    assert "could not be read" in write(as_("ana"), meeting, line("Agreed \ufffd.")).text


@pytest.mark.parametrize(("section", "text"), [("outcomes", "Members noted it."), ("recommendations", "Ask the RSO.")])
def test_a_line_takes_at_most_12_queries(as_, meeting, section, text):
    client, costs = as_("ana"), []
    for _ in range(2):
        sent = line(text, who="RSO" if section == "recommendations" else "")
        url = at("lines", meeting, section)
        costs.append(cost(lambda sent=sent, url=url: client.post(url, sent, headers={"accept": "application/json"})))
    assert costs == ([9, 9] if section == "outcomes" else [12, 12])


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_at_any_size(as_, meeting, ana, count):
    for number in range(count):
        typed = services.Typed(uuid.uuid4(), f"Ask the RSO {number}.", who=["RSO"], reads=False)
        services.add(Recommendation, meeting, typed, by=ana)
    client = as_("ana")
    assert cost(lambda: client.get(at("lines", meeting, "recommendations"))) == 6


def test_words_used_most_in_the_series_come_first(meeting):
    for verbs in (["took stock"], ["took stock", "noted"]):
        Outcome.objects.create(meeting=meeting, text="Agreed.", actors=["Heads"], verbs=verbs)
    words = words_for(meeting)
    assert words.verbs[:3] == ["took stock", "noted", "adopted"]
    assert words.who[:2] == ["Heads", "Members"]
    assert len(set(words.verbs)) == len(words.verbs)
