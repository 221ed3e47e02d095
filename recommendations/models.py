"""What was recommended, to whom, and what became of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AuditedQuerySet, Versioned
from meetings.models import Audience, Meeting
from members import permissions
from members.models import Area, Participant
from strategy.models import Document


class FollowUp(models.TextChoices):
    """Whether anything is to follow. A commendation is never open, a standing commitment never overdue."""

    ACTION = "action", _("Action")
    STANDING = "standing", _("Standing")
    NONE = "none", _("No follow-up needed")


class RecommendationQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> RecommendationQuerySet:
        return self if permissions.sees_desk(user) else self.none()


class Recommendation(Versioned):
    """One recommendation of a meeting, or a sub-item of one.

    `number` is given when it is first issued and never again used in the meeting: R3 stays R3. Until then the
    code shown follows the order.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="recommendations")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    position = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(null=True, blank=True, editable=False)
    verb = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    follow_up = models.CharField(_("follow-up"), max_length=16, choices=FollowUp, default=FollowUp.ACTION)
    due_on = models.DateField(null=True, blank=True)
    due_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="recommendations_due"
    )
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="recommendations")
    result_body = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="established_by"
    )
    result_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="convened_by"
    )
    result_document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="written_by"
    )
    refers_to = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="recommendations_under"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations_withdrawn",
    )

    objects = RecommendationQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="recommendation_code_is_unique",
                violation_error_message=_("This code is already used in this meeting; a code is never used twice."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="recommendation_has_text",
                violation_error_message=_("Write the recommendation."),
            ),
            models.CheckConstraint(
                condition=Q(follow_up__in=FollowUp.values),
                name="recommendation_follow_up_is_known",
                violation_error_message=_("Choose the follow-up from the list."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="recommendation_is_not_its_own_parent",
                violation_error_message=_("A recommendation cannot stand under itself."),
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_meeting=None),
                name="recommendation_is_due_once",
                violation_error_message=_("Give a date or a meeting by which it is due, not both."),
            ),
            models.CheckConstraint(
                condition=(Q(withdrawn_at=None) & Q(withdrawn_by=None))
                | (Q(withdrawn_at__isnull=False) & Q(withdrawn_by__isnull=False)),
                name="recommendation_withdrawal_says_who_and_when",
                violation_error_message=_("A withdrawal says who withdrew it and when."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Addressee(Versioned):
    """To whom a recommendation is put, jointly with the others of the same recommendation."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="addressees")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="addressed"
    )
    as_written = models.CharField(max_length=300)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "as_written"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "as_written"],
                name="addressee_is_named_once",
                violation_error_message=_("This addressee is already named."),
            ),
            models.CheckConstraint(
                condition=~Q(as_written=""),
                name="addressee_has_name",
                violation_error_message=_("Give the name of the addressee."),
            ),
        ]

    def __str__(self) -> str:
        return self.as_written


class PutTo(Versioned):
    """A meeting to which a recommendation is put: by the meeting that made it, or later by another (`referrer`)."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="put_to")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="recommendations_received")
    referrer = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations_referred"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(referrer=None) | ~Q(referrer=F("meeting")),
                name="referral_is_to_another_meeting",
                violation_error_message=_("A meeting refers a recommendation to another meeting, not to itself."),
            ),
            models.UniqueConstraint(
                fields=["recommendation", "meeting"],
                name="recommendation_is_put_to_meeting_once",
                violation_error_message=_("It is already put to this meeting."),
            ),
        ]


