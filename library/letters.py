"""Letters to readers: a record they asked for, and what is new to them. Each says only what its reader may read.

What is not public is never written into a letter, which passes through other people's machines: it says that there is
something, and where to sign in.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core import mail
from core.text import span_words
from library import addresses
from library.citing import citation
from library.editions import Reading
from library.models import Following, Rhythm
from members.models import User
from records.models import Card
from records.models.edition import is_public, readable_by
from records.render.text import meeting_place

KINDS = ("meeting", "document")
MOST = 50  # records in a letter
# A little less than a day and a week: a worker that begins late one morning skips nobody on the next.
PAUSES = {Rhythm.DAY: datetime.timedelta(hours=20), Rhythm.WEEK: datetime.timedelta(days=6, hours=20)}


class CannotChooseError(Exception):
    """Why the choice of letters was not kept, in words for whoever chose."""


def rhythm_of(user: Any) -> str:
    """How often somebody wants letters; empty for never, and for whoever is not signed in."""
    if not user.is_authenticated:
        return ""
    return Following.objects.filter(user=user).values_list("rhythm", flat=True).first() or ""


@transaction.atomic
def choose(rhythm: str, *, by: User) -> Following | None:
    """How often somebody wants letters; none at all with an empty rhythm. What is there already is not told of."""
    if rhythm and rhythm not in Rhythm.values:
        raise CannotChooseError(_("Choose from the list how often you want letters."))
    if not rhythm:
        Following.objects.filter(user=by).delete()
        return None
    return Following.objects.update_or_create(user=by, defaults={"rhythm": rhythm})[0]


def leave(token: str) -> None:
    """End the letters of whoever holds it. One that is not known ends nothing, and nobody learns the difference."""
    Following.objects.filter(token=token).delete()


def send_record(reading: Reading, *, to: User, on: datetime.date) -> None:
    """A record to somebody's own address, once a day. Raises mail.CannotSendError."""
    record, edition = reading.record, reading.edition
    facts = record.meeting
    told = {
        "record": record,
        "when": span_words(facts.starts, facts.ends, facts.days) if facts else "",
        "where": meeting_place(facts) if facts else "",
        "sections": record.sections,
        "is_public": edition.is_public,  # type: ignore[attr-defined]  # an annotation of `readable_editions`
        "page": settings.SITE_URL + reading.current_page,
        "citation": citation(reading),
    }
    subject, body = mail.write("library_record", told)
    key = f"record:{edition.pk}:{to.pk}:{on.isoformat()}"
    mail.send_later("library.record", to.email, subject, body, key=key, is_secret=True)


def due(now: datetime.datetime) -> list[Any]:
    """Ids of those whose next letter is due."""
    found = Following.objects.filter(user__is_active=True).values_list("pk", "rhythm", "told_until")
    return [pk for pk, rhythm, told in found if told <= now - PAUSES[Rhythm(rhythm)]]


@transaction.atomic
def tell(pk: Any, now: datetime.datetime) -> mail.Letter | None:
    """One letter of what became readable to somebody since the last; none where there is nothing new."""
    row = Following.objects.select_for_update().select_related("user").filter(pk=pk).first()
    if row is None:
        return None
    found = new_to(row.user, row.told_until, now)
    row.told_until = now
    row.save(update_fields=["told_until"])
    if not found:
        return None
    public = [card for card in found if card.is_public]  # type: ignore[attr-defined]  # an annotation
    told = {
        "count": f"{len(found)} record{'s' if len(found) > 1 else ''}",
        "lines": [_line(card) for card in public[:MOST]],
        "more": len(public) - MOST if len(public) > MOST else 0,
        "closed": len(found) - len(public),
        "home": settings.SITE_URL + "/",
        "leave": row.leave_address,
        "choose": settings.SITE_URL + reverse("follow"),
    }
    subject, body = mail.write("library_news", told)
    key = f"news:{row.pk}:{now.date().isoformat()}"
    return mail.send_later(
        "library.news", row.user.email, subject, body, key=key, leave=row.leave_address, is_secret=True
    )


def new_to(user: Any, since: datetime.datetime, until: datetime.datetime) -> list[Card]:
    """Editions in force that somebody may read now and might not at `since`, by date of issue. One query."""
    cards = Card.objects.current_for(user).filter(kind__in=KINDS).exclude(readable_by(user, "edition_id", at=since))
    cards = cards.filter(readable_by(user, "edition_id", at=until)).select_related("edition")
    return list(cards.annotate(is_public=is_public("edition_id")).order_by("edition__issued_at", "pk"))


def _line(card: Card) -> dict[str, str]:
    edition = card.edition
    when = span_words(card.starts, card.ends, card.days)
    return {
        "title": card.title,
        "name": ", ".join(filter(None, [card.reference, edition.revision])),
        "when": ", ".join(filter(None, [when, card.place])),
        "reason": edition.reason if edition.number > 1 and card.kind == "meeting" else "",
        "notice": card.notice,
        "address": settings.SITE_URL + addresses.page(edition, edition),
    }
