"""Sent, taken back, returned, issued: who may, when, and in which words it is refused."""

import pytest
from django.urls import reverse

from bench.sending import sent
from meetings.models import Meeting, Outcome
from members.models import Participant
from records import services
from records.models import ApprovalRequest, Edition
from strategy.models import Document, Draft


def at(name, asked):
    return reverse(f"desk:{name}", args=[asked.pk])


@pytest.fixture
def asked(meeting, ana):
    return services.ask_approval(meeting, by=ana)


def test_sent_for_approval_from_the_desk(as_, meeting):
    answer = as_("ana").post(reverse("desk:ask", args=[meeting.pk]), {"reason": "First issue"})
    asked = ApprovalRequest.objects.get()
    assert answer["Location"] == at("approval", asked)
    assert (asked.prepared_by.name, asked.reason, asked.state) == ("Ana", "First issue", "waiting")
    again = as_("ana").post(reverse("desk:ask", args=[meeting.pk]))
    assert again.status_code == 409
    assert "already waiting for approval" in again.text


def test_another_person_issues_it(as_, asked, client):
    page = as_("ravi").get(at("approval", asked))
    for words in ("Issue now", "Return with this reason", "Public", "prepared by Ana"):
        assert words in page.text
    assert as_("ravi").post(at("issue", asked))["Location"] == at("approval", asked)
    edition = Edition.objects.get()
    assert (edition.prepared_by.name, edition.approved_by.name, edition.channel) == ("Ana", "Ravi", "in the browser")
    done = client.get(at("approval", asked)).text
    assert 'href="/meetings/ahg-som/4/"' in done
    assert 'href="/meetings/ahg-som/4/statement.pdf"' in done
    client.logout()
    assert client.get("/meetings/ahg-som/4/").status_code == 200
    assert client.get("/meetings/ahg-som/4/statement.pdf")["Content-Type"] == "application/pdf"


def test_who_signed_in_long_ago_is_asked_again_before_issuing(as_, asked, people, settings):
    settings.CONFIRM_BEFORE_ISSUING = True
    people["ravi"].set_password("something to ask for")
    people["ravi"].save()
    answer = as_("ravi").post(at("issue", asked))  # the session of a test saw no password

    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not Edition.objects.exists()


def test_who_prepared_it_may_not_approve_it(as_, meeting, people):
    asked = services.ask_approval(meeting, by=people["both"])
    page = as_("both").get(at("approval", asked))
    assert "another person approves it" in page.text
    assert "Issue now" not in page.text
    for name in ("issue", "return"):
        refused = as_("both").post(at(name, asked), {"reason": "x"})
        assert refused.status_code == 403
        assert "You prepared this record." in refused.text
    assert Edition.objects.count() == 0


@pytest.mark.parametrize("who", ["ana", "budi", "adam", "chair"])
def test_who_is_no_approver_is_told_so(as_, asked, who):
    page = as_(who).get(at("approval", asked))
    assert page.status_code == 200
    assert "Issue now" not in page.text
    for name in ("issue", "return"):
        assert as_(who).post(at(name, asked), {"reason": "x"}).status_code == 403
    assert Edition.objects.count() == 0


def test_returned_with_a_reason(as_, asked, meeting):
    refused = as_("ravi").post(at("return", asked), {"reason": "  "})
    assert refused.status_code == 409
    assert "Say what should be changed" in refused.text
    as_("ravi").post(at("return", asked), {"reason": "<b>Name the place</b>"})
    page = as_("ana").get(reverse("desk:meeting", args=[meeting.pk]))
    assert page.context["step"].title == "Next: make the changes asked for"
    assert "&lt;b&gt;Name the place" in page.text
    assert "&lt;b&gt;Name the place" in as_("ana").get("/prepare/").text
    assert "Ravi returned it" in as_("ana").get(at("approval", asked)).text


def test_taken_back(as_, asked, meeting):
    answer = as_("budi").post(at("take-back", asked))
    assert answer["Location"] == reverse("desk:meeting", args=[meeting.pk])
    for name, who in (("take-back", "ana"), ("issue", "ravi"), ("return", "ravi")):
        refused = as_(who).post(at(name, asked), {"reason": "x"})
        assert refused.status_code == 409
        assert "closed" in refused.text
    assert Edition.objects.count() == 0


def test_changed_after_it_was_sent(as_, asked, meeting):
    Outcome.objects.create(meeting=meeting, text="Slipped in.")
    page = as_("ravi").get(at("approval", asked))
    assert "The text changed after it was sent." in page.text
    assert "disabled" in page.text.split("Issue now")[0][-40:]
    refused = as_("ravi").post(at("issue", asked))
    assert refused.status_code == 409
    assert "the text changed after it was sent" in refused.text
    assert ApprovalRequest.objects.get().state == "waiting"


