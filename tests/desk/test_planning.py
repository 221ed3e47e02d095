"""Planning a meeting, as the next of a series or as a copy, and what becomes of it."""

import datetime
import io
import threading

import pypdf
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from core.history import acting
from desk import meeting_services
from desk.forms.planning import PlanForm
from meetings import planning
from meetings.models import AgendaItem, Attendance, Host, Meeting, Outcome, Series
from members.models import Membership, Participant, ParticipantName, User
from records import services
from records.compose import compose_meeting
from tests.desk import world
from tests.desk.test_meetings import form_data, issue

PLAN = "/prepare/plan/"


@pytest.fixture
def members(people):
    """Sri Lanka and Viet Nam are members of the body that meets, Australia was one until 2012."""
    body = Participant.objects.get(slug="bali-process")
    for slug, until in (("viet-nam", None), ("sri-lanka", None), ("australia", datetime.date(2012, 1, 1))):
        participant = Participant.objects.get(slug=slug)
        Membership.objects.create(participant=participant, body=body, capacity="member", until_on=until)


def plan(client, begin="series=ahg-som", **changes):
    page = client.get(f"{PLAN}?{begin}")
    return client.post(f"{PLAN}?{begin}", form_data(page, days="", **changes))


def test_begins_with_a_series_or_a_meeting(as_, meeting):
    page = as_("ana").get(PLAN)
    assert "AHG SOM: Ad Hoc Group Senior Officials’ Meeting" in page.text
    assert "AHG SOM 4: Fourth Meeting" in page.text
    assert as_("ana").get(f"{PLAN}?series=nonsense").status_code == 422


def test_next_of_a_series_is_filled_in(as_, meeting, members):
    meeting.city, meeting.country, meeting.zone = "Colombo", "Sri Lanka", "Asia/Colombo"
    meeting.save()
    Host.objects.create(meeting=meeting, as_written="Indonesia", agency="Ministry of Foreign Affairs")
    page = as_("ana").get(f"{PLAN}?series=ahg-som")
    assert "Expect the 2 members of the Bali Process" in page.text
    values = {name: page.context["form"][name].value() for name in ("ordinal", "title", "city", "zone")}
    assert values == {"ordinal": 5, "title": "Fifth Meeting", "city": "Colombo", "zone": "Asia/Colombo"}
    answer = plan(as_("ana"), starts_on="2031-02-02", precision="day")
    made = Meeting.objects.get(ordinal=5)
    assert answer["Location"] == reverse("desk:meeting", args=[made.pk])
    assert (made.state, made.title, made.ends_on) == ("planned", "Fifth Meeting", datetime.date(2031, 2, 2))
    assert [(row.as_written, row.presence) for row in made.attendance.all()] == [
        ("Sri Lanka", "not_known"),
        ("Viet Nam", "not_known"),
    ]
    assert [(host.as_written, host.agency) for host in made.hosts.all()] == [
        ("Indonesia", "Ministry of Foreign Affairs")
    ]
    assert made.history.get().history_change_reason == "Planned the meeting"
    assert made.history.get().history_user.name == "Ana"


def test_members_are_those_of_the_day(as_, members):
    plan(as_("ana"), starts_on="2011-02-02", precision="day", title="First")
    assert Attendance.objects.count() == 3
    plan(as_("ana"), starts_on="2031-02-02", precision="day", expects_members="")
    assert Meeting.objects.get(ordinal=2).attendance.count() == 0


def test_a_copy_takes_over_what_was_arranged_and_nothing_that_was_said(as_, meeting):
    meeting.purpose, meeting.gist = "To review.", "Members agreed."
    meeting.save()
    first = AgendaItem.objects.create(meeting=meeting, number="1", title="Opening", state="adopted")
    AgendaItem.objects.create(meeting=meeting, number="1.1", title="Welcome", parent=first, state="late")
    AgendaItem.objects.create(meeting=meeting, number="2", title="Dropped", state="withdrawn")
    Attendance.objects.create(meeting=meeting, as_written="Canada", capacity="observer")
    Outcome.objects.create(meeting=meeting, text="Agreed.")
    plan(as_("ana"), f"copy={meeting.pk}", precision="unknown")
    made = Meeting.objects.get(ordinal=5)
    assert (made.purpose, made.gist, made.outcomes.count()) == ("To review.", "", 0)
    assert [(row.title, row.state, row.parent and row.parent.title) for row in made.agenda.order_by("number")] == [
        ("Opening", "provisional", None),
        ("Welcome", "provisional", "Opening"),
    ]
    assert [(row.as_written, row.capacity, row.presence) for row in made.attendance.all()] == [
        ("Canada", "observer", "not_known")
    ]


