"""The register of recommendations, the life of each, and what is in effect on a day."""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from library import directory, editions, register, workbooks
from library.moments import moment
from library.related import related
from library.summaries import sheet
from library.views.downloads import MeetingDownloadView
from library.views.participants import as_file
from library.views.public import PublicMixin
from records.models import InForce, RegisterEntry, RegisterEvent
from records.register import entries as reading
from records.render import CannotRenderError

PAGE = 25
EXACT = 1000
DEEPEST = 400  # pages; who reads on is better served by a filter
ON_PAPER = 300
IN_TABLES = 20_000
IN_FORCE_PAGE = 100
IN_FORCE_ON_PAPER = 2000


def today() -> datetime.date:
    return timezone.now().date()


class RegisterView(PublicMixin, TemplateView):
    """Every recommendation this reader may know of, the latest first. 3 queries, 4 where there are several pages."""

    template_name = "library/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, now = self.request.user, timezone.now()
        known = directory.current(user)
        form = register.RegisterForm(self.request.GET, known)
        found = form.found(RegisterEntry.objects.readable_by(user), now)
        number = page_number(self.request)
        first = (number - 1) * PAGE
        rows = list(found.select_related("edition__card").newest_first()[first : first + PAGE + 1])
        count = first + len(rows) if len(rows) <= PAGE and (rows or number == 1) else found[: EXACT + 1].count()
        return super().get_context_data(
            **kwargs,
            form=form,
            states=register.STATES,
            ages=register.AGES,
            follow_ups=register.FOLLOW_UPS,
            directory=known,
            rows=[shown(entry, now) for entry in rows[:PAGE]],
            count=count,
            exact=EXACT,
            number=number,
            later=form.address(page=number - 1 if number > 2 else None) if number > 1 else "",
            earlier=form.address(page=number + 1) if len(rows) > PAGE and number < DEEPEST else "",
            query=form.address().removeprefix("?"),
        )


def page_number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    return min(max(int(typed), 1), DEEPEST) if typed.isdecimal() and len(typed) < 6 else 1


def shown(entry: RegisterEntry, now: datetime.datetime) -> dict[str, Any]:
    """A row of the list."""
    on = now.date()
    state = entry.shown_state(on)
    return {
        "entry": entry,
        "state": entry.state_words(on),
        "mark": MARKS[state],
        "is_overdue": entry.is_overdue(now),
        "is_untracked": state == "not_tracked",
    }


# Marks beside the words of a state (static/look.css): hollow while something is to do, a line where nothing is.
MARKS = {
    "open": "open",
    "adopted": "open",
    "in_progress": "open",
    "completed": "",
    "superseded": "none",
    "not_agreed": "none",
    "standing": "",
    "none": "none",
    "withdrawn": "none",
    "not_tracked": "none",
}


