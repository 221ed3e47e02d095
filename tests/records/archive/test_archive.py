"""An archive is readable alone, goes into an empty system whole or not at all, and comes out of it as it went in."""

import csv
import datetime
import io
import os
import random
import shlex
import subprocess
import sys
import uuid
from pathlib import Path
from unittest import mock

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client

from core.history import acting
from core.models import Versioned
from library.models import Following, Rhythm
from meetings.models import Material, Meeting, Note
from members.models import User
from records import custody
from records.archive import CannotArchiveError, tables
from records.archive.reading import import_archive
from records.archive.writing import export_archive
from records.models import Circulation, Edition, LedgerEntry
from records.proof import verify
from tests import factories
from tests.databases import cloned


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.CHECKPOINT_KEY_FILE = tmp_path / "checkpoint-key.pem"


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


DAYS = [datetime.date(2016, 2, 2), datetime.date(2016, 2, 4)]  # not the day between
VALUES = {
    models.BooleanField: [True, False],
    models.IntegerField: [0, 12],
    models.DateField: [datetime.date(2021, 9, 21)],
    models.DateTimeField: [datetime.datetime(2021, 9, 21, 7, 30, 1, 5, tzinfo=datetime.UTC)],
    models.UUIDField: [uuid.UUID(int=2016)],
    models.BinaryField: [b"", b"\x00paper"],
    models.JSONField: [{}, [], [{"a": ["é", None, 1, False]}], "\\N"],
    models.CharField: ["", "\\N", "\\", "=1", "two\r\nlines, “quoted”", '"'],
    models.TextField: ["", "\\N", "long " * 100_000],
}


def values(field):
    if isinstance(field, ArrayField):
        return [[], values(field.base_field)]
    target = field.target_field if field.is_relation else field
    return next(VALUES[kind] for kind in type(target).__mro__ if kind in VALUES)


def fill():
    meeting = factories.meeting(
        outcomes=["=Members agreed the agenda.", "\\N"],
        recommendations=["R"],
        present=["Fiji"],
        ends="2016-02-04",
        days=DAYS,
    )
    first = factories.issue(meeting)
    factories.issue(factories.meeting(ordinal=11, outcomes=["ข้อตกลง, “quoted”\nsecond line"]), audience="members")
    with acting(None, "for a test"):
        Material.objects.create(
            meeting=meeting, title="A paper", content=b"\x00paper", sha256=tables.digest(b"\x00paper"), size=6
        )
        Note.objects.create(meeting=meeting, text="What nobody else may read.")
        people = {
            "opened_by": first.approved_by,
            "opened_at": first.issued_at,
            "deadline": first.issued_at + datetime.timedelta(days=14),
        }
        lines = "copied@ministry.example"
        Circulation.objects.create(meeting=meeting, number=1, record=b"{}", digest="0" * 64, copied_to=lines, **people)
    reader = factories.user("only-reads@example.org")
    Following.objects.create(user=reader, rhythm=Rhythm.DAY, token="what-ends-the-letters")
    for number in (1, 2):
        factories.issue(factories.draft(number))
    custody.withdraw(first, by=first.approved_by, reason="A slip.")


@pytest.fixture
def bag(pristine_database, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), cloned():
        fill()
        export_archive(tmp_path / "bag")
    return tmp_path / "bag"


@pytest.fixture
def empty(pristine_database, django_db_blocker):
    with django_db_blocker.unblock(), cloned():
        yield


def run_verify(bag, *more):
    return subprocess.run(
        [sys.executable, "-I", "-S", bag / "data/verify.py", bag, *more],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"},
    )


def test_it_checks_itself_with_what_it_carries(bag):
    done = run_verify(bag, "--key", bag / "data/checkpoint-key.txt")

    assert done.returncode == 0, done.stdout
    assert "AS ISSUED." in done.stdout
    assert "8 of them records as they were issued" in done.stdout


