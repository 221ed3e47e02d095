"""A summary on its way into rows: paste it, check what was read, use it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import FormView

from core import past
from core.models import StaleVersion
from core.translating import lazy_
from desk import merging
from desk.forms.choices import resolved
from desk.forms.reading import PLACES, ReadingForms
from desk.forms.summary import SummaryForm
from desk.permissions import WorksAtDesk, for_secretariat, refuse, signed_in
from desk.reading import acts, services
from desk.reading.answers import Answers
from desk.reading.conflict import row_of
from desk.reading.phrases import phrases
from meetings.models import Provenance, Reading, Series
from meetings.names import name_table

UNKEEPABLE = lazy_(
    "This text holds a character that cannot be kept (NUL). Go back with your browser: what you typed is still there."
)


class ReadingCreateView(WorksAtDesk, FormView):
    """Paste a summary or hand in a file. What arrives is kept at once, under an address of its own."""

    template_name = "desk/reading_create.html"
    form_class = SummaryForm

    def form_valid(self, form: SummaryForm) -> HttpResponse:
        try:
            received = form.receive(by=signed_in(self.request))
        except services.CannotReceiveError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        if received.is_new:
            messages.success(self.request, gettext("The summary is kept. Check what was read from it."))
        else:
            messages.info(self.request, gettext("This very text was received before. Here is what was made of it."))
        if received.reading.state == Reading.State.USED and received.reading.meeting_id:
            return redirect("desk:meeting", received.reading.meeting_id)
        return redirect("desk:reading", received.reading.pk)

    def form_invalid(self, form: SummaryForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def reading(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One form for everything that was read. Each button saves all that is typed, then does what it says."""
    found = get_object_or_404(Reading.objects.visible_to(request.user).select_related("meeting", "received_by"), pk=pk)
    if found.state == Reading.State.USED and found.meeting_id:
        return redirect("desk:meeting", found.meeting_id)
    kept = Answers.from_json(found.answers, found.proposal)
    if request.method != "POST":
        return _page(request, found, kept)
    if any("\0" in value for values in request.POST.lists() for value in values[1]):
        return refuse(request, UNKEEPABLE, status=HTTPStatus.UNPROCESSABLE_ENTITY, back=request.path)
    return _save(request, found, Answers.from_post(resolved(request.POST)[0], kept))


def _save(request: HttpRequest, found: Reading, typed: Answers) -> HttpResponseBase:
    do, _, rest = request.POST.get("do", "save").partition(":")
    landed = acts.do(do, typed, rest)
    version = request.POST.get("version", "")
    try:
        found = services.save_answers(
            found,
            typed,
            version=int(version) if version.isdecimal() else 0,
            provenance=request.POST.get("provenance", ""),
            by=signed_in(request),
        )
    except StaleVersion as stale:
        return _merge(request, stale, typed)
    except services.CannotSaveError as error:
        return refuse(request, str(error), back=reverse("desk:reading", args=[found.pk]))
    if do == "use":
        return _use(request, found, typed)
    if do == "leave":
        return _leave_aside(request, found)
    if do == "save":
        messages.success(request, gettext("Saved."))
    return redirect(f"{reverse('desk:reading', args=[found.pk])}{f'#{landed}' if landed else ''}")


def _use(request: HttpRequest, found: Reading, typed: Answers) -> HttpResponseBase:
    forms = ReadingForms(typed, name_table(), is_bound=True)
    refused: dict[str, Any] = {"forms": forms, "status": HTTPStatus.UNPROCESSABLE_ENTITY, "is_refused": True}
    if not forms.is_valid() or typed.lists["unplaced"]:
        return _page(request, found, typed, **refused)
    try:
        filed = services.use(found, forms.corrected(), by=signed_in(request))
    except services.CannotFileError as error:
        return _page(request, found, typed, **refused, refusal=str(error))
    if filed.is_new:
        messages.success(request, gettext("The summary has become a meeting."))
    else:
        messages.info(request, gettext("This summary had been filed before. Nothing was added."))
    return redirect("desk:meeting", filed.meeting.pk)


def _leave_aside(request: HttpRequest, found: Reading) -> HttpResponseBase:
    try:
        services.leave_aside(found, by=signed_in(request))
    except services.CannotSaveError as error:
        return refuse(request, str(error), back=reverse("desk:list"))
    messages.success(
        request,
        gettext("“{found}” is left aside. It stays at the foot of this list and can be taken up again.").format(
            found=found
        ),
    )
    return redirect("desk:list")


def _merge(request: HttpRequest, stale: StaleVersion, typed: Answers) -> HttpResponse:
    """Put together with what was saved meanwhile, for a person to judge and save."""
    saved = Reading.objects.select_related("received_by").get(pk=stale.row.pk)
    version = request.POST.get("version", "")
    before = past.at_version(saved, int(version)) if version.isdecimal() and len(version) < 9 else None
    row = row_of(saved, before, typed, request.POST.get("provenance", ""))
    merging.keep(saved, row, by=signed_in(request), about=saved)
    back = reverse("desk:reading", args=[saved.pk])
    return merging.ask_again(request, [row], back=back, title=str(saved), skip=set(request.POST))


def _page(
    request: HttpRequest,
    found: Reading,
    answers: Answers,
    *,
    forms: ReadingForms | None = None,
    status: int = HTTPStatus.OK,
    **context: Any,
) -> HttpResponse:
    names = name_table()
    forms = forms or ReadingForms(answers, names)
    context |= {
        "reading": found,
        "answers": answers,
        "forms": forms,
        "phrases": list(phrases(found.text, found.proposal.get("spans", ()), answers)),
        "unplaced": [(row_id, answers.get(row_id, "text")) for row_id in answers.lists["unplaced"]],
        "left": [(row_id, answers.words(row_id)) for row_id in answers.lists["left"]],
        "places": PLACES,
        "provenances": Provenance.choices,
        "series": Series.objects.all(),
        "delegations": sorted(participant.names[0] for participant in names.participants),
        "last_saved": found.history.first(),
    }
    return render(request, "desk/reading.html", context, status=status)


@require_POST
@for_secretariat
def take_up(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = get_object_or_404(Reading.objects.visible_to(request.user), pk=pk)
    try:
        services.take_up(found, by=signed_in(request))
    except services.CannotSaveError as error:
        return refuse(request, str(error), back=reverse("desk:list"))
    return redirect("desk:reading", found.pk)
