"""The grid of attendance: everyone expected, one mark at a time, names as typed, persons of a delegation."""

import datetime

import pytest
from django.urls import reverse

from bench import sending
from core.history import acting
from desk.attendance import grid, services
from desk.attendance.suggesting import suggestions
from desk.meeting_services import CannotCorrectError
from meetings.expected import expected_at
from meetings.models import Attendance, Meeting, Representative
from members.models import Membership, Participant, ParticipantName
from records import services as records

DAY = datetime.date(2016, 2, 2)


@pytest.fixture
def held(meeting):
    """A meeting of 2016 in whose body Australia co-chairs, Sri Lanka and Viet Nam are members, Canada observes."""
    with acting(None, "for a test"):
        meeting.starts_on = meeting.ends_on = DAY
        meeting.precision, meeting.attendance_is_known = "day", True
        meeting.save()
        for slug, capacity, until in (
            ("australia", "co_chair", None),
            ("australia", "member", None),
            ("sri-lanka", "member", None),
            ("viet-nam", "member", None),
            ("indonesia", "member", DAY - datetime.timedelta(days=1)),
            ("canada", "observer", None),
        ):
            participant = Participant.objects.get(slug=slug)
            Membership.objects.create(
                participant=participant, body=meeting.series.body, capacity=capacity, until_on=until
            )
    return Meeting.objects.select_related("series__body").get()


def at(name, meeting, *more):
    return reverse(f"desk:{name}", args=[meeting.pk, *more])


def line(meeting, name):
    return next(one for one in grid.lines(meeting) if one.name == name)


def mark(meeting, name, by, presence="present", capacity="member"):
    shown = line(meeting, name)
    return services.mark(meeting, services.Mark(shown.key, shown.version, presence, capacity), by=by)


# Who is expected


def test_members_of_the_body_on_the_day_are_expected_in_their_highest_capacity(held):
    assert [(one.name, one.capacity) for one in expected_at(held)] == [
        ("Australia", "co_chair"),
        ("Sri Lanka", "member"),
        ("Viet Nam", "member"),
    ]


def test_names_are_those_of_the_day(held):
    with acting(None, "for a test"):
        now = ParticipantName.objects.get(short="Viet Nam")
        now.from_on = datetime.date(2017, 1, 1)
        now.save()
        ParticipantName.objects.create(
            participant=now.participant, short="Vietnam", sorting="Vietnam", until_on=datetime.date(2016, 12, 31)
        )
    assert [one.name for one in expected_at(held)] == ["Australia", "Sri Lanka", "Vietnam"]


def test_a_series_without_a_body_expects_nobody(held):
    held.series.body = None
    assert expected_at(held) == []


def test_grid_lists_whom_it_expects_and_whom_it_has_once(held, ana):
    mark(held, "Sri Lanka", ana)
    services.add(held, name="Atlantis", by=ana)
    assert [(one.name, one.capacity, one.presence, one.is_listed) for one in grid.lines(held)] == [
        ("Australia", "co_chair", "", False),
        ("Sri Lanka", "member", "present", True),
        ("Viet Nam", "member", "", False),
        ("Atlantis", "observer", "present", True),
    ]
    assert grid.totals(grid.lines(held)) == {
        "present": 2,
        "capacities": [("member", "Member", 1), ("observer", "Observer", 1)],
        "others": [("", "Not marked", 2)],
    }


# One mark


def test_marking_lists_the_delegation_under_its_name_of_the_day(held, ana):
    row = mark(held, "Viet Nam", ana, presence="apologies")
    assert (row.as_written, row.sorting, row.kind, row.capacity, row.presence) == (
        "Viet Nam", "Viet Nam", "state", "member", "apologies",
    )  # fmt: skip
    entry = row.history.get()
    assert (entry.history_user, entry.history_change_reason) == (ana, "Marked attendance")


def test_marking_again_changes_the_same_row(held, ana):
    first = mark(held, "Viet Nam", ana)
    second = mark(held, "Viet Nam", ana, presence="absent", capacity="observer")
    assert (second.pk, second.version, second.presence, second.capacity) == (first.pk, 2, "absent", "observer")


def test_who_was_quicker_is_named_and_nothing_is_overwritten(held, people):
    shown = line(held, "Viet Nam")
    row = mark(held, "Viet Nam", people["budi"], presence="apologies")
    for key, version in ((shown.key, 0), (str(row.pk), 7)):
        with pytest.raises(services.MarkedMeanwhileError) as refused:
            services.mark(held, services.Mark(key, version, "present", "member"), by=people["ana"])
        assert str(refused.value) == "Budi marked Viet Nam meanwhile: apologies, Member. Choose again to change it."
    assert Attendance.objects.get().presence == "apologies"


