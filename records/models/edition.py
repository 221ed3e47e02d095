"""The issued side. None of these rows ever changes: the database refuses it by trigger (see the migrations)."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from meetings.models import Audience, Meeting
from members.models import Participant
from recommendations.models import ProgressReport
from records.readers import Reader
from strategy.models import Document

DIGEST = r"^[0-9a-f]{64}$"


def readable_by(user: Any, edition: str = "pk", *, at: Any = None) -> Exists:
    """True for rows whose edition (`edition` is the path to its id) has been released to this reader by now, or by
    another moment."""
    reader = Reader.of(user)
    opened = Q(audience__in=reader.audiences)
    if reader.participants:
        opened |= Q(audience=Audience.ATTENDING, edition__attendance_index__participant__in=reader.participants)
    return Exists(Release.objects.filter(opened, edition=OuterRef(edition), from_at__lte=at or Now()))


def superseded_for(user: Any, prefix: str = "") -> Exists:
    """True for rows of an edition of whose subject this reader may read a later one."""
    newer = {"subject": OuterRef(f"{prefix}subject"), "number__gt": OuterRef(f"{prefix}number")}
    # None is later than the first: said again, so that the index of these alone is looked into.
    return Exists(Edition.objects.filter(readable_by(user), Q(number__gt=1), **newer))


def superseded(user: Any, edition: str) -> Exists:
    """The same where `edition` is the path to an edition's id.

    Joined to nothing, it can be answered from a list of the superseded, which is short, where all rows are asked.
    """
    return Exists(Edition.objects.filter(superseded_for(user), pk=OuterRef(edition)))


def is_public(edition: str = "pk") -> IsNull:
    """To annotate: whether everybody may read it. Asked of each row that is shown.

    EXISTS would be answered from a list of all that is public, made first, where PostgreSQL overrates the rows shown.
    """
    open_to_all = Release.objects.filter(audience=Audience.PUBLIC, edition=OuterRef(edition), from_at__lte=Now())
    return IsNull(Subquery(open_to_all.values("pk")[:1]), False)


class Stage(models.TextChoices):
    NOTICE = "notice", _("Notice")
    DRAFT = "draft", _("Draft")
    FINAL = "final", _("As issued")
    CORRIGENDUM = "corrigendum", _("Corrigendum")
    ADDENDUM = "addendum", _("Addendum")
    REVISION = "revision", _("Revision")


CORRECTIONS = {Stage.CORRIGENDUM: "Corr", Stage.ADDENDUM: "Add", Stage.REVISION: "Rev"}


class Subject(models.Model):
    """What editions are of: a meeting, a document, the directory of a body, an accepted report. Its keys are its
    addresses."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        DOCUMENT = "document", _("Document")
        DIRECTORY = "directory", _("Directory")
        REPORT = "report", _("Progress report")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    meeting = models.OneToOneField(Meeting, null=True, on_delete=models.PROTECT, related_name="subject")
    document = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="subject")
    body = models.OneToOneField(
        Participant,
        null=True,
        on_delete=models.PROTECT,
        related_name="directory",
        help_text=_("Whose directory it is."),
    )
    report = models.OneToOneField(ProgressReport, null=True, on_delete=models.PROTECT, related_name="subject")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="meeting", meeting__isnull=False, document=None, body=None, report=None)
                | Q(kind="document", document__isnull=False, meeting=None, body=None, report=None)
                | Q(kind="directory", body__isnull=False, meeting=None, document=None, report=None)
                | Q(kind="report", report__isnull=False, meeting=None, document=None, body=None),
                name="subject_is_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.meeting or self.document or self.report or f"Directory of {self.body}")


class Key(models.Model):
    """An address of a subject, fixed when first issued, never used again. The newest is the one shown."""

    path = models.CharField(max_length=200, primary_key=True, help_text=_('"ahg-som/10" or "strategy-for-cooperation"'))
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="keys")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.path


class EditionQuerySet(models.QuerySet["Edition"]):
    def readable_by(self, user: Any) -> Self:
        return self.filter(readable_by(user))

    def current_for(self, user: Any) -> Self:
        """The latest edition of each subject that this reader may read."""
        return self.readable_by(user).filter(~superseded_for(user))

    def latest_first(self) -> Self:
        return self.order_by("-number")


