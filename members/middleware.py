"""Before anything else: the second factor of those whose role asks for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from members.permissions import needs_second_factor

# What leads to a second factor, and away.
OPEN = {
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
}
FIRST = "Your role needs two-step sign-in. Set it up here, then go on."


class SecondFactorMiddleware:
    """Leads to the set-up, from every page. Asked anew with each request: a factor removed is asked for again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        user = request.user
        if not settings.SECOND_FACTOR_REQUIRED or not user.is_authenticated or not needs_second_factor(user):
            return None
        if request.resolver_match and request.resolver_match.view_name in OPEN:
            return None
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        if Authenticator.objects.filter(user=user, type__in=kinds).exists():
            return None
        messages.warning(request, FIRST)
        return redirect("mfa_index")
