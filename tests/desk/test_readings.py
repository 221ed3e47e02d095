"""From a pasted text to a meeting, button by button, without a script."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bench import sending as pages
from core.models import SetAside
from desk.reading import services
from meetings.models import Material, Meeting, Reading
from tests.desk import world

NEW = "/prepare/summary/new/"
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def address(reading):
    return reverse("desk:reading", args=[reading.pk])


def sent(client, reading, **changes):
    """What the page's form would send, with `changes` laid over it."""
    page = client.get(address(reading))
    data = {"version": page.context["reading"].version, "provenance": "public_sources"}
    for form in page.context["forms"].all:
        for field in form:
            value = field.value()
            data[field.html_name] = "" if value is None else value
    for name, ids in page.context["answers"].lists.items():
        data[f"rows-{name}"] = ids
    for row, _ in page.context["unplaced"]:
        data[f"{row}-goes"] = ""
    return data | changes


def rows(client, reading, name):
    return client.get(address(reading)).context["answers"].lists[name]


# Handing a summary in


def test_pasted_text_is_kept_at_once(as_):
    answer = as_("ana").post(NEW, {"text": world.SUMMARY, "provenance": "secretariat"})
    kept = Reading.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == address(kept)
    assert (kept.text, kept.provenance, kept.received_by.name) == (world.SUMMARY, "secretariat", "Ana")
    assert kept.history.get().history_change_reason == "Received a summary"


def test_a_row_says_why_to_look_again(as_):
    head = "Third Senior Officials' Meeting of the Bali Process\nPerth, 3 May 2017\n\n"
    said = "\nThe hosts, Nauru, opened it.\n\n1. The meeting agreed to go on.\n2. UNHCR presented its survey.\n"
    client = as_("ana")
    for names in ("", "Fiji, Tonga and Indnesia attended.\n"):
        client.post(NEW, {"text": head + names + said, "provenance": "secretariat"})
    without, listed = Reading.objects.order_by("received_at")
    assert doubts(client, without) == {
        "Nauru": "Read from what the text tells of it, not from words that say it attended.",
        "UNHCR": "The text tells that it spoke, and no list of who attended.",
    }
    assert doubts(client, listed) == {
        "Fiji": "",
        "Tonga": "",
        "Indnesia": "The name is written in another way than the reader knows it.",
        "Nauru": "Read from what the text tells of it, not from words that say it attended.",
    }


def doubts(client, reading):
    forms = client.get(address(reading)).context["forms"].all
    return {form["as_written"].value(): form.doubt for form in forms if hasattr(form, "doubt")}


def test_line_ends_of_a_browser_do_not_make_another_text(as_):
    client = as_("ana")
    client.post(NEW, {"text": world.SUMMARY, "provenance": "public_sources"})
    again = client.post(NEW, {"text": world.SUMMARY.replace("\n", "\r\n"), "provenance": "public_sources"})
    assert again["Location"] == address(Reading.objects.get())


