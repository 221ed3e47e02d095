"""What stands between a meeting and its issue: each check leads to its field; clearance holds for the words cleared."""

import datetime
import html

import pytest
from django.urls import reverse
from django.utils import timezone

from core.history import acting
from desk.steps import place_of
from meetings.materials import keep
from meetings.models import AgendaItem, Attendance, Clearance, Host, Meeting, Outcome, Reading
from members.models import Membership, Participant, ParticipantName
from recommendations.models import Addressee, Consideration, Recommendation
from records import services
from records.checks import checks
from records.compose import compose_meeting
from records.wording import has_verb
from tests.desk import world
from tests.desk.test_meetings import at, form_data, issue


def said(meeting, level):
    return [check.text for check in checks(Meeting.objects.get(pk=meeting.pk)) if check.level == level]


def test_blocking(meeting, people):
    assert said(meeting, "blocking") == []
    meeting.attendance_is_known = True
    meeting.save()
    Outcome.objects.create(meeting=meeting, text="  ")
    Recommendation.objects.create(meeting=meeting, text="\n")
    Reading.objects.create(text="x", sha256="0" * 64, proposal={}, received_by=people["ana"], meeting=meeting)
    assert said(meeting, "blocking") == [
        "Text of this meeting is not yet filed. Use it, or leave it aside.",
        "Record who attended, or say that it is not known.",
        "A paragraph is empty. Write it, delete it, or say that its words are not held.",
        "A recommendation is empty. Write it or delete it.",
    ]
    with pytest.raises(services.CannotAskApprovalError, match="A paragraph is empty"):
        services.ask_approval(meeting, by=people["ana"])


def test_expected_delegations_are_no_attendance(as_, meeting):
    meeting.attendance_is_known = True
    meeting.save()
    row = Attendance.objects.create(meeting=meeting, as_written="Canada", presence="not_known")
    asks = "Record who attended, or say that it is not known."
    assert said(meeting, "blocking") == [asks]
    step = as_("ana").get(at("meeting", meeting)).context["step"]
    assert (step.title, step.href) == (f"Next: {asks}", at("attendance", meeting))
    assert at("section", meeting, "known") in as_("ana").get(step.href).text
    row.presence = "absent"
    row.save()
    assert said(meeting, "blocking") == []
    row.presence, meeting.attendance_is_known = "not_known", False
    row.save()
    meeting.save()
    assert said(meeting, "blocking") == []


def test_advisory(meeting, people):
    meeting.precision, meeting.starts_on, meeting.ends_on = "day", datetime.date(2016, 2, 2), datetime.date(2016, 2, 2)
    meeting.save()
    vietnam = Participant.objects.get(slug="viet-nam")
    ParticipantName.objects.create(
        participant=vietnam, short="Annam", sorting="Annam", from_on=datetime.date(1990, 1, 1), aliases=["Vietnam"]
    )
    name = vietnam.names.get(short="Viet Nam")
    name.until_on = datetime.date(1989, 12, 31)
    name.save()
    Attendance.objects.create(meeting=meeting, participant=vietnam, as_written="Viet Nam")
    australia = Participant.objects.get(slug="australia")
    Attendance.objects.create(meeting=meeting, participant=australia, as_written="Australia", presence="not_known")
    Recommendation.objects.create(meeting=meeting, position=1000, text="Train.", due_on=datetime.date(2017, 1, 1))
    meeting.agenda.create(title="Opening")
    assert said(meeting, "advisory") == [
        "The place is not given.",
        "No sentence says what it agreed; lists will show none.",
        "Expected, and attendance not known: Australia.",
        "Not a name known on the day: Viet Nam.",
        "The agenda is still provisional. Was it adopted at the opening?",
        "No outcome is recorded.",
        "R1 is due on a day that has passed.",
        "To nobody in particular: R1.",
    ]
    assert said(meeting, "blocking") == []


