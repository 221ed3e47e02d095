"""Changes marked between any two editions of a meeting or a document."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.history import acting
from meetings.models import Outcome
from members.models import User
from records import custody
from records.received.document import received
from tests import factories

pytestmark = pytest.mark.django_db
MEETING = "/meetings/ahg-som/10/changes/"
HOSTILE = '<script>alert("1")</script> & <b>co</b>'
POINTS = [
    "Members agreed the provisional agenda of the coming meeting.",
    "The Regional Support Office reported on its workshops.",
    "A guide on identity at sea was welcomed, with thanks to those who had written it.",
    "The Co-Chairs submitted a draft of the Strategy.",
]


@pytest.fixture
def revised():
    """One paragraph changed, one moved, one added, one taken out; two stay (the opening and one outcome)."""
    meeting = factories.meeting(10, outcomes=POINTS, present=["Fiji", "Nepal"])
    factories.issue(meeting)
    with acting(None, "for a test"):
        first, second, _, fourth = Outcome.objects.filter(meeting=meeting)
        first.text = first.text.replace("provisional agenda", "agenda and the date")
        first.save()
        second.delete()
        fourth.position = 500
        fourth.save()
        Outcome.objects.create(meeting=meeting, position=9000, text=f"Members noted {HOSTILE}.", verbs=["noted"])
        nepal = meeting.attendance.get(as_written="Nepal")
        nepal.capacity = "observer"
        nepal.save()
    factories.correct(meeting, city="Chiang Mai")
    return meeting


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words_of(html):
    """What is read out, in one line."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_counts_stand_on_top(client, revised):
    response = client.get(f"{MEETING}0-1/")

    assert response.context["summary"] == (
        "2 paragraphs changed, 1 moved, 1 added and 1 taken out; 2 unchanged. 1 delegation differs. 1 fact differs."
    )
    assert f"<strong>{response.context['summary']}</strong>" in response.content.decode()
    assert "Why: The text was corrected." in response.content.decode()


def test_inline(client, revised):
    html = body(client, f"{MEETING}0-1/")
    read = words_of(html)

    assert '<del><span class="vh">deleted: </span>Bangkok<span class="vh"> (end of deletion)</span></del>' in html
    assert '<ins><span class="vh">inserted: </span>Chiang Mai<span class="vh"> (end of insertion)</span></ins>' in html
    assert (
        "agreed the deleted: provisional (end of deletion) agenda inserted: and the date (end of insertion) of" in read
    )
    assert "Nepal: deleted: member (end of deletion)inserted: observer (end of insertion)" in read
    assert "Moved: it was paragraph 6. Its words are as they were." in read
    assert re.search(r'Paragraph 6 was moved: it is <a href="#p-\w{8}">paragraph 4</a> now.', html)
    assert 'aria-label="Paragraph 4, was 6">4<span>was 6</span></a>' in html
    assert 'aria-label="Paragraph 4, deleted"><del>4</del></a>' in html
    assert 'aria-label="Paragraph 6, inserted"><ins>6</ins></a>' in html


def test_unchanged_paragraphs_are_folded(client, revised):
    html = body(client, f"{MEETING}0-1/")

    _, fold = re.findall(r"<details.*?</details>", html, re.DOTALL)
    assert '<summary>1 paragraph unchanged <small class="soft">5</small></summary>' in fold
    assert POINTS[2] in fold


