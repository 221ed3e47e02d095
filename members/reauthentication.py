"""Asked once more who one is, before an act that cannot be taken back."""

from __future__ import annotations

import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest


def signed_in_recently(request: HttpRequest) -> bool:
    """Whether this session saw a password, passkey or code within ACCOUNT_REAUTHENTICATION_TIMEOUT seconds."""
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records)


def confirm_first(request: HttpRequest) -> None:
    """Called by a view after it has judged who may. Raises ReauthenticationRequired where the sign-in is too old.

    django-allauth then keeps the request in the session, asks, and calls the view again with what was sent. Who has
    neither password nor second factor here signs in through a directory, and cannot be asked by us.
    """
    if not settings.CONFIRM_BEFORE_ISSUING or signed_in_recently(request):
        return
    if get_adapter().get_reauthentication_methods(request.user):
        raise ReauthenticationRequired
