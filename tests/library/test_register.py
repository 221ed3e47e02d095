"""The register, the life of one recommendation, what is in effect, figures."""

import csv
import datetime
import io

import openpyxl
import pypdf
import pytest
import time_machine

from library import statistics
from members.models import Area, Participant
from recommendations.services import Reported, submit
from records import reports
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2016-11-01 12:00Z", tick=False):
        yield


@pytest.fixture
def chain():
    """AHG SOM 10 made four; SOM 6 adopted one, superseded another, and amended a part of a third."""
    som, bpmc = (
        factories.meeting(6, code="SOM", starts="2016-03-22"),
        factories.meeting(6, code="BPMC", starts="2016-03-23"),
    )
    meeting = factories.meeting(10, starts="2016-02-02", ends="2016-02-03")
    members = factories.participant("members", "Members", "collective")
    rso = factories.participant("rso", "RSO", "body")
    area = Area.objects.create(slug="information-sharing", name="Information sharing")
    one = factories.recommend(
        meeting, "Members share data.", to=[members], put_to=[som], due_on=datetime.date(2016, 9, 1), area=area
    )
    two = factories.recommend(meeting, "The RSO is to:", to=[rso], items=["train staff;", "write."], verb="is to")
    three = factories.recommend(meeting, "An old word.", follow_up="standing")
    factories.recommend(meeting, "Thank you.", verb="commended", follow_up="none", due_meeting=som)
    factories.participant("sri-lanka", "Sri Lanka", iso="LK", capacity="member")
    factories.participant("canada", "Canada", iso="CA", capacity="observer")
    factories.issue(Participant.objects.get(slug="bali-process"))
    factories.issue(meeting)
    factories.considered(one, som, "adopted", refer_to=[bpmc])
    factories.considered(two.children.get(text="train staff;"), som, "amended", text="train forty staff;")
    factories.considered(three, som, "superseded", superseded_by=one)
    factories.issue(som)
    return {"meeting": meeting, "som": som, "one": one, "two": two}


def codes(response):
    return [row["entry"].code for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["R1", "R2", "R3", "R4"]),
        ("state=adopted", ["R1"]),
        ("state=superseded&state=none", ["R3", "R4"]),
        ("state=overdue", ["R1"]),
        ("state=open", ["R2"]),
        ("to=RSO", ["R2"]),
        ("to=members", ["R1"]),
        ("meeting=bpmc 6", ["R1"]),
        ("verb=Is to", ["R2"]),
        ("area=Information sharing", ["R1"]),
        ("area=information-sharing", ["R1"]),
        ("area=returns", []),
        ("follow_up=standing", ["R3"]),
        ("due=2016-09", ["R1", "R4"]),
        ("due=2016-08", ["R4"]),  # due at SOM 6, in March
        ("due=som 6", ["R4"]),
        ("due=SOM 99", []),
        ("participant=Sri Lanka", ["R1"]),
        ("participant=rso", ["R2"]),
        ("participant=canada", []),
        ("age=1", ["R1", "R2", "R3", "R4"]),
        ("age=5", []),
        ("q=ahg som 10/r3", ["R3"]),
        ("q=AHG SOM 10", ["R1", "R2", "R3", "R4"]),
        ("q=staff", ["R2"]),
        ("q=staff&state=adopted", []),
    ],
)
def test_filters(client, chain, query, found):
    assert codes(client.get(f"/recommendations/?{query}")) == found


def test_what_is_not_well_formed_is_left_out_with_a_sentence(client, chain):
    response = client.get("/recommendations/?due=soon&state=wild&follow_up=x&page=zz&q=%00")

    assert codes(response) == ["R1", "R2", "R3", "R4"]
    assert "When it is due was left out: write 2027-06-30, 2027-06, 2027, or a meeting: SOM 7." in response.text


