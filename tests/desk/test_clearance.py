"""The pages of documents and clearance, from the first draft to a comment taken over."""

import io
from http import HTTPStatus

import docx as python_docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx.oxml import OxmlElement
from openpyxl import load_workbook
from PIL import Image

from core.history import acting
from members.models import FocalPoint, Membership, Participant
from records import clearance
from records.compose import compose_draft
from records.models import Circulation, Comment, Edition
from strategy.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = {"title": "Forward Work Plan", "kind": "work_plan", "audience": "members"}


@pytest.fixture
def members(people):
    body = Participant.objects.get(slug="bali-process")
    with acting(None, "for a test"):
        for slug in ("sri-lanka", "australia"):
            Membership.objects.create(participant=Participant.objects.get(slug=slug), body=body, capacity="member")


@pytest.fixture
def draft(as_, members):
    as_("ana").post("/prepare/documents/new/", WORDS | {"text": "# Aims\n\nMembers will cooperate."})
    return Draft.objects.get()


@pytest.fixture
def round_(as_, draft):
    sent = {
        "mode": "silence",
        "to": "members",
        "deadline": "2099-02-04T12:00",
        "zone": "Asia/Bangkok",
        "note": "Please.",
    }
    response = as_("ana").post(f"/prepare/clearance/draft/{draft.pk}/new/", sent, follow=True)
    assert "0 delegations are written to. 2 have no focal point, and are not" in response.content.decode()
    return Circulation.objects.get()


def test_a_document_is_begun_edited_and_its_next_draft_begun(as_, draft):
    client = as_("ana")
    assert "Forward Work Plan" in client.get("/prepare/documents/").content.decode()
    assert "Members will cooperate." in client.get(f"/prepare/documents/drafts/{draft.pk}/").content.decode()
    edit = f"/prepare/documents/drafts/{draft.pk}/edit/"
    given = {"text": "Members will report.", "audience": "members", "version": draft.version}
    assert client.post(edit, given, follow=True).status_code == HTTPStatus.OK
    draft.refresh_from_db()
    assert draft.text == "Members will report."
    assert client.post(edit, given | {"text": "Other."}).status_code == HTTPStatus.CONFLICT
    client.post(f"/prepare/documents/{draft.document_id}/next/")
    assert [each.number for each in Draft.objects.order_by("number")] == [1, 2]


@pytest.mark.parametrize(("changed", "words"), [({"title": "…"}, "Latin letter"), ({"text": ""}, "required")])
def test_what_is_missing_is_told_and_nothing_is_begun(as_, people, changed, words):
    response = as_("ana").post("/prepare/documents/new/", WORDS | {"text": "x"} | changed)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in response.content.decode()
    assert Draft.objects.count() == 0


def test_a_draft_is_issued_by_another_and_then_stays(as_, draft, people):
    as_("ana").post(f"/prepare/documents/drafts/{draft.pk}/send/")
    asked = draft.approval_requests.get()
    as_("ravi").post(f"/prepare/approvals/{asked.pk}/issue/", follow=True)
    edition = Edition.objects.get()
    given = {"text": "Other.", "audience": "members", "version": draft.version}
    response = as_("ana").post(f"/prepare/documents/drafts/{draft.pk}/edit/", given)

    assert edition.subject.document == draft.document
    assert response.status_code == HTTPStatus.CONFLICT
    assert "stays as it is" in response.content.decode()


def test_a_delegate_proposes_words_and_the_secretariat_takes_them_over(as_, draft, round_):
    client = as_("dilini")
    assert "Forward Work Plan, draft 1, round 1" in client.get("/clearance/").content.decode()
    page = client.get(f"/clearance/{round_.pk}/").content.decode()
    assert "4 February 2099, 12:00 Asia/Bangkok (05:00 UTC)" in page
    anchor = page.split('<div id="p-')[1][:8]
    told = {"kind": "proposal", "words": "Members will cooperate closely.", "participant": _sri_lanka().pk}
    client.post(f"/clearance/{round_.pk}/comment/p-{anchor}/", told)
    comment = Comment.objects.get()

    client = as_("ana")
    desk = client.get(f"/prepare/clearance/{round_.pk}/").content.decode()
    assert "Proposes other words" in desk
    assert "closely" in desk
    address = f"/prepare/clearance/{round_.pk}/{comment.pk}/answer/"
    client.post(address, {"answer": "accepted", "take": "1"})
    draft.refresh_from_db()
    assert draft.text == "# Aims\n\nMembers will cooperate closely."
    rows = list(
        load_workbook(io.BytesIO(client.get(f"/prepare/clearance/{round_.pk}/comments.xlsx").content)).active.values
    )
    assert rows[2][1:4] == ("Sri Lanka", "Other words proposed", "Members will cooperate closely.")


