"""What every reading view shares."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from django.views.generic import View


class PublicMixin(View):
    """Open without an account; whoever has the page already is told that it has not changed.

    The ETag is a digest of the page as this reader sees it, so that it can tell nothing the page does not.
    """

    @method_decorator(login_not_required)
    @method_decorator(conditional_page)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, no_cache=True)
        return response
