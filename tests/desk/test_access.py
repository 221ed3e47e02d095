"""Every address of the desk, every role, every method: absent before forbidden."""

import uuid

import pytest
from django.urls import reverse

from desk import urls
from meetings.models import Attendance
from records import services

SEES = ("ana", "budi", "both", "adam", "ravi", "chair")
WORKS = ("ana", "budi", "both", "adam")
NOTHING = ("nobody", "dilini")
UNKNOWN = uuid.UUID(int=0)

# Who may GET, who may POST; others who see the desk get 403, the rest 404. None: the method is not for this address.
ACCESS = {
    "list": (SEES, None),
    "reading-create": (WORKS, WORKS),
    "reading": (WORKS, WORKS),
    "reading-take-up": (None, WORKS),
    "meeting": (SEES, None),
    "preview": (SEES, None),
    "preview-pdf": (SEES, None),
    "ask": (None, WORKS),
    "material": (SEES, None),
    "section": (WORKS, WORKS),
    "row-create": (WORKS, WORKS),
    "row": (WORKS, WORKS),
    "row-move": (None, WORKS),
    "row-delete": (None, WORKS),
    "presence": (None, WORKS),
    "row-history": (WORKS, None),
    "row-restore": (None, WORKS),
    "meeting-history": (WORKS, None),
    "meeting-restore": (None, WORKS),
    "approval": (SEES, None),
    "issue": (None, ("both", "ravi")),
    "return": (None, ("both", "ravi")),
    "take-back": (None, WORKS),
}
# Each person's own unsent typing; see tests/core/test_drafts.py.
OWN = {"drafts", "drafts-drop", "kept"}


def test_every_address_is_asked():
    assert {pattern.name for pattern in urls.urlpatterns} == ACCESS.keys() | OWN


@pytest.fixture
def addresses(reading, meeting, ana):
    row = meeting.outcomes.create(meeting=meeting, text="Agreed.")
    attendance = Attendance.objects.create(meeting=meeting, as_written="Atlantis")
    asked = services.ask_approval(meeting, by=ana)
    of = {
        "list": [],
        "reading-create": [],
        "reading": [reading.pk],
        "reading-take-up": [reading.pk],
        "section": [meeting.pk, "facts"],
        "row-create": [meeting.pk, "attendance"],
        "row": [meeting.pk, "attendance", attendance.pk],
        "row-move": [meeting.pk, "outcomes", row.pk],
        "row-delete": [meeting.pk, "outcomes", row.pk],
        "material": [meeting.pk, UNKNOWN],
        "row-history": ["meetings.meeting", meeting.pk],
        "row-restore": ["meetings.meeting", meeting.pk],
        "presence": [],
        **{name: [asked.pk] for name in ("approval", "issue", "return", "take-back")},
    }
    return {name: reverse(f"desk:{name}", args=of.get(name, [meeting.pk])) for name in ACCESS}


@pytest.mark.parametrize("name", ACCESS)
def test_address(name, addresses, client, people):
    for method, allowed in zip(("get", "post"), ACCESS[name], strict=True):
        assert getattr(client, method)(addresses[name])["Location"].startswith("/accounts/login/")
        for who, person in people.items():
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            answer = getattr(client, method)(addresses[name])
            assert answer.status_code in expected(who, name, method, allowed), (who, method)
        client.logout()


def expected(who, name, method, allowed):
    if allowed is None:
        return {404, 405} if who in NOTHING else {405}
    if who in NOTHING:
        return {404}
    if who not in allowed:
        return {403}
    if name in ("material", "presence"):  # no such file; nothing that a page says
        return {404 if name == "material" else 400}
    return {200} if method == "get" else {302, 409, 422}


@pytest.mark.parametrize(
    "name", ["reading", "meeting", "preview", "preview-pdf", "approval", "ask", "section", "issue"]
)
def test_what_is_not_there_is_not_found(name, as_):
    client = as_("both")
    arguments = [UNKNOWN, "facts"] if name == "section" else [UNKNOWN]
    address = reverse(f"desk:{name}", args=arguments)
    answer = client.post(address) if ACCESS[name][0] is None else client.get(address)
    assert answer.status_code == 404
