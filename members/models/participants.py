"""States, organisations and bodies; their names and capacities through time."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.models import AuditedQuerySet, Versioned

# What is called `slug` in code, files and the API.
IN_ADDRESSES = gettext_lazy("name in addresses")
IN_ADDRESSES_HELP = gettext_lazy(
    "The last part of the address of a page, as “sri-lanka” in /members/sri-lanka/: small letters, figures and "
    "hyphens. Not to be changed once in use, so that links stay true."
)


class Kind(models.TextChoices):
    STATE = "state", gettext_lazy("State")
    TERRITORY = "territory", gettext_lazy("Territory")
    ORGANISATION = "organisation", gettext_lazy("Organisation")
    BODY = "body", gettext_lazy("Body")
    COLLECTIVE = "collective", gettext_lazy("Collective")


def own_words(capacity: str) -> tuple[str, str] | None:
    """What this process calls one and many in a capacity, where it has words of its own (CAPACITY_WORDS)."""
    own: dict[str, tuple[str, str]] = settings.CAPACITY_WORDS
    return own.get(capacity)


def _called(capacity: str, usual: Any) -> str:
    """A label of the screens. Where no language is active migrations are made and records composed: those ask
    `own_words` themselves, and a process that calls something by its own words needs no migration for it."""
    own = own_words(capacity) if get_language() else None
    return own[0] if own else str(usual)


_called_lazily = lazy(_called, str)


class Capacity(models.TextChoices):
    """In the order in which a record lists them."""

    CO_CHAIR = "co_chair", _called_lazily("co_chair", gettext_lazy("Co-Chair"))
    HOST = "host", _called_lazily("host", gettext_lazy("Host"))
    MEMBER = "member", _called_lazily("member", gettext_lazy("Member"))
    OBSERVER = "observer", _called_lazily("observer", gettext_lazy("Observer"))
    SPECIAL_GUEST = "special_guest", _called_lazily("special_guest", gettext_lazy("Special guest"))
    GUEST = "guest", _called_lazily("guest", gettext_lazy("Guest"))
    CO_MANAGER = "co_manager", _called_lazily("co_manager", gettext_lazy("RSO Co-Manager"))
    SECRETARIAT = "secretariat", _called_lazily("secretariat", gettext_lazy("Secretariat"))
    OTHER = "other", _called_lazily("other", gettext_lazy("Also taking part"))

    def heading(self, count: int) -> str:
        """What stands above so many of them."""
        if own := own_words(self):
            return own[count != 1]
        is_one_word = self in (self.SECRETARIAT, self.OTHER)
        return str(self.label) if count == 1 or is_one_word else f"{self.label}s"


class Basis(models.TextChoices):
    """How sure a fact is."""

    CONFIRMED = "confirmed", gettext_lazy("Confirmed by the participant or the secretariat")
    PUBLIC = "public", gettext_lazy("Named in a public page")
    INDIRECT = "indirect", gettext_lazy("Supported only indirectly by a public page")
    GENERAL = "general", gettext_lazy("From general knowledge, no public page seen")
    INFERRED = "inferred", gettext_lazy("Inferred from the words of a record")


class Dated(models.Model):
    """A fact that holds from a day to a day, both included; an empty end is open."""

    from_on = models.DateField(gettext_lazy("from"), null=True, blank=True)
    until_on = models.DateField(gettext_lazy("until"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, on: datetime.date) -> bool:
        return (self.from_on is None or self.from_on <= on) and (self.until_on is None or on <= self.until_on)

    def days_away(self, on: datetime.date) -> int:
        edges = [edge for edge in (self.from_on, self.until_on) if edge]
        return min((abs((edge - on).days) for edge in edges), default=0)


def in_force(on: datetime.date) -> Q:
    """Facts that hold on the day `on`."""
    return (Q(from_on=None) | Q(from_on__lte=on)) & (Q(until_on=None) | Q(until_on__gte=on))


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
        name=name,
        violation_error_message=_("The last day lies before the first day. Put the later date last."),
    )


class ParticipantQuerySet(AuditedQuerySet):
    def with_names(self) -> ParticipantQuerySet:
        return self.prefetch_related("names")

    def of_kind(self, *kinds: str) -> ParticipantQuerySet:
        return self.filter(kind__in=kinds)


class Participant(Versioned):
    """A state, territory, organisation, body or collective. What it is called stands in its names."""

    slug = models.SlugField(IN_ADDRESSES, unique=True, help_text=IN_ADDRESSES_HELP)
    kind = models.CharField(max_length=16, choices=Kind)
    iso_code = models.CharField(gettext_lazy("ISO 3166 code"), max_length=2, blank=True)
    basis = models.CharField(max_length=16, choices=Basis, default=Basis.CONFIRMED)
    remark = models.TextField(blank=True)

    objects = ParticipantQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="participant_kind_is_known",
                violation_error_message=gettext_lazy("Choose what kind of participant this is."),
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=["state", "territory"]) & Q(iso_code__regex=r"^[A-Z]{2}$"))
                | (~Q(kind__in=["state", "territory"]) & Q(iso_code="")),
                name="participant_code_goes_with_kind",
                violation_error_message=gettext_lazy(
                    "A state or territory has a two-letter ISO 3166 code; nothing else has one."
                ),
            ),
            models.UniqueConstraint(
                fields=["iso_code"],
                condition=~Q(iso_code=""),
                name="participant_code_is_unique",
                violation_error_message=gettext_lazy("Another participant has this ISO 3166 code."),
            ),
        ]

    def __str__(self) -> str:
        name = self.name_on(timezone.now().date())
        return name.short if name else self.slug

    def name_on(self, on: datetime.date) -> ParticipantName | None:
        """The name in force on a day; where none is dated for it, the nearest one. None where it has no name."""
        names = list(self.names.all())
        current = [name for name in names if name.holds_on(on)]
        if current:
            return max(current, key=lambda name: name.from_on or datetime.date.min)
        return min(names, key=lambda name: name.days_away(on), default=None)

    def capacity_on(self, on: datetime.date, body: Participant) -> str | None:
        """Its highest capacity in `body` on a day, None where it has none."""
        held = {m.capacity for m in self.memberships.all() if m.body_id == body.pk and m.holds_on(on)}
        return next((capacity for capacity in Capacity.values if capacity in held), None)


class ParticipantName(Dated, Versioned):
    """What a participant is called, and from when until when."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="names")
    short = models.CharField(gettext_lazy("short form"), max_length=200)
    formal = models.CharField(gettext_lazy("formal form"), max_length=300, blank=True)
    sorting = models.CharField(gettext_lazy("sorting form"), max_length=200)
    article = models.CharField(
        max_length=8, blank=True, help_text=gettext_lazy('"the" for the Philippines; shown in sentences only')
    )
    aliases = ArrayField(models.CharField(max_length=300), default=list, blank=True)

    class Meta:
        ordering = ["sorting", "from_on"]
        constraints = [
            ends_after_start("name_ends_on_or_after_start"),
            models.UniqueConstraint(
                fields=["participant", "from_on"],
                nulls_distinct=False,
                name="name_starts_once",
                violation_error_message=gettext_lazy("This participant has another name from the same day."),
            ),
            models.CheckConstraint(
                condition=~Q(short="") & ~Q(sorting=""),
                name="name_has_short_and_sorting_form",
                violation_error_message=gettext_lazy("Give the short form and the sorting form."),
            ),
        ]

    def __str__(self) -> str:
        return self.short

    @property
    def all_forms(self) -> list[str]:
        return [form for form in (self.short, self.formal, *self.aliases) if form]


