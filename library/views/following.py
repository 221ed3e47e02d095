"""What readers follow by other means than the browser: Atom and iCalendar."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.generic import TemplateView

from library import calendars, directory, editions, feeds, letters, topics
from library.forms import MeetingFilterForm
from library.models import Rhythm
from library.searching import Hit, SearchForm
from library.views.public import PublicMixin
from library.views.search import found
from library.views.topics import area_at
from records.directory import latest_name
from records.models import Card, SearchEntry

ATOM = "application/atom+xml; charset=utf-8"
ICS = "text/calendar; charset=utf-8"


class FollowView(PublicMixin, TemplateView):
    """What can be followed, and how. 3 queries."""

    template_name = "library/follow.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        cards = Card.objects.current_for(user).meetings()
        series = cards.values("series_slug", "series_name").distinct().order_by("series_name")
        return super().get_context_data(
            **kwargs,
            series=series,
            areas=directory.areas(user),
            rhythms=[("", gettext("None")), *Rhythm.choices],
            chosen=letters.rhythm_of(user),
        )


class MeetingFeedView(PublicMixin):
    """Records of meetings as they are issued, narrowed as the list is. 2 queries."""

    is_timeless = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = MeetingFilterForm(request.GET)
        cards = Card.objects.readable_by(request.user).meetings().filter(form.conditions())
        own, page = reverse("meetings:feed"), reverse("meetings:list")
        query = form.address() if form.wanted else ""
        title = "Meetings" + (f": {', '.join(form.words)}" if form.wanted else "")
        return HttpResponse(feeds.atom(title, own + query, page + query, feeds.of_cards(cards)), content_type=ATOM)


class ParticipantFeedView(PublicMixin):
    """Records that name a participant. 3 queries."""

    is_timeless = True

    def get(self, request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        listed, _ = directory.participant(slug, request.user)
        name = latest_name(listed)
        own, page = (reverse(f"members:{view}", args=[slug]) for view in ("feed", "detail"))
        entries = feeds.of_participant(slug, request.user)
        return HttpResponse(feeds.atom(name.short if name else slug, own, page, entries), content_type=ATOM)


class TopicFeedView(PublicMixin):
    """What was agreed in an area. 4 queries."""

    is_timeless = True

    def get(self, request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        topic = topics.topic(area_at(slug, request.user), request.user)
        own, page = (reverse(f"topics:{view}", args=[slug]) for view in ("feed", "detail"))
        entries = feeds.of_hits(topic.hits(topic.agreed, 0, feeds.MOST, request.user))
        return HttpResponse(feeds.atom(topic.area.name, own, page, entries), content_type=ATOM)


class SearchFeedView(PublicMixin):
    """What answers a search, the latest first. 4 queries."""

    is_timeless = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = SearchForm(request.GET)
        if form.fault or not form.wanted.get("q"):
            raise Http404
        query, answer = found(form, request.user)
        newest = [match.pk for match in answer.kept[: feeds.MOST]]
        rows = SearchEntry.objects.current_for(request.user).select_related("passage", "edition__card")
        known = rows.in_bulk(newest)
        hits = [Hit(known[pk], query.patterns) for pk in newest if pk in known]
        own, page = reverse("search-feed") + form.address(), reverse("search") + form.address()
        return HttpResponse(feeds.atom(f"“{form.typed}”", own, page, feeds.of_hits(hits)), content_type=ATOM)


class CalendarView(PublicMixin):
    """All meetings, or those of the series and other filters of the list, the latest 1,000. 2 queries."""

    is_timeless = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = MeetingFilterForm(request.GET)
        cards = Card.objects.current_for(request.user).meetings().filter(form.conditions())
        cards = cards.select_related("edition").latest_first()[: calendars.MOST]
        name = ", ".join(["Meetings", *form.words])
        return HttpResponse(calendars.calendar(name, cards), content_type=ICS)


class MeetingCalendarView(PublicMixin):
    """One meeting. Raises Http404 where it is not known to the day. 2 queries."""

    is_timeless = True

    def get(self, request: HttpRequest, key: str, **kwargs: Any) -> HttpResponseBase:
        edition = editions.readable_editions("meeting", key, request.user)[0]
        edition.card.edition = edition
        if not calendars.is_known_to_the_day(edition.card):
            raise Http404
        return HttpResponse(calendars.calendar(edition.card.reference, [edition.card]), content_type=ICS)
