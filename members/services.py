"""Reference data that comes with the project: loaded as often as wanted, and never over a person's correction.

And a row that was deleted, put back.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import past
from core.history import acting
from core.models import StaleVersion, Versioned
from members.models import Abbreviation, Area, Membership, Participant, ParticipantName

DATA = Path(__file__).resolve().parent / "data"
REASON = "Reference data that comes with the project"
SOURCE_LENGTH = 500

Row = TypeVar("Row", bound=Versioned)


class CannotRestoreError(Exception):
    """Why a deleted row was not put back, in words for the user."""


@dataclass
class Loaded:
    """Rows added, rows changed, and rows left alone because somebody here had changed or removed them."""

    added: int = 0
    changed: int = 0
    left: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(self.added + other.added, self.changed + other.changed, self.left + other.left)

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.left} left as corrected here"


class Table(Generic[Row]):
    """The rows of one model by their key, read once. `put` writes a row only where it says something new.

    A key that the history knows and the table does not was changed or removed by somebody: it is not put back.
    """

    def __init__(self, model: type[Row], *key: str, reason: str = REASON) -> None:
        self.model, self.key, self.reason = model, key, reason
        self.rows: dict[tuple[Any, ...], Row] = {
            tuple(getattr(row, field) for field in key): row for row in model.objects.all()
        }
        self.known = set(model.history.values_list(*key))
        self.loaded = Loaded()

    def put(self, **values: Any) -> Row | None:
        """The row with these values, or None where somebody removed it."""
        key = tuple(values[field] for field in self.key)
        row = self.rows.get(key)
        if row is None:
            return self._add(key, values)
        if any(getattr(row, field) != value for field, value in values.items()):
            self._change(row, values)
        return row

    def _add(self, key: tuple[Any, ...], values: dict[str, Any]) -> Row | None:
        if key in self.known:
            self.loaded.left += 1
            return None
        row = self.rows[key] = self.model(**values)
        row.save()
        self.loaded.added += 1
        return row

    def _change(self, row: Row, values: dict[str, Any]) -> None:
        if row.history.exclude(history_change_reason=self.reason).exists():
            self.loaded.left += 1
            return
        for field, value in values.items():
            setattr(row, field, value)
        row.save()
        self.loaded.changed += 1


def read_data(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@transaction.atomic
def load_reference(by: Any = None) -> Loaded:
    """Participants with names and memberships, abbreviations and areas of cooperation."""
    with acting(by, REASON):
        return _load_participants() + _load_words()


def _load_participants() -> Loaded:
    entries = read_data(DATA / "participants.json")["participants"]
    participants = Table(Participant, "slug")
    for entry in entries:
        participants.put(
            slug=entry["slug"],
            kind=entry["kind"],
            iso_code=entry.get("iso", ""),
            basis=entry["basis"],
            remark=entry["source"],
        )
    names = Table(ParticipantName, "participant_id", "from_on")
    memberships = Table(Membership, "participant_id", "body_id", "capacity", "from_on")
    ids = {slug: row.pk for (slug,), row in participants.rows.items()}
    for entry in entries:
        if entry["slug"] in ids:
            _put_names(names, ids[entry["slug"]], entry["names"])
            _put_memberships(memberships, ids, entry)
    return participants.loaded + names.loaded + memberships.loaded


def _put_names(table: Table[ParticipantName], participant_id: Any, names: list[dict[str, Any]]) -> None:
    for name in names:
        table.put(
            participant_id=participant_id,
            short=name["short"],
            formal=name.get("formal", ""),
            sorting=name["sorting"],
            article=name.get("article", ""),
            aliases=name.get("aliases", []),
            from_on=_day(name.get("from")),
            until_on=_day(name.get("until")),
        )


def _put_memberships(table: Table[Membership], ids: dict[str, Any], entry: dict[str, Any]) -> None:
    for membership in entry.get("memberships", []):
        if membership["body"] not in ids:
            continue
        table.put(
            participant_id=ids[entry["slug"]],
            body_id=ids[membership["body"]],
            capacity=membership["capacity"],
            from_on=_day(membership.get("from")),
            until_on=_day(membership.get("until")),
            basis=membership["basis"],
            source=membership["source"][:SOURCE_LENGTH],
        )


def _load_words() -> Loaded:
    abbreviations = Table(Abbreviation, "short", "long")
    for entry in read_data(DATA / "abbreviations.json")["abbreviations"]:
        abbreviations.put(short=entry["short"], long=entry["long"])
    areas = Table(Area, "slug")
    for entry in read_data(DATA / "areas.json")["areas"]:
        areas.put(slug=entry["slug"], name=entry["name"], synonyms=entry["synonyms"])
    return abbreviations.loaded + areas.loaded


def _day(iso: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(iso) if iso else None


def restore(model: type[Row], pk: Any, *, version: int, reason: str, by: Any) -> Row:
    """Put a deleted row back as it last was, with the rows deleted along with it, as its newest version.

    `version` is the one that was deleted, as the person saw it. Raises CannotRestoreError in words.
    """
    try:
        with transaction.atomic(), acting(by, reason):
            _refuse_what_cannot_stand(model, pk, version)
            return past.revive(model, pk, version=version)
    except StaleVersion as error:
        raise CannotRestoreError(
            _("Somebody restored this row, or deleted it once more, after you opened it. Nothing was written.")
        ) from error
    except ValidationError as error:
        raise CannotRestoreError(_("It cannot stand as it was: {why}").format(why=" ".join(error.messages))) from error
    except IntegrityError as error:
        raise CannotRestoreError(
            _("A row that came meanwhile stands where it, or a row deleted with it, stood. Change that one first.")
        ) from error


def _refuse_what_cannot_stand(model: type[Row], pk: Any, version: int) -> None:
    kept = past.last_entry(model(id=pk))
    if kept is None or kept.history_type != "-" or kept.version != version:
        raise StaleVersion(model(id=pk, version=version))
    if past.what_is_gone(kept.instance):
        raise CannotRestoreError(
            _("What it belonged to was deleted too. Restore that first: what went with it comes back with it.")
        )
    kept.instance.full_clean(exclude=["id"])
