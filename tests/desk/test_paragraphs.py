"""The verbs of one paragraph: split, merged, moved to a place, turned and turned back, withdrawn."""

import datetime
import re

import pytest
from django.urls import reverse

from core.history import acting
from core.models import StaleVersion
from desk import meeting_services
from desk.outcomes import services
from meetings.models import Meeting, Outcome
from members.models import Participant
from recommendations.models import Addressee, Consideration, PutTo, Recommendation
from records import services as records
from records.compose import compose_meeting
from records.compose.meeting import NOT_HELD
from records.compose.words import anchor_of
from records.models import RegisterEntry
from records.services import ask_approval
from strategy.models import Document, DocumentMention
from tests.desk import world
from tests.desk.test_meetings import issue


@pytest.fixture
def outcome(meeting):
    return add(meeting, Outcome, "Members noted the paper. They agreed to meet again.", verbs=["noted", "agreed"])


@pytest.fixture
def given(meeting):
    return add(meeting, Recommendation, "Train the trainers.", verb="train")


def add(meeting, model, text, **more):
    with acting(None, "for a test"):
        at = model.objects.filter(meeting=meeting).count() + 1
        return model.objects.create(meeting=meeting, text=text, position=at * 1000, **more)


def texts(model):
    return [row.text for row in model.objects.filter(parent=None).order_by("position")]


def act(client, meeting, row, **sent):
    section = "outcomes" if isinstance(row, Outcome) else "recommendations"
    address = reverse("desk:paragraph", args=[meeting.pk, section, row.pk])
    return client.post(address, {"version": row.version} | sent)


def test_split_at_the_cursor_keeps_every_word_and_the_address_of_the_first_part(meeting, outcome, ana):
    add(meeting, Outcome, "Last.")
    words = outcome.text
    first, second = services.split(outcome, meeting, version=1, text=words, at=words.index("They"), by=ana)
    assert texts(Outcome) == ["Members noted the paper.", "They agreed to meet again.", "Last."]
    assert first.pk == outcome.pk
    assert second.history.get().change_id == first.history.first().change_id


def test_split_at_empty_lines_without_a_script(as_, meeting, outcome):
    sent = act(as_("ana"), meeting, outcome, do="split", text="One.\r\n\r\nTwo.\r\n \r\nThree.", at="")
    assert sent.status_code == 302
    assert texts(Outcome) == ["One.", "Two.", "Three."]


def test_nothing_to_split_is_said(as_, meeting, outcome):
    refused = act(as_("ana"), meeting, outcome, do="split", text="One line", at="8")
    assert refused.status_code == 409
    assert "There is nothing to split." in refused.text
    assert texts(Outcome) == [outcome.text]


def test_merge_joins_words_actors_documents_and_what_stands_under(meeting, outcome, ana):
    gone = add(meeting, Outcome, "Ministers welcomed it.", verbs=["welcomed"], actors=["Ministers"])
    under = add(meeting, Outcome, "In part.", parent=gone)
    document = Document.objects.create(slug="guide", title="Guide", kind="policy_guide")
    DocumentMention.objects.create(outcome=gone, document=document)
    kept = services.merge(outcome, meeting, version=1, by=ana)
    under.refresh_from_db()
    assert texts(Outcome) == ["Members noted the paper. They agreed to meet again. Ministers welcomed it."]
    assert (kept.verbs, kept.actors, under.parent_id) == (["noted", "agreed", "welcomed"], ["Ministers"], kept.pk)
    assert [mention.document for mention in kept.document_mentions.all()] == [document]
    with pytest.raises(services.CannotArrangeParagraphError, match="No paragraph follows"):
        services.merge(kept, meeting, version=2, by=ana)


def test_merged_recommendations_are_put_to_all(meeting, given, ana):
    gone = add(meeting, Recommendation, "And report.")
    for row, name in ((given, "RSO"), (gone, "RSO"), (gone, "JCLEC")):
        Addressee.objects.create(recommendation=row, as_written=name)
    kept = services.merge(given, meeting, version=1, by=ana)
    assert (kept.text, sorted(one.as_written for one in kept.addressees.all())) == (
        "Train the trainers. And report.", ["JCLEC", "RSO"],
    )  # fmt: skip


