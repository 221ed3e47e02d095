"""The Record: what an edition says, as one typed, immutable value.

Everything a reader receives (page, PDF, JSON, passages, later DOCX and XML) is drawn from a Record and
from nothing else. Names and capacities stand as they were on the day. Dates are ISO 8601 strings cut to
what is known (`2016-02-02`, `2015-05`, or absent), so that a month never turns into a first of the month.

The schema is versioned by `schema_version`; a Record of an older version stays readable for good.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import ClassVar, Literal

from records.followup import Action, Asked, Focus, ReportFacts
from records.values import IsoDate, Slug, Value

NOT_CLEARED = "Compiled from public sources, not cleared"

RecordKind = Literal["meeting", "document", "directory", "report"]
ParticipantKind = Literal["state", "territory", "organisation", "body", "collective", "person", "unknown"]
Presence = Literal["present", "apologies", "absent", "not_known", "expected"]
PassageRole = Literal[
    "opening", "attendance", "agenda", "action", "outcome", "priority", "recommendation", "next", "text"
]


class Item(Value):
    """A sub-paragraph. `label` is "(a)"; deeper levels nest."""

    anchor: str
    label: str
    text: str
    items: tuple[Item, ...] = ()


class Topic(Value):
    """An area of cooperation, named as it was when the record was issued."""

    slug: Slug
    name: str


class Reference(Value):
    """Something a paragraph speaks of, called as it was then.

    `key` finds it again: a document's or a body's slug, a meeting's reference.
    """

    kind: Literal["document", "meeting", "body"]
    name: str
    key: str = ""


class Bracket(Value):
    """Words not agreed, with the square brackets they stand in; who proposed and who reserved them."""

    words: str
    proposed_by: tuple[str, ...] = ()
    reserved_by: tuple[str, ...] = ()


class Footnote(Value):
    """`mark` is what stands raised in the paragraph: "¹"."""

    mark: str
    text: str


class Reservation(Value):
    """A position that a delegation had entered for the record."""

    by: str
    text: str


class Passage(Value):
    """A numbered paragraph with an anchor that stays when its number moves.

    `number` runs through the whole record; `code` is a recommendation's own ("R3"). `verbs` are the operative
    words of `text` in the order they occur. `is_held` is false where a source says only that something was agreed.
    `addressed_to` are the addressees that the directory knows, by their slugs. Of a recommendation: `due` is a day, or
    the reference of the meeting by which it is due; `led_to` names what it brought about; `is_withdrawn` keeps its code
    and words in the record after it was withdrawn. `brackets` stand in `text` in the order in which they open;
    `agreement` says that delegations agreed subject to their capitals. `table` are rows, the first of them headings.
    """

    later: ClassVar[frozenset[str]] = frozenset(
        {"area", "addressed_to", "about", "due", "led_to", "is_withdrawn"}
        | {"brackets", "agreement", "reservations", "footnotes", "table"}
    )

    anchor: str
    number: int
    role: PassageRole
    text: str
    code: str = ""
    verbs: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    is_held: bool = True
    follow_up: Literal["", "action", "standing", "none"] = ""
    area: Topic | None = None
    addressed_to: tuple[Slug, ...] = ()
    about: tuple[Reference, ...] = ()
    due: str = ""
    led_to: tuple[Reference, ...] = ()
    is_withdrawn: bool = False
    brackets: tuple[Bracket, ...] = ()
    agreement: Literal["", "ad_referendum"] = ""
    reservations: tuple[Reservation, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()

    @property
    def table_rows(self) -> list[list[tuple[str, str]]]:
        """The rows below the headings of the table, each cell with its heading."""
        return [list(zip_longest(self.table[0][: len(row)], row, fillvalue="")) for row in self.table[1:]]

    @property
    def below(self) -> list[tuple[str, str]]:
        """What stands below its sub-paragraphs, each with its label: rows of the table, footnotes."""
        rows = [("Table", " | ".join(row)) for row in self.table]
        return rows + [(note.mark, note.text) for note in self.footnotes]


class Section(Value):
    """A heading and its passages. `slug` names the section in the page's address (`#outcomes`); `level` is 1 for a
    heading that stands under no other."""

    later: ClassVar[frozenset[str]] = frozenset({"level"})

    slug: str
    heading: str
    level: Literal[1, 2, 3, 4, 5] = 1
    passages: tuple[Passage, ...] = ()
    remark: str = ""


class Attendee(Value):
    """One line of the list of delegations. `name` is as the record writes it, `sorting` what it is ordered by."""

    name: str
    sorting: str
    kind: ParticipantKind
    participant: str | None = None
    iso: str | None = None
    capacity: str
    capacity_label: str
    presence: Presence


class Figure(Value):
    """A number quoted by a source without names: "65 participants"."""

    count: int | None
    of: str
    text: str
    source: str = ""


class Link(Value):
    """Another meeting this one reviewed, prepared or continued, with its date and place as known then."""

    relation: Literal["reviews", "prepares", "continues"]
    title: str
    reference: str = ""
    date: IsoDate | None = None
    place: str = ""


class Host(Value):
    later: ClassVar[frozenset[str]] = frozenset({"agency"})

    name: str
    agency: str = ""
    participant: str | None = None
    role: Literal["host", "co_chair"]
    basis: str = ""


class MeetingFacts(Value):
    """`agenda_agreed_at` is the reference of the meeting that agreed the agenda, where it was another one."""

    later: ClassVar[frozenset[str]] = frozenset({"agenda_agreed_at", "venue"})

    series_code: str
    series_slug: str
    series_name: str
    body: str
    level: Literal["ministerial", "senior_official", "technical", "not_known"]
    ordinal: int | None = None
    state: Literal["planned", "held", "postponed", "cancelled"]
    starts: IsoDate | None = None
    ends: IsoDate | None = None
    days: tuple[IsoDate, ...] = ()
    zone: str = "UTC"
    city: str = ""
    country: str = ""
    venue: str = ""
    format: Literal["in_person", "online", "hybrid", "not_known"] = "not_known"
    hosts: tuple[Host, ...] = ()
    agenda_agreed_at: str = ""


class DocumentFacts(Value):
    """`supersedes` are the documents whose place it takes, by name and slug."""

    later: ClassVar[frozenset[str]] = frozenset({"supersedes"})

    slug: str
    kind: str
    draft_number: int
    submitted_by: tuple[str, ...] = ()
    submitted_to: str = ""
    submitted_on: IsoDate | None = None
    endorsed_at: str = ""
    supersedes: tuple[Reference, ...] = ()


class Naming(Value):
    """What a participant is called, from a day to a day, both included; an end that is open is absent."""

    short: str
    formal: str = ""
    sorting: str
    article: str = ""
    aliases: tuple[str, ...] = ()
    from_on: IsoDate | None = None
    until_on: IsoDate | None = None


class Held(Value):
    """A capacity in a body, from a day to a day. `basis` says how sure it is, `source` where it stands."""

    body: Slug
    body_name: str
    capacity: str
    from_on: IsoDate | None = None
    until_on: IsoDate | None = None
    basis: str = ""
    source: str = ""


class Listed(Value):
    """A participant in the directory. `anchor` is that of its paragraph."""

    slug: Slug
    kind: ParticipantKind
    anchor: str
    iso: str | None = None
    names: tuple[Naming, ...] = ()
    capacities: tuple[Held, ...] = ()


class AreaListed(Value):
    """An area of cooperation in the directory, with other words for it."""

    slug: Slug
    name: str
    anchor: str
    synonyms: tuple[str, ...] = ()


class DirectoryFacts(Value):
    """Who takes part in the work of `body`, by sorting form, and the areas it works in."""

    body: Slug
    participants: tuple[Listed, ...] = ()
    areas: tuple[AreaListed, ...] = ()


class Abbreviated(Value):
    short: str
    long: str


class Source(Value):
    title: str
    url: str = ""
    basis: str = ""


class Enclosed(Value):
    """A file issued with the record; `alternative` says in words what a picture shows."""

    kind: Literal["document", "picture"]
    title: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    alternative: str = ""


class Cleared(Value):
    """A Co-Chair who agreed to these words, by post and never by name, on a day."""

    name: str
    role: str
    on: IsoDate
    how: str


class Record(Value):
    """See the module. `nonce` is random and fixed before approval: it makes the digest unguessable, so that
    a digest kept after content is disposed of tells nothing. Equality of what is said ignores it (`same_words`)."""

    later: ClassVar[frozenset[str]] = frozenset(
        {"directory", "asked", "actions", "priorities", "report", "enclosures", "clearances"}
    )

    schema_version: Literal[1] = 1
    kind: RecordKind
    language: str = "en"
    process: str
    reference: str
    title: str
    statement_title: str
    gist: str = ""
    marking: str = ""
    notice: str = ""
    nonce: str = ""
    meeting: MeetingFacts | None = None
    document: DocumentFacts | None = None
    directory: DirectoryFacts | None = None
    attendance: tuple[Attendee, ...] = ()
    attendance_remark: str = ""
    figures: tuple[Figure, ...] = ()
    links: tuple[Link, ...] = ()
    sections: tuple[Section, ...] = ()
    abbreviations: tuple[Abbreviated, ...] = ()
    sources: tuple[Source, ...] = ()
    asked: tuple[Asked, ...] = ()
    actions: tuple[Action, ...] = ()
    priorities: tuple[Focus, ...] = ()
    report: ReportFacts | None = None
    enclosures: tuple[Enclosed, ...] = ()
    clearances: tuple[Cleared, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for section in self.sections for passage in section.passages)

    @property
    def recommendations(self) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.role == "recommendation")

    @property
    def has_agenda(self) -> bool:
        return any(passage.role == "agenda" for passage in self.passages)

    def same_words(self, other: Record) -> bool:
        return self.model_copy(update={"nonce": ""}) == other.model_copy(update={"nonce": ""})
