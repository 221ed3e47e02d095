"""Series and meetings: when, where, in what line of meetings."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AuditedQuerySet, Versioned
from core.text import ordinal_word
from members import permissions
from members.models import IN_ADDRESSES, IN_ADDRESSES_HELP, Participant


class Level(models.TextChoices):
    MINISTERIAL = "ministerial", _("Ministerial")
    SENIOR_OFFICIAL = "senior_official", _("Senior officials")
    TECHNICAL = "technical", _("Technical")
    NOT_KNOWN = "not_known", _("Not known")


class Precision(models.TextChoices):
    DAY = "day", _("To the day")
    MONTH = "month", _("Month only")
    YEAR = "year", _("Year only")
    UNKNOWN = "unknown", _("Not known")


class Venue(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Hybrid")
    NOT_KNOWN = "not_known", _("Not known")


class Provenance(models.TextChoices):
    """Where the words of a record come from, and so whether anybody has cleared them."""

    PUBLIC_SOURCES = "public_sources", _("Compiled from public sources, not cleared")
    SECRETARIAT = "secretariat", _("Prepared by the secretariat for the Co-Chairs")


class Audience(models.TextChoices):
    """Who may read, widest first."""

    PUBLIC = "public", _("Public")
    MEMBERS_AND_OBSERVERS = "members_and_observers", _("Members and observers")
    MEMBERS = "members", _("Members")
    ATTENDING = "attending", _("Delegations attending")
    CO_CHAIRS = "co_chairs", _("Co-Chairs and secretariat")
    SECRETARIAT = "secretariat", _("Secretariat")


class Series(Versioned):
    """A line of meetings of one body: the AHG SOM, the Ministerial Conferences."""

    code = models.CharField(max_length=24, unique=True)
    slug = models.SlugField(IN_ADDRESSES, unique=True, help_text=IN_ADDRESSES_HELP)
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=16, choices=Level, default=Level.NOT_KNOWN)
    body = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="series")

    class Meta:
        ordering = ["code"]
        verbose_name_plural = _("series")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="series_level_is_known",
                violation_error_message=_("Choose the level from the list."),
            )
        ]

    def __str__(self) -> str:
        return self.code


class MeetingQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> MeetingQuerySet:
        """Desk rows are for those who prepare, approve or co-chair. Readers read editions."""
        return self if permissions.sees_desk(user) else self.none()

    def held(self) -> MeetingQuerySet:
        return self.filter(state=Meeting.State.HELD)

    def called(self, typed: str) -> MeetingQuerySet:
        """Those with every word typed in title, series, number, place or year: "ahg som 10", "bangkok 2016"."""
        found = self
        for word in typed.replace("\x00", "").split()[:8]:
            has = Q(title__icontains=word) | Q(series__code__icontains=word) | Q(series__name__icontains=word)
            has |= Q(city__icontains=word) | Q(country__icontains=word)
            if word.isdecimal() and len(word) <= 4:
                has |= Q(ordinal=int(word)) | Q(starts_on__year=max(int(word), 1))
            found = found.filter(has)
        return found

    def latest_first(self) -> MeetingQuerySet:
        return self.order_by(F("starts_on").desc(nulls_last=True), "series__code", F("ordinal").desc(nulls_last=True))


class Meeting(Versioned):
    """One meeting as the desk logs it. What readers see is the edition composed from it."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        POSTPONED = "postponed", _("Postponed")
        CANCELLED = "cancelled", _("Cancelled")

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="meetings")
    ordinal = models.PositiveIntegerField(null=True, blank=True, help_text=_("Empty where no source gives it."))
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=16, choices=State, default=State.HELD)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    days = ArrayField(models.DateField(), default=list, blank=True, help_text=_("Only where the days do not touch."))
    precision = models.CharField(_("date is known"), max_length=8, choices=Precision, default=Precision.DAY)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    city = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=200, blank=True)
    venue = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text=_("The building: a hotel, a ministry.")
    )
    format = models.CharField(max_length=16, choices=Venue, default=Venue.NOT_KNOWN)
    purpose = models.TextField(blank=True)
    recommendations_intro = models.TextField(_("words before the recommendations"), blank=True)
    gist = models.CharField(
        _("in one sentence"), max_length=400, blank=True, help_text=_("What it agreed, for the home page and lists.")
    )
    attendance_is_known = models.BooleanField(default=True)
    provenance = models.CharField(max_length=16, choices=Provenance, default=Provenance.SECRETARIAT)
    audience = models.CharField(max_length=24, choices=Audience, default=Audience.PUBLIC)
    marking = models.CharField(_("protective marking"), max_length=100, blank=True)
    image_caption = models.CharField(max_length=300, blank=True)
    abbreviations = models.JSONField(default=list, blank=True, help_text=_('[{"short": "RSO", "long": "…"}, …]'))
    agenda_agreed_at = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="agendas_agreed",
        verbose_name=_("agenda agreed at"),
        help_text=_("The meeting that agreed this agenda, where it is another one."),
    )  # fmt: skip

    objects = MeetingQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = [F("starts_on").desc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "ordinal"],
                condition=Q(ordinal__isnull=False),
                name="meeting_ordinal_is_unique_in_series",
                violation_error_message=_("This series already has a meeting with this number."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="meeting_ends_on_or_after_start",
                violation_error_message=_("The meeting ends before it starts. Put the later date last."),
            ),
            models.CheckConstraint(
                condition=(Q(precision="unknown") & Q(starts_on=None) & Q(ends_on=None))
                | (Q(precision__in=["day", "month", "year"]) & Q(starts_on__isnull=False) & Q(ends_on__isnull=False)),
                name="meeting_dates_go_with_precision",
                violation_error_message=_("Give the first and the last day, or say that the date is not known."),
            ),
            models.CheckConstraint(
                condition=Q(ordinal=None) | Q(ordinal__gt=0),
                name="meeting_ordinal_is_positive",
                violation_error_message=_("The number of a meeting counts from 1."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="meeting_has_title",
                violation_error_message=_("Give the meeting a title."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "held", "postponed", "cancelled"])
                & Q(format__in=Venue.values)
                & Q(audience__in=Audience.values)
                & Q(provenance__in=Provenance.values),
                name="meeting_choices_are_known",
                violation_error_message=_("Choose state, format, audience and provenance from their lists."),
            ),
            models.CheckConstraint(
                condition=Q(agenda_agreed_at=None) | ~Q(agenda_agreed_at=F("id")),
                name="meeting_agenda_is_agreed_elsewhere",
                violation_error_message=_("Name another meeting, or none where this one agreed its agenda itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """ "AHG SOM 10"; without a number the series and the first day, as precisely as it is known."""
        if self.ordinal:
            return f"{self.series.code} {self.ordinal}"
        return f"{self.series.code} {self.starts}" if self.starts else self.series.code

    @property
    def starts(self) -> str | None:
        """The first day as ISO 8601, cut to what is known."""
        return self._known(self.starts_on)

    @property
    def ends(self) -> str | None:
        return self._known(self.ends_on)

    def _known(self, day: datetime.date | None) -> str | None:
        if day is None or self.precision == Precision.UNKNOWN:
            return None
        return day.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(self.precision), 10)]

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.city, self.country) if part)

    @property
    def ordinal_in_words(self) -> str:
        return ordinal_word(self.ordinal) if self.ordinal else ""


class MeetingTitle(Versioned):
    """Another title a source gives, beside the one shown."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="other_titles")
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "title"],
                name="meeting_title_is_listed_once",
                violation_error_message=_("This title is already listed."),
            )
        ]


