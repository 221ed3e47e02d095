"""What anybody needs to prove a file without us, beside the proof: the checker, and the key it trusts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from library.views.public import PublicMixin
from records.proof import proofs


class VerifierView(PublicMixin):
    """One of the files that prove another. The key is there once something was signed with it."""

    name = ""
    media_type = "text/plain; charset=utf-8"
    is_kept = False

    def get(self, request: HttpRequest) -> HttpResponseBase:
        content = proofs.tools().get(self.name)
        if content is None:
            raise Http404
        headers = {"Content-Disposition": f'attachment; filename="{self.name}"'}
        return HttpResponse(content, content_type=self.media_type, headers=headers)
