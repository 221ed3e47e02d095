"""Briefing books: begin one, put records and PDFs into it, order them, have it bound, take it away."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import sending
from core.history import acting
from core.jobs import Job
from core.models import StaleVersion
from core.scanning import clean_of_malware
from core.sending import Facts, Lying
from core.translating import lazy_
from desk import merging, packing
from desk.forms.books import BookForm, BringForm, PartForm
from desk.forms.records import RecordFilterForm
from desk.permissions import for_secretariat, refuse, signed_in
from desk.views.custody import issued
from members.models import User
from records import books
from records.models import Book, BookPart, BoundBook
from records.render.text import file_stem

page = require_http_methods(["GET", "HEAD", "POST"])
FOUND = 20
DEEDS = ("up", "down", "later", "out", "name")
CHANGED = lazy_("Somebody changed the book meanwhile, and nothing was done. Look at it again.")
TAKEN_OUT = lazy_("The tab was taken out of the book meanwhile, and nothing was done. Look at the book again.")
NOTHING_CHOSEN = lazy_("Tick a record, or choose a PDF, then put it in.")
NOT_BOUND = lazy_("The book is not bound yet. Bind it, then take it away.")


def _book(request: HttpRequest, pk: UUID) -> Book:
    return get_object_or_404(Book.objects.visible_to(request.user), pk=pk)


def _page(pk: UUID) -> str:
    return reverse("desk:book", args=[pk])


@page
@for_secretariat
def book_list(request: HttpRequest) -> HttpResponseBase:
    """The books there are, and a form for another."""
    form = BookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(signed_in(request), "Began a briefing book"):
            book = form.save()
        return redirect(_page(book.pk))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    found = Book.objects.visible_to(request.user).select_related("bound").defer("bound__content")
    return render(request, "desk/book_list.html", {"form": form, "books": found[:100]}, status=status)


@page
@for_secretariat
def book_detail(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Cover, parts and what can be put in. 10 queries at any size."""
    book = _book(request, pk)
    form = BookForm(request.POST or None, instance=book)
    if request.method != "POST":
        return _shown(request, book, form)
    if not form.is_valid():
        return _shown(request, book, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with transaction.atomic(), acting(signed_in(request), "Changed the cover"):
            form.save()
    except StaleVersion:
        return merging.answer(request, [form], title=str(book), back=_page(pk), about=book)
    messages.success(request, _("Saved."))
    return redirect(_page(pk))


def _shown(request: HttpRequest, book: Book, form: BookForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    wanted = RecordFilterForm(request.GET)
    held = _parts(book)
    known = [part.edition_id for part in held if part.edition_id]
    found = wanted.narrowed(issued(request.user).filter(card__is_withdrawn=False)).exclude(pk__in=known)
    shown = list(found[:FOUND])
    later = books.later_than([*shown, *(part.edition for part in held if part.edition)], signed_in(request))
    said = {pk: books.said_of_later(edition) for pk, edition in later.items()}
    bound = BoundBook.objects.visible_to(request.user).filter(book=book).defer("content").select_related("made_by")
    context = {
        "book": book,
        "form": form,
        "parts": [(part, said.get(part.edition_id) if part.edition_id else None) for part in held],
        "moved": request.GET.get("moved", ""),
        "filter": wanted,
        "count": found.count(),
        "found": [(edition, said.get(edition.pk)) for edition in shown],
        "bring": BringForm(),
        "bound": bound.first(),
        "job": Job.objects.visible_to(request.user).filter(task="records.bind", arguments__book=str(book.pk)).first(),
    }
    return render(request, "desk/book_detail.html", context, status=status)


def _parts(book: Book) -> list[BookPart]:
    return list(book.parts.defer("content").select_related("edition__card").order_by("position", "id"))


@require_POST
@for_secretariat
def add(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What was ticked and what was chosen, in one go."""
    book = _book(request, pk)
    ticked = packing.identifiers(request.POST.getlist("record"))
    files = request.FILES.getlist("file")
    if ticked is None or not (ticked or files):
        sentence = NOTHING_CHOSEN if ticked is not None else packing.NOT_A_RECORD
        return refuse(request, sentence, status=HTTPStatus.BAD_REQUEST, back=_page(pk))
    chosen = issued(request.user).filter(pk__in=ticked)
    try:
        for file in files:  # several in one field: a form would look at the last of them alone
            clean_of_malware(file)
        number = books.put_in(book, editions=chosen, files=files, by=signed_in(request))
    except books.CannotChangeBookError as error:
        return refuse(request, str(error), back=_page(pk))
    except ValidationError as error:
        return refuse(request, " ".join(error.messages), back=_page(pk))
    messages.success(request, _("Put into the book.") if number else _("It is in the book already."))
    return redirect(f"{_page(pk)}#parts")


@require_POST
@for_secretariat
def part(request: HttpRequest, pk: UUID, part: UUID) -> HttpResponseBase:
    """`do` is up, down, later, out or name: one of the buttons beside it."""
    book = _book(request, pk)
    row = book.parts.defer("content").filter(pk=part).first()
    if row is None:
        get_list_or_404(BookPart.history.filter(id=part, book=book)[:1])
        return refuse(request, TAKEN_OUT, back=_page(pk))
    form, by = PartForm(request.POST, instance=row), signed_in(request)
    do = request.POST.get("do", "")
    if do not in DEEDS:
        return refuse(request, CHANGED, status=HTTPStatus.BAD_REQUEST, back=_page(pk))
    if do == "name" and not form.is_valid():
        sentence = _("Give the part a title: it stands in the contents.")
        return refuse(request, sentence, status=HTTPStatus.UNPROCESSABLE_ENTITY, back=_page(pk))
    version = request.POST.get("version", "")
    row.version = int(version) if version.isdecimal() and len(version) < 10 else 0
    try:
        return redirect(_acted(form, do, by))
    except (StaleVersion, books.CannotChangeBookError) as error:
        if do == "name":
            return merging.answer(request, [form], title=str(row), back=_page(pk), about=book)
        return refuse(request, CHANGED if isinstance(error, StaleVersion) else str(error), back=_page(pk))


def _acted(form: PartForm, do: str, by: User) -> str:
    """Where to go on."""
    row = form.instance
    if do in ("up", "down"):
        books.move(row, version=row.version, up=do == "up", by=by)
        return _place(row, do)
    if do == "later":
        books.take_later(row, version=row.version, by=by)
    elif do == "out":
        books.take_out(row, version=row.version, by=by)
    else:
        with acting(by, "Renamed a part"):
            form.save()
    return f"{_page(row.book_id)}#parts"


def _place(row: BookPart, do: str) -> str:
    """The button again, so that the keyboard goes on from it; at the edge the other one. A browser gives the keyboard
    to what the fragment names, and then heeds no `autofocus`."""
    order = row.book.parts.defer("content").order_by("position", "id")
    edge, other = (order.first(), "down") if do == "up" else (order.last(), "up")
    return f"{_page(row.book_id)}?moved={row.pk}#{other if edge == row else do}-{row.pk}"


@require_POST
@for_secretariat
def bind(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    book = _book(request, pk)
    try:
        return redirect(books.ask(book, by=signed_in(request), shown_at=_page(pk)))
    except books.CannotChangeBookError as error:
        return refuse(request, str(error), back=_page(pk))


@require_safe
@for_secretariat
def download(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Piece by piece, so that a book is never whole in memory here; and from any place on."""
    book = _book(request, pk)
    bound = BoundBook.objects.visible_to(request.user).filter(book=book)
    name = f"{file_stem(book.title)}.pdf"
    answer = sending.answer(
        request, Lying(bound), ("sha256",), lambda sha256: Facts(sha256, name, "application/pdf", is_shown=True)
    )
    if answer is None:
        raise Http404(NOT_BOUND)
    return answer
