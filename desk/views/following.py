"""Recommendations followed through: reports to accept or ask back, what no meeting will see, who reported."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import DetailView, TemplateView

from desk import following, matters
from desk.forms.following import AcceptForm, AskBackForm, GiveOutForm
from desk.meeting_services import CannotCorrectError
from desk.permissions import WorksAtDesk, for_secretariat, refuse, signed_in
from meetings.models import Meeting
from members.models import Participant
from recommendations.models import ProgressReport
from recommendations.permissions import standing_for
from recommendations.services import CannotReportError, ask_back
from records import asked, reports
from records.models import Edition, RegisterEntry

LATEST = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _reports(user: Any) -> Any:
    rows = ProgressReport.objects.visible_to(user).defer("evidence")
    return rows.select_related(
        "recommendation__meeting__series", "recommendation__parent__parent", "participant", "submitted_by"
    ).prefetch_related("participant__names")


def _entries(found: list[ProgressReport], user: Any) -> dict[str, RegisterEntry]:
    names = {asked.ident_of(report.recommendation) for report in found}
    rows = RegisterEntry.objects.readable_by(user).filter(recommendation__in=names)
    return {entry.recommendation: entry for entry in rows}


class FollowingView(WorksAtDesk, TemplateView):
    """What waits for an answer, what was asked back, what was accepted last; and how much no meeting will see."""

    template_name = "desk/following.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, on = self.request.user, timezone.now().date()
        rows = _reports(user)
        waiting = list(rows.waiting().order_by("submitted_at"))
        back = list(rows.filter(returned_at__isnull=False).order_by("returned_at"))
        accepted = list(rows.accepted().order_by("-accepted_at")[:LATEST])
        entries = _entries([*waiting, *back, *accepted], user)

        def shown(found: list[ProgressReport]) -> list[tuple[ProgressReport, RegisterEntry | None]]:
            return [(report, entries.get(asked.ident_of(report.recommendation))) for report in found]

        return super().get_context_data(
            **kwargs,
            lists=[
                ("waiting", _("Reports to accept or ask back"), shown(waiting)),
                ("back", _("Asked back, not sent again yet"), shown(back)),
                ("accepted", _("Accepted last"), shown(accepted)),
            ],
            unseen=len(matters.unseen(user, on)),
        )


class ReportView(WorksAtDesk, DetailView):
    """One report beside what it is on."""

    template_name = "desk/report.html"
    context_object_name = "report"

    def get_queryset(self) -> QuerySet[ProgressReport]:
        return _reports(self.request.user).select_related("accepted_by", "returned_by", "document")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | _beside(self.object, self.request.user) | kwargs


def _beside(report: ProgressReport, user: Any) -> dict[str, Any]:
    """What the page of a report shows besides it, with forms that name the version shown."""
    name = asked.ident_of(report.recommendation)
    others = _reports(user).filter(recommendation=report.recommendation).exclude(pk=report.pk)
    seen = {"seen": report.version}
    return {
        "entry": RegisterEntry.objects.readable_by(user).filter(recommendation=name).first(),
        "others": list(others[:LATEST]),
        "edition": Edition.objects.readable_by(user).filter(subject__report=report).select_related("card").first(),
        "is_waiting": report.accepted_at is None and report.returned_at is None,
        "is_own": report.submitted_by_id == user.pk,
        "accept_form": AcceptForm(initial={"audience": "members"} | seen),
        "back_form": AskBackForm(initial=seen),
    }


@require_POST
@for_secretariat
def accept(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Accept it: it is issued to the audience chosen."""
    report = get_object_or_404(ProgressReport.objects.visible_to(request.user), pk=pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _again(request, report, accept_form=form)
    report.version = form.cleaned_data["seen"]
    try:
        reports.accept(report, audience=form.cleaned_data["audience"], by=signed_in(request))
    except CannotReportError as error:
        return refuse(request, str(error), back=reverse("desk:report", args=[pk]))
    messages.success(
        request,
        _("Accepted: {participant} on {reference}.").format(
            participant=report.participant, reference=report.recommendation.meeting.reference
        ),
    )
    return redirect("desk:following")


@require_POST
@for_secretariat
def send_back(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask the delegation for more, in words."""
    report = get_object_or_404(ProgressReport.objects.visible_to(request.user).defer("evidence"), pk=pk)
    form = AskBackForm(request.POST)
    if not form.is_valid():
        return _again(request, report, back_form=form)
    report.version = form.cleaned_data["seen"]
    try:
        ask_back(report, reason=form.cleaned_data["reason"], by=signed_in(request))
    except CannotReportError as error:
        return refuse(request, str(error), back=reverse("desk:report", args=[pk]))
    messages.success(
        request,
        _("Asked back. {participant} sees it under “What is asked of us”, and is told by e-mail.").format(
            participant=report.participant
        ),
    )
    return redirect("desk:following")


def _again(request: HttpRequest, report: ProgressReport, **forms: Any) -> HttpResponse:
    shown = get_object_or_404(_reports(request.user), pk=report.pk)
    context = {"report": shown} | _beside(shown, request.user) | forms
    return render(request, "desk/report.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


class UnseenView(WorksAtDesk, TemplateView):
    """Open recommendations that no meeting ahead will see."""

    template_name = "desk/unseen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = timezone.now().date()
        found = matters.unseen(self.request.user, on)
        return super().get_context_data(**kwargs, entries=[(entry, entry.state_words(on)) for entry in found])


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def who_reported(request: HttpRequest) -> HttpResponseBase:
    """Figures by delegation and body, and what one of them has not reported on. They can go out with a record."""
    on, user = timezone.now().date(), request.user
    meetings = Meeting.objects.visible_to(user).exclude(state=Meeting.State.CANCELLED).select_related("series")
    figures = asked.figures(user, timezone.now())
    form = GiveOutForm(request.POST or None, meetings=meetings.latest_first())
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        meeting = form.cleaned_data["meeting"]
        try:
            kept = following.give_out(
                figures, meeting, audience=form.cleaned_data["audience"], on=on, by=signed_in(request)
            )
        except CannotCorrectError as error:
            return refuse(request, str(error), back=reverse("desk:who-reported"))
        messages.success(
            request,
            _("Kept: “{title}”. It goes out when the record of {reference} is issued.").format(
                title=kept.title, reference=meeting.reference
            ),
        )
        return redirect(f"{reverse('desk:meeting', args=[meeting.pk])}#materials")
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "desk/who_reported.html", _silent(request, figures, form), status=status)


def _silent(request: HttpRequest, figures: list[asked.Figure], form: GiveOutForm) -> dict[str, Any]:
    on, user = timezone.now().date(), request.user
    of = Participant.objects.with_names().filter(slug=request.GET.get("of", "")[:50].replace("\x00", "")).first()
    entries: list[RegisterEntry] = []
    if of:
        told = asked.reported_by(of, user)
        said = [name for name, found in told.items() if not all(report.returned_at for report in found)]
        found = asked.addressed(standing_for(of, on), user).in_state(["open", "adopted", "in_progress"], on)
        entries = list(found.exclude(recommendation__in=said).newest_first()[:200])
    return {"figures": figures, "form": form, "of": of, "entries": entries, "on": on}


@require_safe
@for_secretariat
def who_reported_table(request: HttpRequest) -> HttpResponse:
    on = timezone.now().date()
    content = following.workbook(asked.figures(request.user, timezone.now()))
    headers = {"Content-Disposition": f'attachment; filename="Progress-reports_{on}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
