"""The list, the desk page of a meeting, corrections after filing."""

import datetime
import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.history import acting
from desk.forms.meeting import SECTIONS
from desk.forms.placing import FIELDS
from desk.reading import services as readings
from desk.worklist import lines, meetings
from meetings.materials import keep
from meetings.models import AgendaItem, Attendance, Clearance, Host, Meeting, Note, Outcome, Representative
from members.models import Participant
from recommendations.models import Addressee, Recommendation
from records import custody, services
from strategy.models import Document
from tests import factories
from tests.desk import world

HOSTILE = '<script>alert("x")</script>'


def at(name, meeting, *more):
    return reverse(f"desk:{name}", args=[meeting.pk, *more])


def form_data(page, **changes):
    """What the form of a page would send."""
    form = page.context["form"]
    data = {field.html_name: field.value() for field in form}
    return {name: "" if value is None else value for name, value in data.items()} | changes


def issue(meeting, people):
    return services.issue(services.ask_approval(meeting, by=people["ana"]), by=people["ravi"])


# The list


def test_empty_list_names_one_next_step(as_):
    page = as_("ana").get("/prepare/")
    assert page.context["step"].label == "New from a summary"
    assert page.text.count('class="btn"') == 1
    assert "No meeting is logged yet." in page.text


def test_open_reading_is_the_next_step(as_, reading):
    page = as_("ana").get("/prepare/")
    assert page.context["step"].href == reverse("desk:reading", args=[reading.pk])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["AHG SOM 11", "TEG-RR 2", "AHG SOM 10"]),
        ("ahg som", ["AHG SOM 11", "AHG SOM 10"]),
        ("AHG SOM 10", ["AHG SOM 10"]),
        ("colombo", ["TEG-RR 2"]),
        ("  viet 2017 ", ["AHG SOM 11"]),
        ("2016", ["AHG SOM 10"]),
        ("0000", []),
        ("%", []),
        ("colombo 2016", []),
        ("99999999999999999999\x00²", []),
    ],
)
def test_meetings_are_found_by_what_they_are_called(as_, typed, found):
    factories.meeting(10, starts="2016-02-02", city="Bangkok", country="Thailand")
    factories.meeting(2, code="TEG-RR", starts="2017-03-01", city="Colombo", country="Sri Lanka")
    factories.meeting(11, starts="2017-11-17", city="Da Nang", country="Viet Nam")
    page = as_("ana").get("/prepare/", {"q": typed})
    assert [line.meeting.reference for line in page.context["lines"]] == found
    assert ("No meeting here has all of these words" in page.text) is not bool(found)


def test_pages_of_meetings_that_were_found_keep_the_words(as_):
    for ordinal in range(1, 28):
        factories.meeting(ordinal, starts=f"{1990 + ordinal}-02-02", city="Bangkok")
    page = as_("ana").get("/prepare/", {"q": "Bangkok & 0"})
    assert not page.context["lines"]
    page = as_("ana").get("/prepare/", {"q": "bangkok ahg"})
    assert 'href="?q=bangkok%20ahg&amp;page=2"' in page.text
    assert len(as_("ana").get("/prepare/?q=bangkok%20ahg&page=2").context["lines"]) == 2


def test_approver_is_led_to_what_waits(as_, meeting, ana):
    asked = services.ask_approval(meeting, by=ana)
    page = as_("ravi").get("/prepare/")
    assert page.context["step"].title == "Next: approve or return AHG SOM 4"
    assert page.context["step"].href == reverse("desk:approval", args=[asked.pk])
    assert as_("ana").get("/prepare/").context["step"].label == "New from a summary"


def test_what_came_back_comes_before_what_was_begun(as_, reading, meeting, people):
    asked = services.ask_approval(meeting, by=people["ana"])
    services.return_for_changes(asked, by=people["ravi"], reason="Name the place")
    page = as_("ana").get("/prepare/")
    assert page.context["returned"] == [asked]
    assert page.context["step"].href == at("meeting", meeting)
    services.ask_approval(meeting, by=people["ana"])
    page = as_("ana").get("/prepare/")
    assert page.context["returned"] == []
    assert page.context["step"].href == reverse("desk:reading", args=[reading.pk])