def test_support_by_mail_names_the_proposal_and_its_paragraph(as_, draft, round_, people):
    anchor = clearance.sent(round_).passages[0].anchor
    said = {"participant": _sri_lanka().pk, "received_at": "2016-02-03T09:40", "anchor": anchor}
    client = as_("ana")
    assert "Supports a proposal" not in client.get(f"/prepare/clearance/{round_.pk}/enter/").content.decode()
    client.post(f"/prepare/clearance/{round_.pk}/enter/", said | {"kind": "proposal", "words": "Members should meet."})
    proposal = Comment.objects.get()
    australia = Participant.objects.get(slug="australia").pk
    given = {"participant": australia, "received_at": "2016-02-03T09:41", "kind": "support", "supports": proposal.pk}
    client.post(f"/prepare/clearance/{round_.pk}/enter/", given)
    support = Comment.objects.get(kind="support")

    assert (support.supports, support.anchor) == (proposal, anchor)
    table = client.get(f"/prepare/clearance/{round_.pk}/comments/").context["rows"]
    assert [(place, [str(one.participant) for one in said]) for place, _, said in table] == [
        ("1", ["Australia", "Sri Lanka"])
    ]


def test_a_document_says_what_took_its_place_and_where_it_was_endorsed(as_, draft):
    client = as_("ana")
    meeting = factories.meeting(ordinal=6, code="BPMC")
    factories.issue(meeting, audience="public")
    old = factories.draft(1, slug="old-plan", endorsed_at=meeting)
    given = {"title": "Old plan", "kind": "work_plan", "superseded_by": draft.document_id}
    address = f"/prepare/documents/{old.document_id}/edit/"
    assert client.post(address, given | {"version": old.document.version}).status_code == HTTPStatus.FOUND
    assert client.post(address, given | {"version": old.document.version}).status_code == HTTPStatus.CONFLICT
    factories.issue(old)
    factories.issue(draft, audience="public")
    client.post(f"/prepare/documents/drafts/{draft.pk}/endorse/", {"meeting": meeting.pk})
    draft.refresh_from_db()
    assert draft.endorsed_at == meeting
    factories.issue(draft)
    client.logout()

    page = client.get(f"/strategy/{draft.document.slug}/").content.decode()
    assert "<dt>Supersedes</dt>" in page
    assert '<a href="/strategy/old-plan/">Old plan</a>' in page
    assert (
        f'<a href="/strategy/{draft.document.slug}/">Forward Work Plan</a>'
        in (client.get("/strategy/old-plan/").content.decode().split("Superseded by")[1])
    )
    at_meeting = client.get("/meetings/bpmc/6/").content.decode().split("Documents of this meeting")[1]
    assert at_meeting.index("Forward Work Plan") < at_meeting.index("Old plan")


def _sri_lanka():
    return Participant.objects.get(slug="sri-lanka")


def test_a_wrong_choice_is_told_and_nothing_is_lost(as_, round_):
    response = as_("dilini").post(
        f"/clearance/{round_.pk}/comment/", {"kind": "objection", "participant": _sri_lanka().pk}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Write what the delegation says." in response.content.decode()


def test_the_secretariat_enters_extends_and_closes(as_, round_):
    client = as_("ana")
    moment = f"{timezone.now():%Y-%m-%dT%H:%M}"
    said = {"participant": _sri_lanka().pk, "received_at": moment, "anchor": "", "kind": "no_objection"}
    assert client.post(f"/prepare/clearance/{round_.pk}/enter/", said).status_code == HTTPStatus.FOUND
    assert Comment.objects.get().is_entered_for
    client.post(f"/prepare/clearance/{round_.pk}/extend/", {"deadline": "2099-02-05T12:00", "reason": "A holiday"})
    round_.refresh_from_db()
    assert f"{round_.deadline:%Y-%m-%d %H:%M}" == "2099-02-05 05:00"
    client.post(f"/prepare/clearance/{round_.pk}/close/")
    assert "This round is closed" in as_("dilini").get(f"/clearance/{round_.pk}/").content.decode()


def test_others_learn_of_nothing(as_, client, round_, people):
    for address in (
        f"/clearance/{round_.pk}/",
        f"/clearance/{round_.pk}/draft.pdf",
        f"/clearance/{round_.pk}/comment/",
    ):
        assert as_("ravi").get(address).status_code == HTTPStatus.NOT_FOUND
    assert as_("dilini").get(f"/prepare/clearance/{round_.pk}/").status_code == HTTPStatus.NOT_FOUND
    client.logout()
    assert client.get("/clearance/").status_code == HTTPStatus.FOUND


def word(*lines):
    """A Word document: a heading, numbered paragraphs, a list, a table."""
    document = python_docx.Document()
    for style, text in lines:
        document.add_paragraph(text, style=style)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Year", "Report", "2016", "first"], strict=True
    ):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "For members"
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile("plan.docx", out.getvalue())


