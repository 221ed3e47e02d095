"""What rows were: at a version, last of all; and rows that were deleted, put back as they were."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models, transaction

from core.models import StaleVersion, Versioned


def history_of(row: Versioned) -> models.QuerySet:
    """Every version of a row, oldest first; the entry of a deletion carries the version that was deleted."""
    return type(row).history.filter(id=row.pk).order_by("history_date", "history_id")


def row_of(entry: Any) -> Any:
    """The row an entry of a history tells of, as if it had been read then."""
    row = entry.instance
    row._state.adding, row._state.db = False, entry._state.db
    return row


def at_version(row: Versioned, version: int) -> Any:
    """The row as it was at a version; None where it never was."""
    kept = history_of(row).filter(version=version).first()
    return row_of(kept) if kept else None


def now(row: Versioned) -> Any:
    """The row as it is; None where it is gone."""
    return type(row)._base_manager.filter(pk=row.pk).first()


def last_entry(row: Versioned) -> Any:
    """The latest entry of its history, with its author."""
    return history_of(row).select_related("history_user").last()


def end_of_version(row: Versioned, version: int) -> datetime.datetime | None:
    """When the version after it began, or the row was deleted; None while it is the latest."""
    entries = list(history_of(row).filter(version__gte=version).values_list("history_date", "history_type")[:2])
    return entries[1][0] if len(entries) > 1 else None


def rows_then(model: type[Versioned], until: datetime.datetime, **of: Any) -> list[Any]:
    """Rows as they were just before a moment. `of` narrows them: `recommendation_id=…`."""
    entries = model.history.filter(history_date__lt=until, **of)
    latest = entries.order_by("id", "-history_date", "-history_id").distinct("id")
    return [row_of(entry) for entry in latest if entry.history_type != "-"]


def revive(model: type[Versioned], pk: Any, *, version: int) -> Any:
    """Put a deleted row back as it last was, with the rows deleted along with it. Its versions count on.

    Inside `acting`. Raises StaleVersion where it is there again, or where `version` is not the one deleted.
    """
    with transaction.atomic():
        kept = last_entry(model(id=pk))
        if kept is None or kept.history_type != "-" or kept.version != version:
            raise StaleVersion(model(id=pk, version=version))
        _put_back(kept)
    return model._base_manager.get(pk=pk)


def _put_back(kept: Any) -> None:
    row = kept.instance
    row.version = kept.version + 1
    row._state.adding = True
    if type(row)._base_manager.filter(pk=row.pk).exists():
        raise StaleVersion(row)
    row.save(force_insert=True)
    for entry in _right_below(kept):
        _put_back(entry)


def deleted_with(kept: Any, model: type[Versioned], column: str) -> list[Any]:
    """The last entries of rows that pointed at a row by `column` and were deleted along with it (entry `kept`)."""
    gone = {"change_id": kept.change_id, "history_type": "-", column: kept.id}
    return list(model.history.filter(**gone).order_by("history_id"))


def what_is_gone(row: Any) -> list[Any]:
    """The fields by which a row of the past points at what is there no more."""
    return [
        field
        for field in row._meta.concrete_fields
        if field.is_relation
        and (held := getattr(row, field.attname)) is not None
        and not field.related_model._base_manager.filter(pk=held).exists()
    ]


def points_at_what_is_there(row: Any) -> bool:
    """Let go of what a row of the past pointed at and is there no more. False where it cannot be without it."""
    for field in what_is_gone(row):
        if not field.null:
            return False
        setattr(row, field.attname, None)
    return True


def remember(row: Any) -> Any:
    """The row of the past, told by name: what it pointed at and is gone stands in it as it last was."""
    for field in what_is_gone(row):
        entry = last_entry(field.related_model(id=getattr(row, field.attname)))
        if entry is not None:
            setattr(row, field.name, remember(entry.instance))
    return row


def gone_rows(model: type[Versioned]) -> models.QuerySet:
    """The last entry of each row that is there no more, latest first."""
    last = model.history.order_by("id", "-history_date", "-history_id").distinct("id").values("history_id")
    entries = model.history.filter(history_id__in=last, history_type="-")
    return entries.select_related("history_user").order_by("-history_date", "-history_id")


def goes_back_with(kept: Any) -> list[Any]:
    """The rows that were deleted along with one (its entry `kept`) and come back with it, those below them too."""
    return [row for entry in _right_below(kept) for row in (entry, *goes_back_with(entry))]


def _right_below(kept: Any) -> list[Any]:
    found: list[Any] = []
    for below in type(kept.instance)._meta.related_objects:
        model: Any = below.related_model
        if below.on_delete is models.CASCADE and issubclass(model, Versioned):
            found += deleted_with(kept, model, below.field.attname)
    return found
