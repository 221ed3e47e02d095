"""Hostile words in every field of every form that can be walked to: text everywhere, or a refusal in words."""

import pytest
from django.db import transaction
from django.urls import resolve

from bench.sending import sent
from core.history import acting
from desk.history.parts import PARTS
from desk.incoming import services as incoming
from desk.reading import services
from meetings.models import Meeting, Outcome
from tests.access import table
from tests.access.world import clearing
from tests.desk import walking, world
from tests.desk.test_meetings import at

SCRIPT = '<script>alert("x")</script>'
HOSTILE = {
    "shown": f'=HYPERLINK("x") {SCRIPT} "><img src=x onerror=alert(1)> {{{{ user.email }}}} \u202e\u2067نص\u2069',
    "short": "=1+1 <b>\u202e",
    "nothing": "a\x00b",
}


@pytest.fixture
def desk(as_, people):
    """A meeting with a row of everything, another one, a summary being checked; nothing waits for approval."""
    with acting(people["ana"], "for a test"):
        reading = services.receive_text(world.SUMMARY, by=people["ana"]).reading
        services.use(reading, reading.proposal, by=people["ana"])
        services.receive_text(world.SUMMARY.replace("Third", "Second").replace("2010", "2009"), by=people["ana"])
        text = world.SUMMARY.replace("Australia", "Austria")
        incoming.receive(Meeting.objects.get(), kind="text", text=text, by=people["ana"])
    clearing()
    return as_("both")


def everything(desk):
    """Every page that links lead to, and the form that is reached by choosing what to plan."""
    plan = f"/prepare/plan/?copy={Meeting.objects.all()[0].pk}"
    return walking.walk(desk) | {plan: (200, walking.Page(plan, desk.get(plan).text))}


def forms_of(pages):
    return [
        (path, *form) for path, (_, page) in pages.items() for form in page.forms if form[0].startswith("/prepare/")
    ]


_BUTTON, _ASKED = "a button, no words", "asked in test_hostile_words_in_a_line (tests/test_access.py)"
NOT_WALKED_TO = {
    **dict.fromkeys(
        ("desk:agenda-adopt", "desk:agenda-number", "desk:meeting-restore", "desk:row-restore", "desk:take-back",
         "desk:reading-take-up", "desk:issue", "desk:who-reported", "desk:attendance-mark", "desk:carry-over",
         "desk:round-came-back"),
        _BUTTON,
    ),
    "desk:draft-endorse": "a meeting is chosen, no words; shown once a draft was sent out",
    **dict.fromkeys(
        ("desk:record-withdraw", "desk:record-hold", "desk:record-lift", "desk:record-dispose", "desk:return",
         "desk:report-accept", "desk:report-back"),
        _ASKED,
    ),
    "desk:matter": "asked in tests/desk/test_matters.py",
    **dict.fromkeys(("desk:book", "desk:book-add", "desk:book-bind", "desk:book-part"), "tests/desk/test_books.py"),
    "desk:retention-decide": "tests/desk/test_retention.py",
    "desk:round-message": "tests/desk/test_clearance.py",
    **dict.fromkeys(("desk:drafts", "desk:drafts-drop", "desk:presence"), "JSON, in tests of their own"),
}  # fmt: skip


def known_to_take_a_post():
    """Addresses of forms, by the access table: whoever works here is not told 405."""
    names = {
        name.partition("}")[0]: "00000000-0000-0000-0000-000000000000"
        for line in table.LINES
        for name in line.path.split("{")[1:]
    }
    return {
        resolve(line.path.format(**names).partition("?")[0]).view_name
        for line in table.LINES
        if line.method == "POST" and line.path.startswith("/prepare/") and "405" not in line.expected
    }


def test_the_walk_comes_by_every_section(desk):
    pages = everything(desk)
    sections = {walking.kind_of(path)[1] for path in pages if "?" not in path}
    assert {"facts", "purpose", "readers", "attendance", "outcomes", "recommendations"} <= sections
    assert len(forms_of(pages)) > 30

    reached = {resolve(action.partition("?")[0]).view_name for _, action, _ in forms_of(pages)}
    assert known_to_take_a_post() - reached - set(NOT_WALKED_TO) == set()
    assert set(NOT_WALKED_TO) - (known_to_take_a_post() - reached) == set()


# Forms that take words and do not keep them unsent, and why.
NOT_REMEMBERED = {
    "desk:attendance-add": "a name that is looked for, three letters long",
    "desk:paragraph": "the words of a row that is saved, where they are to be split",
    "desk:round-extend": "a moment",
}