def test_number_offered_and_taken_meanwhile_is_counted_on(as_, meeting):
    page = as_("ana").get(f"{PLAN}?series=ahg-som")
    world.plain_meeting(5)
    answer = as_("ana").post(f"{PLAN}?series=ahg-som", form_data(page, days="", precision="unknown"), follow=True)
    assert Meeting.objects.get(ordinal=6).title == "Sixth Meeting"
    assert "Number 5 was given to another meeting meanwhile. This one is 6." in answer.text


def test_number_that_a_person_chose_is_refused_when_it_is_taken(as_, meeting):
    answer = plan(as_("ana"), ordinal="4", precision="unknown")
    assert answer.status_code == 422
    assert "This series already has a meeting with this number." in answer.text


def test_two_at_the_same_moment_get_two_numbers(own_database):
    world.make()
    ana = User.objects.get(name="Ana")
    series = Series.objects.get()
    gate = threading.Barrier(2)

    def one():
        try:
            data = {"title": "First Meeting", "ordinal": "1", "offered": "1", "precision": "unknown", "zone": "UTC"}
            form = PlanForm(data | {"format": "not_known"}, series=series, meetings=Meeting.objects.all())
            assert form.is_valid(), form.errors
            gate.wait(10)
            meeting_services.plan(form, copy_of=None, by=ana)
        finally:
            connection.close()

    both = [threading.Thread(target=one) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(Meeting.objects.values_list("ordinal", "title")) == [(1, "First Meeting"), (2, "Second Meeting")]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"precision": "day", "starts_on": ""}, "Give the first and the last day"),
        ({"precision": "day", "days": "2021-09-21"}, "One day is no list."),
        ({"precision": "month", "days": "2021-09-21,2021-09-23"}, "Days apart are known to the day."),
        ({"zone": "Mars/Base"}, "Mars/Base is not one of the available choices"),
        ({"title": ""}, "This field is required."),
    ],
)
def test_mistake_gets_a_sentence_and_nothing_is_planned(as_, people, changes, sentence):
    page = as_("ana").get(f"{PLAN}?series=ahg-som")
    data = form_data(page, days="", precision="unknown") | changes
    answer = as_("ana").post(f"{PLAN}?series=ahg-som", data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Meeting.objects.exists()


def test_days_that_do_not_touch_give_first_and_last(as_, people):
    page = as_("ana").get(f"{PLAN}?series=ahg-som")
    as_("ana").post(f"{PLAN}?series=ahg-som", form_data(page, days="2021-09-23,2021-09-21", precision="day"))
    made = Meeting.objects.get()
    assert (made.starts_on.day, made.ends_on.day, [day.day for day in made.days]) == (21, 23, [21, 23])


@pytest.mark.parametrize("who", ["ravi", "chair"])
def test_only_the_secretariat_plans(as_, meeting, who):
    assert as_(who).get(PLAN).status_code == 403
    assert as_(who).post(reverse("desk:state", args=[meeting.pk, "planned"])).status_code == 403
    assert as_("dilini").get(PLAN).status_code == 404


# What becomes of it


def to(client, meeting, state):
    return client.post(reverse("desk:state", args=[meeting.pk, state]))


def planned(**facts):
    with acting(None, "for a test"):
        return Meeting.objects.create(
            series=Series.objects.get(), title="Planned", state="planned", attendance_is_known=False, **facts
        )


def test_held_from_its_first_day_on_where_it_takes_place(as_, people):
    tomorrow = timezone.now().date() + datetime.timedelta(days=2)
    meeting = planned(starts_on=tomorrow, ends_on=tomorrow)
    assert planning.ways(meeting) == ("postponed", "cancelled")
    refused = to(as_("ana"), meeting, "held")
    assert refused.status_code == 409
    assert "From that day on it can have been held." in refused.text
    begun = planned(precision="unknown", ordinal=9)
    page = as_("ana").get(reverse("desk:meeting", args=[begun.pk]))
    assert "It was held" in page.text
    assert to(as_("ana"), begun, "held").status_code == 302
    begun.refresh_from_db()
    assert (begun.state, begun.history.first().history_change_reason) == ("held", "Said that it was held")


def test_next_step_of_a_meeting_that_has_begun(as_, people):
    meeting = planned(starts_on=datetime.date(2020, 1, 1), ends_on=datetime.date(2020, 1, 1))
    step = as_("ana").get(reverse("desk:meeting", args=[meeting.pk])).context["step"]
    assert (step.title, step.label, step.is_post) == ("Next: was it held?", "It was held", True)
    assert as_("ana").post(step.href).status_code == 302


def test_steps_of_a_record_that_was_never_sent(as_, people):
    meeting = planned(precision="unknown", ordinal=9)

    meeting.attendance_is_known = True
    meeting.save()

    def step():
        return as_("ana").get(reverse("desk:meeting", args=[meeting.pk])).context["step"].title

    assert step() == "Next: the agenda"
    AgendaItem.objects.create(meeting=meeting, title="Opening")
    assert step() == "Next: send the notice for approval"
    to(as_("ana"), meeting, "held")
    row = Attendance.objects.create(meeting=meeting, as_written="Canada", presence="not_known")
    assert step() == "Next: Record who attended, or say that it is not known."
    row.presence = "present"
    row.save()
    assert step() == "Next: what was agreed"
    Outcome.objects.create(meeting=meeting, text="Agreed.")
    assert step() == "Next: send it for approval"


def test_ways_that_do_not_lead_there(as_, meeting):
    assert to(as_("ana"), meeting, "cancelled").status_code == 409
    refused = to(as_("ana"), meeting, "eaten")
    assert refused.status_code == 409
    assert "The meeting is held: it cannot become eaten now." in refused.text


def test_notice_then_record(as_, people):
    meeting = planned(precision="unknown", ordinal=9)
    notice = services.issue(services.ask_approval(meeting, by=people["ana"]), by=people["ravi"])
    assert notice.stage == "notice"
    to(as_("ana"), meeting, "held")
    page = as_("ana").get(reverse("desk:meeting", args=[meeting.pk]))
    assert (page.context["standing"].state, page.context["step"].title) == ("preparing", "Next: what was agreed")
    held = services.issue(services.ask_approval(meeting, by=people["ana"]), by=people["ravi"])
    assert held.stage == "final"
    refused = to(as_("ana"), meeting, "planned")
    assert refused.status_code == 409
    assert "Its record is issued: it was held." in refused.text


def test_notice_says_who_is_expected(as_, people):
    meeting = planned(precision="unknown", ordinal=9)
    Attendance.objects.create(meeting=meeting, as_written="Canada", presence="not_known")
    Attendance.objects.create(meeting=meeting, as_written="Sri Lanka", presence="not_known")
    services.issue(services.ask_approval(meeting, by=people["ana"]), by=people["ravi"])
    page = as_("nobody").get("/meetings/ahg-som/9/").text
    assert "Two delegations are expected." in page
    assert "Attendance not known" not in page
    to(as_("ana"), meeting, "held")
    assert "Attendance not known" in as_("ana").get(reverse("desk:preview", args=[meeting.pk])).text


@pytest.mark.parametrize(("state", "word"), [("postponed", "Postponed"), ("cancelled", "Cancelled")])
def test_what_was_put_off_or_called_off_says_so_and_can_be_planned_again(as_, people, state, word):
    meeting = planned(precision="unknown", ordinal=9)
    client, page = as_("ana"), reverse("desk:meeting", args=[meeting.pk])
    assert to(client, meeting, state).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.state, meeting.history.first().history_user.name) == (state, "Ana")
    assert word in client.get(page).text
    issue(meeting, people)
    assert f"<dd>{word}</dd>" in as_("nobody").get("/meetings/ahg-som/9/").text
    assert to(as_("ana"), meeting, "planned").status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "planned"


