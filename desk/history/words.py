"""What a version of a row says that the one before did not, in words: "Canada: observer → member"."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext

from core.text import date_words
from desk.history.parts import Part
from desk.marking import marked
from meetings.models import Meeting
from members.models import Participant, User
from records.redline.words import Step

LONG = 60
_SILENT = {"id", "version", "sorting", "content", "sha256", "size", "media_type", "original", "proposal"}


@dataclass(frozen=True)
class Line:
    """One field of one row. Long texts come as `steps`, others as `old` and `new`.

    `kind` is "changed", "added", "deleted", "put back" or "moved"; only the first has a field.
    """

    row: str
    kind: str
    field: str = ""
    old: str = ""
    new: str = ""
    steps: Sequence[Step] = ()
    is_plain: bool = False

    @property
    def called(self) -> str:
        """The row's name where a mark follows: no colon after a colon."""
        return self.row.rstrip(" .,:;") or self.row


class Names:
    """What related rows are called: one query for each kind of row, whatever their number."""

    def __init__(self, entries: Iterable[tuple[Part, Any]]) -> None:
        wanted: dict[Any, set[Any]] = {}
        for part, entry in entries:
            for field in shown_fields(part):
                if isinstance(field, models.ForeignKey) and (pk := getattr(entry, field.attname)) is not None:
                    wanted.setdefault(field.related_model, set()).add(pk)
        self._names = {model: self._read(model, pks) for model, pks in wanted.items()}

    @staticmethod
    def _read(model: Any, pks: set[Any]) -> dict[Any, str]:
        if model is Participant:
            return {row.pk: str(row) for row in Participant.objects.with_names().filter(pk__in=pks)}
        rows = model._base_manager.filter(pk__in=pks)
        if model is Meeting:
            return {row.pk: row.reference for row in rows.select_related("series")}
        return {row.pk: str(row) for row in rows}

    def of(self, model: Any, pk: Any) -> str:
        return self._names.get(model, {}).get(pk, "one that is gone")


def shown_fields(part: Part) -> list[Any]:
    """The fields people would call part of the row; where it hangs and where it stands are told otherwise."""
    hidden = _SILENT | {part.parent.removesuffix("_id"), "position"}
    kept = {field.name for field in part.model.history.model._meta.fields} - hidden
    return [field for field in part.model._meta.fields if field.name in kept]


def name_of(part: Part, entry: Any, names: Names) -> str:
    """What people call the row, cut to a line."""
    field = part.model._meta.get_field(part.name)
    name = " ".join(said(field, entry, names).split())
    return f"{name[:LONG]}…" if len(name) > LONG else name or part.one.capitalize()


def said(field: Any, entry: Any, names: Names) -> str:
    """The value of a field as people read it; "" for nothing."""
    value = getattr(entry, field.attname)
    if isinstance(field, models.ForeignKey):
        return "" if value is None else names.of(field.related_model, value)
    if field.choices:
        return within(str(dict(field.flatchoices).get(value, value or "")))
    return _said(value)


def within(label: str) -> str:
    """A choice within a sentence: "observer", "Co-Chair", "RSO Co-Manager"."""
    is_name = label[:3] in ("Co-", "RSO") or not label
    return label if is_name else label[0].lower() + label[1:]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _said_of_many(value) if isinstance(value, list | dict) else _said_of_one(value)


def _said_of_one(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return f"{value:%-d %b %Y, %H:%M} UTC"
    if isinstance(value, datetime.date):
        return date_words(value.isoformat())
    return "" if value is None else str(value)


def _said_of_many(value: list[Any] | dict[str, Any]) -> str:
    """Pairs stand on lines of their own, words behind each other."""
    if isinstance(value, dict):
        return " = ".join(_said(one) for one in value.values())
    return ("\n" if any(isinstance(one, dict) for one in value) else ", ").join(_said(one) for one in value)


def lines(part: Part, before: Any, now: Any, names: Names) -> list[Line]:
    """What `now` says and `before` did not. Either may be None: the row was added, deleted or put back."""
    if now is None or getattr(now, "history_type", "") == "-":
        return [Line(name_of(part, before or now, names), "deleted", new=part.one)]
    row = name_of(part, now, names)
    if before is None or getattr(before, "history_type", "") == "-":
        kind = "added" if before is None else "put back"
        return [Line(row, kind, new=part.one), *(_fields(part, before, now, names, row) if before is not None else ())]
    found = _fields(part, before, now, names, name_of(part, before, names))
    if not found and getattr(before, "position", None) != getattr(now, "position", None):
        return [Line(row, "moved", new=part.one)]
    return found


def _fields(part: Part, before: Any, now: Any, names: Names, row: str) -> list[Line]:
    found = []
    for field in shown_fields(part):
        if field.name == "answers":
            found += _answers(before.answers or {}, now.answers or {})
            continue
        old, new = said(field, before, names), said(field, now, names)
        if old == new:
            continue
        label = str(field.verbose_name)
        if isinstance(field, models.TextField) or max(len(old), len(new)) > LONG:
            found.append(Line(row, "changed", label, steps=marked(old, new)))
        else:
            is_plain = bool(field.choices) and part.model is not Meeting
            found.append(Line(row, "changed", label, old, new, is_plain=is_plain))
    return found


def _answers(before: dict[str, Any], now: dict[str, Any]) -> list[Line]:
    """What was typed into a summary: fields that differ, and lists whose rows or order do."""
    old, new = before.get("fields", {}), now.get("fields", {})
    if not before:  # nothing had been typed: what was read stood there, and is not told again
        return [Line(gettext("Everything"), "changed", "first saved", "as read", "as corrected")]
    found = []
    for name in dict.fromkeys([*old, *new]):
        row, _, field = name.rpartition("-")
        if old.get(name, "") != new.get(name, "") and field not in (
            "level",
            "confidence",
            "suggestions",
            "said",
            "goes",
        ):
            title = new.get(f"{row}-text") or new.get(f"{row}-as_written") or new.get(f"{row}-title") or ""
            steps = marked(str(old.get(name, "")), str(new.get(name, "")))
            found.append(Line(title[:LONG] or gettext("Summary"), "changed", field.replace("_", " "), steps=steps))
    lists, others = now.get("lists", {}), before.get("lists", {})
    for name, ids in lists.items():
        was = others.get(name, [])
        if ids != was:
            found.append(
                Line(
                    name.capitalize(),
                    "changed",
                    "rows",
                    str(len(was)),
                    gettext("{len}, put in order").format(len=len(ids)),
                )
            )
    return found


def authors(pks: Iterable[Any]) -> dict[Any, str]:
    """Names of those who wrote, by key."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in={pk for pk in pks if pk})}