def test_whoever_takes_words_keeps_them_unsent(desk):
    """Every form with a box to write in is marked, so that a crash or a closed tab takes nothing along."""
    forgetful = {
        resolve(action.partition("?")[0]).view_name
        for _, page in everything(desk).values()
        for action, controls in page.forms
        if action.startswith("/prepare/") and action not in page.remembered
        if any(kind == "text" for _, _, kind in controls)
    }
    assert forgetful == NOT_REMEMBERED.keys()


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_words_in_every_field(desk, what):
    """All fields of a form at once, then one by one, so that a refusal of one does not hide another."""
    words, wrong, saved = HOSTILE[what], [], 0
    for path, action, controls in forms_of(everything(desk)):
        names = list(dict.fromkeys(name for name, _, kind in controls if kind == "text"))
        for some in [names, *([name] for name in names[:12])] if names else ():
            with transaction.atomic():
                answer = desk.post(action, walking.data_of(controls, **{name: [words] for name in some}))
                saved += answer.status_code == 302
                wrong += [f"{action} {some}: {fault}" for fault in faults(answer, words)]
                if answer.status_code == 302:
                    wrong += [f"{action} {some}: {fault}" for fault in after(desk, path, action, answer, words)]
                transaction.set_rollback(True)
    assert wrong == []
    assert saved > 10 or what == "nothing"


def faults(answer, words):
    """What is wrong with a page: no answer for people, or words that a browser would take for more than words."""
    text = answer.text if "text/html" in answer.get("Content-Type", "") else ""
    if answer.status_code not in (200, 302, 400, 403, 404, 409, 422):
        yield f"answered {answer.status_code}"
    if SCRIPT in text or "<img src=x" in text or "<b>\u202e" in text:
        yield "shown as it is"


def after(client, path, action, answer, words):
    """What is wrong once it was saved: with the page it led to, and with the words in the form."""
    yield from faults(client.get(answer["Location"].partition("#")[0]), words)
    if action != path:
        return
    page = client.get(path)
    yield from faults(page, words)
    now = [value for at, controls in walking.Page(path, page.text).forms if at == action for _, value, _ in controls]
    if any(value and value != words and (value in words or "a b" in value) for value in now if len(value) > 4):
        yield "altered without a word"


@pytest.mark.parametrize("size", [1_000_000])
def test_a_megabyte_in_one_paragraph_is_saved_shown_and_merged(as_, meeting, size):
    word = "Members agreed & noted <b>things</b>. "
    long = word * (size // len(word))
    row = Outcome.objects.create(meeting=meeting, text=long)
    client, address = as_("ana"), at("row", meeting, "outcomes", row.pk)
    mine = sent(client.get(address), text=f"{long}Mine.")
    assert as_("budi").post(address, mine | {"text": f"{long}Theirs."}).status_code == 302
    merge = as_("ana").post(address, mine)
    assert merge.status_code == 409
    assert "<b>things</b>" not in merge.text
    assert client.post(address, sent(merge) | {"text~0~pick": "edit", "text~0": f"{long}Both."}).status_code == 302
    row.refresh_from_db()
    assert row.text == f"{long}Both."
    for page in (at("meeting", meeting), at("meeting-history", meeting), at("preview", meeting)):
        assert client.get(page).status_code == 200


def test_bytes_that_are_no_text_are_refused(as_, meeting):
    body = b"version=1&purpose=half%ED%A0%80a+pair"
    answer = as_("ana").post(at("section", meeting, "purpose"), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "could not be read" in answer.text
    assert Meeting.objects.get().purpose == ""


def test_what_was_there_already_may_stay(as_, meeting):
    meeting.purpose = "As scanned: \ufffd."
    meeting.save()
    address = at("section", meeting, "purpose")
    client = as_("ana")
    assert client.post(address, sent(client.get(address), recommendations_intro="More.")).status_code == 302


def test_every_part_of_a_meeting_has_a_row_to_show_hostile_words_in(desk, people):
    """The history shows rows of every part as text."""
    with acting(people["ana"], SCRIPT):
        for part in PARTS:
            for row in part.model._base_manager.all()[:1]:
                if part.name not in ("meeting", "decision"):
                    setattr(row, part.name, SCRIPT)
                    row.save()
    for meeting in Meeting.objects.all():
        text = desk.get(at("meeting-history", meeting)).text
        assert SCRIPT not in text
        assert "&lt;script&gt;" in text
