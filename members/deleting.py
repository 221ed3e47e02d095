"""Deleting in the administration: with a reason that the history keeps, and only the version that was looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import actions
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.history import acting
from core.models import Versioned

NOTHING: Any = QueryDict()


class DeleteForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is deleted"),
        max_length=100,
        help_text=gettext_lazy("Kept in the history of the row."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Versioned | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        if row is not None:
            self.initial["version"] = row.version

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.row is not None and cleaned.get("version") != self.row.version:
            self.data = entered = QueryDict(mutable=True)
            entered.update({"reason": cleaned.get("reason", ""), "version": str(self.row.version)})
            raise ValidationError(
                _(
                    "Somebody saved this row after you opened this page; nothing was deleted. Look at it as it is now "
                    "before you delete it."
                )
            )
        return cleaned


class DeletingAdmin(admin.ModelAdmin):
    """Asks why before anything is deleted, of one row and of several."""

    actions = ["delete_selected"]

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        popup = {"is_popup": IS_POPUP_VAR, "to_field": TO_FIELD_VAR}
        asked = {name: request.POST.get(key, request.GET.get(key)) for name, key in popup.items()}
        with transaction.atomic():
            form = DeleteForm(request.POST or None, row=self._row_held(request, object_id))
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            if not reason:
                request.POST = NOTHING  # without an answer Django asks (once more) instead of deleting
            more = asked | {"reason_form": form, "is_popup_var": IS_POPUP_VAR, "to_field_var": TO_FIELD_VAR}
            with acting(request.user, reason):
                return super().delete_view(request, object_id, more | (extra_context or {}))

    def _row_held(self, request: HttpRequest, object_id: str) -> Any:
        """Nobody saves it between our look at its version and its deletion."""
        row = self.get_object(request, unquote(object_id))
        if row is None or request.method != "POST":
            return row
        return self.model._default_manager.select_for_update().filter(pk=row.pk).first()

    @admin.action(permissions=["delete"], description=gettext_lazy("Delete selected %(verbose_name_plural)s"))
    def delete_selected(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        is_answer = "post" in request.POST
        form = DeleteForm(request.POST if is_answer else None)
        if form.is_valid():
            with transaction.atomic(), acting(request.user, form.cleaned_data["reason"]):
                return actions.delete_selected(self, request, queryset)
        if is_answer:
            sent: Any = request.POST.copy()
            del sent["post"]
            request.POST = sent
        asked: Any = actions.delete_selected(self, request, queryset)
        asked.context_data["reason_form"] = form
        return asked

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """One by one: a row's history is written by its own deletion."""
        for row in queryset:
            row.delete()
