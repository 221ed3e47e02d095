"""The map of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("library.urls")),
    path("prepare/", include("desk.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