def test_word_document_is_read_and_kept(as_):
    document, file = docx.Document(), io.BytesIO()
    for line in world.SUMMARY.splitlines():
        document.add_paragraph(line)
    document.save(file)
    upload = SimpleUploadedFile("third meeting.docx", file.getvalue())
    answer = as_("ana").post(NEW, {"text": "", "file": upload, "provenance": "public_sources"})
    kept = Reading.objects.get()
    assert answer["Location"] == address(kept)
    assert bytes(kept.original) == file.getvalue()
    assert kept.file_name == "third meeting.docx"
    assert kept.proposal["ordinal"] == 3


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": " \n "}, "Paste the text of a summary, or choose a file."),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 no document")}, "still here"),
        ({"file": SimpleUploadedFile("a.txt", b"\x00\x01\x02\x03" * 50)}, "binary"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "This file is empty."),
        ({"text": "x" * 2_000_001}, "too long"),
        ({"text": "Words", "file": SimpleUploadedFile("a.txt", b"Other words")}, "Hand in one of them"),
        ({"text": "Words", "provenance": "elsewhere"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_keeps_what_was_typed(as_, data, sentence):
    for file in data.values():
        if hasattr(file, "seek"):
            file.seek(0)
    answer = as_("ana").post(NEW, {"text": "", "provenance": "public_sources"} | data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.context["form"]["text"].value() == data.get("text", "")
    assert Reading.objects.count() == 0


# Checking what was read


def test_page_shows_the_whole_source_and_where_it_went(as_, reading):
    answer = as_("ana").get(address(reading))
    assert answer.status_code == 200
    assert "".join(phrase.text for phrase in answer.context["phrases"]) == reading.text
    assert {phrase.group for phrase in answer.context["phrases"]} == {None, 1, 2, 3, 4, 5}
    ids = {part.split('"')[0] for part in answer.text.split(' id="')[1:]}
    assert {phrase.href[1:] for phrase in answer.context["phrases"] if phrase.href} <= ids


def test_every_proposed_word_can_be_corrected_and_is_kept(as_, reading):
    client = as_("ana")
    assert rows(client, reading, "attendance") == ["a0", "a1", "a2", "a3", "a4"]
    data = sent(client, reading, title="Another title", **{"a0-as_written": "New Holland", "do": "save"})
    answer = client.post(address(reading), data)
    assert (answer.status_code, answer["Location"]) == (302, address(reading))
    page = client.get(address(reading))
    assert page.context["forms"].facts["title"].value() == "Another title"
    assert page.context["forms"].rows["attendance"][0]["as_written"].value() == "New Holland"


def test_button_saves_what_is_typed_and_lands_on_its_row(as_, reading):
    client = as_("ana")
    answer = client.post(address(reading), sent(client, reading, title="Typed before", do="across:o0"))
    assert answer["Location"] == f"{address(reading)}#row-o0"
    page = client.get(address(reading))
    assert page.context["forms"].facts["title"].value() == "Typed before"
    assert page.context["answers"].lists["recommendations"][-1] == "o0"
    moved = [phrase for phrase in page.context["phrases"] if phrase.href == "#row-o0"]
    assert {phrase.group for phrase in moved} == {5}


def test_row_is_added_removed_and_put_back(as_, reading):
    client = as_("ana")
    client.post(address(reading), sent(client, reading, do="add:attendance"))
    assert len(rows(client, reading, "attendance")) == 6
    client.post(address(reading), sent(client, reading, do="remove:a1"))
    assert rows(client, reading, "left") == ["a1"]
    assert "Put back" in client.get(address(reading)).text
    client.post(address(reading), sent(client, reading, do="restore:a1"))
    assert rows(client, reading, "attendance")[-1] == "a1"


def test_unfiled_text_stands_on_top_and_stops_use(as_, ana):
    kept = services.receive_text(world.SUMMARY, by=ana).reading
    kept.proposal["unplaced"] = ["A line that nobody could place"]
    kept.save()
    client = as_("ana")
    page = client.get(address(kept))
    assert page.text.index("A line that nobody could place") < page.text.index("As received")
    refused = client.post(address(kept), sent(client, kept, do="use"))
    assert refused.status_code == 422
    assert "1 text not yet filed." in refused.text
    client.post(address(kept), sent(client, kept, do="file:u0", **{"u0-goes": "outcomes"}))
    assert rows(client, kept, "outcomes")[-1] == "u0"
    assert client.post(address(kept), sent(client, kept, do="use")).status_code == 302
    assert Meeting.objects.get().outcomes.filter(text="A line that nobody could place").exists()


def test_name_in_doubt_is_marked_and_suggestions_are_buttons(as_, reading):
    reading.proposal["attendance"][3] |= {"participant": None, "confidence": 0.4, "suggestions": ["viet-nam"]}
    reading.save()
    client = as_("ana")
    page = client.get(address(reading))
    assert "1 to look at again" in page.text
    assert 'value="pick:a3:viet-nam"' in page.text
    client.post(address(reading), sent(client, reading, do="pick:a3:viet-nam"))
    assert "to look at again" not in client.get(address(reading)).text


def test_doubt_ends_when_a_person_confirms_or_chooses(as_, reading):
    reading.proposal["attendance"][3] |= {"confidence": 0.8}
    reading.proposal["attendance"][4] |= {"participant": None, "confidence": 0.4}
    reading.save()
    client = as_("ana")
    assert "2 to look at again" in client.get(address(reading)).text
    client.post(address(reading), sent(client, reading, do="confirm:a3"))
    assert "1 to look at again" in client.get(address(reading)).text
    client.post(address(reading), sent(client, reading, do="save", **{"a4-participant": "Canada"}))
    assert "to look at again" not in client.get(address(reading)).text


# Using it


def test_reading_becomes_a_meeting(as_, reading):
    client = as_("ana")
    data = sent(
        client, reading, do="use", **{"o1-verbs": "noted; welcomed", "r0-addressees": "RSO; JCLEC", "gist": "Agreed."}
    )
    answer = client.post(address(reading), data)
    meeting = Meeting.objects.get()
    assert answer["Location"] == reverse("desk:meeting", args=[meeting.pk])
    assert (meeting.series.code, meeting.ordinal, str(meeting.starts_on), meeting.city) == (
        "AHG SOM",
        3,
        "2010-05-04",
        "Colombo",
    )
    assert (meeting.gist, meeting.provenance) == ("Agreed.", "public_sources")
    attendance = [
        (row.as_written, row.participant.slug, row.capacity) for row in meeting.attendance.order_by("position")
    ]
    assert attendance == [
        ("Australia", "australia", "member"),
        ("Indonesia", "indonesia", "member"),
        ("Sri Lanka", "sri-lanka", "member"),
        ("Vietnam", "viet-nam", "member"),
        ("Canada", "canada", "observer"),
    ]
    assert [row.verbs for row in meeting.outcomes.all()] == [["agreed"], ["noted", "welcomed"]]
    first, second = meeting.recommendations.all()
    assert [row.as_written for row in first.addressees.all()] == ["RSO", "JCLEC"]
    assert (first.follow_up, second.follow_up) == ("action", "none")
    assert bytes(Material.objects.get().content).decode() == world.SUMMARY
    reading.refresh_from_db()
    assert (reading.state, reading.meeting) == ("used", meeting)


def test_capacity_keeps_the_words_of_the_text_until_a_person_chooses_another(as_, reading):
    reading.proposal["attendance"][3] |= {"capacity": "Convenor of the day"}
    reading.proposal["attendance"][4] |= {"capacity": "Convenor of the day"}
    reading.save()
    client = as_("ana")
    client.post(address(reading), sent(client, reading, do="save"))
    client.post(address(reading), sent(client, reading, do="use", **{"a4-capacity": "guest"}))
    rows = Meeting.objects.get().attendance.order_by("position")
    assert [(row.capacity, row.capacity_as_written) for row in rows][3:] == [
        ("other", "Convenor of the day"),
        ("guest", ""),
    ]


def test_used_reading_leads_to_its_meeting(as_, reading):
    client = as_("ana")
    data = sent(client, reading, do="use")
    client.post(address(reading), data)
    there = reverse("desk:meeting", args=[Meeting.objects.get().pk])
    assert client.get(address(reading))["Location"] == there
    assert client.post(address(reading), data)["Location"] == there
    again = client.post(NEW, {"text": world.SUMMARY, "provenance": "public_sources"})
    assert again["Location"] == there
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Give the meeting a title."),
        ({"series": ""}, "Say which series the meeting belongs to"),
        ({"starts": "soon"}, "Write the date as 2 February 2016"),
        ({"starts": "2010-05"}, "Only the month or the year is given."),
        ({"ends": "1 May 2010"}, "The meeting ends before it starts."),
        ({"precision": "unknown"}, "A date is given."),
        ({"starts": "", "ends": ""}, "Give the first day"),
        ({"days": "tomorrow"}, "Write each day as 2021-09-21"),
        ({"a0-as_written": ""}, "Give the name as the summary writes it"),
        ({"a0-participant": "Atlantis"}, "No delegation is known as “Atlantis”."),
        ({"o0-text": ""}, "Write the paragraph, or remove it."),
        ({"o0-verbs": "v" * 61}, "longer than 60 characters"),
        ({"a1-participant": "australia"}, "is listed twice in the attendance"),
        ({"ordinal": "0"}, "greater than or equal to 1"),
    ],
)
def test_mistakes_stop_use_in_words_and_nothing_typed_is_lost(as_, reading, changes, sentence):
    client = as_("ana")
    answer = client.post(address(reading), sent(client, reading, do="use", gist="Kept", **changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert Meeting.objects.count() == 0
    page = client.get(address(reading))
    assert page.context["forms"].facts["gist"].value() == "Kept"
    for name, value in changes.items():
        assert page.context["answers"].fields[name] == value


def test_dates_are_taken_as_people_write_them(as_, reading):
    client = as_("ana")
    client.post(address(reading), sent(client, reading, do="use", starts="4 May 2010", ends="6 May 2010"))
    assert [str(day) for day in (Meeting.objects.get().starts_on, Meeting.objects.get().ends_on)] == [
        "2010-05-04",
        "2010-05-06",
    ]


def test_series_that_is_new_is_made(as_, reading):
    client = as_("ana")
    client.post(address(reading), sent(client, reading, do="use", series="SG", series_name="Steering Group"))
    assert (Meeting.objects.get().series.code, Meeting.objects.get().series.name) == ("SG", "Steering Group")


# Two people, and reading left aside


def race(as_, reading, theirs, mine):
    """Budi saves first; the answer to Ana, who began from the same page."""
    data = sent(as_("ana"), reading, **{"do": "save"} | mine)
    assert as_("budi").post(address(reading), sent(as_("budi"), reading, **{"do": "save"} | theirs)).status_code == 302
    answer = as_("ana").post(address(reading), data)
    assert answer.status_code == 409
    return answer


def shown(answer):
    (row,) = answer.context["rows"]
    return {field.label: field.side for field in row.fields if field.side not in ("same", "both")}


def test_lost_race_is_merged_by_field(as_, reading):
    theirs = {"title": "Theirs", "city": "Only theirs"}
    answer = race(as_, reading, theirs, {"title": "Mine", "gist": "Only mine", "purpose": "Mine too"})
    assert "Budi saved this" in " ".join(answer.text.split())
    assert shown(answer) == {"City": "theirs", "In one sentence": "mine", "Purpose": "mine", "Title": "collision"}
    reading.refresh_from_db()
    assert reading.answers["fields"]["title"] == "Theirs"

    assert as_("ana").post(address(reading), pages.sent(answer) | {"title~0~pick": "theirs"}).status_code == 302

    fields = as_("ana").get(address(reading)).context["answers"].fields
    assert [fields[name] for name in ("title", "gist", "city")] == ["Theirs", "Only mine", "Only theirs"]
    assert SetAside.objects.get().about == reading.pk


def test_rows_that_each_took_out_are_both_out(as_, reading):
    answer = race(as_, reading, {"do": "remove:a4"}, {"do": "remove:a0"})
    as_("ana").post(address(reading), pages.sent(answer))
    lists = as_("ana").get(address(reading)).context["answers"].lists
    assert (lists["attendance"], sorted(lists["left"])) == (["a1", "a2", "a3"], ["a0", "a4"])


def test_a_row_that_both_moved_stands_where_the_later_put_it(as_, reading):
    answer = race(as_, reading, {"do": "across:o1"}, {"do": "remove:o1"})
    assert "was moved by both. It stands in “Left out”, as you put it" in answer.text
    as_("ana").post(address(reading), pages.sent(answer))
    assert as_("ana").get(address(reading)).context["answers"].where("o1") == "left"


def test_a_row_the_other_moved_is_taken_over(as_, reading):
    answer = race(as_, reading, {"do": "across:o1"}, {"title": "Mine"})
    as_("ana").post(address(reading), pages.sent(answer))
    answers = as_("ana").get(address(reading)).context["answers"]
    assert (answers.lists["recommendations"][-1], answers.fields["title"]) == ("o1", "Mine")


def test_a_delegation_chosen_and_one_left_as_read_do_not_collide(as_, reading):
    answer = race(as_, reading, {"title": "Theirs"}, {"a0-participant": "Canada"})
    assert set(shown(answer).values()) == {"theirs", "mine"}


@pytest.mark.parametrize("version", ["", "x", "0", "99", "9" * 30])
def test_form_without_a_right_version_saves_nothing(as_, reading, version):
    client = as_("ana")
    answer = client.post(address(reading), sent(client, reading, title="New", do="save") | {"version": version})
    assert answer.status_code == 409
    reading.refresh_from_db()
    assert reading.answers == {}


def test_reading_left_aside_comes_back(as_, reading):
    client = as_("ana")
    data = sent(client, reading, title="Typed", do="leave")
    assert client.post(address(reading), data)["Location"] == "/prepare/"
    listed = client.get("/prepare/")
    assert (listed.context["readings"], listed.context["left"]) == ([], [Reading.objects.get()])
    assert "left aside" in client.get(address(reading)).text
    late = client.post(address(reading), data | {"version": Reading.objects.get().version, "do": "save"})
    assert late.status_code == 409
    assert client.post(f"{address(reading)}take-up/")["Location"] == address(reading)
    assert client.get(address(reading)).context["forms"].facts["title"].value() == "Typed"
    assert client.post(f"{address(reading)}take-up/").status_code == 409


# Hostile words


def test_hostile_text_is_shown_as_text(as_):
    client = as_("ana")
    text = world.SUMMARY.replace("look back", f"look {HOSTILE} back").replace("Vietnam", '"><b>Vietnam</b>')
    client.post(NEW, {"text": text, "provenance": "public_sources"})
    kept = Reading.objects.get()
    client.post(address(kept), sent(client, kept, do="add:outcomes", title=HOSTILE, **{"o0-text": HOSTILE}))
    page = client.get(address(kept)).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>Vietnam" not in page
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in client.get("/prepare/").text


def test_unknown_fields_do_no_harm(as_, reading):
    client = as_("ana")
    data = sent(client, reading, title="AB", do="save", **{"rows-outcomes": ["o0", "../x", "o0"], "nonsense": "kept"})
    assert client.post(address(reading), data).status_code == 302
    page = client.get(address(reading))
    assert page.context["answers"].lists["outcomes"] == ["o0"]
    assert page.context["forms"].facts["title"].value() == "AB"


def test_a_nul_is_refused_in_words(as_, reading):
    client = as_("ana")
    response = client.post(address(reading), sent(client, reading, title="A\0B", do="save"))
    assert response.status_code == 422
