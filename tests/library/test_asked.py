"""What is asked of a delegation, and its reports from the first word to their acceptance."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from core.mail import Letter
from core.models import FormDraft
from recommendations.models import ProgressReport
from recommendations.services import Reported, ask_back, submit
from records import reports
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/asked/sri-lanka/ahg-som-10/r1/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2016-11-01 12:00Z", tick=False):
        yield


@pytest.fixture
def asked():
    """AHG SOM 10 asks Members, Sri Lanka by name, the RSO; one is standing, one is praise, one is for Canada."""
    meeting = factories.meeting(10, starts="2016-02-02")
    members = factories.participant("members", "Members", "collective")
    rso = factories.participant("rso", "RSO", "body")
    sri_lanka = factories.participant("sri-lanka", iso="LK", capacity="member")
    canada = factories.participant("canada", iso="CA", capacity="observer")
    due = datetime.date(2016, 12, 1)
    rows = {
        "one": factories.recommend(meeting, "Members share data.", to=[members], due_on=due),
        "two": factories.recommend(meeting, "Sri Lanka trains:", to=[sri_lanka], items=["staff;", "judges."]),
        "three": factories.recommend(meeting, "The RSO writes.", to=[rso]),
        "four": factories.recommend(meeting, "Members protect victims.", to=[members], follow_up="standing"),
        "five": factories.recommend(meeting, "Members are thanked.", to=[members], follow_up="none"),
        "six": factories.recommend(meeting, "Canada observes.", to=[canada]),
    }
    factories.issue(meeting)
    return rows


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.fixture
def dilini(client, asked):
    return sign_in(client, factories.user("dilini@example.org", "delegate", acting_for=_party("sri-lanka")))


def _party(slug):
    return factories.participant(slug)


def groups(response):
    return {
        name: [(line["entry"].code, line["said"][0]) for line in lines]
        for name, _, _, lines in response.context["groups"]
        if lines
    }


def test_a_delegation_sees_everything_addressed_to_it_and_nothing_else(client, dilini):
    assert groups(client.get("/asked/")) == {
        "now": [("R1", "Nothing reported")],
        "open": [("R2", "Nothing reported")],
        "standing": [("R4", "Nothing reported")],
        "rest": [("R5", "Nothing reported")],
    }


def test_an_observer_is_asked_by_name_alone_and_the_secretariat_for_bodies(client, asked):
    sign_in(client, factories.user("claire@example.org", "delegate", acting_for=_party("canada")))
    assert groups(client.get("/asked/")) == {"open": [("R6", "Nothing reported")]}
    sign_in(client, factories.preparer())
    assert groups(client.get("/asked/?for=rso")) == {"open": [("R3", "Nothing reported")]}
    assert client.get("/asked/sri-lanka/ahg-som-10/r2/").status_code == 404


def test_who_acts_for_nobody_is_told_so(client, asked):
    sign_in(client, factories.user("nobody@example.org"))

    assert "You report for no delegation or body today." in client.get("/asked/").content.decode()


def test_what_was_not_released_is_asked_of_nobody(client, asked):
    hidden = factories.meeting(11, starts="2016-09-01")
    factories.recommend(hidden, "Sri Lanka does more.", to=[_party("sri-lanka")])
    factories.issue(hidden, audience="co_chairs")
    sign_in(client, factories.user("dilini@example.org", "delegate", acting_for=_party("sri-lanka")))

    assert "Sri Lanka does more." not in client.get("/asked/").content.decode()
    assert client.get("/asked/sri-lanka/ahg-som-11/r1/").status_code == 404


def test_the_list_costs_the_same_at_any_size(client, dilini, asked, django_assert_num_queries):
    submit(asked["one"], _party("sri-lanka"), Reported("in_progress", "One course."), by=dilini)
    with django_assert_num_queries(10):
        client.get("/asked/")
    for row in ("two", "four"):
        submit(asked[row], _party("sri-lanka"), Reported("in_progress", "One course."), by=dilini)
    with django_assert_num_queries(10):
        client.get("/asked/")


def test_a_report_is_sent_asked_back_and_sent_again(client, dilini, asked):
    evidence = SimpleUploadedFile("courses.exe", b"%PDF-1.7 courses")
    sent = {"progress": "in_progress", "text": "Two courses were held.", "seen": 0, "evidence": evidence}
    link = f'<a href="{PAGE}">{{}}<span class="vh"> on R1 of AHG SOM 10</span></a>'
    assert link.format("Report progress") in client.get("/asked/").content.decode()
    assert client.post(PAGE, sent).status_code == 302
    assert link.format("Open the report") in client.get("/asked/").content.decode()
    report = ProgressReport.objects.get()
    assert (report.progress, report.evidence_name, bytes(report.evidence)) == (
        "in_progress", "courses.pdf", b"%PDF-1.7 courses",
    )  # fmt: skip
    assert groups(client.get("/asked/"))["now"] == [("R1", "With the secretariat")]

    ask_back(report, reason="How many were trained?", by=factories.preparer())
    letter = Letter.objects.get(kind="report.asked_back")
    assert (letter.to, "How many were trained?" in letter.body) == ("dilini@example.org", True)
    assert groups(client.get("/asked/"))["now"] == [("R1", "Asked back")]
    page = client.get(PAGE)
    assert "How many were trained?" in page.content.decode()
    seen = page.context["form"].initial["seen"]
    again = {"progress": "done", "text": "Two courses for forty people.", "seen": seen}
    assert client.post(PAGE, again).status_code == 302
    report.refresh_from_db()
    assert (report.progress, report.return_reason, report.evidence_name) == ("done", "", "courses.pdf")
    assert client.get(f"/asked/reports/{report.pk}/evidence/").content == b"%PDF-1.7 courses"
    assert groups(client.get("/asked/"))["rest"] == [("R1", "With the secretariat"), ("R5", "Nothing reported")]


def test_a_sub_paragraph_is_reported_on_by_itself(client, dilini, asked):
    page = client.get("/asked/sri-lanka/ahg-som-10/r2/")
    assert [(text, label) for _, text, label in page.context["items"]] == [("staff;", "(a)"), ("judges.", "(b)")]
    anchor = page.context["items"][1][0]
    address = f"/asked/sri-lanka/ahg-som-10/r2/{anchor}/"
    assert "judges." in client.get(address).content.decode()
    client.post(address, {"progress": "done", "text": "All were.", "seen": 0})

    assert ProgressReport.objects.get().recommendation.text == "judges."
    assert groups(client.get("/asked/"))["open"] == [("R2", "With the secretariat")]


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"text": "Some."}, 422, "This field is required."),
        ({"progress": "done"}, 409, "Say in a sentence what was done, or give a link or a file that shows it."),
        ({"progress": "dreamt", "text": "x"}, 422, "Select a valid choice."),
        ({"progress": "done", "evidence_url": "javascript:alert(1)"}, 422, "Give the whole address of the page"),
        ({"progress": "done", "evidence_url": "ftp://example.org/a"}, 422, "Give the whole address of the page"),
        ({"progress": "done", "text": "x" * 4001}, 422, "at most 4000 characters"),
        ({"progress": "done", "evidence": SimpleUploadedFile("a.pdf", b"MZ\x00\x01")}, 422, "not a kind of file"),
    ],
)
def test_what_cannot_be_sent_is_said_in_words_and_stays_in_the_form(client, dilini, sent, status, said):
    response = client.post(PAGE, sent | {"seen": 0})

    assert (response.status_code, response.content.decode().count(said)) == (status, 1)
    assert not ProgressReport.objects.exists()


def test_two_people_of_a_delegation_keep_both_texts(client, dilini, asked):
    other = factories.user("other@example.org", "delegate", acting_for=_party("sri-lanka"))
    submit(asked["one"], _party("sri-lanka"), Reported("in_progress", "Theirs."), by=other)
    response = client.post(PAGE, {"progress": "done", "text": "Mine.", "seen": 0})
    body = response.content.decode()

    assert response.status_code == 409
    assert "Theirs." in body
    assert "Mine." in body
    assert ProgressReport.objects.get().text == "Theirs."
    seen = response.context["form"].data["seen"]
    assert client.post(PAGE, {"progress": "done", "text": "Mine.", "seen": seen}).status_code == 302
    assert list(ProgressReport.history.values_list("text", flat=True)) == ["Mine.", "Theirs."]


def test_a_report_names_the_work_plan_and_links_its_evidence(client, dilini, asked):
    plan = factories.draft(1, slug="work-plan")
    factories.issue(plan)
    sent = {"progress": "done", "seen": 0, "document": plan.document.pk, "evidence_url": "example.org/courses"}
    assert client.post(PAGE, sent).status_code == 302
    report = ProgressReport.objects.get()
    assert report.evidence_url == "https://example.org/courses"
    edition = reports.accept(report, audience="public", by=factories.preparer())
    client.logout()
    page = client.get(f"/recommendations/{edition.card.key}/").text

    assert '<a href="https://example.org/courses" rel="external noopener">' in page
    assert "Work plan" in page
    assert "Work plan" in client.get("/recommendations/ahg-som-10/r1/").text


def test_an_accepted_report_is_followed_by_a_new_one(client, dilini, asked):
    first = submit(asked["one"], _party("sri-lanka"), Reported("in_progress", "One course."), by=dilini)
    reports.accept(first, audience="members", by=factories.preparer())
    late = client.post(PAGE, {"progress": "done", "text": "Late.", "seen": first.version})
    assert (late.status_code, "accepted this report while you were writing" in late.content.decode()) == (409, True)
    assert client.post(PAGE, {"progress": "done", "text": "Two.", "seen": 0}).status_code == 302
    assert [row.text for row in ProgressReport.objects.order_by("submitted_at", "text")] == ["One course.", "Two."]


def test_what_is_typed_is_kept_as_a_draft(client, dilini):
    typed = {"place": PAGE, "tab": "one", "sequence": 1, "fields": [["text", "Half a sent"]]}
    client.post("/prepare/drafts/", typed, content_type="application/json")

    assert FormDraft.objects.get().place == PAGE
    body = client.get(PAGE).content.decode()
    assert 'data-drafts="/prepare/drafts/"' in body
    assert "data-draft " in body