def test_two_who_choose_the_same_do_not_collide(held, people):
    shown = line(held, "Viet Nam")
    row = mark(held, "Viet Nam", people["budi"])
    again = services.mark(held, services.Mark(shown.key, 0, "present", "member"), by=people["ana"])
    assert (again.pk, again.version) == (row.pk, 1)


@pytest.mark.parametrize(
    ("presence", "capacity", "key"), [("asleep", "member", ""), ("present", "king", ""), ("present", "member", "x")]
)
def test_what_is_not_on_the_page_is_refused_in_words(held, ana, presence, capacity, key):
    shown = key or line(held, "Viet Nam").key
    with pytest.raises(services.CannotMarkError):
        services.mark(held, services.Mark(shown, 0, presence, capacity), by=ana)
    assert Attendance.objects.count() == 0


def test_nothing_is_marked_while_it_waits_for_approval(held, people):
    held.attendance_is_known = False
    held.save()
    records.ask_approval(held, by=people["ana"])
    with pytest.raises(CannotCorrectError, match="waiting for approval"):
        mark(held, "Viet Nam", people["ana"])


def test_mark_by_script(as_, held):
    client, shown = as_("ana"), line(held, "Viet Nam")
    said = client.post(
        at("attendance-mark", held),
        {"key": shown.key, "state": shown.state, "presence": "present", "capacity": "member"},
    )
    row = Attendance.objects.get()
    assert said.json() == {
        "key": str(row.pk),
        "state": "1:present:member",
        "presence": "present",
        "capacity": "member",
        "people": at("people", held, row.pk),
    }
    late = client.post(
        at("attendance-mark", held),
        {"key": shown.key, "state": shown.state, "presence": "absent", "capacity": "member"},
    )
    assert late.status_code == 409
    assert late.json()["error"].startswith("Ana marked Viet Nam meanwhile")
    assert late.json()["presence"] == "present"


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_mark_takes_at_most_twelve_queries(as_, held, ana, is_listed, django_assert_num_queries):
    if is_listed:
        mark(held, "Viet Nam", ana)
    client, shown = as_("ana"), line(held, "Viet Nam")
    sent = {"key": shown.key, "state": shown.state, "presence": "absent", "capacity": "member"}
    with django_assert_num_queries(11 if is_listed else 13):
        assert client.post(at("attendance-mark", held), sent).status_code == 200


# The whole grid, without a script


def sent(meeting, **choices):
    """What the form would send: every line as shown, those named as chosen ("apologies member")."""
    data = {}
    for one in grid.lines(meeting):
        presence, capacity = choices.get(one.name.replace(" ", "_"), f"{one.presence} {one.capacity}").split(" ")
        data |= {f"state-{one.key}": one.state, f"capacity-{one.key}": capacity}
        data |= {f"presence-{one.key}": presence} if presence else {}
    return data


def test_grid_sent_whole_saves_what_was_touched(as_, held):
    answer = as_("ana").post(
        at("attendance", held), sent(held, Australia="present co_chair", Viet_Nam="apologies member")
    )
    assert answer.status_code == 302
    assert [(row.as_written, row.presence) for row in Attendance.objects.order_by("as_written")] == [
        ("Australia", "present"),
        ("Viet Nam", "apologies"),
    ]
    as_("ana").post(at("attendance", held), sent(held, Australia="absent co_chair"))
    assert [(row.as_written, row.version) for row in Attendance.objects.order_by("as_written")] == [
        ("Australia", 2),
        ("Viet Nam", 1),
    ]


def test_grid_sent_with_every_mark_saved_already_says_what_is_saved(as_, held, people):
    ana = as_("ana")
    page = ana.post(at("attendance", held), sent(held), follow=True)
    assert "Nobody is marked yet." in page.text
    for name, presence in (("Australia", "present"), ("Sri Lanka", "present"), ("Viet Nam", "apologies")):
        mark(held, name, people["ana"], presence=presence)
    page = ana.post(at("attendance", held), sent(held), follow=True)
    assert "Everything is saved already: 2 present, 1 apologies." in page.text


def test_grid_sent_late_saves_the_rest_and_shows_what_was_chosen(as_, held, people):
    mark(held, "Australia", people["ana"], capacity="co_chair")
    choices = sent(held, Australia="absent co_chair", Viet_Nam="present member")
    mark(held, "Australia", people["budi"], presence="apologies", capacity="co_chair")
    page = as_("ana").post(at("attendance", held), choices)
    assert page.status_code == 409
    assert "Budi marked Australia meanwhile: apologies, Co-Chair." in page.text
    australia = next(one for group in page.context["groups"] for one in group.lines if one.name == "Australia")
    assert (australia.presence, australia.version) == ("absent", 2)
    assert Attendance.objects.get(as_written="Viet Nam").presence == "present"
    assert Attendance.objects.get(as_written="Australia").presence == "apologies"