PLAN = [
    ("Heading 1", "Aims"),
    ("List Number", "Members will cooperate."),
    ("List Number", "Members will report:"),
    ("List Bullet", "in writing."),
]


def test_a_word_document_becomes_a_draft_after_its_words_were_shown(as_, members):
    client = as_("ana")
    page = client.post("/prepare/documents/new/bring-in/", {"file": word(*PLAN)})
    text = page.context["form"].initial["text"]

    assert text == (
        "# Aims\n\nMembers will cooperate.\n\nMembers will report:\n- in writing.\n| Year | Report |\n| 2016 | first |"
    )
    assert "not saved yet" in page.content.decode()
    assert page.context["read"].left == ("For members",)
    assert Draft.objects.count() == 0
    client.post("/prepare/documents/new/", WORDS | {"text": text})
    [first, second] = compose_draft(Draft.objects.get()).passages
    assert (first.number, second.number, second.items[0].text) == (1, 2, "in writing.")
    assert second.table == (("Year", "Report"), ("2016", "first"))


def test_headings_keep_their_level_and_their_number(as_, draft):
    lines = [("Heading 1", "1. Aims"), ("Normal", "One."), ("Heading 2", "1.1 Returns"), ("Heading 3", "(a) By air")]
    page = as_("ana").post(f"/prepare/documents/drafts/{draft.pk}/bring-in/", {"file": word(*lines)})

    text = page.context["form"].initial["text"]
    assert text.startswith("# 1. Aims\n\nOne.\n\n## 1.1 Returns\n\n### (a) By air\n\n| Year | Report |")
    given = {"text": text, "audience": "members", "version": draft.version}
    as_("ana").post(f"/prepare/documents/drafts/{draft.pk}/edit/", given)
    shown = as_("ana").get(f"/prepare/documents/drafts/{draft.pk}/").content.decode()
    for heading in ("<h2>1. Aims</h2>", "<h3>1.1 Returns</h3>", "<h4>(a) By air</h4>"):
        assert heading in shown
    data = as_("ana").get(f"/prepare/documents/drafts/{draft.pk}/draft.docx").content
    again = as_("ana").post(
        f"/prepare/documents/drafts/{draft.pk}/bring-in/", {"file": SimpleUploadedFile("draft.docx", data)}
    )
    assert again.context["form"].initial["text"] == text


def test_words_of_an_equation_are_kept_and_pictures_that_a_draft_cannot_hold_are_told(as_, draft):
    document = python_docx.Document()
    line = document.add_paragraph("The share is ")
    math = OxmlElement("m:oMath")
    said = OxmlElement("m:t")
    said.text = "a/b"
    math.append(said)
    line._p.append(math)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    document.add_picture(picture)
    out = io.BytesIO()
    document.save(out)
    address = f"/prepare/documents/drafts/{draft.pk}/bring-in/"
    page = as_("ana").post(address, {"file": SimpleUploadedFile("x.docx", out.getvalue())})

    assert page.context["form"].initial["text"] == "The share is a/b"
    assert "Not taken over: 1 picture." in page.content.decode()


def test_numbers_a_draft_would_not_count_stay_and_changes_are_shown(as_, draft):
    client = as_("ana")
    lines = [("Normal", "1.1\tMembers will cooperate closely.")]
    page = client.post(f"/prepare/documents/drafts/{draft.pk}/bring-in/", {"file": word(*lines)})

    assert page.context["form"].initial["text"].startswith("1.1 Members will cooperate closely.")
    assert "closely" in page.content.decode().split("Changes marked")[1]
    draft.refresh_from_db()
    assert draft.text == "# Aims\n\nMembers will cooperate."