def test_what_was_never_issued_comes_first(as_, meeting, people):
    issue(meeting, people)
    fresh = world.plain_meeting(1)
    assert [line.meeting for line in as_("ana").get("/prepare/").context["lines"]] == [fresh, meeting]


def state(meeting, user):
    (line,) = lines(meetings(user).filter(pk=meeting.pk), user)
    return line.standing.state


def test_states_on_the_way(meeting, people):
    ana, ravi = people["ana"], people["ravi"]
    assert state(meeting, ana) == "preparing"
    asked = services.ask_approval(meeting, by=ana)
    assert state(meeting, ana) == "waiting"
    services.return_for_changes(asked, by=ravi, reason="Name the place")
    assert state(meeting, ana) == "returned"
    asked = services.ask_approval(meeting, by=ana)
    services.take_back(asked, by=ana)
    assert state(meeting, ana) == "preparing"
    Recommendation.objects.create(meeting=meeting, text="Train.")
    issue(meeting, people)
    assert state(meeting, ana) == "issued"


@pytest.mark.parametrize("part", ["meeting", "outcome", "addressee"])
def test_change_after_issue_shows(meeting, people, part):
    given = Recommendation.objects.create(meeting=meeting, text="Train.")
    issue(meeting, people)
    with acting(people["ana"], "Corrected"):
        if part == "meeting":
            row = Meeting.objects.get()
            row.city = "Colombo"
            row.save()
        elif part == "outcome":
            Outcome.objects.create(meeting=meeting, text="Agreed.")
        else:
            Addressee.objects.create(recommendation=given, as_written="Members")
    assert state(meeting, people["ana"]) == "changed"


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_size(as_, people, count, django_assert_num_queries):
    for ordinal in range(1, count + 1):
        issue(world.plain_meeting(ordinal), people)
        readings.receive_text(f"Words {ordinal} of a summary.", by=people["ana"])
        services.ask_approval(world.plain_meeting(ordinal + 10), by=people["ana"])
        back = services.ask_approval(world.plain_meeting(ordinal + 20), by=people["ana"])
        services.return_for_changes(back, by=people["ravi"], reason="Again")
    client = as_("ana")
    with django_assert_num_queries(12):
        assert client.get("/prepare/").status_code == 200


def test_list_is_paged(as_, people):
    for ordinal in range(1, 28):
        world.plain_meeting(ordinal)
    client = as_("ana")
    assert len(client.get("/prepare/").context["lines"]) == 25
    assert len(client.get("/prepare/?page=2").context["lines"]) == 2
    assert client.get("/prepare/?page=3").status_code == 404
    assert client.get("/prepare/?page=x").status_code == 404


# The desk page


def test_page_shows_every_part_and_one_next_step(as_, reading, people):
    made = readings.use(reading, reading.proposal, by=people["ana"]).meeting
    page = as_("ana").get(at("meeting", made))
    assert page.status_code == 200
    assert [part.title for part in page.context["parts"]] == [
        "Title, date and place", "Attendance", "Purpose", "Agenda", "Outcomes", "Areas of focus", "Recommendations",
        "Materials", "Clearance",
    ]  # fmt: skip
    assert page.context["step"].label == "Send for approval"
    assert 'name="reason"' not in page.text
    assert page.text.count('class="btn"') + page.text.count("<button>") == 1
    for words in (
        "Vietnam",
        "meet again in the autumn",
        "Holding a course",
        "Compiled from public sources",
        "summary.txt",
    ):
        assert words in page.text
    assert [entry.reason for entry in page.context["history"]][-1] == "Filed from a summary"


def test_blocking_check_is_the_next_step(as_, meeting):
    meeting.attendance_is_known = True
    meeting.save()
    page = as_("ana").get(at("meeting", meeting))
    assert page.context["step"].title.startswith("Next: Record who attended")
    assert page.context["step"].label == "Go there"
    refused = as_("ana").post(at("ask", meeting))
    assert refused.status_code == 409
    assert "Record who attended" in refused.text


def test_issued_meeting_leads_to_its_record(as_, meeting, people):
    issue(meeting, people)
    page = as_("ana").get(at("meeting", meeting))
    assert page.context["step"].title == "Issued. Nothing to do"
    assert page.context["record_url"] == "/meetings/ahg-som/4/"
    client = as_("ana")
    client.post(at("section", meeting, "purpose"), {"version": Meeting.objects.get().version, "purpose": "To talk."})
    page = client.get(at("meeting", meeting))
    assert page.context["standing"].state == "changed"
    assert 'name="reason"' in page.text


