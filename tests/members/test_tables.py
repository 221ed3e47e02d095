"""Every table of the administration: out and in as a file, changed, a lost race, an earlier state; none is left out."""

import csv
import io

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.history import acting
from members.exchanging import guarded, plain
from members.models import Abbreviation, Area, FocalPoint, Participant, ParticipantName, User
from tests import factories
from tests.members.test_admin import REFERENCE, form_of, upload

pytestmark = pytest.mark.django_db

TABLES = [("members", model) for model in REFERENCE] + [("meetings", "series")]


@pytest.fixture
def administrator(client):
    user = factories.user("somebody@example.org", "administrator")
    client.force_login(user)
    return user


@pytest.fixture
def filled(administrator):
    """A row in every table; words with commas in every list."""
    factories.series()
    fiji = factories.participant("fiji", "Fiji", iso="FJ", capacity="member")
    factories.user("delegate@example.org", "delegate", acting_for=fiji)
    with acting(None, "for a test"):
        FocalPoint.objects.create(participant=fiji, name="Desk", email="desk@fiji.example")
        Abbreviation.objects.create(short="AAA", long="Acknowledge, Act, Advance")
        Area.objects.create(slug="returns", name="Returns", synonyms=["repatriation, assisted", "AVRR"])
        name = ParticipantName.objects.get(participant=fiji)
        name.aliases = ["Fiji, Republic of"]
        name.save()


def exported_as(client, kind, form):
    """A whole table with all its columns, as CSV ("0") or a workbook ("1")."""
    resource = admin.site._registry[kind].resource_classes[0]
    chosen = {f"{resource.__name__.lower()}_{name}": "on" for name in resource().fields}
    address = reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_export")
    answer = client.post(address, {"format": form, "resource": "", **chosen})
    assert answer["Content-Type"].startswith(["text/csv", "application/vnd.openxmlformats-officedocument"][int(form)])
    return answer.content


@pytest.mark.parametrize("form", ["0", "1"], ids=["csv", "xlsx"])
@pytest.mark.parametrize(("app", "model"), TABLES)
def test_every_table_goes_out_and_comes_in_without_change(filled, client, app, model, form):
    kind = apps.get_model(app, model)
    exported = exported_as(client, kind, form)
    before = kind.history.count()
    shown = client.post(
        reverse(f"admin:{app}_{model}_import"),
        {"import_file": SimpleUploadedFile("rows", exported), "format": form},
    )
    rows = shown.context["result"].rows
    types = [row.import_type for row in rows]
    assert types == ["skip"] * kind.objects.count(), [str(one.error) for row in rows for one in row.errors]
    assert types
    sent = shown.context["confirm_form"].initial
    assert client.post(reverse(f"admin:{app}_{model}_process_import"), sent, follow=True).status_code == 200
    assert kind.history.count() == before


ODD = [
    "=1+1", '=HYPERLINK("https://example.org")', "+66 2 343 9477", "-", "@everybody", "\tindented", "'=quoted",
    "''+twice", "'t Veld", "＝wide", "one\n=two", "  spaced  ", '"', "a,b;c", "TRUE", "007", "1e5", "2016-03-22",
    "#REF!", "x\r\ny",
]  # fmt: skip


@pytest.mark.parametrize("form", ["0", "1"], ids=["csv", "xlsx"])
def test_words_like_a_formula_go_out_harmless_and_come_in_as_they_were(administrator, client, form):
    for number, words in enumerate(ODD):
        with acting(None, "for a test"):
            Participant.objects.create(slug=f"odd-{number}", kind="body", remark=words)
            Area.objects.create(slug=f"odd-{number}", name=f"{words} {number}", synonyms=words.split())
    for kind, field in ((Participant, "remark"), (Area, "name")):
        exported = exported_as(client, kind, form)
        if form == "0":
            cells = [cell for line in csv.reader(io.StringIO(exported.decode(), newline="")) for cell in line]
        else:
            book = load_workbook(io.BytesIO(exported))
            assert "f" not in {cell.data_type for line in book.active.iter_rows() for cell in line}
            cells = [str(cell.value) for line in book.active.iter_rows() for cell in line if cell.value]
        assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝"))] == []
        before = {row.pk: getattr(row, field) for row in kind.objects.all()}
        shown = client.post(
            reverse(f"admin:members_{kind._meta.model_name}_import"),
            {"import_file": SimpleUploadedFile("rows", exported), "format": form},
        )
        found = {row.import_type for row in shown.context["result"].rows}
        assert found == {"skip"}, [row.diff for row in shown.context["result"].rows if row.import_type != "skip"]
        sent = shown.context["confirm_form"].initial
        client.post(reverse(f"admin:members_{kind._meta.model_name}_process_import"), sent)
        assert {row.pk: getattr(row, field) for row in kind.objects.all()} == before


