"""The secretariat's side of progress: accept, ask back, who reported, what no meeting will see."""

import io

import openpyxl
import pytest
import time_machine

from meetings.models import Material
from recommendations.models import ProgressReport
from recommendations.services import Reported, submit
from records.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2016-11-01 12:00Z", tick=False):
        yield


@pytest.fixture
def report():
    """Sri Lanka, of two members, reports on the first of two recommendations to Members; the RSO is asked for one."""
    meeting = factories.meeting(10, starts="2016-02-02")
    members = factories.participant("members", "Members", "collective")
    factories.participant("fiji", iso="FJ", capacity="member")
    one = factories.recommend(meeting, "Members share data.", to=[members])
    factories.recommend(meeting, "Members meet.", to=[members])
    factories.recommend(meeting, "The RSO writes.", to=[factories.participant("rso", "RSO", "body")])
    factories.issue(meeting)
    dilini = factories.delegate("sri-lanka", "LK")
    sri_lanka = dilini.mandates.get().participant
    return submit(one, sri_lanka, Reported("in_progress", "Two courses were held."), by=dilini)


@pytest.fixture
def desk(client, report):
    client.force_login(factories.preparer(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_report_waits_is_read_and_accepted_for_members(desk, report):
    assert "1 to answer" in desk.get("/prepare/").content.decode()
    body = desk.get("/prepare/recommendations/").content.decode()
    assert "Sri Lanka on AHG SOM 10/R1" in body
    page = desk.get(f"/prepare/recommendations/reports/{report.pk}/")
    assert "Two courses were held." in page.content.decode()
    form = page.context["accept_form"]
    assert form["audience"].initial == "members"
    sent = {"audience": form["audience"].initial, "seen": form["seen"].initial}
    assert desk.post(f"/prepare/recommendations/reports/{report.pk}/accept/", sent).status_code == 302

    edition = Edition.objects.get(subject__report=report)
    assert [release.audience for release in edition.releases.all()] == ["members"]
    again = desk.post(f"/prepare/recommendations/reports/{report.pk}/accept/", sent | {"seen": 2})
    assert (again.status_code, "it was accepted already" in again.content.decode()) == (409, True)


def test_what_changed_while_it_was_read_is_not_accepted(desk, report):
    submit(report.recommendation, report.participant, Reported("done", "Other.", seen=1), by=report.submitted_by)
    sent = {"audience": "members", "seen": 1}
    response = desk.post(f"/prepare/recommendations/reports/{report.pk}/accept/", sent)

    assert response.status_code == 409
    assert "The delegation changed this report a moment ago." in response.content.decode()
    assert not Edition.objects.filter(subject__report=report).exists()


def test_asking_back_needs_words(desk, report):
    address = f"/prepare/recommendations/reports/{report.pk}/ask-back/"
    refused = desk.post(address, {"reason": " ", "seen": 1})
    assert (refused.status_code, "the delegation needs to know" in refused.content.decode()) == (422, True)
    assert desk.post(address, {"reason": "How many?", "seen": 1}).status_code == 302

    assert ProgressReport.objects.get().return_reason == "How many?"
    assert "“How many?”" in desk.get("/prepare/recommendations/").content.decode()


def test_nobody_accepts_what_they_sent(desk, report):
    ana = factories.preparer()
    row = report.recommendation.meeting.recommendations.get(text="The RSO writes.")
    own = submit(row, factories.participant("rso"), Reported("done", "Written."), by=ana)
    page = desk.get(f"/prepare/recommendations/reports/{own.pk}/").content.decode()
    refused = desk.post(
        f"/prepare/recommendations/reports/{own.pk}/accept/", {"audience": "members", "seen": own.version}
    )

    assert "Another person of the secretariat accepts it." in page
    assert "Accept and issue" not in page
    assert refused.status_code == 409


FIGURES = [("Fiji", 2, 0, 2), ("RSO", 1, 0, 1), ("Sri Lanka", 2, 1, 1)]


def test_who_reported_and_who_did_not(desk, report):
    response = desk.get("/prepare/recommendations/reported/")
    figures = response.context["figures"]

    assert sorted((str(f.participant), f.asked, f.reported, f.silent) for f in figures) == FIGURES
    of = desk.get("/prepare/recommendations/reported/?of=sri-lanka").context["entries"]
    assert [entry.code for entry in of] == ["R2"]
    sheet = openpyxl.load_workbook(io.BytesIO(desk.get("/prepare/recommendations/reported.xlsx").content)).active
    assert sorted(tuple(map(str, row[:4])) for row in sheet.iter_rows(min_row=2, values_only=True)) == [
        tuple(map(str, row)) for row in FIGURES
    ]


def test_figures_stand_in_rows_of_their_own_where_the_page_is_narrow(desk, report):
    page = desk.get("/prepare/recommendations/reported/").text
    assert '<table class="stack">' in page
    assert all(page.count(f'data-l="{label}"') == len(FIGURES) for label in ("Open and asked", "Not reported on"))


def test_figures_cost_the_same_at_any_size(desk, report, django_assert_num_queries):
    with django_assert_num_queries(11):
        desk.get("/prepare/recommendations/reported/")
    meeting = factories.meeting(11, starts="2016-05-01")
    for at in range(3):
        factories.participant(f"state-{at}", iso=f"X{'ABC'[at]}", capacity="member")
        factories.recommend(meeting, f"Do {at}.", to=[factories.participant("members")])
    factories.issue(meeting)
    with django_assert_num_queries(11):
        desk.get("/prepare/recommendations/reported/")


def test_figures_go_out_with_a_record_to_an_audience(desk, report):
    ahead = factories.meeting(11, starts="2016-10-20")
    sent = {"meeting": ahead.pk, "audience": "members"}
    assert desk.post("/prepare/recommendations/reported/", sent).status_code == 302

    kept = Material.objects.get()
    assert (kept.meeting, kept.audience, kept.goes_out) == (ahead, "members", True)
    assert kept.title == "Progress reports by delegation, 1 November 2016"


def test_figures_are_nobody_elses(client, report):
    client.force_login(report.submitted_by, backend="django.contrib.auth.backends.ModelBackend")

    for address in ("", "unseen/", "reported/", "reported.xlsx", f"reports/{report.pk}/"):
        assert client.get(f"/prepare/recommendations/{address}").status_code == 404


def test_what_no_meeting_ahead_will_see_is_listed(desk, report):
    def listed():
        return [entry.name for entry, _ in desk.get("/prepare/recommendations/unseen/").context["entries"]]

    assert listed() == ["AHG SOM 10/R1", "AHG SOM 10/R2", "AHG SOM 10/R3"]
    assert "<h1>Open, and before no coming meeting</h1>" in desk.get("/prepare/recommendations/unseen/").text
    assert "3 open recommendations" in desk.get("/prepare/recommendations/").content.decode()
    som = factories.meeting(7, code="SOM", starts="2016-12-01", state="planned")
    assert len(listed()) == 3
    factories.considered(report.recommendation, factories.meeting(6, code="SOM", starts="2016-03-22"), refer_to=[som])
    factories.issue(factories.series("SOM").meetings.get(ordinal=6))
    assert listed() == ["AHG SOM 10/R2", "AHG SOM 10/R3"]
    factories.meeting(11, starts="2016-12-02", state="planned")  # its series meets again: all come up there
    assert listed() == []
