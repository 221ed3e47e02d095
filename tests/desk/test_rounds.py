"""A round on its pages: what each delegation says and sees, who is asked, what is shown first, the three tables."""

import datetime
import io
from http import HTTPStatus

import docx as python_docx
import pypdf
import pytest
from django.utils import timezone
from openpyxl import load_workbook

from core import mail
from core.history import acting
from core.mail import Letter
from meetings.models import Attendance
from members.models import FocalPoint, Membership, Participant
from records import clearance
from records.models import Circulation
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "# Aims\n\nMembers will cooperate.\n\nMembers will report."


@pytest.fixture
def parties(people):
    """Sri Lanka, for which Dilini speaks, and Australia, for which Bo does, are members; each has an address."""
    with acting(None, "for a test"):
        body = Participant.objects.get(slug="bali-process")
        found = [Participant.objects.get(slug=slug) for slug in ("sri-lanka", "australia")]
        for party in found:
            Membership.objects.create(participant=party, body=body, capacity="member")
            FocalPoint.objects.create(participant=party, email=f"focal@{party.slug}.example")
    return found


@pytest.fixture
def bo(parties):
    return factories.user("bo@example.org", "delegate", acting_for=parties[1])


@pytest.fixture
def begin(ana, parties):
    def opened(**how):
        deadline = timezone.now() + datetime.timedelta(days=7)
        draft = factories.draft(1, slug="work-plan", text=TEXT)
        return clearance.open_round(draft, parties, by=ana, **{"mode": "silence", "deadline": deadline} | how)

    return opened


def anchor(row, at):
    return clearance.sent(row).passages[at].anchor


def over(row, days=8):
    with acting(None, "for a test"):
        row.opened_at -= datetime.timedelta(days=days + 1)
        row.deadline -= datetime.timedelta(days=days)
        row.save()


# What a delegate says, of which paragraph (None for the whole text), what the form holds, and what the desk then shows.
SAID = [
    ("comment", 0, {"text": "Too early."}, "Too early."),
    ("proposal", 0, {"words": "Members will cooperate closely."}, "inserted: </span>closely<span"),
    ("support", 1, {"supports": "theirs"}, "Supports Australia: “Members will report twice.”"),
    ("reservation", 0, {"text": "Not at sea."}, "Not at sea."),
    ("reservation", None, {"text": "Not at all."}, "Not at all."),
    ("objection", None, {"text": "We cannot agree."}, "We cannot agree."),
    ("no_objection", None, {}, "Sri Lanka: no objection"),
    ("comment", None, {"text": "A good text."}, "A good text."),
]


@pytest.mark.parametrize("what", SAID, ids=lambda what: f"{what[0]}-{what[1]}")
def test_what_a_delegate_may_say_is_said_on_its_page_and_read_at_the_desk(as_, begin, bo, parties, what):
    kind, at, sent, shown = what
    row = begin(shows_comments=True)
    of = {"anchor": anchor(row, 1), "words": "Members will report twice."}
    theirs = clearance.say(row, parties[1], "proposal", by=bo, **of)
    client, given = as_("dilini"), {"kind": kind, "participant": parties[0].pk} | sent
    if "supports" in given:
        given["supports"] = theirs.pk
    address = f"/clearance/{row.pk}/comment/" + (f"{anchor(row, at)}/" if at is not None else "")
    assert f'value="{kind}"' in client.get(address).text
    assert client.post(address, given).status_code == HTTPStatus.FOUND

    said = row.comments.get(participant=parties[0])
    assert (said.kind, said.anchor, said.is_entered_for) == (kind, anchor(row, at) if at is not None else "", False)
    assert shown in as_("ana").get(f"/prepare/clearance/{row.pk}/").text


