"""Forms of the attendance page: the whole grid in one, a name to add, the persons of a delegation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from desk.attendance.grid import Line
from desk.attendance.services import Mark, Person
from members.models import Capacity

BLANK_PEOPLE = 3


def marks(post: QueryDict, lines: Sequence[Line]) -> Iterator[tuple[Line | None, Mark]]:
    """What somebody chose, line by line; lines nobody touched are left out.

    A line sends `state-<key>` (as it was shown), `presence-<key>` and `capacity-<key>`. A line that was only expected
    when the page was shown and is listed by now comes under its old key; one that was taken off the list meanwhile
    has no line any more.
    """
    by_key = {line.was: line for line in lines if line.was} | {line.key: line for line in lines}
    for name in post:
        if not name.startswith("state-"):
            continue
        key = name.removeprefix("state-")
        version, _, shown = post.get(name, "").partition(":")
        presence, capacity = post.get(f"presence-{key}", ""), post.get(f"capacity-{key}", "")
        if not version.isdecimal() or not presence or shown == f"{presence}:{capacity}":
            continue
        yield by_key.get(key), Mark(key, int(version), presence, capacity)


class AddForm(forms.Form):
    """A delegation that was not expected. The name is free; the list of the field only helps."""

    name = forms.CharField(
        label=gettext_lazy("Add a delegation"),
        max_length=300,
        widget=forms.TextInput(attrs={"list": "names-of-the-day", "autocomplete": "off"}),
    )
    slug = forms.SlugField(required=False, widget=forms.HiddenInput)
    capacity = forms.ChoiceField(
        label=gettext_lazy("Attending as"),
        required=False,
        choices=[("", gettext_lazy("As usual, else observer")), *Capacity.choices],
    )


class PeopleForm(forms.Form):
    """The persons of one delegation and a few empty lines. `head` is the number of the head's line."""

    def people(self) -> list[Person]:
        """The lines as typed, in their order."""
        head = self.data.get("head", "")
        return [self._person(number, head) for number in self.data.getlist("line") if number.isdecimal()]  # type: ignore[attr-defined]  # a QueryDict

    def _person(self, number: str, head: str) -> Person:
        pk, version = self.data.get(f"id-{number}", ""), self.data.get(f"version-{number}", "")
        return Person(
            pk=_uuid(pk),
            version=int(version) if version.isdecimal() else 0,
            name=_line(self.data.get(f"name-{number}", "")),
            post=_line(self.data.get(f"post-{number}", "")),
            is_head=head == number,
        )


def _line(typed: str) -> str:
    """In one line. PostgreSQL keeps no NUL in a text; nobody types one."""
    return " ".join(typed.replace("\0", "").split())


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
