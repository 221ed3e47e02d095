"""Briefing books: records, documents and PDFs brought along, in one order, bound into one PDF."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import AuditedQuerySet, Versioned
from members import permissions
from records.models.edition import DIGEST, Edition


class BookQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> BookQuerySet:
        return self if permissions.works_at_desk(user) else self.none()


class Book(Versioned):
    """What a delegation or a chair carries into a meeting. Nothing of it is issued, and readers never see it."""

    title = models.CharField(max_length=150)
    occasion = models.CharField(_("for"), max_length=200, blank=True, help_text=_("The meeting, its place and date."))
    marking = models.CharField(max_length=80, blank=True, help_text=_("Printed on every page of the book."))
    begun_at = models.DateTimeField(auto_now_add=True)

    objects = BookQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""), name="book_has_a_title", violation_error_message=_("Give the book a title.")
            )
        ]

    def __str__(self) -> str:
        return self.title


class BookPart(Versioned):
    """What stands behind one tab: an edition as issued, or a PDF that was brought along. Its bytes never change."""

    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    content = models.BinaryField(null=True, blank=True)
    pages = models.PositiveIntegerField(default=0, help_text=_("Of a PDF that was brought along."))

    left_out_of_history = ("content",)  # it never changes, and is large

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(edition__isnull=False, content=None) | Q(edition=None, content__isnull=False),
                name="part_of_a_book_is_a_record_or_a_file",
                violation_error_message=_("A part of a book is a record or a file."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="part_of_a_book_has_a_title",
                violation_error_message=_("Give the part a title: it stands in the contents."),
            ),
            models.UniqueConstraint(
                fields=["book", "edition"],
                name="book_holds_a_record_once",
                violation_error_message=_("This record is in the book already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BoundBookQuerySet(models.QuerySet["BoundBook"]):
    def visible_to(self, user: Any) -> BoundBookQuerySet:
        return self if permissions.works_at_desk(user) else self.none()


class BoundBook(models.Model):
    """The PDF of a book as it was bound last."""

    book = models.OneToOneField(Book, primary_key=True, on_delete=models.CASCADE, related_name="bound")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text=_("Bytes."))
    pages = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = BoundBookQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(sha256__regex=DIGEST), name="bound_book_has_digest")]

    def __str__(self) -> str:
        return f"{self.book}, {self.pages} pages"
