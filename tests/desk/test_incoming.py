"""A text or a sign-in sheet brought into a meeting that is there."""

import datetime
import io

import docx as python_docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.history import acting
from desk.incoming import services
from desk.incoming.comparing import compare
from desk.services import file_summary
from meetings.models import Attendance, Incoming, Meeting, Outcome
from meetings.retention import delete_old_texts, last_day_of
from records.services import ask_approval
from tests.desk import world

REVISED = world.SUMMARY.replace("Vietnam. Canada", "Vietnam. Japan sent experts. Canada").replace(
    "• Members agreed to meet again in the autumn.",
    "• Members agreed to meet again in the spring of next year.\n• Members welcomed the new course.",
)


@pytest.fixture
def filed(reading, ana):
    """The meeting that the summary became, before a revised text arrives."""
    filed = file_summary({**reading.proposal, "series": "AHG SOM"}, text=world.SUMMARY, by=ana)
    return filed.meeting


@pytest.fixture
def brought(filed, ana):
    return services.receive(filed, kind="text", text=REVISED, by=ana)


def page_of(incoming):
    return reverse("desk:incoming", args=[incoming.meeting_id, incoming.pk])


def form_of(found, **choices):
    """What the page sends: each difference as preset, but for `choices` by label."""
    sent = {}
    for change in found.changes:
        is_taken = choices.get(change.label, change.preset)
        sent[f"take-{change.key}"] = "take" if is_taken else "keep"
        if change.row is not None:
            sent[f"version-{change.key}"] = str(change.version)
    return sent


def told(found):
    return [(change.section, change.kind, change.label, change.preset) for change in found.changes]


def test_the_same_text_differs_in_nothing(filed, ana):
    again = services.receive(filed, kind="text", text=world.SUMMARY, by=ana)
    found = compare(filed, again)
    assert (told(found), found.same["attendance"], found.same["outcomes"]) == ([], 5, 2)


def test_what_differs_is_listed_once_and_the_rest_counted(filed, brought):
    found = compare(filed, brought)
    assert told(found) == [
        ("attendance", "new", "Japan", True),
        ("outcomes", "changed", "Members agreed to meet again in the autumn.", True),
        ("outcomes", "new", "Paragraph 2", True),
    ]
    assert (found.same["attendance"], found.same["outcomes"], found.same["recommendations"]) == (5, 1, 2)


def test_a_word_document_is_shown_against_the_meeting_and_taken(filed, as_):
    document = python_docx.Document()
    for line in REVISED.splitlines():
        document.add_paragraph(line.removeprefix("• "), style="List Bullet" if line.startswith("• ") else None)
    out = io.BytesIO()
    document.save(out)
    client = as_("ana")
    file = SimpleUploadedFile("revised.docx", out.getvalue())
    answer = client.post(reverse("desk:bring-in", args=[filed.pk]), {"kind": "text", "text": "", "file": file})
    brought = Incoming.objects.get()
    assert answer["Location"] == page_of(brought)
    page = client.get(page_of(brought)).text
    assert "spring of next year" in page
    assert filed.outcomes.filter(text__contains="autumn").exists()  # nothing is taken yet

    client.post(page_of(brought), form_of(compare(filed, brought)))
    assert filed.attendance.filter(as_written="Japan").exists()
    assert "Members welcomed the new course." in filed.outcomes.values_list("text", flat=True)
    kept = filed.materials.get(file_name="revised.docx")
    assert bytes(kept.content) == out.getvalue()


def test_one_press_takes_what_is_chosen_and_nothing_else(filed, brought, as_):
    before = list(filed.attendance.values_list("as_written", "capacity", "version").order_by("as_written"))
    answer = as_("ana").post(page_of(brought), form_of(compare(filed, brought), Japan=False), follow=True)

    assert "Taken: 2 differences. 1 left as it was." in answer.content.decode()
    assert list(filed.outcomes.filter(parent=None).values_list("text", flat=True)) == [
        "Members agreed to meet again in the spring of next year.",
        "Members welcomed the new course.",
        "Members noted a paper on training.",
    ]
    assert list(filed.attendance.values_list("as_written", "capacity", "version").order_by("as_written")) == before
    changed = Outcome.history.filter(history_type="~").get()
    assert (changed.history_user.email, changed.history_change_reason) == (
        "ana@example.org",
        "Taken from “Pasted text”",
    )
    assert Incoming.objects.get().state == "used"