def test_the_list_says_where_each_stands(client, chain):
    body = client.get("/recommendations/").content.decode()

    for words in (
        "AHG SOM 10/R1",
        "Adopted",
        "Overdue",
        "Referred to BPMC 6 by SOM 6",
        "(a) amended by SOM 6",
        "Superseded",
    ):
        assert words in body
    assert '<a href="/recommendations/ahg-som-10/r1/">AHG SOM 10/R1</a>' in body


def test_the_life_of_one_leads_to_every_paragraph(client, chain):
    response = client.get("/recommendations/ahg-som-10/r2/")
    body = response.content.decode()
    points = response.context["line"]

    assert [(point["when"], point["words"]) for point in points] == [
        ("2 February 2016", "Made by AHG SOM 10"),
        ("22 March 2016", "(a) amended by SOM 6"),
    ]
    assert "train<ins> forty</ins> staff;" in body
    assert "(Rev. SOM 6)" in body
    for point in points:
        page, _, anchor = point["address"].partition("#")
        assert f'id="{anchor}"' in client.get(page).content.decode()


def test_every_event_of_a_life_stands_there_and_leads_to_its_paragraph(client, chain):
    later = factories.meeting(7, code="SOM", starts="2016-10-20")
    with time_machine.travel("2016-06-01 12:00Z", tick=False):
        delegate = factories.user("d@example.org", "delegate", acting_for=Participant.objects.get(slug="sri-lanka"))
        sent = Reported("in_progress", "Two courses were held.")
        report = submit(chain["one"], delegate.mandates.get().participant, sent, by=delegate)
        reports.accept(report, audience="public", by=factories.preparer())
    factories.considered(chain["one"], later, "completed")
    factories.issue(later)
    told = {
        "r1": [
            ("2 February 2016", "Made by AHG SOM 10, put to SOM 6"),
            ("22 March 2016", "Adopted by SOM 6"),
            ("22 March 2016", "Referred to BPMC 6 by SOM 6"),
            ("1 June 2016", "Sri Lanka reported: in progress"),
            ("20 October 2016", "Completed by SOM 7"),
        ],
        "r3": [
            ("2 February 2016", "Made by AHG SOM 10"),
            ("22 March 2016", "Superseded by AHG SOM 10/R1; decided by SOM 6"),
        ],
    }

    for name, expected in told.items():
        line = client.get(f"/recommendations/ahg-som-10/{name}/").context["line"]
        assert [(point["when"], point["words"]) for point in line] == expected
        for point in line:
            page, _, anchor = point["address"].partition("#")
            assert f'id="{anchor}"' in client.get(page).text


def test_what_took_its_place_is_linked_both_ways(client, chain):
    old, new = client.get("/recommendations/ahg-som-10/r3/").text, client.get("/recommendations/ahg-som-10/r1/").text

    assert '<a href="/recommendations/ahg-som-10/r1/">AHG SOM 10/R1</a> took its place.' in old
    assert "<h2>Took the place of</h2>" in new
    assert '<a href="/recommendations/ahg-som-10/r3/">AHG SOM 10/R3</a>' in new


def test_what_it_led_to_and_is_under_is_linked_where_the_reader_may_open_it(client, chain):
    wheel, plan = (
        factories.draft(1, slug="work-plan").document,
        factories.draft(1, slug="hidden-plan", audience="members"),
    )
    factories.issue(wheel.drafts.get())
    factories.issue(plan)
    rso = factories.participant("rso", "RSO", "body")
    meeting = factories.meeting(11, starts="2016-06-02")
    known = {"refers_to": wheel, "result_body": rso, "result_meeting": chain["som"]}
    factories.recommend(meeting, "A body is made.", **known)
    factories.recommend(meeting, "A plan is made.", result_document=plan.document)
    factories.issue(meeting)
    page = client.get("/recommendations/ahg-som-11/r1/").text

    for address, name in (
        ("/strategy/work-plan/", "Work plan"),
        ("/members/rso/", "RSO"),
        ("/meetings/som/6/", "SOM 6"),
    ):
        assert f'<a href="{address}">{name}</a>' in page
        assert client.get(address).status_code == 200
    assert "Hidden plan" in (hidden := client.get("/recommendations/ahg-som-11/r2/").text)
    assert "/strategy/hidden-plan/" not in hidden


