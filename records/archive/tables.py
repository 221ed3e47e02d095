"""Rows as CSV and back, losing nothing.

A cell is the value as text; \\N is a value that is not there. A text that begins with a backslash, or like a formula,
carries one backslash more, so that no spreadsheet runs it. Lists and objects are JSON, moments ISO 8601 in UTC, bytes
the SHA-256 of the file that holds them.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from meetings.models import Material
from members.models import User

NOTHING = "\\N"
APART = {"records.LedgerEntry"}  # one line a row, in ledger.jsonl
# Nobody's record, or somebody's own: unsent typing, queues, private notes, addresses, rights, persons by name; books,
# which are bound of issued files for one occasion; who wants letters. And what is made again from the rest.
LEFT_OUT = {
    "core.FormDraft", "core.SetAside", "core.Presence", "core.Job", "core.Letter", "core.Delivery", "core.Bounce",
    "members.Mandate", "members.FocalPoint", "meetings.Note", "meetings.Representative", "meetings.Reading",
    "meetings.Incoming",
    "records.Book", "records.BookPart", "records.BoundBook",
    "recommendations.Reminder", "records.ApprovalRequest", "records.Freshness", "records.Card",
    "records.Passage", "records.DirectoryEntry", "records.AttendanceIndex", "records.RegisterEvent",
    "records.RegisterEntry", "records.InForce", "records.SearchEntry", "records.FilePage", "records.FocusEntry",
    "library.Following",
}  # fmt: skip
OURS = ("core", "members", "meetings", "recommendations", "strategy", "records", "library", "desk")
_PEOPLE = ("id", "name")
_ADDRESSES = {"records.Circulation.copied_to"}


def archived() -> list[type[models.Model]]:
    """The tables of an archive, by name. History is not among them: a backup holds it."""
    ours = (model for label in OURS for model in apps.get_app_config(label).get_models())
    wanted = (
        model for model in ours if model._meta.label not in LEFT_OUT | APART and not hasattr(model, "history_object")
    )
    return sorted((model for model in wanted if not model.__name__.startswith("Historical")), key=_name)


def _name(model: type[models.Model]) -> str:
    return model._meta.label_lower


def columns(model: type[models.Model]) -> list[models.Field]:
    """Of a person only the name: an archive holds no addresses and no passwords."""
    if model is User:
        return [field for field in model._meta.concrete_fields if field.attname in _PEOPLE]
    return [field for field in model._meta.concrete_fields if f"{model._meta.label}.{field.attname}" not in _ADDRESSES]


def _rows(model: type[models.Model]) -> models.QuerySet:
    """By their key. Of accounts those that another row points to: an archive is no list of them."""
    rows = model._base_manager.order_by("pk")
    return rows.filter(pk__in=_who_did_something()) if model is User else rows


def _who_did_something() -> set[Any]:
    pointing = [(model, field) for model in archived() for field in columns(model) if field.related_model is User]
    rows = ((model._base_manager.order_by(), field.attname) for model, field in pointing)
    return {pk for found, name in rows for pk in found.values_list(name, flat=True).distinct()} - {None}


def written(model: type[models.Model], keep: Callable[[bytes], str]) -> str:
    """The table as CSV, rows by their key. `keep` takes bytes into the archive and answers with their SHA-256."""
    fields, out = columns(model), io.StringIO()
    rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(field.attname for field in fields)
    for row in _rows(model).iterator(chunk_size=500):
        rows.writerow(_cell(field, _held(row, field), keep) for field in fields)
    return out.getvalue()


def _held(row: models.Model, field: models.Field) -> Any:
    """The bytes of a file, wherever they lie: an archive is the same for every store. Raises StoreError."""
    return row.whole() if isinstance(row, Material) and field.attname == "content" else getattr(row, field.attname)


def read(model: type[models.Model], text: str, files: Mapping[str, bytes]) -> Iterator[models.Model]:
    """The rows again, not saved. `files` are the bytes by SHA-256. Raises ValueError where the table does not fit."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a long text is more than the 128 KB of old
    rows = csv.reader(io.StringIO(text, newline=""))
    fields = columns(model)
    if next(rows, None) != [field.attname for field in fields]:
        raise ValueError(f"{model._meta.label_lower}: these are not its columns.")
    for cells in rows:
        values = {field.attname: _value(field, cell, files) for field, cell in zip(fields, cells, strict=True)}
        if model is User:
            values |= {"email": f"{values['id']}@archive.invalid", "is_active": False, "password": "!"}
        yield model(**values)


def _cell(field: models.Field, value: Any, keep: Callable[[bytes], str]) -> str:
    if value is None or _leads_out(field):
        return NOTHING
    if isinstance(field, models.BinaryField):
        return keep(bytes(value))
    if isinstance(field, models.JSONField | ArrayField):
        return _guarded(json.dumps(value, ensure_ascii=False, sort_keys=True, default=_member))
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    return _guarded(str(value))


def _member(value: Any) -> str:
    """What JSON has no form for: dates and moments in a list."""
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def _value(field: models.Field, cell: str, files: Mapping[str, bytes]) -> Any:
    if cell == NOTHING:
        return None
    text = cell[1:] if cell.startswith("\\") else cell
    if isinstance(field, models.BinaryField):
        return files[text]
    if isinstance(field, models.JSONField):
        return json.loads(text)
    if isinstance(field, models.BooleanField):
        return text == "True"
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(text)


def _leads_out(field: models.Field) -> bool:
    """Whether it points to a row that the archive leaves out."""
    return isinstance(field, models.ForeignKey) and field.related_model._meta.label in LEFT_OUT


def _guarded(text: str) -> str:
    return f"\\{text}" if text[:1] in ("\\", "=", "+", "-", "@", "\t", "\r") else text


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def is_empty(tables: Iterable[type[models.Model]]) -> bool:
    return not any(model._base_manager.exists() for model in tables)