class Membership(Dated, Versioned):
    """A capacity in a body from a day to a day. Observing one body says nothing about another."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="memberships")
    body = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="memberships_in")
    capacity = models.CharField(max_length=16, choices=Capacity)
    basis = models.CharField(max_length=16, choices=Basis, default=Basis.CONFIRMED)
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["participant", "from_on"]
        constraints = [
            ends_after_start("membership_ends_on_or_after_start"),
            models.CheckConstraint(
                condition=Q(capacity__in=Capacity.values),
                name="membership_capacity_is_known",
                violation_error_message=gettext_lazy("Choose the capacity from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(participant=F("body")),
                name="membership_is_in_another_body",
                violation_error_message=gettext_lazy("A body is not a member of itself."),
            ),
            models.UniqueConstraint(
                fields=["participant", "body", "capacity", "from_on"],
                nulls_distinct=False,
                name="membership_starts_once",
                violation_error_message=gettext_lazy("This capacity in this body is already recorded from that day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_capacity_display()} of {self.body}"


class Abbreviation(Versioned):
    """What a short form stands for."""

    short = models.CharField(max_length=40)
    long = models.CharField(max_length=300)

    class Meta:
        ordering = ["short"]
        constraints = [
            models.UniqueConstraint(
                fields=["short", "long"],
                name="abbreviation_is_listed_once",
                violation_error_message=gettext_lazy("This abbreviation is already listed with these words."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.short} ({self.long})"


class Area(Versioned):
    """An area of cooperation. Synonyms are other words people search for."""

    slug = models.SlugField(IN_ADDRESSES, unique=True, help_text=IN_ADDRESSES_HELP)
    name = models.CharField(max_length=200, unique=True)
    synonyms = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


if unknown := set(settings.CAPACITY_WORDS) - set(Capacity.values):
    raise ImproperlyConfigured(
        f"CAPACITY_WORDS names {', '.join(sorted(unknown))}. There are: {', '.join(Capacity.values)}."
    )
