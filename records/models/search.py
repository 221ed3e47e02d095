"""The index of words: a row for each paragraph of an edition, for each page of a PDF that went out with it, and one for
its title and place. Disposable."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQueryField, SearchRank, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Subquery, Value
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from records.models.edition import Edition
from records.models.files import File
from records.models.projections import Passage, ProjectionQuerySet
from records.models.standing_in import only

# Words are common where so many of so many newest entries have them. With a million entries both ways are about equally
# long there (the square root of 2,000 in a million); with fewer, neither is long.
PROBED, COMMON = 2_000, 80
EVERY = 10**9  # a bound that bounds nothing: without one, PostgreSQL may ask first and put in order then
_BUT_WORDS = ("id", "edition_id", "passage_id", "page_id", "series", "starts_on", "verbs", "actors", "area")


class Matches(Func):
    """`vector @@ query`, the query as written: Django's own would have PostgreSQL cut and stem it a second time."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = models.BooleanField()


class MatchesEach(Func):
    """The same asked of each row: no index can answer it."""

    function = "ts_match_vq"
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
    def newest_matching(self, tsquery: str, *, also: Q | None = None, area: str = "") -> Self:
        """Those with these words, and those filed under `area`, if they fulfil `also` as well; the newest first.

        Two ways lead to the same rows: where words are common, through all entries from the newest on; where they are
        rare, from the index of words, put in order. PostgreSQL knows how common a word is, not a phrase, and to go the
        wrong way takes seconds: so it looks how many of the newest entries have them, and goes only the one way.
        Who may read an entry is judged after that, of one after the other until there are as many as are wanted.
        """
        narrowed = SearchEntry.objects.filter(also or Q())
        filed = Q(area=area) if area else Q()
        of_each, by_index = (filed | Q(way(F("words"), tsquery_of(tsquery))) for way in (MatchesEach, Matches))
        latest = only(narrowed, SearchEntry.objects.newest_first()[:PROBED]).filter(of_each)
        seen = Subquery(latest.annotate(seen=Func(F("pk"), function="COUNT")).values("seen"))
        through = only(narrowed, SearchEntry.objects.newest_first()[:EVERY])
        ways = (
            through.filter(of_each, GreaterThanOrEqual(seen, COMMON)),
            narrowed.filter(by_index, LessThan(seen, COMMON)),
        )
        common, rare = (way.newest_first().values(*_BUT_WORDS) for way in ways)
        return only(self, common.union(rare, all=True)).newest_first().defer("words")

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
            models.Index(fields=["series"], condition=~Q(series=""), name="search_entry_in_series"),
            GinIndex(fields=["verbs", "actors"], name="search_entry_by_deed"),
        ]

    def __str__(self) -> str:
        return f"Words of {self.passage or self.page or self.edition}"
