"""The verbs of briefing books: begin, put in, move, take out, bind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from core import jobs
from core.history import acting
from core.models import StaleVersion
from core.text import date_words
from members.models import User
from records import binding
from records.binding import CannotBindError
from records.canonical import digest
from records.models import Book, BookPart, BoundBook, Disposal, Edition, Rendition, Subject

STEP = 1000
MOST_PARTS = 100


class CannotChangeBookError(Exception):
    """Why a book was not changed, in words for the user."""


@transaction.atomic
def put_in(book: Book, *, editions: Iterable[Edition] = (), files: Iterable[Any] = (), by: User) -> int:
    """Behind what is in it; what is there already stays where it is. Returns how many were put in. Raises
    CannotChangeBookError; then nothing was put in."""
    book = Book.objects.select_for_update().get(pk=book.pk)
    held = list(BookPart.objects.filter(book=book).values_list("position", "edition"))
    position, known = max([at for at, _ in held], default=0), {edition for _, edition in held}
    parts = [
        BookPart(book=book, edition=edition, title=_called(edition)) for edition in editions if edition.pk not in known
    ]
    parts += [_brought(book, file) for file in files]
    if len(held) + len(parts) > MOST_PARTS:
        raise CannotChangeBookError(
            gettext("A book has {most_parts} tabs at most. Nothing was put in.").format(most_parts=MOST_PARTS)
        )
    with acting(by, "Put into the book"):
        for number, part in enumerate(parts, 1):
            part.position = position + number * STEP
            part.save()
    return len(parts)


def _called(edition: Edition) -> str:
    if not hasattr(edition, "card") or edition.card.is_withdrawn:
        raise CannotChangeBookError(gettext("A record that was withdrawn or disposed of cannot go into a book."))
    return _title(edition)


def _title(edition: Edition) -> str:
    card = edition.card
    names_itself = card.reference.startswith(card.title)  # "Strategy for Cooperation, draft 2"
    return (card.reference if names_itself else f"{card.reference}: {card.title}")[:300]


def _brought(book: Book, file: Any) -> BookPart:
    name = str(file.name)[:200]
    if file.size > binding.LARGEST:
        raise CannotChangeBookError(
            gettext("{name}: larger than {value} MB. Nothing was put in.").format(
                name=name, value=binding.LARGEST // 1024 // 1024
            )
        )
    content = file.read()
    try:
        pages = binding.examined(content)
    except CannotBindError as error:
        raise CannotChangeBookError(
            gettext("{name}: {error} Nothing was put in.").format(name=name, error=error)
        ) from error
    title = name.removesuffix(".pdf").removesuffix(".PDF").replace("_", " ").strip() or "A file"
    return BookPart(book=book, title=title, file_name=name, content=content, pages=pages)


@transaction.atomic
def move(part: BookPart, *, version: int, up: bool, by: User) -> None:
    """One place up or down; at the edge nothing happens. Raises StaleVersion."""
    Book.objects.select_for_update().get(pk=part.book_id)
    parts = list(BookPart.objects.filter(book=part.book_id).defer("content").order_by("position", "id"))
    at = next((index for index, one in enumerate(parts) if one.pk == part.pk), None)
    if at is None:  # taken out while this waited for the lock
        raise StaleVersion(part)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(parts):
        return
    moved, passed = parts[at], parts[to]
    moved.version = version
    moved.position, passed.position = passed.position, moved.position
    with acting(by, "Changed the order"):
        moved.save(update_fields=["position", "version"])
        passed.save(update_fields=["position", "version"])


def later_than(editions: Iterable[Edition], user: User) -> dict[UUID, Edition]:
    """Of those that are superseded: the edition in force that this reader may read. One query at any number."""
    editions = list(editions)
    rows = Edition.objects.readable_by(user).filter(
        subject__in={each.subject_id for each in editions}, number__gt=1, card__is_withdrawn=False
    )
    newest = {row.subject_id: row for row in rows.select_related("card").order_by("number")}
    found = {each.pk: (each, newest.get(each.subject_id)) for each in editions}
    return {pk: row for pk, (each, row) in found.items() if row is not None and row.number > each.number}


def said_of_later(edition: Edition) -> str:
    """A draft takes the place of none by being handed in later: what was endorsed stays so."""
    is_draft = edition.card.kind == Subject.Kind.DOCUMENT
    said = gettext("There is a later draft: {name}") if is_draft else gettext("A later revision is in force: {name}")
    return said.format(
        name=f"{edition.card.reference}, {edition.revision or edition.get_stage_display()}, "
        + date_words(edition.issued_at.date().isoformat())
    )


@transaction.atomic
def take_later(part: BookPart, *, version: int, by: User) -> None:
    """The edition in force instead, behind the same tab; a title that somebody gave stays. Raises StaleVersion and
    CannotChangeBookError."""
    Book.objects.select_for_update().get(pk=part.book_id)
    row = BookPart.objects.select_related("edition__card").filter(pk=part.pk, version=version).first()
    if row is None or row.edition is None:
        raise StaleVersion(part)
    later = later_than([row.edition], by).get(row.edition.pk)
    if later is None:
        raise CannotChangeBookError(gettext("No later revision is in force. Nothing was changed."))
    if BookPart.objects.filter(book=part.book_id, edition=later).exists():
        raise CannotChangeBookError(gettext("The later revision is in the book already. Take this one out."))
    is_named = hasattr(row.edition, "card") and row.title != _title(row.edition)
    row.title = row.title if is_named else _title(later)
    row.edition = later
    with acting(by, "Took the later revision"):
        row.save()


@transaction.atomic
def take_out(part: BookPart, *, version: int, by: User) -> None:
    """Raises StaleVersion."""
    Book.objects.select_for_update().get(pk=part.book_id)
    if not BookPart.objects.filter(pk=part.pk, version=version).exists():
        raise StaleVersion(part)
    with acting(by, "Taken out of the book"):
        part.delete()


def ask(book: Book, *, by: User, shown_at: str) -> jobs.Job:
    """Have it bound behind the pages; the job leads to `shown_at` when it is done. Raises CannotChangeBookError."""
    if not BookPart.objects.filter(book=book).exists():
        raise CannotChangeBookError(gettext("The book is empty: put a record or a file into it first."))
    return jobs.defer(bind, by=by, what=f"Binding “{book.title}”", book=str(book.pk), shown_at=shown_at)


@jobs.task("records.bind", refusals=(CannotBindError,))
def bind(job: jobs.Running, *, book: str, shown_at: str) -> str:
    """One transaction: a worker that is killed leaves the book as it was bound before, and another begins anew."""
    row = Book.objects.visible_to(job.by).filter(pk=book).first()
    if row is None or job.by is None:
        raise CannotBindError(gettext("The book is no longer there, or you may no longer see it."))
    by, now = job.by, timezone.now()
    cover = binding.Cover(
        settings.PROCESS_NAME, row.title, row.occasion, row.marking or settings.RECORD_MARKING, now.date()
    )
    held = list(_parts(row))
    later = later_than([part.edition for part in held if part.edition], by)
    parts = [_part(part, by, later.get(part.edition_id) if part.edition_id else None) for part in held]
    content, pages = binding.bound(cover, parts, job.tell)
    _still_there(row)
    values = {"content": content, "sha256": digest(content), "size": len(content), "pages": pages}
    BoundBook.objects.update_or_create(book=row, defaults=values | {"made_at": now, "made_by": by})
    return shown_at


def _still_there(book: Book) -> None:
    """What is disposed of while a book is bound is not kept in it: a disposal waits for this, or this for it."""
    bound = list(book.parts.exclude(edition=None).values_list("edition", flat=True))
    list(Subject.objects.select_for_update().filter(editions__in=bound).order_by("pk").values_list("pk", flat=True))
    if Disposal.objects.filter(edition__in=bound).exists():
        raise CannotBindError(
            gettext("A record was disposed of while the book was bound. Take it out, then bind again.")
        )


def _parts(book: Book) -> Iterable[BookPart]:
    return book.parts.select_related("edition__card").order_by("position", "id")


def _part(part: BookPart, by: User, later: Edition | None = None) -> binding.Part:
    """Read again when it is bound: a record may have been withdrawn since it was put in."""
    if part.edition is None:
        return binding.Part(part.title, f"{part.file_name}, brought along", bytes(part.content or b""))
    card = getattr(part.edition, "card", None)
    file = Rendition.objects.readable_by(by).filter(edition=part.edition, format="pdf").first()
    if card is None or card.is_withdrawn or file is None:
        raise CannotBindError(
            gettext("“{title}” was withdrawn or disposed of. Take it out, then bind again.").format(title=part.title)
        )
    issued = date_words(part.edition.issued_at.date().isoformat())
    superseded = said_of_later(later) if later else ""
    note = " · ".join(filter(None, [f"As issued {issued}", part.edition.revision, card.notice, superseded]))
    return binding.Part(part.title, note, bytes(file.content))
