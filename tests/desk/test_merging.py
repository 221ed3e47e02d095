"""A save that lost a race: 409 with both texts, put together where they do not collide, and nothing lost."""

import pytest

from bench import sending as pages
from bench.sending import sent
from core.models import SetAside
from meetings.models import Attendance, Meeting, Outcome
from recommendations.models import Recommendation
from records import services
from tests.desk.test_meetings import HOSTILE, at

THREE = "One.\n\nTwo.\n\nThree."


@pytest.fixture
def race(as_, meeting):
    """`race(address, theirs={…}, mine={…})`: Budi saves first; the answer to Ana, who began from the same page."""

    def run(address, *, theirs, mine):
        page = as_("ana").get(address)
        assert as_("budi").post(address, sent(page, **theirs)).status_code == 302
        answer = as_("ana").post(address, sent(page, **mine))
        assert answer.status_code == 409
        return answer

    return run


@pytest.fixture
def purpose(meeting):
    meeting.purpose = THREE
    meeting.save()
    return at("section", meeting, "purpose")


def outcome(meeting, **facts):
    return Outcome.objects.create(meeting=meeting, **{"text": THREE, "verbs": ["agreed"]} | facts)


def collisions(answer):
    return [field.name for row in answer.context["rows"] for field in row.collisions]


def test_different_fields_are_put_together(race, as_, meeting):
    address = at("section", meeting, "facts")
    answer = race(address, theirs={"city": "Bali"}, mine={"country": "Indonesia"})
    assert collisions(answer) == []
    assert "Budi saved this" in " ".join(answer.text.split())
    assert as_("ana").post(address, sent(answer)).status_code == 302
    row = Meeting.objects.get()
    assert (row.city, row.country, row.version) == ("Bali", "Indonesia", 3)


def test_different_paragraphs_are_put_together(race, as_, meeting, purpose):
    answer = race(purpose, theirs={"purpose": THREE.replace("One", "1")}, mine={"purpose": THREE.replace("Three", "3")})
    assert collisions(answer) == []
    assert as_("ana").post(purpose, sent(answer)).status_code == 302
    assert Meeting.objects.get().purpose == "1.\n\nTwo.\n\n3."


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        (("theirs", None), "1.\n\nZwei.\n\nThree."),
        (("mine", None), "1.\n\nDue.\n\nThree."),
        (("edit", "Zwei, due."), "1.\n\nZwei, due.\n\nThree."),
        (("mine", "Typed over mine."), "1.\n\nTyped over mine.\n\nThree."),
        (("edit", ""), "1.\n\n\nThree."),
    ],
)
def test_one_paragraph_of_three_is_chosen(race, as_, purpose, choice, kept):
    theirs, mine = THREE.replace("One", "1").replace("Two", "Zwei"), THREE.replace("Two", "Due")
    answer = race(purpose, theirs={"purpose": theirs}, mine={"purpose": mine})
    assert collisions(answer) == ["purpose"]
    (part,) = [part for part in answer.context["rows"][0].collisions[0].parts if part.is_collision]
    assert (part.base, part.theirs, part.mine) == ("Two.\n", "Zwei.\n", "Due.\n")
    pick, box = choice
    data = sent(answer) | {f"{part.name}~pick": pick} | ({} if box is None else {part.name: box})
    assert as_("ana").post(purpose, data).status_code == 302
    assert Meeting.objects.get().purpose == kept


def test_the_other_text_chosen_and_words_written_is_asked_about(race, as_, meeting, purpose):
    answer = race(purpose, theirs={"purpose": "Theirs."}, mine={"purpose": "Mine."})
    data = sent(answer) | {"purpose~0~pick": "theirs", "purpose~0": "A third text."}
    again = as_("ana").post(purpose, data)
    assert again.status_code == 422
    assert "wrote another as well" in again.text
    assert "A third text." in again.text
    assert Meeting.objects.get().purpose == "Theirs."


def test_a_choice_and_a_tick_collide_as_people_read_them(race, as_, meeting):
    row = Attendance.objects.create(meeting=meeting, as_written="Canada")
    address = at("row", meeting, "attendance", row.pk)
    answer = race(address, theirs={"capacity": "observer"}, mine={"capacity": "guest"})
    field = answer.context["rows"][0].collisions[0]
    assert (field.label, field.base.shown, field.theirs.shown, field.mine.shown) == (
        "Attending as", "Member", "Observer", "Guest",
    )  # fmt: skip
    assert as_("ana").post(address, sent(answer, capacity__0__pick="theirs")).status_code == 302
    row.refresh_from_db()
    assert row.capacity == "observer"


def test_a_tick_taken_off_there_and_words_changed_here(race, as_, meeting):
    row = outcome(meeting)
    address = at("row", meeting, "outcomes", row.pk)
    answer = race(address, theirs={"is_held": []}, mine={"text": "Mine."})
    assert as_("ana").post(address, sent(answer)).status_code == 302
    row.refresh_from_db()
    assert (row.is_held, row.text) == (False, "Mine.")


