"""The site with both kinds of directory, as settings from the environment make it."""

from django.urls import include, path

from bali_process.urls import urlpatterns as ours

urlpatterns = [
    path("accounts/", include("allauth.socialaccount.providers.saml.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    *ours,
]
