"""Unsent typing, kept on the server within a second of the key.

The browser sends what a form holds; a late request never overwrites a later one; a form that was accepted needs no
draft any more.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import FormDraft

MAX_BYTES = 3 * 1024 * 1024
MAX_DRAFTS = 50
SAVED_KNOWN_FOR = datetime.timedelta(days=90)  # a browser that was away so long may offer what was saved
LARGEST = 2**63

_KEEP = """
INSERT INTO core_formdraft (user_id, place, tab, sequence, fields, typed_at)
VALUES (%s, %s, %s, %s, %s, clock_timestamp())
ON CONFLICT ON CONSTRAINT draft_is_kept_once_a_tab
DO UPDATE SET sequence = excluded.sequence, fields = excluded.fields, typed_at = excluded.typed_at
WHERE core_formdraft.sequence < excluded.sequence
"""
# Nothing of what was typed stays, and what was typed after the form was sent stays unsaved.
_ACCEPT = """
INSERT INTO core_formdraft (user_id, place, tab, sequence, fields, typed_at)
VALUES (%s, %s, %s, %s, '[]', clock_timestamp())
ON CONFLICT ON CONSTRAINT draft_is_kept_once_a_tab
DO UPDATE SET sequence = excluded.sequence, fields = excluded.fields, typed_at = excluded.typed_at
WHERE core_formdraft.sequence <= excluded.sequence
"""


class CannotKeepDraftError(Exception):
    """Why typing was not kept on the server, in words; the browser keeps its copy then."""


@dataclass(frozen=True)
class Typed:
    """What a browser sends. `fields` are name and value pairs."""

    place: str
    tab: str
    sequence: int
    fields: list[list[str]]

    @classmethod
    def of(cls, body: bytes) -> Typed:
        """Raises CannotKeepDraftError for anything that is not a draft."""
        if len(body) > MAX_BYTES:
            raise CannotKeepDraftError(_("This text is too long to be kept as a draft. Save it."))
        try:
            sent = json.loads(body)
            typed = cls(str(sent["place"]), str(sent["tab"]), int(sent["sequence"]), sent["fields"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise CannotKeepDraftError(_("This is not a draft of a form.")) from error
        if not typed.is_sound():
            raise CannotKeepDraftError(_("This is not a draft of a form."))
        return typed

    def is_sound(self) -> bool:
        pairs = isinstance(self.fields, list) and all(
            isinstance(pair, list) and len(pair) == 2 and all(isinstance(word, str) for word in pair)
            for pair in self.fields
        )
        return (
            pairs
            and self.place.startswith("/")
            and len(self.place) <= 500
            and 0 < len(self.tab) <= 40
            and (0 < self.sequence < LARGEST)
        )


def keep(user: Any, typed: Typed) -> bool:
    """Keep it unless something later is kept already. True where it was written. Raises CannotKeepDraftError."""
    typed_words = "".join(word for pair in typed.fields for word in pair)
    if any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in typed_words):
        raise CannotKeepDraftError(_("This text holds a character that cannot be stored (NUL or half a character)."))
    known = FormDraft.objects.unsaved().filter(user=user)
    if known.count() >= MAX_DRAFTS and not known.filter(place=typed.place, tab=typed.tab).exists():
        known.order_by("typed_at")[0].delete()
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [user.pk, typed.place, typed.tab, typed.sequence, json.dumps(typed.fields)])
        return cursor.rowcount == 1


def kept(user: Any, place: str) -> list[FormDraft]:
    """What this person typed into the form at `place` and did not save, latest first."""
    return list(FormDraft.objects.unsaved().filter(user=user, place=place))


def saved(user: Any, place: str) -> dict[str, int]:
    """Up to where the typing of each tab went into a save of the form at `place`: its browser may hold a copy."""
    return dict(FormDraft.objects.saved().filter(user=user, place=place).values_list("tab", "sequence"))


def accept(user: Any, place: str, sent: str) -> None:
    """The form at `place` was accepted. `sent` is the tab and, where something was typed, how far: "tab 1732838400000".

    A draft that was on its way meanwhile arrives after this and is told that it comes too late.
    """
    tab, __, typed = sent.replace("\x00", "").partition(" ")
    sequence = int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 20 else 0
    if not (0 < sequence < LARGEST and 0 < len(tab) <= 40 and len(place) <= 500):
        drop(user, place, tab)
        return
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPT, [user.pk, place, tab, sequence])
    FormDraft.objects.saved().filter(user=user, typed_at__lt=timezone.now() - SAVED_KNOWN_FOR).delete()


def of_tab(user: Any, tab: str) -> FormDraft | None:
    """The latest draft this person has in one tab."""
    return FormDraft.objects.unsaved().filter(user=user, tab=tab).first()


def drop(user: Any, place: str, tab: str = "") -> int:
    """Forget drafts of a form: those of one tab, or all. Returns how many there were."""
    drafts = FormDraft.objects.unsaved().filter(user=user, place=place)
    return (drafts.filter(tab=tab) if tab else drafts).delete()[0]
