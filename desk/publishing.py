"""What the desk knows of the issued side: the latest edition of a meeting, its address, the facts of a preview."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from meetings.models import Meeting
from members.models import Participant
from records.canonical import digest, record_bytes, record_from_bytes
from records.models import Card, Edition, Key
from records.record import Record
from records.render import EditionFacts
from strategy.models import Draft


def latest_edition(thing: Meeting | Participant, user: Any) -> Edition | None:
    """Of a meeting, or of the directory of a body."""
    of = {"subject__meeting": thing} if isinstance(thing, Meeting) else {"subject__body": thing}
    editions = Edition.objects.readable_by(user).filter(**of)
    return editions.select_related("content", "card", "withdrawal", "approved_by", "prepared_by").latest_first().first()


def record_of(edition: Edition) -> Record:
    return record_from_bytes(bytes(edition.content.record))


def record_url(thing: Meeting | Draft | Participant) -> str:
    """The address of the issued record; "" before the first issue."""
    key = _key(thing)
    if not key or isinstance(thing, Participant):
        return reverse("members:list") if key else ""
    return reverse("meetings:detail" if isinstance(thing, Meeting) else "strategy:detail", kwargs={"key": key})


def pdf_url(thing: Meeting | Draft | Participant) -> str:
    """The PDF of the record in force; "" before the first issue."""
    key = _key(thing)
    space, name = "directory", "directory.pdf"
    if not isinstance(thing, Participant):
        space, name = ("meetings", "statement.pdf") if isinstance(thing, Meeting) else ("strategy", "draft.pdf")
    return reverse(f"{space}:download", kwargs={"key": key, "name": name}) if key else ""


def _key(thing: Meeting | Draft | Participant) -> str:
    of = {"subject__meeting": thing.pk} if isinstance(thing, Meeting) else {"subject__body": thing.pk}
    if isinstance(thing, Draft):
        of = {"subject__document": thing.document_id}
    key = Key.objects.filter(**of).order_by("-made_at").first()
    return key.path if key else ""


def referred(record: Record, reader: Any) -> tuple[dict[str, str], list[Card]]:
    """What links on the page of a record lead to, for one reader: keys of meetings by reference, and cards of those
    whose agenda was agreed there."""
    wanted = {link.reference for link in record.links}
    wanted |= {record.meeting.agenda_agreed_at} if record.meeting else set()
    met = Q(reference__in=wanted - {""}) | Q(agenda_agreed_at=record.reference)
    cards = list(Card.objects.current_for(reader).meetings().filter(met).order_by("starts_on", "reference"))
    return {one.reference: one.key for one in cards}, [one for one in cards if one.agenda_agreed_at == record.reference]


def preview_of(record: Record, edition: Edition | None) -> EditionFacts:
    """What a sheet says about the edition it is not yet."""
    code = digest(record_bytes(record))
    return EditionFacts(
        number=edition.number + 1 if edition else 1,
        stage="final",
        issued_on=None,
        digest=code,
        check_url=f"{settings.SITE_URL}/check/{code[:16]}/",
        status_line="Preview: nothing is issued yet",
    )