def test_a_verb_that_does_not_stand_in_the_text_is_told(as_, meeting):
    """Typed beside its words, "invites" would be in no sentence of the record."""
    row = Recommendation.objects.create(meeting=meeting, text="IOM to report on training.", verb="invites")
    Addressee.objects.create(recommendation=row, as_written="Members")
    told = "R1: its verb “invites” does not stand in its text, and will not be read there."
    assert told in said(meeting, "advisory")
    assert said(meeting, "blocking") == []
    found = next(check for check in checks(meeting) if check.text == told)
    assert place_of(meeting, found, may_edit=True).endswith("#field-verb")
    page = as_("ana").get(at("row", meeting, "recommendations", row.pk)).text
    assert "As it stands in the text: recommends." in page
    assert page.index('id="field-text"') < page.index('id="field-verb"')
    meeting.recommendations_intro = "The meeting invited:"
    meeting.save()
    assert told not in said(meeting, "advisory")


@pytest.mark.parametrize(
    ("verb", "text"),
    [
        ("recommended", "Members recommend that the RSO report."),
        ("endorse", "That Ministers endorse the plan."),
        ("identified", "Identifying gaps in training."),
        ("took note", "The meeting takes note of the report."),
        ("hold", "A workshop be held."),
        ("noted", "Noting the report."),
    ],
)
def test_a_verb_stands_in_the_text_in_any_form(verb, text):
    assert has_verb(text, verb)


def test_an_addressee_that_nobody_knows_is_told(meeting):
    row = Recommendation.objects.create(meeting=meeting, text="Train.")
    for name in ("Members", "Ministers", "Senior Officials", "the Co-Chairs", "AHG SOM", "Viet Nam", "Sri Lnka"):
        Addressee.objects.create(recommendation=row, as_written=name)
    told = [text for text in said(meeting, "advisory") if "is put to" in text]
    assert told == ["R1 is put to “Sri Lnka”, which is no known delegation or body."]
    found = next(check for check in checks(meeting) if check.text == told[0])
    assert place_of(meeting, found, may_edit=True).endswith("#field-addressees")


def test_who_is_expected_and_not_listed_at_all_is_asked_for(meeting):
    """Members of the body on the day; who was none of them then is not missed."""
    with acting(None, "for a test"):
        meeting.starts_on = meeting.ends_on = datetime.date(2016, 2, 2)
        meeting.precision = "day"
        meeting.save()
        body = Participant.objects.get(slug="bali-process")
        for slug, capacity, until in (
            ("viet-nam", "member", None),
            ("sri-lanka", "member", None),
            ("indonesia", "co_chair", None),
            ("canada", "observer", None),
            ("australia", "member", datetime.date(2012, 1, 1)),
        ):
            whom = Participant.objects.get(slug=slug)
            Membership.objects.create(participant=whom, body=body, capacity=capacity, until_on=until)
    missed = "Expected, and not marked: Indonesia and Viet Nam."
    assert missed not in said(meeting, "advisory")  # nothing is recorded yet: that is asked for first
    with acting(None, "for a test"):
        lanka = Participant.objects.get(slug="sri-lanka")
        Attendance.objects.create(meeting=meeting, participant=lanka, as_written="Sri Lanka", presence="present")
    assert missed in said(meeting, "advisory")
    assert said(meeting, "blocking") == []
    found = next(check for check in checks(meeting) if check.text == missed)
    assert place_of(meeting, found, may_edit=True) == at("attendance", meeting)


def test_each_check_leads_to_its_field(as_, meeting):
    row = Outcome.objects.create(meeting=meeting, text=" ")
    page = as_("ana").get(at("meeting", meeting))
    address = f"{at('row', meeting, 'outcomes', row.pk)}#field-text"
    assert page.context["step"].href == address
    assert f'href="{address}"' in page.text
    assert f'href="{at("section", meeting, "facts")}#field-gist"' in page.text
    assert 'id="field-text"' in as_("ana").get(address.partition("#")[0]).text


