"""The register: rows that follow from what is issued, one register for each ring of readers."""

import datetime

import pytest

from core.history import acting
from records import custody, services
from records.models import InForce, RegisterEntry, RegisterEvent
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def som():
    return factories.meeting(6, code="SOM", starts="2016-03-22")


@pytest.fixture
def first(som):
    """AHG SOM 10 with two recommendations put to SOM 6, issued."""
    meeting = factories.meeting(10, starts="2016-02-02")
    rso = factories.participant("rso", "RSO", "body")
    factories.recommend(meeting, "It was recommended that members share data.", put_to=[som])
    factories.recommend(meeting, "The RSO is to:", to=[rso], items=["train staff;", "publish a paper."], verb="is to")
    factories.issue(meeting)
    return meeting


def recommendations(meeting):
    return list(meeting.recommendations.filter(parent=None))


def states(user=None):
    return {entry.name: entry.state for entry in RegisterEntry.objects.readable_by(user)}


def rows(model):
    fields = [field.name for field in model._meta.fields if field.name not in ("id", "edition")]
    return sorted(map(str, model.objects.values_list(*fields)))


def test_a_recommendation_is_made_when_its_record_is_issued(first):
    one, two = RegisterEntry.objects.readable_by(None).newest_first()

    assert (one.name, one.path, one.state, one.put_to, one.participants) == (
        "AHG SOM 10/R1",
        "ahg-som-10/r1",
        "made",
        ["SOM 6"],
        [],
    )
    assert (two.name, two.verb, two.addressees, two.participants) == ("AHG SOM 10/R2", "is to", ["RSO"], ["rso"])
    assert (one.first_rung, one.last_rung, one.made_on) == (0, 5, datetime.date(2016, 2, 2))


def test_a_decision_shows_once_the_later_record_is_issued(first, som):
    one, _ = recommendations(first)
    factories.considered(one, som, "adopted")
    assert states() == {"AHG SOM 10/R1": "made", "AHG SOM 10/R2": "made"}

    factories.issue(som)
    assert states() == {"AHG SOM 10/R1": "adopted", "AHG SOM 10/R2": "made"}
    event = RegisterEvent.objects.readable_by(None).get(kind="considered")
    assert event.facts["decision"] == "adopted"
    assert event.on == datetime.date(2016, 3, 22)


def test_the_later_record_says_it_in_words(first, som):
    one, two = recommendations(first)
    bpmc = factories.meeting(6, code="BPMC", starts="2016-03-23", state="planned")
    factories.considered(one, som, "endorsed", refer_to=[bpmc])
    train, publish = two.children.order_by("position")
    factories.considered(train, som, "amended", text="train forty staff;")
    factories.considered(publish, som, "deferred", deferred_to=bpmc)
    record = services.compose(som)
    section = next(section for section in record.sections if section.slug == "action-taken")

    assert [passage.text for passage in section.passages] == [
        "AHG SOM 10/R1, “It was recommended that members share data”, was endorsed and referred to BPMC 6.",
        "AHG SOM 10/R2, “The RSO is to”, was considered by its sub-paragraphs:",
    ]
    assert [(item.label, item.text) for item in section.passages[1].items] == [
        ("(a)", "“train staff” was amended to read: “train forty staff”."),
        ("(b)", "“publish a paper” was deferred to BPMC 6."),
    ]
    assert [(action.about.code, action.label, action.decision, action.was) for action in record.actions] == [
        ("AHG SOM 10/R1", "", "endorsed", ""),
        ("AHG SOM 10/R2", "(a)", "amended", "train staff;"),
        ("AHG SOM 10/R2", "(b)", "deferred", ""),
    ]


def test_words_in_force_on_a_day(first, som):
    one, two = recommendations(first)
    factories.considered(two.children.get(text="train staff;"), som, "amended", text="train forty staff;")
    factories.considered(one, som, "superseded", superseded_by=two)
    factories.issue(som)

    def on(*day):
        found = InForce.objects.readable_by(None).on(datetime.date(*day)).in_order()
        return [(row.code, row.mark, [text for _, text in row.lines]) for row in found]

    assert on(2016, 2, 1) == []
    assert on(2016, 3, 1) == [
        ("R1", "", ["It was recommended that members share data."]),
        ("R2", "", ["The RSO is to:", "train staff;", "publish a paper."]),
    ]
    assert on(2016, 3, 22) == [("R2", "SOM 6", ["The RSO is to:", "train forty staff;", "publish a paper."])]


def test_readers_know_what_was_released_to_them_and_nothing_else(first, som):
    one, _ = recommendations(first)
    before = rows(RegisterEntry)
    member, observer = factories.delegate("sri-lanka", "LK"), factories.delegate("canada", "CA", "observer")
    factories.considered(one, som, "completed")
    factories.issue(som, audience="members")

    assert states(member)["AHG SOM 10/R1"] == "completed"
    assert states(observer)["AHG SOM 10/R1"] == states()["AHG SOM 10/R1"] == "made"
    known = RegisterEntry.objects.readable_by(None).get(code="R1")
    assert (known.last, known.last_on, known.first_rung, known.last_rung) == ("", None, 0, 1)
    assert before != rows(RegisterEntry)
    assert [event.kind for event in RegisterEvent.objects.current_for(observer)] == ["made", "made"]


