"""Forms of django-allauth that behave otherwise here."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from django.http import HttpRequest

from members.models import User


class ResetPasswordForm(AllauthResetPasswordForm):
    """As much work for an address that nobody has as for any other: how long the answer takes tells nothing.

    For nobody a link is made and a letter written, which the worker forgets instead of sending it.
    """

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        found: list[User] = vars(self)["users"]
        self.users = found or [User(email="")]  # without an address django-allauth writes no row for it
        email: str = super().save(request, **kwargs)
        return email
