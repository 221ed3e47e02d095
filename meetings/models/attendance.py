"""Who came, as what, as the record writes it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Versioned
from meetings.models.meeting import Level, Meeting
from members.models import Capacity, Kind, Participant


class Presence(models.TextChoices):
    PRESENT = "present", _("Present")
    APOLOGIES = "apologies", _("Apologies")
    ABSENT = "absent", _("Absent")
    NOT_KNOWN = "not_known", _("Not known")


KINDS_AS_WRITTEN = [*Kind.choices, ("person", "Person"), ("unknown", "Not known")]


class Attendance(Versioned):
    """One delegation at one meeting. `as_written` is the record's own name for it and outlives every renaming."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="attended"
    )
    as_written = models.CharField(max_length=300)
    sorting = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=16, choices=KINDS_AS_WRITTEN, default="unknown")
    capacity = models.CharField(_("attending as"), max_length=16, choices=Capacity, default=Capacity.MEMBER)
    capacity_as_written = models.CharField(max_length=200, blank=True)
    presence = models.CharField(_("attendance"), max_length=16, choices=Presence, default=Presence.PRESENT)
    level = models.CharField(max_length=16, choices=Level, default=Level.NOT_KNOWN)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "sorting", "as_written"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "participant"],
                condition=Q(participant__isnull=False),
                name="attendance_names_participant_once",
                violation_error_message=_("This delegation is already on the list."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "as_written"],
                name="attendance_writes_name_once",
                violation_error_message=_("This name is already on the list."),
            ),
            models.CheckConstraint(
                condition=~Q(as_written=""),
                name="attendance_has_name",
                violation_error_message=_("Give the name as the record writes it."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=Capacity.values) & Q(presence__in=Presence.values),
                name="attendance_choices_are_known",
                violation_error_message=_("Choose capacity and attendance from their lists."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.as_written}, {self.get_capacity_display()}"


class Representative(Versioned):
    """A named person of a delegation. Never composed but into the list of participants, with its own audience."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="representatives")
    name = models.CharField(max_length=200)
    post = models.CharField(_("rank or post"), max_length=300, blank=True)
    is_head = models.BooleanField(_("head of delegation"), default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-is_head", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["attendance"],
                condition=Q(is_head=True),
                name="delegation_has_one_head",
                violation_error_message=_("This delegation already has a head."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Host(Versioned):
    """Who hosted or chaired. `basis` says how that is known: "named", or the words it was inferred from."""

    class Role(models.TextChoices):
        HOST = "host", _("Host")
        CO_CHAIR = "co_chair", _("Co-Chair")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="hosts")
    participant = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="hosted")
    as_written = models.CharField(max_length=200)
    agency = models.CharField(max_length=200, blank=True, help_text=_("Where an agency of a state acts for it."))
    role = models.CharField(max_length=16, choices=Role, default=Role.CO_CHAIR)
    basis = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "as_written"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "participant", "role"],
                name="host_is_named_once",
                violation_error_message=_("This host is already named."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["host", "co_chair"]),
                name="host_role_is_known",
                violation_error_message=_("Choose host or Co-Chair."),
            ),
        ]

    def __str__(self) -> str:
        return self.as_written


class Figure(Versioned):
    """A number a source quotes without names. Figures of several sources stand side by side."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveIntegerField(default=0)
    count = models.PositiveIntegerField(null=True, blank=True)
    of = models.CharField(_("of what"), max_length=200)
    text = models.CharField(_("in the words of the source"), max_length=500, blank=True)
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["position", "of"]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__isnull=False) | ~Q(text=""),
                name="figure_has_count_or_words",
                violation_error_message=_("Give the number, or the words of the source."),
            )
        ]