def test_addressees_added_there_are_not_lost_here(race, as_, meeting):
    row = Recommendation.objects.create(meeting=meeting, text="Train.")
    row.addressees.create(recommendation=row, as_written="RSO")
    address = at("row", meeting, "recommendations", row.pk)
    answer = race(address, theirs={"addressees": "RSO; JCLEC"}, mine={"text": "Train more."})
    assert as_("ana").post(address, sent(answer)).status_code == 302
    row.refresh_from_db()
    assert (row.text, [one.as_written for one in row.addressees.all()]) == ("Train more.", ["RSO", "JCLEC"])


def test_a_third_save_meanwhile_is_merged_again(race, as_, meeting, purpose):
    answer = race(purpose, theirs={"purpose": THREE.replace("One", "1")}, mine={"purpose": THREE.replace("Two", "2")})
    as_("budi").post(purpose, sent(as_("budi").get(purpose), purpose="1.\n\nTwo.\n\n3."))
    again = as_("ana").post(purpose, sent(answer))
    assert again.status_code == 409
    assert collisions(again) == []
    as_("ana").post(purpose, sent(again))
    assert Meeting.objects.get().purpose == "1.\n\n2.\n\n3."


def test_what_was_sent_is_kept_whatever_is_chosen(race, meeting, purpose, people):
    race(purpose, theirs={"purpose": "Theirs."}, mine={"purpose": "Mine."})
    kept = SetAside.objects.get()
    assert (kept.user, kept.row, kept.about, kept.met) == (people["ana"], meeting.pk, meeting.pk, 3)
    assert kept.fields == [{"name": "purpose", "label": "Purpose", "mine": "Mine.", "theirs": "Theirs."}]


def test_a_row_deleted_meanwhile_is_put_back_with_the_words(as_, meeting):
    row = outcome(meeting)
    below = outcome(meeting, parent=row, text="Under it.")
    address = at("row", meeting, "outcomes", row.pk)
    page = as_("ana").get(address)
    as_("budi").post(at("row-delete", meeting, "outcomes", row.pk), {"version": row.version})
    answer = as_("ana").post(address, sent(page, text="Mine."))
    assert answer.status_code == 409
    assert "Budi deleted this" in " ".join(answer.text.split())
    assert Outcome.objects.count() == 0
    assert as_("ana").post(address, sent(answer)).status_code == 302
    kept = Outcome.objects.get(pk=row.pk)
    assert (kept.text, kept.verbs, kept.version) == ("Mine.", ["agreed"], 3)
    assert Outcome.objects.get(pk=below.pk).parent == kept
    assert as_("ana").post(address, sent(answer)).status_code == 409  # twice, by mistake: nothing is written again


def test_a_row_that_never_was_is_not_found(as_, meeting):
    assert as_("ana").post(at("row", meeting, "outcomes", meeting.pk), {"text": "x", "version": 1}).status_code == 404


def test_a_version_that_never_was_makes_everything_collide(as_, meeting, purpose):
    answer = as_("ana").post(purpose, {"version": 77, "purpose": "Mine."})
    assert answer.status_code == 409
    assert collisions(answer) == ["purpose"]


def test_hostile_words_are_shown_as_text(race, purpose):
    answer = race(purpose, theirs={"purpose": HOSTILE}, mine={"purpose": f"{HOSTILE}\u202e mine"})
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


def test_while_it_waits_for_approval_nothing_is_merged_in(race, as_, meeting, purpose, people):
    answer = race(purpose, theirs={"purpose": "Theirs."}, mine={"purpose": "Mine."})
    services.ask_approval(Meeting.objects.get(), by=people["ana"])
    refused = as_("ana").post(purpose, sent(answer, purpose__0__pick="mine"))
    assert refused.status_code == 409
    assert "Take it back first" in refused.text


@pytest.mark.parametrize(("name", "data"), [("row-delete", {}), ("row-move", {"to": "up"})])
def test_an_act_on_what_changed_is_asked_again(as_, meeting, name, data):
    row, _ = outcome(meeting, position=2), outcome(meeting, position=1)
    row.text = "Changed since."
    row.save()
    address = at(name, meeting, "outcomes", row.pk)
    answer = as_("ana").post(address, data | {"version": 1})
    assert answer.status_code == 409
    assert "Changed since." in answer.text
    assert Outcome.objects.get(pk=row.pk).version == 2
    assert as_("ana").post(address, pages.sent(answer, mark="action", where=address)).status_code == 302
    left = [one.version for one in Outcome.objects.filter(pk=row.pk)]
    assert left == ([] if "delete" in name else [3])


@pytest.mark.parametrize("name", ["row-delete", "row-move"])
def test_an_act_on_what_is_gone_says_so(as_, meeting, name):
    pk = outcome(meeting).pk
    Outcome.objects.get(pk=pk).delete()
    answer = as_("ana").post(at(name, meeting, "outcomes", pk), {"version": 1, "to": "up"})
    assert answer.status_code == 409
    assert "already deleted" in answer.text
