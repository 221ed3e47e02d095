"""Names: namespaces, addresses (IRIs) of work, expression and manifestation, identifiers of elements."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from records.record import Record
from records.render import EditionFacts

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS = "urn:bali-process:record:1"
XML = "http://www.w3.org/XML/1998/namespace"

# The elements of the preface that hold a text of the Record, and the field it is. `inline` is told apart by its name.
PREFACE = {
    "docProponent": "process",
    "docNumber": "reference",
    "docTitle": "title",
    "docType": "statement_title",
    "docPurpose": "gist",
    "docStatus": "notice",
    "inline": "marking",
}
NAMES = {"meeting": "outcomeStatement", "document": "document", "directory": "directory", "report": "report"}

# Akoma Ntoso wants ISO 639-2 in addresses; a Record has BCP 47.
_LANGUAGES = {
    "ar": "ara",
    "en": "eng",
    "fr": "fra",
    "id": "ind",
    "km": "khm",
    "lo": "lao",
    "ms": "msa",
    "my": "mya",
    "th": "tha",
    "vi": "vie",
}
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


def slug(words: str, otherwise: str = "unnamed") -> str:
    """Small letters, figures and single hyphens: a part of an address."""
    folded = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or otherwise


def authority(record: Record) -> str:
    """The process as it is called for short, what stands before "on": "bali-process"."""
    return slug(record.process.split(" on ")[0], "process")


def language(record: Record) -> str:
    return _LANGUAGES.get(record.language.split("-")[0].lower(), "und")


@dataclass(frozen=True)
class Addresses:
    """The three levels of FRBR: what was said, how it was put on a day in a language, this file of it."""

    work: str
    expression: str
    manifestation: str


def addresses(record: Record, edition: EditionFacts) -> Addresses:
    """ "/akn/bali-process/statement/meeting/ahg-som/2016-02-02/10", "…/eng@2026-11-23", "….xml"."""
    work = "/".join(["/akn", authority(record), "statement", *_work(record)])
    version = str(edition.issued_on)
    if edition.revision:
        version += f"-{slug(edition.revision)}"
    expression = f"{work}/{language(record)}@{version}"
    return Addresses(work, expression, f"{expression}.xml")


def _work(record: Record) -> list[str]:
    if record.meeting:
        number = str(record.meeting.ordinal or slug(record.reference))
        return ["meeting", slug(record.meeting.series_slug), record.meeting.starts or "undated", number]
    if record.document:
        return [slug(record.document.kind), record.document.submitted_on or "undated", slug(record.document.slug)]
    return [record.kind, "undated", slug(record.reference)]


@dataclass
class Identifiers:
    """Gives every element an eId that no other has: its kind and its own name, else a number that no name can be."""

    taken: set[str] = field(default_factory=set)

    def take(self, kind: str, name: str) -> str:
        eid = f"{kind}_{name}"
        if not _PLAIN.fullmatch(name) or eid in self.taken:
            eid = f"{kind}_~{len(self.taken)}"
        self.taken.add(eid)
        return eid


def name_of(eid: str) -> str:
    """What `take` was given, where it could be used."""
    return eid.partition("_")[2]