def everything_wrong(meeting, reading):
    """Each check of a meeting that was held, by its level: what it says, and the field or the place it leads to."""
    other = world.plain_meeting(3)
    with acting(None, "for a test"):
        meeting.attendance_is_known, meeting.provenance = True, "secretariat"
        meeting.save()
        Outcome.objects.create(meeting=meeting, text=" ")
        Outcome.objects.create(meeting=meeting, position=1000, text="Agreed.", verbs=[])
        Recommendation.objects.create(meeting=meeting, text=" ")
        Recommendation.objects.create(meeting=meeting, position=1, text="Train.", due_on=datetime.date(2017, 1, 1))
        AgendaItem.objects.create(meeting=meeting, title="Opening")
        Host.objects.create(meeting=meeting, as_written="Australia")
        Attendance.objects.create(meeting=meeting, as_written="Atlantis", presence="not_known", kind="unknown")
        keep(meeting, name="a.pdf", content=b"%PDF-1.7", values={"title": "A", "goes_out": True, "audience": "members"})
        reading.meeting = meeting
        reading.save()
        old = Recommendation.objects.create(meeting=other, text="Old.")
        Consideration.objects.create(recommendation=old, meeting=meeting, decision="deferred")


def test_every_check_leads_to_its_place(as_, meeting, reading):
    everything_wrong(meeting, reading)
    client, found = as_("ana"), checks(Meeting.objects.get(pk=meeting.pk))
    told = {check.text: place_of(meeting, check, may_edit=True) for check in found}
    assert [(check.level, check.text, check.field) for check in found] == EVERY_CHECK
    page = client.get(at("meeting", meeting)).text
    for text, address in told.items():
        assert html.escape(text) in page or text in page
        assert f'href="{address}"' in page
        path, _, mark = address.partition("#")
        answer = client.get(path)
        assert answer.status_code == 200
        assert not mark or f'id="{mark}"' in answer.text


EVERY_CHECK = [
    ("blocking", "Text of this meeting is not yet filed. Use it, or leave it aside.", ""),
    ("blocking", "Record who attended, or say that it is not known.", ""),
    ("blocking", "A paragraph is empty. Write it, delete it, or say that its words are not held.", "text"),
    ("blocking", "A recommendation is empty. Write it or delete it.", "text"),
    ("blocking", "Action is taken on recommendations of AHG SOM 3: issue its record first.", ""),
    ("blocking", "“A” is for members only, and the record for public.", "audience"),
    ("advisory", "The place is not given.", "city"),
    ("advisory", "No sentence says what it agreed; lists will show none.", "gist"),
    ("advisory", "Not in the directory: Atlantis.", ""),
    ("advisory", "The agenda is still provisional. Was it adopted at the opening?", ""),
    ("advisory", "Outcomes without a verb: 2.", "verbs"),
    ("advisory", "R2 is due on a day that has passed.", "due_on"),
    ("advisory", "To nobody in particular: R1, R2.", "addressees"),
    ("advisory", "Deferred without saying to which meeting: 1.", ""),
    ("advisory", "Not yet cleared by Australia.", ""),
]


def test_change_after_approval_asks_again(meeting, people):
    asked = services.ask_approval(meeting, by=people["ana"])
    with acting(people["ana"], "Changed behind its back"):
        Outcome.objects.create(meeting=meeting, text="Agreed.")
    with pytest.raises(services.CannotIssueError, match="the text changed after it was sent for approval"):
        services.issue(asked, by=people["ravi"])
    services.take_back(asked, by=people["ana"])
    again = services.ask_approval(meeting, by=people["ana"])
    assert again.digest != asked.digest
    assert services.issue(again, by=people["ravi"]).digest == again.digest


# Clearance


@pytest.fixture
def chairs(meeting):
    with acting(None, "for a test"):
        return [Host.objects.create(meeting=meeting, as_written=name) for name in ("Australia", "Indonesia")]


def clear(client, meeting, chair, **changes):
    address = at("row-create", meeting, "clearance")
    page = client.get(address)
    sent = {"host": str(chair.pk), "role": "Director, Asia", "cleared_on": "2016-02-04", "how": "in_writing"}
    return client.post(address, form_data(page) | sent | changes)