def test_it_holds_every_form_and_nothing_private(bag):
    files = contents(bag)
    folder = "data/records/meeting/ahg-som/10/1/AHG-SOM-10_2016-02-02_Record"
    assert {f"{folder}.pdf", f"{folder}.json", f"{folder}.xml"} <= set(files)
    assert b"What nobody else may read." not in b"".join(files.values())
    tables_of = b"".join(content for name, content in files.items() if name.endswith(".csv"))
    for private in (b"@example.org", b"@ministry.example", b"what-ends-the-letters", b"Only-Reads"):
        assert private not in tables_of
    assert 'href="records/meeting/ahg-som/10/1/AHG-SOM-10_2016-02-02_Record.pdf"' in files["data/index.html"].decode()
    assert "http" not in files["data/index.html"].decode()
    assert files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def test_its_list_tells_records_apart_and_what_became_of_them(bag):
    page = " ".join((bag / "data/index.html").read_text("utf-8").split())

    assert "AHG SOM 10: 2 and 4 February 2016, Bangkok, Thailand" in page
    assert page.count("Withdrawn on ") == 1
    assert '</strong> <span dir="auto">A slip.</span>' in page
    assert ["Who may read it: Public." in page, "Who may read it: Members." in page] == [True, True]
    assert "Draft 1, issued" in page
    assert "Draft 2, issued" in page
    assert page.count("Replaced by Draft 2, issued ") == 1
    assert "color-scheme: light dark" in page
    readme = (bag / "data/README.txt").read_text("utf-8")
    assert "NOT ALL OF IT IS PUBLIC" in readme
    assert "records.withdrawal.csv" in readme


def test_no_cell_of_a_table_begins_like_a_formula(bag):
    for path in (bag / "data/tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as text:
            cells = [cell for row in csv.reader(text) for cell in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")], path


def test_taken_into_an_empty_system_it_gives_itself_again(bag, empty, tmp_path):
    counts = import_archive(bag)
    export_archive(tmp_path / "again")

    assert contents(tmp_path / "again") == contents(bag)
    assert (counts["records.edition"], Edition.objects.count()) == (4, 4)
    meeting = Meeting.objects.get(ordinal=10)
    assert meeting.days == DAYS
    assert meeting.history.get().history_change_reason == "Taken from an archive"
    assert meeting.outcomes.filter(text="=Members agreed the agenda.").exists()
    assert bytes(Material.objects.get().content) == b"\x00paper"
    assert not User.objects.filter(is_active=True).exists()
    assert Client().get("/meetings/ahg-som/10/").status_code == 410
    assert Client().get("/meetings/ahg-som/11/").status_code == 404  # it was for members


def test_a_system_that_holds_records_takes_nothing_in(bag, empty):
    factories.meeting(ordinal=12)
    with pytest.raises(CannotArchiveError, match="holds records already"):
        import_archive(bag)
    assert LedgerEntry.objects.count() == 0


def test_a_folder_that_holds_something_is_not_written_to(bag):
    with pytest.raises(CannotArchiveError, match="holds something already"):
        export_archive(bag)


@pytest.mark.parametrize("model", tables.archived(), ids=lambda model: model._meta.label)
def test_every_column_of_every_table_comes_back_as_it_was(model):
    files, fields = {}, tables.columns(model)

    def keep(content):
        files[tables.digest(content)] = content
        return tables.digest(content)

    for at in range(max(len(values(field)) for field in fields)):
        row = {field.attname: values(field)[at % len(values(field))] for field in fields}
        text = io.StringIO()
        out = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        out.writerow(row)
        out.writerow(tables._cell(field, row[field.attname], keep) for field in fields)
        (again,) = tables.read(model, text.getvalue(), files)
        assert {name: getattr(again, name) for name in row} == row


@pytest.mark.parametrize("was_there", [False, True])
def test_of_an_export_that_fails_nothing_is_left_and_the_next_one_is_whole(own_database, tmp_path, was_there):
    fill()
    folder = tmp_path / "bag"
    if was_there:
        folder.mkdir()
        (folder / ".begun/data").mkdir(parents=True)  # of one that was cut off with the machine
        (folder / ".begun/data/README.txt").write_text("half")
    with mock.patch("records.archive.tables.written", side_effect=TypeError("of no form")), pytest.raises(TypeError):
        export_archive(folder)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".pem"] == (["bag"] if was_there else [])
    assert not contents(tmp_path / "bag")

    export_archive(folder)

    assert sorted(path.name for path in folder.iterdir()) == [
        "bag-info.txt", "bagit.txt", "data", "manifest-sha256.txt", "tagmanifest-sha256.txt",
    ]  # fmt: skip
    assert verify.check_archive(folder)


def test_one_flipped_byte_anywhere_is_refused_whole_and_the_file_is_named(bag, empty):
    """100 damaged bags: 100 refused."""
    chance, files = random.Random(2016), sorted(path for path in bag.rglob("*") if path.is_file())
    refused = 0
    for _ in range(100):
        path = chance.choice([file for file in files if file.stat().st_size])
        content = path.read_bytes()
        at = chance.randrange(len(content))
        path.write_bytes(content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :])
        with pytest.raises(CannotArchiveError) as told:
            import_archive(bag)
        name = path.relative_to(bag).as_posix()
        refused += name in str(told.value) or name.startswith(("manifest", "tagmanifest"))
        path.write_bytes(content)
    assert refused == 100
    assert tables.is_empty(tables.archived())


