"""Who takes part: the list, on any day, and the page of each."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.generic import TemplateView

from library import attending, directory, editions, summaries
from library.addresses import edition_number
from library.directory import DELEGATIONS, Person
from library.moments import moment
from library.searching import figure
from library.views.public import PublicMixin
from members.models import Capacity
from records.canonical import digest
from records.directory import turning_points
from records.models import Card, Passage
from records.models.edition import is_public
from records.render import CannotRenderError

PAGE = 25
ADDRESSED = 10
ADDRESSED_ON_PAPER = 100
HELD = 10
TURNS = 4  # days that the list offers


class ParticipantListView(PublicMixin, TemplateView):
    """Members, observers and partners as the directory in force lists them, today or on a day. 1 query, 2 for the
    day of a meeting."""

    is_timeless = True
    template_name = "library/participant_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        found = directory.current(user)
        on = moment(self.request.GET.get("on", ""), user)
        people = [Person.on(listed, settings.PROCESS_BODY, on.day) for listed in found.participants]
        if on.day:
            people = [person for person in people if person.heading in directory.HEADINGS[:3]]
        return super().get_context_data(
            **kwargs,
            edition=found.edition,
            on=on,
            groups=directory.under_headings(people),
            turns=turning_points(found.participants, settings.PROCESS_BODY)[:TURNS],
        )


class ParticipantDetailView(PublicMixin, TemplateView):
    """Names and capacities through time, meetings, what was addressed to it. 5 queries at any size."""

    is_timeless = True
    template_name = "library/participant_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        listed, edition = directory.participant(kwargs["slug"], user)
        attendance = attending.of(listed.slug, user)
        page = Paginator(range(len(attendance.lines[: attending.EXACT])), PAGE).get_page(self.request.GET.get("page"))
        person = Person.on(listed, settings.PROCESS_BODY, None)
        addressed = list(addressed_to(listed.slug, user)[: ADDRESSED + 1])
        return super().get_context_data(
            **kwargs,
            person=person,
            edition=edition,
            attendance=attendance,
            present=figure(attendance.present, is_bounded=attendance.is_bounded),
            page=page,
            attended=attendance.with_cards(page.start_index() - 1 if page else 0, PAGE, user),
            capacities=[(Capacity(held.capacity).label, held) for held in reversed(listed.capacities)],
            names=list(reversed(listed.names)),
            addressed=addressed[:ADDRESSED],
            has_more_addressed=len(addressed) > ADDRESSED,
            held=held_here(person, user),
        )


def addressed_to(slug: str, user: Any) -> Any:
    """Recommendations that name it, the latest first, each with the card of its record."""
    rows = Passage.objects.current_for(user).filter(addressed_to__contains=[slug])
    return rows.select_related("edition__card").order_by(F("edition__card__starts_on").desc(nulls_last=True), "number")


def held_here(person: Person, user: Any) -> list[Card]:
    """Meetings in a state, by any name it had; none for those that are no place."""
    if person.listed.kind not in DELEGATIONS[:2]:
        return []
    forms = {form for name in person.listed.names for form in (name.short, *name.aliases)}
    cards = Card.objects.current_for(user).meetings().filter(country__in=forms)
    return list(cards.annotate(is_public=is_public("edition_id")).latest_first()[:HELD])


class DirectoryDetailView(PublicMixin, TemplateView):
    """The directory as it was issued: the edition in force, or an earlier one by its revision. 3 queries."""

    is_timeless = True
    template_name = "library/directory_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        issued = editions.readable_editions("directory", kwargs["key"], user)
        reading = editions.opened(issued, edition_number("directory", kwargs.get("revision")))
        return super().get_context_data(**kwargs, reading=reading, card=reading.edition.card, files=reading.files(user))


class ParticipationSummaryView(PublicMixin):
    """The participation summary as PDF. 4 queries; whoever holds it already gets no second copy."""

    def get(self, request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        listed, edition = directory.participant(slug, request.user)
        person = Person.on(listed, settings.PROCESS_BODY, None)
        addressed = list(addressed_to(slug, request.user)[:ADDRESSED_ON_PAPER])
        drawn = summaries.paper(person, edition, attending.of(slug, request.user), addressed, request.user)
        etag = f'"{summaries.mark_of(drawn)}"'
        if (unchanged := get_conditional_response(request, etag=etag)) is not None:
            return unchanged
        try:
            content, _ = summaries.sheet(drawn)
        except CannotRenderError as error:
            told = {
                "message": str(error),
                "back": reverse("members:detail", args=[slug]),
                "back_words": gettext("Back"),
            }
            return render(request, "409.html", told, status=409)
        return as_file(content, f"Participation-summary_{slug}.pdf", "application/pdf", etag)


class ParticipantAttendanceView(PublicMixin):
    """The meetings that name a participant, as CSV. 3 queries."""

    def get(self, request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        directory.participant(slug, request.user)
        attended = attending.of(slug, request.user).with_cards(0, attending.EXACT, request.user)
        content = summaries.table(attended)
        return as_file(content, f"Attendance_{slug}.csv", "text/csv; charset=utf-8", f'"{digest(content)}"')


def as_file(content: bytes, name: str, media_type: str, etag: str = "") -> HttpResponse:
    """A download under its name."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Content-Length": str(len(content)),
        **({"ETag": etag} if etag else {}),
    }
    return HttpResponse(content, content_type=media_type, headers=headers)
