"""The list of an archive, as a page that opens from the file system. All it tells stands in the rows of the archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from core.text import date_words, span_words
from records.models import Edition
from records.record import Record


@dataclass(frozen=True)
class Line:
    """One edition: what it is called, of when and where, and its files by name below the bag."""

    edition: Edition
    reference: str
    title: str
    when_and_where: str
    name: str
    audience: str
    names: Sequence[str]

    @classmethod
    def of(cls, edition: Edition, record: Record, names: Sequence[str]) -> Line:
        with translation.override("en"):
            return cls(
                edition, record.reference, record.title, _when_and_where(record), _name(edition, record),
                _audience(edition), names,
            )  # fmt: skip

    @property
    def files(self) -> list[tuple[str, str]]:
        paths = map(PurePosixPath, self.names)
        return [(path.suffix[1:].upper(), quote(path.relative_to("data").as_posix())) for path in paths]


def index_page(lines: Sequence[Line]) -> str:
    """Links are relative, nothing is fetched, and no script runs."""
    in_force: dict[object, Line] = {}
    for line in sorted(lines, key=lambda each: each.edition.number):
        if not hasattr(line.edition, "withdrawal"):
            in_force[line.edition.subject_id] = line
    told = []
    for line in lines:
        latest = in_force.get(line.edition.subject_id)
        is_replaced = latest is not None and latest.edition.number > line.edition.number
        told.append((line, latest if is_replaced else None))
    return render_to_string("records/archive_index.html", {"lines": told, "process_name": settings.PROCESS_NAME})


def _when_and_where(record: Record) -> str:
    if record.meeting:
        facts = record.meeting
        parts = [span_words(facts.starts, facts.ends, facts.days) or "Date not known", facts.city, facts.country]
    elif record.document:
        day = record.document.submitted_on
        parts = [date_words(day) if day else "", record.document.submitted_to]
    else:
        parts = []
    return ", ".join(part for part in parts if part)


def _name(edition: Edition, record: Record) -> str:
    return (
        f"Draft {record.document.draft_number}" if record.document else edition.revision or edition.get_stage_display()
    )


def _audience(edition: Edition) -> str:
    """Everybody it was released to, one after the other; the day where it was not that of the issue."""
    rows = edition.releases.order_by("from_at", "pk")
    days = [(row.get_audience_display(), row.from_at.date()) for row in rows]
    return "; ".join(name if day == edition.issued_at.date() else f"{name} from {day}" for name, day in days)
