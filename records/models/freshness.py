"""When what readers may see last changed. One row, so that writers queue at one lock and never cross."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Freshness(models.Model):
    """Numbers that are drawn anew whenever something changes for an audience, or for everybody. Never shown.

    They come from a sequence, which no rollback takes back: a number stands for one state of the records for ever.
    Triggers draw them (see the migration): a release for its audience, names and words for everybody. Whoever changes
    what readers see in another way says so: `records.freshness.changed(...)`, in the same transaction.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    everybody = models.BigIntegerField(default=0)
    audiences = models.JSONField(default=dict, help_text=_("Audience and number; none yet where nothing was released."))

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="freshness_is_one_row")]

    def __str__(self) -> str:
        return f"{self.everybody} {self.audiences}"