def test_every_part_has_its_link_to_a_form(as_, reading, people):
    made = readings.use(reading, reading.proposal, by=people["ana"]).meeting
    page = as_("ana").get(at("meeting", made)).text
    rows = [("outcomes", row) for row in made.outcomes.all()] + [("attendance", row) for row in made.attendance.all()]
    links = [at("section", made, slug) for slug in ("facts", "purpose", "readers")]
    links += [at("row-create", made, slug) for slug in ("hosts", "figures", "links", "outcomes", "sources")]
    links += [at("row", made, slug, row.pk) for slug, row in rows]
    assert [link for link in links if f'href="{link}"' not in page] == []


@pytest.mark.parametrize("who", ["ravi", "chair"])
def test_who_only_sees_the_desk_is_offered_nothing_to_change(as_, meeting, who):
    page = as_(who).get(at("meeting", meeting))
    assert page.status_code == 200
    assert "<form" not in page.text.split("<main")[1]
    assert ">Edit" not in page.text


def test_preview_is_what_readers_will_see(as_, meeting, people):
    preview = as_("ana").get(at("preview", meeting)).text
    assert "Preview: nothing is issued yet" in preview
    issue(meeting, people)
    issued = as_("ana").get("/meetings/ahg-som/4/").text
    middle = '<div class="para"'
    assert preview.split(middle)[1:-1] == issued.split(middle)[1:-1]


def test_preview_of_the_sheet(as_, meeting):
    answer = as_("ana").get(at("preview-pdf", meeting))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_material_is_downloaded_never_shown(as_, reading, people):
    made = readings.use(reading, reading.proposal, by=people["ana"]).meeting
    answer = as_("ravi").get(at("material", made, made.materials.get().pk))
    assert answer.content.decode() == world.SUMMARY
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_at_any_size(as_, people, meeting, count, django_assert_num_queries):
    for number in range(count):
        outcome = Outcome.objects.create(meeting=meeting, text="Agreed.")
        Outcome.objects.create(meeting=meeting, parent=outcome, text="Under it.")
        given = Recommendation.objects.create(meeting=meeting, text="Train.")
        Addressee.objects.create(recommendation=given, as_written="Members")
        Attendance.objects.create(meeting=meeting, as_written=f"Delegation {number}")
    client = as_("ana")
    with django_assert_num_queries(24):
        assert client.get(at("meeting", meeting)).status_code == 200


def test_a_full_page_costs_no_more(as_, people, meeting, django_assert_max_num_queries):
    """60 delegations, 30 outcomes, 20 recommendations, everything else there too: at most 25 queries."""
    bodies = list(Participant.objects.all())
    for number in range(60):
        participant = bodies[number] if number < len(bodies) else None
        row = Attendance.objects.create(meeting=meeting, participant=participant, as_written=f"Delegation {number}")
        Representative.objects.create(attendance=row, name=f"Person {number}", is_head=True)
    for number in range(30):
        item = AgendaItem.objects.create(meeting=meeting, number=str(number), title="Item")
        Outcome.objects.create(meeting=meeting, text="Agreed.", agenda_item=item, about_body=bodies[0])
        Note.objects.create(meeting=meeting, agenda_item=item, text="Said.")
    for _ in range(20):
        given = Recommendation.objects.create(meeting=meeting, text="Train.", result_body=bodies[1])
        Addressee.objects.create(recommendation=given, as_written="Australia", participant=bodies[0])
    for name in ("Australia", "Indonesia"):
        chair = Host.objects.create(meeting=meeting, as_written=name)
        Clearance.objects.create(meeting=meeting, host=chair, role="Director", cleared_on="2016-02-02", words="0" * 64)
    keep(meeting, name="a.pdf", content=b"%PDF-1.7", values={"title": "A", "goes_out": True, "audience": "public"})
    issue(meeting, people)
    client = as_("ana")
    with django_assert_max_num_queries(25):
        assert client.get(at("meeting", meeting)).status_code == 200


