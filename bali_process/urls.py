"""The map of the site."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path
from procrastinate.contrib.django.models import ProcrastinateJob

from bali_process.manual import HelpView, PictureView
from bali_process.views import KeepingView

# The administration serves our reference data only; libraries register rows of their own there.
for model in (Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession, ProcrastinateJob):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

handler500 = "bali_process.views.server_error"
urlpatterns = [
    path("", include("library.urls")),
    path("prepare/", include("desk.urls")),
    path("help/", HelpView.as_view(), name="help"),
    path("help/pictures/<part:name>", PictureView.as_view(), name="help-picture"),
    path("help/<path:name>/", HelpView.as_view(), name="help"),
    path("keeping/", KeepingView.as_view(), name="keeping"),
    path("jobs/", include("core.urls")),
    path("accounts/", include("members.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
