"""The register of recommendations, as each circle of readers may know it. Disposable like all projections.

Audiences lie in one another like rings: who may read what is released to members may read what is public. A reader
stands on one ring (`Reader.rung`), and everything released up to that rung is one whole, consistent register. So a
state can be kept, filtered and counted without ever telling of an event that was not released to the one who asks.
"""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recommendations.standing import TRACKED_FOR, WORDS, is_overdue, shown_state
from records.models.edition import Edition
from records.models.projections import ProjectionQuerySet
from records.models.search import Matches, tsquery_of
from records.readers import Reader

OPEN_END = datetime.date.max


class RegisterEventQuerySet(ProjectionQuerySet):
    def in_order(self) -> Self:
        return self.order_by(F("on").asc(nulls_last=True), "rank", "pk")


class RegisterEvent(models.Model):
    """What one edition says happened to one recommendation: made, considered, referred, reported on.

    `recommendation` is the random id of the meeting that made it and its anchor there, "5f…/p-ab12cd34"; `facts` has
    the shape that `records.register.happened` gives each kind.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="register_events")
    recommendation = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    rank = models.PositiveSmallIntegerField(default=0)
    on = models.DateField(null=True)
    item = models.CharField(max_length=24, blank=True)
    path = models.CharField(max_length=220, blank=True, help_text=_("Of what made it: its address in the register."))
    anchor = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    successor = models.CharField(max_length=60, blank=True, help_text=_("The recommendation that took its place."))
    facts = models.JSONField(default=dict)

    objects = RegisterEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["recommendation"], name="register_event_of"),
            models.Index(fields=["path"], name="register_event_by_path", condition=~Q(path="")),
            models.Index(fields=["successor"], name="register_event_by_successor", condition=~Q(successor="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.recommendation}"


class RungQuerySet(models.QuerySet):
    def readable_by(self, user: Any) -> Self:
        """The rows that are true for this reader: one for each recommendation."""
        rung = Reader.of(user).rung
        return self.filter(first_rung__lte=rung, last_rung__gte=rung)


class RegisterEntryQuerySet(RungQuerySet):
    def matching(self, tsquery: str) -> Self:
        return self.filter(Matches(F("words"), tsquery_of(tsquery)))

    def newest_first(self) -> Self:
        return self.order_by(F("made_on").desc(nulls_last=True), "reference", "number", "pk")

    def in_state(self, states: list[str], on: datetime.date, now: datetime.datetime | None = None) -> Self:
        """`states` as people see them: keys of `recommendations.standing.WORDS`, and "overdue" at a moment."""
        young = Q(state="made", made_on__gte=on - TRACKED_FOR)
        old = Q(state="made") & (Q(made_on=None) | Q(made_on__lt=on - TRACKED_FOR))
        pending = Q(state__in=["open", "adopted", "in_progress"]) | young
        wanted = Q(state__in=[state for state in states if state not in ("made", "not_tracked", "overdue")])
        wanted |= young if "open" in states else Q()
        wanted |= old if "not_tracked" in states else Q()
        wanted |= (pending & Q(due_until__lte=now or timezone.now())) if "overdue" in states else Q()
        return self.filter(wanted)


class RegisterEntry(models.Model):
    """One recommendation as the readers from `first_rung` to `last_rung` may know it."""

    recommendation = models.CharField(max_length=60)
    first_rung = models.PositiveSmallIntegerField()
    last_rung = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="register_entries")
    path = models.CharField(max_length=220)
    key = models.CharField(max_length=200)
    anchor = models.CharField(max_length=24)
    reference = models.CharField(max_length=80)
    code = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    series = models.CharField(max_length=50, blank=True)
    made = models.CharField(max_length=10, blank=True)
    made_on = models.DateField(null=True)
    text = models.TextField()
    verb = models.CharField(max_length=60, blank=True)
    addressees = ArrayField(models.CharField(max_length=300), default=list)
    participants = ArrayField(models.CharField(max_length=50), default=list)
    put_to = ArrayField(models.CharField(max_length=80), default=list)
    area = models.CharField(max_length=50, blank=True)
    area_name = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    due_until = models.DateTimeField(null=True, help_text=_("When that day is over where the meeting met."))
    due_at = models.CharField(max_length=80, blank=True)
    follow_up = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    adopted_on = models.DateField(null=True, help_text=_("When a meeting first agreed it or a part of it."))
    last_on = models.DateField(null=True)
    last = models.CharField(max_length=200, blank=True)
    words = SearchVectorField(default="")

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "first_rung"], name="register_entry_is_one_a_rung"),
        ]
        indexes = [
            models.Index(F("made_on").desc(nulls_last=True), "reference", "number", "id", name="register_newest_first"),
            models.Index(fields=["path"], name="register_by_path"),
            models.Index("state", F("made_on").desc(nulls_last=True), name="register_by_state"),
            models.Index("area", F("made_on").desc(nulls_last=True), name="register_by_area"),
            models.Index("series", F("made_on").desc(nulls_last=True), name="register_by_series"),
            models.Index("verb", F("made_on").desc(nulls_last=True), name="register_by_verb"),
            models.Index(fields=["due_on"], name="register_by_due", condition=Q(due_on__isnull=False)),
            # Due by a day, the latest first: both stand in the index, so that no row is fetched that is due later.
            models.Index(
                F("made_on").desc(nulls_last=True),
                "reference",
                "number",
                "id",
                "due_on",
                name="register_newest_due",
                condition=Q(due_on__isnull=False),
            ),
            models.Index(fields=["due_until"], name="register_by_due_until", condition=Q(due_until__isnull=False)),
            models.Index(
                "due_at", F("made_on").desc(nulls_last=True), name="register_by_due_at", condition=~Q(due_at="")
            ),
            GinIndex(fields=["participants"], name="register_by_participant"),
            GinIndex(fields=["put_to"], name="register_by_put_to"),
            GinIndex(fields=["words"], name="register_by_words"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.reference}/{self.code}"

    def shown_state(self, on: datetime.date) -> str:
        return shown_state(self.state, self.made_on, on)

    def state_words(self, on: datetime.date) -> str:
        return str(WORDS[self.shown_state(on)])

    def is_overdue(self, now: datetime.datetime) -> bool:
        """Not before its last day is over where it was made."""
        return is_overdue(self.state, self.made_on, self.due_until, now)


class InForceQuerySet(RungQuerySet):
    def on(self, day: datetime.date) -> Self:
        return self.filter(from_on__lte=day, until_on__gt=day)

    def in_order(self) -> Self:
        return self.order_by("series", F("made_on").asc(nulls_first=True), "reference", "number", "pk")


class InForce(models.Model):
    """Words of a recommendation in force from a day until before another, for readers of some rungs.

    `until_on` is the last day there is while they are. `lines` are paragraph and sub-paragraphs as [label, text];
    `mark` is the meeting that gave them their present form.
    """

    recommendation = models.CharField(max_length=60)
    first_rung = models.PositiveSmallIntegerField()
    last_rung = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="in_force")
    from_on = models.DateField()
    until_on = models.DateField(default=OPEN_END)
    series = models.CharField(max_length=50, blank=True)
    reference = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    path = models.CharField(max_length=220)
    made_on = models.DateField(null=True)
    follow_up = models.CharField(max_length=16)
    mark = models.CharField(max_length=80, blank=True)
    lines = models.JSONField(default=list)

    objects = InForceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["until_on", "from_on", "first_rung", "last_rung"], name="in_force_on_a_day"),
            models.Index(
                "series",
                F("made_on").asc(nulls_first=True),
                "reference",
                "number",
                "id",
                "until_on",
                "from_on",
                name="in_force_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}/R{self.number} from {self.from_on}"

    @property
    def code(self) -> str:
        return f"R{self.number}"