# Every kind of row the desk saves: what is sent, what is changed, and what a new one and a changed one cost.
ROWS = {
    "outcomes": ({"text": "Agreed.", "is_held": "on", "about_documents": "Plan"}, {"text": "Noted."}, 10, 11),
    "recommendations": (
        # Each further addressee is a row of its own: two more.
        {"text": "Train.", "addressees": "RSO", "follow_up": "action"}, {"text": "Train more."}, 12, 12,
    ),
    "attendance": (
        {"as_written": "Atlantis", "capacity": "member", "presence": "present", "kind": "unknown"},
        {"presence": "absent"}, 9, 9,
    ),
    "agenda": ({"title": "Opening", "number": "1"}, {"title": "Welcome"}, 10, 9),
    "hosts": ({"as_written": "Thailand", "role": "co_chair"}, {"basis": "Stated"}, 7, 7),
    "figures": ({"count": "65", "of": "participants"}, {"count": "66"}, 7, 7),
    "links": ({"relation": "reviews", "title": "The Second"}, {"place": "Bali"}, 9, 9),
    "priorities": ({"title": "Returns", "standing": "proposed"}, {"from_on": "2017-01-01"}, 11, 11),
    "sources": ({"title": "Page"}, {"remark": "Seen."}, 7, 7),
    "notes": ({"text": "Asked for time.", "who": "Sri Lanka"}, {"text": "Asked twice."}, 8, 9),
}  # fmt: skip


def cost(act):
    """Queries of a request; those that keep who is signed in, and the marks of a transaction, apart."""
    with CaptureQueriesContext(connection) as queries:
        assert act().status_code in (200, 302)
    apart = ("SAVEPOINT", "RELEASE", "django_session", '"members_user"."id" =', '"members_mandate"')
    return len([each for each in queries if not any(words in each["sql"][:2000] for words in apart)])


@pytest.mark.parametrize("section", ROWS)
def test_saving_a_row_takes_at_most_12_queries(as_, meeting, section):
    sent, changes, new, changed = ROWS[section]
    assert max(new, changed) <= 12
    Document.objects.create(slug="plan", kind="work_plan", title="Plan")
    client, rows = as_("ana"), SECTIONS[section].rows(meeting)
    assert cost(lambda: client.post(at("row-create", meeting, section), sent)) == new
    address = at("row", meeting, section, rows.get().pk)
    data = form_data(client.get(address), **changes)
    assert cost(lambda: client.post(address, data)) == changed
    assert rows.get().version == 2


def test_saving_a_part_of_a_meeting_takes_at_most_12_queries(as_, meeting):
    client, counts = as_("ana"), {}
    for section in ("facts", "purpose", "readers", "known", "abbreviations", "agreed"):
        address = at("section", meeting, section)
        data = form_data(client.get(address))
        counts[section] = cost(lambda address=address, data=data: client.post(address, data))
    assert counts == {"facts": 11, "purpose": 4, "readers": 4, "known": 4, "abbreviations": 4, "agreed": 4}


def test_every_kind_of_row_is_counted():
    """Files are handed in, and a clearance reads the whole record: it holds for its words."""
    assert {section.slug for section in SECTIONS.values() if section.rows} == {*ROWS, "materials", "clearance"}


def test_material_has_its_own_audience(as_, reading, people):
    made = readings.use(reading, reading.proposal, by=people["ana"]).meeting
    kept = made.materials.get()
    assert "summary.txt" not in as_("chair").get(at("meeting", made)).text
    assert as_("chair").get(at("material", made, kept.pk)).status_code == 404
    kept.audience = "co_chairs"
    kept.save()
    assert "summary.txt" in as_("chair").get(at("meeting", made)).text
    assert as_("chair").get(at("material", made, kept.pk)).status_code == 200


# Corrections


