"""Who signs in, for whom, and in what role."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.history import History
from core.models import Versioned
from members.models.participants import Dated, Participant, ends_after_start


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail. What a person may do stands in mandates, never here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()
    history = History(excluded_fields=["password", "last_login"], m2m_fields=["groups", "user_permissions"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email__regex=r"^[^A-Z]+$"),
                name="user_email_is_lower_case",
                violation_error_message=_("Write the e-mail address in small letters."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def current_mandates(self) -> list[Mandate]:
        """Mandates in force today (UTC). Held for the life of this object, which is one request."""
        today = timezone.now().date()
        mandates = self.mandates.select_related("participant")
        return [mandate for mandate in mandates if mandate.holds_on(today)] if self.is_active else []

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(mandate.role for mandate in self.current_mandates)


class Role(models.TextChoices):
    DELEGATE = "delegate", _("Delegate")
    CO_CHAIR = "co_chair", _("Co-Chair")
    SECRETARIAT = "secretariat", _("Secretariat")
    APPROVER = "approver", _("Approver")
    DEPUTY = "deputy", _("Deputy approver")
    ADMINISTRATOR = "administrator", _("Administrator")


class Mandate(Dated, Versioned):
    """A person acts for a participant in a role, from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mandates")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates"
    )
    role = models.CharField(max_length=16, choices=Role)

    class Meta:
        ordering = ["user", "role"]
        constraints = [
            ends_after_start("mandate_ends_on_or_after_start"),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="mandate_role_is_known",
                violation_error_message=_("Choose the role from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(role="delegate") | Q(participant__isnull=False),
                name="mandate_of_delegate_names_participant",
                violation_error_message=_("Say for which participant the delegate acts."),
            ),
            models.UniqueConstraint(
                fields=["user", "participant", "role", "from_on"],
                nulls_distinct=False,
                name="mandate_starts_once",
                violation_error_message=_("This person already has this mandate from that day."),
            ),
        ]

    def __str__(self) -> str:
        whom = f" for {self.participant}" if self.participant else ""
        return f"{self.user}: {self.get_role_display()}{whom}"


class FocalPoint(Dated, Versioned):
    """The address to which clearance and reminders for a participant go."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="focal_points")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField()

    class Meta:
        ordering = ["participant", "email"]
        constraints = [
            ends_after_start("focal_point_ends_on_or_after_start"),
            models.UniqueConstraint(
                fields=["participant", "email", "from_on"],
                nulls_distinct=False,
                name="focal_point_starts_once",
                violation_error_message=_("This address is already a focal point from that day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.email} ({self.participant})"
