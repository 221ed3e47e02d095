"""The map of the site."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path
from procrastinate.contrib.django.models import ProcrastinateJob

from bali_process.views import KeepingView

# The administration serves our reference data only; libraries register rows of their own there.
for model in (Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession, ProcrastinateJob):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

urlpatterns = [
    path("", include("library.urls")),
    path("prepare/", include("desk.urls")),
    path("keeping/", KeepingView.as_view(), name="keeping"),
    path("jobs/", include("core.urls")),
    path("accounts/", include("members.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
