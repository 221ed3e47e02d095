"""The history of a meeting and its rows: in words, compared, restored; and each restoring is history too."""

import pytest
from django.apps import apps
from django.urls import reverse

from bench import sending as pages
from core.history import acting
from core.models import SetAside, Versioned
from desk.history import timeline
from desk.history.parts import BY_LABEL
from desk.reading import services as readings
from meetings.models import Attendance, Meeting, Outcome
from recommendations.models import Addressee, Recommendation
from records import services
from tests.desk.test_meetings import HOSTILE, at


@pytest.fixture
def changed(meeting, people):
    """`changed(row, city="Bali")`: Ana changes a row. Returns the row."""

    def change(row, by="ana", reason="Corrected", **facts):
        row.refresh_from_db()
        for name, value in facts.items():
            setattr(row, name, value)
        with acting(people[by], reason):
            row.save()
        return row

    return change


def said(change):
    return [(line.row, line.kind, line.field, line.old, line.new) for line in change.lines if not line.steps]


def changes(meeting):
    return timeline.changes(meeting.pk, timeline.moments(meeting.pk))


def history(name, row, *more):
    return reverse(f"desk:{name}", args=[row._meta.label_lower, row.pk, *more])


def test_canada_from_observer_to_member(as_, meeting, changed):
    with acting(None, "for a test"):
        row = Attendance.objects.create(meeting=meeting, as_written="Canada", capacity="observer")
    changed(row, capacity="member", reason="The list was wrong")
    page = as_("ana").get(at("meeting-history", meeting))
    words = " ".join(page.text.split())
    assert '<b>Canada</b>: <span class="lines">observer → member</span>' in words
    assert "The list was wrong" in words
    assert "<b>Ana</b>" in words
    assert said(changes(meeting)[0]) == [("Canada", "changed", "attending as", "observer", "member")]


def test_rows_written_together_are_one_change(meeting, people):
    with acting(people["ana"], "Two at once"):
        Outcome.objects.create(meeting=meeting, text="One.")
        given = Recommendation.objects.create(meeting=meeting, text="Train.")
        Addressee.objects.create(recommendation=given, as_written="RSO")
    latest = changes(meeting)[0]
    assert (latest.by, latest.reason) == ("Ana", "Two at once")
    assert sorted(said(latest)) == [
        ("One.", "added", "", "", "paragraph"),
        ("RSO", "added", "", "", "addressee"),
        ("Train.", "added", "", "", "recommendation"),
    ]


def test_no_colon_follows_a_mark_that_ends_a_name(as_, meeting, changed):
    with acting(None, "for a test"):
        row = Outcome.objects.create(meeting=meeting, text="Members agreed to meet:", verbs=["agreed"])
        Outcome.objects.create(meeting=meeting, text="Thanks went to the host.")
    changed(row, is_held=False)
    words = " ".join(as_("ana").get(at("meeting-history", meeting)).text.split())
    assert "<b>Members agreed to meet</b>, " in words
    assert "<b>Thanks went to the host</b>: paragraph added" in words


def test_deleted_rows_are_told_and_put_back_with_what_hung_on_them(as_, meeting, people):
    with acting(people["ana"], "for a test"):
        row = Recommendation.objects.create(meeting=meeting, text="Train.")
        Addressee.objects.create(recommendation=row, as_written="RSO")
        below = Recommendation.objects.create(meeting=meeting, parent=row, text="Soon.")
    client = as_("ana")
    client.post(at("row-delete", meeting, "recommendations", row.pk), {"version": 1})
    assert {line[:2] for line in said(changes(meeting)[0])} == {
        ("Train.", "deleted"), ("RSO", "deleted"), ("Soon.", "deleted"),
    }  # fmt: skip
    page = client.get(history("row-history", row))
    assert "which is deleted" in page.text
    client.post(history("row-restore", row), {"to": 1, "version": 1})
    back = Recommendation.objects.get(pk=row.pk)
    assert (back.text, [one.as_written for one in back.addressees.all()]) == ("Train.", ["RSO"])
    assert Recommendation.objects.get(pk=below.pk).parent_id == row.pk
    assert changes(meeting)[0].reason == "Restored the recommendation as of version 1"
    assert ("Train.", "put back") in {line[:2] for line in said(changes(meeting)[0])}


