"""The agenda at the desk, in the record, and on the pages of both meetings."""

import pytest
from django.urls import reverse

from meetings.models import AgendaItem, Meeting
from records import services
from records.compose import compose_meeting
from records.models import Card
from records.redline import compare
from tests.desk import world
from tests.desk.test_meetings import at, form_data, issue

LIST = "1. Opening\n2. Review of the Strategy\n2.1 Returns\n2.2 Labour\n3. Any other business"


@pytest.fixture
def agenda(as_, meeting):
    as_("ana").post(at("agenda-paste", meeting), {"text": LIST})
    return {item.title: item for item in AgendaItem.objects.all()}


def order():
    """Titles in reading order with the title they stand under."""
    rows = list(AgendaItem.objects.all())

    def below(parent):
        for row in rows:
            if row.parent_id == parent:
                yield row.title
                under = list(below(row.pk))
                if under:
                    yield under

    return list(below(None))


def test_pasted_list_becomes_items(as_, meeting):
    page = as_("ana").post(at("agenda-paste", meeting), {"text": LIST}, follow=True)
    assert "5 items added to the agenda." in page.text
    items = [(item.number, item.title, item.state, item.parent and item.parent.number) for item in meeting.agenda.all()]
    assert items == [
        ("1", "Opening", "provisional", None),
        ("2", "Review of the Strategy", "provisional", None),
        ("2.1", "Returns", "provisional", "2"),
        ("2.2", "Labour", "provisional", "2"),
        ("3", "Any other business", "provisional", None),
    ]
    assert {item.history.get().history_change_reason for item in meeting.agenda.all()} == {"Pasted the agenda"}
    assert [part.state for part in page.context["parts"] if part.slug == "agenda"] == ["Look again"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This field is required."),
        ("1. " + "x" * 501, "at most 500 characters"),
    ],
)
def test_list_that_cannot_be_filed_is_kept_on_the_page(as_, meeting, text, sentence):
    answer = as_("ana").post(at("agenda-paste", meeting), {"text": text})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert text in answer.text
    assert not meeting.agenda.exists()


def move(client, meeting, item, to):
    item.refresh_from_db()
    return client.post(at("row-move", meeting, "agenda", item.pk), {"to": to, "version": item.version})


def test_items_are_moved_nested_and_taken_out(as_, meeting, agenda):
    ana = as_("ana")
    move(ana, meeting, agenda["Any other business"], "up")
    assert order() == ["Opening", "Any other business", "Review of the Strategy", ["Returns", "Labour"]]
    move(ana, meeting, agenda["Any other business"], "in")
    assert order() == ["Opening", ["Any other business"], "Review of the Strategy", ["Returns", "Labour"]]
    move(ana, meeting, agenda["Labour"], "in")
    assert order()[-1] == ["Returns", ["Labour"]]
    move(ana, meeting, agenda["Labour"], "out")
    move(ana, meeting, agenda["Labour"], "out")
    assert order() == ["Opening", ["Any other business"], "Review of the Strategy", ["Returns"], "Labour"]
    for still in ("out", "down"):
        move(ana, meeting, agenda["Labour"], still)
    move(ana, meeting, agenda["Opening"], "in")
    assert order() == ["Opening", ["Any other business"], "Review of the Strategy", ["Returns"], "Labour"]


def test_nothing_stands_deeper_than_three_levels(as_, meeting, agenda):
    ana = as_("ana")
    move(ana, meeting, agenda["Labour"], "in")
    move(ana, meeting, agenda["Review of the Strategy"], "in")
    assert order() == ["Opening", "Review of the Strategy", ["Returns", ["Labour"]], "Any other business"]


def test_line_is_dropped_before_another_or_last(as_, meeting, agenda):
    ana = as_("ana")
    move(ana, meeting, agenda["Any other business"], str(agenda["Opening"].pk))
    assert order()[:2] == ["Any other business", "Opening"]
    changed = [item.title for item in AgendaItem.objects.all() if item.version > 1]
    assert changed == ["Any other business"]
    move(ana, meeting, agenda["Any other business"], "last")
    assert order()[-1] == "Any other business"
    assert move(ana, meeting, agenda["Opening"], str(agenda["Returns"].pk)).status_code == 409
    assert move(ana, meeting, agenda["Opening"], "sideways").status_code == 404


def test_numbers_follow_the_order_when_asked(as_, meeting, agenda):
    ana = as_("ana")
    move(ana, meeting, agenda["Any other business"], "up")
    assert [item.number for item in meeting.agenda.all()] == ["1", "3", "2", "2.1", "2.2"]
    ana.post(at("agenda-number", meeting))
    numbers = {item.title: item.number for item in meeting.agenda.all()}
    assert [numbers[name] for name in ("Opening", "Any other business", "Returns")] == ["1", "2", "3.1"]


def test_adopted_then_changed(as_, meeting, agenda):
    ana = as_("ana")
    page = ana.post(at("agenda-adopt", meeting), follow=True)
    assert "Adopted: 5 items." in page.text
    assert {(item.state, item.adopted_as == item.title) for item in meeting.agenda.all()} == {("adopted", True)}
    assert ana.post(at("agenda-adopt", meeting)).status_code == 409
    ana.post(at("agenda-paste", meeting), {"text": "A late matter"})
    for title, changes in (("Labour", {"state": "withdrawn"}), ("Opening", {"title": "Opening and welcome"})):
        address = at("row", meeting, "agenda", agenda[title].pk)
        assert ana.post(address, form_data(ana.get(address), **changes)).status_code == 302
    (passage,) = [one for one in compose_meeting(Meeting.objects.get()).passages if one.role == "agenda"]
    assert passage.text == "The meeting adopted its agenda. Since then one item was added and one item was withdrawn."
    assert [item.text for item in passage.items] == [
        "Opening and welcome (adopted as “Opening”)",
        "Review of the Strategy",
        "Any other business",
        "A late matter (added after the adoption)",
    ]
    assert [item.text for item in passage.items[1].items] == ["Returns", "Labour (withdrawn)"]