# What is chosen and typed of "Members will cooperate.", and what is kept; or what is said beside which field.
CHANGED = [
    ("comment", "Members will act.", "Clearer.", ("proposal", "Members will act.", "Clearer.")),
    ("comment", "Members will act.", "", ("proposal", "Members will act.", "")),
    ("comment", "Members will\r\ncooperate. ", "Too early.", ("comment", "", "Too early.")),
    ("comment", "", "Not needed.", "The words are gone"),
    ("reservation", "Members will act.", "Not at sea.", "You changed the words"),
]


@pytest.mark.parametrize("what", CHANGED)
def test_words_a_delegate_changed_are_never_left_out(as_, begin, parties, what):
    (kind, words, text, kept), row = what, begin()
    address, given = f"/clearance/{row.pk}/comment/{anchor(row, 0)}/", {"participant": parties[0].pk, "kind": kind}
    page = as_("dilini").post(address, given | {"words": words, "text": text}, follow=True)

    if isinstance(kept, tuple):
        said = row.comments.get()
        assert (said.kind, said.words, said.text) == kept
        assert ("Sent to the secretariat, as other words proposed." in page.text) is (said.kind == "proposal")
    else:
        assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert kept in page.context["form"].errors["words"][0]
        assert text in page.text
        assert not row.comments.exists()


def test_a_proposal_chosen_with_another_answer_is_asked_about(as_, begin, bo, parties):
    row = begin(shows_comments=True)
    theirs = clearance.say(row, parties[1], "proposal", by=bo, anchor=anchor(row, 0), words="Members will act.")
    given = {"participant": parties[0].pk, "kind": "comment", "text": "Good.", "supports": theirs.pk}
    page = as_("dilini").post(f"/clearance/{row.pk}/comment/{anchor(row, 0)}/", given)

    assert "choose “Supports a proposal”" in page.context["form"].errors["supports"][0]


def test_words_entered_with_another_answer_are_asked_about(as_, begin, parties):
    row = begin()
    given = {"participant": parties[0].pk, "received_at": "2016-02-03T12:00", "kind": "comment", "text": "Clearer."}
    given |= {"anchor": anchor(row, 0), "words": "Members will act."}
    page = as_("ana").post(f"/prepare/clearance/{row.pk}/enter/", given)

    assert "choose “Other words proposed”" in page.context["form"].errors["words"][0]
    assert not row.comments.exists()


@pytest.mark.parametrize("mode", ["silence", "reply", "consultation"])
def test_silence_is_spoken_of_only_where_it_is_agreement(as_, begin, parties, mode):
    both = [("Breaks silence", "Silent"), ("Objection", "No answer yet")]
    (objects, waits), others = both if mode == "silence" else reversed(both)
    row = begin(mode=mode)
    address = f"/clearance/{row.pk}/"
    offered = as_("dilini").get(f"{address}comment/").text
    given = {"participant": parties[0].pk, "kind": "objection", "text": "We cannot agree."}
    said = as_("dilini").post(f"{address}comment/", given, follow=True).text
    enter, page, table = (as_("ana").get(f"/prepare{address}{name}").text for name in ("enter/", "", "comments/"))

    assert all(objects in each for each in (offered, enter, page, table))
    assert f"Sri Lanka: {objects.lower()}" in said
    assert waits in page
    assert not any(words in each for words in others for each in (offered, enter, said, page, table))
    assert page.count("Not agreed: Sri Lanka.") == 1
    assert row.comments.get().kind == "objection"


@pytest.mark.parametrize("is_open", [True, False])
def test_others_comments_are_seen_where_the_round_is_open(as_, begin, bo, parties, is_open):
    row = begin(shows_comments=is_open)
    clearance.say(row, parties[1], "proposal", by=bo, anchor=anchor(row, 1), words="Members will report twice.")
    clearance.say(row, parties[1], "objection", by=bo, text="We cannot agree.")
    client = as_("dilini")
    page = client.get(f"/clearance/{row.pk}/").text
    form = client.get(f"/clearance/{row.pk}/comment/{anchor(row, 1)}/").text

    for words, where in (("twice", page), ("We cannot agree.", page), ("Members will report twice.", form)):
        assert (words in where) is is_open


