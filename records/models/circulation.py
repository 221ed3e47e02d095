"""A round of clearance: a text sent to delegations, what each said of it by when, and how that was answered."""

from __future__ import annotations

import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AuditedQuerySet, Versioned
from core.text import date_words
from meetings.models import Meeting
from members import permissions
from members.models import Participant, Role
from records.models.edition import DIGEST
from strategy.models import Draft

SPEAKING = frozenset({Role.DELEGATE, Role.CO_CHAIR})


def spoken_for(user: Any) -> set[Any]:
    """Ids of the participants for whom somebody may speak today."""
    if not (user and user.is_authenticated):
        return set()
    return {m.participant_id for m in user.current_mandates if m.role in SPEAKING and m.participant_id}


class CirculationQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self if permissions.sees_desk(user) else self.none()

    def readable_by(self, user: Any) -> Self:
        """Those sent to a delegation for which the reader speaks today. Nobody else learns that there is one."""
        return self.filter(parties__participant__in=spoken_for(user)).distinct()


class Circulation(Versioned):
    """One round. What was sent is kept byte for byte; the working text may go on meanwhile."""

    class Mode(models.TextChoices):
        SILENCE = "silence", _("Silence: no objection by the deadline is agreement")
        REPLY = "reply", _("Reply: each delegation is asked to answer")
        CONSULTATION = "consultation", _("Consultation: comments are welcome")

    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="circulations")
    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.PROTECT, related_name="circulations")
    number = models.PositiveIntegerField()
    mode = models.CharField(max_length=16, choices=Mode, default=Mode.SILENCE)
    shows_comments = models.BooleanField(_("delegations see each other’s comments"), default=False)
    note = models.TextField(_("cover note"), blank=True)
    deadline = models.DateTimeField()
    zone = models.CharField(max_length=64, default="UTC")
    extension = models.TextField(_("why it was extended"), blank=True)
    copied_to = models.TextField(_("copied to"), blank=True, help_text=_("Addresses, one a line."))
    encloses_files = models.BooleanField(_("letters carry the text"), default=True, help_text=_("As PDF and for Word."))
    lines = models.JSONField(default=dict, editable=False, help_text=_("First and last line of each anchor on paper."))
    record = models.BinaryField(editable=False)
    digest = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    ended_for = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("The deadline of which the rule was applied last.")
    )
    result = models.CharField(max_length=500, blank=True, editable=False, help_text=_("What the rule gave then."))

    objects = CirculationQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, draft=None) | Q(meeting=None, draft__isnull=False),
                name="circulation_is_of_one_thing",
                violation_error_message=_("A round is of one text."),
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(closed_at=None),
                name="meeting_has_one_open_round",
                violation_error_message=_("A round on this text is open already."),
            ),
            models.UniqueConstraint(
                fields=["draft"],
                condition=Q(closed_at=None),
                name="draft_has_one_open_round",
                violation_error_message=_("A round on this text is open already."),
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["silence", "reply", "consultation"]),
                name="circulation_mode_is_known",
                violation_error_message=_("Choose from the list what silence means."),
            ),
            models.CheckConstraint(
                condition=Q(deadline__gt=F("opened_at")),
                name="circulation_ends_after_it_opens",
                violation_error_message=_("The deadline is over already. Give a later one."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="circulation_closing_says_who_and_when",
                violation_error_message=_("Closing a round says who closed it and when."),
            ),
            models.CheckConstraint(
                condition=Q(ended_for=None, result="") | (Q(ended_for__isnull=False) & ~Q(result="")),
                name="circulation_rule_says_what_it_gave",
                violation_error_message=_("The rule of a deadline says which deadline it was and what it gave."),
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=DIGEST),
                name="circulation_digest_is_sha256",
                violation_error_message=_("The check code of what was sent is damaged."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing}, round {self.number}"

    @property
    def thing(self) -> Meeting | Draft:
        thing = self.meeting or self.draft
        assert thing is not None
        return thing

    @property
    def is_silence(self) -> bool:
        return self.mode == self.Mode.SILENCE

    def kind_words(self, kind: str) -> str:
        """What a delegation says, in words: only where silence is agreement can an objection break it."""
        found = Comment.Kind(kind)
        return str(found.label if self.is_silence or found != Comment.Kind.OBJECTION else _("Objection"))

    @property
    def deadline_words(self) -> str:
        """ "4 February 2016, 18:00 Asia/Bangkok (11:00 UTC)"."""
        there, utc = self.deadline.astimezone(ZoneInfo(self.zone)), self.deadline.astimezone(datetime.UTC)
        said = f"{date_words(there.date().isoformat())}, {there:%H:%M} {self.zone}"
        if self.zone == "UTC":
            return said
        day = f"{date_words(utc.date().isoformat())}, " if utc.date() != there.date() else ""
        return f"{said} ({day}{utc:%H:%M} UTC)"


class Party(Versioned):
    """A delegation that was asked."""

    circulation = models.ForeignKey(Circulation, on_delete=models.CASCADE, related_name="parties")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(
                fields=["circulation", "participant"],
                name="party_is_asked_once",
                violation_error_message=_("This delegation is asked already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.participant)


class Message(Versioned):
    """A message of a delegation as it came, with what was received when. It never changes."""

    circulation = models.ForeignKey(Circulation, on_delete=models.CASCADE, related_name="messages")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    left_out_of_history = ("content",)  # it never changes, and may be large

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=DIGEST),
                name="message_digest_is_sha256",
                violation_error_message=_("The check code of the message is damaged."),
            ),
            models.UniqueConstraint(
                fields=["circulation", "participant", "sha256"],
                name="message_is_kept_once",
                violation_error_message=_("This very message of this delegation is here already."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class Comment(Versioned):
    """What a delegation said: of a paragraph by its anchor, or of the whole text where `anchor` is empty.

    `received_at` is when it reached the secretariat: for what came by e-mail the time of the message. Never changed
    after it was sent; a delegation that thinks again says something more.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        PROPOSAL = "proposal", _("Other words proposed")
        SUPPORT = "support", _("Supports a proposal")
        NO_OBJECTION = "no_objection", _("No objection")
        OBJECTION = "objection", _("Breaks silence")
        RESERVATION = "reservation", _("Reservation")

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        IN_PART = "in_part", _("Accepted in part")
        DECLINED = "declined", _("Declined")

    circulation = models.ForeignKey(Circulation, on_delete=models.CASCADE, related_name="comments")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    anchor = models.CharField(max_length=24, blank=True)
    kind = models.CharField(max_length=16, choices=Kind)
    text = models.TextField(blank=True)
    words = models.TextField(_("proposed words"), blank=True)
    supports = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="supported_by")
    received_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_entered_for = models.BooleanField(_("entered by the secretariat"), default=False)
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.PROTECT, related_name="comments")
    author = models.CharField(_("written by"), max_length=200, blank=True, help_text=_("As the document names them."))
    answer = models.CharField(max_length=16, choices=Answer, blank=True)
    answer_text = models.TextField(_("reason"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_applied = models.BooleanField(default=False)

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["comment", "proposal", "support", "no_objection", "objection", "reservation"],
                ),
                name="comment_kind_is_known",
                violation_error_message=_("Choose from the list what the delegation says."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="proposal") | (~Q(words="") & ~Q(anchor="")),
                name="proposal_gives_words_for_a_paragraph",
                violation_error_message=_("Write the words you propose, at the paragraph they are for."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["comment", "objection", "reservation"]) | ~Q(text=""),
                name="comment_says_something",
                violation_error_message=_("Write what the delegation says."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="support") & Q(supports__isnull=False)) | (~Q(kind="support") & Q(supports=None)),
                name="support_names_what_it_supports",
                violation_error_message=_("Choose the proposal that is supported."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="comment_answer_says_who_and_when",
                violation_error_message=_("An answer says who gave it and when."),
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "accepted", "in_part", "declined"]),
                name="comment_answer_is_known",
                violation_error_message=_("Choose the answer from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=["in_part", "declined"]) | ~Q(answer_text=""),
                name="comment_declined_says_why",
                violation_error_message=_("Say why it is not accepted, or what of it is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_kind_display()}"

    def get_kind_display(self) -> str:  # type: ignore[no-redef]  # Django lets a model say it in its own way
        return self.circulation.kind_words(self.kind)

    @property
    def is_to_answer(self) -> bool:
        return not self.answer and self.kind not in (self.Kind.NO_OBJECTION, self.Kind.SUPPORT)
