"""How large the files are that are made of a record on request, so that its page can say so before anybody asks.

Making them takes longer than a page may, and the sizes change with the libraries: they are measured behind the pages,
for whatever has none, and anew after each rebuild.
"""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from records import freshness
from records.canonical import record_from_bytes
from records.exports import FORMS, CannotExportError
from records.models import Card, Edition, EditionContent, Release
from records.record import Record
from records.services import facts_of

AT_ONCE = 200


def measure(most: int = AT_ONCE) -> int:
    """Measure the newest records that were not. Returns how many."""
    wanted = Card.objects.filter(sizes__isnull=True, is_withdrawn=False, edition__content__isnull=False)
    cards = list(wanted.select_related("edition").order_by("-edition__issued_at", "pk")[:most])
    for card in cards:
        content = EditionContent.objects.get(edition=card.edition_id)
        found = sizes(card.edition, record_from_bytes(bytes(content.record)))
        with transaction.atomic():
            # A projection made anew meanwhile has none again, and keeps none that are of before.
            if Card.objects.filter(pk=card.pk, sizes__isnull=True).update(sizes=found):
                _say_so(card.edition)
    return len(cards)


def sizes(edition: Edition, record: Record) -> dict[str, int]:
    """Bytes by the form (a key of FORMS); without those that cannot hold it."""
    found = {}
    for name, form in FORMS.items():
        with suppress(CannotExportError):
            found[name] = len(form.make(record, facts_of(edition)))
    return found


def _say_so(edition: Edition) -> None:
    audiences = Release.objects.filter(edition=edition, from_at__lte=timezone.now()).values_list("audience", flat=True)
    if audiences:
        freshness.changed(*audiences)