def test_an_outcome_becomes_a_recommendation_and_comes_back(meeting, outcome, ana):
    under = add(meeting, Outcome, "In part.", parent=outcome)
    address = anchor_of(outcome.pk)
    turned = services.turn(outcome, meeting, version=1, by=ana)
    assert (turned.pk, turned.text, turned.verb) == (outcome.pk, outcome.text, "noted")
    assert Recommendation.objects.get(parent=turned).pk == under.pk
    assert Outcome.objects.count() == 0
    record = compose_meeting(meeting)
    assert [passage.code for passage in record.passages if passage.anchor == address] == ["R1"]
    changes = {*Outcome.history.filter(history_type="-").values_list("change_id", flat=True)}
    assert changes == {*Recommendation.history.values_list("change_id", flat=True)}
    assert len(changes) == 1

    back = services.turn(turned, meeting, version=1, by=ana)
    assert (back.pk, back.verbs, Outcome.objects.get(parent=back).pk) == (outcome.pk, ["noted", "agreed"], under.pk)
    assert Recommendation.objects.count() == 0


def test_turned_and_turned_back_it_names_what_it_named(meeting, outcome, given, ana):
    strategy, plan = (Document.objects.create(slug=name, kind="strategy", title=name) for name in ("strategy", "plan"))
    with acting(None, "for a test"):
        for document in (strategy, plan):
            DocumentMention.objects.create(outcome=outcome, document=document)
        outcome.about_meeting = meeting
        outcome.save()
    services.turn(services.turn(outcome, meeting, version=2, by=ana), meeting, version=1, by=ana)
    back = Outcome.objects.get(pk=outcome.pk)
    assert {mention.document for mention in back.document_mentions.all()} == {strategy, plan}
    assert back.about_meeting == meeting

    with acting(None, "for a test"):
        sri_lanka = Participant.objects.get(slug="sri-lanka")
        Addressee.objects.create(recommendation=given, as_written="Sri Lanka", participant=sri_lanka, position=0)
        Addressee.objects.create(recommendation=given, as_written="RSO", position=1)
        PutTo.objects.create(recommendation=given, meeting=meeting)
        given.due_on, given.result_document = datetime.date(2030, 1, 1), strategy
        given.save()
    turned = services.turn(given, meeting, version=2, by=ana)
    services.turn(turned, meeting, version=turned.version, by=ana)
    again = Recommendation.objects.get(pk=given.pk)
    assert [(row.as_written, row.participant) for row in again.addressees.all()] == [
        ("Sri Lanka", sri_lanka),
        ("RSO", None),
    ]
    assert (again.due_on, again.result_document, again.put_to.get().meeting) == (given.due_on, strategy, meeting)


def test_what_is_gone_meanwhile_is_not_named_again(meeting, outcome, ana):
    plan = Document.objects.create(slug="plan", kind="strategy", title="Plan")
    item = meeting.agenda.create(title="Plans")
    with acting(None, "for a test"):
        DocumentMention.objects.create(outcome=outcome, document=plan)
        outcome.agenda_item = item
        outcome.save()
        turned = services.turn(outcome, meeting, version=2, by=ana)
        plan.delete()
        item.delete()
    back = services.turn(turned, meeting, version=1, by=ana)
    assert (back.agenda_item, back.document_mentions.count()) == (None, 0)


def test_words_that_are_not_held_are_no_recommendation(meeting, ana):
    silent = add(meeting, Outcome, "", is_held=False)
    with pytest.raises(services.CannotArrangeParagraphError, match="A recommendation needs its words"):
        services.turn(silent, meeting, version=1, by=ana)
    assert Outcome.objects.get().pk == silent.pk


def test_what_was_issued_keeps_its_code_and_is_withdrawn(as_, meeting, given, ana):
    later = add(meeting, Recommendation, "Report.")
    given.number = 1
    given.save()
    for verb in (services.turn, services.merge):
        row, version = (given, 2) if verb is services.turn else (add(meeting, Recommendation, "First.", number=None), 1)
        if verb is services.merge:
            row.position = 1
            row.save()
            version = row.version
        with pytest.raises(services.CannotArrangeParagraphError, match="R1 was issued"):
            verb(row, meeting, version=version, by=ana)
    with pytest.raises(meeting_services.CannotCorrectError, match="R1 was issued"):
        meeting_services.delete(given, meeting, version=2, by=ana)
    assert act(as_("ana"), meeting, given, do="withdraw").status_code == 302
    said = {passage.code: passage.is_withdrawn for passage in compose_meeting(meeting).recommendations}
    assert said["R1"] is True
    assert sorted(said) == ["R1", "R2", "R3"]
    given.refresh_from_db()
    assert (given.withdrawn_by, given.text) == (ana, "Train the trainers.")
    assert services.reinstate(given, meeting, version=given.version, by=ana).withdrawn_at is None
    with pytest.raises(services.CannotArrangeParagraphError, match="never issued"):
        services.withdraw(later, meeting, version=1, by=ana)


