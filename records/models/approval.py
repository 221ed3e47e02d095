"""A record on its way to being issued: prepared by one person, approved by another."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AuditedQuerySet, Versioned
from meetings.models import Audience, Meeting
from members import permissions
from members.models import Participant
from records.models.edition import DIGEST, Edition, Stage
from strategy.models import Draft


class ApprovalRequestQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> ApprovalRequestQuerySet:
        return self if permissions.sees_desk(user) else self.none()

    def waiting(self) -> ApprovalRequestQuerySet:
        return self.filter(state=ApprovalRequest.State.WAITING)


class ApprovalRequest(Versioned):
    """What is to be approved is one digest: when a word changes, the approval no longer fits and is asked again.

    `nonce` is drawn here, before approval, so that composing again gives the same bytes.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for approval")
        ISSUED = "issued", _("Issued")
        RETURNED = "returned", _("Returned")
        TAKEN_BACK = "taken_back", _("Taken back")

    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="approval_requests"
    )
    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.CASCADE, related_name="approval_requests")
    body = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.CASCADE, related_name="approval_requests",
        help_text=_("The body whose directory it is."),
    )  # fmt: skip
    stage = models.CharField(max_length=16, choices=Stage, default=Stage.FINAL)
    audience = models.CharField(max_length=24, choices=Audience)
    reason = models.TextField(blank=True)
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=State, default=State.WAITING)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals_asked")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="approvals_decided"
    )
    decision_reason = models.TextField(blank=True)
    edition = models.OneToOneField(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="approval")

    objects = ApprovalRequestQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, draft=None, body=None)
                | Q(draft__isnull=False, meeting=None, body=None)
                | Q(body__isnull=False, meeting=None, draft=None),
                name="approval_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state="waiting"), name="meeting_waits_for_one_approval"
            ),
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state="waiting"), name="draft_waits_for_one_approval"
            ),
            models.UniqueConstraint(
                fields=["body"], condition=Q(state="waiting"), name="directory_waits_for_one_approval"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by=None)
                | (~Q(state="waiting") & Q(decided_at__isnull=False) & Q(decided_by__isnull=False)),
                name="approval_decision_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="issued", edition__isnull=False) | (~Q(state="issued") & Q(edition=None)),
                name="approval_issued_names_edition",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["issued", "returned"]) | ~Q(prepared_by=F("decided_by")),
                name="approval_is_decided_by_another_person",
            ),
            models.CheckConstraint(condition=Q(digest__regex=DIGEST), name="approval_digest_is_sha256"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "issued", "returned", "taken_back"]),
                name="approval_state_is_known",
            ),
        ]
