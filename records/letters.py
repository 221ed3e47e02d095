"""What delegations are written in a round of clearance, what came back. Who opened it is not tracked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings

from core import mail
from core.mail import Letter
from core.text import date_words
from members.models import FocalPoint, Participant
from members.models.participants import in_force
from records.models import Circulation


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


def deadline_words(row: Circulation) -> str:
    """ "4 February 2016, 18:00 Asia/Bangkok (11:00 UTC)"."""
    there, utc = row.deadline.astimezone(ZoneInfo(row.zone)), row.deadline.astimezone(datetime.UTC)
    said = f"{date_words(there.date().isoformat())}, {there:%H:%M} {row.zone}"
    if row.zone == "UTC":
        return said
    day = f"{date_words(utc.date().isoformat())}, " if utc.date() != there.date() else ""
    return f"{said} ({day}{utc:%H:%M} UTC)"


def tell(row: Circulation, title: str, kind: str, mark: str) -> None:
    """One letter to each focal point of each delegation asked and to each address copied, once for each event."""
    parties = row.parties.values("participant")
    points = FocalPoint.objects.filter(in_force(row.opened_at.date()), participant__in=parties)
    told = {
        "title": title,
        "mode": row.get_mode_display(),
        "deadline": deadline_words(row),
        "note": row.note,
        "reason": row.extension,
        "copied_to": ", ".join(row.copied_to.split()),
        "address": f"{settings.SITE_URL}/clearance/{row.pk}/",
    }
    for point in points.select_related("participant"):
        _send(row, kind, f"{point.pk}:{mark}", point.email, told | {"delegation": str(point.participant)})
    for address in row.copied_to.split():
        _send(row, kind, f"cc-{address}:{mark}", address, told | {"delegation": ""})


def _send(row: Circulation, kind: str, key: str, address: str, told: dict[str, str]) -> None:
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


def unreached(row: Circulation, participants: list[Participant]) -> list[str]:
    """Those of the delegations of whose letters every one came back. Who has no letter reads the text on its page."""
    sent = log(row)
    reached = {one.participant.pk for one in sent if one.participant and not one.came_back}
    bounced = {one.participant.pk for one in sent if one.participant and one.came_back} - reached
    return [str(participant) for participant in participants if participant.pk in bounced]
