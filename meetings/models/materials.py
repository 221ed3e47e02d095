"""Papers and pictures of a meeting, and summaries on their way into rows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import stores
from core.models import AuditedQuerySet, Versioned
from meetings.models.attendance import Host
from meetings.models.meeting import Audience, Meeting, Provenance
from members import permissions


class Material(Versioned):
    """A file that belongs to a meeting. Its bytes never change: another file is another material, which replaces it.

    `content` is empty where the bytes lie in a store beside the database, under their SHA-256 (core.stores); `whole()`
    gives them wherever they are.

    `goes_out` marks what is issued with the record; everything else stays with those who prepare it. Of a picture
    `thumbnail` holds a small one for pages, and `alternative` says in words what it shows.
    """

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("Summary as received")
        DOCUMENT = "document", _("Document")
        PICTURE = "picture", _("Picture")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="materials")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.DOCUMENT)
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text=_("Bytes."))
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True, blank=True)
    audience = models.CharField(max_length=24, choices=Audience, default=Audience.SECRETARIAT)
    goes_out = models.BooleanField(_("issued with the record"), default=False)
    alternative = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    thumbnail = models.BinaryField(null=True, blank=True, help_text=_("JPEG of at most 30 KB; pictures only."))
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces")

    left_out_of_history = ("content", "thumbnail")  # they never change, and are large

    class Meta:
        ordering = ["kind", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "sha256"],
                name="material_is_kept_once",
                violation_error_message=_("This file is already kept with the meeting."),
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="material_has_digest",
                violation_error_message=_("The file's digest is not a SHA-256."),
            ),
            models.CheckConstraint(
                condition=Q(goes_out=False) | ~Q(kind="picture") | ~Q(alternative=""),
                name="picture_that_goes_out_is_said_in_words",
                violation_error_message=_("Say in words what the picture shows, for readers who cannot see it."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")),
                name="material_does_not_replace_itself",
                violation_error_message=_("A file cannot replace itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def whole(self) -> bytes:
        """The bytes as they came in. Raises StoreError."""
        return bytes(self.content) if self.content is not None else stores.read(self.sha256)


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
        OPEN = "open", _("Open")
        USED = "used", _("Used")
        DISCARDED = "discarded", _("Left aside")

    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, default="text/plain")
    original = models.BinaryField(
        null=True, blank=True, help_text=_("The file it came in, where it was not plain text.")
    )
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
                violation_error_message=_("A reading that was used names its meeting."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "used", "discarded"]),
                name="reading_state_is_known",
                violation_error_message=_("Choose the state from the list."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.proposal.get("title") or self.file_name or "Summary without a title")


class Clearance(Versioned):
    """A Co-Chair agreed to the words: who, when, how.

    `words` is the digest of the record as it stood, so that a later change of the record takes the clearance with it.
    """

    class How(models.TextChoices):
        IN_WRITING = "in_writing", _("In writing")
        AT_MEETING = "at_meeting", _("At the meeting")
        BY_TELEPHONE = "by_telephone", _("By telephone")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="clearances")
    host = models.ForeignKey(Host, on_delete=models.CASCADE, related_name="clearances", verbose_name=_("Co-Chair"))
    role = models.CharField(_("given by"), max_length=200, help_text=_("The post, not the person’s name."))
    cleared_on = models.DateField(_("cleared on"))
    how = models.CharField(max_length=16, choices=How, default=How.IN_WRITING)
    words = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["cleared_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=["in_writing", "at_meeting", "by_telephone"]),
                name="clearance_says_how",
                violation_error_message=_("Choose how the Co-Chair cleared it."),
            ),
            models.CheckConstraint(
                condition=~Q(role=""),
                name="clearance_says_who",
                violation_error_message=_("Say which post gave the clearance."),
            ),
            models.UniqueConstraint(
                fields=["host", "words"],
                name="clearance_is_given_once",
                violation_error_message=_("This Co-Chair has cleared these words already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host}, {self.cleared_on}"
