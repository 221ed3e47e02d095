"""Every word of the screens passes through gettext: in a language that nobody speaks one sees which does not."""

from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.template import engines
from django.utils.translation import gettext

from core.translating.sentences import Sentences
from core.translating.tokens import tokens
from tests.site.odd import catalogue_of, odd

ROOT = Path(settings.BASE_DIR)


def found(source, **options):
    return [(message.words, message.plural) for message in Sentences(source, **options).messages]


def drawn(source, **context):
    return engines["django"].from_string(Sentences(source).source).render(context)


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        ("<p>Kept until <b>{{ a.day|date:'j M' }}</b>.</p>", [("Kept until <1>{day}</1>.", "")]),
        ("<li>{{ n }} meeting{{ n|pluralize }} of {{ all }}</li>", [("{n} meeting of {all}", "{n} meetings of {all}")]),
        ("<p>{{ n }} entr{{ n|pluralize:'y,ies' }}</p>".replace("'", '"'), [("{n} entry", "{n} entries")]),
        ('<a href="{% url \'home\' %}" title="Go home">Home</a> · <b>{{ x }}</b>', [("Go home", ""), ("Home", "")]),
        ("<p>Due{% if late %} and <i>late</i>{% endif %}</p>", [("and <1>late</1>", ""), ("Due{part}", "")]),
        ("{% if a %}<p>One.</p>{% else %}Two{% endif %}", [("One.", ""), ("Two", "")]),
        ('<p translate="no">Bali</p><code>manage.py</code><script>let words;</script>', []),
        ("<td>{{ a }} · {{ b }} &nbsp; 1/2</td>", []),
        ('{% block body_data %} data-x="{{ x }}" data-y="{{ y }}"{% endblock %}', []),
        ('<p>{{ by|default:"the clock" }}</p>', [("the clock", "")]),
        ('{% include "x.html" with older="Earlier changes" what=name only %}', [("Earlier changes", "")]),
        ('<input placeholder="As {{ form }}" value="x">', [("As {form}", "")]),
    ],
)
def test_sentences_are_found(source, messages):
    assert found(source) == messages


def test_each_line_of_a_letter_is_a_sentence():
    source = (
        "New: {{ title }}\n\n    {{ title }}\n\nRead it: {{ address }}\n{% if note %}\nWhy: {{ note }}\n{% endif %}"
    )
    assert found(source, is_html=False) == [("New: {title}", ""), ("Read it: {address}", ""), ("Why: {note}", "")]


@pytest.mark.parametrize("path", sorted(ROOT.glob("templates/**/*.html")), ids=lambda path: path.name)
def test_no_word_of_a_template_is_passed_over(path):
    """Read again, what was made of it has no words left, and every word that is drawn is in a message."""
    source = path.read_text()
    assert "".join(token.source for token in tokens(source, is_html=True)) == source
    made = Sentences(source)
    assert not [message.words for message in Sentences(made.source).messages]


def test_a_translation_puts_things_where_its_language_wants_them(speaking):
    speaking.put(
        catalogue_of(
            {"See <1>{name}</1> of {n} page.": "{n} ⟦<1>siehe {name}</1>⟧", "{n} page": "{n} Seite"},
            {"{n} page": "{n} Seiten"},
        )
    )
    assert drawn('<p>See <a href="/x/">{{ a.name }}</a> of {{ n }} page.</p>', a={"name": "<b>"}, n=2) == (
        '<p>2 ⟦<a href="/x/">siehe &lt;b&gt;</a>⟧</p>'
    )
    assert drawn("<p>{{ n }} page{{ n|pluralize }}</p>", n=1) == "<p>1 Seite</p>"
    assert (
        drawn("<p>{{ n|length }} page{{ n|pluralize }}</p>".replace("n|length }}", "n }}"), n="2") == "<p>2 Seiten</p>"
    )


def test_a_translation_that_names_what_is_not_there_is_not_used(speaking):
    speaking.put(catalogue_of({"Until {day}": "Bis {tag}"}))
    assert drawn("<p>Until {{ day }}</p>", day=3) == "<p>Until 3</p>"


def test_the_catalogue_is_up_to_date(tmp_path):
    call_command("makemessages", "--check")
    call_command("makemessages", "--locale", "fr", "--folder", str(tmp_path))
    made = polib.pofile(str(tmp_path / "fr" / "LC_MESSAGES" / "django.po"))
    assert len(made) > 1500


def test_an_old_catalogue_is_told(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    with pytest.raises(CommandError, match="makemessages"):
        call_command("makemessages", "--check")


def test_python_speaks_it(odd_words):
    assert gettext("Nothing was changed.") == odd("Nothing was changed.")
