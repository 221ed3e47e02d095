"""The site, and beside it the pages it is measured against. Never served to anybody but the bench."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """One query for twenty rows, one small template: what any page of a list costs at the least."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT n, 'Row ' || n, now() FROM generate_series(1, 20) AS n")
        return render(request, "bench/bare.html", {"rows": cursor.fetchall()})


@login_not_required
def same_bytes(request: HttpRequest) -> HttpResponse:
    """One query that sends as many bytes as it is asked for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT repeat('x', %s)", [int(request.GET["size"])])
        return HttpResponse(cursor.fetchone()[0])


urlpatterns = [
    path("bench/bare/", bare),
    path("bench/bytes/", same_bytes),
    path("", include("bali_process.urls")),
]