class MeetingSource(Versioned):
    """Where facts of the record were found, or where sources disagree: both then stand."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=500, blank=True)
    remark = models.TextField(blank=True)
    is_disagreement = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "url", "remark"]
        constraints = [
            models.CheckConstraint(
                condition=~(Q(title="") & Q(url="") & Q(remark="")),
                name="meeting_source_says_something",
                violation_error_message=_("Give a title, an address or a remark."),
            )
        ]


class Relation(models.TextChoices):
    REVIEWS = "reviews", _("Reviewed progress since")
    PREPARES = "prepares", _("Prepared for")
    CONTINUES = "continues", _("Continued")


class MeetingLink(Versioned):
    """Another meeting this one reviews, prepares or continues; date and place as known then."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="links")
    relation = models.CharField(max_length=16, choices=Relation)
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    date = models.CharField(max_length=10, blank=True, help_text=_("As known then: 2016-03-22, 2016-03 or 2016."))
    place = models.CharField(max_length=200, blank=True)
    target = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="linked_from")

    class Meta:
        ordering = ["position", "date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values),
                name="link_relation_is_known",
                violation_error_message=_("Choose how the meetings are related."),
            ),
            models.CheckConstraint(
                condition=Q(date__regex=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"),
                name="link_date_is_iso",
                violation_error_message=_("Write the date as 2016-03-22, 2016-03 or 2016."),
            ),
            models.CheckConstraint(
                condition=Q(target=None) | ~Q(target=F("meeting")),
                name="link_is_to_another_meeting",
                violation_error_message=_("A meeting cannot be linked to itself."),
            ),
        ]
