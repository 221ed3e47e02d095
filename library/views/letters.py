"""Letters that readers ask for, and the click that ends them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from core import mail
from library import editions, letters
from library.editions import NotReadError
from library.views.public import withdrawn


@require_POST
def send_record(request: HttpRequest, key: str) -> HttpResponse:
    """The record in force to the reader's own address."""
    user: Any = request.user
    try:
        reading = editions.opened(editions.readable_editions("meeting", key, user), None)
    except NotReadError as error:
        return withdrawn(request, error)
    try:
        letters.send_record(reading, to=user, on=timezone.now().date())
        messages.success(
            request,
            _("{reference} is on its way to {email}.").format(reference=reading.record.reference, email=user.email),
        )
    except mail.CannotSendError as error:
        messages.error(request, str(error))
    return redirect(reading.current_page)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """How often the reader wants to be told of what is new."""
    user: Any = request.user
    try:
        chosen = letters.choose(request.POST.get("rhythm", ""), by=user)
    except letters.CannotChooseError as error:
        messages.error(request, str(error))
        return redirect("follow")
    words = {
        "day": _("Letters go to {email} on mornings with something new.").format(email=user.email),
        "week": _("A letter a week goes to {email}.").format(email=user.email),
    }
    messages.success(request, words[chosen.rhythm] if chosen else _("No letters are sent to you."))
    return redirect("follow")


@login_not_required
@csrf_exempt  # the token in the address is the proof: mail programs post without a cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """One click ends the letters. Opening the address ends nothing: some mail programs open every link."""
    if request.method == "POST":
        letters.leave(token)
    return render(request, "library/leave.html", {"is_done": request.method == "POST"})