def test_a_missing_file_and_one_too_many_are_named(bag, empty):
    (bag / "data/extra.txt").write_text("x")
    with pytest.raises(CannotArchiveError, match=r"data/extra\.txt does not belong"):
        import_archive(bag)
    (bag / "data/extra.txt").unlink()
    (bag / "data/README.txt").unlink()
    with pytest.raises(CannotArchiveError, match=r"data/README\.txt is missing"):
        import_archive(bag)


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "tagmanifest-sha256.txt", "bagit.txt", "data/ledger.jsonl"])
def test_a_bag_without_one_of_its_parts_is_not_as_it_was(bag, name):
    (bag / name).unlink()
    assert run_verify(bag).returncode == 1


@pytest.mark.parametrize("name", ["data/ledger.jsonl", "data/checkpoint.txt"])
@pytest.mark.parametrize("content", [None, b"\xff"])
def test_nor_where_its_lists_were_made_to_fit(bag, name, content):
    (bag / name).unlink() if content is None else (bag / name).write_bytes(content)
    lines = (bag / "manifest-sha256.txt").read_text().splitlines()
    kept = [line for line in lines if not line.endswith(f"  {name}")]
    fitted = kept if content is None else [*kept, f"{tables.digest(content)}  {name}"]
    (bag / "manifest-sha256.txt").write_text("".join(f"{line}\n" for line in fitted))
    tags = (bag / "tagmanifest-sha256.txt").read_text().splitlines()
    code = tables.digest((bag / "manifest-sha256.txt").read_bytes())
    tags = [f"{code}  manifest-sha256.txt" if line.endswith("  manifest-sha256.txt") else line for line in tags]
    (bag / "tagmanifest-sha256.txt").write_text("".join(f"{line}\n" for line in tags))

    done = run_verify(bag)
    assert done.returncode == 1
    assert "The ledger or the checkpoint of the archive is missing or cannot be read." in done.stdout


def test_the_commands_say_what_was_done(bag, empty, tmp_path, capsys):
    call_command("import_archive", str(bag), "--checkpoint", str(bag / "data/checkpoint.txt"))
    call_command("export_archive", str(tmp_path / "again"))
    said = capsys.readouterr().out
    assert "Taken in: 4 records" in said
    command = shlex.split(said.split("Check it: python3 ")[1])
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True)
    assert (done.returncode, "not checked" in done.stdout) == (0, False), done.stdout
    with pytest.raises(CommandError, match="holds something already"):
        call_command("export_archive", str(tmp_path / "again"))


def test_every_other_table_is_in_the_archive_or_left_out():
    """A new table has to be decided on: what is not audited is mostly nobody's record."""
    kept = {model._meta.label for model in tables.archived() if not issubclass(model, Versioned)}

    assert kept == {
        "members.User", "records.Checkpoint", "records.Disposal", "records.Edition", "records.EditionContent",
        "records.Enclosure", "records.File", "records.Key", "records.Proof", "records.Release", "records.Rendition",
        "records.Subject", "records.Withdrawal",
    }  # fmt: skip


def test_every_audited_table_is_in_the_archive_or_left_out_with_a_reason():
    kept = set(tables.archived())
    left = {model._meta.label for model in apps.get_models() if issubclass(model, Versioned)} & tables.LEFT_OUT

    assert left == {
        "members.Mandate", "members.FocalPoint", "meetings.Note", "meetings.Representative", "meetings.Reading",
        "meetings.Incoming",
        "recommendations.Reminder", "records.ApprovalRequest", "records.Book", "records.BookPart",
    }  # fmt: skip
    assert Meeting in kept
    assert not [model for model in kept if Path(model._meta.label).stem == "core"]
