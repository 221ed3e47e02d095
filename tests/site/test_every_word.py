"""The main pages in a language that nobody speaks: what is left in English stands in rows, or is found here."""

import json
import re
from pathlib import Path

import lxml.html
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import dates

from core.translating import scripts
from members.models import Participant
from records.compose import compose_directory, compose_draft
from records.models import EditionContent
from strategy.models import Draft
from tests.access import world
from tests.site.odd import Speaking, odd, whole

STATIC = Path(settings.BASE_DIR) / "static"
SILENT = {"script", "style", "code", "kbd", "pre", "textarea"}
SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-l")
# Names of things that no language translates, and what Django writes in its own words.
NAMES = {"PDF", "JSON", "XML", "CSV", "XLSX", "DOCX", "TXT", "UTC", "ISO", "API", "Atom", "bytes"}
CALENDAR = {word for names in (dates.MONTHS, dates.MONTHS_3, dates.MONTHS_AP) for word in map(str, names.values())}
CALENDAR |= {word.title() for word in CALENDAR} | {word.rstrip(".") for word in CALENDAR}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z’'-]*(?: [A-Za-z’'-]+)*")


@pytest.fixture(scope="module")
def rows(pristine_database, django_db_blocker, tmp_path_factory):
    """What the addresses need, and what stands in rows; then the site speaks odd words."""
    speaking = Speaking(tmp_path_factory.mktemp("odd"))
    with django_db_blocker.unblock():
        with transaction.atomic():
            names, clients = world.make()
            data = f"{held()} {settings.PROCESS_NAME} {settings.PROCESS_SHORT}"
            speaking.put(whole())
            yield names, clients, data
            transaction.set_rollback(True)
        connection.close()
    speaking.end()


def held():
    """Everything that stands in rows, in one text."""
    texts = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f'SELECT x::text FROM "{model._meta.db_table}" AS x')
                texts += [row[0] for row in cursor.fetchall()]
    texts += [bytes(content.record).decode() for content in EditionContent.objects.all()]
    return " ".join(" ".join(texts).split())


def told(page):
    """Texts that a person reads or hears, one by one, as a browser takes the page."""
    whole_page = lxml.html.fromstring(page)
    for zones in whole_page.xpath("//select[@name='zone'] | //datalist"):  # names of places
        zones.clear()
    for node in whole_page.iter():
        is_spoken = isinstance(node.tag, str) and node.tag not in SILENT and node.get("translate") != "no"
        if is_spoken:
            yield from filter(None, (node.text, *map(node.get, SPOKEN)))
        if node.tail:
            yield node.tail


def untranslated(page, data):
    for text in (re.sub(r"\S+://\S+", "", text) for text in told(page)):
        for words in _PLAIN.findall(" ".join(text.split())):
            is_code = re.fullmatch("[a-f ]+", words)
            if len(words) > 2 and not is_code and words not in data and not set(words.split()) <= NAMES | CALENDAR:
                yield words


PAGES = [
    ("anonymous", "/"),
    ("anonymous", "/meetings/"),
    ("anonymous", "/meetings/{public}/"),
    ("anonymous", "/recommendations/"),
    ("anonymous", "/members/"),
    ("anonymous", "/members/sri-lanka/"),
    ("anonymous", "/strategy/"),
    ("anonymous", "/search/?q=agreed"),
    ("anonymous", "/check/"),
    ("anonymous", "/follow/"),
    ("anonymous", "/about/"),
    ("anonymous", "/accessibility/"),
    ("anonymous", "/accounts/login/"),
    ("delegate", "/asked/"),
    ("secretariat", "/prepare/"),
    ("secretariat", "/prepare/plan/"),
    ("secretariat", "/prepare/summary/new/"),
    ("secretariat", "/prepare/meetings/{meeting}/"),
    ("secretariat", "/prepare/meetings/{meeting}/facts/"),
    ("secretariat", "/prepare/meetings/{meeting}/attendance/"),
    ("secretariat", "/prepare/records/"),
]


@pytest.mark.parametrize(("visitor", "address"), PAGES)
def test_no_word_of_a_page_stays_in_english(visitor, address, rows):
    names, clients, data = rows
    with transaction.atomic():
        answer = clients[visitor].get(address.format(**names))
        transaction.set_rollback(True)
    assert answer.status_code == 200
    assert odd("Recommendations") in answer.text
    assert " | ".join(sorted(set(untranslated(answer.text, data)))) == ""


def test_a_page_of_the_desk_holds_the_words_of_its_scripts(rows):
    _names, clients, _data = rows
    page = lxml.html.fromstring(clients["secretariat"].get("/prepare/").text)
    handed = json.loads(page.get_element_by_id("script-words").text)
    assert handed["Moved: now {n} of {all}."] == odd("Moved: now {n} of {all}.")
    assert len(handed) > 40


@pytest.mark.django_db
def test_where_the_site_speaks_english_nothing_is_handed_over(client):
    assert "script-words" not in client.get("/accounts/login/").text


SCRIPTS = scripts.files(Path(settings.BASE_DIR))
# Two words in small letters, or a sentence of two: what selectors and headers never are.
_LOOKS_SAID = re.compile(r"^[A-Z][a-z]+ [a-z]+|[a-z]{2,} [a-z]{2,} [a-z]{2,}|^[A-Z][a-z]+ …")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(STATIC).as_posix())
def test_no_word_of_a_script_is_passed_over(path):
    source = re.sub(r"^\s*//.*|\s//\s.*", "", path.read_text(), flags=re.MULTILINE)
    bare = re.sub(r"(?<![\w.])_\(\s*\"(?:[^\"\\]|\\.)*\"", "", source)
    bare = re.sub(r"className *[=:] *\"[^\"]*\"", "", bare)
    literals = re.findall(r"\"((?:[^\"\\]|\\.)*)\"|`((?:[^`\\]|\\.)*)`", bare)
    said = [plain or re.sub(r"\$\{[^}]*\}", "", filled) for plain, filled in literals]
    assert [words for words in said if _LOOKS_SAID.search(words)] == []
    assert re.findall(r"(?:textContent|\"aria-label\",|textContent:) *=? *\"[A-Za-z].*", bare) == []


def test_a_record_speaks_its_own_language_whatever_the_screens_speak(rows):
    drafts = [compose_draft(draft, nonce="x") for draft in Draft.objects.all()[:1]]
    directory = compose_directory(Participant.objects.get(slug="bali-process"), nonce="x")
    told = "".join(record.model_dump_json() for record in [*drafts, directory])
    assert "Member of" in told
    assert "Strategy, draft" in told
    assert set(told) & set("ȧƀƈḓḗƒɠħ") == set()


@pytest.mark.django_db
def test_labels_that_are_translated_make_no_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
