"""The list of meetings and the page of one."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import RedirectView, TemplateView

from library import calendars, citing, editions, facets, fates
from library.addresses import edition_number
from library.forms import NAMES, MeetingFilterForm
from library.views.public import PublicMixin
from records.models import Card
from records.models.edition import is_public
from records.models.projections import CardQuerySet

PAGE = 50


class MeetingListView(PublicMixin, TemplateView):
    """All meetings the reader may see, latest first, by year. 6 queries at any size, a few more for an empty answer."""

    template_name = "library/meeting_list.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        form = MeetingFilterForm(self.request.GET)
        every = Card.objects.current_for(user).meetings()
        cards = every.filter(form.conditions()).annotate(is_public=is_public("edition_id")).latest_first()
        counts = facets.counted(every, form)
        page = Counted(cards, PAGE, counts.total).get_page(self.request.GET.get("page"))
        offered = facets.offered(every, counts, form, user)
        years = counts.by("year")
        return super().get_context_data(
            **kwargs,
            form=form,
            page=page,
            by_year=[(year, list(group)) for year, group in groupby(page.object_list, key=year_of)],
            timeline=timeline(years, form),
            years=sorted({*years, *filter(None, [form.wanted.get("year")])}, reverse=True),
            offered=offered,
            chips=chips(form, offered),
            looser=looser(form, every) if not counts.total else [],
            query=form.address() if form.wanted else "",
            earlier=form.address(page=page.next_page_number()) if page.has_next() else "",
            later=form.address(page=page.previous_page_number()) if page.has_previous() else "",
        )


class Counted(Paginator):
    """Pages of rows that were counted already."""

    def __init__(self, rows: Any, size: int, count: int) -> None:
        super().__init__(rows, size)
        self.count = count  # a cached property, filled in


def year_of(card: Card) -> int | None:
    return card.starts_on.year if card.starts_on else None


def timeline(counts: dict[Any, int], form: MeetingFilterForm) -> list[dict[str, Any]]:
    """One step for every year from the first to the last: its count, its height (1 to 7), where it leads."""
    if not counts:
        return []
    wanted = form.wanted.get("year")
    return [
        {
            "year": year,
            "count": counts.get(year, 0),
            "height": min(counts.get(year, 0), 7),
            "address": form.address(year=year),
            "is_wanted": year == wanted,
            "is_off": wanted is not None and year != wanted,
        }
        for year in range(min(counts), max(counts) + 1)
    ]


def chips(form: MeetingFilterForm, offered: dict[str, list[facets.Option]]) -> list[dict[str, str]]:
    """The filters that are on, each with the address that takes it off."""
    words: dict[tuple[str, str], str] = {
        (name, option.value): option.short for name, options in offered.items() for option in options
    }
    found: list[dict[str, str]] = []
    for name, value in form.wanted.items():
        if isinstance(value, list):
            for one in value:
                others: list[str] | None = [other for other in value if other != one] or None
                found.append({"words": str(words.get((name, one), one)), "address": form.address(**{name: others})})
        else:
            said: str = f"“{value}”" if name == "place" else words.get((name, str(value)), str(value))
            gone = [name, "capacity"] if name == "attended" else [name]
            found.append({"words": said, "address": form.address(**dict.fromkeys(gone))})
    return found


def looser(form: MeetingFilterForm, every: CardQuerySet) -> list[dict[str, Any]]:
    """Which single filter to leave out to see something, and how much then."""
    counted = [(name, every.filter(form.conditions(without=[name])).count()) for name in form.wanted]
    return [
        {"name": NAMES.get(name, name), "count": count, "address": form.address(**{name: None})}
        for name, count in counted
        if count
    ]


class SeriesRedirectView(PublicMixin, RedirectView):
    """/meetings/ahg-som/ is the list of that series."""

    def get_redirect_url(self, *args: Any, series: str, **kwargs: Any) -> str:
        return f"{reverse('meetings:list')}?{urlencode({'series': series.lower()})}"


class MeetingDetailView(PublicMixin, TemplateView):
    """The record of a meeting: the edition in force, or an earlier one by its revision. 6 queries at any size."""

    template_name = "library/meeting_detail.html"
    is_timeless = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.editions = editions.readable_editions("meeting", kwargs["key"], request.user)
        current = kwargs | {"key": self.editions[0].card.key}
        if current != kwargs:
            return redirect("meetings:revision" if "revision" in kwargs else "meetings:detail", **current)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        reading = editions.opened(self.editions, edition_number("meeting", kwargs.get("revision")))
        card = reading.edition.card
        around = editions.around(reading.record, card, user)
        anchors = [passage.anchor for passage in reading.record.recommendations]
        return super().get_context_data(
            **kwargs,
            reading=reading,
            card=card,
            files=reading.files(user),
            keys=around.keys,
            agendas=around.agendas,
            documents=around.documents,
            earlier=around.earlier,
            later=around.later,
            fates=fates.of([reading.current], anchors, user) if anchors else {},
            citation=citing.citation(reading),
            letter=citing.letter_address(reading),
            event=citing.event(reading) if reading.is_current else "",
            has_days=calendars.is_known_to_the_day(card),
        )
