"""Letters on their way, and what the mail server said of each attempt."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LetterQuerySet(models.QuerySet["Letter"]):
    def sent(self) -> LetterQuerySet:
        return self.filter(sent_at__isnull=False)

    def unsent(self) -> LetterQuerySet:
        return self.filter(sent_at__isnull=True)


class Letter(models.Model):
    """One e-mail to one address. Its key is used once; its id is its Message-ID, so that a second copy is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    to = models.EmailField(max_length=320)
    subject = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    leave = models.CharField(max_length=300, blank=True, help_text=_("Where one click ends letters of this kind."))
    is_secret = models.BooleanField(default=False, help_text=_("Its words are forgotten when it is sent."))
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="letter_key_is_used_once"),
            models.CheckConstraint(
                condition=~Q(subject__regex=r"[[:cntrl:]]")
                & ~Q(to__regex=r"[[:cntrl:],;<>]")
                & ~Q(leave__regex=r"[[:cntrl:][:space:]<>]"),
                name="letter_head_has_no_second_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"

    @property
    def message_id(self) -> str:
        return f"<{self.pk}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


class Bounce(models.Model):
    """A letter that came back after the mail server had taken it. `words` are those of the message that said so."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="bounces")
    at = models.DateTimeField(default=timezone.now)
    words = models.TextField(blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["letter", "at"], name="bounce_is_told_once")]

    def __str__(self) -> str:
        return f"{self.letter} came back"


class Delivery(models.Model):
    """An attempt to hand a letter over. `answer` is what went wrong; empty where the mail server took it."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries")
    at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["at"]
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return f"{self.letter}: {self.answer or 'taken'}"