def test_a_spreadsheet_that_ends_lines_in_its_own_way_changes_nothing(administrator, client):
    with acting(None, "for a test"):
        row = Participant.objects.create(
            slug="odd", kind="body", remark="One line\r\nand another"
        )  # as a form saves it
    shown, _ = upload(
        client, 'slug,kind,iso_code,basis,remark\nodd,body,,confirmed,"One line\nand another"\n', "participant"
    )
    assert [one.import_type for one in shown.context["result"].rows] == ["skip"]
    row.refresh_from_db()
    assert (row.remark, row.version) == ("One line\r\nand another", 1)


@given(st.text(st.sampled_from("'=+-@\t\r\n＝ ax")))
def test_what_is_guarded_is_given_back(words):
    assert plain(guarded(words)) == words
    assert not guarded(words).startswith(tuple("=+-@\t\r\n＝"))


NEW_LINES = {
    "participant": "slug,kind,iso_code,basis\ntuvalu-x,body,,confirmed\n",
    "participantname": "participant,short,sorting,from_on,aliases\nfiji,Viti,Viti,2030-01-01,\n",
    "membership": "participant,body,capacity,from_on,basis\nfiji,bali-process,guest,2030-01-01,confirmed\n",
    "abbreviation": "short,long\nXYZ,Example of words\n",
    "area": 'slug,name,synonyms\nentry,Entry,"arrival, by air\nvisit"\n',
    "focalpoint": "participant,email,name,from_on\nfiji,second@fiji.example,Second,\n",
    "mandate": "user,participant,role,from_on\ndelegate@example.org,fiji,delegate,2030-01-01\n",
    "user": "email,name,is_active,is_staff\nnew@example.org,Newly Come,1,0\n",
    "series": "code,slug,name,level\nNEW WG,new-wg,New Working Group,technical\n",
}


@pytest.mark.parametrize(("app", "model"), TABLES)
def test_a_new_line_of_every_table_is_shown_then_written_with_author_and_reason(
    filled, administrator, client, app, model
):
    kind = apps.get_model(app, model)
    before = set(kind.objects.values_list("pk", flat=True))
    shown = client.post(
        reverse(f"admin:{app}_{model}_import"),
        {"import_file": SimpleUploadedFile("new.csv", NEW_LINES[model].encode()), "format": "0"},
    )
    assert [row.import_type for row in shown.context["result"].rows] == ["new"], shown.context["result"].rows[0].errors
    assert set(kind.objects.values_list("pk", flat=True)) == before
    sent = shown.context["confirm_form"].initial | {"reason": "The list of May"}
    client.post(reverse(f"admin:{app}_{model}_process_import"), sent)
    [row] = kind.objects.exclude(pk__in=before)
    entry = row.history.get()
    assert (entry.history_type, entry.history_user, entry.history_change_reason) == (
        "+", administrator, "The list of May",
    )  # fmt: skip


def test_a_list_comes_in_one_entry_a_line_and_an_account_without_a_password(filled, client):
    upload(client, NEW_LINES["area"], model="area")
    upload(client, NEW_LINES["user"], model="user")
    assert Area.objects.get(slug="entry").synonyms == ["arrival, by air", "visit"]
    assert not User.objects.get(email="new@example.org").has_usable_password()


def test_what_was_saved_after_the_preview_is_not_written_over(filled, client):
    line = "slug,name,synonyms\nreturns,Mine,\n"
    url = reverse("admin:members_area_import")
    shown = client.post(url, {"import_file": SimpleUploadedFile("rows.csv", line.encode()), "format": "0"})
    area = Area.objects.get(slug="returns")
    area.name = "Theirs"
    with acting(None, "Somebody else"):
        area.save()
    sent = shown.context["confirm_form"].initial
    refused = client.post(reverse("admin:members_area_process_import"), sent, follow=True)
    assert refused.redirect_chain[0][0] == url
    assert "Rows of this table changed after you looked" in refused.text
    assert Area.objects.get(slug="returns").name == "Theirs"


def test_a_file_that_is_kept_no_more_is_asked_for_again(administrator, client):
    sent = {"import_file_name": "0" * 32, "original_file_name": "a.csv", "format": "0", "seen": "x", "reason": "Why"}
    answer = client.post(reverse("admin:members_area_process_import"), sent, follow=True)
    assert (answer.status_code, "hand in the file once more" in answer.text) == (200, True)