def test_what_is_said_of_a_sub_paragraph_says_of_which(as_, ana, parties, people):
    draft = factories.draft(1, slug="list", text="Members will report:\n\n- on boats\n- on ships\n\nThey will meet.")
    row = clearance.open_round(draft, parties, by=ana, mode="reply", deadline=timezone.now() + datetime.timedelta(7))
    first = clearance.sent(row).passages[0]
    for at, text in ((first.items[0].anchor, "Of boats."), (first.anchor, "Of all.")):
        clearance.say(row, parties[0], "comment", by=people["dilini"], anchor=at, text=text)
    page = as_("dilini").get(f"/clearance/{row.pk}/").text

    assert "<strong>Sri Lanka: comment on (a)</strong>" in page
    assert page.count("<strong>Sri Lanka: comment</strong>") == 1


def test_the_delegations_that_attended_are_asked(as_, meeting, parties):
    with acting(None, "for a test"):
        canada = Participant.objects.get(slug="canada")
        for party, presence in ((parties[0], "present"), (parties[1], "apologies"), (canada, "present")):
            Attendance.objects.create(meeting=meeting, participant=party, as_written=str(party), presence=presence)
    given = {"mode": "reply", "to": "attended", "deadline": "2099-02-04T12:00", "zone": "Asia/Bangkok"}
    as_("ana").post(f"/prepare/clearance/meeting/{meeting.pk}/new/", given)

    row = Circulation.objects.get()
    assert sorted(str(each.participant) for each in row.parties.all()) == ["Canada", "Sri Lanka"]
    assert row.deadline == datetime.datetime(2099, 2, 4, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize(("mode", "counts"), [("silence", True), ("reply", False)])
def test_who_has_no_focal_point_is_named_and_not_counted_as_written_to(as_, parties, mode, counts):
    with acting(None, "for a test"):
        FocalPoint.objects.get(participant=parties[1]).delete()
    client, draft = as_("ana"), factories.draft(1, slug="work-plan", text=TEXT)
    address = f"/prepare/clearance/draft/{draft.pk}/new/"
    assert "All members (1 of 2 have no focal point, and are not written to)" in client.get(address).text

    given = {"mode": mode, "to": "members", "deadline": "2099-02-04T12:00", "zone": "UTC"}
    page = client.post(address, given, follow=True).text
    assert "1 delegation is written to. 1 has no focal point, and is not written to." in page
    assert '<p class="note stop"><strong>Not written to:</strong> Australia.' in page
    assert ("their silence counts as no objection" in page) is counts
    more = f"/prepare/clearance/{Circulation.objects.get().pk}/extend/"
    told = client.post(more, {"deadline": "2099-02-05T12:00", "reason": "A holiday"}, follow=True).text
    assert "Extended. 1 delegation is written to." in told


def test_a_round_whose_delegations_were_all_written_to_names_none(as_, begin):
    page = as_("ana").get(f"/prepare/clearance/{begin().pk}/").text
    assert "Not written to" not in page


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"deadline": "2099-02-05T12:00", "reason": ""}, {"reason": "Say why more time is given"}),
        ({"deadline": "", "reason": "A holiday"}, {"deadline": "Give the new day and hour."}),
        ({"deadline": "2016-02-05T12:00", "reason": "A holiday"}, {"deadline": "later than now"}),
        ({"deadline": "", "reason": ""}, {"deadline": "Give the new day", "reason": "Say why"}),
    ],
)
def test_more_time_that_cannot_be_given_is_told_beside_its_field(as_, begin, given, faults):
    row = begin(zone="Asia/Bangkok")
    page = as_("ana").post(f"/prepare/clearance/{row.pk}/extend/", given)

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    errors = page.context["extend_form"].errors
    assert set(errors) == set(faults)
    assert all(words in errors[name][0] for name, words in faults.items())
    assert "<details open>" in page.text
    assert "New deadline (Asia/Bangkok)" in page.text
    assert all(f'value="{value}"' in page.text for value in given.values() if value)


