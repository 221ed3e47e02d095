"""Where the browser sends what is being typed. Each person reaches their own drafts and no others."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import drafts
from desk.permissions import signed_in


@require_http_methods(["GET", "POST"])
def form_drafts(request: HttpRequest) -> JsonResponse:
    """GET: what I typed into the form at `?place=`. POST: keep what I am typing."""
    if request.method == "GET":
        person, place = signed_in(request), request.GET.get("place", "")[:500].replace("\x00", "")
        found = [_shown(draft) for draft in drafts.kept(person, place)]
        return JsonResponse({"person": str(person.pk), "drafts": found, "saved": drafts.saved(person, place)})
    try:
        typed = drafts.Typed.of(request.body)
        is_new = drafts.keep(signed_in(request), typed)
    except drafts.CannotKeepDraftError as error:
        return JsonResponse({"error": str(error)}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"kept": is_new, "sequence": typed.sequence})


@require_POST
def drop_drafts(request: HttpRequest) -> JsonResponse:
    """Forget my drafts of one form, or of one tab of it."""
    place, tab = request.POST.get("place", "")[:500], request.POST.get("tab", "")[:40]
    return JsonResponse({"dropped": drafts.drop(signed_in(request), place, tab)})


def _shown(draft: drafts.FormDraft) -> dict[str, object]:
    return {
        "tab": draft.tab,
        "sequence": draft.sequence,
        "fields": draft.fields,
        "typed_at": draft.typed_at.isoformat(),
    }


@require_safe
def kept(request: HttpRequest, tab: str) -> HttpResponse:
    """What I sent and what could not be taken then, ready to be sent again. Works without a script."""
    return ready(request, tab)


def ready(request: HttpRequest, tab: str, *, status: int = HTTPStatus.OK) -> HttpResponse:
    draft = drafts.of_tab(signed_in(request), tab)
    if draft is None:
        raise Http404
    hidden = ("version", "do", "to")
    shown = [
        (name.replace("~", " ").replace("-", " ").replace("_", " ").strip().capitalize(), value)
        for name, value in draft.fields
        if value.strip() and name not in hidden and not name.startswith(("_", "rows-"))
    ]
    return render(request, "desk/kept.html", {"draft": draft, "shown": shown}, status=status)
