"""A form sent after its session ended, or with a protection that does not match, keeps its words."""

from __future__ import annotations

import copy
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.middleware.csrf import REASON_CSRF_TOKEN_MISSING, REASON_NO_CSRF_COOKIE
from django.shortcuts import redirect, render, resolve_url
from django.template.response import TemplateResponse
from django.urls import resolve
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core.drafts import CannotKeepDraftError
from desk import sealing
from desk.views.drafts import ready
from members.models import User

IN_SESSION = "sealed"


class SealedTextMiddleware:
    """Signing in carries what was sent (see docs/adr/0022-through-signing-in.md) and ends at it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "POST":
            return response
        if _is_of_signing_in(request.path):
            return self._on(request, response)
        is_turned_away = response.status_code == HTTPStatus.FOUND and _is_of_signing_in(
            urlsplit(response.headers.get("Location", "")).path
        )
        if is_turned_away and not request.user.is_authenticated and (sent := sealing.Sent.of(request)):
            return sign_in_with(request, sent)
        return response

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Another try, another step: the page for signing in is shown again, and carries it on."""
        if request.method == "POST" and _is_of_signing_in(request.path):
            carry(response, request.POST.get(sealing.FIELD, ""))
        return response

    def _on(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        sealed = request.POST.get(sealing.FIELD) or request.session.get(IN_SESSION)
        if not sealed or response.status_code not in (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER):
            return response
        if not request.user.is_authenticated:
            request.session[IN_SESSION] = sealed  # the password was right; a second step follows
            return response
        request.session.pop(IN_SESSION, None)
        return _arrived(request, response, sealing.opened(sealed))


def _arrived(request: HttpRequest, response: HttpResponseBase, sent: sealing.Sent | None) -> HttpResponseBase:
    if sent is None:
        return response
    owner = User.objects.filter(pk=sent.person).first() if sent.person else request.user
    try:
        tab = sealing.keep(sent, owner) if owner else ""
    except CannotKeepDraftError as error:
        messages.error(request, _("What was sent before you signed in could not be kept. {error}").format(error=error))
        return response
    if owner is None or owner.pk != request.user.pk:
        messages.info(request, _("What was typed here before belongs to somebody else. It is kept for them alone."))
        return response
    return redirect("desk:kept", tab)


def carry(response: TemplateResponse, sealed: str) -> None:
    """Put the seal beside the address to go on to, which every form of signing in sends along."""
    if sealed and response.context_data is not None:
        field = format_html('<input type="hidden" name="{}" value="{}">', sealing.FIELD, sealed)
        response.context_data["redirect_field"] = mark_safe(  # noqa: S308  # both were escaped where they were made
            f"{response.context_data.get('redirect_field') or ''}{field}"
        )


def sign_in_with(request: HttpRequest, sent: sealing.Sent) -> HttpResponseBase:
    """The page for signing in, with what was sent sealed into its form."""
    sealed = sent.sealed()
    if not sealed:
        sentence = _("You are signed out, and this text is too long to be carried along. Go back with your browser.")
        return render(request, "409.html", {"message": sentence}, status=HTTPStatus.CONFLICT)
    address = resolve_url(settings.LOGIN_URL)
    asked = copy.copy(request)
    asked.method, asked.path, asked.path_info = "GET", address, address
    asked.GET = QueryDict(urlencode({"next": request.path}))
    messages.info(
        request, _("You are signed out. What you wrote is kept: sign in, and you will find it ready to save.")
    )
    response = resolve(address).func(asked)
    if isinstance(response, TemplateResponse):
        carry(response, sealed)
        response.render()
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The protection of a form did not match: most often somebody signed in or out in another tab. What was written
    is shown for a person to send again; from another site nothing is taken."""
    is_ours = reason.startswith((REASON_NO_CSRF_COOKIE, REASON_CSRF_TOKEN_MISSING, "CSRF token from POST"))
    sent = sealing.Sent.of(request) if is_ours else None
    if sent is None:
        return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
    if not request.user.is_authenticated:
        return sign_in_with(request, sent)
    try:
        return ready(request, sealing.keep(sent, request.user), status=HTTPStatus.FORBIDDEN)
    except CannotKeepDraftError:
        return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


def _is_of_signing_in(path: str) -> bool:
    return path.startswith(resolve_url(settings.LOGIN_URL).removesuffix("login/"))
