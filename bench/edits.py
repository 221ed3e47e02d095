"""Ways to change a meeting, as a browser without a script would do it; for the proof of colliding saves.

What is edited through `desk.forms.meeting.SECTIONS` is found there: a section added later is proved without a line
here. With it go moving, deleting with putting back, and the page of a summary; `bench/verbs.py` has the other ways.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models
from django.test import Client
from django.urls import reverse

from bench.sending import sent
from core.history import acting
from core.models import Versioned
from desk.forms.meeting import SECTIONS, Section
from desk.history.parts import part_of
from desk.reading.services import receive_text
from meetings.models import Meeting, Reading, Series
from members.models import User

SUMMARY = """Third Meeting of the Ad Hoc Group Senior Officials
Location: Colombo, Sri Lanka
Date: 4 May 2010

The purpose of the meeting was to look back on a year of work.

• Members agreed to meet again in the autumn.
"""


@dataclass
class Told:
    """What one writer saw. Saves, acknowledged or refused, are (label, key, version posted, mark); choices from a list
    the same with what was chosen; rows added are (label, mark)."""

    saved: list[tuple[str, str, int, str]] = field(default_factory=list)
    refused: list[tuple[str, str, int, str]] = field(default_factory=list)
    chosen: list[tuple[str, str, int, str]] = field(default_factory=list)
    added: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Edit:
    """One form over and over: its address, its row, the field that takes the mark ("" where none is text), the page
    that shows it, where that is another, and the name and value of its button."""

    name: str
    address: str
    model: type[Versioned]
    pk: Any
    field: str = ""
    is_long: bool = False
    shown: str = ""
    button: tuple[str, str] | None = None

    def run(self, client: Client, mark: str, told: Told) -> None:
        """Save with a mark, merging as often as somebody else was first."""
        page = client.get(self.shown or self.address)
        data = sent(page, mark="action", where=self.address) if self.shown else sent(page)
        if len(set(data["version"])) != 1:
            raise ValueError(f"{self.name}: the page holds several forms, so `shown` and an address are needed")
        if self.button:
            data[self.button[0]] = [self.button[1]]
        self._write(data, mark)
        for _ in range(50):
            version = int(data["version"][0])
            answer = client.post(self.address, data)
            key = (self.model._meta.label_lower, str(self.pk), version, mark if self.field else "")
            if answer.status_code == 302:
                told.saved.append(key)
                return
            if answer.status_code != 409:
                told.wrong.append(f"{self.name}: answered {answer.status_code}")
                return
            told.refused.append(key)
            if self.field and mark not in answer.text:
                told.wrong.append(f"{self.name}: the page of a refusal does not hold {mark}")
            data = sent(answer, mark="data-merge")
            told.wrong += self._theirs_missing(data, version, answer.text)
            self._choose(data, mark)
        told.wrong.append(f"{self.name}: refused fifty times")

    def _write(self, data: dict[str, Any], mark: str) -> None:
        if self.field:
            before = data.get(self.field, [""])[0]
            data[self.field] = [f"{before}\n{mark}" if self.is_long else mark]
        else:
            for name in [name for name in data if name not in ("version", "csrfmiddlewaretoken")]:
                del data[name]

    def _theirs_missing(self, data: dict[str, Any], version: int, text: str) -> Iterator[str]:
        """What somebody else wrote over the field since `version` stands in the page of a refusal."""
        before, now = (self._marks(number) for number in (version, int(data["version"][0])))
        if now and now != before and now[-1] not in text:
            yield f"{self.name}: the page of a refusal does not hold {now[-1]}, which had been saved"

    def _marks(self, version: int) -> list[str]:
        entry = self.model.history.filter(id=self.pk, version=version).exclude(history_type="-").first()
        if entry is None or not self.field:
            return []
        said = (
            entry.answers.get("fields", {}).get(self.field, "")
            if self.model is Reading
            else getattr(entry, self.field, "")
        )
        return re.findall(r"\d+-\d+-x", str(said))

    def _choose(self, data: dict[str, Any], mark: str) -> None:
        """Both in a long text, mine in a short one."""
        for name in [name.removesuffix("~mine") for name in data if name.endswith("~mine")]:
            theirs, mine = data[f"{name}~theirs"][0], data[f"{name}~mine"][0]
            data[f"{name}~pick"] = ["edit" if self.is_long else "mine"]
            if self.is_long:
                added = "" if mark in theirs else mark
                data[name] = ["\n".join(part for part in (theirs.rstrip("\n"), added) if part)]
            elif mark not in mine:
                data[f"{name}~pick"] = ["theirs"]


@dataclass(frozen=True)
class Move:
    """One row up and down among its siblings."""

    name: str
    address: str
    model: type[Versioned]
    pk: Any

    def run(self, client: Client, mark: str, told: Told) -> None:
        label, to = self.model._meta.label_lower, "up" if hash(mark) % 2 else "down"
        version = self.model._base_manager.get(pk=self.pk).version
        for _ in range(50):
            answer = client.post(self.address, {"to": to, "version": version})
            if answer.status_code == 302:
                return  # at the edge nothing is written
            if answer.status_code != 409:
                told.wrong.append(f"{self.name}: answered {answer.status_code}")
                return
            told.refused.append((label, str(self.pk), version, ""))
            again = sent(answer, mark="action", where=self.address)
            version = int(again["version"][0])


@dataclass(frozen=True)
class Delete:
    """One row deleted by whoever is first, and put back by them from its history."""

    name: str
    address: str
    model: type[Versioned]
    pk: Any

    def run(self, client: Client, mark: str, told: Told) -> None:
        label = self.model._meta.label_lower
        row = self.model._base_manager.filter(pk=self.pk).first()
        version = row.version if row else 1
        answer = client.post(self.address, {"version": version})
        if answer.status_code == 409:
            told.refused.append((label, str(self.pk), version, ""))
            return
        back = client.post(reverse("desk:row-restore", args=[label, self.pk]), {"to": version, "version": version})
        if answer.status_code != 302 or back.status_code != 302:
            told.wrong.append(f"{self.name}: answered {answer.status_code}, put back {back.status_code}")
            return
        told.saved.append((label, str(self.pk), version, "deleted"))


Path = Edit | Move | Delete


def paths(writer: User) -> tuple[Meeting, list[Path]]:
    """Rows for every path, made by `writer`, and the meeting they belong to."""
    with acting(writer, "proof"):
        series = Series.objects.create(code="PROOF", slug="proof", name="Proof")
        meeting = Meeting.objects.create(series=series, title="Proof", precision="unknown", attendance_is_known=False)
        found: list[Path] = [path for section in SECTIONS.values() for path in _of_section(section, meeting)]
        reading = receive_text(SUMMARY, by=writer).reading
    summary = reverse("desk:reading", args=[reading.pk])
    return meeting, [*found, Edit("summary", summary, Reading, reading.pk, "purpose", is_long=True)]


def _of_section(section: Section, meeting: Meeting) -> Iterator[Path]:
    if section.rows is None:
        address = reverse("desk:section", args=[meeting.pk, section.slug])
        yield Edit(section.slug, address, Meeting, meeting.pk, *_marked(section.form(instance=meeting)))
        return
    model: Any = section.rows(meeting).model
    edited, deleted = (_sound(model, meeting, number) for number in (1, 2))
    at = [meeting.pk, section.slug]
    form = section.form(instance=edited, meeting=meeting)
    yield Edit(section.slug, reverse("desk:row", args=[*at, edited.pk]), model, edited.pk, *_marked(form))
    part = part_of(model._meta.label_lower)
    if part is not None and part.is_restored:  # what was received or decided is not put back
        yield Delete(f"{section.slug}, delete", reverse("desk:row-delete", args=[*at, deleted.pk]), model, deleted.pk)
    if section.is_ordered:
        moved = [_sound(model, meeting, number) for number in (3, 4, 5)][1]
        yield Move(f"{section.slug}, move", reverse("desk:row-move", args=[*at, moved.pk]), model, moved.pk)


def _marked(form: forms.BaseForm) -> tuple[str, bool]:
    """The field to write marks into, and whether it takes any number of them."""
    texts = {name: one for name, one in form.fields.items() if type(one) is forms.CharField}
    endless = [name for name, one in texts.items() if one.max_length is None and name in form._meta.fields]  # type: ignore[attr-defined]  # a ModelForm
    if endless:
        return endless[0], True
    short = [name for name, one in texts.items() if (one.max_length or 0) >= 20 and name in form._meta.fields]  # type: ignore[attr-defined]  # a ModelForm
    return (short[0], False) if short else ("", False)


def _sound(model: Any, meeting: Meeting, number: int) -> Any:
    """A row with something in every field that has no value of its own."""
    row = model(meeting=meeting)
    for one in model._meta.fields:
        if one.name in ("id", "version", "meeting") or one.null:
            continue
        value = _value(one, row, meeting, number)
        if value is not None:
            setattr(row, one.name, value)
    row.full_clean()
    row.save()
    return row


def _value(one: Any, row: Any, meeting: Meeting, number: int) -> Any:
    """Something for a field; None to leave what it has."""
    text, size = f"{type(row).__name__} {number}", one.max_length or 40
    if isinstance(one, models.ForeignKey):
        of: Any = one.related_model
        hangs = any(other.name == "meeting" for other in of._meta.fields)
        return _sound(of, meeting, number + 10) if hangs else of._base_manager.first()
    if one.name == "adopted_as":
        return ""  # what was adopted is not deleted
    if one.choices:
        return getattr(row, one.name) or one.flatchoices[0][0]
    if one.name in ("sha256", "position"):
        return hashlib.sha256(text.encode()).hexdigest() if one.name == "sha256" else number * 1000
    for kind, value in (
        (models.URLField, ""),
        (models.CharField | models.TextField, "" if size < 12 else text[:size]),
        (models.DateField, None if one.has_default() else datetime.date(2016, 2, 2)),
        (models.IntegerField, None if one.has_default() else 1),
        (models.BinaryField, b"x"),
    ):
        if isinstance(one, kind):
            return value
    return None