def test_facts_are_corrected(as_, meeting):
    client = as_("ana")
    page = client.get(at("section", meeting, "facts"))
    data = form_data(page, precision="day", starts_on="2011-03-02", ends_on="2011-03-03", city="Bali", days="")
    answer = client.post(at("section", meeting, "facts"), data)
    assert answer["Location"] == f"{at('meeting', meeting)}#facts"
    row = Meeting.objects.get()
    assert (row.starts_on, row.city) == (datetime.date(2011, 3, 2), "Bali")
    assert row.history.first().history_change_reason == "Corrected title, date and place"
    assert row.history.first().history_user.name == "Ana"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"precision": "day", "starts_on": ""}, "Give the first and the last day"),
        ({"precision": "day", "starts_on": "2011-03-02", "ends_on": "2011-03-01"}, "ends before it starts"),
        ({"ordinal": "3"}, "This series already has a meeting with this number."),
    ],
)
def test_mistake_in_facts_gets_a_sentence(as_, meeting, changes, sentence):
    Meeting.objects.create(series=meeting.series, ordinal=3, title="Third", precision="unknown")
    client = as_("ana")
    answer = client.post(
        at("section", meeting, "facts"), form_data(client.get(at("section", meeting, "facts")), **changes)
    )
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize(
    ("section", "changes", "refused"),
    [
        (
            "facts",
            {"precision": "day", "starts_on": "2011-03-02", "ends_on": "2011-03-01"},
            ("ends_on", "ends before it"),
        ),
        ("facts", {"ordinal": "3"}, ("ordinal", "This series already has a meeting with this number.")),
        ("outcomes", {"text": "", "is_held": "on"}, ("text", "Write the text, or say that")),
        ("attendance", {"as_written": "Atlantis"}, ("as_written", "This name is already on the list.")),
        ("figures", {"count": "", "text": ""}, ("count", "Give the number, or the words")),
        ("links", {"relation": "reviews", "title": "Third", "date": "in May"}, ("date", "Write the date as")),
    ],
)
def test_what_one_field_is_refused_for_stands_at_that_field(as_, meeting, section, changes, refused):
    field, sentence = refused
    with acting(None, "for a test"):
        Meeting.objects.create(series=meeting.series, ordinal=3, title="Third", precision="unknown")
        Attendance.objects.create(meeting=meeting, as_written="Atlantis")
    address = at("section", meeting, section) if section == "facts" else at("row-create", meeting, section)
    answer = as_("ana").post(address, form_data(as_("ana").get(address), **{"days": ""} | changes))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert sentence in " ".join(form.errors[field])
    assert not form.non_field_errors()
    control = re.search(rf'<(?:input|textarea|select)[^>]* name="{field}"[^>]*>', answer.text)[0]
    assert "autofocus" in control
    assert 'aria-invalid="true"' in control


def test_every_sentence_that_is_placed_is_a_constraint_of_a_model_with_that_field():
    held = {each.name: model for model in apps.get_models() for each in model._meta.constraints}
    for name, field in FIELDS.items():
        held[name]._meta.get_field(field)


def test_attendance_is_said_not_to_be_known(as_, meeting):
    meeting.attendance_is_known = True
    meeting.save()
    client = as_("ana")
    assert at("section", meeting, "known") in client.get(at("meeting", meeting)).text
    client.post(at("section", meeting, "known"), {"version": meeting.version})
    page = client.get(at("meeting", meeting))
    assert page.context["step"].title == "Next: what was agreed"
    assert "Send for approval as it is" in page.text


def test_abbreviations_are_corrected_line_by_line(as_, meeting):
    client = as_("ana")
    address = at("section", meeting, "abbreviations")
    wrong = client.post(address, form_data(client.get(address), lines="RSO\nJCLEC = Centre"))
    assert wrong.status_code == 422
    assert "an equals sign" in wrong.text
    client.post(address, form_data(wrong, lines="RSO = Regional Support Office\n\nJCLEC = Centre"))
    assert Meeting.objects.get().abbreviations == [
        {"short": "RSO", "long": "Regional Support Office"},
        {"short": "JCLEC", "long": "Centre"},
    ]
    assert "RSO = Regional Support Office" in client.get(address).text


def test_attendance_row_is_added_and_corrected(as_, meeting):
    client = as_("ana")
    page = client.get(at("row-create", meeting, "attendance"))
    client.post(at("row-create", meeting, "attendance"), form_data(page, as_written="Vietnam"))
    row = Attendance.objects.get()
    page = client.get(at("row", meeting, "attendance", row.pk))
    client.post(at("row", meeting, "attendance", row.pk), form_data(page, capacity="observer"))
    row.refresh_from_db()
    assert (row.as_written, row.capacity, row.presence) == ("Vietnam", "observer", "present")
    twice = client.post(
        at("row-create", meeting, "attendance"),
        form_data(client.get(at("row-create", meeting, "attendance")), as_written="Vietnam"),
    )
    assert twice.status_code == 422
    assert "This name is already on the list." in twice.text


