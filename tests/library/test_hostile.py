"""Hostile words in the fields of whoever does not prepare: visitors, delegates, administrators."""

import pytest
from django.db import transaction
from django.utils.http import urlencode

from core.models import SetAside
from members.models import Abbreviation
from recommendations.models import ProgressReport
from records.models import Comment
from tests.access import table, world
from tests.desk import walking
from tests.desk.test_hostile import HOSTILE, faults

MODELS = ("abbreviation", "area", "focalpoint", "mandate", "membership", "participant", "participantname", "user")
PAGES = {
    "anonymous": ("/accounts/login/", "/accounts/password/reset/", "/check/"),
    "delegate": (
        "/asked/sri-lanka/som-6/r1/", "/clearance/{round}/comment/", "/clearance/{round}/comment/{anchor}/",
        "/follow/", "/accounts/password/set/",
    ),
    "administrator": (*(f"/admin/members/{model}/add/" for model in MODELS), "/admin/meetings/series/add/"),
}  # fmt: skip
# Chosen so that the form is taken where its words are.
CHOSEN = {"progress": ["in_progress"], "kind": ["comment"]}
HALF = b"half%ED%A0%80a+pair"


def forms_of(world, visitor):
    """Forms with a box for words: page, address and controls of each, and the names of the boxes."""
    known, clients = world
    found = []
    for page in PAGES[visitor]:
        path = page.format(**known)
        answer = clients[visitor].get(path)
        assert answer.status_code == 200, path
        for action, controls in walking.Page(path, answer.text).forms:
            names = dict.fromkeys(name for name, _, kind in controls if kind == "text")
            boxes = [name for name in names if "__prefix__" not in name]  # a line that a script would add
            if boxes and "logout" not in action:
                found.append((path, action, controls, boxes))
    return found


def filled(controls, boxes, words):
    data = walking.data_of(controls, **{name: [words] for name in boxes})
    return data | {name: value for name, value in CHOSEN.items() if name in data or name == "progress"}


@pytest.mark.parametrize("visitor", PAGES)
@pytest.mark.parametrize("what", HOSTILE)
def test_they_are_text_or_refused_in_words(visitors, visitor, what):
    client, words, wrong = visitors[1][visitor], HOSTILE[what], []
    asked = forms_of(visitors, visitor)
    for path, action, controls, boxes in asked:
        for some in (boxes, *([name] for name in boxes)) if len(boxes) > 1 else (boxes,):
            with transaction.atomic():
                answer = client.post(action, filled(controls, some, words))
                wrong += [f"{action} {some}: {fault}" for fault in faults(answer, words)]
                if answer.status_code == 302:
                    for address in (answer["Location"].partition("#")[0], path):
                        wrong += [f"{address} {some}: {fault}" for fault in faults(client.get(address), words)]
                transaction.set_rollback(True)
    assert wrong == []
    assert len(asked) >= 2


@pytest.fixture
def undone(visitors):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("undone")
def test_what_a_delegate_and_an_administrator_write_stays_as_it_is(visitors):
    names, clients = visitors
    words = HOSTILE["shown"]
    clients["delegate"].post("/clearance/{round}/comment/".format(**names), {
        "participant": Comment.objects.get(pk=names["comment"]).participant_id, "kind": "comment", "text": words,
    })  # fmt: skip
    report = ProgressReport.objects.get(pk=names["report"])
    clients["delegate"].post("/asked/sri-lanka/som-6/r1/", {
        "progress": "in_progress", "text": words, "seen": report.version,
    })  # fmt: skip
    clients["administrator"].post("/admin/members/abbreviation/add/", {"short": "=1+1", "long": words})

    report.refresh_from_db()
    assert Comment.objects.filter(text=words).count() == 1
    assert report.text == words
    assert Abbreviation.objects.get(short="=1+1").long == words
    assert not SetAside.objects.exists()


@pytest.mark.parametrize("visitor", ["delegate", "administrator"])
def test_half_a_character_is_refused_and_never_kept_as_another(visitors, visitor):
    """A field at a time; where the form cannot be taken for another reason, what it says of that field counts."""
    client, silent = visitors[1][visitor], []
    for _, action, controls, boxes in forms_of(visitors, visitor):
        if action.startswith("/accounts/"):
            continue  # a password: no text to show
        for name in boxes:
            data = filled(controls, [], "") | {name: ["@@"]}
            body = urlencode(data, doseq=True).encode().replace(b"%40%40", HALF)
            with transaction.atomic():
                answer = client.post(action, body, content_type="application/x-www-form-urlencoded")
                transaction.set_rollback(True)
            if answer.status_code == 302 or not said_of(answer, name):
                silent.append((action, name, answer.status_code))
    assert silent == []


REASONED = ("/send/",)  # the table sends them without one


def test_half_a_character_in_a_reason_is_refused(visitors):
    known, clients = visitors
    asked, silent = [], []
    for line in table.LINES:
        if line.method != "POST" or not ("reason" in line.data or line.path.endswith(REASONED)):
            continue
        for visitor, expected in zip(world.VISITORS, line.expected, strict=True):
            if expected != "302":
                continue
            body = urlencode(line.data | {"reason": "@@"}).encode().replace(b"%40%40", HALF)
            with transaction.atomic():
                path = line.path.format(**known)
                answer = clients[visitor].post(path, body, content_type="application/x-www-form-urlencoded")
                transaction.set_rollback(True)
            asked.append(path)
            if answer.status_code == 302 or not said_of(answer, "reason"):
                silent.append((path, visitor, answer.status_code))
    assert len(set(asked)) >= 6
    assert silent == []


def said_of(answer, name):
    return "could not be read" in answer.text or "Enter a valid" in answer.text