def test_each_state_of_an_item_is_told_by_the_record(as_, meeting, agenda):
    ana = as_("ana")
    ana.post(at("agenda-adopt", meeting))
    chosen = {"Opening": "late", "Returns": "withdrawn", "Labour": "postponed", "Any other business": "postponed"}
    for title, state in chosen.items():
        address = at("row", meeting, "agenda", agenda[title].pk)
        assert ana.post(address, form_data(ana.get(address), state=state)).status_code == 302
    (passage,) = [one for one in compose_meeting(Meeting.objects.get()).passages if one.role == "agenda"]
    assert passage.text == (
        "The meeting adopted its agenda. Since then one item was added, one item was withdrawn and two items were "
        "postponed."
    )
    assert [item.text for item in passage.items] == [
        "Opening (added after the adoption)",
        "Review of the Strategy",
        "Any other business (postponed)",
    ]
    assert [item.text for item in passage.items[1].items] == ["Returns (withdrawn)", "Labour (postponed)"]


def test_adopted_item_is_withdrawn_not_deleted(as_, meeting, agenda):
    ana = as_("ana")
    assert ana.post(at("row-delete", meeting, "agenda", agenda["Labour"].pk), {"version": 1}).status_code == 302
    ana.post(at("agenda-adopt", meeting))
    for title in ("Opening", "Review of the Strategy"):
        refused = ana.post(at("row-delete", meeting, "agenda", agenda[title].pk), {"version": 2})
        assert refused.status_code == 409
        assert "Mark it as withdrawn" in refused.text


def test_item_stands_under_no_descendant_of_its_own(as_, meeting, agenda):
    address = at("row", meeting, "agenda", agenda["Review of the Strategy"].pk)
    choices = {str(value) for value, _ in as_("ana").get(address).context["form"].fields["parent"].choices}
    assert choices == {"", str(agenda["Opening"].pk), str(agenda["Any other business"].pk)}


def test_agenda_waits_with_the_meeting(as_, meeting, agenda, people):
    services.ask_approval(meeting, by=people["ana"])
    ana = as_("ana")
    assert ana.post(at("agenda-paste", meeting), {"text": "New"}).status_code == 422
    assert ana.post(at("agenda-adopt", meeting)).status_code == 409
    assert ana.post(at("agenda-number", meeting)).status_code == 409
    assert move(ana, meeting, agenda["Opening"], "down").status_code == 409
    assert AgendaItem.objects.count() == 5


@pytest.mark.parametrize("name", ["agenda-paste", "agenda-adopt", "agenda-number"])
def test_only_the_secretariat_arranges(as_, meeting, name):
    assert as_("ravi").post(at(name, meeting), {"text": "New"}).status_code == 403
    assert as_("dilini").post(at(name, meeting), {"text": "New"}).status_code == 404


# In the record and on readers' pages


def test_notice_with_its_agenda_then_the_record_with_changes_marked(as_, meeting, agenda, people):
    meeting.state = "planned"
    meeting.save()
    issue(meeting, people)
    page = as_("nobody").get("/meetings/ahg-som/4/").text
    assert "Provisional agenda" in page
    assert "Review of the Strategy" in page
    assert "The agenda of this meeting is in none of the sources" not in page
    before = compose_meeting(Meeting.objects.get())
    ana = as_("ana")
    ana.post(reverse("desk:state", args=[meeting.pk, "held"]))
    ana.post(at("agenda-adopt", meeting))
    ana.post(at("agenda-paste", meeting), {"text": "A late matter"})
    changes = compare(before, compose_meeting(Meeting.objects.get()))
    assert "A late matter (added after the adoption)" in str(changes)


def test_agreed_at_another_meeting_shows_on_both(as_, meeting, agenda, people):
    other = world.plain_meeting(3)
    ana = as_("ana")
    address = at("section", meeting, "agreed")
    page = ana.get(address)
    assert ana.post(address, form_data(page, agenda_agreed_at=str(other.pk))).status_code == 302
    assert at("meeting", other) in ana.get(at("meeting", meeting)).text
    assert "Agendas agreed here" in ana.get(at("meeting", other)).text
    assert "The provisional agenda, agreed at AHG SOM 3, was:" in ana.get(at("preview", meeting)).text
    issue(Meeting.objects.get(pk=meeting.pk), people)
    issue(other, people)
    reader = as_("nobody")
    assert 'href="/meetings/ahg-som/3/"' in reader.get("/meetings/ahg-som/4/").text
    there = reader.get("/meetings/ahg-som/3/").text
    assert "Agendas agreed here" in there
    assert 'href="/meetings/ahg-som/4/#agenda"' in there


def test_agreed_agenda_of_a_record_one_may_not_read_is_not_told(as_, meeting, agenda, people):
    other = world.plain_meeting(3)
    meeting.agenda_agreed_at, meeting.audience = other, "secretariat"
    meeting.save()
    issue(meeting, people)
    issue(other, people)
    assert "Agendas agreed here" not in as_("nobody").get("/meetings/ahg-som/3/").text
    assert "Agendas agreed here" in as_("ravi").get("/meetings/ahg-som/3/").text


def test_rebuilt_is_kept(meeting, agenda, people):
    meeting.agenda_agreed_at = world.plain_meeting(3)
    meeting.save()
    issue(meeting, people)
    kept = list(Card.objects.values())
    services.rebuild_library()
    assert list(Card.objects.values()) == kept
    assert kept[0]["agenda_agreed_at"] == "AHG SOM 3"