def test_its_own_word_document_comes_back_as_the_same_draft(as_, draft):
    client = as_("ana")
    data = client.get(f"/prepare/documents/drafts/{draft.pk}/draft.docx").content
    page = client.post(
        f"/prepare/documents/drafts/{draft.pk}/bring-in/", {"file": SimpleUploadedFile("draft.docx", data)}
    )
    assert page.context["form"].initial["text"] == draft.text


def test_what_is_no_word_document_is_refused_in_words(as_, draft):
    file = SimpleUploadedFile("x.docx", b"words")
    page = as_("ana").post(f"/prepare/documents/drafts/{draft.pk}/bring-in/", {"file": file})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This is not a DOCX document" in page.content.decode()


def test_a_message_is_kept_with_its_file_and_its_document_taken_in(as_, round_):
    document = python_docx.Document(io.BytesIO(as_("dilini").get(f"/clearance/{round_.pk}/draft.docx").content))
    client = as_("ana")
    line = next(each for each in document.paragraphs if "cooperate" in each.text)
    line.runs[-1].text = line.runs[-1].text.replace("cooperate", "work together")
    out = io.BytesIO()
    document.save(out)
    given = {"participant": _sri_lanka().pk, "received_at": "2016-02-03T09:40"}
    file = SimpleUploadedFile("answer.docx", out.getvalue())
    page = client.post(f"/prepare/clearance/{round_.pk}/bring-in/", given | {"file": file}, follow=True)
    assert "work together" in page.content.decode()
    assert Comment.objects.count() == 0

    client.post(page.request["PATH_INFO"], {"take": ["0"]})
    comment = Comment.objects.get()
    assert (comment.words, comment.is_entered_for) == ("Members will work together.", True)
    assert "answer.docx" in client.get(f"/prepare/clearance/{round_.pk}/").content.decode()
    kept = client.get(f"/prepare/clearance/{round_.pk}/messages/{comment.message_id}/file/")
    assert kept.content == out.getvalue()
    table = client.get(f"/prepare/clearance/{round_.pk}/comments.docx").content
    assert "Members will work together." in [
        c.text for r in python_docx.Document(io.BytesIO(table)).tables[0].rows for c in r.cells
    ]


def test_an_answer_by_mail_is_entered_with_its_message(as_, round_):
    said = {"participant": _sri_lanka().pk, "received_at": "2016-02-03T09:40", "kind": "comment", "text": "We agree."}
    file = SimpleUploadedFile("mail.eml", b"From: capital@example.org\n\nWe agree.")
    as_("ana").post(f"/prepare/clearance/{round_.pk}/enter/", said | {"file": file})

    comment = Comment.objects.get()
    assert bytes(comment.message.content).endswith(b"We agree.")
    assert comment.received_at.isoformat() == "2016-02-03T09:40:00+00:00"


def test_the_delivery_log_shows_what_came_back_first(as_, members, draft):
    with acting(None, "for a test"):
        FocalPoint.objects.create(participant=_sri_lanka(), email="focal@example.org")
    sent = {
        "mode": "silence",
        "to": "members",
        "deadline": "2099-02-04T12:00",
        "zone": "UTC",
        "copied_to": "b@x.org; c@x.org",
    }
    client = as_("ana")
    client.post(f"/prepare/clearance/draft/{draft.pk}/new/", sent)
    row = Circulation.objects.get()
    log = client.get(f"/prepare/clearance/{row.pk}/letters/")
    assert sorted(each.letter.to for each in log.context["sent"]) == ["b@x.org", "c@x.org", "focal@example.org"]
    assert "Not written to:</strong> Australia." in log.content.decode()
    letter = next(each.letter for each in log.context["sent"] if each.participant)
    client.post(f"/prepare/clearance/{row.pk}/letters/{letter.pk}/came-back/", {"words": "No such user."})
    assert client.get(f"/prepare/clearance/{row.pk}/letters/").context["sent"][0].came_back == "No such user."
    assert "Who did not receive the text" in client.get(f"/prepare/clearance/{row.pk}/").content.decode()


def test_lines_are_numbered_alike_on_page_and_paper(as_, round_):
    anchor = clearance.sent(round_).passages[0].anchor
    assert round_.lines == {anchor: [1, 1]}
    page = as_("dilini").get(f"/clearance/{round_.pk}/").content.decode()
    assert "line 1</small>" in page
    assert "Draft 1, " in page
    assert " Bangkok, not cleared" in page
