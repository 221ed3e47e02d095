"""Ways to change a meeting that have forms of their own; with `bench/edits.py`, every way there is to change a row.

What only adds rows, or is done once and refused the second time, is raced too where it can be done again and again;
`NOT_RACED` names the rest, each with the reason. `tests/desk/test_edit_paths.py` holds the two against the addresses.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import reverse

from bench.edits import Edit, Told
from bench.sending import sent
from core.history import acting
from core.models import Versioned
from desk.history.timeline import moments
from meetings.models import AgendaItem, Attendance, Meeting, Outcome, Representative, Series
from members.models import User
from recommendations.models import Consideration, Recommendation
from records.models import Book, BookPart
from strategy import services as drafting
from strategy.models import Document, Draft

AGAIN = 50  # times that somebody tries
# Addresses that take a POST and are not raced, and why nothing is lost there.
NOT_RACED = {
    "desk:drafts": "unsent typing, each person's own, ordered by its sequence number (tests/desk/test_drafts.py)",
    "desk:drafts-drop": "as above",
    "desk:presence": "who is there: no record",
    "desk:reading-create": "keeps a text as it came, and changes no row",
    "desk:reading-take-up": "makes the rows of a summary once, under its lock (tests/desk/test_readings.py)",
    "desk:plan": "makes a new meeting",
    "desk:state": "a state under the meeting's lock; from the wrong one it is refused (tests/desk/test_planning.py)",
    "desk:upload": "adds a file; bytes never change",
    "desk:replace": "once for each file, under its lock",
    "desk:bring-in": "keeps a text as it came, and changes no row",
    "desk:incoming": "taken once, under the version of every row it changes (tests/desk/test_incoming.py)",
    "desk:incoming-leave": "puts a text aside; it stays",
    "desk:carry-over": "decides only what nobody decided, under the meeting's lock",
    "desk:document-create": "begins a document",
    "desk:document-next": "begins a draft",
    "desk:draft-endorse": "once, under the draft's lock (tests/records/clearance/test_ending.py)",
    "desk:import": "adds what nobody added, under the locks of its meetings (tests/desk/test_importing.py)",
    "desk:report-accept": "once, for the version that was read (tests/desk/test_following.py)",
    "desk:report-back": "as above",
    "desk:who-reported": "adds a file",
    "desk:round-create": "one open round at a time, under the lock of what is sent",
    "desk:round-enter": "adds what a delegation said",
    "desk:round-bring": "keeps a message as it came, each file once, under the round's lock",
    "desk:draft-bring": "shows the words of a Word document in the form of the draft, and saves nothing",
    "desk:document-bring": "as above",
    "desk:round-message": "each difference once, under the round's lock (tests/records/test_answering.py)",
    "desk:round-came-back": "adds that a letter came back",
    "desk:round-extend": "only to a later moment, under the round's lock",
    "desk:round-close": "once, under the round's lock",
    "desk:round-answer": "once, under the comment's lock; the second is refused and shown what it wrote",
    "desk:ask": "one request at a time, for the words of that moment",
    "desk:draft-ask": "as above",
    "desk:issue": "once, for the check code that was approved (tests/records/test_services.py)",
    "desk:return": "once, under the request's lock",
    "desk:take-back": "as above",
    "desk:record-withdraw": "once, and never undone",
    "desk:record-hold": "adds a hold",
    "desk:record-lift": "once, under the hold's lock",
    "desk:record-dispose": "once, and never undone",
    "desk:books": "begins a book",
    "desk:book-add": "adds parts, under the book's lock",
    "desk:book-bind": "asks for a job",
    "desk:retention-decide": "one row a kind, a form with its version (tests/desk/test_retention.py)",
}


@dataclass(frozen=True)
class Person:
    """The post of one person in the list of a delegation."""

    name: str
    address: str
    pk: Any
    model: type[Versioned] = Representative

    def run(self, client: Client, mark: str, told: Told) -> None:
        data = sent(client.get(self.address))
        for _ in range(AGAIN):
            line = next(name.partition("-")[2] for name, value in data.items() if value == [str(self.pk)])
            data[f"post-{line}"] = [mark]
            version = int(data[f"version-{line}"][0])
            answer = client.post(self.address, data)
            key = ("members.representative", str(self.pk), version, mark)
            if _is_over(self, answer, key, told):
                return
            data = sent(answer)
        told.wrong.append(f"{self.name}: refused {AGAIN} times")


@dataclass(frozen=True)
class Decision:
    """The words of what a meeting decided of one recommendation."""

    name: str
    address: str
    pk: Any
    model: type[Versioned] = Consideration

    def run(self, client: Client, mark: str, told: Told) -> None:
        data = sent(client.get(self.address))
        for _ in range(AGAIN):
            data["text"] = [mark]
            version = int(data["seen"][0])
            answer = client.post(self.address, data)
            if _is_over(self, answer, ("", str(self.pk), version, mark), told):
                return
            data = sent(answer)
        told.wrong.append(f"{self.name}: refused {AGAIN} times")


def _is_over(path: Person | Decision, answer: Any, key: tuple[str, str, int, str], told: Told) -> bool:
    """Whether it was saved, or went wrong. A refusal is written down, and shows what was typed."""
    key = (path.model._meta.label_lower, *key[1:])
    if answer.status_code == 302:
        told.saved.append(key)
        return True
    if answer.status_code != 409:
        told.wrong.append(f"{path.name}: answered {answer.status_code}")
        return True
    told.refused.append(key)
    if key[3] not in answer.text:
        told.wrong.append(f"{path.name}: the page of a refusal does not hold {key[3]}")
    return False


@dataclass(frozen=True)
class Mark:
    """Attendance of one delegation: by the script of the grid (JSON), or by the form of the whole grid."""

    name: str
    address: str
    grid: str
    pk: Any

    def run(self, client: Client, mark: str, told: Told) -> None:
        presence = ("present", "apologies", "absent", "not_known")[hash(mark) % 4]
        line = next(line for line in _lines(client.get(self.grid)) if line["key"] == str(self.pk))
        for _ in range(AGAIN):
            version = int(line["state"].partition(":")[0])
            sends = {"key": line["key"], "state": line["state"], "presence": presence, "capacity": "member"}
            if self.address == self.grid:
                sends = {f"{name}-{self.pk}": value for name, value in sends.items() if name != "key"}
            answer = client.post(self.address, sends)
            key = ("meetings.attendance", str(self.pk), version, "")
            if answer.status_code in (200, 302):
                if f":{presence}:" not in line["state"]:
                    told.chosen.append((*key[:3], presence))
                return
            if answer.status_code != 409:
                told.wrong.append(f"{self.name}: answered {answer.status_code}")
                return
            told.refused.append(key)
            line = next(line for line in _lines(client.get(self.grid)) if line["key"] == str(self.pk))
        told.wrong.append(f"{self.name}: refused {AGAIN} times")


def _lines(page: Any) -> Iterator[dict[str, str]]:
    for name, values in sent(page, mark="id", where="grid").items():
        if name.startswith("state-"):
            yield {"key": name.removeprefix("state-"), "state": values[0]}


@dataclass(frozen=True)
class Add:
    """A row that did not exist: each one acknowledged is there."""

    name: str
    address: str
    field: str
    model: type[Versioned]
    form: str | None = None
    more: dict[str, str] = field(default_factory=dict)

    def run(self, client: Client, mark: str, told: Told) -> None:
        data = sent(client.get(self.address)) if self.form is None else {}
        answer = client.post(self.form or self.address, data | self.more | {self.field: mark})
        if answer.status_code == 302:
            told.added.append((self.model._meta.label_lower, mark))
        else:
            told.wrong.append(f"{self.name}: answered {answer.status_code}")


@dataclass(frozen=True)
class Press:
    """A button over many rows. What it wrote is seen by those whose save it came before."""

    name: str
    address: str
    data: dict[str, str] = field(default_factory=dict)

    def run(self, client: Client, mark: str, told: Told) -> None:
        answer = client.post(self.address, self.data)
        if answer.status_code not in (302, 409):
            told.wrong.append(f"{self.name}: answered {answer.status_code}")


@dataclass(frozen=True)
class Arrange:
    """A paragraph put last, as it was shown."""

    name: str
    address: str
    model: type[Versioned]
    pk: Any

    def run(self, client: Client, mark: str, told: Told) -> None:
        for _ in range(AGAIN):
            version = self.model._base_manager.get(pk=self.pk).version
            answer = client.post(self.address, {"do": "place", "to": str(1 + hash(mark) % 9), "version": version})
            if answer.status_code == 302:
                return
            if answer.status_code != 409:
                told.wrong.append(f"{self.name}: answered {answer.status_code}")
                return
            told.refused.append((self.model._meta.label_lower, str(self.pk), version, ""))
        told.wrong.append(f"{self.name}: refused {AGAIN} times")


@dataclass(frozen=True)
class GoBack:
    """A whole meeting put back to its first moment, as it was shown; then somebody changes it again."""

    name: str
    address: str
    shown: str
    edit: Edit

    def run(self, client: Client, mark: str, told: Told) -> None:
        self.edit.run(client, mark, told)
        answer = client.post(self.address, sent(client.get(self.shown), mark="action", where=self.address))
        if answer.status_code == 409:
            told.refused.append(("meetings.meeting", str(self.edit.pk), 0, ""))
        elif answer.status_code != 302:
            told.wrong.append(f"{self.name}: answered {answer.status_code}")


def more_paths(meeting: Meeting, writer: User) -> list[Any]:
    """Rows for each, made by `writer`; `meeting` is the one that `bench/edits.py` edits."""
    with acting(writer, "proof"):
        return [*_of_documents(writer), *_of_books(), *_of_attendance(), *_of_agenda(), *_added(meeting),
                *_of_matters(), *_arranged(meeting), *_back(meeting.series)]  # fmt: skip


def _of_documents(writer: User) -> Iterator[Any]:
    document = Document(slug="proof", title="Proof", kind="strategy")
    draft = drafting.begin(document, Draft(text="The first words."), by=writer)
    about = reverse("desk:document-update", args=[document.pk])
    yield Edit("document", about, Document, document.pk, "title")
    yield Edit("draft", reverse("desk:draft-update", args=[draft.pk]), Draft, draft.pk, "text", is_long=True)


def _of_books() -> Iterator[Any]:
    book = Book.objects.create(title="Proof")
    page = reverse("desk:book", args=[book.pk])
    part = BookPart.objects.create(book=book, position=1000, title="A map", file_name="map.pdf", content=b"x")
    yield Edit("book, cover", page, Book, book.pk, "occasion", shown=page)
    address = reverse("desk:book-part", args=[book.pk, part.pk])
    yield Edit("book, name of a part", address, BookPart, part.pk, "title", shown=page, button=("do", "name"))


def _of_attendance() -> Iterator[Any]:
    meeting = _meeting("attendance")
    row = Attendance.objects.create(meeting=meeting, as_written="Atlantis", capacity="member", presence="present")
    person = Representative.objects.create(attendance=row, name="A. Person", post="Envoy")
    yield Person("person", reverse("desk:people", args=[meeting.pk, row.pk]), person.pk)
    grid = reverse("desk:attendance", args=[meeting.pk])
    yield Mark("grid, a key", reverse("desk:attendance-mark", args=[meeting.pk]), grid, row.pk)
    yield Mark("grid, whole", grid, grid, row.pk)
    add = reverse("desk:attendance-add", args=[meeting.pk])
    yield Add("grid, add", grid, "name", Attendance, form=add)


def _of_agenda() -> Iterator[Any]:
    meeting = _meeting("agenda")
    AgendaItem.objects.create(meeting=meeting, title="Opening", position=1000)
    at = [meeting.pk]
    yield Add("agenda, paste", reverse("desk:agenda-paste", args=at), "text", AgendaItem)
    yield Press("agenda, number", reverse("desk:agenda-number", args=at))
    yield Press("agenda, adopt", reverse("desk:agenda-adopt", args=at))


def _added(meeting: Meeting) -> Iterator[Any]:
    for slug, model in (("outcomes", Outcome), ("recommendations", Recommendation)):
        yield Add(f"{slug}, add", reverse("desk:row-create", args=[meeting.pk, slug]), "text", model)
        yield Add(f"{slug}, line by line", reverse("desk:lines", args=[meeting.pk, slug]), "text", model)
    notes = apps.get_model("meetings.note")
    yield Add("notes", reverse("desk:notes", args=[meeting.pk]), "text", notes)
    figure, grid = apps.get_model("meetings.figure"), reverse("desk:attendance", args=[meeting.pk])
    form = reverse("desk:attendance-figure", args=[meeting.pk])
    yield Add("figure, add", grid, "text", figure, form=form, more={"count": "65", "of": "participants"})


def _of_matters() -> Iterator[Any]:
    before, meeting = _meeting("before", 2015), _meeting("matters", 2016)
    made = Recommendation.objects.create(meeting=before, text="Share data.", position=1000, follow_up="action")
    row = Consideration.objects.create(recommendation=made, meeting=meeting, decision="noted")
    yield Decision("matter", reverse("desk:matter", args=[meeting.pk, made.pk]), row.pk)


def _arranged(meeting: Meeting) -> Iterator[Any]:
    rows = [Outcome.objects.create(meeting=meeting, text=f"Noted {at}.", position=at * 1000) for at in range(60, 63)]
    address = reverse("desk:paragraph", args=[meeting.pk, "outcomes", rows[0].pk])
    yield Arrange("paragraph, place", address, Outcome, rows[0].pk)


def _back(series: Series) -> Iterator[Any]:
    meeting = _meeting("restored")
    first = moments(meeting.pk)[-1]
    shown = f"{reverse('desk:meeting-history', args=[meeting.pk])}?from={first.id}"
    purpose = reverse("desk:section", args=[meeting.pk, "purpose"])
    edit = Edit("purpose of a meeting that is put back", purpose, Meeting, meeting.pk, "purpose", is_long=True)
    yield GoBack("meeting, restore", reverse("desk:meeting-restore", args=[meeting.pk]), shown, edit)


def _meeting(title: str, year: int = 0) -> Meeting:
    day = datetime.date(year, 2, 2) if year else None
    return Meeting.objects.create(
        series=Series.objects.get(code="PROOF"),
        title=title,
        starts_on=day,
        ends_on=day,
        precision="day" if year else "unknown",
        attendance_is_known=False,
    )
