"""Plan a meeting; then say that it was held, postponed or cancelled."""

from __future__ import annotations

import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.text import listed
from core.translating import lazy_
from desk import meeting_services as services
from desk.forms.planning import FromForm, PlanForm
from desk.permissions import for_secretariat, refuse, signed_in
from meetings import planning
from meetings.models import Meeting, MeetingQuerySet, Series

SAID = {
    "planned": lazy_("It is planned again."),
    "held": lazy_("It was held. Its record can be written now."),
    "postponed": lazy_("It is postponed. Give the new days when they are known, then plan it again."),
    "cancelled": lazy_("It is cancelled."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def plan(request: HttpRequest) -> HttpResponseBase:
    """First a series or a meeting to copy, then the form filled in from it."""
    chosen = FromForm(request.GET, user=request.user)
    series, copy_of = _from(chosen)
    if series is None:
        bound = chosen if request.GET else FromForm(user=request.user)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.GET and not chosen.is_valid() else HTTPStatus.OK
        return render(request, "desk/plan.html", {"begin": bound}, status=status)
    offer = planning.offer(series, copy_of)
    if request.method != "POST":
        first = offer.values | {"ordinal": offer.ordinal, "offered": offer.ordinal, "expects_members": True}
        first |= {link.relation: link.target_id for link in copy_of.links.all()} if copy_of else {}
        return _page(request, offer, copy_of, PlanForm(initial=first, series=series, meetings=_others(request)))
    return _save(request, offer, copy_of, _instance(copy_of))


def _from(chosen: FromForm) -> tuple[Series | None, Meeting | None]:
    if not chosen.is_valid():
        return None, None
    copy_of: Meeting | None = chosen.cleaned_data["copy"]
    return (copy_of.series if copy_of else chosen.cleaned_data["series"]), copy_of


def _instance(copy_of: Meeting | None) -> Meeting:
    """A new row with what a copy takes over and the form does not show."""
    copied = {name: getattr(copy_of, name) for name in planning.COPIED} if copy_of else {}
    return Meeting(**copied)


def _save(request: HttpRequest, offer: planning.Offer, copy_of: Meeting | None, meeting: Meeting) -> HttpResponseBase:
    form = PlanForm(request.POST, instance=meeting, series=offer.series, meetings=_others(request))
    if not form.is_valid():
        return _page(request, offer, copy_of, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    wanted = form.cleaned_data["ordinal"]
    try:
        planned = services.plan(form, copy_of=copy_of, by=signed_in(request))
    except planning.CannotPlanError as error:
        form.add_error(None, str(error))
        return _page(request, offer, copy_of, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if planned.ordinal != wanted:
        messages.warning(
            request,
            _("Number {wanted} was given to another meeting meanwhile. This one is {ordinal}.").format(
                wanted=wanted, ordinal=planned.ordinal
            ),
        )
    messages.success(request, _("{reference} is planned.").format(reference=planned.reference))
    return redirect("desk:meeting", planned.pk)


def _others(request: HttpRequest) -> MeetingQuerySet:
    return Meeting.objects.visible_to(request.user).select_related("series").latest_first()


def _page(
    request: HttpRequest, offer: planning.Offer, copy_of: Meeting | None, form: PlanForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    members = planning.members_expected(offer.series, _day(form))
    hosts_of, hosts = planning.hosts_offered(offer.series, copy_of)
    context = {"form": form, "offer": offer, "copy_of": copy_of, "members": members}
    named = [f"{host} ({host.agency})" if host.agency else str(host) for host in hosts]
    context |= {"hosts_of": hosts_of, "hosts": listed(named)}
    return render(request, "desk/plan.html", context, status=status)


def _day(form: PlanForm) -> datetime.date:
    typed: Any = getattr(form, "cleaned_data", {}).get("starts_on")
    return typed or timezone.now().date()


@require_POST
@for_secretariat
def change_state(request: HttpRequest, pk: UUID, to: str) -> HttpResponseBase:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)
    back = reverse("desk:meeting", args=[pk])
    try:
        services.change_state(meeting, to, by=signed_in(request))
    except (planning.CannotPlanError, services.CannotCorrectError) as error:
        return refuse(request, str(error), back=back)
    messages.success(request, SAID[to])
    return redirect(back)
