"""Files that go out with a record, kept on the issued side when it is issued."""

from __future__ import annotations

from meetings.models import Meeting
from records.models import Edition, Enclosure, File
from records.record import Record


def enclose(edition: Edition, record: Record, meeting: Meeting) -> None:
    """Keep the files the record names, each once by its digest. Inside the transaction that issues it.

    What is issued lies in the database, wherever materials lie. Raises StoreError.
    """
    wanted = {enclosed.sha256: enclosed for enclosed in record.enclosures}
    known = set(File.objects.filter(sha256__in=wanted).values_list("sha256", flat=True))
    for material in meeting.materials.filter(sha256__in=set(wanted) - known):
        thumbnail = bytes(material.thumbnail) if material.thumbnail else None
        File(sha256=material.sha256, content=material.whole(), thumbnail=thumbnail).save(force_insert=True)
    for sha256, enclosed in wanted.items():
        Enclosure.objects.create(
            edition=edition, file_id=sha256, file_name=enclosed.file_name, media_type=enclosed.media_type
        )
