"""What readers choose for themselves. Nobody's record: it goes with the account, and only its owner ever sees it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    DAY = "day", _("Every morning on which there is something new")
    WEEK = "week", _("Once a week")


class Following(models.Model):
    """Somebody who wants letters of what is new to them. `told_until`: what became readable before was told of.

    Whoever holds `token`, which stands in each letter, can end them and nothing else.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="following"
    )
    rhythm = models.CharField(max_length=8, choices=Rhythm)
    token = models.CharField(max_length=64, unique=True, default=secrets.token_urlsafe, editable=False)
    told_until = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = _("following")
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm__in=Rhythm.values),
                name="following_rhythm_is_known",
                violation_error_message=_("Choose from the list how often."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_rhythm_display()}"

    @property
    def leave_address(self) -> str:
        return settings.SITE_URL + reverse("follow-leave", args=[self.token])