class RegisterTableView(PublicMixin):
    """The register as it is filtered: CSV, XLSX or PDF. 3 queries."""

    is_kept = False

    def get(self, request: HttpRequest, name: str, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        form = register.RegisterForm(request.GET, directory.current(request.user))
        found = form.found(RegisterEntry.objects.readable_by(request.user), now).select_related("edition__card")
        rows = found.newest_first()
        stem = f"Recommendations_{now.date()}"
        if name == "register.csv":
            content = register.as_csv(rows[:IN_TABLES].iterator(chunk_size=500), now)
            headers = {"Content-Disposition": f'attachment; filename="{stem}.csv"'}
            return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
        if name == "register.xlsx":
            cells = [register.row(entry, now) for entry in rows[:IN_TABLES]]
            return as_file(workbooks.book("Recommendations", register.HEADINGS, cells), f"{stem}.xlsx", workbooks.TYPE)
        first = list(rows[: ON_PAPER + 1])
        drawn = register.paper(first[:ON_PAPER], form, now, is_cut=len(first) > ON_PAPER)
        return printed(request, drawn, f"{stem}.pdf", reverse("recommendations:list"))


def printed(request: HttpRequest, drawn: Any, name: str, back: str) -> HttpResponseBase:
    try:
        content, mark = sheet(drawn)
    except CannotRenderError as error:
        return render(request, "409.html", {"message": str(error), "back": back, "back_words": _("Back")}, status=409)
    return as_file(content, name, "application/pdf", f'"{mark}"')


class RecommendationDetailView(PublicMixin, TemplateView):
    """The life of one recommendation as a dated line. 4 queries at any size, one more where it led to a body."""

    template_name = "library/recommendation.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.events = life(kwargs["path"], request.user)
        self.made = next(event for event in self.events if event.kind == "made")
        if self.made.path != kwargs["path"]:
            return redirect("recommendations:detail", self.made.path)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = self.made
        told = reading.one(self.events)
        now = reading.after(self.events)
        assert told is not None
        assert now is not None
        entry = RegisterEntry(**told[0])
        around = related(made.recommendation, self.events, self.request.user)
        return super().get_context_data(
            **kwargs,
            shown=shown(entry, timezone.now()),
            facts=made.facts,
            edition=made.edition,
            now=now,
            items=[(label, text, reading.item_words(now.items[anchor])) for anchor, label, text in now.words.items],
            is_amended=bool(now.words.mark),
            line=[moment_of(event) for event in self.events],
            addresses=around.addresses,
            paths=around.paths,
            took_the_place_of=around.took_the_place_of,
        )


def life(path: str, user: Any) -> list[RegisterEvent]:
    """Everything this reader may know of the recommendation at an address. Raises Http404. One query.

    An address that an earlier edition had is known to those who may read that edition.
    """
    known = RegisterEvent.objects.readable_by(user).filter(path=path).values("recommendation")
    events = RegisterEvent.objects.current_for(user).filter(recommendation__in=known)
    found = list(events.select_related("edition__card").in_order())
    one = next((event.recommendation for event in found if event.kind == "made"), None)
    if one is None:
        raise Http404
    return [event for event in found if event.recommendation == one]


def moment_of(event: RegisterEvent) -> dict[str, Any]:
    """One point of the dated line, with the paragraph where it happened."""
    card = event.edition.card
    space = "reports:detail" if card.kind == "report" else "meetings:detail"
    address = f"{reverse(space, kwargs={'key': card.key})}#{event.anchor}"
    return {
        "event": event,
        "when": reading.day_words(event),
        "words": reading.said(event),
        "address": address,
        "card": card,
    }


class InEffectView(PublicMixin, TemplateView):
    """What is in effect after a meeting or on a day, today without one. 4 queries."""

    template_name = "library/in_effect.html"
    is_print = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = moment(self.request.GET.get("after", ""), self.request.user, at_end=True)
        day = on.day or today()
        number = page_number(self.request)
        first = (number - 1) * IN_FORCE_PAGE
        found = InForce.objects.readable_by(self.request.user).on(day).select_related("edition__card").in_order()
        rows = list(found[first : first + IN_FORCE_PAGE + 1])
        shown_rows = rows[:IN_FORCE_PAGE]
        after = f"after={on.typed}&" if on.typed else ""
        return super().get_context_data(
            **kwargs,
            on=on,
            day=day,
            groups=[(card, list(group)) for card, group in groupby(shown_rows, key=lambda span: span.edition.card)],
            count=InForce.objects.readable_by(self.request.user).on(day).count(),
            number=number,
            earlier=f"?{after}page={number - 1}" if number > 1 else "",
            later=f"?{after}page={number + 1}" if len(rows) > IN_FORCE_PAGE else "",
        )


class InEffectPaperView(PublicMixin):
    """The same as PDF: equal bytes for equal content, years later too."""

    is_kept = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        on = moment(request.GET.get("after", ""), request.user, at_end=True)
        if on.fault:
            return redirect(f"{reverse('recommendations:in-effect')}?{request.GET.urlencode()}")
        day = on.day or today()
        found = InForce.objects.readable_by(request.user).on(day).select_related("edition__card").in_order()
        rows = list(found[: IN_FORCE_ON_PAPER + 1])
        is_cut = len(rows) > IN_FORCE_ON_PAPER
        drawn = register.in_force_paper(rows[:IN_FORCE_ON_PAPER], on.words, day, is_cut=is_cut)
        return printed(request, drawn, f"In-effect_{day}.pdf", reverse("recommendations:in-effect"))


class ReportDetailView(PublicMixin, TemplateView):
    """An accepted progress report as it was issued. 3 queries."""

    template_name = "library/report_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        reading_of = editions.opened(editions.readable_editions("report", kwargs["key"], user), None)
        told = RegisterEvent.objects.current_for(user).filter(edition=reading_of.edition).values("recommendation")
        made = RegisterEvent.objects.current_for(user).filter(kind="made", recommendation__in=told).first()
        return super().get_context_data(**kwargs, reading=reading_of, files=reading_of.files(user), made=made)


class ReportDownloadView(MeetingDownloadView):
    kind = "report"
