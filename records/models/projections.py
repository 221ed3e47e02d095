"""What lists, search and permalinks read. Disposable: `manage.py rebuild_library` makes all of it again."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from records.models.edition import Edition, readable_by, superseded


class ProjectionQuerySet(models.QuerySet):
    def readable_by(self, user: Any) -> Self:
        return self.filter(readable_by(user, "edition_id"))

    def current_for(self, user: Any) -> Self:
        """Rows of the latest edition of each subject that this reader may read."""
        return self.readable_by(user).filter(~superseded(user, "edition_id"))


class CardQuerySet(ProjectionQuerySet):
    def current_for(self, user: Any) -> Self:
        """Without those withdrawn, which stand at their own address only, and say so there."""
        return super().current_for(user).filter(is_withdrawn=False)

    def meetings(self) -> Self:
        return self.filter(kind="meeting")

    def documents(self) -> Self:
        return self.filter(kind="document")

    def latest_first(self) -> Self:
        return self.order_by(F("starts_on").desc(nulls_last=True), "reference")


class Card(models.Model):
    """What a list shows of an edition, one row an edition."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.CASCADE, related_name="card")
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=200)
    reference = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    gist = models.CharField(max_length=400, blank=True)
    notice = models.CharField(max_length=200, blank=True)
    series_code = models.CharField(max_length=24, blank=True)
    series_slug = models.CharField(max_length=50, blank=True)
    series_name = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=16, blank=True)
    starts_on = models.DateField(null=True, help_text=_("For order and comparison; what is shown is `starts`."))
    ends_on = models.DateField(null=True)
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    days = ArrayField(models.CharField(max_length=10), default=list)
    zone = models.CharField(max_length=64, default="UTC")
    city = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=200, blank=True)
    format = models.CharField(max_length=16, blank=True)
    agenda_agreed_at = models.CharField(
        max_length=80, blank=True, help_text=_("Reference of the meeting that agreed it.")
    )
    met_at = ArrayField(
        models.CharField(max_length=80),
        default=list,
        help_text=_("Of a document: the meetings it went to, by reference."),
    )
    supersedes = ArrayField(models.CharField(max_length=50), default=list, help_text=_("Slugs of documents."))
    delegations = models.PositiveIntegerField(null=True, help_text=_("Null where no source names them."))
    outcomes = models.PositiveIntegerField(default=0)
    recommendations = models.PositiveIntegerField(default=0)
    is_withdrawn = models.BooleanField(default=False)
    sizes = models.JSONField(
        null=True, help_text=_("Bytes of what is made on request, by its form; null until measured.")
    )

    objects = CardQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(F("starts_on").desc(nulls_last=True), "reference", name="card_latest_first"),
            models.Index(fields=["kind", "key"], name="card_by_key"),
            models.Index(fields=["reference"], name="card_by_reference"),
            models.Index(fields=["series_slug", "starts_on"], name="card_in_series"),
            GinIndex(fields=["met_at"], name="card_by_meeting"),
            models.Index(fields=["agenda_agreed_at"], name="card_by_agenda", condition=~Q(agenda_agreed_at="")),
            models.Index(fields=["edition"], name="card_not_measured", condition=Q(sizes__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.city, self.country) if part)


class Passage(models.Model):
    """A numbered paragraph of an edition, for permalinks, lists and search."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="passages")
    anchor = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    role = models.CharField(max_length=16)
    section = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=8, blank=True)
    text = models.TextField()
    verbs = ArrayField(models.CharField(max_length=60), default=list)
    actors = ArrayField(models.CharField(max_length=300), default=list)
    addressees = ArrayField(models.CharField(max_length=300), default=list)
    addressed_to = ArrayField(models.CharField(max_length=50), default=list, help_text=_("Slugs in the directory."))
    area = models.CharField(max_length=50, blank=True, help_text=_("Slug of the area of cooperation."))
    led_to = models.JSONField(default=list, help_text=_("What it brought about, as written in the record."))

    objects = ProjectionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "anchor"], name="passage_anchor_is_unique"),
            models.UniqueConstraint(fields=["edition", "number"], name="passage_number_is_unique"),
        ]
        indexes = [
            models.Index(fields=["anchor"], name="passage_by_anchor"),
            GinIndex(fields=["addressed_to"], name="passage_by_addressee"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"


class FocusEntry(models.Model):
    """An area of focus as one edition says it was proposed or agreed."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="focus_entries")
    anchor = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    standing = models.CharField(max_length=16)
    area = models.CharField(max_length=50, blank=True, help_text=_("Slug of the area of cooperation."))
    area_name = models.CharField(max_length=200, blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    proposed_at = models.CharField(max_length=80, blank=True, help_text=_("Reference of the meeting that proposed it."))

    objects = ProjectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "anchor"], name="focus_entry_anchor_is_unique"),
        ]

    def __str__(self) -> str:
        return self.title


class DirectoryEntry(models.Model):
    """A participant or an area of an edition of the directory; `data` is its value in the Record, as written."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="directory_entries")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, help_text=_("That of the participant, or area."))
    slug = models.CharField(max_length=50)
    data = models.JSONField()

    objects = ProjectionQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="directory_entry_position_is_unique"),
        ]
        indexes = [models.Index(fields=["slug", "kind"], name="directory_entry_by_slug")]

    def __str__(self) -> str:
        return self.slug


class AttendanceIndex(models.Model):
    """Who attended, as what, by edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="attendance_index")
    participant = models.CharField(max_length=50, blank=True, help_text=_("Slug; empty for a name nobody could place."))
    name = models.CharField(max_length=300)
    capacity = models.CharField(max_length=16)
    presence = models.CharField(max_length=16)
    starts_on = models.DateField(null=True, help_text=_("Of the meeting: a long list is read from its end."))

    objects = ProjectionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["participant", "edition"], name="attendance_by_participant"),
            models.Index(fields=["edition", "presence", "participant", "capacity"], name="attendance_of_edition"),
            models.Index(
                "participant", F("starts_on").desc(nulls_last=True), "edition", name="attendance_latest_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.capacity}"