def test_the_text_is_kept_with_the_meeting(filed, brought, as_):
    as_("ana").post(page_of(brought), form_of(compare(filed, brought)))
    kept = filed.materials.get(title="Brought in: Pasted text")
    assert bytes(kept.content).decode() == REVISED


def test_what_was_changed_meanwhile_is_refused_whole_and_the_choices_stay(filed, brought, as_):
    sent = form_of(compare(filed, brought), Japan=True)
    row = filed.outcomes.order_by("position").first()
    with acting(None, "for a test"):
        row.text = "Members agreed to meet again in the summer."
        row.save()
    answer = as_("ana").post(page_of(brought), sent)

    assert answer.status_code == 409
    said = answer.content.decode()
    assert "Somebody changed the meeting while you were choosing. Nothing was taken." in said
    lines = {line.change.label: line for part in answer.context["parts"] for line in part.lines}
    assert (lines["Japan"].is_taken, lines["Japan"].met) == (True, False)
    assert lines["Members agreed to meet again in the summer."].met
    assert not filed.attendance.filter(as_written="Japan").exists()
    assert filed.outcomes.filter(parent=None).count() == 2

    again = as_("ana").post(page_of(brought), form_of(compare(filed, brought), Japan=True))
    assert again.status_code == 302
    assert filed.attendance.filter(as_written="Japan").exists()


def test_nothing_is_taken_while_it_waits_for_approval(filed, brought, people, as_):
    ask_approval(filed, by=people["ana"])
    answer = as_("ana").post(page_of(brought), form_of(compare(filed, brought)))
    assert answer.status_code == 409
    assert "It is waiting for approval." in answer.content.decode()
    assert filed.outcomes.filter(parent=None).count() == 2


def test_a_capacity_is_taken_where_the_text_says_it_and_presence_recorded_here_stays(filed, ana):
    with acting(None, "for a test"):
        row = filed.attendance.get(participant__slug="indonesia")
        row.presence = "not_known"
        row.save()
    text = "Talks\n\nCo-Chairs: Australia. Observers: Sri Lanka. Indonesia attended. Apologies: Canada."
    found = compare(filed, services.receive(filed, kind="text", text=text, by=ana))
    assert {
        (change.label, change.was, change.now, change.preset)
        for change in found.changes
        if change.section == "attendance"
    } == {
        ("Australia", "Member", "Co-Chair", True),
        ("Sri Lanka", "Member", "Observer", True),
        ("Indonesia", "Not known", "Present", True),
        ("Canada", "Present", "Apologies", False),
    }
    assert found.only_here["attendance"] == ["Vietnam"]


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        (("Third Meeting", "Fifth Meeting"), "The text is of AHG SOM 5, and this is AHG SOM 3."),
        (("4 May 2010", "4 May 2011"), "The text is of 4 May 2011, and this meeting is not."),
    ],
)
def test_a_text_of_another_meeting_is_doubted_and_nothing_is_chosen(change, doubt, filed, ana, as_):
    brought = services.receive(filed, kind="text", text=world.SUMMARY.replace(*change), by=ana)
    found = compare(filed, brought)
    assert found.doubt == doubt
    assert [change.preset for change in found.changes] == [False] * len(found.changes)
    assert doubt in as_("ana").get(page_of(brought)).content.decode()


SHEET = (
    "Delegation;Name;Rank;Head of delegation;Present\n"
    "Australia;Ms Ann Hill;Director;yes;yes\n"
    ";Mr Joe Wu;Officer;;yes\n"
    "Viet Nam;;;;apologies\n"
    "RSO;Ms Lee;Manager;;yes\n"
)


