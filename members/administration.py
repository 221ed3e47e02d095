"""How reference data is administered: who may, what a lost race looks like, what the history says.

Meetings and editions are no reference data and are never registered here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes import views as content_types
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import is_historic

from core.history import acting
from core.models import StaleVersion
from core.readable import Readable
from core.watching import metrics
from members.deleting import DeletingAdmin
from members.exchanging import Exchanging
from members.models import Participant
from members.permissions import may_administer
from members.restoring import RestoringAdmin


class LinesField(SimpleArrayField):
    """A list with one entry a line: names may hold commas."""

    def __init__(self, base_field: forms.Field, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3, "cols": 40}))
        super().__init__(base_field, delimiter="\n", **options)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "\n".join(line for line in value.splitlines() if line.strip())
        return super().to_python(value)


class VersionedForm(Readable, forms.ModelForm):
    """A form that knows which version of its row it was filled in from, and refuses to write over a later one."""

    read_version: forms.Field = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["read_version"].initial = self.version_now()

    def version_now(self) -> Any:
        return self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.instance._state.adding and cleaned.get("read_version") != self.version_now():
            metrics.conflicts.inc()
            now = self._what_stands_now()
            self._accept_current_version()
            raise ValidationError(
                _(
                    "Somebody saved this row after you opened it; nothing was written over. It now says: "
                    "{now}. Your entries are kept below. Change them if need be, then save again."
                ).format(now=now)
            )
        return cleaned

    def _what_stands_now(self) -> str:
        """The fields in which the row differs from what was entered, as the row has them."""
        now, names = self.initial, self.changed_data
        if is_historic(self.instance):
            now = forms.model_to_dict(self._meta.model._default_manager.get(pk=self.instance.pk), list(self.fields))
            names = [name for name in now if now[name] != self.initial.get(name)]
        stands = [
            f"{self.fields[name].label} “{self[name].field.prepare_value(now.get(name))}”"
            for name in names
            if name != "read_version" and name in now
        ]
        return "; ".join(stands) or _("the same as what you entered")

    def _accept_current_version(self) -> None:
        """The next save is a decision made in sight of what stands now."""
        entered: Any = self.data
        self.data = entered = entered.copy()
        entered[self.add_prefix("read_version")] = self.version_now()


class ReasonedForm(VersionedForm):
    change_reason = forms.CharField(
        label=gettext_lazy("Why this is changed"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Kept in the history of the row."),
    )


class AdministrationSite(admin.AdminSite):
    """Open to administrators by mandate, and to nobody whose mandate is over; `is_staff` opens nothing by itself."""

    site_header = gettext_lazy("Administration of reference data")
    site_title = gettext_lazy("Reference data")
    index_title = gettext_lazy("Who takes part, what they are called, and who may sign in")

    def has_permission(self, request: HttpRequest) -> bool:
        return may_administer(request.user)

    def get_urls(self) -> list[Any]:
        """The way to a row's own page takes keys alone: Django's answers 500 where a UUID is wanted."""
        others = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        own = path(
            "r/<int:content_type_id>/<uuid:object_id>/", self.admin_view(content_types.shortcut), name="view_on_site"
        )
        return [own, *others]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One signs in at the site's own page, with its second step and its limits."""
        if self.has_permission(request):
            return redirect("admin:index")
        self._must_not_be_somebody_else(request)
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def admin_view(self, view: Callable[..., HttpResponseBase], cacheable: bool = False) -> Any:
        """Who is signed in and may not is told so (403), and not asked to sign in once more."""
        checked = super().admin_view(view, cacheable)

        @wraps(checked)
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            self._must_not_be_somebody_else(request)
            return checked(request, *args, **kwargs)

        return gate

    def _must_not_be_somebody_else(self, request: HttpRequest) -> None:
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied(_("Only administrators may do this. Ask the secretariat if you should be one."))


class Allowed:
    """Administrators by mandate; a superuser too, so that the first mandate can be given."""

    def _may(self, request: HttpRequest) -> bool:
        return may_administer(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)


class Choosing(admin.options.BaseModelAdmin):
    """Participants are chosen from a plain list: Django's box that searches has no name for those who hear the page,
    and writes styles into it, which the content policy refuses."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Participant:
            kwargs["queryset"] = Participant.objects.with_names()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RowsBelow(BaseInlineFormSet):
    """Django asks the constraints without the key of the row above, and no row about the others that come with it:
    what only the database refuses would be an error of the page."""

    def clean(self) -> None:
        super().clean()
        seen: set[tuple[Any, ...]] = set()
        for form in self.forms:
            if form.errors or not form.has_changed() or form.cleaned_data.get("DELETE"):
                continue
            try:
                form.instance.validate_constraints()
            except ValidationError as error:
                form.add_error(None, error)
            for constraint in form._meta.model._meta.total_unique_constraints:
                key = (constraint.name, *(form.cleaned_data.get(name) for name in constraint.fields))
                if key in seen:
                    form.add_error(None, constraint.get_violation_error_message())
                seen.add(key)


class ReferenceInline(Allowed, Choosing, admin.StackedInline):
    form = VersionedForm
    formset = RowsBelow
    extra = 0
    show_change_link = True
    formfield_overrides = {ArrayField: {"form_class": LinesField}}


class ReferenceAdmin(Allowed, Choosing, DeletingAdmin, RestoringAdmin):
    """Every write names its author and reason; a row saved meanwhile is shown, never written over."""

    form = ReasonedForm
    actions_on_top = True
    formfield_overrides = {ArrayField: {"form_class": LinesField}}

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting(request.user, request.POST.get("change_reason", "")):
            try:
                return super().changeform_view(request, *args, **kwargs)
            except StaleVersion:
                # Saved between our reading and our writing: the same form again, which now sees the later version.
                return super().changeform_view(request, *args, **kwargs)

    def history_form_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """An earlier state, to be saved again as the newest. A row that was deleted is restored first."""
        if self.is_gone(object_id):
            return redirect(self.address("restore", object_id))
        with acting(request.user, request.POST.get("change_reason", "")):
            return super().history_form_view(request, object_id, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None and is_historic(obj):
            # With the version it had, its save would be refused as too late.
            obj.version = self.model._default_manager.values_list("version", flat=True).get(pk=obj.pk)
        return super().get_form(request, obj, change=change, **kwargs)


class ExchangeAdmin(Exchanging, ReferenceAdmin):
    """Reference data that also comes in and goes out as files."""
