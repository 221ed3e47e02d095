"""What a search engine may find: the pages of public records. Asked for without a session, whoever asks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from library import directory
from library.views.public import PublicMixin
from records.directory import latest_name
from records.models import Card, RegisterEntry

# A sitemap holds 50,000 addresses at most (sitemaps.org); the first counts what stands beside the records.
MOST = 40_000
PLACES = {"meeting": "meetings:detail", "document": "strategy:detail"}
PAGES = ("home", "meetings:list", "members:list", "recommendations:list", "strategy:list", "topics:list", "about")


class SitemapView(PublicMixin):
    """The latest 40,000 public records with the day they were issued, and what stands around them. 4 queries.

    The same for everybody: somebody who is signed in gets no more of it than a search engine.
    """

    is_timeless = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        cards = Card.objects.current_for(None).filter(kind__in=PLACES).latest_first()
        issued = cards.values_list("kind", "key", "edition__issued_at")[:MOST]
        known = directory.current(None)
        named = [one.slug for one in known.participants if latest_name(one)]
        made = RegisterEntry.objects.readable_by(None).newest_first().values_list("path", flat=True)
        addresses = [
            *((reverse(page), None) for page in PAGES),
            *((reverse(PLACES[kind], args=[key]), at.date().isoformat()) for kind, key, at in issued),
            *((reverse("members:detail", args=[slug]), None) for slug in named),
            *((reverse("topics:detail", args=[area.slug]), None) for area in known.areas),
            *((reverse("recommendations:detail", args=[path]), None) for path in made[: MOST // 10]),
        ]
        told = {"addresses": addresses, "site": settings.SITE_URL}
        return render(request, "library/sitemap.xml", told, content_type="application/xml; charset=utf-8")


class RobotsView(PublicMixin):
    """Where the sitemap is, and what is not worth asking for: pages of one reader, and each narrowing of a list."""

    is_timeless = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        closed = ("/accounts/", "/admin/", "/prepare/", "/jobs/", "/clearance/", "/asked/", "/follow/leave/", "/*?")
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
        lines += [f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
        return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
