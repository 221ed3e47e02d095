"""Who reaches the desk's pages. Absent before forbidden: those who may not know of the desk find nothing there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.generic import View

from core.readable import UNREADABLE
from core.translating import lazy_
from members.models import User
from members.permissions import sees_desk, works_at_desk

ONLY_SECRETARIAT = lazy_(
    "Only the secretariat can change this. You can read it here, and approvers decide on its approval page."
)
ViewFunction = Callable[..., HttpResponseBase]


def signed_in(request: HttpRequest) -> User:
    """The user of a request that LoginRequiredMiddleware let through."""
    return cast(User, request.user)


def refuse(request: HttpRequest, sentence: str, *, status: int = HTTPStatus.CONFLICT, back: str = "") -> HttpResponse:
    """Say in words why nothing was done: 409 for the wrong state, 403 for may not. `back` is where to go on.

    What was written in the form stands on the page, so that nobody has to write it again.
    """
    context = {"sentence": sentence, "back": back, "status": int(status), "written": _written(request)}
    return render(request, "desk/refused.html", context, status=status)


def _written(request: HttpRequest) -> list[tuple[str, str]]:
    """Label and text of what somebody wrote; buttons, ticks, versions and keys are none of it."""
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    return [
        (name.replace("-", " ").replace("_", " ").strip().capitalize(), value)
        for name, value in pairs
        if not name.startswith(("_", "csrf")) and (name in _WORDS or len(value.split()) > 1)
    ]


_WORDS = {"reason", "text", "words", "note", "title", "name", "purpose", "gist", "remark"}


def must_see_desk(user: Any) -> None:
    if not sees_desk(user):
        raise Http404


class SeesDesk(View):
    """A page for all who see the desk; others learn of nothing (404)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_see_desk(request.user)
        return super().dispatch(request, *args, **kwargs)


class WorksAtDesk(SeesDesk):
    """A page for those who prepare records; who only sees the desk is refused in words (403)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_see_desk(request.user)
        if not works_at_desk(request.user):
            return refuse(request, ONLY_SECRETARIAT, status=HTTPStatus.FORBIDDEN)
        return super().dispatch(request, *args, **kwargs)


def for_desk(view: ViewFunction) -> ViewFunction:
    """`SeesDesk` for a function."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_see_desk(request.user)
        return view(request, *args, **kwargs)

    return checked


def for_secretariat(view: ViewFunction) -> ViewFunction:
    """`WorksAtDesk` for a function."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_see_desk(request.user)
        if not works_at_desk(request.user):
            return refuse(request, ONLY_SECRETARIAT, status=HTTPStatus.FORBIDDEN)
        return view(request, *args, **kwargs)

    return checked


def with_reason(view: ViewFunction) -> ViewFunction:
    """For a verb that takes a reason without a form: one that was not read whole is refused and shown as it came."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "\ufffd" in request.POST.get("reason", ""):
            return refuse(request, str(UNREADABLE), status=HTTPStatus.BAD_REQUEST)
        return view(request, *args, **kwargs)

    return checked
