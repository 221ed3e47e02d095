"""What may happen to a record after it was issued: withdrawn, held, decided on, disposed of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import AuditedQuerySet, Versioned
from members import permissions
from records.models.edition import Edition, Subject


class Withdrawal(models.Model):
    """An edition taken back. Its words are read no longer; that it was there, who took it back and why is."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_says_why")]

    def __str__(self) -> str:
        return f"{self.edition}, withdrawn"


class Disposal(models.Model):
    """An edition whose content was destroyed. The chain keeps its check code; beside this row, and only then, the
    database lets its bytes be deleted."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.PROTECT, related_name="disposal")
    disposed_at = models.DateTimeField()
    disposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    authority = models.TextField(help_text=_("The decision it was done under, in words."))

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(authority=""), name="disposal_names_its_authority")]

    def __str__(self) -> str:
        return f"{self.edition}, disposed of"


class CustodyQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> CustodyQuerySet:
        return self if permissions.sees_desk(user) else self.none()


class RetentionSchedule(Versioned):
    """How long records of a kind are kept. A kind without one is undecided, and nothing of it is destroyed."""

    kind = models.CharField(max_length=16, choices=Subject.Kind, unique=True)
    years = models.PositiveSmallIntegerField(
        _("kept for (years)"), null=True, blank=True, help_text=_("From the day of issue. Empty: kept for ever.")
    )
    authority = models.CharField(max_length=300, help_text=_("The decision this follows."))

    objects = CustodyQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Subject.Kind.values),
                name="retention_kind_is_known",
                violation_error_message=_("Choose the kind of record from the list."),
            ),
            models.CheckConstraint(
                condition=Q(years=None) | Q(years__gt=0),
                name="retention_is_a_year_or_more",
                violation_error_message=_(
                    "Records are kept for a year at least. Leave it empty to keep them for ever."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(authority=""),
                name="retention_names_its_authority",
                violation_error_message=_("Say which decision this follows."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {f'{self.years} years' if self.years else 'kept for ever'}"


class Hold(Versioned):
    """While it stands, nothing of the subject is destroyed, whatever its schedule says."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=300)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CustodyQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = ["placed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="hold_says_why", violation_error_message=_("Say why it is held.")
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="hold_lifting_says_who_and_when",
                violation_error_message=_("Lifting a hold says who lifted it and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"
