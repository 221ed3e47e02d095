"""The map of the site."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path
from procrastinate.contrib.django.models import ProcrastinateJob

# The administration serves our reference data only; libraries register rows of their own there.
for model in (Group, EmailAddress, Authenticator, ProcrastinateJob):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

urlpatterns = [
    path("", include("library.urls")),
    path("prepare/", include("desk.urls")),
    path("jobs/", include("core.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
