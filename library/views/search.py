"""Search over every paragraph, title and place that the reader may read."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView

from library import directory
from library.searching import Hit, SearchForm, chips, facets, figure, looser
from library.views.public import PublicMixin
from records.models import SearchEntry
from records.models.edition import is_public
from records.search.finding import Answer, find, near_words
from records.search.query import Query, parse
from records.search.synonyms import synonyms

PAGE = 20


def found(form: SearchForm, user: Any) -> tuple[Query, Answer]:
    """2 queries, 3 for narrowed answers of more than are looked at."""
    query = parse(form.typed, {} if form.wanted.get("exact") else synonyms())
    entries = SearchEntry.objects.current_for(user).annotate(is_public=is_public("edition_id"))
    return query, find(entries, query, form.narrowing)


def areas_of(answer: Answer, user: Any) -> dict[str, str]:
    """Names of the areas by which the answer may be narrowed. One query, none where there is no area."""
    if not (answer.narrowing.area or any(match.area for match in answer.every)):
        return {}
    return {area.slug: area.name for area in directory.areas(user)}


class SearchView(PublicMixin, TemplateView):
    """Paragraphs that answer what was typed, the best of the newest first. 4 queries at any size, 5 with topics."""

    template_name = "library/search.html"
    is_timeless = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SearchForm(request.GET)
        context = self.get_context_data(form=form, **kwargs)
        if form.wanted.get("q"):
            context |= self.answered(form)
        return self.render_to_response(context, status=400 if form.fault else 200)

    def answered(self, form: SearchForm) -> dict[str, Any]:
        query, answer = found(form, self.request.user)
        areas = areas_of(answer, self.request.user)
        context = {
            "answer": answer,
            "query": query,
            "chips": chips(answer, form, areas),
            "only": form.address(exact=True),
            "feed": reverse("search-feed") + form.address(),
        }
        if not answer.kept:
            return context | self.nothing_found(answer, form)
        page = Paginator(range(answer.ranked), PAGE).get_page(self.request.GET.get("page"))
        hits = answer.hits(page.start_index() - 1, PAGE)
        return context | {
            "page": page,
            "hits": [Hit(entry, query.patterns) for entry in hits],
            "total": figure(len(answer.kept)),
            "facets": facets(answer, form, areas),
            "next": form.address(page=page.next_page_number()) if page.has_next() else "",
            "previous": form.address(page=page.previous_page_number()) if page.has_previous() else "",
        }

    def nothing_found(self, answer: Answer, form: SearchForm) -> dict[str, Any]:
        """What to leave out, and which words were perhaps meant."""
        if answer.every:
            return {"looser": looser(answer, form)}
        near = near_words(answer.entries, form.typed) if answer.query.tsquery else []
        meant = form.typed
        for typed, word in near:
            meant = meant.replace(typed, word)
        plain = form.typed.replace('"', " ").split()
        return {
            "meant": meant if near else "",
            "meant_address": form.address(q=meant),
            "any_word_address": form.address(q=" or ".join(plain)) if 1 < len(plain) <= 8 and "or" not in plain else "",
        }
