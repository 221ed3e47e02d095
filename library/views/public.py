"""What every reading view shares."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.decorators import method_decorator
from django.views.generic import View

from core import replicas
from library import addresses, kept, packing
from library.editions import NotReadError


class PublicMixin(View):
    """Open without an account. Without a session a page is made once, kept, and answered with one query from then on.

    Whoever has the page already is told that it has not changed. Proxies may keep what is the same for everybody, and
    ask each time whether it still is; the rest says `private`. Everything a subclass shows must come from rows for
    which `records.freshness` is told of changes. One that shows nothing of the clock sets `is_timeless`.
    """

    is_timeless = False
    is_kept = True

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        make = partial(self._made, request, *args, **kwargs)
        return answered(request, make, is_timeless=self.is_timeless, is_kept=self.is_kept)

    def _made(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = super().dispatch(request, *args, **kwargs)
        except NotReadError as error:
            return withdrawn(request, error)
        return response.render() if isinstance(response, SimpleTemplateResponse) else response


def withdrawn(request: HttpRequest, error: NotReadError) -> HttpResponse:
    """In the place of what was withdrawn: that it was there, when it was taken back, by whose office and why."""
    latest = error.editions[0]
    earlier = [one for one in error.editions if one.number < error.edition.number and not one.card.is_withdrawn]
    told = {
        "edition": error.edition,
        "card": error.edition.card,
        "latest": None if latest.card.is_withdrawn else latest,
        "earlier": [(edition, addresses.page(edition, latest)) for edition in earlier],
    }
    return render(request, "library/withdrawn.html", told, status=HTTPStatus.GONE)


def answered(
    request: HttpRequest, make: Callable[[], HttpResponseBase], *, is_timeless: bool, is_kept: bool = True
) -> HttpResponseBase:
    """What the mixin does, for views that are functions. `make` is called where nothing was kept.

    It is read on a replica where there is one, and perhaps twice: it must not write.
    """
    return replicas.read(request, partial(_answered, request, make, is_timeless, is_kept))


def _answered(
    request: HttpRequest, make: Callable[[], HttpResponseBase], is_timeless: bool, is_kept: bool
) -> HttpResponseBase:
    place = kept.place(request, is_timeless=is_timeless) if is_kept else None
    known = place.is_known_to(request) if place else None
    if known:
        return _public(HttpResponseNotModified(headers={"ETag": known, "Vary": "Accept-Encoding"}))
    response: Any = place.load() if place else None
    if response is None:
        response = make()
        if not kept.is_for_all(request, response):
            if packing.is_safe(request):
                packing.pack(request, response)
            return _private(response)
        packing.pack(request, response)
        if place and response.status_code == 200 and not response.streaming:
            place.keep(response)
    return _public(get_conditional_response(request, response.get("ETag"), response=response))


def _public(response: Any) -> HttpResponseBase:
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _private(response: HttpResponseBase) -> HttpResponseBase:
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, private=True, no_cache=True)
    return response
