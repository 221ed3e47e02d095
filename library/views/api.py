"""Records for programs: read only, for the same readers as the pages.

Lists are in the order in which they became readable to the asker, so that whoever asks with `modified_since` or goes on
from a cursor misses nothing; a record that was withdrawn comes again, with the reason and without its words.
"""

from __future__ import annotations

import base64
import binascii
import datetime
from collections.abc import Callable
from functools import partial, wraps
from typing import Annotated, Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, Now
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from library import addresses, directory
from library.views.public import answered
from meetings.models import Audience
from records.models import Card, Passage, Release
from records.readers import Reader

PAGE, LARGEST = 50, 200
DESCRIPTION = "What was issued, as data: read only, for the same readers as the pages. Times are UTC."
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,60}$")]

api = NinjaAPI(
    title=f"{settings.PROCESS_SHORT} records",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)


class Withdrawn(Schema):
    at: datetime.datetime
    reason: str


class RecordOut(Schema):
    """An edition. `check_code` is the SHA-256 of its data; `modified` is when it last changed for the asker."""

    kind: str
    reference: str
    title: str
    revision: int = Field(description="0 for the first; drafts of a document count from 1.")
    stage: str
    issued: datetime.datetime
    modified: datetime.datetime
    check_code: str
    is_in_force: bool
    notice: str
    address: str
    withdrawn: Withdrawn | None


class MeetingOut(Schema):
    """A meeting as its record in force says. Dates are cut to what is known: 2016-02-02, 2015-05, or empty."""

    reference: str
    title: str
    series: str
    level: str
    state: str
    starts: str
    ends: str
    city: str
    country: str
    delegations: int | None
    outcomes: int
    recommendations: int
    gist: str
    notice: str
    modified: datetime.datetime
    address: str


class PassageOut(Schema):
    """A paragraph of a record in force. `address` leads to it on its page."""

    reference: str
    number: int
    code: str
    role: str
    text: str
    verbs: list[str]
    actors: list[str]
    addressees: list[str]
    area: str
    modified: datetime.datetime
    address: str


class ParticipantOut(Schema):
    slug: str
    kind: str
    name: str
    capacity: str
    address: str


class Participants(Schema):
    items: list[ParticipantOut]


class Records(Schema):
    items: list[RecordOut]
    next: str = Field(description="The cursor of the next page; empty on the last.")


class Meetings(Schema):
    items: list[MeetingOut]
    next: str


class Passages(Schema):
    items: list[PassageOut]
    next: str


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    """PostgreSQL takes no offset of 16 hours or more, and Python none that leads out of its years."""
    try:
        return moment.astimezone(datetime.UTC)
    except OverflowError:
        raise ValueError("There is no such moment in UTC.") from None


class Asked(Schema):
    """`cursor` is the `next` of the page before."""

    modified_since: Annotated[AwareDatetime, AfterValidator(_in_utc)] | None = None
    cursor: Annotated[str, StringConstraints(max_length=200)] = ""
    limit: int = Field(PAGE, ge=1, le=LARGEST)


def with_moments(rows: Any, user: Any) -> Any:
    """`modified`: when the edition was released to this reader, or withdrawn since."""
    reader = Reader.of(user)
    opened = Q(audience__in=reader.audiences)
    if reader.participants:
        opened |= Q(audience=Audience.ATTENDING, edition__attendance_index__participant__in=reader.participants)
    releases = Release.objects.filter(opened, edition=OuterRef("edition_id"), from_at__lte=Now()).order_by()
    first = Subquery(releases.values("edition").annotate(first=Min("from_at")).values("first"))
    return rows.annotate(modified=Greatest(first, F("edition__withdrawal__withdrawn_at")))


def page(rows: Any, asked: Asked, user: Any) -> tuple[list[Any], str]:
    """So many rows after the cursor, and the cursor of the next page. Raises HttpError 400 where it is none."""
    rows = with_moments(rows, user).order_by("modified", "pk")
    if asked.modified_since:
        rows = rows.filter(modified__gte=asked.modified_since)
    if asked.cursor:
        moment, pk = _after(asked.cursor, rows.model)
        rows = rows.filter(Q(modified__gt=moment) | Q(modified=moment, pk__gt=pk))
    found = list(rows[: asked.limit + 1])
    shown = found[: asked.limit]
    return shown, _cursor(shown[-1]) if len(found) > asked.limit else ""


def _cursor(row: Any) -> str:
    return base64.urlsafe_b64encode(f"{row.modified.isoformat()} {row.pk}".encode()).decode().rstrip("=")


def _after(cursor: str, model: Any) -> tuple[datetime.datetime, Any]:
    try:
        moment, pk = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ")
        at = datetime.datetime.fromisoformat(moment)
        number: Any = UUID(pk) if model is Card else int(pk)
        if at.tzinfo is None or (isinstance(number, int) and not 0 < number < 2**63):
            raise ValueError(cursor)
        at = _in_utc(at)
    except (ValueError, binascii.Error, OverflowError):
        raise HttpError(400, "This cursor is none of ours. Begin again without one.") from None
    return at, number


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _page_of(card: Card) -> str:
    return _address(addresses.page(card.edition, card.edition))