def test_cleared_by_both_is_told_by_the_record(as_, meeting, chairs, people):
    ana = as_("ana")
    assert "Not yet cleared by Australia and Indonesia." in said(meeting, "advisory")
    assert clear(ana, meeting, chairs[0]).status_code == 302
    assert "Not yet cleared by Indonesia." in said(meeting, "advisory")
    clear(ana, meeting, chairs[1], how="at_meeting")
    assert not [text for text in said(meeting, "advisory") if "clear" in text]
    row = Clearance.objects.first()
    assert (row.history.get().history_user.name, row.role) == ("Ana", "Director, Asia")
    issue(Meeting.objects.get(), people)
    page = as_("nobody").get("/meetings/ahg-som/4/").text
    assert "Cleared by the Co-Chairs" in page
    assert "Director, Asia, 4 February 2016, at the meeting" in page


def test_clearance_goes_with_the_words_it_was_given_for(as_, meeting, chairs):
    ana = as_("ana")
    clear(ana, meeting, chairs[0])
    assert [one.name for one in compose_meeting(Meeting.objects.get()).clearances] == ["Australia"]
    row = Meeting.objects.get()
    row.purpose = "To talk."
    row.save()
    assert compose_meeting(row).clearances == ()
    assert "Changed since it was cleared by Australia." in said(meeting, "advisory")
    assert "For other words" in ana.get(at("meeting", meeting)).text
    assert clear(ana, meeting, chairs[0]).status_code == 302
    assert [one.name for one in compose_meeting(Meeting.objects.get()).clearances] == ["Australia"]


def test_what_both_cleared_no_longer_says_that_nobody_did(as_, meeting, chairs):
    meeting.provenance = "public_sources"
    meeting.save()
    clear(as_("ana"), meeting, chairs[0])
    assert compose_meeting(Meeting.objects.get()).notice == "Compiled from public sources, not cleared"
    clear(as_("ana"), meeting, chairs[1])
    assert compose_meeting(Meeting.objects.get()).notice == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"role": ""}, "This field is required."),
        ({"cleared_on": (timezone.now() + datetime.timedelta(days=2)).date().isoformat()}, "has not come yet"),
        ({"host": "00000000-0000-0000-0000-000000000000"}, "Select a valid choice"),
    ],
)
def test_clearance_that_cannot_be_recorded(as_, meeting, chairs, changes, sentence):
    answer = clear(as_("ana"), meeting, chairs[0], **changes)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_same_words_are_cleared_once(as_, meeting, chairs):
    clear(as_("ana"), meeting, chairs[0])
    answer = clear(as_("ana"), meeting, chairs[0])
    assert answer.status_code == 422
    assert "This Co-Chair has cleared these words already." in answer.text


# Preview


def test_preview_as_each_audience(as_, meeting, people):
    meeting.audience = "members"
    meeting.save()
    ana = as_("ana")
    mine = ana.get(at("preview", meeting))
    assert mine.context["audience"] == "members"
    assert 'class="para"' in mine.text
    for audience, may in (("public", False), ("members_and_observers", False), ("co_chairs", True)):
        page = ana.get(f"{at('preview', meeting)}?as={audience}")
        assert page.context["may_read"] is may
        assert ('class="para"' in page.text) is may
        assert ("These readers will not find it." in page.text) is not may


def test_preview_leads_where_that_audience_may_go(as_, meeting, people):
    other = world.plain_meeting(3)
    other.audience = "members"
    other.save()
    issue(other, people)
    meeting.agenda_agreed_at = other
    meeting.save()
    link = reverse("meetings:detail", args=["ahg-som/3"])
    meeting.agenda.create(title="Opening")
    assert link not in as_("ana").get(f"{at('preview', meeting)}?as=public").text
    assert link in as_("ana").get(f"{at('preview', meeting)}?as=members").text