def test_one_row_is_put_back_as_it_was(as_, meeting, changed):
    changed(meeting, city="Bali", purpose="To talk.")
    changed(meeting, city="Perth")
    client = as_("ana")
    page = client.get(history("row-history", meeting), {"from": 2, "to": 3})
    assert [(line.field, line.old, line.new) for line in page.context["compared"]] == [("city", "Bali", "Perth")]
    answer = client.post(history("row-restore", meeting), {"to": 2, "version": 3})
    assert answer["Location"] == history("row-history", meeting)
    meeting.refresh_from_db()
    assert (meeting.city, meeting.purpose, meeting.version) == ("Bali", "To talk.", 4)
    assert meeting.history.first().history_user.name == "Ana"
    assert client.post(history("row-restore", meeting), {"to": 2, "version": 3}).status_code == 409  # no longer at 3
    assert client.post(history("row-restore", meeting), {"to": 77, "version": 4}).status_code == 409


def test_two_moments_are_compared_whichever_is_named_first(as_, meeting, changed, people):
    changed(meeting, city="Bali")
    with acting(people["budi"], "Added"):
        row = Outcome.objects.create(meeting=meeting, text="Agreed.")
    changed(row, text="Agreed at last.")
    third, second, first, _ = (str(moment.id) for moment in timeline.moments(meeting.pk))
    client = as_("ana")
    for one, other in ((first, third), (third, first)):
        page = client.get(at("meeting-history", meeting), {"from": one, "to": other})
        assert [(line.row, line.kind) for line in page.context["lines"]] == [("Agreed at last.", "added")]
    page = client.get(at("meeting-history", meeting), {"from": first, "to": second})
    assert [(line.row, line.kind) for line in page.context["lines"]] == [("Agreed.", "added")]
    assert "Restore everything" not in page.text
    assert client.get(at("meeting-history", meeting), {"from": "nonsense"}).status_code == 404


def test_everything_is_put_back_as_it_was_and_forth_again(as_, meeting, changed, people):
    with acting(people["ana"], "Filled"):
        kept = Outcome.objects.create(meeting=meeting, text="Kept.", position=1)
        lost = Outcome.objects.create(meeting=meeting, text="Lost.", position=2)
        Outcome.objects.create(meeting=meeting, parent=lost, text="Under it.", position=1)
    moment = timeline.moments(meeting.pk)[0]
    changed(kept, text="Spoilt.")
    changed(meeting, city="Perth")
    with acting(people["budi"], "Spoilt"):
        Outcome.objects.get(pk=lost.pk).delete()
        Attendance.objects.create(meeting=meeting, as_written="Atlantis")
    client = as_("ana")
    address = at("meeting-history", meeting)
    later = timeline.moments(meeting.pk)[0]

    page = client.get(address, {"from": str(moment.id)})
    data = pages.sent(page, mark="action", where=at("meeting-restore", meeting))
    assert client.post(at("meeting-restore", meeting), data)["Location"] == address
    assert sorted(row.text for row in Outcome.objects.all()) == ["Kept.", "Lost.", "Under it."]
    assert not Attendance.objects.exists()
    assert Meeting.objects.get().city == ""
    assert changes(meeting)[0].reason.startswith("Restored everything as of ")
    assert timeline.between(meeting.pk, moment.at, None) != []  # other versions
    assert timeline.in_words(timeline.between(meeting.pk, moment.at, None)) == []  # of the same words

    assert client.post(at("meeting-restore", meeting), data).status_code == 409  # somebody (she) saved meanwhile
    page = client.get(address, {"from": str(later.id)})
    client.post(at("meeting-restore", meeting), pages.sent(page, mark="action", where=at("meeting-restore", meeting)))
    assert [row.text for row in Outcome.objects.all()] == ["Spoilt."]
    assert [row.as_written for row in Attendance.objects.all()] == ["Atlantis"]


def test_nothing_is_put_back_while_it_waits_for_approval(as_, meeting, changed, people):
    changed(meeting, city="Perth")
    moment = timeline.moments(meeting.pk)[-1]
    services.ask_approval(meeting, by=people["ana"])
    mark = timeline.mark_of(meeting).mark
    client = as_("ana")
    for answer in (
        client.post(at("meeting-restore", meeting), {"moment": str(moment.id), "mark": mark}),
        client.post(history("row-restore", meeting), {"to": 1, "version": 2}),
    ):
        assert answer.status_code == 409
        assert "Take it back first" in answer.text
    assert Meeting.objects.get().city == "Perth"


