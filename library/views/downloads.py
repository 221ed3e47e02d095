"""Handing out the issued bytes, and what is made of them on request."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from library import editions, exports
from library.addresses import FILES, PROOF, edition_number
from library.editions import Reading
from library.exports import OFFERS, Offer
from library.views.public import PublicMixin
from records.canonical import digest
from records.exports import FORMS, CannotExportError
from records.models import Enclosure, Rendition
from records.proof import proofs
from records.services import file_stem


class MeetingDownloadView(PublicMixin):
    """The PDF or JSON of a record as it was issued, byte for byte; other forms are made of the issued words.

    Whoever holds a file already gets no second copy. One query; 2 for what is made, and for whoever
    holds another file.
    """

    kind = "meeting"
    is_kept = False

    def get(
        self, request: HttpRequest, key: str, name: str, revision: int | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        form, offer = FILES[self.kind].get(name.removesuffix(PROOF)), OFFERS.get(name)
        if form is None and offer is None:
            raise Http404
        number = edition_number(self.kind, revision)
        if form and not name.endswith(PROOF):
            is_held = "If-None-Match" in request.headers
            rendition = editions.file_at(self.kind, key, number, form, request.user, is_held=is_held)
            if rendition:
                etag = f'"{rendition.sha256}"'
                return get_conditional_response(request, etag=etag) or handed_out(rendition, etag)
        issued = editions.readable_editions(self.kind, key, request.user)
        if offer:
            return made_on_request(request, editions.opened(issued, number), offer)
        edition = editions.chosen(issued, number)
        if edition.card.is_withdrawn:
            raise editions.NotReadError(edition, issued)
        files = Rendition.objects.readable_by(request.user).filter(edition=edition, format=form)
        rendition = files.defer("content").first()
        if rendition is None or not name.endswith(PROOF):
            raise Http404
        return proof_of(request, rendition)


class DocumentDownloadView(MeetingDownloadView):
    kind = "document"


class DirectoryDownloadView(MeetingDownloadView):
    kind = "directory"


class EnclosureView(PublicMixin):
    """A file issued with a record, byte for byte, to whoever may read an edition it went out with. 2 queries."""

    is_kept = False

    def get(self, request: HttpRequest, key: str, sha256: str, **kwargs: Any) -> HttpResponseBase:
        issued = editions.readable_editions("meeting", key, request.user)
        known = Enclosure.objects.readable_by(request.user).filter(edition__in=issued, file_id=sha256)
        enclosure = known.select_related("file").order_by("-edition__number").first()
        if enclosure is None:
            raise Http404
        etag = f'"{self.mark}{sha256}"'
        return get_conditional_response(request, etag=etag) or self.answer(enclosure, etag)

    mark = ""

    def answer(self, enclosure: Enclosure, etag: str) -> HttpResponse:
        is_shown = enclosure.media_type.startswith("image/") or enclosure.media_type == "application/pdf"
        named = content_disposition_header(not is_shown, enclosure.file_name) or "attachment"
        headers = {"Content-Disposition": named, "ETag": etag}
        return HttpResponse(bytes(enclosure.file.content), content_type=enclosure.media_type, headers=headers)


class PictureView(EnclosureView):
    """The small picture of one that was issued, at most 30 KB."""

    mark = "small-"

    def answer(self, enclosure: Enclosure, etag: str) -> HttpResponse:
        if not enclosure.file.thumbnail:
            raise Http404
        return HttpResponse(bytes(enclosure.file.thumbnail), content_type="image/jpeg", headers={"ETag": etag})


def handed_out(rendition: Rendition, etag: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, rendition.file_name) or "attachment",
        "Content-Length": str(rendition.size),
        "ETag": etag,
    }
    return HttpResponse(bytes(rendition.content), content_type=rendition.media_type, headers=headers)


def proof_of(request: HttpRequest, rendition: Rendition) -> HttpResponseBase:
    """What `verify.py` needs beside the file. Once there it never changes. Raises Http404 before a checkpoint."""
    content = proofs.of(rendition)
    if content is None:
        raise Http404
    etag = f'"{digest(content)}"'
    headers = {
        "Content-Disposition": content_disposition_header(True, rendition.file_name + PROOF) or "attachment",
        "ETag": etag,
    }
    answer = HttpResponse(content, content_type="application/json", headers=headers)
    return get_conditional_response(request, etag=etag) or answer


def made_on_request(request: HttpRequest, reading: Reading, offer: Offer) -> HttpResponseBase:
    """Raises Http404 where the record has nothing to put into the form: no delegations, no recommendations."""
    if not offer.is_in(reading.record):
        raise Http404
    etag = exports.etag(offer, reading.edition)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged:
        return unchanged
    try:
        content = exports.made(offer, reading.edition, reading.record)
    except CannotExportError as error:
        told = {"message": str(error), "back": reading.current_page, "back_words": "Back to the record"}
        return render(request, "409.html", told, status=409)
    form = FORMS[offer.form]
    file_name = file_stem(reading.edition, reading.record) + form.ending
    headers = {
        "Content-Disposition": content_disposition_header(True, file_name) or "attachment",
        "Content-Length": str(len(content)),
        "ETag": etag,
    }
    return HttpResponse(content, content_type=form.media_type, headers=headers)
