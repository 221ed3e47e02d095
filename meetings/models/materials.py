"""Papers and pictures of a meeting, and summaries on their way into rows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.models import AuditedQuerySet, Versioned
from meetings.models.meeting import Audience, Meeting, Provenance
from members import permissions


class Material(Versioned):
    """A file that belongs to a meeting. Its bytes never change: another file is another material."""

    class Kind(models.TextChoices):
        SUMMARY = "summary", "Summary as received"
        DOCUMENT = "document", "Document"
        PICTURE = "picture", "Picture"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="materials")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.DOCUMENT)
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    audience = models.CharField(max_length=24, choices=Audience, default=Audience.SECRETARIAT)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces")

    class Meta:
        ordering = ["kind", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "sha256"],
                name="material_is_kept_once",
                violation_error_message="This file is already kept with the meeting.",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="material_has_digest",
                violation_error_message="The file's digest is not a SHA-256.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReadingQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> ReadingQuerySet:
        return self if permissions.works_at_desk(user) else self.none()

    def open(self) -> ReadingQuerySet:
        return self.filter(state=Reading.State.OPEN)


class Reading(Versioned):
    """A pasted summary and what was read from it, kept from the moment it arrives until it becomes rows.

    `text` never changes. `proposal` is the reader's answer, `answers` what people corrected (form data by field).
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        USED = "used", "Used"
        DISCARDED = "discarded", "Left aside"

    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, default="text/plain")
    original = models.BinaryField(null=True, blank=True, help_text="The file it came in, where it was not plain text.")
    proposal = models.JSONField()
    answers = models.JSONField(default=dict, blank=True)
    provenance = models.CharField(max_length=16, choices=Provenance, default=Provenance.PUBLIC_SOURCES)
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="readings")
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings")

    objects = ReadingQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = ["-received_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="used") | Q(meeting__isnull=False),
                name="used_reading_names_meeting",
                violation_error_message="A reading that was used names its meeting.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "used", "discarded"]),
                name="reading_state_is_known",
                violation_error_message="Choose the state from the list.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.proposal.get("title") or self.file_name or "Summary without a title")
