"""Signed heads of the ledger, and the way from an entry to one. Never changed, like all that was issued."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.models.edition import DIGEST, LedgerEntry, Rendition


class Checkpoint(models.Model):
    """The first `size` entries of the ledger, under one root. `note` is what administrators keep elsewhere."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        ordering = ["size"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="checkpoint_covers_something"),
            models.CheckConstraint(condition=Q(root__regex=DIGEST), name="checkpoint_root_is_sha256"),
        ]

    def __str__(self) -> str:
        return f"{self.size} entries, {self.made_at:%d %B %Y}"


class Proof(models.Model):
    """The way of a file's entry to the root of the first checkpoint that covers it. Made once, so that a proof which
    was handed out never changes, whatever is issued later."""

    rendition = models.OneToOneField(Rendition, primary_key=True, on_delete=models.PROTECT, related_name="proof")
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="proof")
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="proofs")
    path = models.BinaryField(help_text=_("32 bytes each, from the leaf upwards."))

    def __str__(self) -> str:
        return f"Entry {self.entry_id}"
