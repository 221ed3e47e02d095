"""The lines of meetings in the administration; meetings themselves are logged at the desk."""

from __future__ import annotations

from django.contrib import admin

from meetings.models import Series
from members.admin import by_slug
from members.administration import ExchangeAdmin
from members.exchanging import ReferenceResource


class SeriesResource(ReferenceResource):
    body = by_slug("body")

    class Meta(ReferenceResource.Meta):
        model = Series
        import_id_fields = ("code",)


@admin.register(Series)
class SeriesAdmin(ExchangeAdmin):
    resource_classes = [SeriesResource]
    list_display = ["code", "name", "level"]
    list_filter = ["level"]
    search_fields = ["code", "name"]
