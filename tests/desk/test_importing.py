"""Past recommendations from a sheet: line by line what will happen, all or nothing, twice changes nothing."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.history import acting
from members.models import Area
from recommendations.models import PutTo, Recommendation
from records.services import ask_approval
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/prepare/recommendations/import/"
HEADS = "Code;Recommendation;Verb;Put to;Submitted to;Area;Due;Follow-up;State"


@pytest.fixture
def desk(client):
    client.force_login(factories.preparer(), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def ninth():
    factories.meeting(6, code="SOM", starts="2016-03-22")
    with acting(None, "for a test"):
        Area.objects.create(slug="returns", name="Returns")
    factories.participant("rso", "RSO", "body")
    return factories.meeting(9, starts="2015-05-01")


def handed_in(desk, *lines, heads=HEADS):
    content = "\n".join([heads, *lines]).encode()
    return desk.post(PAGE, {"file": SimpleUploadedFile("past.csv", content)})


def said(response):
    return [(line.code, words) for line, words, _ in response.context["lines"]]


def press(desk, shown):
    return desk.post(PAGE, {"rows": shown.context["rows"], "mark": shown.context["mark"]})


PARTS = "The RSO is to:\n(a) train staff;\n(b) write:\n(b)(i) well."
LINES = (
    f'AHG SOM 9/R2;"{PARTS}";is to;RSO;SOM 6;returns;30 June 2027;Standing',
    "ahg som 9/R4;Members share data.;encouraged;Members;;;SOM 6;;",
)


def test_a_sheet_is_shown_brought_in_whole_and_changes_nothing_the_second_time(desk, ninth):
    shown = handed_in(desk, *LINES)
    assert said(shown) == [
        ("AHG SOM 9/R2", "New, under AHG SOM 9."),
        ("AHG SOM 9/R4", "New, under AHG SOM 9."),
    ]
    assert "Columns that are left out: State." in shown.content.decode()
    assert not Recommendation.objects.exists()
    assert press(desk, shown).status_code == 302

    one, two = Recommendation.objects.filter(parent=None).order_by("position")
    assert (one.number, one.verb, one.follow_up, one.area.slug, one.due_on) == (
        2, "is to", "standing", "returns", datetime.date(2027, 6, 30),
    )  # fmt: skip
    assert [row.text for row in one.children.order_by("position")] == ["train staff;", "write:"]
    assert [row.text for row in Recommendation.objects.filter(parent__text="write:")] == ["well."]
    assert [(each.as_written, each.participant.slug) for each in one.addressees.all()] == [("RSO", "rso")]
    assert PutTo.objects.get().meeting.reference == "SOM 6"
    assert (two.number, two.due_meeting.reference, two.follow_up) == (4, "SOM 6", "action")

    before = list(Recommendation.history.values_list("pk"))
    again = handed_in(desk, *LINES)
    assert {words for _, words in said(again)} == {"There already; it is left as it is."}
    assert "There is nothing to do." in again.content.decode()
    assert press(desk, again).status_code == 302
    assert press(desk, shown).status_code == 409  # the button of the first page, pressed again
    assert list(Recommendation.history.values_list("pk")) == before


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("AHG SOM 99/R1;Do.;;;;;;;", "No meeting “AHG SOM 99” is in the log."),
        ("AHG SOM 9/R1;;;;;;;;", "The recommendation is missing."),
        ("R1;Do.;;;;;;;", "It does not say which meeting made it."),
        ("third;Do.;;;;;;;", "“third” is no code."),
        ("AHG SOM 9/R0;Do.;;;;;;;", "Codes count from R1."),
        ("AHG SOM 9/R1;Do.;;;SOM 77;;;;", "No meeting “SOM 77” is in the log."),
        ("AHG SOM 9/R1;Do.;;;;Trade;;;", "No area of cooperation is called “Trade”."),
        ("AHG SOM 9/R1;Do.;;;;;soon;;", "“soon” is neither a day nor a meeting."),
        ("AHG SOM 9/R1;Do.;;;;;2027-02-30;;", "“2027-02-30” is neither a day nor a meeting."),
        ("AHG SOM 9/R1;Do.;;;;;;Maybe;", "“Maybe” is no follow-up."),
        ("AHG SOM 9/R4;Other words.;;;;;;;", "AHG SOM 9/R4 is another recommendation already."),
    ],
)
def test_one_line_that_cannot_be_stops_the_whole(desk, ninth, line, words):
    shown = handed_in(desk, LINES[1], line)

    assert said(shown)[1][1].startswith(words)
    assert "1 line cannot be brought in, so nothing can." in shown.content.decode()
    assert press(desk, shown).status_code == 409
    assert not Recommendation.objects.exists()


def test_a_line_that_stands_twice_is_taken_once(desk, ninth):
    shown = handed_in(desk, LINES[1], LINES[1].replace("Members share data.", "  members SHARE data. "))
    assert said(shown)[1][1] == "The same as line 2."
    press(desk, shown)
    assert Recommendation.objects.count() == 1


def test_what_was_taken_along_from_the_register_changes_nothing(desk, ninth):
    press(desk, handed_in(desk, *LINES))
    factories.issue(ninth)
    for name in ("register.csv", "register.xlsx"):
        taken = b"".join(desk.get(f"/recommendations/{name}"))
        shown = desk.post(PAGE, {"file": SimpleUploadedFile(name, taken)})
        assert [words for _, words in said(shown)] == ["There already; it is left as it is."] * 2


def test_a_workbook_is_read_with_its_days(desk, ninth):
    book = openpyxl.Workbook()
    book.active.append(["Meeting", "Text", "Due on"])
    book.active.append(["AHG SOM 9", "Do.", datetime.date(2027, 6, 30)])
    content = io.BytesIO()
    book.save(content)
    press(desk, desk.post(PAGE, {"file": SimpleUploadedFile("past.xlsx", content.getvalue())}))

    assert Recommendation.objects.get().due_on == datetime.date(2027, 6, 30)


def test_nothing_is_brought_in_while_a_record_waits_or_after_something_changed(desk, ninth):
    shown = handed_in(desk, *LINES)
    factories.recommend(ninth, "Members share data.")
    refused = press(desk, shown)
    assert (refused.status_code, "Something changed since this was shown." in refused.content.decode()) == (409, True)
    shown = handed_in(desk, *LINES)
    ask_approval(ninth, by=factories.preparer())
    refused = press(desk, shown)
    assert (refused.status_code, "It is waiting for approval." in refused.content.decode()) == (409, True)
    assert Recommendation.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"Code;Recommendation", "The sheet has no lines below its heads."),
        (b"What;Which\na;b", "The first line must name the columns"),
        (b"PK\x03\x04broken", "The workbook is damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "The file was not read"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(desk, content, words):
    response = desk.post(PAGE, {"file": SimpleUploadedFile("past.csv", content)})

    assert (response.status_code, words in response.content.decode()) == (422, True)


def test_rows_that_come_back_otherwise_are_refused(desk, ninth):
    response = desk.post(PAGE, {"rows": "forged", "mark": "x"})

    assert (response.status_code, "Hand it in again." in response.content.decode()) == (422, True)