def test_the_record_of_a_meeting_marks_what_it_amended(client, chain):
    page = client.get("/meetings/som/6/").text
    assert "(a) Changes marked:</span> train<ins> forty</ins> staff;" in page


def test_an_unknown_one_is_404(client, chain):
    for path in ("ahg-som-10/r9/", "ahg-som-11/r1/", "reports/000000000000/", "figures/none.svg"):
        assert client.get(f"/recommendations/{path}").status_code == 404


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("AHG SOM 10", [("R1", ""), ("R2", ""), ("R3", "")]),
        ("2016-02-01", []),
        ("SOM 6", [("R1", ""), ("R2", "SOM 6")]),
        ("", [("R1", ""), ("R2", "SOM 6")]),
    ],
)
def test_in_effect_after_a_meeting_or_on_a_day(client, chain, after, found):
    response = client.get("/recommendations/in-effect/", {"after": after})

    assert [(span.code, span.mark) for _, spans in response.context["groups"] for span in spans] == found
    assert response.context["count"] == len(found)


def test_in_effect_is_the_same_years_later(client, chain):
    before = client.get("/recommendations/in-effect.pdf?after=AHG+SOM+10").content
    later = factories.meeting(7, code="SOM", starts="2016-10-01")
    factories.considered(chain["two"], later, "completed")
    factories.issue(later)
    with time_machine.travel("2031-01-01 12:00Z"):
        again = client.get("/recommendations/in-effect.pdf?after=AHG+SOM+10").content

    assert before[:5] == b"%PDF-"
    assert again == before


def test_in_effect_marks_who_revised_it_on_page_and_paper_years_later_too(client, chain):
    def told():
        page = client.get("/recommendations/in-effect/?after=SOM+6").text
        return page.partition("<main")[2].partition("</main>")[0], on_paper(
            client.get("/recommendations/in-effect.pdf?after=SOM+6")
        )

    page, paper = told()
    assert "(Rev. SOM 6)" in page
    assert "R2 (Rev. SOM 6)" in paper
    assert "train forty staff;" in paper
    later = factories.meeting(7, code="SOM", starts="2016-10-01")
    factories.considered(chain["two"], later, "completed")
    factories.issue(later)
    with time_machine.travel("2031-01-01 12:00Z", tick=False):
        assert told() == (page, paper)


def on_paper(response):
    pages = pypdf.PdfReader(io.BytesIO(b"".join(response))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_tables_hold_what_the_list_holds(client, chain):
    content = b"".join(client.get("/recommendations/register.csv?state=adopted&state=open").streaming_content)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["Code"], row["State"], row["Submitted to"]) for row in rows] == [
        ("AHG SOM 10/R1", "Adopted, overdue", "SOM 6; BPMC 6"),
        ("AHG SOM 10/R2", "Open", ""),
    ]
    assert rows[0]["Status"] == "Compiled from public sources, not cleared"

    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/recommendations/register.xlsx").content)).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        f"AHG SOM 10/R{n}" for n in (1, 2, 3, 4)
    ]
    assert client.get("/recommendations/register.pdf?q=AHG+SOM+10").content[:5] == b"%PDF-"


ASKED = "participant=Sri+Lanka&due=2016-09&meeting=SOM+6&verb=encouraged&area=information-sharing&follow_up=action"


