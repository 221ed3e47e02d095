"""The ground: rows that know their version and keep their history."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core.history import History
from core.jobs.models import Job  # noqa: F401  (here Django looks for tables)
from core.mail.models import Delivery, Letter  # noqa: F401  (as above)


class StaleVersion(Exception):
    """Somebody saved (or deleted) the row after it was read. Nothing was written."""

    def __init__(self, row: Versioned) -> None:
        self.row = row
        super().__init__(f"{row._meta.verbose_name} {row.pk} is no longer at version {row.version}.")


class BulkWriteRefused(Exception):
    """Audited rows are saved one by one: a bulk write leaves no history."""


class AuditedQuerySet(models.QuerySet):
    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise BulkWriteRefused(f"{self.model._meta.label} is audited: save its rows one by one.")

    update = _refuse
    bulk_create = _refuse
    bulk_update = _refuse


class Versioned(models.Model):
    """A desk row: random id, version, history.

    Every save is `UPDATE … WHERE id = … AND version = …`; a lost race raises StaleVersion and writes nothing,
    and a row deleted meanwhile is not revived. Row and history are written together or not at all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AuditedQuerySet.as_manager()
    history = History()

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic(using=kwargs.get("using")):
            super().save_base(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            return super().delete(*args, **kwargs)

    # Django 6 adds `returning_fields` at the end, hence *rest.
    def _do_update(
        self,
        base_qs: models.QuerySet,
        using: str | None,
        pk_val: Any,
        values: Collection[tuple[models.Field, Any, Any]],
        *rest: Any,
    ) -> Any:
        if self._state.adding:
            return super()._do_update(base_qs, using, pk_val, values, *rest)
        version: Any = self._meta.get_field("version")
        kept = [value for value in values if value[0] is not version]
        bumped = [*kept, (version, None, self.version + 1)]
        found = super()._do_update(base_qs.filter(version=self.version), using, pk_val, bumped, *rest)
        if not found:
            raise StaleVersion(self)
        self.version += 1
        return found


class FormDraftQuerySet(models.QuerySet["FormDraft"]):
    def unsaved(self) -> Self:
        return self.exclude(fields=[])

    def saved(self) -> Self:
        """What is left of drafts whose form was accepted: how far the typing in that tab went into it."""
        return self.filter(fields=[])


class FormDraft(models.Model):
    """What somebody has typed into a form and not yet saved: one row for each person, form and tab.

    `place` is the address the form is sent to; for a row that does not exist yet it holds the id the page made.
    `sequence` only grows, so that a request that was long on its way never overwrites a later one. Not audited:
    it is nobody's record, only its writer ever sees it, and its fields go when the form is saved. What stays then tells
    typing that arrives after the save from typing that was done after it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="form_drafts")
    place = models.CharField(max_length=500)
    tab = models.CharField(max_length=40)
    sequence = models.BigIntegerField()
    fields = models.JSONField(help_text=_("Name and value pairs, in the order of the form."))
    typed_at = models.DateTimeField(auto_now=True)

    objects = FormDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-typed_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "place", "tab"], name="draft_is_kept_once_a_tab"),
            models.CheckConstraint(condition=models.Q(sequence__gt=0), name="draft_sequence_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.place}"


class SetAside(models.Model):
    """What somebody sent and what was not written, because another save came first: it stays in the history.

    `fields` are label, the text sent and the text it met, as people read them. Written once and never changed; it is
    disposed of with the row it was meant for. `about` is the meeting, or other row, whose history shows it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="set_aside")
    model = models.CharField(max_length=100)
    row = models.UUIDField(db_index=True)
    about = models.UUIDField(null=True, db_index=True)
    met = models.PositiveIntegerField(help_text=_("The version that had been saved meanwhile."))
    is_gone = models.BooleanField(default=False, help_text=_("The row had been deleted meanwhile."))
    fields = models.JSONField()
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.user}, {self.model}"


class Presence(models.Model):
    """Somebody has a form open. Nobody's record: it goes when it has not been seen for a while."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=500)
    tab = models.CharField(max_length=40)
    since = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["user", "place", "tab"], name="presence_is_noted_once_a_tab"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.place}"