def test_grid_sent_late_for_a_line_listed_meanwhile_is_told_so(as_, held, people):
    choices = sent(held, Viet_Nam="present member", Australia="present co_chair")
    mark(held, "Viet Nam", people["budi"], presence="apologies")
    page = as_("ana").post(at("attendance", held), choices)
    assert page.status_code == 409
    assert "Budi marked Viet Nam meanwhile: apologies, Member." in page.text
    assert "<strong>1 saved, 1 not yet.</strong>" in page.text
    assert [(row.as_written, row.presence) for row in Attendance.objects.order_by("as_written")] == [
        ("Australia", "present"),
        ("Viet Nam", "apologies"),
    ]


def test_grid_sent_late_for_a_line_taken_off_meanwhile_tells_what_was_chosen(as_, held, people):
    mark(held, "Viet Nam", people["ana"])
    choices = sent(held, Viet_Nam="apologies member")
    with acting(people["budi"], "Not there"):
        Attendance.objects.get().delete()
    page = as_("ana").post(at("attendance", held), choices)
    assert page.status_code == 409
    assert "Somebody took Viet Nam from the list meanwhile. You had chosen: apologies, Member." in page.text
    assert "<strong>1 not yet.</strong>" in page.text


def test_lines_nobody_touched_never_collide(as_, held, people):
    mark(held, "Australia", people["ana"], capacity="co_chair")
    choices = sent(held, Viet_Nam="present member")
    mark(held, "Australia", people["budi"], presence="apologies", capacity="co_chair")
    assert as_("ana").post(at("attendance", held), choices).status_code == 302
    assert Attendance.objects.get(as_written="Australia").presence == "apologies"


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_at_any_size(as_, held, ana, count, django_assert_num_queries):
    for number in range(count):
        services.add(held, name=f"Delegation {number}", by=ana)
    client = as_("ana")
    with django_assert_num_queries(12):
        assert client.get(at("attendance", held)).status_code == 200


# Names as they are typed


def test_three_letters_find_names_aliases_and_slips(held, ana):
    with acting(None, "for a test"):
        name = ParticipantName.objects.get(short="Viet Nam")
        name.aliases = ["Socialist Republic of Viet Nam", "Vietnam"]
        name.save()
    mark(held, "Sri Lanka", ana)
    found = suggestions(held, "can")
    assert (found[0].name, found[0].slug, found[0].capacity, found[0].note) == (
        "Canada",
        "canada",
        "observer",
        "Observer",
    )
    assert suggestions(held, "vietn")[0].name == "Viet Nam"
    assert suggestions(held, "vietnam")[0].note == "“Vietnam”, Member"
    assert suggestions(held, "Indnoesia")[0].name == "Indonesia"
    assert suggestions(held, "austrlia")[0].slug == "australia"
    listed = suggestions(held, "sri")[0]
    assert (listed.note, listed.line) == ("on the list", str(Attendance.objects.get().pk))
    assert suggestions(held, "c") == []


def test_a_state_that_the_directory_lacks_is_offered_after_those_it_has(held):
    first = suggestions(held, "nor")[0]
    assert (first.name, first.slug, first.note) == ("Norway", "", "not in the directory")
    assert [one.name for one in suggestions(held, "aus")][:2] == ["Australia", "Austria"]


def test_a_part_inside_a_word_is_no_name(held):
    assert "Indonesia" not in [one.name for one in suggestions(held, "nesia")]


def test_added_name_stands_as_typed_and_means_whom_it_means(held, ana):
    row = services.add(held, name="  The  Canada ", by=ana)
    assert (row.as_written, row.participant.slug, row.capacity, row.presence) == (
        "The Canada", "canada", "observer", "present",
    )  # fmt: skip
    guest = services.add(held, name="Sea Rescue League", capacity="guest", by=ana)
    assert (guest.as_written, guest.participant, guest.kind, guest.capacity) == (
        "Sea Rescue League", None, "unknown", "guest",
    )  # fmt: skip


def test_nobody_is_added_twice(as_, held, ana):
    services.add(held, name="Canada", by=ana)
    with pytest.raises(services.CannotMarkError, match="Canada is already on the list"):
        services.add(held, name="canada", by=ana)
    answer = as_("ana").post(at("attendance-add", held), {"name": "Canada"})
    assert answer.status_code == 409
    assert "already on the list" in answer.text