def test_codes_stay_through_a_second_edition(as_, meeting, given, people):
    """By order until issued; then a new one is appended wherever it stands, and one withdrawn stays."""
    second = add(meeting, Recommendation, "Report.")
    client = as_("ana")
    move(client, meeting, second, "1")
    issue(meeting, people)
    page = as_("nobody").get("/meetings/ahg-som/4/").text
    assert said_codes(meeting) == [("R1", "Report."), ("R2", "Train the trainers.")]
    assert page.index("Report.") < page.index("the trainers.")

    client = as_("ana")
    move(client, meeting, add(meeting, Recommendation, "Meet."), "1")
    second.refresh_from_db()
    assert act(client, meeting, second, do="withdraw").status_code == 302
    asked = ask_approval(Meeting.objects.get(), by=people["ana"], reason="One was withdrawn.")
    records.issue(asked, by=people["ravi"])
    assert sorted(said_codes(meeting)) == [("R1", "Report."), ("R2", "Train the trainers."), ("R3", "Meet.")]
    entries = RegisterEntry.objects.readable_by(None).order_by("number")
    assert [(entry.code, entry.state == "withdrawn") for entry in entries] == [
        ("R1", True),
        ("R2", False),
        ("R3", False),
    ]
    assert "withdrawn" in as_("nobody").get("/meetings/ahg-som/4/").text.lower()


def move(client, meeting, row, place):
    row.refresh_from_db()
    assert act(client, meeting, row, do="place", to=place).status_code == 302


def said_codes(meeting):
    return [(passage.code, passage.text) for passage in compose_meeting(Meeting.objects.get()).recommendations]


def test_words_that_are_not_held_are_said_in_the_form_and_in_the_record(as_, meeting, outcome, people):
    client, address = as_("ana"), reverse("desk:row", args=[meeting.pk, "outcomes", outcome.pk])
    assert client.post(address, {"version": 1, "text": "", "verbs": ""}).status_code == 302
    assert Outcome.objects.get().is_held is False
    issue(meeting, people)
    assert NOT_HELD in as_("nobody").get("/meetings/ahg-som/4/").text


def test_what_an_outcome_is_about_may_be_a_document_a_meeting_or_a_body(as_, meeting, outcome, people):
    other = world.plain_meeting(3)
    Document.objects.create(slug="guide", title="Guide", kind="policy_guide")
    client, address = as_("ana"), reverse("desk:row", args=[meeting.pk, "outcomes", outcome.pk])
    sent = {"version": 1, "text": outcome.text, "is_held": "on", "about_documents": "Guide"}
    sent |= {"about_meeting": other.pk, "about_body": Participant.objects.get(slug="rso").pk}
    assert client.post(address, sent).status_code == 302
    passage = next(one for one in compose_meeting(Meeting.objects.get(pk=meeting.pk)).passages if one.role == "outcome")
    assert [(each.kind, each.name) for each in passage.about] == [
        ("document", "Guide"),
        ("meeting", "AHG SOM 3"),
        ("body", "RSO"),
    ]
    page = client.get(reverse("desk:preview", args=[meeting.pk])).text
    for name in ("Guide", "AHG SOM 3", "RSO"):
        assert name in page


def test_what_a_later_meeting_decided_is_not_lost(meeting, given, ana):
    Consideration.objects.create(recommendation=given, meeting=meeting, decision="noted")
    with pytest.raises(services.CannotArrangeParagraphError, match="A later meeting decided"):
        services.turn(given, meeting, version=1, by=ana)


def test_move_to_a_place(as_, meeting, outcome):
    for text in ("Two.", "Three."):
        add(meeting, Outcome, text)
    assert act(as_("ana"), meeting, outcome, do="place", to="2").status_code == 302
    assert texts(Outcome) == ["Two.", outcome.text, "Three."]
    outcome.refresh_from_db()
    assert act(as_("ana"), meeting, outcome, do="place", to="99").status_code == 302
    assert texts(Outcome)[-1] == outcome.text
    assert act(as_("ana"), meeting, outcome, do="place", to="first").status_code == 409