def test_what_cannot_stand_any_more_is_refused_whole(as_, meeting, changed, people):
    with acting(people["ana"], "for a test"):
        row = Attendance.objects.create(meeting=meeting, as_written="Canada")
    changed(row, as_written="CANADA")
    with acting(people["ana"], "for a test"):
        Attendance.objects.create(meeting=meeting, as_written="Canada")
    answer = as_("ana").post(history("row-restore", row), {"to": 1, "version": 2})
    assert answer.status_code == 409
    assert "This name is already on the list." in answer.text
    row.refresh_from_db()
    assert row.as_written == "CANADA"


def test_what_was_sent_and_not_saved_stands_in_the_history(as_, meeting):
    client = as_("ana")
    page = client.get(at("section", meeting, "purpose"))
    as_("budi").post(at("section", meeting, "purpose"), pages.sent(page, purpose="Theirs."))
    as_("ana").post(at("section", meeting, "purpose"), pages.sent(page, purpose="Mine."))
    assert SetAside.objects.count() == 1
    for address in (at("meeting-history", meeting), history("row-history", meeting)):
        words = " ".join(as_("budi").get(address).text.split())
        assert "sent this, and it was not saved" in words
        assert "<del>Theirs.</del><ins>Mine.</ins>" in words


def test_a_summary_has_its_history_too(as_, reading, ana):
    answers = readings.Answers.from_proposal(reading.proposal)
    readings.save_answers(reading, answers, version=1, provenance="", by=ana)
    answers.fields["title"] = "Corrected"
    readings.save_answers(reading, answers, version=2, provenance="", by=ana)
    client = as_("ana")
    page = client.get(history("row-history", reading), {"from": 2, "to": 3})
    assert [(line.row, line.field) for line in page.context["compared"]] == [("Summary", "title")]
    client.post(history("row-restore", reading), {"to": 2, "version": 3})
    reading.refresh_from_db()
    assert reading.answers["fields"]["title"] != "Corrected"
    assert reading.version == 4


def test_hostile_words_are_shown_as_text(as_, meeting, changed):
    row = Outcome.objects.create(meeting=meeting, text=HOSTILE, heading=HOSTILE)
    changed(row, text=f"{HOSTILE} more", heading=f"{HOSTILE}!", reason=HOSTILE)
    changed(meeting, city=HOSTILE[:200])
    client = as_("ana")
    first = timeline.moments(meeting.pk)[-1]
    for address in (
        at("meeting-history", meeting),
        f"{at('meeting-history', meeting)}?from={first.id}",
        history("row-history", row),
        f"{history('row-history', row)}?from=1",
    ):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text


@pytest.mark.parametrize("label", ["nonsense", "members.user", "records.approvalrequest", "meetings.meeting.x"])
def test_rows_without_a_history_here_are_not_found(as_, meeting, label):
    assert as_("ana").get(reverse("desk:row-history", args=[label, meeting.pk])).status_code == 404


# Rows that hang on a meeting and are no part of its history, and why.
ELSEWHERE = {
    "meetings.reading": "a summary has a history of its own",
    "meetings.incoming": "what was taken of a text stands in the history of the rows it changed",
    "meetings.clearance": "who cleared what is told beside the material",
    "records.circulation": "a round and what was said in it stand on its own page",
    "records.approvalrequest": "sent, returned and issued are told by the list beside the meeting",
}


def test_every_row_of_a_meeting_is_in_its_history():
    hanging = {
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, Versioned) and any(
            field.name == "meeting" and field.related_model is Meeting for field in model._meta.fields
        )
    }  # fmt: skip
    assert hanging - BY_LABEL.keys() <= ELSEWHERE.keys()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_at_any_size(as_, meeting, people, count, django_assert_num_queries):
    for number in range(count):
        with acting(people["ana"], "More"):
            row = Outcome.objects.create(meeting=meeting, text=f"Agreed {number}.")
            Attendance.objects.create(meeting=meeting, as_written=f"Delegation {number}")
            row.text = "Agreed otherwise."
            row.save()
    client = as_("ana")
    with django_assert_num_queries(14):
        assert client.get(at("meeting-history", meeting)).status_code == 200
