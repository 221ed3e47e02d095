"""Is this ours, and is it in force? For whoever holds a sheet or a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from core.translating import lazy_
from library import addresses, drafts, identifying
from library.views.public import PublicMixin
from records.models import Edition

NOT_A_CODE = lazy_(
    "This is not a check code. A check code has 16 to 64 characters, the figures 0 to 9 "
    "and the letters a to f; it stands on the last page of every PDF. The first 16 "
    "characters are enough."
)
NO_FILE = lazy_("No file was chosen. Choose the PDF or JSON file you want to check.")
EMPTY = lazy_("“{name}” is empty: it has no bytes. Look whether it was saved or sent whole, then choose it again.")
TOO_LARGE = lazy_("The file is larger than 20 MB. No record is that large, so it is none of ours.")


class CheckView(PublicMixin, TemplateView):
    """The form; a code typed into it leads to an address that can be kept, a file is answered at once."""

    template_name = "library/check.html"
    is_kept = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = request.GET.get("code", "").strip()
        code = identifying.cleaned(typed)
        if code:
            return redirect("check-code", code=code)
        if typed:
            return self.answer(typed=typed[:100], fault=NOT_A_CODE, status=400)
        return self.answer()

    def post(self, request: HttpRequest) -> HttpResponse:
        file = request.FILES.get("file")
        if not file:
            return self.answer(file_fault=NO_FILE, status=400)
        if (file.size or 0) > identifying.LARGEST:
            return self.answer(file_fault=TOO_LARGE, status=400)
        if not file.size:
            return self.answer(file_fault=EMPTY.format(name=file.name), status=400)
        content = file.read()
        known = identifying.by_file(content, request.user)
        may_be = known is not None or identifying.may_be_issued(content)
        return self.answer(known=known, file_name=file.name, may_be_issued=may_be, is_answer=True)

    def answer(self, known: identifying.Known | None = None, *, status: int = 200, **context: Any) -> HttpResponse:
        if known:
            context |= self.standing(known.edition)
        context = self.get_context_data(known=known, **context)
        return self.render_to_response(context, status=status)

    def standing(self, edition: Edition) -> dict[str, Any]:
        """How it stands among the editions of its subject, and where it is read: nowhere once it was destroyed."""
        issued = identifying.editions_of(edition, self.request.user)
        if edition not in issued:
            return {"latest": issued[0] if issued else None}
        told: dict[str, Any] = {"latest": issued[0], "page": addresses.page(edition, issued[0])}
        if edition.card.kind == "document":
            told["standing"] = drafts.Standing.of(edition, issued, drafts.records(issued))
        return told


class CheckCodeView(CheckView):
    """What a check code belongs to. A code of what the asker may not read is as unknown as one that never was."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        clean = identifying.cleaned(kwargs["code"])
        if clean is None:
            return self.answer(typed=kwargs["code"][:100], fault=NOT_A_CODE, status=404)
        known = identifying.by_code(clean, request.user)
        return self.answer(known=known, typed=clean, is_answer=True, status=200 if known else 404)
