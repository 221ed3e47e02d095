"""Take an archive into an empty system, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import DatabaseError, models, transaction

from core.models import Versioned
from core.stores import StoreError
from meetings import holding
from meetings.models import Material
from records import services
from records.archive import CannotArchiveError, tables
from records.models import LedgerEntry
from records.proof import verify
from records.proof.audit import Kept, audit

REASON = "Taken from an archive"


def import_archive(folder: Path, checkpoint: verify.Checkpoint | None = None) -> dict[str, int]:
    """How many rows of each table. The archive is checked first, file by file and against its checkpoint (or the one
    given); then rows are written, the ledger is held against them, and anything wrong undoes all. Raises
    CannotArchiveError.
    """
    try:
        verify.check_archive(folder, checkpoint)
        own = checkpoint or verify.own_checkpoint(folder)
    except (verify.FaultError, OSError, ValueError) as error:
        raise CannotArchiveError(f"Nothing was taken in: {error}") from error
    if not tables.is_empty([*tables.archived(), LedgerEntry]):
        raise CannotArchiveError("Nothing was taken in: this system holds records already. Use an empty one.")
    try:
        with transaction.atomic():
            counts = _take_in(folder)
            found = audit([Kept(own)]).findings
            if found:
                raise CannotArchiveError(f"Nothing was taken in: {found[0].words}")
    except StoreError as error:
        raise CannotArchiveError(f"Nothing was taken in: {error}") from error
    except (DatabaseError, ValueError, KeyError, TypeError, OSError) as error:
        raise CannotArchiveError(f"Nothing was taken in: the tables do not fit this system ({error}).") from error
    return counts


def _take_in(folder: Path) -> dict[str, int]:
    """Foreign keys are judged at the end of the transaction, so the order of the tables does not matter."""
    files = _Files(folder)
    counts = {}
    with (folder / "data/ledger.jsonl").open(encoding="utf-8") as lines:
        LedgerEntry.objects.bulk_create(map(_entry, lines), batch_size=1000)
    for model in tables.archived():
        file = folder / "data/tables" / f"{model._meta.label_lower}.csv"
        with file.open(encoding="utf-8", newline="") as text:
            counts[model._meta.label_lower] = _fill(model, tables.read(model, text.read(), files))
    services.rebuild_library()
    return counts


def _fill(model: type[models.Model], rows: Any) -> int:
    """Straight into the table: rows keep their versions. What is audited gets one entry of history each."""
    made = model._base_manager.bulk_create(_put_where_they_go(rows), batch_size=500)
    if issubclass(model, Versioned):
        model.history.bulk_history_create(made, batch_size=500, default_change_reason=REASON)
    return len(made)


def _put_where_they_go(rows: Any) -> Iterator[models.Model]:
    for row in rows:
        if isinstance(row, Material):
            holding.hold(row)
        yield row


def _entry(line: str) -> LedgerEntry:
    told = json.loads(line)
    return LedgerEntry(**told | {"payload": told["payload"].encode()})


class _Files(dict):
    """Bytes by SHA-256, read when they are wanted: the lists of the bag say where they lie."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        lines = (folder / "manifest-sha256.txt").read_text("utf-8").splitlines()
        self.names = dict(line.split("  ", 1) for line in lines)

    def __missing__(self, code: str) -> bytes:
        return (self.folder / self.names[code]).read_bytes()
