"""Handing out the issued bytes, and what is made of them on request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core import sending
from core.sending import Facts, Lying
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

    Whoever holds a file already gets no second copy, and whoever holds its beginning gets the rest. One query, piece by
    piece; 2 for what is made, and for whoever holds another file.
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
            lying = Lying(editions.file_at(self.kind, key, number, form, request.user))
            answer = sending.answer(request, lying, ("sha256", "file_name", "format"), issued_file)
            if answer:
                return answer
        issued = editions.readable_editions(self.kind, key, request.user)
        if offer:
            return made_on_request(request, editions.opened(issued, number), offer)
        edition = editions.read(issued, number)
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
    """A file issued with a record, byte for byte, to whoever may read an edition it went out with. One query."""

    is_kept = False
    names: tuple[str, ...] = ("file_id", "file_name", "media_type")

    def get(self, request: HttpRequest, key: str, sha256: str, **kwargs: Any) -> HttpResponseBase:
        answer = sending.answer(request, self.lying(self.known(key, sha256)), self.names, self.facts)
        if answer is None:
            raise Http404
        return answer

    def known(self, key: str, sha256: str) -> QuerySet[Enclosure]:
        subjects = editions.subjects_at("meeting", key, self.request.user)
        went_out = Enclosure.objects.readable_by(self.request.user).filter(
            edition__subject__in=subjects, edition__card__is_withdrawn=False, file_id=sha256
        )
        return Enclosure.objects.filter(pk=Subquery(went_out.order_by("-edition__number").values("pk")[:1]))

    def lying(self, known: QuerySet[Enclosure]) -> Lying:
        return Lying(known, "file__content", Length("file__content"))

    def facts(self, sha256: str, file_name: str, media_type: str) -> Facts:
        is_shown = media_type.startswith("image/") or media_type == "application/pdf"
        return Facts(sha256, file_name, media_type, is_shown=is_shown)


class PictureView(EnclosureView):
    """The small picture of one that was issued, at most 30 KB."""

    def lying(self, known: QuerySet[Enclosure]) -> Lying:
        return Lying(known.exclude(file__thumbnail=None), "file__thumbnail", Length("file__thumbnail"))

    def facts(self, sha256: str, file_name: str, media_type: str) -> Facts:
        return Facts(f"small-{sha256}", f"{Path(file_name).stem}.jpg", "image/jpeg", is_shown=True)


def issued_file(sha256: str, file_name: str, form: str) -> Facts:
    return Facts(sha256, file_name, Rendition(format=form).media_type)


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
        told = {"message": str(error), "back": reading.current_page, "back_words": _("Back to the record")}
        return render(request, "409.html", told, status=409)
    form = FORMS[offer.form]
    file_name = file_stem(reading.edition, reading.record) + form.ending
    headers = {
        "Content-Disposition": content_disposition_header(True, file_name) or "attachment",
        "Content-Length": str(len(content)),
        "ETag": etag,
    }
    return HttpResponse(content, content_type=form.media_type, headers=headers)
