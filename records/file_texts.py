"""The words of PDFs that went out with a record, for search: found page by page, as readable as their record is.

They are read behind the pages once the record is issued. A file that cannot be read is found by its title alone, as
scanned pages are.
"""

from __future__ import annotations

import logging
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core import jobs
from records import freshness
from records.canonical import record_from_bytes
from records.models import Card, Edition, EditionContent, Enclosure, FilePage, Release, SearchEntry, Subject
from records.record import Record
from records.search import index, pdf_text

PDF = "application/pdf"
log = logging.getLogger(__name__)


def has_text(record: Record) -> bool:
    return any(enclosed.media_type == PDF for enclosed in record.enclosures)


@jobs.task("records.read_files")
def read_files(job: jobs.Running, *, edition: str) -> None:
    read(Edition.objects.get(pk=UUID(edition)))


def read(edition: Edition) -> int:
    """Read the PDFs of an edition whose pages are not kept yet, and put them into the index. Returns how many pages.

    The files are read before anything is locked; then whether the record may still be found is looked at again: it may
    have been withdrawn meanwhile.
    """
    known = FilePage.objects.filter(edition=edition).values("file")
    wanted = Enclosure.objects.filter(edition=edition, media_type=PDF).exclude(file__in=known).select_related("file")
    read_of = {enclosure.file_id: _pages(enclosure) for enclosure in wanted}
    with transaction.atomic():
        Subject.objects.select_for_update().get(pk=edition.subject_id)
        content = EditionContent.objects.filter(edition=edition).first()
        card = Card.objects.filter(edition=edition, is_withdrawn=False).first()
        if content is None or card is None:
            return 0
        titles = {one.sha256: one.title for one in record_from_bytes(bytes(content.record)).enclosures}
        made = FilePage.objects.bulk_create(
            FilePage(edition=edition, file_id=sha256, title=titles.get(sha256, "")[:300], number=number, text=text)
            for sha256, texts in read_of.items()
            for number, text in enumerate(texts, 1)
            if number == 1 or text.strip()
        )
        SearchEntry.objects.bulk_create(SearchEntry(**index.of_page(card, page)) for page in made)
        open_to = Release.objects.filter(edition=edition, from_at__lte=timezone.now())
        if made and (audiences := list(open_to.values_list("audience", flat=True))):
            freshness.changed(*audiences)
    return len(made)


def _pages(enclosure: Enclosure) -> list[str]:
    """At least one page, for the title."""
    try:
        return pdf_text.pages(bytes(enclosure.file.content)) or [""]
    except pdf_text.CannotReadTextError as reason:
        log.warning("%s of %s is found by its title alone: %s", enclosure.file_name, enclosure.edition_id, reason)
        return [""]


def read_missing() -> int:
    """After an archive was brought in: every PDF whose pages are not kept. Returns how many pages."""
    known = FilePage.objects.values("edition")
    wanted = Edition.objects.filter(enclosures__media_type=PDF, card__is_withdrawn=False).exclude(pk__in=known)
    return sum(read(edition) for edition in wanted.distinct())