def test_each_form_of_the_register_holds_the_facts_of_what_was_asked_for(client, chain):
    address = f"?{ASKED}&age=1&state=overdue"
    content = b"".join(client.get(f"/recommendations/register.csv{address}").streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(content))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/recommendations/register.xlsx{address}").content))
    heads, cells = book.active.iter_rows(values_only=True)
    paper = on_paper(client.get(f"/recommendations/register.pdf{address}"))

    assert row == {
        "Code": "AHG SOM 10/R1",
        "Recommendation": "Members share data.",
        "Verb": "encouraged",
        "Put to": "Members",
        "Submitted to": "SOM 6; BPMC 6",
        "Area": "Information sharing",
        "Made": "2 February 2016",
        "Due": "1 September 2016",
        "Follow-up": "Action",
        "State": "Adopted, overdue",
        "Last event": "Referred to BPMC 6 by SOM 6",
        "Status": "Compiled from public sources, not cleared",
    }
    assert dict(zip(heads, cells, strict=True)) == row
    assert codes(client.get(f"/recommendations/{address}")) == ["R1"]
    for words in ("AHG SOM 10/R1", "Members share data.", "Adopted, overdue", "1 in this list", "not cleared"):
        assert words in paper
    assert "R2" not in paper


def test_every_figure_is_a_picture_a_table_and_a_line_of_the_csv(client, chain):
    page = client.get("/recommendations/figures/")
    found = page.context["figures"]
    rows = list(csv.reader(io.StringIO(client.get("/recommendations/figures.csv").content.decode("utf-8-sig"))))

    assert {bar.label: bar.count for bar in found.open_by_area} == {"Information sharing": 1, "No area named": 1}
    assert [name for name, *_ in found.charts] == ["deeds", "states", "age", "area"]
    for name, heading, bars in found.charts:
        picture = client.get(f"/recommendations/figures/{name}.svg").content.decode()
        for bar in bars:
            assert [heading, bar.label, str(bar.count)] in rows
            assert f"{bar.label} {bar.count}" in picture
            assert f'<th scope="row">{bar.label}</th><td class="r">{bar.count}</td>' in page.text


def test_figures_add_up_and_are_drawn(client, chain):
    found = statistics.figures(None, datetime.date(2016, 11, 1))

    assert found.made == 4 == sum(bar.count for bar in found.states)
    assert {bar.label: bar.count for bar in found.states} == {
        "Open": 1, "Adopted": 1, "Superseded": 1, "No follow-up needed": 1,
    }  # fmt: skip
    assert [(bar.label, bar.count) for bar in found.deeds] == [
        ("Made", 4), ("Adopted by a meeting", 2), ("Completed", 0),
    ]  # fmt: skip
    assert [bar.count for bar in found.open_by_age] == [2, 0, 0]
    assert 'aria-label="Open, by age: Under a year 2' in client.get("/recommendations/figures/").content.decode()
    assert client.get("/recommendations/figures/states.svg")["Content-Type"] == "image/svg+xml"
    assert b'"Where recommendations stand","Adopted","1"' in client.get("/recommendations/figures.csv").content


def test_an_accepted_report_is_issued_to_its_readers_alone(client, chain):
    sri_lanka = Participant.objects.get(slug="sri-lanka")
    delegate = factories.user("dilini@example.org", "delegate", acting_for=sri_lanka)
    before = {page: client.get(page).content for page in ("/recommendations/", "/recommendations/ahg-som-10/r1/")}
    sent = Reported("in_progress", "Two courses were held.", evidence=b"%PDF-1", evidence_name="courses.pdf")
    report = submit(chain["one"], sri_lanka, sent, by=delegate)
    edition = reports.accept(report, audience="members", by=factories.preparer())

    assert {page: client.get(page).content for page in before} == before
    address = f"/recommendations/{edition.card.key}/"
    assert client.get(address).status_code == 404
    client.force_login(delegate)
    body = client.get("/recommendations/ahg-som-10/r1/").content.decode()
    assert "Sri Lanka reported: in progress" in body
    assert "Work is in progress. Two courses were held." in client.get(address).content.decode()
    assert b"".join([client.get(f"{address}evidence").content]) == b"%PDF-1"
    assert client.get(f"{address}report.pdf").content[:5] == b"%PDF-"
