"""The answer to a save that lost a race: 409, both texts, put together where they do not collide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import past
from core.models import SetAside, Versioned
from core.watching import metrics
from desk.forms.choices import MARK, MARKER
from desk.forms.versioned import VersionedForm
from desk.marking import marked
from desk.merging.fields import Merged, of_form
from desk.permissions import signed_in

_OWN = ("csrfmiddlewaretoken", "_tab", MARKER)


@dataclass(frozen=True)
class Row:
    """One row of the page: what to call it, what became of its fields, who saved or deleted it meanwhile.

    `hidden` are name and value pairs that the form sends on as they are; `remarks` are shown as they are.
    """

    title: str
    fields: Sequence[Merged]
    hidden: Sequence[tuple[str, str]]
    saved: Any = None
    is_gone: bool = False
    remarks: Sequence[str] = ()

    @property
    def collisions(self) -> list[Merged]:
        return [field for field in self.fields if field.is_collision]

    @property
    def told(self) -> list[Merged]:
        return [field for field in self.fields if field.is_told]

    @property
    def kept(self) -> list[Merged]:
        """What only this side changed: it stands as it was typed."""
        return [field for field in self.fields if field.side == "mine"]


def answer(
    request: HttpRequest, forms: Sequence[VersionedForm], *, back: str, title: str = "", about: Any = None
) -> HttpResponse:
    """Both texts of every form that was refused; forms that nobody touched meanwhile go along unseen.

    `forms` are all forms of the page, bound; `title` names what is edited, `back` is the page to go to without
    saving, `about` the meeting (or other row) in whose history the text that is not chosen is kept.
    """
    metrics.conflicts.inc()
    rows = [row_of(form, title) for form in forms]
    for form, row in zip(forms, rows, strict=True):
        if row.saved:
            keep(form.instance, row, by=signed_in(request), about=about)
    names = {
        name for form in forms for name in [form.add_prefix(field) for field in [*form.fields, "version", "revive"]]
    }
    return ask_again(request, rows, back=back, title=title, skip=names)


def row_of(form: VersionedForm, title: str) -> Row:
    if form.instance._state.adding:
        return Row(title, (), [(form.add_prefix(n), v) for n in form.fields for v in _all(form, n)])
    now, last = past.now(form.instance), past.last_entry(form.instance)
    was = now or (past.row_of(last) if last else None)
    fields = of_form(form, was)
    version = was.version if was else 0
    is_stale = now is None or str(version) != str(form.data.get(form.add_prefix("version"), ""))
    hidden = [(form.add_prefix("version"), str(version))]
    if now is None:
        hidden.append((form.add_prefix("revive"), "1"))
    hidden += [(field.name, value) for field in fields for value in field.settled]
    name = str(was or "")[:80] if form.prefix else title
    return Row(name, fields, hidden, last if is_stale else None, is_gone=now is None)


def _all(form: VersionedForm, name: str) -> list[str]:
    key = form.add_prefix(name)
    return (
        list(form.data.getlist(key)) if hasattr(form.data, "getlist") else [form.data[key]] if key in form.data else []
    )


def keep(row: Versioned, shown: Row, *, by: Any, about: Any = None) -> SetAside:
    """What was sent and not written stays, whatever is chosen next. Each refusal is kept once."""
    fields = [
        {"name": field.name, "label": field.label, "mine": field.mine.shown, "theirs": field.theirs.shown}
        for field in shown.fields
        if field.side not in ("same", "both")
    ]
    return SetAside.objects.create(
        user=by,
        model=row._meta.label_lower,
        row=row.pk,
        about=about.pk if about is not None else None,
        met=shown.saved.version if shown.saved else 0,
        is_gone=shown.is_gone,
        fields=fields,
    )


def set_aside(met: Versioned, said: Sequence[tuple[str, str, str, str]], *, by: Any, about: Any) -> SetAside:
    """The same for a page that shows both texts in its own way. `met` is the row as it stands; what was said of it are
    name, label, what was sent and what stands."""
    fields = [{"name": n, "label": label, "mine": mine, "theirs": theirs} for n, label, mine, theirs in said]
    return SetAside.objects.create(
        user=by, model=met._meta.label_lower, row=met.pk, about=about.pk, met=met.version, fields=fields
    )


def ask_again(
    request: HttpRequest, rows: Sequence[Row], *, back: str, title: str = "", skip: set[str] | None = None
) -> HttpResponse:
    """The page itself, for rows put together by whatever means. `skip` are names of the request that rows carry."""
    skip = skip or set()
    passed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in skip and name not in _OWN and MARK not in name
    ]
    refused = [row for row in rows if row.saved]
    context = {
        "rows": rows,
        "refused": refused,
        "passed": passed,
        "title": title,
        "back": back,
        "count": sum(part.is_collision for row in rows for field in row.collisions for part in field.parts),
        "action": request.get_full_path(),
    }
    return render(request, "desk/merge.html", context, status=HTTPStatus.CONFLICT)


def act_again(request: HttpRequest, form: VersionedForm, *, button: str, back: str, title: str = "") -> HttpResponse:
    """An act on a row (delete, move) that somebody saved or deleted after it was shown: what changed, and the same
    act again on the row as it is now. `form` shows the row's fields and is bound to the request."""
    now, last = past.now(form.instance), past.last_entry(form.instance)
    was = now or (past.row_of(last) if last else None)
    changed = [field for field in of_form(form, was) if field.theirs.raw != field.base.raw]
    passed = [
        (name, value) for name, values in request.POST.lists() for value in values if name not in ("version", *_OWN)
    ]
    context = {
        "title": title,
        "row": now,
        "saved": last,
        "changed": [(field.label, marked(field.base.shown, field.theirs.shown)) for field in changed],
        "passed": [*passed, ("version", str(now.version))] if now else [],
        "button": button,
        "back": back,
        "action": request.get_full_path(),
    }
    return render(request, "desk/act_again.html", context, status=HTTPStatus.CONFLICT)
