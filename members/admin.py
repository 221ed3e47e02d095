"""Participants, names, memberships, words, accounts and mandates in the administration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget
from simple_history.admin import SimpleHistoryAdmin

from core.history import acting
from core.readable import Readable
from members.administration import Allowed, ExchangeAdmin, ReasonedForm, ReferenceInline
from members.exchanging import Exchanging, ReferenceResource, in_lines
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
            raise ValueError(_("No participant has “{value}” as its name in addresses.").format(value=value)) from None


def by_slug(attribute: str) -> Field:
    """A column that names a participant by its slug."""
    return Field(column_name=attribute, attribute=attribute, widget=ParticipantWidget(Participant, "slug"))


class ParticipantResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = Participant
        import_id_fields = ("slug",)


class ParticipantNameResource(ReferenceResource):
    participant = by_slug("participant")
    aliases = in_lines("aliases")

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
    synonyms = in_lines("synonyms")

    class Meta(ReferenceResource.Meta):
        model = Area
        import_id_fields = ("slug",)


class FocalPointResource(ReferenceResource):
    participant = by_slug("participant")

    class Meta(ReferenceResource.Meta):
        model = FocalPoint
        import_id_fields = ("participant", "email", "from_on")


class MandateResource(ReferenceResource):
    user = Field(column_name="user", attribute="user", widget=ForeignKeyWidget(User, "email"))
    participant = by_slug("participant")

    class Meta(ReferenceResource.Meta):
        model = Mandate
        import_id_fields = ("user", "participant", "role", "from_on")


class UserResource(ReferenceResource):
    """Accounts without their passwords: who comes in by a file asks for a first one by e-mail."""

    class Meta(ReferenceResource.Meta):
        model = User
        fields = ("email", "name", "is_active", "is_staff")
        import_id_fields = ("email",)

    def init_instance(self, row: Any = None) -> User:
        user = User()
        user.set_unusable_password()
        return user


class NameInline(ReferenceInline):
    model = ParticipantName
    fields = [("short", "formal"), ("sorting", "article"), "aliases", ("from_on", "until_on"), "read_version"]


class MembershipInline(ReferenceInline):
    model = Membership
    fk_name = "participant"
    fields = [("body", "capacity"), ("from_on", "until_on"), ("basis", "source"), "read_version"]


class FocalPointInline(ReferenceInline):
    model = FocalPoint
    fields = [("name", "email"), ("from_on", "until_on"), "read_version"]


class MandateInline(ReferenceInline):
    model = Mandate
    fields = [("role", "participant"), ("from_on", "until_on"), "read_version"]


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


@admin.register(Membership)
class MembershipAdmin(ExchangeAdmin):
    resource_classes = [MembershipResource]
    list_display = ["__str__", "from_on", "until_on", "basis"]
    list_filter = ["capacity", "basis"]
    search_fields = ["participant__names__short"]

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
class FocalPointAdmin(ExchangeAdmin):
    resource_classes = [FocalPointResource]
    list_display = ["email", "name", "participant", "from_on", "until_on"]
    search_fields = ["email", "name"]


@admin.register(Mandate)
class MandateAdmin(ExchangeAdmin):
    resource_classes = [MandateResource]
    list_display = ["user", "role", "participant", "from_on", "until_on"]
    list_filter = ["role"]
    search_fields = ["user__email", "user__name"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("user").prefetch_related("participant__names")


class NewUserForm(Readable, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class UserForm(ReasonedForm, UserChangeForm):
    """An account has no version: signing in saves it too. What the form shows of it stands for one."""

    read_version = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = User
        fields = ["email", "name", "is_active", "is_staff"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def version_now(self) -> str:
        now = User.objects.values_list("email", "name", "is_active", "is_staff").get(pk=self.instance.pk)
        return salted_hmac("members.admin.UserForm", repr(now)).hexdigest()


@admin.register(User)
class UserAdmin(Exchanging, Allowed, SimpleHistoryAdmin, DjangoUserAdmin):
    """Accounts are closed, never deleted: records name who prepared and who approved them."""

    resource_classes = [UserResource]
    form = UserForm
    add_form = NewUserForm
    inlines = [MandateInline]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("May", {"fields": ["is_active", "is_staff"], "description": "Everything else follows from mandates."}),
        (None, {"fields": ["change_reason", "read_version"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]
    list_display = ["email", "name", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "mandates__role"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Held while it is being saved, so that nobody saves it between our look at it and our writing."""
        row: Any = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST" or not connection.in_atomic_block:
            return row
        return User.objects.select_for_update().get(pk=row.pk)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with acting(request.user, request.POST.get("change_reason", "")):
            return super().changeform_view(request, *args, **kwargs)

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting(request.user, request.POST.get("change_reason", "")):
            return super().history_form_view(request, *args, **kwargs)