def test_a_corrected_record_corrects_the_register(first, som):
    one, _ = recommendations(first)
    factories.considered(one, som, "adopted")
    factories.issue(som)
    seen = som.considerations.get().version
    factories.considered(one, som, "not_agreed", seen=seen)
    factories.issue(som, reason="The decision was written down wrongly.")

    assert states()["AHG SOM 10/R1"] == "not_agreed"


def test_a_correction_for_members_alone_leaves_the_public_what_it_knew(first, som):
    one, _ = recommendations(first)
    factories.considered(one, som, "adopted")
    factories.issue(som)
    with acting(factories.preparer(), "Corrected"):
        som.considerations.get().delete()
    factories.issue(som, audience="members", reason="Nothing was decided.")

    assert states()["AHG SOM 10/R1"] == "adopted"
    assert states(factories.delegate("sri-lanka", "LK"))["AHG SOM 10/R1"] == "made"


def test_a_record_for_fewer_readers_is_not_quoted_to_more(som):
    meeting = factories.meeting(10)
    one = factories.recommend(meeting, "A word for members.")
    factories.issue(meeting, audience="members")
    factories.considered(one, som, "noted")

    with pytest.raises(services.CannotAskApprovalError, match="AHG SOM 10, whose record has narrower readers"):
        factories.issue(som, audience="public")
    factories.issue(som, audience="members")


def test_nothing_is_decided_of_what_nobody_can_look_up(som):
    meeting = factories.meeting(10)
    factories.considered(factories.recommend(meeting), som, "noted")

    with pytest.raises(services.CannotAskApprovalError, match="AHG SOM 10: issue its record first"):
        factories.issue(som)


def test_rebuilt_equals_kept(first, som):
    one, two = recommendations(first)
    bpmc = factories.meeting(6, code="BPMC", starts="2016-03-23", state="planned")
    factories.considered(one, som, "endorsed", refer_to=[bpmc])
    factories.considered(two.children.get(text="train staff;"), som, "completed")
    factories.issue(som)
    factories.issue(som, audience="members", reason="Corrected.")
    kept = {model: rows(model) for model in (RegisterEvent, RegisterEntry, InForce)}
    services.rebuild_library()

    assert {model: rows(model) for model in kept} == kept
    assert all(kept.values())


def test_what_is_withdrawn_leaves_the_register(first, som):
    one, _ = recommendations(first)
    factories.considered(one, som, "adopted")
    edition = factories.issue(som)
    ravi = type(edition.approved_by).objects.get(email="ravi@example.org")
    custody.withdraw(edition, by=ravi, reason="The wrong meeting.")

    assert states() == {"AHG SOM 10/R1": "made", "AHG SOM 10/R2": "made"}
    kept = {model: rows(model) for model in (RegisterEvent, RegisterEntry, InForce)}
    services.rebuild_library()
    assert {model: rows(model) for model in kept} == kept


def due_of(user=None):
    entry = RegisterEntry.objects.readable_by(user).get(reference="AHG SOM 10")
    return entry.due_at, entry.due_on and entry.due_on.isoformat()


def test_what_is_due_at_a_meeting_follows_the_day_of_that_meeting():
    """The day is fixed after it was made, for members first; then it moves, and moves again for everybody."""
    member = factories.delegate("sri-lanka", "LK")
    ahead = factories.meeting(8, code="SOM", starts=None, state="planned")
    meeting = factories.meeting(10, starts="2016-02-02")
    factories.recommend(meeting, "Members report.", due_meeting=ahead)
    factories.issue(meeting)
    assert due_of() == ("SOM 8", None)

    day = datetime.date(2017, 3, 7)
    with acting(None, "for a test"):
        ahead.starts_on = ahead.ends_on = day
        ahead.precision = "day"
        ahead.save()
    factories.issue(ahead, audience="members")
    assert due_of() == ("SOM 8", None)
    assert due_of(member) == ("SOM 8", "2017-03-07")

    factories.correct(ahead, starts_on=datetime.date(2017, 5, 2), ends_on=datetime.date(2017, 5, 2))
    assert (due_of(), due_of(member)) == (("SOM 8", None), ("SOM 8", "2017-05-02"))
    last = factories.issue(ahead, audience="public", reason="For everybody.")
    assert due_of() == due_of(member) == ("SOM 8", "2017-05-02")

    kept = rows(RegisterEntry)
    services.rebuild_library()
    assert rows(RegisterEntry) == kept
    custody.withdraw(last, by=type(last.approved_by).objects.get(email="ravi@example.org"), reason="Not yet.")
    assert due_of() == ("SOM 8", None)
    kept = rows(RegisterEntry)
    services.rebuild_library()
    assert rows(RegisterEntry) == kept