def looked_at(client, content):
    """What the page says of a file with participants."""
    sent = {"import_file": SimpleUploadedFile("rows.csv", content), "format": "0"}
    return client.post(reverse("admin:members_participant_import"), sent).text


def test_an_empty_cell_does_not_make_confirmed_what_is_public(filled, client):
    fiji = Participant.objects.get(slug="fiji")
    with acting(None, "for a test"):
        fiji.basis = "public"
        fiji.save()
    assert "Stays as it is" in looked_at(client, b"slug,basis\nfiji,\n")
    assert "Changed" in looked_at(client, b"slug,basis\nfiji,indirect\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,basis\nFiji,public\n", "The first line names no column “slug”. The columns are: "),
        (b"\x89PNG\xff\xfe\x00", "This is no such table. Hand in a CSV or an XLSX file"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_words(administrator, client, content, words):
    page = looked_at(client, content)
    assert words in page
    assert "Traceback" not in page
    assert "UnicodeDecodeError" not in page


def test_an_administrator_finds_the_administration(administrator, client):
    link = f'<a href="{reverse("admin:index")}">Administration</a>'
    assert link in client.get("/").text
    client.force_login(factories.user("secretary@example.org", "secretariat"))
    assert link not in client.get("/").text


def test_no_reason_no_import(administrator, client):
    content = "short,long\nXYZ,Example of words\n"
    url = reverse("admin:members_abbreviation_import")
    shown = client.post(url, {"import_file": SimpleUploadedFile("rows.csv", content.encode()), "format": "0"})
    sent = shown.context["confirm_form"].initial | {"reason": " "}
    assert client.post(reverse("admin:members_abbreviation_process_import"), sent).status_code == 200
    assert not Abbreviation.objects.filter(short="XYZ").exists()


def changed(client, model):
    """An address, what its form sends back unchanged, and the name of a field of it that can be changed."""
    field = {"participant": "remark", "participantname": "formal", "membership": "source", "abbreviation": "long"}
    field |= {"area": "name", "focalpoint": "name", "mandate": "until_on", "user": "name", "series": "name"}
    kind = apps.get_model(*next(pair for pair in TABLES if pair[1] == model))
    row = kind.objects.first()
    url = reverse(f"admin:{kind._meta.app_label}_{model}_change", args=[row.pk])
    return row, url, form_of(client.get(url)), field[model]


@pytest.mark.parametrize("model", [model for _, model in TABLES])
def test_a_change_in_every_table_names_author_and_reason_and_shows_them(filled, administrator, client, model):
    row, url, data, field = changed(client, model)
    value = "2031-01-01" if field == "until_on" else "Changed here"
    assert client.post(url, data | {field: value, "change_reason": "Said so in May"}).status_code == 302
    row.refresh_from_db()
    assert str(getattr(row, field)) == value
    latest = row.history.latest()
    assert (latest.history_user, latest.history_change_reason) == (administrator, "Said so in May")
    page = client.get(url.replace("/change/", "/history/")).text
    assert [words in page for words in ("Said so in May", "Somebody", value if "-" not in value else "2031")] == [
        True
    ] * 3


@pytest.mark.parametrize("model", [model for _, model in TABLES])
def test_a_lost_race_in_every_table_writes_nothing(filled, client, model):
    row, url, data, field = changed(client, model)
    theirs, mine = ("2031-01-01", "2032-01-01") if field == "until_on" else ("Theirs", "Mine")
    with acting(None, "Somebody else"):
        setattr(row, field, theirs)
        row.save()
    refused = client.post(url, data | {field: mine})
    assert refused.status_code == 200
    assert "Somebody saved this row after you opened it" in refused.text
    row.refresh_from_db()
    assert str(getattr(row, field)) == theirs
    assert client.post(url, form_of(refused) | {field: mine}).status_code == 302
    row.refresh_from_db()
    assert str(getattr(row, field)) == mine


@pytest.mark.parametrize("model", [model for _, model in TABLES])
def test_an_earlier_state_of_every_table_is_gone_back_to(filled, administrator, client, model):
    row, url, _, field = changed(client, model)
    before = getattr(row, field)
    earlier = row.history.latest()
    with acting(None, "A slip"):
        setattr(row, field, "2031-01-01" if field == "until_on" else "A slip")
        row.save()
    address = url.replace("/change/", f"/history/{earlier.pk}/")
    sent = form_of(client.get(address)) | {"change_reason": "As it was"}
    assert client.post(address, sent).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == before
    latest = row.history.latest()
    assert (latest.history_user, latest.history_change_reason) == (administrator, "As it was")