def test_outcomes_are_ordered_and_nested(as_, meeting):
    client = as_("ana")
    for text in ("One", "Two", "Three"):
        page = client.get(at("row-create", meeting, "outcomes"))
        client.post(
            at("row-create", meeting, "outcomes"), form_data(page, text=text, verbs="agreed; noted", is_held="on")
        )
    one, two, three = Outcome.objects.all()
    assert (one.text, one.verbs) == ("One", ["agreed", "noted"])
    before = {row.pk: row.version for row in (one, two, three)}

    def move(row, to):
        row.refresh_from_db()
        assert (
            client.post(at("row-move", meeting, "outcomes", row.pk), {"to": to, "version": row.version}).status_code
            == 302
        )

    move(three, "up")
    assert [row.text for row in Outcome.objects.all()] == ["One", "Three", "Two"]
    assert [row.pk for row in Outcome.objects.all() if row.version != before[row.pk]] == [three.pk]
    move(one, "up")
    move(two, "down")
    assert [row.text for row in Outcome.objects.all()] == ["One", "Three", "Two"]
    for _ in range(14):
        move(Outcome.objects.last(), "up")
    assert sorted(row.text for row in Outcome.objects.all()) == ["One", "Three", "Two"]
    page = client.get(at("row", meeting, "outcomes", two.pk))
    client.post(at("row", meeting, "outcomes", two.pk), form_data(page, parent=str(one.pk), is_held="on"))
    assert Outcome.objects.get(pk=two.pk).parent == one


def test_addressees_are_corrected(as_, meeting):
    client = as_("ana")
    page = client.get(at("row-create", meeting, "recommendations"))
    client.post(at("row-create", meeting, "recommendations"), form_data(page, text="Train.", addressees="RSO; Members"))
    row = Recommendation.objects.get()
    assert [(one.as_written, one.participant and one.participant.slug) for one in row.addressees.all()] == [
        ("RSO", "rso"),
        ("Members", None),
    ]
    kept = row.addressees.get(as_written="Members").pk
    page = client.get(at("row", meeting, "recommendations", row.pk))
    client.post(at("row", meeting, "recommendations", row.pk), form_data(page, addressees="Members; JCLEC"))
    assert [one.as_written for one in row.addressees.all()] == ["Members", "JCLEC"]
    assert row.addressees.get(as_written="Members").pk == kept


def test_row_is_deleted_only_as_it_was_shown(as_, meeting):
    row = Outcome.objects.create(meeting=meeting, text="Agreed.")
    client = as_("ana")
    address = at("row-delete", meeting, "outcomes", row.pk)
    assert client.post(address, {"version": 7}).status_code == 409
    assert client.post(address).status_code == 409
    assert client.post(address, {"version": 1}).status_code == 302
    assert Outcome.objects.count() == 0
    assert Outcome.history.first().history_user.name == "Ana"


def test_words_stay_as_sent_while_they_wait(as_, meeting, people):
    row = Outcome.objects.create(meeting=meeting, text="Agreed.")
    asked = services.ask_approval(meeting, by=people["ana"])
    client = as_("ana")
    for answer in (
        client.post(at("section", meeting, "purpose"), {"version": Meeting.objects.get().version, "purpose": "New"}),
        client.post(at("row-create", meeting, "outcomes"), {"text": "New", "is_held": "on"}),
        client.post(at("row", meeting, "outcomes", row.pk), {"text": "New", "is_held": "on", "version": 1}),
        client.post(at("row-move", meeting, "outcomes", row.pk), {"to": "up"}),
        client.post(at("row-delete", meeting, "outcomes", row.pk), {"version": 1}),
    ):
        assert answer.status_code == 409
        assert "Take it back first" in answer.text
    assert ">Edit" not in client.get(at("meeting", meeting)).text
    client.post(reverse("desk:take-back", args=[asked.pk]))
    assert client.post(at("row-delete", meeting, "outcomes", row.pk), {"version": 1}).status_code == 302


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("section", ["nonsense"]),
        ("row-create", ["facts"]),
        ("row-create", ["nonsense"]),
        ("row", ["outcomes", "00000000-0000-0000-0000-000000000000"]),
    ],
)
def test_parts_that_do_not_exist(as_, meeting, name, more):
    assert as_("ana").get(at(name, meeting, *more)).status_code == 404