def test_an_answer_without_its_reason_is_told_beside_the_field(as_, begin, parties, people):
    row = begin()
    for words in ("Members act.", "Members speak."):
        clearance.say(row, parties[0], "proposal", by=people["dilini"], anchor=anchor(row, 0), words=words)
    first, other = row.comments.all()
    page = as_("ana").post(f"/prepare/clearance/{row.pk}/{first.pk}/answer/", {"answer": "declined", "reason": " "})

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    forms = {each.pk: each.form for each in page.context["comments"]}
    assert "Say why it is not accepted" in forms[first.pk].errors["reason"][0]
    assert not forms[other.pk].errors
    assert '<option value="declined" selected>' in page.text
    assert page.text.count("<details open>") == 1
    first.refresh_from_db()
    assert first.answer == ""


def test_more_time_and_the_end_stand_above_the_long_list(as_, begin):
    page = as_("ana").get(f"/prepare/clearance/{begin().pk}/").text
    assert page.index("Give more time") < page.index("Close the round") < page.index("Delegations asked")


def test_a_closed_round_is_not_extended(as_, begin, ana):
    row = clearance.close(begin(), by=ana)
    page = as_("ana").post(f"/prepare/clearance/{row.pk}/extend/", {"deadline": "", "reason": ""})
    assert page.status_code == HTTPStatus.CONFLICT
    assert "This round is closed already." in page.text


def test_all_that_stands_against_a_round_is_told_at_once(as_, meeting, parties):
    given = {"mode": "reply", "to": "attended", "deadline": "2016-02-04T12:00", "zone": "UTC", "copied_to": "nobody"}
    page = as_("ana").post(f"/prepare/clearance/meeting/{meeting.pk}/new/", given)

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert set(page.context["form"].errors) == {"to", "deadline", "copied_to"}
    assert "No delegation is entered as present." in page.text
    assert "The deadline is over already." in page.text


def test_that_a_round_is_open_is_told_before_anything_is_filled_in(as_, begin, ana):
    row, client = begin(), as_("ana")
    address = f"/prepare/clearance/draft/{row.draft_id}/new/"
    page = client.get(address).text
    assert "A round on this text is open already." in page
    assert "Cover note" not in page

    given = {"mode": "reply", "to": "members", "deadline": "2099-02-04T12:00", "zone": "UTC", "note": "Please read it."}
    sent = client.post(address, given)
    assert sent.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "A round on this text is open already." in sent.text
    assert "Please read it." in sent.text
    clearance.close(row, by=ana)
    assert "Cover note" in client.get(address).text


def test_late_replies_and_what_came_back_are_shown_first(as_, begin, bo, parties, people):
    row = begin()
    clearance.say(row, parties[0], "comment", by=people["dilini"], text="In time.")
    over(row)
    clearance.say(row, parties[1], "comment", by=bo, text="Sorry, late.")
    page = as_("ana").get(f"/prepare/clearance/{row.pk}/")
    assert [each.text for each in page.context["comments"]] == ["Sorry, late.", "In time."]
    log = f"/prepare/clearance/{row.pk}/letters/"
    assert [str(each.participant) for each in as_("ana").get(log).context["sent"]] == ["Australia", "Sri Lanka"]

    mail.came_back(Letter.objects.get(to="focal@sri-lanka.example"), by=people["ana"], words="No such user.")
    again = as_("ana").get(log)
    assert [str(each.participant) for each in again.context["sent"]] == ["Sri Lanka", "Australia"]
    for words in ("focal@australia.example", "For clearance by", "Late reply", "Comments", "No such user."):
        assert words in again.text
    page = as_("ana").get(f"/prepare/clearance/{row.pk}/").text
    assert page.index("No such user.") < page.index("Sorry, late.") < page.index("In time.")


