"""Lists of participants: expected, provisional, final; as a page, PDF, CSV and XLSX."""

import csv
import io

import openpyxl
import pytest
from pypdf import PdfReader

from desk.attendance import lists
from meetings.models import Attendance, Representative
from tests.desk.test_attendance import at, held, mark

__all__ = ["held"]


@pytest.fixture
def marked(held, ana):
    """Australia (expected as Co-Chair) is not marked, Sri Lanka came with two persons, Viet Nam sent apologies."""
    mark(held, "Sri Lanka", ana)
    mark(held, "Viet Nam", ana, presence="apologies")
    row = Attendance.objects.get(as_written="Sri Lanka")
    Representative.objects.create(attendance=row, name="B. Perera", post="Counsellor")
    Representative.objects.create(attendance=row, name="A. Silva", post="Secretary", is_head=True, position=9)
    return held


def shown(found):
    return [(words, [each.name for each in group]) for words, group in found.groups]


def test_expected_lists_everyone(marked):
    found = lists.drawn(marked, lists.Stage.EXPECTED)
    assert shown(found) == [("Co-Chair", ["Australia"]), ("Members", ["Sri Lanka", "Viet Nam"])]
    assert [each.presence_words for each in found.delegations] == ["Not marked", "Present", "Apologies"]
    assert (found.missing, found.persons, found.doubt) == ([], 2, "")


def test_provisional_leaves_out_who_is_known_not_to_come(marked):
    found = lists.drawn(marked)
    assert found.stage == lists.Stage.PROVISIONAL
    assert shown(found) == [("Co-Chair", ["Australia"]), ("Member", ["Sri Lanka"])]
    assert [each.name for each in found.missing] == ["Viet Nam"]


def test_final_lists_who_came_and_says_while_it_is_none_yet(as_, marked, ana):
    early = lists.drawn(marked, lists.Stage.FINAL)
    assert early.doubt == "Not marked yet: Australia."
    assert "Not final yet." in as_("ana").get(at("participants", marked), {"list": "final"}).text
    mark(marked, "Australia", ana, presence="absent", capacity="co_chair")
    found = lists.drawn(marked)
    assert (found.stage, shown(found), found.doubt) == (lists.Stage.FINAL, [("Member", ["Sri Lanka"])], "")
    assert [(each.name, each.presence_words) for each in found.missing] == [
        ("Australia", "Absent"), ("Viet Nam", "Apologies"),
    ]  # fmt: skip


def test_a_meeting_ahead_has_no_final_list(as_, held):
    held.state = "planned"
    held.save()
    page = as_("ana").get(at("participants", held))
    assert page.context["found"].stage == lists.Stage.EXPECTED
    assert lists.drawn(held, lists.Stage.FINAL).doubt.startswith("The meeting was not held yet")


def test_page_names_persons_the_head_first(as_, marked):
    text = as_("ana").get(at("participants", marked)).text
    assert text.index("A. Silva") < text.index("B. Perera")
    assert text.count("Head of delegation") == 1
    assert as_("ana").get(at("participants", marked), {"list": "nonsense"}).status_code == 200
    assert at("participants", marked) in as_("ana").get(at("meeting", marked)).text
    assert at("participants", marked) in as_("ana").get(at("attendance", marked)).text


ROWS = [
    ["Australia", "Co-Chair", "Not marked", "", "", ""],
    ["Sri Lanka", "Member", "Present", "A. Silva", "Secretary", "yes"],
    ["Sri Lanka", "Member", "Present", "B. Perera", "Counsellor", ""],
    ["Viet Nam", "Member", "Apologies", "", "", ""],
]


def test_csv_and_xlsx_have_a_row_for_each_person(as_, marked):
    answer = as_("ana").get(at("participants-file", marked, "provisional", "csv"))
    assert answer["Content-Disposition"] == 'attachment; filename="AHG-SOM-4_participants_provisional.csv"'
    lines = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    assert list(lines) == [list(lists.HEADINGS), *ROWS]
    book = openpyxl.load_workbook(
        io.BytesIO(as_("ana").get(at("participants-file", marked, "provisional", "xlsx")).content)
    )
    assert [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)] == [
        list(lists.HEADINGS), *ROWS,
    ]  # fmt: skip


@pytest.mark.parametrize("stage", lists.Stage.values)
def test_paper_says_which_list_it_is(as_, marked, stage):
    marked.marking = "For participants"
    marked.save()
    answer = as_("ana").get(at("participants-file", marked, stage, "pdf"))
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
    for words in (
        f"{stage.capitalize()} list of participants",
        "A. Silva, Secretary, head of delegation",
        "For participants",
        "it is no part of the record of the meeting",
    ):
        assert words in text


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_size(marked, count, django_assert_num_queries):
    for number in range(count):
        row = Attendance.objects.create(meeting=marked, as_written=f"Delegation {number}")
        Representative.objects.create(attendance=row, name="Somebody")
    with django_assert_num_queries(4):
        lists.drawn(marked)


def test_a_formula_in_a_name_stays_words(as_, marked):
    row = Attendance.objects.get(as_written="Sri Lanka")
    Representative.objects.create(attendance=row, name='=HYPERLINK("x")')
    text = as_("ana").get(at("participants-file", marked, "final", "csv")).content.decode("utf-8-sig")
    assert '"=HYPERLINK' not in text
