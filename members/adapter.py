"""How django-allauth behaves here."""

from __future__ import annotations

import base64
import hashlib
import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import mail
from core.watching import audit
from members.reauthentication import signed_in_recently


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the secretariat, never by whoever comes along."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not of somebody who has signed in a moment ago."""
        return not signed_in_recently(allauth_context.request)

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        audit.tell("signed in", request, account=user)
        return super().post_login(request, user, **options)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        audit.tell("sign-in refused", request)

    def logout(self, request: HttpRequest) -> None:
        audit.tell("signed out", request)
        super().logout(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the outbox: no answer waits for the mail server. Links in it are forgotten once it is sent.

        To somebody who is not in the database (see members/forms.py) a letter is written and not sent.
        """
        request = allauth_context.request
        site = {"request": request, "email": email, "current_site": get_current_site(request)}
        message = self.render_mail(template_prefix, email, site | context)
        kind = "account." + template_prefix.rpartition("/")[2]
        whom = context.get("user")
        mail.send_later(
            kind,
            email,
            message.subject,
            message.body,
            key=f"{kind}:{uuid.uuid4()}",
            is_secret=True,
            is_for_nobody=whom is not None and whom._state.adding,
        )


class ClosedDirectoryAdapter(DefaultSocialAccountAdapter):
    """A directory says who somebody is; whether they have an account is said here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whoever was not matched to an account of ours by a verified address goes no further."""
        if not sociallogin.is_existing or not sociallogin.user.is_active:
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))


class SealedSecrets(DefaultMFAAdapter):
    """Secrets of authenticator apps are encrypted with a key made of SECRET_KEY: a copy of the database has none."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"second factors:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