def test_the_table_is_by_paragraph_and_delegation_in_each_of_its_forms(as_, begin, bo, parties, people):
    row = begin(shows_comments=True)
    say = [
        (parties[0], people["dilini"], {"kind": "comment", "anchor": anchor(row, 1), "text": "=Why?"}),
        (parties[0], people["dilini"], {"kind": "no_objection"}),
        (parties[0], people["dilini"], {"kind": "proposal", "anchor": anchor(row, 0), "words": "Members cooperate."}),
    ]
    for party, by, told in say:
        clearance.say(row, party, by=by, **told)
    proposal = row.comments.get(kind="proposal")
    clearance.say(row, parties[1], "support", by=bo, anchor=anchor(row, 0), supports=proposal)
    clearance.answer(proposal, "in_part", reason="As at SOM 6.", by=people["ana"])
    over(row)
    clearance.say(row, parties[1], "comment", by=bo, anchor=anchor(row, 1), text="Late.")
    client, at = as_("ana"), f"/prepare/clearance/{row.pk}/comments"
    order = [
        ("Whole text", "Sri Lanka"),
        ("1", "Australia"),
        ("1", "Sri Lanka"),
        ("2", "Australia"),
        ("2", "Sri Lanka"),
    ]
    words = ["", "Supports Sri Lanka: “Members cooperate.”", "Members cooperate.", "Late.", "=Why?"]

    page = client.get(f"{at}/")
    assert [
        (place or "Whole text", str(one.participant)) for place, _, found in page.context["rows"] for one in found
    ] == order
    assert "As at SOM 6." in page.text
    lines = list(load_workbook(io.BytesIO(client.get(f"{at}.xlsx").content)).active.values)[2:]
    assert [(str(line[0]), line[1]) for line in lines] == order
    assert [line[3] or "" for line in lines] == words
    assert [(line[6] or "", line[7] or "") for line in lines][2] == ("Accepted in part", "As at SOM 6.")
    assert [line[5] or "" for line in lines] == ["", "", "", "late", ""]
    table = python_docx.Document(io.BytesIO(client.get(f"{at}.docx").content)).tables[0]
    cells = [[cell.text for cell in each.cells] for each in table.rows[1:]]
    assert [(each[0], each[1]) for each in cells] == order
    assert [each[3] for each in cells] == words
    assert cells[2][4] == "Accepted in part. As at SOM 6."


def test_every_sheet_of_a_draft_says_which_it_is_and_that_it_is_not_cleared(as_, begin, ana):
    row = begin(zone="Asia/Bangkok")
    there = row.opened_at.astimezone(datetime.timezone(datetime.timedelta(hours=7)))
    said = f"Draft 1, {there.day} {there:%b %Y %H:%M} Bangkok, not cleared"
    client = as_("dilini")
    assert said in client.get(f"/clearance/{row.pk}/").text
    pages = pypdf.PdfReader(io.BytesIO(client.get(f"/clearance/{row.pk}/draft.pdf").content)).pages
    assert all(said in " ".join(page.extract_text().split()) for page in pages)
    document = python_docx.Document(io.BytesIO(client.get(f"/clearance/{row.pk}/draft.docx").content))
    assert said in " ".join(line.text for line in [*document.paragraphs, *document.sections[0].header.paragraphs])


def test_a_deadline_is_told_in_the_zone_of_the_round_and_utc_wherever_it_stands(as_, begin, people):
    row = begin(zone="Asia/Bangkok", deadline=datetime.datetime(2099, 2, 3, 18, 30, tzinfo=datetime.UTC))
    words = "4 February 2099, 01:30 Asia/Bangkok (3 February 2099, 18:30 UTC)"
    marked = f'<time datetime="2099-02-03T18:30:00+00:00" data-own>{words}</time>'
    for who, address in (
        ("dilini", "/clearance/"),
        ("dilini", f"/clearance/{row.pk}/"),
        ("chair", f"/prepare/clearance/{row.pk}/"),
    ):
        page = as_(who).get(address).text
        assert marked in page
        assert "moments" in page
    assert "3 Feb 2099, 18:30 UTC" in as_("dilini").get("/").text
    assert all(words in letter.body for letter in Letter.objects.all())