def test_approver_sees_what_changed_since_the_last_edition(as_, asked, meeting, people):
    services.issue(asked, by=people["ravi"])
    meeting = Meeting.objects.get()
    meeting.city, meeting.purpose = "Colombo", "It was to talk."
    meeting.save()
    again = services.ask_approval(meeting, by=people["ana"], reason="Place found")
    page = as_("ravi").get(at("approval", again))
    assert [change.label for change in page.context["changes"]] == ["Place", "Paragraph 1"]
    assert "<ins>Colombo</ins>" in page.text
    assert "Place found" in page.text
    as_("ravi").post(at("issue", again))
    assert [edition.number for edition in Edition.objects.order_by("number")] == [1, 2]


def test_draft_of_a_document_has_an_approval_page(as_, people):
    document = Document.objects.create(slug="strategy", title="Strategy", kind="strategy")
    draft = Draft.objects.create(document=document, number=1, text="# One\n\nWords.")
    asked = services.ask_approval(draft, by=people["ana"])
    page = as_("ravi").get(at("approval", asked))
    assert page.status_code == 200
    assert "Words." in page.text
    as_("ravi").post(at("issue", asked))
    assert Edition.objects.count() == 1
    assert as_("ravi").get(at("approval", asked)).status_code == 200


def test_what_was_written_for_a_meeting_that_was_sent_meanwhile_stands_on_the_refusal(as_, meeting):
    """Somebody types the purpose while somebody else sends the meeting for approval."""
    ana = as_("ana")
    address = reverse("desk:section", args=[meeting.pk, "purpose"])
    typed = sent(ana.get(address), purpose="To look back on <b>a year</b> of work.")
    as_("budi").post(reverse("desk:ask", args=[meeting.pk]), {"reason": "First issue"})
    answer = as_("ana").post(address, typed)

    assert answer.status_code == 409
    assert "waiting for approval" in answer.text
    assert "To look back on &lt;b&gt;a year&lt;/b&gt; of work." in answer.text
    assert typed["csrfmiddlewaretoken"][0] not in answer.text


@pytest.mark.parametrize(
    "page",
    [
        ("section", "purpose"), ("section", "facts"), ("row-create", "outcomes"), ("lines", "recommendations"),
        ("agenda-paste",), ("attendance",), ("matters",),
    ],
    ids="-".join,
)  # fmt: skip
def test_a_page_whose_changes_would_be_refused_says_so_first(as_, meeting, page):
    name, *section = page
    address = reverse(f"desk:{name}", args=[meeting.pk, *section])
    said = "The record waits for approval: nothing can be changed meanwhile."
    assert said not in as_("ana").get(address).text
    as_("budi").post(reverse("desk:ask", args=[meeting.pk]), {"reason": "First issue"})
    shown = as_("ana").get(address).text
    assert said in shown
    assert f'<a href="{at("approval", ApprovalRequest.objects.get())}">Take it back first</a>' in shown
    assert said not in as_("ana").get(reverse("desk:notes", args=[meeting.pk])).text


def test_a_reason_that_came_too_late_stands_on_the_refusal(as_, meeting):
    ask = reverse("desk:ask", args=[meeting.pk])
    as_("ana").post(ask, {"reason": "First issue"})

    assert "Later" in as_("budi").post(ask, {"reason": "Later"}).text


def test_what_is_issued_of_a_document_and_of_a_directory_is_found_from_its_request(as_, people):
    draft = Draft.objects.create(
        document=Document.objects.create(slug="strategy", title="Strategy", kind="strategy"),
        number=1,
        text="# One\n\nOne.",
    )
    for thing, page, paper in (
        (draft, "/strategy/strategy/", "/strategy/strategy/draft.pdf"),
        (Participant.objects.get(slug="bali-process"), "/members/", "/members/directory/directory.pdf"),
    ):
        asked = services.ask_approval(thing, by=people["ana"])
        assert at("approval", asked) == as_("ravi").post(at("issue", asked))["Location"]
        done = as_("ravi").get(at("approval", asked)).text
        assert f'<a class="btn" href="{page}">Open the record</a> <a href="{paper}">' in done
        assert as_("ravi").get(paper)["Content-Type"] == "application/pdf"


def test_a_draft_that_is_taken_back_is_where_one_goes_on(as_, people):
    document = Document.objects.create(slug="strategy", title="Strategy", kind="strategy")
    draft = Draft.objects.create(document=document, number=1, text="# One\n\nOne.")
    asked = services.ask_approval(draft, by=people["ana"])
    assert as_("ana").post(at("take-back", asked))["Location"] == reverse("desk:draft", args=[draft.pk])
