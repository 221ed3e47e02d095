"""Files of a meeting: handed in, replaced, issued with the record, each with its audience."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.db.utils import IntegrityError
from django.urls import reverse
from PIL import Image

from meetings.models import Material, Meeting
from records import services
from records.models import Enclosure, File
from tests.desk.test_meetings import at, form_data, issue

PDF = b"%PDF-1.7 programme"


def picture():
    result = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(result, "JPEG")
    return result.getvalue()


def hand_in(client, meeting, content=PDF, name="programme.pdf", to=None, **said):
    address = to or reverse("desk:upload", args=[meeting.pk])
    data = {"file": SimpleUploadedFile(name, content), "audience": "public", "title": "Programme"} | said
    return client.post(address, data)


def test_file_is_kept_and_handed_back_as_it_came(as_, meeting):
    ana = as_("ana")
    assert hand_in(ana, meeting).status_code == 302
    kept = Material.objects.get()
    assert (kept.title, kept.kind, kept.media_type, kept.size) == ("Programme", "document", "application/pdf", len(PDF))
    answer = ana.get(at("material", meeting, kept.pk))
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/octet-stream")
    assert not hasattr(kept.history.get(), "content")


@pytest.mark.parametrize(
    ("content", "said", "sentence"),
    [
        (b"MZ\x90\x00", {}, "not a kind of file that is kept here"),
        (b"", {}, "The submitted file is empty."),
        (PDF, {"audience": "everybody"}, "Select a valid choice"),
        (picture(), {"goes_out": "on"}, "Say in words what the picture shows"),
    ],
)
def test_file_that_is_not_taken_gets_a_sentence(as_, meeting, content, said, sentence):
    answer = hand_in(as_("ana"), meeting, content, **said)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Material.objects.exists()


def test_same_file_twice_is_refused(as_, meeting):
    hand_in(as_("ana"), meeting)
    answer = hand_in(as_("ana"), meeting)
    assert answer.status_code == 422
    assert "This file is already kept with the meeting." in answer.text


def test_file_is_replaced_and_its_earlier_version_kept(as_, meeting):
    ana = as_("ana")
    hand_in(ana, meeting, goes_out="on")
    first = Material.objects.get()
    address = reverse("desk:replace", args=[meeting.pk, first.pk])
    assert ana.get(address).context["form"].initial["goes_out"] is True
    hand_in(ana, meeting, PDF + b" new", to=address, goes_out="on")
    first.refresh_from_db()
    second = Material.objects.exclude(pk=first.pk).get()
    assert (first.replaced_by, first.goes_out, second.goes_out) == (second, False, True)
    assert bytes(first.content) == PDF
    page = ana.get(at("meeting", meeting))
    assert page.context["materials"] == [(second, [first])]
    again = hand_in(ana, meeting, PDF + b" other", to=address)
    assert again.status_code == 422
    assert "Somebody replaced this file meanwhile." in again.text


def test_files_are_not_deleted_and_not_made_of_nothing(as_, meeting):
    ana = as_("ana")
    hand_in(ana, meeting)
    kept = Material.objects.get()
    assert ana.post(at("row-delete", meeting, "materials", kept.pk), {"version": 1}).status_code == 404
    assert ana.get(at("row-create", meeting, "materials")).status_code == 404
    page = ana.get(at("row", meeting, "materials", kept.pk))
    assert ana.post(at("row", meeting, "materials", kept.pk), form_data(page, title="Agenda")).status_code == 302
    kept.refresh_from_db()
    assert (kept.title, bytes(kept.content)) == ("Agenda", PDF)


def test_nothing_is_handed_in_while_it_waits_and_by_nobody_else(as_, meeting, people):
    services.ask_approval(meeting, by=people["ana"])
    assert hand_in(as_("ana"), meeting).status_code == 409
    assert hand_in(as_("ravi"), meeting).status_code == 403
    assert hand_in(as_("dilini"), meeting).status_code == 404
    assert not Material.objects.exists()


# Issued with the record


def test_file_that_goes_out_is_read_where_the_record_is(as_, meeting, people):
    ana = as_("ana")
    hand_in(ana, meeting, goes_out="on")
    hand_in(ana, meeting, b"Only for us.", name="own.txt", title="Own")
    hand_in(ana, meeting, picture(), title="Family photo", goes_out="on", alternative="Delegates on the stairs.")
    issue(Meeting.objects.get(), people)
    reader = as_("nobody")
    page = reader.get("/meetings/ahg-som/4/").text
    assert "Programme" in page
    assert 'alt="Delegates on the stairs."' in page
    assert "own.txt" not in page
    names = dict(Enclosure.objects.values_list("file_name", "file_id"))
    assert sorted(names) == ["programme.jpg", "programme.pdf"]
    answer = reader.get(f"/meetings/ahg-som/4/files/{names['programme.pdf']}/")
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    small = reader.get(f"/meetings/ahg-som/4/files/{names['programme.jpg']}/small.jpg")
    assert small["Content-Type"] == "image/jpeg"
    assert len(small.content) <= 30_000
    assert reader.get(f"/meetings/ahg-som/4/files/{names['programme.pdf']}/small.jpg").status_code == 404
    own = Material.objects.get(title="Own").sha256
    assert reader.get(f"/meetings/ahg-som/4/files/{own}/").status_code == 404


def test_a_picture_goes_out_without_what_the_camera_wrote_into_it(as_, meeting, people):
    spoken, result = Image.Exif(), io.BytesIO()
    spoken[0x0110] = "Secret camera"
    spoken.get_ifd(0x8825)[2] = (6.0, 12.0, 30.0)
    Image.new("RGB", (300, 200), "teal").save(result, "JPEG", exif=spoken)
    assert b"Secret camera" in result.getvalue()
    ana = as_("ana")
    hand_in(ana, meeting, result.getvalue(), "p.jpg", title="Family photo", goes_out="on", alternative="On the stairs.")
    kept = Material.objects.get()
    issue(Meeting.objects.get(), people)
    at_desk = ana.get(at("material", meeting, kept.pk)).content
    reader, address = as_("nobody"), f"/meetings/ahg-som/4/files/{kept.sha256}/"
    page = reader.get("/meetings/ahg-som/4/").text
    assert 'alt="On the stairs."' in page
    assert address in page
    for content in (at_desk, *(b"".join(reader.get(each)) for each in (address, f"{address}small.jpg"))):
        assert content[:3] == b"\xff\xd8\xff"
        assert dict(Image.open(io.BytesIO(content)).getexif()) == {}
        assert b"Secret" not in content


def test_file_is_read_by_the_audience_of_its_record_alone(as_, meeting, people):
    meeting.audience = "members"
    meeting.save()
    hand_in(as_("ana"), meeting, goes_out="on")
    issue(Meeting.objects.get(), people)
    address = f"/meetings/ahg-som/4/files/{Material.objects.get().sha256}/"
    assert as_("nobody").get(address).status_code == 404
    assert as_("ravi").get(address).status_code == 200


def test_file_for_fewer_than_the_record_stops_it(as_, meeting, people):
    ana = as_("ana")
    hand_in(ana, meeting, goes_out="on", audience="members")
    page = ana.get(at("meeting", meeting))
    kept = Material.objects.get()
    assert "“Programme” is for members only, and the record for public." in page.text
    assert f"{at('row', meeting, 'materials', kept.pk)}#field-audience" in page.text
    assert ana.post(at("ask", meeting)).status_code == 409


def test_issued_files_never_change(as_, meeting, people):
    hand_in(as_("ana"), meeting, goes_out="on")
    issue(Meeting.objects.get(), people)
    for rows in (File.objects.all(), Enclosure.objects.all()):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            rows.delete()


def test_file_issued_twice_is_kept_once(as_, meeting, people):
    hand_in(as_("ana"), meeting, goes_out="on")
    issue(Meeting.objects.get(), people)
    row = Meeting.objects.get()
    row.gist = "New."
    row.save()
    services.issue(services.ask_approval(row, by=people["ana"], reason="A sentence was added."), by=people["ravi"])
    assert (File.objects.count(), Enclosure.objects.count()) == (1, 2)
