"""Files issued with a record: kept once by their digest, never changed (see the migrations)."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q

from records.models.edition import DIGEST, Edition, readable_by


class File(models.Model):
    """Bytes. `thumbnail` is a small JPEG of a picture."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    thumbnail = models.BinaryField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(sha256__regex=DIGEST), name="file_digest_is_sha256")]

    def __str__(self) -> str:
        return self.sha256


class EnclosureQuerySet(models.QuerySet["Enclosure"]):
    def readable_by(self, user: Any) -> Self:
        return self.filter(readable_by(user, "edition_id"))


class Enclosure(models.Model):
    """A file that went out with an edition. Its title and what it shows stand in the record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="enclosures")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="enclosures")
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)

    objects = EnclosureQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "file"], name="file_is_enclosed_once")]

    def __str__(self) -> str:
        return self.file_name