class Edition(models.Model):
    """A record as issued. Its words lie in `EditionContent`, so that they can be disposed of and the chain kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(help_text=_("Counts from 1, whatever kind each is of."))
    stage = models.CharField(max_length=16, choices=Stage)
    revision = models.CharField(
        max_length=16, blank=True, help_text=_('"Rev.1", "Corr.2", "Add.1"; none for the first.')
    )
    language = models.CharField(max_length=35, default="en")
    digest = models.CharField(_("check code"), max_length=64, help_text=_("SHA-256 of the record's canonical JSON."))
    issued_at = models.DateTimeField()
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="editions_prepared"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="editions_approved"
    )
    reason = models.TextField(blank=True)
    channel = models.CharField(max_length=24, default="in the browser")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "number"], name="edition_number_is_unique"),
            models.UniqueConstraint(fields=["digest"], name="edition_digest_is_unique"),
            models.CheckConstraint(condition=Q(number__gt=0), name="edition_number_is_positive"),
            models.CheckConstraint(condition=Q(digest__regex=DIGEST), name="edition_digest_is_sha256"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="edition_stage_is_known"),
            models.CheckConstraint(
                condition=~Q(prepared_by=F("approved_by")), name="edition_is_approved_by_another_person"
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "number"], name="edition_after_the_first", condition=Q(number__gt=1)),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, {self.revision or self.get_stage_display()}"

    @property
    def corrects(self) -> bool:
        """Whether it puts an earlier one right, and so has a reason that readers see."""
        return self.stage in CORRECTIONS


class EditionContent(models.Model):
    """The canonical JSON of the Record, byte for byte."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.PROTECT, related_name="content")
    record = models.BinaryField()

    def __str__(self) -> str:
        return f"Content of {self.edition_id}"


class Release(models.Model):
    """Who may read an edition, and from when. Rows are only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="releases")
    audience = models.CharField(max_length=24, choices=Audience)
    from_at = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="releases")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "audience"], name="edition_is_released_once_to_an_audience"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="release_audience_is_known"),
        ]
        indexes = [models.Index(fields=["audience", "from_at"], name="release_by_audience")]

    def __str__(self) -> str:
        return f"{self.edition_id} to {self.get_audience_display()}"


class RenditionQuerySet(models.QuerySet["Rendition"]):
    def readable_by(self, user: Any) -> Self:
        return self.filter(readable_by(user, "edition_id"))


class Rendition(models.Model):
    """The bytes handed out: the PDF, the JSON."""

    class Format(models.TextChoices):
        PDF = "pdf", _("PDF")
        JSON = "json", _("JSON")
        EVIDENCE = "evidence", _("Evidence")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="renditions")
    format = models.CharField(max_length=8, choices=Format)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text=_("Bytes."))
    made_with = models.JSONField(default=dict, help_text=_("Versions of the libraries that made it."))
    content = models.BinaryField()

    objects = RenditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "format"], name="rendition_is_kept_once"),
            models.CheckConstraint(condition=Q(sha256__regex=DIGEST), name="rendition_digest_is_sha256"),
            models.CheckConstraint(
                condition=Q(format__in=["pdf", "json", "evidence"]), name="rendition_format_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def media_type(self) -> str:
        return {"pdf": "application/pdf", "json": "application/json"}.get(self.format, "application/octet-stream")


class LedgerEntry(models.Model):
    """One act on the issued side, chained to the one before. Nothing here ever reaches a reader."""

    class Act(models.TextChoices):
        EDITION = "edition", _("Edition issued")
        RENDITION = "rendition", _("Rendition kept")
        RELEASE = "release", _("Released")
        WITHDRAWAL = "withdrawal", _("Withdrawn")
        DISPOSAL = "disposal", _("Disposed of")

    position = models.PositiveBigIntegerField(primary_key=True)
    act = models.CharField(max_length=16, choices=Act)
    payload = models.BinaryField(help_text=_("Canonical JSON of what was done."))
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["previous"], name="ledger_does_not_fork"),
            models.CheckConstraint(
                condition=Q(act__in=["edition", "rendition", "release", "withdrawal", "disposal"]),
                name="ledger_act_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.get_act_display()}"
