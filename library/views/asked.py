"""What is asked of a delegation or body, and its reports of progress. Only for those who report for it today."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import TemplateView

from core.models import StaleVersion
from core.translating import lazy_
from library.reporting import ReportForm
from library.views.recommendations import shown
from members.models import Participant, User
from recommendations import services
from recommendations.models import ProgressReport, Recommendation
from recommendations.permissions import reports_for, standing_for
from records import asked
from records.models import RegisterEntry

GROUPS = (
    ("now", lazy_("To report on now"), lazy_("Asked back, overdue, or due within three months.")),
    ("open", lazy_("Open"), lazy_("Nothing is due on them within three months.")),
    (
        "standing",
        lazy_("Standing commitments"),
        lazy_("They stand until a meeting closes them, and are never overdue."),
    ),
    (
        "rest",
        lazy_("Closed, reported as done, not tracked, or without follow-up"),
        lazy_("Nothing is expected."),
    ),
)


def parties(user: Any) -> list[Participant]:
    """For whom somebody reports today, delegations before bodies."""
    found: Any = reports_for(user, timezone.now().date())
    return sorted(found.with_names(), key=lambda one: (one.kind == "body", str(one)))


class AskedView(TemplateView):
    """Everything addressed to the delegation or to all Members: what is due, what was reported. 8 queries."""

    template_name = "library/asked.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, now = self.request.user, timezone.now()
        known = parties(user)
        wanted = self.request.GET.get("for", "")
        party = next((one for one in known if one.slug == wanted), known[0] if known else None)
        found = asked.asked_of(party, user, now) if party else []
        return super().get_context_data(
            **kwargs,
            parties=known,
            party=party,
            groups=[
                (name, heading, said, [line(one) for one in found if one.group == name])
                for name, heading, said in GROUPS
            ],
            count=len(found),
            most=asked.MOST,
        )


def line(one: asked.Asked) -> dict[str, Any]:
    return shown(one.entry, one.now) | {"asked": one, "report": one.last, "said": how(one.last)}


def how(report: ProgressReport | None) -> tuple[str, str]:
    """Where a report stands, in words, and the class of the mark beside them."""
    if report is None:
        return _("Nothing reported"), "none"
    if report.accepted_at:
        return _("Accepted: {lower}").format(lower=report.get_progress_display().lower()), ""
    return (_("Asked back"), "late") if report.returned_at else (_("With the secretariat"), "stand")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, path: str, anchor: str = "") -> HttpResponseBase:
    """Report progress on a recommendation, or on one sub-paragraph of it."""
    party, entry, row = _asked_for(request, slug, path, anchor)
    mine = list(
        ProgressReport.objects.visible_to(request.user)
        .filter(participant=party, recommendation=row)
        .defer("evidence")
        .select_related("submitted_by", "accepted_by", "returned_by")
    )
    there = next((one for one in mine if not one.accepted_at), None)
    form = ReportForm(
        request.POST or None, request.FILES or None, there=there, documents=asked.documents_for(request.user)
    )
    context = {"party": party, "entry": entry, "row": row, "anchor": anchor, "mine": mine, "there": there, "form": form}
    if request.method != "POST":
        return _page(request, context)
    if not form.is_valid():
        return _page(request, context, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        services.submit(row, party, form.reported, by=cast(User, request.user))
    except StaleVersion as error:
        theirs = cast(ProgressReport, error.row)
        form.seen_now(theirs.version)
        return _page(request, context | {"theirs": theirs, "said": theirs.history.first()}, HTTPStatus.CONFLICT)
    except services.CannotReportError as error:
        form.add_error(None, str(error))
        return _page(request, context, HTTPStatus.CONFLICT)
    messages.success(request, _("Sent to the secretariat: progress on {name}.").format(name=entry.name))
    return redirect(f"{reverse('asked:list')}?for={party.slug}")


def _page(request: HttpRequest, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    parts = asked.rows_of(context["entry"])
    items = list(asked.labelled(*parts)) if parts else []
    now = timezone.now()
    return render(
        request, "library/report_form.html", context | shown(context["entry"], now) | {"items": items}, status=status
    )


def _asked_for(
    request: HttpRequest, slug: str, path: str, anchor: str
) -> tuple[Participant, RegisterEntry, Recommendation]:
    """Raises Http404 for whom one does not report, and for what is not asked of it or not released."""
    party = next((one for one in parties(request.user) if one.slug == slug), None)
    if party is None:
        raise Http404
    slugs = standing_for(party, timezone.now().date())
    entry = asked.addressed(slugs, request.user).filter(path=path).select_related("edition__card").first()
    rows = asked.rows_of(entry) if entry else None
    if entry is None or rows is None or (anchor and anchor not in rows[1]):
        raise Http404
    return party, entry, rows[1][anchor] if anchor else rows[0]


@require_safe
def evidence(request: HttpRequest, pk: Any) -> HttpResponse:
    """The file of a report as it was sent, byte for byte, always as a download."""
    row = ProgressReport.objects.visible_to(request.user).filter(pk=pk, evidence__isnull=False).first()
    if row is None:
        raise Http404
    headers = {"Content-Disposition": content_disposition_header(True, row.evidence_name) or "attachment"}
    return HttpResponse(bytes(row.evidence or b""), content_type="application/octet-stream", headers=headers)
