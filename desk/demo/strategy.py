"""A Strategy for Cooperation in two drafts: the demonstration's own words, told after what public pages say of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from core.history import acting
from meetings.models import Audience, Meeting, Provenance
from members.models import User
from records import services
from strategy.models import Document, Draft

TEXTS = Path(__file__).resolve().parent / "texts"
REASON = "Text of the demonstration"
SLUG = "strategy-for-cooperation"
TITLE = "Strategy for Cooperation"
SERIES = "AHG SOM"


@dataclass(frozen=True)
class Text:
    """One draft; `meeting` is the number of the meeting of the Ad Hoc Group it was submitted to."""

    number: int
    file: str
    meeting: int
    submitted_on: datetime.date
    is_endorsed: bool
    submitted_by: str
    remark: str


DRAFTS = (
    Text(
        1, "strategy-draft-1.txt", 8, datetime.date(2014, 8, 6), True, "",
        "Endorsed by the eighth meeting of the Ad Hoc Group, and told here in the words of this demonstration.",
    ),
    Text(
        2, "strategy-draft-2.txt", 10, datetime.date(2016, 2, 2), False, "Co-Chairs",
        "Submitted to the tenth meeting of the Ad Hoc Group, and told here in the words of this demonstration. New: "
        "victims first, consultation at short notice, one catalogue of courses, safe pathways, support for the RSO.",
    ),
)  # fmt: skip


def load(*, prepared_by: User, approved_by: User) -> int:
    """How many drafts were issued. The meetings are filed before; a draft that is there is left as it is."""
    with acting(prepared_by, REASON):
        _file()
    waiting = Draft.objects.filter(document__slug=SLUG, approval_requests=None).order_by("number")
    for draft in waiting:
        services.issue_at_once(draft, prepared_by=prepared_by, approved_by=approved_by, reason=REASON)
    return len(waiting)


@transaction.atomic
def _file() -> None:
    if Document.objects.filter(slug=SLUG).exists():
        return
    document = Document(slug=SLUG, title=TITLE, kind=Document.Kind.STRATEGY)
    document.save()
    for text in DRAFTS:
        meeting = Meeting.objects.get(series__code=SERIES, ordinal=text.meeting)
        Draft(
            document=document,
            number=text.number,
            text=(TEXTS / text.file).read_text("utf-8"),
            remark=text.remark,
            submitted_by=text.submitted_by,
            submitted_to=meeting,
            submitted_on=text.submitted_on,
            endorsed_at=meeting if text.is_endorsed else None,
            provenance=Provenance.PUBLIC_SOURCES,
            audience=Audience.PUBLIC,
        ).save()
