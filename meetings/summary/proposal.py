"""What the reader proposes: typed, immutable, and of the shape `manage.py read_summary --json` prints."""

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, model_serializer

Kind = Literal["state", "territory", "organisation", "body", "collective", "person", "unknown"]
Presence = Literal["present", "apologies", "absent"]
Precision = Literal["day", "month", "year", "unknown"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Location(_Value):
    """Where; `format` is "virtual", "hybrid", "in person" or None where the text does not say."""

    city: str | None = None
    country: str | None = None
    format: str | None = None


class Dates(_Value):
    """ISO 8601 at the precision given ("2015-05" for a month). `days` only where the days do not touch."""

    starts: str | None = None
    ends: str | None = None
    days: tuple[str, ...] = ()
    precision: Precision = "unknown"


class Host(_Value):
    participant: str | None
    basis: str


class Attending(_Value):
    """One name of the attendance, as written. `suggestions` are slugs of near names, for a name that is not known."""

    participant: str | None
    as_written: str
    kind: Kind
    capacity: str
    presence: Presence
    confidence: float
    suggestions: tuple[str, ...] = ()

    @model_serializer(mode="wrap")
    def _without_empty_suggestions(self, handler: Any) -> dict[str, Any]:
        return {key: value for key, value in handler(self).items() if key != "suggestions" or value}


class Figure(_Value):
    count: int
    of: str
    text: str


class Link(_Value):
    """To another meeting. `relation`: "reviews progress since", "prepares for" or "continues"."""

    relation: str
    title: str
    date: str | None
    place: str | None


class Outcome(_Value):
    """A paragraph of the proceedings. `heading` is the heading it stands under, where it is the first to do so."""

    number: int
    actors: tuple[str, ...]
    verbs: tuple[str, ...]
    text: str
    children: tuple["Outcome", ...] = ()
    heading: str | None = None

    @model_serializer(mode="wrap")
    def _without_empty_heading(self, handler: Any) -> dict[str, Any]:
        return {key: value for key, value in handler(self).items() if key != "heading" or value}


class Recommendation(_Value):
    number: int
    verb: str | None
    addressees: tuple[str, ...]
    text: str


class Abbreviation(_Value):
    short: str
    long: str


class Proposal(_Value):
    """Everything read from one summary. `spans` are (start, end, JSON pointer), in code points of the decoded text."""

    title: str | None = None
    series: str | None = None
    ordinal: int | None = None
    location: Location = Location()
    dates: Dates = Dates()
    image: str | None = None
    hosts: tuple[Host, ...] = ()
    attendance: tuple[Attending, ...] = ()
    figures: tuple[Figure, ...] = ()
    purpose: str | None = None
    links: tuple[Link, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    recommendations_intro: str | None = None
    recommendations: tuple[Recommendation, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    unplaced: tuple[str, ...] = ()
    spans: tuple[tuple[int, int, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, strings and numbers, ready for JSON."""
        return self.model_dump(mode="json")

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The proposal `to_dict` was asked of. Raises pydantic.ValidationError where `data` is of another shape."""
        return cls.model_validate(data)
