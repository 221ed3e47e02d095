"""A language that nobody speaks: every word of the catalogue in odd letters. What is not translated is seen."""

import re
from pathlib import Path

import polib
from django.conf import settings
from django.core.cache import caches
from django.template import engines
from django.test import override_settings

from core.management.commands.makemessages import packages
from core.translating import catalogue

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ODD = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ"
_PLACES = re.compile(r"(\{[^}]*\}|</?\d+/?>|%\([^)]*\)[a-z]|%[a-z]|&\w+;)")


def odd(words):
    pieces = _PLACES.split(words)
    return "".join(piece if at % 2 else piece.translate(str.maketrans(_PLAIN, _ODD)) for at, piece in enumerate(pieces))


def whole():
    """The catalogue with every message in odd letters."""
    made = catalogue.template(catalogue.collected(Path(settings.BASE_DIR), packages()))
    made.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    for entry in made:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: odd(entry.msgid), 1: odd(entry.msgid_plural)}
        else:
            entry.msgstr = odd(entry.msgid)
    return made


class Speaking:
    """The site speaks a catalogue from `put` on, until `end`."""

    def __init__(self, folder):
        self.folder, self.overriding = folder, []

    def put(self, made):
        folder = self.folder / "en_GB" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        made.save_as_mofile(str(folder / "django.mo"))
        self.overriding.append(override_settings(LOCALE_PATHS=[str(self.folder)]))
        self.overriding[0].enable()
        forget()

    def end(self):
        for each in self.overriding:
            each.disable()
        forget()


def forget():
    """Pages and templates that were made in another language."""
    caches["pages"].clear()
    for partials in engines["django"].engine.template_loaders:
        for loader in partials.loaders:
            loader.reset()


def catalogue_of(translations, plurals=None):
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for msgid, msgstr in translations.items():
        if plurals and msgid in plurals:
            forms = {0: msgstr, 1: plurals[msgid]}
            made.append(polib.POEntry(msgid=msgid, msgid_plural=msgid.replace("page", "pages"), msgstr_plural=forms))
        else:
            made.append(polib.POEntry(msgid=msgid, msgstr=msgstr))
    return made
