"""A text or a sign-in sheet brought into a meeting that is there already, until what it holds is taken."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import AuditedQuerySet, Versioned
from meetings.models.meeting import Meeting
from members import permissions


class IncomingQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> IncomingQuerySet:
        return self if permissions.works_at_desk(user) else self.none()

    def open(self) -> IncomingQuerySet:
        return self.filter(state=Incoming.State.OPEN)


class Incoming(Versioned):
    """`text` never changes. `read` is what was read from it: a proposal, or the lines of a sheet."""

    class Kind(models.TextChoices):
        TEXT = "text", _("A summary, statement or minutes")
        SHEET = "sheet", _("A sign-in sheet")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        USED = "used", _("Used")
        DISCARDED = "discarded", _("Left aside")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="incoming")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.TEXT)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, default="text/plain")
    original = models.BinaryField(
        null=True, blank=True, help_text=_("The file it came in, where it was not plain text.")
    )
    read = models.JSONField()
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="brought_in")

    left_out_of_history = ("original",)  # it never changes, and may be large

    objects = IncomingQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        verbose_name = _("text brought in")
        verbose_name_plural = _("texts brought in")
        ordering = ["-received_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "sha256", "kind"],
                name="incoming_is_kept_once",
                violation_error_message=_("This very text was brought into the meeting before."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["text", "sheet"]) & Q(state__in=["open", "used", "discarded"]),
                name="incoming_choices_are_known",
                violation_error_message=_("Choose kind and state from their lists."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or ("Sign-in sheet" if self.kind == self.Kind.SHEET else "Pasted text")
