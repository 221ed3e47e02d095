"""The pages of documents and clearance, from the first draft to a comment taken over."""

import io
from http import HTTPStatus

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from core.history import acting
from members.models import Membership, Participant
from records.models import Circulation, Comment, Edition
from strategy.models import Draft

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
    assert "Sent to 2 delegations." in response.content.decode()
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
    assert "4 February 2099, 05:00 UTC" in page
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


def test_the_draft_sheet_says_that_it_is_not_cleared(as_, round_):
    response = as_("dilini").get(f"/clearance/{round_.pk}/draft.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


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
