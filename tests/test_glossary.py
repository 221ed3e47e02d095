"""Words of the code stay in the code: what people see says what `docs/glossary.md` gives for the screen."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.test_architecture import modules, name_of, templates, without_template_tags

GLOSSARY = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"

# Word of the code → what the screen says instead.
INSTEAD = {
    "desk": "Prepare a meeting",
    "library": "Records",
    "edition": "As issued",
    "passage": "paragraph",
    "digest": "Check code",
    "redline": "Changes marked",
    "circulation": "Clearance round",
    "consideration": "Action taken",
    "tombstone": "Withdrawn",
    "unplaced": "Text not yet filed",
    "provenance": "Compiled from public sources",
    "dossier": "Participation summary",
    "tabled": "Submitted to",
}
CLASSES = re.compile(r"{% block (\w+_class) %}.*?{% endblock(?: \1)? %}", re.DOTALL)
FORBIDDEN = re.compile(rf"\b({'|'.join(INSTEAD)})s?\b", re.IGNORECASE)
SPOKEN = {"alt", "title", "aria-label", "placeholder", "content"}


class Visible(HTMLParser):
    """The text people see or hear."""

    def __init__(self):
        super().__init__()
        self.text = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style")
        names = dict(attrs)
        self.text += [value for name, value in attrs if name in SPOKEN and value]
        if tag == "input" and names.get("type") in ("submit", "button"):
            self.text.append(names.get("value") or "")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.text.append(data)


def visible(markup):
    parser = Visible()
    parser.feed(without_template_tags(CLASSES.sub("", markup)))
    return " ".join(parser.text)


def test_templates_speak_the_words_of_the_screen():
    assert templates()
    found = {}
    for path in templates():
        words = {match[0].lower() for match in FORBIDDEN.finditer(visible(path.read_text("utf-8")))}
        if words:
            found[name_of(path)] = sorted(words)
    assert found == {}


def spoken_by_errors(tree):
    """Texts of refusals: strings handed to a `Cannot…Error`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and re.fullmatch(r"Cannot\w+Error", node.func.id)
        ):
            yield from (
                part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def test_refusals_speak_the_words_of_the_screen():
    found = [
        f"{name_of(path)}: {text}"
        for path in modules()
        for text in spoken_by_errors(ast.parse(path.read_text("utf-8")))
        if FORBIDDEN.search(text)
    ]
    assert found == []


def test_the_glossary_lists_what_is_kept_off_the_screen():
    rows = [line.split("|")[1:3] for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("| ")]
    listed = " ".join(code for code, _ in rows).lower()
    on_screen = " ".join(screen for _, screen in rows).lower()
    for word, instead in INSTEAD.items():
        assert word in listed, f"{word} is missing in the first column of docs/glossary.md"
        assert instead.lower() in on_screen, f"{instead} is missing in the second column of docs/glossary.md"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p class='passage'>Paragraph 3</p>", []),
        ("{# the digest #}<p>{{ edition.digest }}</p>", []),
        ("<p>The digest of this edition</p>", ["digest", "edition"]),
        ('<img alt="Our library">', ["library"]),
        ("<p>The report was Tabled</p>", ["tabled"]),
        ("{% comment %}edition{% endcomment %}<input type='submit' value='Editions'>", ["editions"]),
    ],
)
def test_the_check_sees_what_people_see(markup, words):
    assert sorted(match[0].lower() for match in FORBIDDEN.finditer(visible(markup))) == words
