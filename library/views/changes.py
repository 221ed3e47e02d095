"""Changes marked between any two editions of a meeting or a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.text import listed
from core.translating import lazy_
from library import addresses, editions
from library.views.public import PublicMixin
from records.canonical import digest, record_from_bytes
from records.exports import FORMS, CannotExportError, tracked_docx, versions
from records.models import Edition, EditionContent
from records.record import Record
from records.redline import Changes, compare
from records.redline.values import Kind, Paragraph, Part
from records.render import CannotRenderError, EditionFacts, render_changes
from records.services import facts_of, file_stem

SPACES = {"meeting": "meetings", "document": "strategy", "directory": "directory"}
VIEWS = {"inline": lazy_("Inline"), "beside": lazy_("Side by side")}
COUNTED: dict[Kind, str] = {"changed": "changed", "moved": "moved", "added": "added", "removed": "taken out"}


CHANGES_FILES: dict[str, tuple[Callable[[Record, EditionFacts, Record, EditionFacts], bytes], str]] = {
    "changes.docx": (tracked_docx, FORMS["docx"].media_type),
    "changes.pdf": (render_changes, "application/pdf"),
}


class MeetingChangesView(PublicMixin, TemplateView):
    """What was put in, taken out and moved from one edition to another. 3 queries at any size.

    Editions are numbered as in other addresses: revisions of a meeting from 0, drafts of a document from 1.
    """

    template_name = "library/changes.html"
    is_timeless = True
    kind = "meeting"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.editions = editions.readable_editions(self.kind, kwargs["key"], request.user)
        wanted = kwargs | {"key": self.editions[0].card.key} | numbers_chosen(request)
        if wanted != kwargs:
            address = reverse(f"{SPACES[self.kind]}:changes", kwargs=wanted)
            return redirect(f"{address}?view={view_chosen(request)}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        older, newer = (
            editions.read(self.editions, addresses.edition_number(self.kind, kwargs[name]))
            for name in ("first", "second")
        )
        old, new = records(older, newer)
        changes = compare(old, new)
        return super().get_context_data(
            **kwargs,
            older=older,
            newer=newer,
            record=new,
            card=self.editions[0].card,
            older_page=addresses.page(older, self.editions[0]),
            newer_page=addresses.page(newer, self.editions[0]),
            choices=[(addresses.shown_number(one), one) for one in self.editions if not one.card.is_withdrawn],
            pickers=[("from", _("From"), older), ("to", _("To"), newer)],
            changes=changes,
            summary=summary(changes),
            parts=[(part, list(folded(part))) for part in changes.parts],
            views=VIEWS,
            view=view_chosen(self.request),
        )


class DocumentChangesView(MeetingChangesView):
    kind = "document"


class MeetingChangesFileView(PublicMixin):
    """The same changes to take away: for Word, tracked so that each can be accepted or rejected; as a sheet, marked.

    Made on request. 3 queries.
    """

    kind = "meeting"
    is_kept = False

    def get(self, request: HttpRequest, key: str, first: int, second: int, name: str) -> HttpResponseBase:
        if name not in CHANGES_FILES:
            raise Http404
        issued = editions.readable_editions(self.kind, key, request.user)
        older, newer = (editions.read(issued, addresses.edition_number(self.kind, at)) for at in (first, second))
        etag = f'"{digest(json.dumps([name, older.digest, newer.digest, versions()]).encode())}"'
        known = get_conditional_response(request, etag=etag)
        if known:
            return known
        old, new = records(older, newer)
        make, media_type = CHANGES_FILES[name]
        try:
            content = make(old, facts_of(older), new, facts_of(newer))
        except (CannotExportError, CannotRenderError) as error:
            back = addresses.page(newer, issued[0])
            told = {"message": str(error), "back": back, "back_words": _("Back to the record")}
            return render(request, "409.html", told, status=409)
        called = f"{file_stem(newer, new)}_changes{name.removeprefix('changes')}"
        headers = {"Content-Disposition": content_disposition_header(True, called) or "attachment", "ETag": etag}
        return HttpResponse(content, content_type=media_type, headers=headers)


class DocumentChangesFileView(MeetingChangesFileView):
    kind = "document"


class DirectoryChangesFileView(MeetingChangesFileView):
    kind = "directory"


class DirectoryChangesView(MeetingChangesView):
    kind = "directory"


def view_chosen(request: HttpRequest) -> str:
    view = request.GET.get("view", "")
    return view if view in VIEWS else "inline"


def numbers_chosen(request: HttpRequest) -> dict[str, int]:
    """What the form for choosing editions sent, if it was sent. Raises Http404 where it is no number."""
    try:
        sent = {"first": request.GET.get("from"), "second": request.GET.get("to")}
        chosen = {name: int(number) for name, number in sent.items() if number is not None}
    except ValueError:
        raise Http404 from None
    if any(number < 0 for number in chosen.values()):
        raise Http404
    return chosen


def records(older: Edition, newer: Edition) -> tuple[Record, Record]:
    """Raises Http404 where the content of one was disposed of: there is nothing left to compare. One query."""
    contents = EditionContent.objects.in_bulk({older.pk, newer.pk})
    if len(contents) < len({older.pk, newer.pk}):
        raise Http404
    opened = (record_from_bytes(bytes(contents[edition.pk].record)) for edition in (older, newer))
    return next(opened), next(opened)


def summary(changes: Changes) -> str:
    """ "3 paragraphs changed, 1 moved and 1 added; 13 unchanged. 2 delegations differ." """
    counts = [(changes.count(kind), words) for kind, words in COUNTED.items() if changes.count(kind)]
    said = [f"{count} {words}" for count, words in counts]
    stayed = f"{changes.count('same')} unchanged."
    if counts:
        count, words = counts[0]
        said[0] = f"{count} paragraph{'s' if count > 1 else ''} {words}"
        stayed = f"{listed(said)}; {stayed}"
    headings = [part for part in changes.parts if not (part.heading.is_same and part.remark.is_same)]
    others = [
        _differ(len(changes.delegations), "delegation", "delegations"),
        _differ(len(changes.facts), "fact", "facts"),
        _differ(len(headings), "heading", "headings"),
        _differ(sum(len(listing.lines) for listing in changes.listings), _("line of a list"), _("lines of lists")),
    ]
    return " ".join(filter(None, [stayed if counts else _("Paragraphs: {stayed}").format(stayed=stayed), *others]))


def _differ(count: int, one: str, many: str) -> str:
    return f"{count} {one} differs." if count == 1 else f"{count} {many} differ." if count else ""


@dataclass(frozen=True)
class Fold:
    """Paragraphs that stay as they were, one after another."""

    paragraphs: list[Paragraph]

    @property
    def numbers(self) -> str:
        """ "3 to 7", "now 4 to 8, before 3 to 7"."""
        now = _span([at.new.number for at in self.paragraphs if at.new])
        before = _span([at.old.number for at in self.paragraphs if at.old])
        return now if now == before else f"now {now}, before {before}"


def _span(numbers: list[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"


def folded(part: Part) -> Iterator[Fold | Paragraph]:
    """The paragraphs of a part; those that stay as they were in one fold."""
    for kind, paragraphs in groupby(part.paragraphs, key=lambda paragraph: paragraph.kind):
        if kind == "same":
            yield Fold(list(paragraphs))
        else:
            yield from paragraphs
