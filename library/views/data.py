"""What the API offers, on a page of our own and as OpenAPI."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView, View

from library.views.api import api
from library.views.public import PublicMixin


def described() -> dict[str, Any]:
    return json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api")))


class ApiView(PublicMixin, TemplateView):
    """Every question with what it takes, drawn from the schema."""

    template_name = "library/api.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        schema = described()
        questions = [(path, of["get"]) for path, of in schema["paths"].items()]
        return super().get_context_data(**kwargs, schema=schema, questions=questions)


class OpenApiView(PublicMixin, View):
    is_timeless = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(json.dumps(described(), indent=1), content_type="application/json")
