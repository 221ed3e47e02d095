"""The list of meetings and the page of one."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import RedirectView, TemplateView

from library import editions
from library.addresses import edition_number
from library.forms import MeetingFilterForm
from library.views.public import PublicMixin
from records.models import Card
from records.models.edition import readable_by
from records.models.projections import CardQuerySet

PAGE = 50


class MeetingListView(PublicMixin, TemplateView):
    """All meetings the reader may see, latest first, by year. 5 queries at any size, a few more for an empty answer."""

    template_name = "library/meeting_list.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = MeetingFilterForm(self.request.GET)
        every = Card.objects.current_for(self.request.user).meetings()
        cards = every.filter(form.conditions()).annotate(is_public=readable_by(None, "edition_id")).latest_first()
        page = Paginator(cards, PAGE).get_page(self.request.GET.get("page"))
        years = counts_by_year(every, form)
        series = counts_by_series(every, form)
        return super().get_context_data(
            **kwargs,
            form=form,
            page=page,
            by_year=[(year, list(group)) for year, group in groupby(page.object_list, key=year_of)],
            timeline=timeline(years, form),
            years=sorted({*years, *filter(None, [form.wanted.get("year")])}, reverse=True),
            series=series,
            chips=chips(form, series),
            looser=looser(form, every) if not page.paginator.count else [],
            earlier=form.address(page=page.next_page_number()) if page.has_next() else "",
            later=form.address(page=page.previous_page_number()) if page.has_previous() else "",
        )


def year_of(card: Card) -> int | None:
    return card.starts_on.year if card.starts_on else None


def counts_by_year(every: CardQuerySet, form: MeetingFilterForm) -> dict[int, int]:
    """Every year in which a meeting started, with how many of them match the other filters."""
    count = Count("pk", filter=form.conditions(without=["year"]))
    dated = every.filter(starts_on__isnull=False).annotate(year=ExtractYear("starts_on"))
    return dict(dated.values_list("year").annotate(count=count).order_by("year"))


def counts_by_series(every: CardQuerySet, form: MeetingFilterForm) -> list[dict[str, Any]]:
    """Every series, with how many of its meetings match the other filters."""
    count = Count("pk", filter=form.conditions(without=["series"]))
    return list(every.values("series_slug", "series_name", "series_code").annotate(count=count).order_by("series_name"))


def timeline(counts: dict[int, int], form: MeetingFilterForm) -> list[dict[str, Any]]:
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


def chips(form: MeetingFilterForm, series: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The filters that are on, each with the address that takes it off."""
    codes = {row["series_slug"]: row["series_code"] for row in series}
    wanted = form.wanted
    slugs = wanted.get("series", [])
    found = []
    for slug in slugs:
        others = [other for other in slugs if other != slug] or None
        found.append({"words": codes.get(slug, slug), "address": form.address(series=others)})
    if "year" in wanted:
        found.append({"words": str(wanted["year"]), "address": form.address(year=None)})
    if "place" in wanted:
        found.append({"words": f"“{wanted['place']}”", "address": form.address(place=None)})
    return found


def looser(form: MeetingFilterForm, every: CardQuerySet) -> list[dict[str, Any]]:
    """Which single filter to leave out to see something, and how much then."""
    counted = [(name, every.filter(form.conditions(without=[name])).count()) for name in form.wanted]
    return [{"name": name, "count": count, "address": form.address(**{name: None})} for name, count in counted if count]


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
        earlier, later = editions.neighbours(card, user)
        keys, agendas = editions.referred(reading.record, card, user)
        return super().get_context_data(
            **kwargs,
            reading=reading,
            card=card,
            files=reading.files(user),
            keys=keys,
            agendas=agendas,
            earlier=earlier,
            later=later,
        )
