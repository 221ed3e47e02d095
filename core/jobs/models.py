"""What is being done behind the pages: for whom, how far it is, and how it ended."""

from __future__ import annotations

import uuid
from typing import Any

import rules
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.jobs.registry import tasks

# Who may see everybody's jobs; the rule itself is said by the app that knows roles.
SEE_ALL = "core.see_all_jobs"


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


ENDED = [State.DONE, State.FAILED, State.CANCELLED]


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any) -> JobQuerySet:
        """One's own; whoever looks after the site sees all."""
        if not user.is_authenticated:
            return self.none()
        return self if rules.has_perm(SEE_ALL, user) else self.filter(by=user)

    def ended(self) -> JobQuerySet:
        return self.filter(state__in=ENDED)


class Job(models.Model):
    """One piece of work. The queue only says that somebody should look here; what was done stands here.

    `run` counts beginnings. Only the latest may write: a worker that was taken for dead and was not finds its number
    gone, and its transaction is rolled back. `stalls` counts beginnings since the last step forward.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=100)
    what = models.CharField(max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="jobs"
    )
    key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001  (NULL where nothing need be unique)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0, help_text=_("0 where nobody can say."))
    result = models.CharField(max_length=500, blank=True, help_text=_("The address of what came out."))
    error = models.TextField(blank=True)
    run = models.PositiveIntegerField(default=0)
    stalls = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["by", "-asked_at"], name="job_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="job_key_is_used_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False) | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="job_end_goes_with_state",
            ),
            models.CheckConstraint(condition=~Q(state=State.FAILED) | ~Q(error=""), name="failed_job_says_why"),
            models.CheckConstraint(condition=Q(total=0) | Q(done__lte=F("total")), name="job_does_not_exceed_total"),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("jobs:detail", args=[self.pk])

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    @property
    def can_run_again(self) -> bool:
        return self.state in (State.FAILED, State.CANCELLED)

    @property
    def goes_on(self) -> bool:
        """Whether it is taken up after what is done; others begin anew."""
        return self.task in tasks and tasks[self.task].in_steps

    @property
    def shown_at(self) -> str:
        """The page it is about, for tasks that say it."""
        return str(self.arguments.get("shown_at", ""))

    @property
    def can_be_cancelled(self) -> bool:
        return not self.has_ended and self.cancel_asked_at is None
