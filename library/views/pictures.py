"""Pictures of many records: who attended what, and when who met."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView

from library import directory, matrix, timelines
from library.forms import MeetingFilterForm
from library.views.participants import as_file
from library.views.public import PublicMixin
from records.canonical import digest
from records.models import Card

COLUMNS = 12
COLUMNS_IN_TABLE = 200


def listed_meetings(form: MeetingFilterForm, user: Any) -> Any:
    """Meetings whose list of delegations is held, the latest first, narrowed as the list of meetings is."""
    cards = Card.objects.current_for(user).meetings().filter(form.conditions(), delegations__isnull=False)
    return cards.latest_first()


class AttendanceMatrixView(PublicMixin, TemplateView):
    """Delegations down, twelve meetings across. 5 queries at any size."""

    template_name = "library/matrix.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        form = MeetingFilterForm(self.request.GET)
        page = Paginator(listed_meetings(form, user), COLUMNS).get_page(self.request.GET.get("page"))
        drawn = matrix.matrix(list(page.object_list), directory.current(user))
        return super().get_context_data(
            **kwargs,
            form=form,
            page=page,
            matrix=drawn,
            query=form.address() if form.wanted else "",
            earlier=form.address(page=page.next_page_number()) if page.has_next() else "",
            later=form.address(page=page.previous_page_number()) if page.has_previous() else "",
        )


class AttendanceMatrixTableView(PublicMixin):
    """The same as CSV, the latest 200 meetings. 4 queries."""

    is_timeless = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        cards = list(listed_meetings(MeetingFilterForm(request.GET), request.user)[:COLUMNS_IN_TABLE])
        content = matrix.table(matrix.matrix(cards, directory.current(request.user)))
        return as_file(content, "Attendance.csv", "text/csv; charset=utf-8", f'"{digest(content)}"')


class TimelineView(PublicMixin, TemplateView):
    """When each series met, as lines of dots and as a table. 2 queries."""

    template_name = "library/timeline.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = MeetingFilterForm(self.request.GET)
        cards = Card.objects.current_for(self.request.user).meetings().filter(form.conditions())
        drawn = timelines.timeline(cards)
        return super().get_context_data(
            **kwargs, form=form, timeline=drawn, query=form.address() if form.wanted else ""
        )


class TimelineTableView(PublicMixin):
    """The same as CSV: series down, years across. 2 queries."""

    is_timeless = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = MeetingFilterForm(request.GET)
        drawn = timelines.timeline(Card.objects.current_for(request.user).meetings().filter(form.conditions()))
        content = timelines.table(drawn)
        return as_file(content, "Meetings-by-year.csv", "text/csv; charset=utf-8", f'"{digest(content)}"')