class Consideration(Versioned):
    """What a later meeting decided of a recommendation."""

    class Decision(models.TextChoices):
        ADOPTED = "adopted", _("Adopted")
        ENDORSED = "endorsed", _("Endorsed")
        NOTED = "noted", _("Noted")
        AMENDED = "amended", _("Amended")
        DEFERRED = "deferred", _("Deferred")
        SUPERSEDED = "superseded", _("Superseded")
        COMPLETED = "completed", _("Completed")
        NOT_AGREED = "not_agreed", _("Not agreed")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="considerations")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="considerations")
    decision = models.CharField(max_length=16, choices=Decision)
    text = models.TextField(blank=True)
    deferred_to = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="deferred_here"
    )
    superseded_by = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "meeting"],
                name="recommendation_is_considered_once_a_meeting",
                violation_error_message=_("This meeting already decided on it."),
            ),
            models.CheckConstraint(
                condition=Q(decision__in=[
                    "adopted", "endorsed", "noted", "amended", "deferred", "superseded", "completed", "not_agreed",
                ]),
                name="consideration_decision_is_known",
                violation_error_message=_("Choose what the meeting decided from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(decision="amended") | ~Q(text=""),
                name="amendment_gives_the_new_words",
                violation_error_message=_("Write the words as amended."),
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | Q(decision="superseded"),
                name="only_superseded_names_successor",
                violation_error_message=_("Only a superseded recommendation names what took its place."),
            ),
            models.CheckConstraint(
                condition=Q(deferred_to=None) | (Q(decision="deferred") & ~Q(deferred_to=F("meeting"))),
                name="only_deferred_names_another_meeting",
                violation_error_message=_("Name another meeting, and only where the recommendation is deferred to it."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_decision_display()


class ReportQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> ReportQuerySet:
        """The secretariat sees all reports, a delegate those of the participants it acts for today."""
        if permissions.works_at_desk(user):
            return self
        if not (user and user.is_authenticated):
            return self.none()
        whom = [mandate.participant_id for mandate in user.current_mandates if mandate.participant_id]
        return self.filter(participant__in=whom)

    def waiting(self) -> ReportQuerySet:
        """Neither accepted nor asked back."""
        return self.filter(accepted_at=None, returned_at=None)

    def accepted(self) -> ReportQuerySet:
        return self.filter(accepted_at__isnull=False)


class ProgressReport(Versioned):
    """What a delegation or body reports it has done. Others see it once the secretariat has accepted it."""

    class Progress(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        IN_PROGRESS = "in_progress", _("In progress")
        DONE = "done", _("Done")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="reports")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="progress_reports")
    progress = models.CharField(_("state of progress"), max_length=16, choices=Progress)
    text = models.TextField(blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="progress_reports"
    )
    evidence_url = models.URLField(_("link to evidence"), max_length=500, blank=True)
    evidence_name = models.CharField(max_length=200, blank=True, editable=False)
    evidence_type = models.CharField(max_length=100, blank=True, editable=False)
    evidence = models.BinaryField(null=True, blank=True, editable=False)
    audience = models.CharField(_("who may read it"), max_length=24, choices=Audience, default=Audience.MEMBERS)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports_submitted"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="reports_accepted"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="reports_returned"
    )
    return_reason = models.TextField(blank=True)

    left_out_of_history = ("evidence",)  # another file is another report

    objects = ReportQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = ["-submitted_at"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(returned_at=None) & Q(returned_by=None) & Q(return_reason=""))
                | (Q(returned_at__isnull=False) & Q(returned_by__isnull=False) & ~Q(return_reason="")),
                name="report_return_says_who_when_and_why",
                violation_error_message=_("Say what is asked for: the delegation needs to know."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(returned_at=None),
                name="report_is_accepted_or_returned",
                violation_error_message=_("A report is accepted or asked back, not both."),
            ),
            models.CheckConstraint(
                condition=Q(evidence=None, evidence_name="") | (Q(evidence__isnull=False) & ~Q(evidence_name="")),
                name="report_evidence_has_a_name",
                violation_error_message=_("A file of evidence has a name."),
            ),
            models.CheckConstraint(
                condition=Q(progress__in=["not_started", "in_progress", "done"]),
                name="report_progress_is_known",
                violation_error_message=_("Choose the state of progress from the list."),
            ),
            models.CheckConstraint(
                condition=(Q(accepted_at=None) & Q(accepted_by=None))
                | (Q(accepted_at__isnull=False) & Q(accepted_by__isnull=False)),
                name="report_acceptance_says_who_and_when",
                violation_error_message=_("An acceptance says who accepted it and when."),
            ),
        ]


class Reminder(Versioned):
    """A participant was reminded of a recommendation: once before it is due and once after."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("Before it is due")
        AFTER = "after", _("After it was due")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="reminders")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=8, choices=Kind)
    reminded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "participant", "kind"],
                name="reminder_is_sent_once",
                violation_error_message=_("This participant was reminded of it already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["before", "after"]),
                name="reminder_kind_is_known",
                violation_error_message=_("A reminder is sent before or after the day it is due."),
            ),
        ]


class Priority(Versioned):
    """An area of focus for a period, as one meeting proposed it or agreed it. Each meeting's record tells its own."""

    class Standing(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="priorities")
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(_("area of focus"), max_length=300)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="priorities")
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    standing = models.CharField(_("the meeting"), max_length=16, choices=Standing, default=Standing.PROPOSED)
    proposed_at = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="priorities_agreed_elsewhere"
    )

    class Meta:
        ordering = ["position", "title"]
        verbose_name_plural = _("priorities")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "title"],
                name="priority_is_named_once_a_meeting",
                violation_error_message=_("This area of focus is already named at this meeting."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="priority_has_title",
                violation_error_message=_("Name the area of focus."),
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["proposed", "agreed"]),
                name="priority_standing_is_known",
                violation_error_message=_("Choose whether the meeting proposed it or agreed it."),
            ),
            models.CheckConstraint(
                condition=Q(proposed_at=None) | (Q(standing="agreed") & ~Q(proposed_at=F("meeting"))),
                name="only_agreed_names_where_it_was_proposed",
                violation_error_message=_(
                    "Name another meeting, and only where this meeting agreed what that proposed."
                ),
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="priority_ends_on_or_after_start",
                violation_error_message=_("The period ends before it starts. Put the later date last."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