def test_every_field_of_the_plan_is_kept(as_, people):
    client = as_("ana")
    given = {
        "title": "Fourth Special Meeting", "ordinal": "14", "precision": "day", "starts_on": "2031-02-02",
        "ends_on": "2031-02-03", "city": "Bangkok", "country": "Thailand", "venue": "Hotel Siam",
        "zone": "Asia/Bangkok", "format": "hybrid", "purpose": "To review.",
    }  # fmt: skip
    plan(client, **given)
    made = Meeting.objects.get()
    kept = {name: getattr(made, name) for name in given} | {"ordinal": str(made.ordinal)}
    assert {name: str(value) for name, value in kept.items()} == given
    address = reverse("desk:section", args=[made.pk, "readers"])
    page = client.get(address)
    client.post(address, form_data(page, audience="members", marking="For participants"))
    made.refresh_from_db()
    assert (made.audience, made.marking) == ("members", "For participants")
    issue(Meeting.objects.get(), people)
    assert "<dt>Venue</dt><dd>Hotel Siam</dd>" in as_("ravi").get("/meetings/ahg-som/14/").text
    pdf = as_("ravi").get("/meetings/ahg-som/14/statement.pdf")
    assert "Hotel Siam" in pypdf.PdfReader(io.BytesIO(b"".join(pdf))).pages[0].extract_text()


