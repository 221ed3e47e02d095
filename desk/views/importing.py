"""Past recommendations from a sheet: hand it in, see line by line what will happen, bring all of it in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.scanning import clean_of_malware
from desk import importing
from desk.permissions import for_secretariat, signed_in

SALT = "desk.importing"
LINES = 1000  # shown; all faults are


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or XLSX with the columns of the register’s own table, 5 MB at most."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another."),
        },
        validators=[clean_of_malware],
    )
    use_required_attribute = False


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def past(request: HttpRequest) -> HttpResponseBase:
    """Nothing is written by the first press; by the second everything or nothing."""
    if request.method == "POST" and "rows" in request.POST:
        return _bring_in(request)
    form = SheetForm(request.POST or None, request.FILES or None) if request.method == "POST" else SheetForm()
    if not form.is_bound:
        return render(request, "desk/importing.html", {"form": form})
    if form.is_valid():
        try:
            rows = importing.sheet(form.cleaned_data["file"].read())
            return render(request, "desk/importing.html", {"form": SheetForm()} | _shown(rows, request.user))
        except importing.CannotImportError as error:
            form.add_error("file", str(error))
    return render(request, "desk/importing.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _shown(rows: list[list[str]], user: Any) -> dict[str, Any]:
    plan = importing.plan(rows, user)
    lines = list(importing.in_words(plan.lines))
    first = [each for each in lines if each[0].fault] + [each for each in lines if not each[0].fault]
    return {
        "plan": plan,
        "lines": sorted(first[:LINES], key=lambda each: each[0].number),
        "rows": signing.dumps(rows, salt=SALT, compress=True),
        "mark": plan.mark,
    }


def _bring_in(request: HttpRequest) -> HttpResponseBase:
    """The rows come back sealed, so that what is brought in is what was shown."""
    try:
        rows = signing.loads(request.POST["rows"], salt=SALT)
    except signing.BadSignature:
        form = SheetForm(None)
        told = {"form": form, "fault": _("The sheet did not come back as it was shown. Hand it in again.")}
        return render(request, "desk/importing.html", told, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        count = importing.bring_in(rows, request.POST.get("mark", ""), by=signed_in(request))
    except importing.CannotImportError as error:
        told = {"form": SheetForm(), "fault": str(error)} | _shown(rows, request.user)
        return render(request, "desk/importing.html", told, status=HTTPStatus.CONFLICT)
    messages.success(
        request,
        _("Brought in: {count}. Readers see them once the records of their meetings are issued.").format(count=count),
    )
    return redirect("desk:following")
