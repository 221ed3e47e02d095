"""The documentation under /help/, what belongs to another process, and the bill of materials."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import cyclonedx.schema
import jsonschema_rs
import pytest
import yaml
from django.core.management import call_command

from bali_process import manual
from core.watching import logs
from meetings.models import Attendance
from members.models import Participant
from records.compose import compose_directory, compose_meeting
from tests import factories

ROOT = Path(__file__).resolve().parents[2]


def test_pages_are_those_that_mkdocs_knows():
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text())["nav"]
    expected = []
    for entry in nav:
        ((title, inside),) = entry.items()
        pages = [(title, inside)] if isinstance(inside, str) else [next(iter(page.items())) for page in inside]
        expected.append(("" if isinstance(inside, str) else title, pages))
    assert [
        (section.title, [(page.title, page.file) for page in section.pages]) for section in manual.sections()
    ] == expected


@pytest.mark.parametrize("name", sorted(manual.pages()))
def test_every_page_is_drawn_and_leads_somewhere(name):
    """Under the policy of the site: no styles and no scripts in it; links and pictures of ours are there."""
    title, html = manual.rendered(name)
    assert title
    assert not re.search(r"<script| style=|\son\w+=", html)
    assert html.count("<h1") == 1
    for target in re.findall(r'(?:href|src)="(?!https?:|#|mailto:)([^"#]+)', html):
        if target.startswith("/help/pictures/"):
            assert (ROOT / "docs" / "pictures" / target.rpartition("/")[2]).is_file(), target
        elif target.startswith("/help/"):
            assert target.removeprefix("/help/").removesuffix("/") in manual.pages(), target
        else:
            assert not target.endswith(".md"), target


def test_a_reader_without_an_account_gets_it(client, db):
    page = client.get("/help/guides/log-a-meeting/")
    assert page.status_code == 200
    assert "<title>Log a meeting in ten minutes" in page.text
    assert '<img src="/help/pictures/' in page.text
    assert client.get("/help/../settings/").status_code == 404
    picture = client.get("/help/pictures/meeting.png")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert client.get("/help/pictures/take.py").status_code == 404


def test_decisions_are_listed(client, db):
    page = client.get("/help/decisions/").text
    for path in (ROOT / "docs" / "adr").glob("*.md"):
        assert f'href="/help/adr/{path.stem}/"' in page


GUIDES = {
    "log-a-meeting": "Log a meeting in ten minutes",
    "clear-a-statement": "Clear a statement",
    "read-and-follow": "Read and follow",
    "export-and-archive": "Export and archive",
    "administer": "Administer",
    "operate": "Operate",
    "restore": "Restore after a disaster",
    "adapt": "Adapt it to another process",
}


@pytest.mark.parametrize("name", GUIDES)
def test_there_is_a_guide_for_every_role(name):
    title, _ = manual.rendered(f"guides/{name}")
    assert title == GUIDES[name]


def test_every_picture_is_taken_by_the_script_and_shown_somewhere():
    """None was put there by hand: what the script does not take would not stay true."""
    folder = ROOT / "docs" / "pictures"
    scripts = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    pages = "".join(path.read_text("utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    for path in folder.glob("*.png"):
        assert path.stem in scripts, path.name
        assert path.name in pages, path.name
    guides = [name for name in GUIDES if "../pictures/" in (ROOT / "docs" / "guides" / f"{name}.md").read_text("utf-8")]
    assert {"log-a-meeting", "clear-a-statement", "read-and-follow", "administer", "operate"} <= set(guides)


def test_the_readme_is_one_screen():
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert sum(max(1, -(-len(line) // 132)) for line in lines if not line.startswith("!")) <= 24


def test_what_the_approver_asks_for_is_there(client, db):
    """Security, data protection, accessibility with results, licences, the API, the schema, decisions."""
    for name in ("SECURITY", "data-protection", "accessibility", "licences", "api", "record", "decisions", "operating"):
        assert client.get(f"/help/{name}/").status_code == 200, name
    held = (ROOT / "docs" / "data-protection.md").read_text("utf-8")
    assert "| of whom | what | why | how long | erased how |" in held
    results = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
    assert "\n## Test results\n" in results


def test_mkdocs_builds_them_without_a_warning(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "help")],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "help" / "guides" / "log-a-meeting" / "index.html").is_file()


# --- another process ---------------------------------------------------------------------------------------------

SAID = """
import django; django.setup()
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.conf import settings
from records.render.sheet import engine
print(finders.find("favicon.svg"))
print(render_to_string("404.html", request=RequestFactory().get("/")))
print(engine().get_template("print/sheet.html").origin.name)
"""


def test_another_process_changes_no_code(tmp_path):
    """Name, emblem, colours and letterhead by settings and a folder; no page says Bali Process then."""
    for name, content in {
        "static/favicon.svg": "<svg/>",
        "static/brand.css": ":root { --sea: #123 }",
        "templates/print/sheet.html": "Letterhead",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    environment = os.environ | {
        "BRAND_DIR": str(tmp_path), "PROCESS_NAME": "Almaty Process on Refugees", "PROCESS_SHORT": "Almaty Process",
        "DJANGO_SETTINGS_MODULE": "bali_process.settings",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", SAID], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.strip().splitlines()
    assert lines[0] == str(tmp_path / "static" / "favicon.svg")
    assert lines[-1] == str(tmp_path / "templates" / "print" / "sheet.html")
    assert "Almaty Process" in done.stdout
    assert "brand.css" in done.stdout
    assert "Bali" not in done.stdout


CALLED = """
import django; django.setup()
from django.utils import translation
from django.core.management import call_command
from members.models import Capacity, own_words
from records.compose import attendance
print(Capacity.CO_CHAIR.label, Capacity.CO_CHAIR.heading(1), Capacity.CO_CHAIR.heading(2), Capacity.MEMBER.heading(2))
print(dict(Capacity.choices)["co_chair"], own_words("co_chair"), own_words("member"))
call_command("makemigrations", "--check", "--dry-run")
"""


def asked_with(**environment):
    world = os.environ | {"DJANGO_SETTINGS_MODULE": "bali_process.settings"} | environment
    return subprocess.run([sys.executable, "-c", CALLED], cwd=ROOT, env=world, capture_output=True, text=True)


def test_another_process_calls_capacities_by_its_own_words():
    """On the screens and in records, and without a migration of its own."""
    done = asked_with(CAPACITY_WORDS="co_chair=Chair|Chairs; observer = Associate | Associates")
    assert (done.returncode, done.stdout.splitlines()) == (0, [
        "Chair Chair Chairs Members", "Chair ('Chair', 'Chairs') None", "No changes detected",
    ]), done.stderr  # fmt: skip


@pytest.mark.parametrize(
    ("told", "words"),
    [("boss=Boss|Bosses", "names boss. There are: co_chair, host"), ("co_chair=Chair", "Give one and many")],
)
def test_words_for_a_capacity_that_are_no_good_stop_the_start(told, words):
    done = asked_with(CAPACITY_WORDS=told)
    assert (done.returncode, words in done.stderr) == (1, True)


def test_a_record_and_the_directory_use_the_words_of_the_process(db, settings):
    settings.CAPACITY_WORDS = {"member": ("Party", "Parties"), "co_chair": ("Chair", "Chairs")}
    body = factories.participant("bali-process", kind="body")
    for slug, iso, capacity in (("fiji", "FJ", "member"), ("samoa", "WS", "member"), ("nauru", "NR", "co_chair")):
        factories.participant(slug, iso=iso, capacity=capacity)
    row = factories.meeting(1, attendance_is_known=True)
    for slug, capacity in (("fiji", "member"), ("samoa", "member"), ("nauru", "co_chair")):
        of = Participant.objects.get(slug=slug)
        Attendance.objects.create(
            meeting=row, participant=of, as_written=slug.title(), kind="state", capacity=capacity, presence="present"
        )
    record = compose_meeting(row)
    assert {one.name: one.capacity_label for one in record.attendance} == {
        "Nauru": "Chair", "Fiji": "Parties", "Samoa": "Parties",
    }  # fmt: skip
    told = " ".join(passage.text for passage in compose_directory(body).passages)
    assert ("Party of the Bali Process" in told, "Chair of the Bali Process" in told) == (True, True)


def test_no_template_names_the_process():
    """It comes from settings; the word after `default:` is what stands there without them."""
    found = {}
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            text = re.sub(r"default:\"Bali Process\"", "", path.read_text())
            if "Bali" in text:
                found[str(path.relative_to(ROOT))] = re.findall(r".*Bali.*", text)
    assert found == {}


# --- bill of materials -------------------------------------------------------------------------------------------


def test_the_bill_of_materials_is_cyclonedx_and_whole(capsys):
    call_command("bill_of_materials")
    told = json.loads(capsys.readouterr().out)
    schemas = Path(cyclonedx.schema.__file__).parent / "_res"
    known = {name: json.loads((schemas / f"{name}.SNAPSHOT.schema.json").read_text()) for name in ("jsf-0.82", "spdx")}
    resources = [(f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json", schema) for name, schema in known.items()]
    registry = jsonschema_rs.Registry(resources)
    schema = json.loads((schemas / "bom-1.6.SNAPSHOT.schema.json").read_text())
    faults = [error.message for error in jsonschema_rs.validator_for(schema, registry=registry).iter_errors(told)]
    assert faults == []

    locked = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    libraries = [each for each in told["components"] if each["type"] == "library"]
    assert sorted(each["name"] for each in libraries) == sorted(name.lower() for name in locked)
    assert all(each["properties"] for each in libraries)
    installed = [each for each in libraries if each["name"] in ("django", "weasyprint", "prometheus-client")]
    assert all(each["licenses"] for each in installed)
    assert any(each["name"] == "Amiri" for each in told["components"])


def test_lines_of_logs_are_json_in_production():
    made = logs.configuration(as_json=True, syslog="", level="INFO")
    assert made["handlers"]["console"]["formatter"] == "json"
    assert made["loggers"]["bali.audit"]["handlers"] == ["console"]