def test_state_stays_while_it_waits_for_approval(as_, people):
    meeting = planned(precision="unknown")
    services.ask_approval(meeting, by=people["ana"])
    assert to(as_("ana"), meeting, "postponed").status_code == 409
    meeting.refresh_from_db()
    assert meeting.state == "planned"


def test_linked_meetings_are_chosen_with_the_plan_and_copied(as_, meeting):
    with acting(None, "for a test"):
        meeting.starts_on = meeting.ends_on = datetime.date(2010, 5, 4)
        meeting.precision, meeting.city = "day", "Colombo"
        meeting.save()
    page = as_("ana").get(f"{PLAN}?series=ahg-som")
    assert 'id="linked"' in page.text
    plan(as_("ana"), starts_on="2031-02-02", precision="day", reviews=str(meeting.pk), continues=str(meeting.pk))
    made = Meeting.objects.get(ordinal=5)
    told = [(link.relation, link.title, link.date, link.place, link.target) for link in made.links.all()]
    assert told == [
        ("reviews", "Fourth Meeting", "2010-05-04", "Colombo", meeting),
        ("continues", "Fourth Meeting", "2010-05-04", "Colombo", meeting),
    ]
    copy = as_("ana").get(f"{PLAN}?copy={made.pk}")
    assert [copy.context["form"][name].value() for name in ("reviews", "prepares")] == [meeting.pk, None]
    wrong = plan(as_("ana"), starts_on="2031-02-02", precision="day", prepares="2f1f63c5-0000-4000-8000-000000000000")
    assert wrong.status_code == 422
    assert Meeting.objects.count() == 2


def test_an_organisation_co_chairs(as_, people, meeting):
    """From the series into the plan, by the form of the page, into the notice, the statement and its clearance."""
    with acting(None, "for a test"):
        iom = Participant.objects.create(slug="iom", kind="organisation")
        name = {"short": "IOM", "formal": "International Organization for Migration", "sorting": "IOM"}
        ParticipantName.objects.create(participant=iom, **name)
        Host.objects.create(meeting=meeting, as_written="Indonesia", agency="Directorate General of Immigration")
    client = as_("ana")
    add = reverse("desk:row-create", args=[meeting.pk, "hosts"])
    form = form_data(client.get(add)) | {"as_written": "IOM", "participant": str(iom.pk), "role": "co_chair"}
    assert client.post(add, form).status_code == 302

    world.plain_meeting(6)  # the latest names nobody
    page = client.get(f"{PLAN}?series=ahg-som").text
    assert "Co-Chairs as at AHG SOM 4: Indonesia (Directorate General of Immigration) and IOM." in page
    plan(client, ordinal="5", starts_on="2021-02-02", precision="day")
    made = Meeting.objects.get(ordinal=5)
    named = [(host.as_written, host.agency, host.participant) for host in made.hosts.all()]
    assert named == [("Indonesia", "Directorate General of Immigration", None), ("IOM", "", iom)]
    to(client, made, "held")
    AgendaItem.objects.create(meeting=made, title="Opening")
    made = Meeting.objects.get(pk=made.pk)
    record = compose_meeting(made)
    both = "Indonesia (Directorate General of Immigration) and IOM"
    assert record.passages[0].text.startswith(f"The Co-Chairs, {both}, hosted the ")
    assert [(host.name, host.role, host.participant) for host in record.meeting.hosts] == [
        ("Indonesia", "co_chair", None),
        ("IOM", "co_chair", "iom"),
    ]
    page = client.get(reverse("desk:preview", args=[made.pk])).text
    assert "<dt>Hosted by the Co-Chairs</dt>" in page
    assert f"The Co-Chairs, {both}, hosted" in page
    pdf = pypdf.PdfReader(io.BytesIO(client.get(reverse("desk:preview-pdf", args=[made.pk])).content))
    assert f"The Co-Chairs, {both}, hosted" in " ".join(pdf.pages[0].extract_text().split())
    assert "Not yet cleared by Indonesia and IOM." in client.get(reverse("desk:meeting", args=[made.pk])).text
