"""What delegations are written in a round of clearance, what came back. Who opened it is not tracked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from core import mail
from core.mail import Enclosure, Letter
from core.text import moment_words
from members.models import FocalPoint, Mandate, Participant, Role
from members.models.participants import in_force
from records.canonical import record_from_bytes
from records.exports import FORMS, CannotExportError, docx_to_edit
from records.models import Circulation
from records.render import CannotRenderError, EditionFacts, render_pdf


@dataclass(frozen=True)
class Sent:
    """A letter of a round; `participant` is None for who only gets a copy."""

    letter: Letter
    participant: Participant | None

    @property
    def came_back(self) -> str:
        """What was said when it came back; empty where it did not. A mail server's refusal counts too."""
        words = [bounce.words or "No reason given" for bounce in self.letter.bounces.all()]
        if words:
            return words[-1]
        tries = list(self.letter.deliveries.all())
        return tries[-1].answer if tries and tries[-1].answer and not self.letter.sent_at else ""


def tell(row: Circulation, title: str, kind: str, mark: str) -> None:
    """One letter to each focal point of each delegation asked and to each address copied, once for each event. Who took
    over since the round was opened is told, and no longer who left."""
    points = _points(row.parties.values("participant"))
    told = {
        "title": title,
        "mode": row.get_mode_display(),
        "deadline": row.deadline_words,
        "note": row.note,
        "reason": row.extension,
        "copied_to": ", ".join(row.copied_to.split()),
        "address": f"{settings.SITE_URL}/clearance/{row.pk}/",
        "encloses_files": row.encloses_files,
    }
    for point in points.select_related("participant"):
        _send(row, kind, f"{point.pk}:{mark}", point.email, told | {"delegation": str(point.participant)})
    for address in row.copied_to.split():
        _send(row, kind, f"cc-{address[:100]}:{mark}", address, told | {"delegation": ""})


def _points(participants: Any) -> QuerySet[FocalPoint]:
    return FocalPoint.objects.filter(in_force(timezone.now().date()), participant__in=participants)


def without_address(participants: Collection[Participant]) -> list[Participant]:
    """Those of whom no focal point is known today: no letter can go to them. One query."""
    known = set(_points(participants).values_list("participant", flat=True))
    return [participant for participant in participants if participant.pk not in known]


def tell_result(row: Circulation, title: str) -> None:
    """What the deadline gave, to the Co-Chairs and to who opened the round: once for each deadline and result."""
    leading = {mandate.user for mandate in Mandate.objects.filter(role=Role.CO_CHAIR).select_related("user")}
    people = [user for user in leading if Role.CO_CHAIR in user.roles] + [row.opened_by]
    told = {
        "title": title,
        "result": row.result,
        "deadline": row.deadline_words,
        "address": f"{settings.SITE_URL}/prepare/clearance/{row.pk}/",
    }
    for user in {user for user in people if user.is_active}:
        subject, body = mail.write("clearance_result", told)
        mark = f"{row.deadline.isoformat()}:{row.version}"
        key = f"clearance-result:{row.pk}:{user.pk}:{mark}"
        mail.send_later("clearance.result", user.email, subject, body, key=key[:200])


def facts_of(row: Circulation) -> EditionFacts:
    """What the text of a round says of itself: "Draft 2, 3 Feb 2016 09:40 Bangkok, not cleared"."""
    which = f"Draft {row.draft.number}" if row.draft else f"Draft for round {row.number}"
    return EditionFacts(
        0, "draft", None, "", "", f"{which}, {moment_words(row.opened_at, row.zone)}, not cleared", is_numbered=True
    )


# The delivery log of a round is read from its letters, and who was not reached is known by them.
mail.keeps("clearance.invitation", "clearance.extension")


@mail.encloses("clearance.invitation")
def enclosed(letter: Letter) -> list[Enclosure]:
    row = Circulation.objects.select_related("draft").get(pk=UUID(letter.key.split(":")[1]))
    return files(row) if row.encloses_files else []


def files(row: Circulation) -> list[Enclosure]:
    """The text as it was sent, on paper and for Word; without a form that cannot be drawn, as the page has the text."""
    return list(_files(bytes(row.record), facts_of(row), row.number))


@lru_cache(maxsize=4)  # a round goes to many addresses, and what was sent never changes
def _files(record: bytes, facts: EditionFacts, number: int) -> tuple[Enclosure, ...]:
    made = []
    for make, name, media_type in (
        (render_pdf, "pdf", "application/pdf"),
        (docx_to_edit, "docx", FORMS["docx"].media_type),
    ):
        try:
            content = make(record_from_bytes(record), facts)
        except (CannotRenderError, CannotExportError):
            continue
        made.append(Enclosure(f"for-clearance-round-{number}.{name}", media_type, content))
    return tuple(made)


def _send(row: Circulation, kind: str, key: str, address: str, told: dict[str, Any]) -> None:
    subject, body = mail.write(f"clearance_{kind}", told)
    mail.send_later(f"clearance.{kind}", address, subject, body, key=f"clearance:{row.pk}:{key}"[:200])


def log(row: Circulation) -> list[Sent]:
    """Every letter of the round, what came back first. 4 queries."""
    letters = list(
        Letter.objects.filter(key__startswith=f"clearance:{row.pk}:").prefetch_related("bounces", "deliveries")
    )
    ids = [letter.key.split(":")[2] for letter in letters]
    points = FocalPoint.objects.filter(pk__in=[each for each in ids if not each.startswith("cc-")])
    known = {str(point.pk): point.participant for point in points.select_related("participant")}
    sent = [Sent(letter, known.get(key)) for letter, key in zip(letters, ids, strict=True)]
    return sorted(sent, key=lambda one: (not one.came_back, one.letter.asked_at, one.letter.to))


def unwritten(sent: Iterable[Sent], participants: Iterable[Participant]) -> list[Participant]:
    """Those of the participants to whom none of the letters went."""
    written = {one.participant.pk for one in sent if one.participant}
    return [participant for participant in participants if participant.pk not in written]


def unreached(row: Circulation, participants: list[Participant]) -> list[str]:
    """Those of the delegations of whose letters every one came back. Who has no letter reads the text on its page."""
    sent = log(row)
    reached = {one.participant.pk for one in sent if one.participant and not one.came_back}
    bounced = {one.participant.pk for one in sent if one.participant and one.came_back} - reached
    return [str(participant) for participant in participants if participant.pk in bounced]