def test_add_without_a_script_and_with_one(as_, held):
    client = as_("ana")
    assert client.post(at("attendance-add", held), {"name": "Canada", "capacity": "guest"}).status_code == 302
    said = client.post(at("attendance-add", held), {"name": "Norway"}, headers={"accept": "application/json"}).json()
    assert said["said"] == "Norway: Observer"
    assert f'data-key="{said["key"]}"' in said["line"]
    wrong = client.post(at("attendance-add", held), {"name": " "}, headers={"accept": "application/json"})
    assert (wrong.status_code, wrong.json()) == (409, {"error": "This field is required."})
    names = client.get(at("attendance-names", held), {"q": "norw"}).json()["names"]
    assert names[0] == {
        "name": "Norway",
        "slug": "",
        "capacity": "observer",
        "note": "not in the directory",
        "line": "",
    }


# Figures


def test_figures_of_several_sources_stand_side_by_side(as_, held):
    client = as_("ana")
    for count, source in ((65, "press release"), (70, "host")):
        sent = {"count": count, "of": "participants", "text": "", "source": source}
        assert client.post(at("attendance-figure", held), sent).status_code == 302
    assert [(one.count, one.source) for one in held.figures.all()] == [(65, "press release"), (70, "host")]
    page = client.post(at("attendance-figure", held), {"of": "participants"})
    assert page.status_code == 422
    assert "Give the number, or the words of the source." in page.text


# Persons


def persons(*lines, head=""):
    data = {"line": [str(number) for number, _ in enumerate(lines, 1)], "head": head}
    for number, (pk, version, name, post) in enumerate(lines, 1):
        data |= {f"id-{number}": pk, f"version-{number}": version, f"name-{number}": name, f"post-{number}": post}
    return data


def test_persons_have_rank_and_one_head(as_, held, ana):
    row = mark(held, "Viet Nam", ana)
    client, address = as_("ana"), at("people", held, row.pk)
    first = persons(("", 0, "A. Tran", "Ambassador"), ("", 0, "B. Pham", "Officer"), ("", 0, "", ""), head="1")
    assert client.post(address, first).status_code == 302
    kept = list(row.representatives.all())
    assert [(one.name, one.post, one.is_head) for one in kept] == [
        ("A. Tran", "Ambassador", True),
        ("B. Pham", "Officer", False),
    ]
    swapped = persons(*[(one.pk, one.version, one.name, one.post) for one in kept], head="2")
    assert client.post(address, swapped).status_code == 302
    assert [one.name for one in row.representatives.filter(is_head=True)] == ["B. Pham"]
    assert line(held, "Viet Nam").people == 2
    kept = list(row.representatives.all())
    gone = persons(*[(one.pk, one.version, "" if one.is_head else one.name, one.post) for one in kept])
    assert client.post(address, gone).status_code == 302
    assert [one.name for one in row.representatives.all()] == ["A. Tran"]


def test_what_was_typed_of_a_person_taken_from_the_list_stays_on_the_page(as_, held, people):
    row = mark(held, "Viet Nam", people["ana"])
    services.save_people(row, [services.Person(None, 0, "A. Tran", "Envoy", True)], by=people["ana"])
    kept = Representative.objects.get()
    services.save_people(row, [services.Person(kept.pk, kept.version, "", "", False)], by=people["budi"])
    client, address = as_("ana"), at("people", held, row.pk)
    answer = client.post(address, persons((kept.pk, kept.version, "A. Tran", "Ambassador")))

    assert answer.status_code == 409
    again = sending.sent(answer)
    assert (again["name-1"], again["post-1"], again["id-1"]) == (["A. Tran"], ["Ambassador"], [""])
    assert client.post(address, again).status_code == 302
    assert [(one.name, one.post) for one in row.representatives.all()] == [("A. Tran", "Ambassador")]


def test_a_person_saved_meanwhile_is_not_overwritten(as_, held, people):
    row = mark(held, "Viet Nam", people["ana"])
    services.save_people(row, [services.Person(None, 0, "A. Tran", "Envoy", True)], by=people["ana"])
    kept = Representative.objects.get()
    services.save_people(
        row, [services.Person(kept.pk, kept.version, "A. Tran", "Ambassador", True)], by=people["budi"]
    )
    page = as_("ana").post(
        at("people", held, row.pk), persons((kept.pk, kept.version, "A. Tran", "Minister"), head="1")
    )
    assert page.status_code == 409
    assert "Saved: Ambassador" in page.text
    assert 'value="Minister"' in page.text
    assert Representative.objects.get().post == "Ambassador"


def test_persons_never_stand_in_the_record_of_the_meeting(held, ana):
    row = mark(held, "Viet Nam", ana)
    services.save_people(row, [services.Person(None, 0, "A. Tran", "Ambassador", True)], by=ana)
    assert "A. Tran" not in records.compose(held).model_dump_json()