def test_side_by_side(client, revised):
    html = body(client, f"{MEETING}0-1/?view=beside")
    rows = [[words_of(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in html.split("<tr")]

    assert [
        "Place",
        "deleted: Bangkok (end of deletion), Thailand",
        "inserted: Chiang Mai (end of insertion), Thailand",
    ] in rows
    assert [
        "Delegation",
        "Nepal: deleted: member (end of deletion)",
        "Nepal: inserted: observer (end of insertion)",
    ] in rows
    assert ["6", "Moved: it is paragraph 4 now."] in rows
    assert ["4", f"deleted: {POINTS[1]} (end of deletion)", "Nothing here now"] in rows
    assert any(row[:2] == ["6", "Nothing here before"] for row in rows)
    assert '<b aria-current="true">Side by side</b>' in html


def test_hostile_text_is_text(client, revised):
    for view in ("inline", "beside"):
        html = body(client, f"{MEETING}0-1/?view={view}")

        assert "<script>" not in html
        assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;b&gt;co&lt;/b&gt;" in html


def test_backwards_and_with_itself(client, revised):
    assert "agreed the inserted: provisional (end of insertion) agenda deleted: and the date (end" in words_of(
        body(client, f"{MEETING}1-0/")
    )
    assert "This is one and the same revision." in body(client, f"{MEETING}1-1/")


def test_two_editions_that_say_the_same(client):
    meeting = factories.meeting(10)
    factories.issue(meeting)
    factories.issue(meeting, reason="To see it again.")

    assert "The two revisions say the same." in body(client, f"{MEETING}0-1/")


def test_only_what_stands_behind_the_page_differs(client):
    meeting = factories.meeting(10, outcomes=["Members agreed."])
    factories.issue(meeting)
    with acting(None, "for a test"):
        outcome = Outcome.objects.get(meeting=meeting)
        outcome.actors = ["Members"]
        outcome.save()
    factories.issue(meeting, reason="Who agreed.")

    assert "Everything that is shown is the same." in body(client, f"{MEETING}0-1/")


@pytest.mark.parametrize("view", ["", "x", "BESIDE", "%00", "beside&view=inline"])
def test_a_view_that_is_none_is_inline(client, revised, view):
    assert '<b aria-current="true">Inline</b>' in body(client, f"{MEETING}0-1/?view={view}")


def test_the_form_for_choosing_leads_to_an_address(client, revised):
    factories.correct(revised, city="Phuket")

    assert re.search(r'<option value="1" selected>\s*Rev.1, as compiled', body(client, f"{MEETING}0-1/"))
    answer = client.get(f"{MEETING}0-1/?from=2&to=1&view=beside")
    assert answer.headers["Location"] == f"{MEETING}2-1/?view=beside"
    assert client.get(f"{MEETING}2-1/?from=2&to=1").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        f"{MEETING}0-2/",
        f"{MEETING}2-0/",
        f"{MEETING}0-{'9' * 30}/",
        f"{MEETING}0-{'9' * 6000}/",
        f"{MEETING}0--1/",
        f"{MEETING}0/",
        f"{MEETING}0-1/?from=x",
        f"{MEETING}0-1/?from=-1",
        f"{MEETING}0-1/?to=%00",
        f"{MEETING}0-1/?to={'9' * 6000}",
        "/meetings/ahg-som/99/changes/0-1/",
        "/strategy/nothing/changes/1-2/",
    ],
)
def test_what_is_not_there_is_404(client, revised, address):
    assert client.get(address).status_code == 404


def test_an_edition_that_a_reader_may_not_read_is_404(client):
    meeting = factories.meeting(10, gist="First words.")
    factories.issue(meeting)
    factories.correct(meeting, gist="Words for members.", audience="members")
    member = factories.delegate("fiji", "FJ")

    assert [client.get(f"{MEETING}{pair}/").status_code for pair in ("0-1", "1-0", "1-1", "0-0")] == [
        404,
        404,
        404,
        200,
    ]
    client.force_login(member)
    assert "Words for members." in words_of(body(client, f"{MEETING}0-1/")).replace("deleted: First", "")


def test_an_old_address_leads_to_the_new_one(client):
    meeting = factories.meeting(9)
    factories.issue(meeting)
    factories.correct(meeting, ordinal=10)

    answer = client.get("/meetings/ahg-som/9/changes/0-1/?view=beside")
    assert answer.headers["Location"] == f"{MEETING}0-1/?view=beside"


def test_drafts_of_a_document(client):
    factories.issue(factories.draft(1, text=f"# Purpose\n\n{POINTS[0]}\n\n{POINTS[1]}\n\n# Review\n\n{POINTS[2]}"))
    factories.issue(
        factories.draft(
            2, text=f"# Purpose\n\n{POINTS[0]}\n\n{POINTS[3]}\n\n{POINTS[1]}\n\n# Review in May\n\n{POINTS[2]}"
        )
    )
    address = "/strategy/strategy-for-cooperation/changes/1-2/"
    response = client.get(address)

    assert response.context["summary"] == "1 paragraph added; 3 unchanged. 1 heading differs."
    assert "now 3, before 2" in response.content.decode()
    assert client.get("/strategy/strategy-for-cooperation/changes/0-1/").status_code == 404
    assert f'<a href="{address}">Changes marked</a> since' in body(client, "/strategy/strategy-for-cooperation/")


