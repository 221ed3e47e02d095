"""The index of words: a row for each paragraph of an edition, for each page of a PDF that went out with it, and one for
its title and place. Disposable."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQueryField, SearchRank, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast

from records.models.edition import Edition
from records.models.files import File
from records.models.projections import Passage, ProjectionQuerySet


class Matches(Func):
    """`vector @@ query`, the query as written: Django's own would have PostgreSQL cut and stem it a second time."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = models.BooleanField()


def tsquery_of(tsquery: str) -> Cast:
    """As written by `records.search.query`, whatever PostgreSQL would make of it."""
    return Cast(Value(tsquery), SearchQueryField())


class FilePage(models.Model):
    """A page of a PDF that went out with an edition, in words. Disposable: read again from the file.

    The first page is kept without words as well: the title of a file stands with it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="file_pages")
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="pages")
    title = models.CharField(max_length=300, blank=True)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    objects = ProjectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "file", "number"], name="file_page_number_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, page {self.number}"


class SearchEntryQuerySet(ProjectionQuerySet):
    def matching(self, tsquery: str) -> Self:
        return self.filter(Matches(F("words"), tsquery_of(tsquery)))

    def on_topic(self, area: str, tsquery: str) -> Self:
        """Filed under an area, or with words that name it."""
        return self.filter(Q(area=area) | Q(Matches(F("words"), tsquery_of(tsquery))))

    def newest_first(self) -> Self:
        return self.order_by(F("starts_on").desc(nulls_last=True), "-pk")

    def best_first(self, tsquery: str) -> Self:
        """Ranking reads the words of every row: bound the rows before."""
        rank = SearchRank(F("words"), tsquery_of(tsquery))
        return self.annotate(rank=rank).order_by("-rank", F("starts_on").desc(nulls_last=True), "pk")


class SearchEntry(models.Model):
    """`words` comes from `records.search.index`; an answer is narrowed by the fields before it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="search_entries")
    passage = models.OneToOneField(Passage, null=True, on_delete=models.CASCADE, related_name="search_entry")
    page = models.OneToOneField(FilePage, null=True, on_delete=models.CASCADE, related_name="search_entry")
    series = models.CharField(max_length=50, blank=True)
    starts_on = models.DateField(null=True)
    verbs = ArrayField(models.CharField(max_length=60), default=list)
    actors = ArrayField(models.CharField(max_length=300), default=list)
    area = models.CharField(max_length=50, blank=True)
    words = SearchVectorField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(passage=None) | Q(page=None), name="search_entry_is_of_a_paragraph_or_a_page"
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="search_entry_by_words"),
            models.Index(F("starts_on").desc(nulls_last=True), F("id").desc(), name="search_entry_newest_first"),
            models.Index(
                "area", F("starts_on").desc(nulls_last=True), condition=~Q(area=""), name="search_entry_in_area"
            ),
        ]

    def __str__(self) -> str:
        return f"Words of {self.passage or self.page or self.edition}"
