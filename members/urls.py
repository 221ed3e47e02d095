"""Addresses of an account that django-allauth does not have, or has otherwise."""

from django.urls import path

from members import views

urlpatterns = [
    path("sessions/", views.session_list, name="sessions"),
    path("sessions/<int:pk>/end/", views.end_session, name="session-end"),
    path("sessions/end-others/", views.end_other_sessions, name="sessions-end-others"),
]
