"""Where one is signed in. Everything else about accounts are django-allauth's pages in our frame."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members import sessions


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    found = sessions.of(request.user, this=request.session.session_key)
    return render(request, "account/sessions.html", {"sessions": found, "others": sum(not s.is_this for s in found)})


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponseBase:
    if not sessions.end(request.user, pk):
        raise Http404
    messages.success(request, _("Signed out there."))
    return redirect("sessions")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponseBase:
    ended = sessions.end_others(request.user, this=request.session.session_key)
    messages.success(request, _("Signed out everywhere else.") if ended else _("You are signed in nowhere else."))
    return redirect("sessions")
