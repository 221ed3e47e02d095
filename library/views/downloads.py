"""Handing out the issued bytes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from library import editions
from library.addresses import FILES, edition_number
from library.views.public import PublicMixin
from records.models import Rendition


class MeetingDownloadView(PublicMixin):
    """The PDF or JSON of a record as it was issued, byte for byte. Whoever holds it already gets no second copy."""

    kind = "meeting"

    def get(
        self, request: HttpRequest, key: str, name: str, revision: int | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        form = FILES[self.kind].get(name)
        if form is None:
            raise Http404
        issued = editions.readable_editions(self.kind, key, request.user)
        edition = editions.chosen(issued, edition_number(self.kind, revision))
        files = Rendition.objects.readable_by(request.user).filter(edition=edition, format=form)
        rendition = files.defer("content").first()
        if rendition is None:
            raise Http404
        etag = f'"{rendition.sha256}"'
        return get_conditional_response(request, etag=etag) or handed_out(rendition, etag)


class DocumentDownloadView(MeetingDownloadView):
    kind = "document"


def handed_out(rendition: Rendition, etag: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, rendition.file_name) or "attachment",
        "Content-Length": str(rendition.size),
        "ETag": etag,
    }
    return HttpResponse(bytes(rendition.content), content_type=rendition.media_type, headers=headers)