@api.get("/records", response=Records, summary="Every edition, also those replaced or withdrawn")
def records(request: HttpRequest, asked: Query[Asked]) -> Any:
    cards = Card.objects.readable_by(request.user).select_related("edition", "edition__withdrawal")
    found, following = page(cards, asked, request.user)
    in_force = set(Card.objects.current_for(request.user).filter(pk__in=[card.pk for card in found]).values_list("pk"))
    return {"items": [_record(card, (card.pk,) in in_force) for card in found], "next": following}


def _record(card: Any, is_in_force: bool) -> dict[str, Any]:
    edition = card.edition
    withdrawal = getattr(edition, "withdrawal", None)
    own = _page_of(card)
    shown = addresses.shown_number(edition)
    part = "drafts" if card.kind == "document" else "revisions"
    return {
        "kind": card.kind, "reference": card.reference, "title": card.title, "notice": card.notice,
        "revision": shown, "stage": edition.stage, "issued": edition.issued_at, "modified": card.modified,
        "check_code": edition.digest, "is_in_force": is_in_force and withdrawal is None,
        "address": own if is_in_force else f"{own}{part}/{shown}/",
        "withdrawn": {"at": withdrawal.withdrawn_at, "reason": withdrawal.reason} if withdrawal else None,
    }  # fmt: skip


@api.get("/meetings", response=Meetings, summary="Meetings, each as its record in force says")
def meetings(request: HttpRequest, asked: Query[Asked], series: Slug = "") -> Any:
    cards = Card.objects.current_for(request.user).meetings().filter(is_withdrawn=False).select_related("edition")
    found, following = page(cards.filter(series_slug=series) if series else cards, asked, request.user)
    return {"items": [_meeting(card) for card in found], "next": following}


def _meeting(card: Any) -> dict[str, Any]:
    as_they_are = (
        "reference title level state starts ends city country delegations outcomes recommendations gist notice"
    )
    fields = {name: getattr(card, name) for name in as_they_are.split()}
    return fields | {"series": card.series_slug, "modified": card.modified, "address": _page_of(card)}


@api.get("/passages", response=Passages, summary="Paragraphs of records in force")
def passages(request: HttpRequest, asked: Query[Asked], reference: str = "", role: Slug = "") -> Any:
    rows = Passage.objects.current_for(request.user)
    if reference:
        rows = rows.filter(edition__card__reference=reference.replace("\x00", ""))
    return _passages(rows.filter(role=role) if role else rows, request, asked)


@api.get("/recommendations", response=Passages, summary="Recommendations of records in force")
def recommendations(request: HttpRequest, asked: Query[Asked], addressed_to: Slug = "", area: Slug = "") -> Any:
    rows = Passage.objects.current_for(request.user).filter(role="recommendation")
    if addressed_to:
        rows = rows.filter(addressed_to__contains=[addressed_to])
    return _passages(rows.filter(area=area) if area else rows, request, asked)


def _passages(rows: Any, request: HttpRequest, asked: Asked) -> dict[str, Any]:
    found, following = page(rows.select_related("edition__card"), asked, request.user)
    return {"items": [_passage(row) for row in found], "next": following}


def _passage(row: Any) -> dict[str, Any]:
    fields = {
        name: getattr(row, name) for name in "number code role text verbs actors addressees area modified".split()
    }
    card = row.edition.card
    return fields | {"reference": card.reference, "address": f"{_page_of(card)}#{row.anchor}"}


@api.get("/participants", response=Participants, summary="Members, observers and partners, as the directory lists them")
def participants(request: HttpRequest) -> Any:
    people = (
        directory.Person.on(listed, settings.PROCESS_BODY, None)
        for listed in directory.current(request.user).participants
    )
    return {
        "items": [
            {
                "slug": person.slug, "kind": person.listed.kind, "name": person.called, "capacity": person.capacity,
                "address": _address(f"/members/{person.slug}/"),
            }
            for person in people
        ]
    }  # fmt: skip


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """400 as on the pages; which value it was, and what was wrong with it."""
    faults = [f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors]
    return api.create_response(request, {"detail": "; ".join(faults)}, status=400)


def public(view: Callable[..., HttpResponse]) -> Callable[..., Any]:
    """As `PublicMixin`: open without an account, kept until something changes, 304 for whoever has it."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return answered(request, partial(view, request, *args, **kwargs), is_timeless=True)

    return login_not_required(wrapper)


def urls() -> list[Any]:
    patterns: list[Any] = [pattern for pattern in cast(list[Any], api.urls[0]) if pattern.name != "api-root"]
    for pattern in patterns:
        pattern.callback = public(pattern.callback)
    return patterns