@pytest.mark.parametrize(("page", "address"), [("", "1-2"), ("revisions/1/", "0-1"), ("revisions/0/", None)])
def test_a_meeting_links_to_the_changes_of_each_revision(client, revised, page, address):
    factories.correct(revised, city="Phuket")
    links = re.findall(r'<a href="([^"]+)">Changes marked</a>', body(client, f"/meetings/ahg-som/10/{page}"))

    assert links == ([f"{MEETING}{address}/"] if address else [])


@pytest.mark.parametrize("rows", [1, 3])
def test_three_queries_at_any_size(client, rows):
    meeting = factories.meeting(10, outcomes=POINTS[:rows], present=["Fiji", "Nepal", "Tonga"][:rows])
    factories.issue(meeting)
    for _ in range(rows):
        factories.correct(meeting, city=f"Place {rows}")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{MEETING}0-1/?view=beside").status_code == 200

    assert len(queries) == 3


def test_to_take_away_with_changes_tracked_or_marked(client, revised):
    page = f"{MEETING}0-1/"
    assert 'href="changes.docx"' in body(client, page)
    for name, begins in (("changes.docx", b"PK"), ("changes.pdf", b"%PDF-")):
        with CaptureQueriesContext(connection) as asked:
            response = client.get(page + name)
        assert response.content.startswith(begins)
        assert f'filename="AHG-SOM-10_Rev.1_{name}"' in response["Content-Disposition"] or name in str(response.headers)
        assert len(asked) == 2
        assert client.get(page + name, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_the_word_file_says_the_new_words_when_accepted_and_the_old_when_rejected(client, revised):
    data = client.get(f"{MEETING}0-1/changes.docx").content
    said = {side: " ".join(line.text for line in received(data, side).lines) for side in ("accepted", "rejected")}

    assert "agenda and the date of the coming" in said["accepted"]
    assert "agenda and the date" not in said["rejected"]
    assert HOSTILE in said["accepted"]


FORMS = ("", "?view=beside", "changes.docx", "changes.pdf")


def withdrawn(edition):
    approver = User.objects.get(email="ravi@example.org")
    custody.withdraw(edition, by=approver, reason="Names of minors.")


def tell_nothing(client, page, pairs):
    for address in [f"{page}{pair}/{form}" for pair in pairs for form in FORMS]:
        answer = client.get(address)
        assert answer.status_code == 410, address
        assert "This record was withdrawn on" in answer.content.decode()
        assert "Secret" not in answer.content.decode()


def test_what_was_withdrawn_from_a_meeting_is_read_on_neither_side(client):
    meeting = factories.meeting(10, gist="First words.")
    factories.issue(meeting)
    secret = factories.correct(meeting, gist="Secret words.")
    factories.correct(meeting, gist="Third words.")
    assert "Secret" in body(client, f"{MEETING}1-1/") + body(client, f"{MEETING}0-1/")
    withdrawn(secret)

    tell_nothing(client, MEETING, ["1-1", "0-1", "1-0", "1-2", "2-1"])
    assert [client.get(f"{MEETING}0-2/{form}").status_code for form in FORMS] == [200] * 4


def test_what_was_withdrawn_from_a_document_is_read_on_neither_side(client):
    factories.issue(factories.draft(1))
    withdrawn(factories.issue(factories.draft(2, text=f"# Purpose\n\nSecret words. {POINTS[0]}")))

    tell_nothing(client, "/strategy/strategy-for-cooperation/changes/", ["2-2", "1-2", "2-1"])


def test_what_was_withdrawn_from_a_directory_is_read_on_neither_side(client, settings):
    withdrawn(factories.issue(factories.participant(settings.PROCESS_BODY, "Secret body", kind="body")))
    answers = [client.get(f"/members/directory/changes/0-0/{form}") for form in FORMS]

    assert [answer.status_code for answer in answers] == [410] * 4


def test_what_was_withdrawn_is_not_offered_for_comparing_and_is_marked_in_the_list(client):
    meeting = factories.meeting(10)
    factories.issue(meeting)
    second = factories.correct(meeting, city="Phuket")
    factories.correct(meeting, city="Chiang Mai")
    factories.correct(meeting, city="Krabi")
    withdrawn(second)
    page = body(client, "/meetings/ahg-som/10/revisions/2/")

    assert [number for number, _ in client.get(f"{MEETING}0-3/").context["choices"]] == [3, 2, 0]
    assert f'<a href="{MEETING}0-2/">Changes marked</a>' in page
    assert page.count("<span>withdrawn</span>") == 1
