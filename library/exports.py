"""Forms of a record that are made when somebody asks for them, and what is known of each without making it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.conf import settings

from core.translating import lazy_
from library import addresses as at
from records.canonical import digest
from records.exports import FORMS, versions
from records.models import Edition
from records.record import Record
from records.render import versions as press_versions
from records.services import facts_of


@dataclass(frozen=True)
class Offer:
    """A name below a record's address, the form it stands for (a key of FORMS), and the words of the link."""

    form: str
    label: str
    format: str

    def is_in(self, record: Record) -> bool:
        """Whether the record has anything to put into it."""
        held = {
            "attendance": record.attendance,
            "participants": record.attendance,
            "recommendations": record.recommendations,
            "agenda": any(passage.role == "agenda" for passage in record.passages),
        }
        return bool(held.get(self.form, True))


OFFERS = {
    "record.docx": Offer("docx", lazy_("For editing"), "DOCX"),
    "attendance.csv": Offer("attendance", lazy_("Attendance"), "CSV"),
    "recommendations.csv": Offer("recommendations", lazy_("Recommendations"), "CSV"),
    "record.xlsx": Offer("xlsx", lazy_("Tables"), "XLSX"),
    "record.xml": Offer("akoma_ntoso", lazy_("Akoma Ntoso"), "XML"),
    "agenda.pdf": Offer("agenda", lazy_("Agenda"), "PDF"),
    "participants.pdf": Offer("participants", lazy_("List of participants"), "PDF"),
}


def offers(edition: Edition, current: Edition, record: Record) -> list[tuple[Offer, str, int | None]]:
    """What can be made of an edition, each with its address, and its size in bytes where it was measured."""
    sizes = edition.card.sizes or {}
    return [
        (offer, at.named(edition, current, name), sizes.get(offer.form))
        for name, offer in OFFERS.items()
        if offer.is_in(record)
    ]


def made(offer: Offer, edition: Edition, record: Record) -> bytes:
    """Raises records.exports.CannotExportError in words for the reader."""
    return FORMS[offer.form].make(record, facts_of(edition))


def etag(offer: Offer, edition: Edition) -> str:
    """The same while edition, form, libraries and the address of the site are: then the bytes are, too."""
    is_drawn = FORMS[offer.form].media_type == "application/pdf"
    decides = [edition.digest, offer.form, versions() | (press_versions() if is_drawn else {}), settings.SITE_URL]
    return f'"{digest(json.dumps(decides).encode())}"'
