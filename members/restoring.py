"""Deleted rows in the administration: listed with who deleted them and why, looked at, and restored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from core import past
from members.services import CannotRestoreError, restore

if TYPE_CHECKING:
    from core.models import Versioned

A_PAGE = 100


class RestoreForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is restored"),
        max_length=100,
        help_text=gettext_lazy("Kept in the history of the row."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RestoringAdmin(SimpleHistoryAdmin):
    """A deleted row is found again, and comes back as its newest version, with author and reason."""

    model: type[Versioned]

    def get_urls(self) -> list[Any]:
        info, view = (self.opts.app_label, self.opts.model_name), self.admin_site.admin_view
        return [
            path("deleted/", view(self.deleted_view), name="{}_{}_deleted".format(*info)),
            path("<uuid:object_id>/restore/", view(self.restore_view), name="{}_{}_restore".format(*info)),
            *super().get_urls(),
        ]

    def address(self, name: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        more = {"deleted_url": self.address("deleted"), **(extra_context or {})}
        return super().changelist_view(request, more)

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        entries = Paginator(past.gone_rows(self.model), A_PAGE).get_page(request.GET.get("p"))
        rows = [(entry, past.remember(entry.instance), self.address("restore", entry.id)) for entry in entries]
        return self._page(request, "deleted_rows", title=_("Deleted rows"), rows=rows, page=entries)

    def restore_view(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        kept = past.last_entry(self.model(id=object_id))
        if kept is None:
            raise Http404
        if not self.is_gone(str(object_id)) and request.method != "POST":
            return redirect(self.address("change", object_id))
        row = past.remember(kept.instance)
        form = RestoreForm(request.POST or None, initial={"version": kept.version})
        refusal = ""
        if form.is_valid():
            try:
                return self._restored(request, object_id, **form.cleaned_data)
            except CannotRestoreError as error:
                refusal = str(error)
        return self._page(
            request,
            "restore",
            status=409 if refusal else 200,
            title=_("Restore a deleted row"),
            form=form,
            refusal=refusal,
            kept=kept,
            row=row,
            values=_values(row),
            below=[past.remember(entry.instance) for entry in past.goes_back_with(kept)],
            history_url=self.address("history", object_id),
        )

    def _restored(self, request: HttpRequest, object_id: UUID, *, version: int, reason: str) -> HttpResponse:
        row = restore(self.model, object_id, version=version, reason=reason, by=request.user)
        self.log_addition(request, row, reason)
        messages.success(request, _("“{row}” is back, as it was when it was deleted.").format(row=row))
        return redirect(self.address("change", object_id))

    def _page(self, request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
        known = {"opts": self.opts, "list_url": self.address("changelist"), "deleted_url": self.address("deleted")}
        return render(
            request, f"admin/{name}.html", self.admin_site.each_context(request) | known | context, status=status
        )

    def history_view_title(self, request: HttpRequest, obj: Any) -> str:
        # Called first with the row the page then shows: of a deleted one, what it belonged to may be gone as well.
        return super().history_view_title(request, past.remember(obj))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        more = {"restore_url": self.address("restore", object_id)} if self.is_gone(object_id) else {}
        return super().history_view(request, object_id, more | (extra_context or {}))

    def is_gone(self, object_id: str) -> bool:
        """Whether the row was there and is no more. What is no key was never one (404)."""
        try:
            row = self.model(id=UUID(object_id))
        except ValueError as error:
            raise Http404 from error
        return past.now(row) is None and past.last_entry(row) is not None


def _values(row: Any) -> list[tuple[str, Any]]:
    """What people edit of a row, by label, as they read it."""
    shown = []
    for field in row._meta.concrete_fields:
        display = getattr(row, f"get_{field.name}_display", None)
        value = display() if display else getattr(row, field.name)
        if field.editable and value not in (None, "", []):
            shown.append((str(field.verbose_name), "; ".join(value) if isinstance(value, list) else value))
    return shown
