"""Who changed a row, why, and which changes belong together.

Every write happens inside `acting(by, reason)`. All rows written in one block share one `change_id`, so that a
change which touches five rows reads as one change.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords


@dataclass(frozen=True)
class Change:
    by: Any = None
    reason: str = ""
    id: uuid.UUID = field(default_factory=uuid.uuid4)


_change: ContextVar[Change | None] = ContextVar("change", default=None)


@contextmanager
def acting(by: Any, reason: str = "") -> Iterator[Change]:
    """Name the author of the writes inside. A block inside another keeps the outer change's id."""
    outer = _change.get()
    change = Change(by, reason or (outer.reason if outer else ""), outer.id if outer else uuid.uuid4())
    token = _change.set(change)
    try:
        yield change
    finally:
        _change.reset(token)


def current_change_id() -> uuid.UUID:
    change = _change.get()
    return change.id if change else uuid.uuid4()


class ChangeMark(models.Model):
    """What our history rows carry besides django-simple-history's own columns."""

    change_id = models.UUIDField(default=current_change_id, editable=False, db_index=True)

    class Meta:
        abstract = True


class History(HistoricalRecords):
    """History whose author and reason come from `acting`, and from the request where nobody is named.

    A model names in `left_out_of_history` what its versions do not repeat.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(bases=[ChangeMark], inherit=True, **options)

    def fields_included(self, model: Any) -> list[models.Field]:
        left_out = getattr(model, "left_out_of_history", ())
        return [field for field in super().fields_included(model) if field.name not in left_out]

    def get_history_user(self, instance: models.Model) -> Any:
        change = _change.get()
        return change.by if change and change.by else super().get_history_user(instance)

    def get_change_reason_for_object(self, instance: models.Model, history_type: str, using: str) -> str | None:
        change = _change.get()
        own = super().get_change_reason_for_object(instance, history_type, using)
        return own or (change.reason if change else None) or None