def test_nested_and_back(as_, meeting, outcome):
    second = add(meeting, Outcome, "Two.")
    assert act(as_("ana"), meeting, second, do="deeper").status_code == 302
    second.refresh_from_db()
    assert second.parent == outcome
    assert act(as_("ana"), meeting, second, do="higher").status_code == 302
    assert texts(Outcome) == [outcome.text, "Two."]


@pytest.mark.parametrize("do", ["split", "merge", "turn"])
def test_a_late_verb_changes_nothing(meeting, outcome, ana, do):
    add(meeting, Outcome, "Two.")
    outcome.text = "Changed meanwhile. Twice."
    outcome.save()
    more = {"text": "One. Two.", "at": 4} if do == "split" else {}
    with pytest.raises(StaleVersion):
        getattr(services, do)(outcome, meeting, version=1, by=ana, **more)
    assert texts(Outcome) == ["Changed meanwhile. Twice.", "Two."]


def test_what_it_is_about_is_chosen_in_its_form(as_, meeting, outcome):
    document = Document.objects.create(slug="guide", title="Guide", kind="policy_guide")
    client, address = as_("ana"), reverse("desk:row", args=[meeting.pk, "outcomes", outcome.pk])
    sent = {"version": 1, "text": outcome.text, "verbs": "noted; agreed", "is_held": "on"}
    assert client.post(address, sent | {"about_documents": "guide"}).status_code == 302
    assert [mention.document for mention in outcome.document_mentions.all()] == [document]
    assert client.get(address).context["form"].initial["about_documents"] == "Guide"
    outcome.refresh_from_db()
    unknown = client.post(address, sent | {"version": outcome.version, "about_documents": "Guide; Atlas"})
    assert unknown.status_code == 422
    assert "No document is called “Atlas”. Documents here: Guide." in unknown.text
    assert client.post(address, sent | {"version": outcome.version}).status_code == 302
    assert outcome.document_mentions.count() == 0


@pytest.mark.parametrize("do", ["", "burn"])
def test_an_unknown_verb_is_refused(as_, meeting, outcome, do):
    assert act(as_("ana"), meeting, outcome, do=do).status_code == 409


def test_its_page_says_what_it_is_and_offers_every_verb(as_, meeting, outcome):
    page = as_("ana").get(reverse("desk:row", args=[meeting.pk, "outcomes", outcome.pk])).text
    for words in ("Correct a paragraph", "Delete this paragraph", "Merge with the next", "Turn into a recommendation"):
        assert words in page


def test_a_deleted_paragraph_is_put_back_from_where_that_is_told(as_, meeting, outcome):
    ana = as_("ana")
    sub = add(meeting, Outcome, "One <b> step.", parent=outcome)
    delete = reverse("desk:row-delete", args=[meeting.pk, "outcomes", outcome.pk])
    page = ana.post(delete, {"version": outcome.version}, follow=True)
    assert not Outcome.objects.exists()
    assert "Its words stay in the history." in page.text
    back = reverse("desk:row-restore", args=["meetings.outcome", outcome.pk])
    assert f'action="{back}"' in page.text
    assert '<p><button class="alt">Put it back</button></p>' in page.text
    sent = dict(
        re.findall(r'name="(to|version|section)" value="(\w+)"', page.text.partition(f'action="{back}"')[2][:600])
    )
    answer = ana.post(back, sent)
    assert answer["Location"] == reverse("desk:meeting", args=[meeting.pk]) + "#outcomes"
    assert set(Outcome.objects.values_list("pk", flat=True)) == {outcome.pk, sub.pk}
    assert "Put back: " in ana.get(answer["Location"]).text


def test_what_was_deleted_is_told_without_markup_of_its_own(as_, meeting):
    row = add(meeting, Outcome, "Cut <b>here</b>.")
    delete = reverse("desk:row-delete", args=[meeting.pk, "outcomes", row.pk])
    page = as_("ana").post(delete, {"version": row.version}, follow=True)
    assert "Cut &lt;b&gt;here&lt;/b&gt;." in page.text
    assert "<b>here" not in page.text


def test_by_when_a_recommendation_is_due_stands_beside_it(as_, meeting):
    other = world.plain_meeting(7)
    add(meeting, Recommendation, "Train.", due_on=datetime.date(2027, 9, 1))
    add(meeting, Recommendation, "Report.", due_meeting=other)
    page = as_("ana").get(reverse("desk:meeting", args=[meeting.pk])).text
    assert "· Due 1 Sep 2027<" in page
    assert f"· Due at {other.reference}<" in page