def test_row_of_another_meeting_is_out_of_reach(as_, meeting):
    other = Meeting.objects.create(series=meeting.series, title="Other", precision="unknown")
    row = Outcome.objects.create(meeting=other, text="Theirs.")
    client = as_("ana")
    assert client.get(at("row", meeting, "outcomes", row.pk)).status_code == 404
    assert client.post(at("row-delete", meeting, "outcomes", row.pk), {"version": 1}).status_code == 404
    assert client.post(at("row-move", meeting, "attendance", row.pk)).status_code == 404


def test_section_of_rows_leads_to_its_place(as_, meeting):
    assert as_("ana").get(at("section", meeting, "outcomes"))["Location"] == f"{at('meeting', meeting)}#outcomes"


def test_hostile_words_are_shown_as_text(as_, meeting):
    meeting.title = meeting.purpose = meeting.gist = meeting.city = HOSTILE
    meeting.save()
    Outcome.objects.create(meeting=meeting, text=HOSTILE, heading=HOSTILE, actors=[HOSTILE], verbs=[HOSTILE])
    Attendance.objects.create(meeting=meeting, as_written=HOSTILE)
    client = as_("ana")
    for address in ("/prepare/", at("meeting", meeting), at("preview", meeting), at("section", meeting, "facts")):
        page = client.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text


def test_who_is_expected_is_not_called_not_known_before_anybody_is_marked(as_, meeting):
    with acting(None, "for a test"):
        for name in ("Canada", "Fiji"):
            row = Attendance.objects.create(meeting=meeting, as_written=name, presence="not_known")
    assert attendance_card(as_, meeting) == (True, 0)

    with acting(None, "for a test"):
        row.presence = "present"
        row.save()
    assert attendance_card(as_, meeting) == (False, 1)


def attendance_card(as_, meeting):
    """Whether it says that everybody is only expected, and how many it calls not known."""
    card = as_("ana").get(at("meeting", meeting)).text.partition('id="attendance"')[2].partition("</ul>")[0]
    return "Expected; nobody is marked yet." in card, card.count("Not known")


def test_sub_paragraphs_are_shown_with_their_letters(as_, meeting):
    row = factories.recommend(meeting, "Members train:", items=["staff;", "judges."])
    page = as_("ana").get(at("meeting", meeting))
    labels = [(each["row"].text, each["label"]) for each in page.context["recommendations"] if each["depth"]]
    assert labels == [("staff;", "(a)"), ("judges.", "(b)")]
    assert f'id="row-{row.pk}"' in page.text
    assert '<span class="at">(b)</span>judges.' in page.text


def test_a_choice_of_nothing_is_said_in_a_word(as_, meeting):
    page = as_("ana").get(at("row-create", meeting, "recommendations"))
    assert "---------" not in page.text


def test_after_a_withdrawal_the_next_step_is_to_send_a_revision(as_, people):
    meeting = factories.meeting(10, outcomes=["Members agreed the agenda."])
    edition = issue(meeting, people)
    custody.withdraw(edition, by=people["ravi"], reason="Wrong meeting.")
    page = as_("ana").get(at("meeting", meeting))
    step = page.context["step"]

    assert step.title.startswith("Withdrawn on ")
    assert step.title.endswith("Next: correct it and send a revision")
    assert (step.is_post, step.href, bool(step.asks)) == (True, at("ask", meeting), True)
    assert "statement.pdf" not in page.text
    assert '<span class="st late">Withdrawn' in page.text
    assert '<span class="st late">Withdrawn' in as_("ana").get("/prepare/").text
    as_("ana").post(at("ask", meeting), {"reason": "Issued again.", "correction": "revision"})
    assert meeting.approval_requests.waiting().exists()


def test_the_form_for_withdrawing_says_that_nothing_comes_back(as_, people):
    edition = issue(factories.meeting(10, outcomes=["Members agreed the agenda."]), people)

    assert "No earlier revision comes back into force by itself" in as_("ravi").get(at("record", edition)).text
