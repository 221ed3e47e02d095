"""Figures of the register: a page, its pictures, its table."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.generic import TemplateView

from core.text import date_words
from library import register, statistics
from library.views.participants import as_file
from library.views.public import PublicMixin
from library.views.recommendations import today


class StatisticsView(PublicMixin, TemplateView):
    """Made, adopted, completed; open by age and area. 4 queries."""

    template_name = "library/statistics.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = today()
        found = statistics.figures(self.request.user, on)
        as_of = gettext("As of {date_words}").format(date_words=date_words(on.isoformat()))
        pictures = [
            (name, heading, statistics.picture(heading, bars, as_of), bars) for name, heading, bars in found.charts
        ]
        return super().get_context_data(
            **kwargs,
            figures=found,
            pictures=pictures,
            on=on,
            over_time=statistics.columns(found.years, as_of) if found.years else "",
            over_time_heading=statistics.OVER_TIME,
            layers=list(statistics.LAYERS),
        )


class StatisticsPictureView(PublicMixin):
    """One picture as a file of its own."""

    is_kept = False

    def get(self, request: HttpRequest, name: str, **kwargs: Any) -> HttpResponseBase:
        on = today()
        found, as_of = (
            statistics.figures(request.user, on),
            gettext("As of {date_words}").format(date_words=date_words(on.isoformat())),
        )
        drawn = {key: statistics.picture(heading, bars, as_of) for key, heading, bars in found.charts}.get(name)
        if name == "years":
            drawn = statistics.columns(found.years, as_of)
        if drawn is None:
            raise Http404
        return as_file(drawn.encode(), f"Recommendations-{name}_{on}.svg", "image/svg+xml")


class StatisticsTableView(PublicMixin):
    is_kept = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        on = today()
        found = statistics.figures(request.user, on)
        rows = [("Made", "All", str(found.made))]
        rows += [(heading, bar.label, str(bar.count)) for _, heading, bars in found.charts for bar in bars]
        rows += [
            (statistics.OVER_TIME, f"{year.year}, {words.lower()}", str(count))
            for year in found.years
            for words, count in zip(statistics.LAYERS, year.counts, strict=True)
        ]
        content = b"".join([b"\xef\xbb\xbf", *map(register.csv_line, [("Figure", "What", "Recommendations"), *rows])])
        return as_file(content, f"Recommendations-figures_{on}.csv", "text/csv; charset=utf-8")
