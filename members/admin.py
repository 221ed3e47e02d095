"""Participants, names, memberships, words, accounts and mandates in the administration."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget
from simple_history.admin import SimpleHistoryAdmin

from core.history import acting
from members.administration import Allowed, ExchangeAdmin, ReferenceAdmin, ReferenceInline, ReferenceResource
from members.models import (
    Abbreviation,
    Area,
    FocalPoint,
    Mandate,
    Membership,
    Participant,
    ParticipantName,
    User,
)


class ParticipantWidget(ForeignKeyWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return super().clean(value, row, **kwargs)
        except Participant.DoesNotExist:
            raise ValueError(_("No participant has the slug “{value}”.").format(value=value)) from None


def by_slug(attribute: str) -> Field:
    """A column that names a participant by its slug."""
    return Field(column_name=attribute, attribute=attribute, widget=ParticipantWidget(Participant, "slug"))


class ParticipantResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = Participant
        import_id_fields = ("slug",)


class ParticipantNameResource(ReferenceResource):
    participant = by_slug("participant")

    class Meta(ReferenceResource.Meta):
        model = ParticipantName
        import_id_fields = ("participant", "from_on")


class MembershipResource(ReferenceResource):
    participant = by_slug("participant")
    body = by_slug("body")

    class Meta(ReferenceResource.Meta):
        model = Membership
        import_id_fields = ("participant", "body", "capacity", "from_on")


class AbbreviationResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = Abbreviation
        import_id_fields = ("short", "long")


class AreaResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = Area
        import_id_fields = ("slug",)


class NameInline(ReferenceInline):
    model = ParticipantName
    fields = [("short", "formal"), ("sorting", "article"), "aliases", ("from_on", "until_on"), "read_version"]


class MembershipInline(ReferenceInline):
    model = Membership
    fk_name = "participant"
    fields = [("body", "capacity"), ("from_on", "until_on"), ("basis", "source"), "read_version"]
    autocomplete_fields = ["body"]


class FocalPointInline(ReferenceInline):
    model = FocalPoint
    fields = [("name", "email"), ("from_on", "until_on"), "read_version"]


class MandateInline(ReferenceInline):
    model = Mandate
    fields = [("role", "participant"), ("from_on", "until_on"), "read_version"]
    autocomplete_fields = ["participant"]


@admin.register(Participant)
class ParticipantAdmin(ExchangeAdmin):
    resource_classes = [ParticipantResource]
    inlines = [NameInline, MembershipInline, FocalPointInline]
    fields = ["slug", "kind", "iso_code", "basis", "remark", "change_reason", "read_version"]
    list_display = ["__str__", "kind", "iso_code", "basis", "slug"]
    list_filter = ["kind", "basis"]
    search_fields = ["slug", "iso_code", "names__short", "names__formal"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("names")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["slug"] if obj else []


@admin.register(ParticipantName)
class ParticipantNameAdmin(ExchangeAdmin):
    resource_classes = [ParticipantNameResource]
    list_display = ["short", "formal", "sorting", "article", "from_on", "until_on"]
    search_fields = ["short", "formal", "sorting"]
    autocomplete_fields = ["participant"]


@admin.register(Membership)
class MembershipAdmin(ExchangeAdmin):
    resource_classes = [MembershipResource]
    list_display = ["__str__", "from_on", "until_on", "basis"]
    list_filter = ["capacity", "basis"]
    search_fields = ["participant__names__short"]
    autocomplete_fields = ["participant", "body"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("participant__names", "body__names")


@admin.register(Abbreviation)
class AbbreviationAdmin(ExchangeAdmin):
    resource_classes = [AbbreviationResource]
    list_display = ["short", "long"]
    search_fields = ["short", "long"]


@admin.register(Area)
class AreaAdmin(ExchangeAdmin):
    resource_classes = [AreaResource]
    list_display = ["name", "slug"]
    search_fields = ["name", "synonyms"]


@admin.register(FocalPoint)
class FocalPointAdmin(ReferenceAdmin):
    list_display = ["email", "name", "participant", "from_on", "until_on"]
    search_fields = ["email", "name"]
    autocomplete_fields = ["participant"]


@admin.register(Mandate)
class MandateAdmin(ReferenceAdmin):
    list_display = ["user", "role", "participant", "from_on", "until_on"]
    list_filter = ["role"]
    search_fields = ["user__email", "user__name"]
    autocomplete_fields = ["user", "participant"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("user").prefetch_related("participant__names")


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class UserForm(UserChangeForm):
    class Meta:
        model = User
        fields = ["email", "name", "is_active", "is_staff"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


@admin.register(User)
class UserAdmin(Allowed, SimpleHistoryAdmin, DjangoUserAdmin):
    """Accounts are closed, never deleted: records name who prepared and who approved them."""

    form = UserForm
    add_form = NewUserForm
    inlines = [MandateInline]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("May", {"fields": ["is_active", "is_staff"], "description": "Everything else follows from mandates."}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]
    list_display = ["email", "name", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "mandates__role"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with acting(request.user, "Changed in the administration"):
            return super().changeform_view(request, *args, **kwargs)
