"""Notes: what delegations said, for the secretariat alone, no part of any record, deleted after their time."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from core import jobs
from core.history import acting
from core.models import SetAside
from meetings.models import AgendaItem, Note
from records import services
from records.canonical import record_bytes
from records.compose import compose_meeting
from tests.desk.test_meetings import at, form_data


def take(client, meeting, **said):
    return client.post(at("notes", meeting), {"text": "Asked for more time.", "who": "", "agenda_item": ""} | said)


def test_note_is_kept_and_the_next_one_begins_under_the_same_item(as_, meeting):
    item = AgendaItem.objects.create(meeting=meeting, number="2", title="Returns")
    answer = take(as_("ana"), meeting, who="Sri Lanka", agenda_item=str(item.pk))
    assert answer["Location"] == f"{at('notes', meeting)}?item={item.pk}#next-note"
    note = Note.objects.get()
    assert (note.text, note.participant.slug, note.agenda_item) == ("Asked for more time.", "sri-lanka", item)
    page = as_("ana").get(answer["Location"])
    assert page.context["form"]["agenda_item"].value() == item.pk
    assert "<strong>Sri Lanka</strong> Asked for more time." in page.text


def test_note_that_says_nothing_or_names_nobody(as_, meeting):
    assert take(as_("ana"), meeting, text="").status_code == 422
    wrong = take(as_("ana"), meeting, who="Atlantis")
    assert wrong.status_code == 422
    assert "No delegation is known as “Atlantis”." in wrong.text
    assert "Asked for more time." in wrong.text
    assert as_("ana").get(f"{at('notes', meeting)}?item=nonsense").status_code == 200


def test_note_is_corrected_and_deleted(as_, meeting):
    ana = as_("ana")
    take(ana, meeting)
    note = Note.objects.get()
    address = at("row", meeting, "notes", note.pk)
    assert ana.post(address, form_data(ana.get(address), text="Asked twice."))["Location"] == at("notes", meeting)
    note.refresh_from_db()
    assert note.text == "Asked twice."
    ana.post(at("row-delete", meeting, "notes", note.pk), {"version": note.version})
    assert not Note.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("ravi", 403), ("chair", 403), ("dilini", 404)])
def test_only_the_secretariat_reads_notes(as_, meeting, who, status):
    take(as_("ana"), meeting)
    assert as_(who).get(at("notes", meeting)).status_code == status
    assert as_(who).get(at("row", meeting, "notes", Note.objects.get().pk)).status_code == status
    assert "Asked for more time." not in as_(who).get(at("meeting", meeting)).text


def test_notes_are_no_part_of_the_record_and_taken_while_it_waits(as_, meeting, people):
    before = record_bytes(compose_meeting(meeting))
    asked = services.ask_approval(meeting, by=people["ana"])
    assert take(as_("ana"), meeting).status_code == 302
    assert record_bytes(compose_meeting(meeting)) == before
    assert services.issue(asked, by=people["ravi"])


def test_notes_are_deleted_after_their_time_with_their_history(as_, meeting, settings, capsys):
    settings.NOTES_KEPT_DAYS = 30
    take(as_("ana"), meeting)
    note = Note.objects.get()
    assert note.delete_on == timezone.now().date() + datetime.timedelta(days=30)
    late = {"version": 7, "text": "Said in confidence.", "who": "", "agenda_item": ""}
    assert as_("ana").post(at("row", meeting, "notes", note.pk), late).status_code == 409
    assert SetAside.objects.count() == 1
    call_command("delete_old_notes")
    assert (Note.objects.count(), SetAside.objects.count()) == (1, 1)
    with acting(None, "for a test"):
        note.delete_on = timezone.now().date() - datetime.timedelta(days=1)
        note.save()
    call_command("delete_old_notes")
    assert capsys.readouterr().out.endswith("1 note deleted.\n")
    assert (Note.objects.count(), Note.history.count(), SetAside.objects.count()) == (0, 0, 0)


def test_the_clock_deletes_them(as_, meeting):
    take(as_("ana"), meeting)
    note = Note.objects.get()
    with acting(None, "for a test"):
        note.delete_on = timezone.now().date() - datetime.timedelta(days=1)
        note.save()
    [periodic] = [
        each for name, each in app.periodic_registry.periodic_tasks.items() if name[1] == "meetings.delete_old_notes"
    ]
    assert periodic.cron == "41 2 * * *"
    periodic.task.func(1)
    jobs.run(jobs.Job.objects.get(task="meetings.delete_old_notes").pk)
    assert Note.objects.count() == 0


def test_link_to_notes_is_offered_to_the_secretariat(as_, meeting):
    address = reverse("desk:notes", args=[meeting.pk])
    assert address in as_("ana").get(at("meeting", meeting)).text
    assert address not in as_("ravi").get(at("meeting", meeting)).text