def test_a_sign_in_sheet_fills_attendance_and_representatives(filed, as_):
    client = as_("ana")
    sheet = SimpleUploadedFile("sheet.csv", SHEET.encode())
    answer = client.post(reverse("desk:bring-in", args=[filed.pk]), {"kind": "text", "text": "", "file": sheet})
    brought = Incoming.objects.get()
    assert (answer["Location"], brought.kind) == (page_of(brought), "sheet")

    found = compare(filed, brought)
    assert told(found) == [
        ("persons", "new", "Australia: Ms Ann Hill", True),
        ("persons", "new", "Australia: Mr Joe Wu", True),
        ("attendance", "changed", "Vietnam", False),
        ("attendance", "new", "RSO", True),
    ]
    client.post(page_of(brought), form_of(found))
    assert [
        (row.name, row.post, row.is_head)
        for attending in Attendance.objects.filter(as_written__in=("Australia", "RSO")).order_by("as_written")
        for row in attending.representatives.all()
    ] == [("Ms Ann Hill", "Director", True), ("Mr Joe Wu", "Officer", False), ("Ms Lee", "Manager", False)]
    assert filed.attendance.get(as_written="Vietnam").presence == "present"
    assert not filed.materials.filter(file_name="sheet.csv").exists()  # persons stay out of the meeting's files
    assert told(compare(filed, brought)) == [("attendance", "changed", "Vietnam", False)]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"kind": "text", "text": " "}, "Paste a text, or choose a file."),
        ({"kind": "sheet", "text": "one;two"}, "No column says which delegation"),
        ({"kind": "text", "text": "x" * 2_100_000}, "2 MB"),
    ],
)
def test_bad_input_gets_a_sentence(sent, sentence, filed, as_):
    answer = as_("ana").post(reverse("desk:bring-in", args=[filed.pk]), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Incoming.objects.exists()


def test_left_aside_nothing_is_lost(filed, brought, as_):
    as_("ana").post(reverse("desk:incoming-leave", args=[filed.pk, brought.pk]))
    assert (Incoming.objects.get().state, Incoming.objects.get().text) == ("discarded", REVISED)
    assert as_("ana").get(page_of(brought)).status_code == 200


def test_a_text_of_one_meeting_is_not_found_at_another(brought, as_):
    other = world.plain_meeting()
    answer = as_("ana").get(reverse("desk:incoming", args=[other.pk, brought.pk]))
    assert answer.status_code == 404
    assert Meeting.objects.count() == 2


def test_a_sheet_and_a_decided_text_are_deleted_after_their_time(filed, brought, ana, as_, settings):
    settings.INCOMING_KEPT_DAYS = 30
    sheet = services.receive(filed, kind="sheet", text="Country,Name\nAustralia,Ms Ann Hill", by=ana)
    open_text = services.receive(filed, kind="text", text=REVISED + "\n• Members noted it.", by=ana)
    services.leave_aside(brought, by=ana)
    assert "The sheet names persons and is deleted after" in as_("ana").get(page_of(sheet)).text
    assert delete_old_texts() == 0
    with acting(None, "for a test"):
        for one in Incoming.objects.all():
            one.received_at -= datetime.timedelta(days=31)
            one.save()
    assert last_day_of(Incoming.objects.get(pk=sheet.pk)) == timezone.now().date() - datetime.timedelta(days=1)
    assert delete_old_texts() == 2
    assert [one.pk for one in Incoming.objects.all()] == [open_text.pk]
    assert {entry.id for entry in Incoming.history.all()} == {open_text.pk}


def test_what_came_before_the_meeting_is_kept_until_it_is_over(filed, brought, settings):
    settings.INCOMING_KEPT_DAYS = 30
    with acting(None, "for a test"):
        filed.starts_on = filed.ends_on = timezone.now().date()
        filed.save()
        brought.received_at -= datetime.timedelta(days=31)
        brought.state = "used"
        brought.save()
    assert delete_old_texts() == 0
