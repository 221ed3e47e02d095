"""What the approver is shown: every word that differs from the last edition, and no other."""

from desk.changes import changes
from meetings.models import Attendance, Outcome
from records.compose import compose_meeting


def marked(before, now):
    signs = {"": "{}", "ins": "[+{}]", "del": "[-{}]"}
    return [
        (change.label, "".join(signs[kind].format(words) for kind, words in change.pieces))
        for change in changes(before, now)
    ]


def test_same_record_shows_nothing(meeting):
    assert marked(compose_meeting(meeting, nonce="a"), compose_meeting(meeting, nonce="b")) == []


def test_words_are_marked_one_by_one(meeting):
    outcome = Outcome.objects.create(meeting=meeting, text="Members agreed the agenda.")
    before = compose_meeting(meeting)
    outcome.text = "Members agreed the provisional agenda."
    outcome.save()
    assert marked(before, compose_meeting(meeting)) == [("Paragraph 3", "Members agreed the [+provisional ]agenda.")]


def test_paragraph_that_came_or_went_is_shown_whole(meeting):
    before = compose_meeting(meeting)
    outcome = Outcome.objects.create(meeting=meeting, text="New.")
    after = compose_meeting(meeting)
    assert marked(before, after) == [("Paragraph 3", "[+New.]")]
    assert marked(after, before) == [("Paragraph 3", "[-New.]")]
    outcome.delete()


def test_moved_paragraph_says_where_it_stood(meeting):
    one = Outcome.objects.create(meeting=meeting, text="One.", position=1)
    Outcome.objects.create(meeting=meeting, text="Two.", position=2)
    before = compose_meeting(meeting)
    one.position = 3
    one.save()
    assert marked(before, compose_meeting(meeting)) == [
        ("Paragraph 3, moved", "It was paragraph 4."),
        ("Paragraph 4, moved", "It was paragraph 3."),
    ]


def test_delegation_that_changed_its_capacity_shows(meeting):
    row = Attendance.objects.create(meeting=meeting, as_written="Canada", capacity="member")
    before = compose_meeting(meeting)
    row.capacity = "observer"
    row.save()
    assert ("List of delegations", "Canada, [-Member][+Observer]") in marked(before, compose_meeting(meeting))
