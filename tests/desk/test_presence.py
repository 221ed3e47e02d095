"""Who else has a form open, and whether it has changed: asked by open pages every few seconds."""

import datetime
import json

import pytest
from django.utils import timezone

from core import presence
from core.history import acting
from core.models import Presence
from desk.history import mark_of
from meetings.models import Meeting, Outcome
from records.models import Book
from tests.desk.test_meetings import at

ADDRESS = "/prepare/presence/"


def ask(client, **page):
    body = {"place": "", "tab": "one", "rows": [], "watch": None} | page
    return client.post(ADDRESS, json.dumps(body), content_type="application/json")


def names(answer):
    return [other["name"] for other in answer.json()["editing"]]


def test_each_sees_the_other_and_not_themselves(as_, meeting):
    place = at("section", meeting, "purpose")
    assert names(ask(as_("ana"), place=place)) == []
    assert names(ask(as_("budi"), place=place)) == ["Ana"]
    assert names(ask(as_("ana"), place=place, tab="two")) == ["Budi"]
    assert names(ask(as_("budi"), place=at("section", meeting, "facts"))) == []
    assert names(ask(as_("adam"), watch=[str(meeting.pk), 0])) == ["Ana", "Budi"]


def test_since_when_is_kept_while_they_stay(as_, meeting):
    place = at("section", meeting, "purpose")
    ask(as_("ana"), place=place)
    since = ask(as_("budi"), place=place).json()["editing"][0]["since"]
    ask(as_("ana"), place=place)
    assert ask(as_("budi"), place=place).json()["editing"][0]["since"] == since


def test_who_leaves_or_is_not_heard_of_is_gone(as_, meeting, people):
    place = at("section", meeting, "purpose")
    ask(as_("ana"), place=place)
    ask(as_("ana"), place=place, leaving=True)
    assert names(ask(as_("budi"), place=place)) == []
    ask(as_("ana"), place=place)
    Presence.objects.filter(user=people["ana"]).update(seen_at=timezone.now() - presence.EXPIRES)
    assert names(ask(as_("budi"), place=place)) == []
    Presence.objects.filter(user=people["ana"]).update(seen_at=timezone.now() - datetime.timedelta(hours=1))
    ask(as_("budi"), place=place)
    assert not Presence.objects.filter(user=people["ana"]).exists()


def test_without_a_script_the_page_says_who_is_there(as_, meeting):
    place = at("section", meeting, "purpose")
    ask(as_("budi"), place=place)
    assert "Also editing: Budi, since" in as_("ana").get(place).text
    assert "Also editing: Budi, since" in as_("ana").get(at("meeting", meeting)).text
    assert "Also editing" not in as_("budi").get(place).text
    assert "Also editing" not in as_("ana").get(at("section", meeting, "facts")).text
    assert Presence.objects.count() == 1  # looking at a page writes nothing


def test_a_row_saved_since_says_who_and_when_and_where_to_look(as_, meeting):
    row = Outcome.objects.create(meeting=meeting, text="One.")
    key = ["meetings.outcome", str(row.pk), 1]
    assert ask(as_("ana"), rows=[key]).json()["changed"] == []
    as_("budi").post(at("row", meeting, "outcomes", row.pk), {"version": 1, "text": "Two.", "is_held": "on"})
    (changed,) = ask(as_("ana"), rows=[key]).json()["changed"]
    assert (changed["by"], changed["is_gone"]) == ("Budi", False)
    page = as_("ana").get(changed["address"])
    assert [line.field for line in page.context["compared"]] == ["text"]
    as_("budi").post(at("row-delete", meeting, "outcomes", row.pk), {"version": 2})
    (changed,) = ask(as_("ana"), rows=[key]).json()["changed"]
    assert (changed["by"], changed["is_gone"]) == ("Budi", True)


def test_a_meeting_that_changed_anywhere_says_so(as_, meeting):
    watch = [str(meeting.pk), mark_of(meeting).mark]
    assert ask(as_("ana"), watch=watch).json()["changed"] == []
    as_("budi").post(at("row-create", meeting, "attendance"), {
        "as_written": "Canada", "kind": "state", "capacity": "member", "presence": "present",
    })  # fmt: skip
    (changed,) = ask(as_("ana"), watch=watch).json()["changed"]
    assert changed["by"] == "Budi"
    assert Meeting.objects.get().version == 1


@pytest.mark.parametrize("body", [
    b"", b"[]", b"null", b'{"rows": 1}', b'{"rows": [["members.user", "x", 1]]}', b'{"watch": ["x", 1]}',
    b'{"rows": [["nonsense", "00000000-0000-0000-0000-000000000000", 1]]}', b"[" * 100_000, b'{"place": "\\u0000"}',
    b'{"rows": [["members.user", "00000000-0000-0000-0000-000000000000", 1]]}', b'{"place": "\\ud800"}',
])  # fmt: skip
def test_what_no_page_says_is_refused(as_, body):
    assert as_("ana").post(ADDRESS, body, content_type="application/json").status_code == 400


def test_of_a_book_it_is_told_who_saved_it_without_a_history_to_look_at(as_, people):
    with acting(people["budi"], "for a test"):
        book = Book.objects.create(title="Briefing")
        book.title = "Briefing book"
        book.save()
    rows = [["records.book", str(book.pk), 1]]

    (told,) = ask(as_("ana"), rows=rows).json()["changed"]
    assert (told["by"], told["is_gone"], told["address"]) == ("Budi", False, "")
    assert ask(as_("ana"), rows=[["records.book", str(book.pk), 2]]).json()["changed"] == []
    body = {"rows": [["records.approvalrequest", str(book.pk), 1]]}
    assert as_("ana").post(ADDRESS, body, content_type="application/json").status_code == 400
