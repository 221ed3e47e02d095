"""Backups by the clock: made, restored beside, compared, and the old ones let go.

Of the folder's backups the newest of each of the last days, weeks and months that have one is kept (BACKUP_KEEP, such
as "14 8 12"); the newest of all always. Only files that `records.backup` wrote are looked at.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from django.utils import timezone

from core.jobs.models import Job, State
from records import carrying
from records.backup import back_up

TASK = "records.backup"
_NAME = re.compile(r"records-(\d{8}T\d{6}Z)-[0-9a-f]{4}\.dump")
_UNFINISHED = re.compile(r"\.records-\d{8}T\d{6}Z-[0-9a-f]{4}\.unfinished")
_DAY = datetime.timedelta(days=1)


def made_at(dump: Path) -> datetime.datetime | None:
    found = _NAME.fullmatch(dump.name)
    return datetime.datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC) if found else None


def backups(folder: Path) -> list[tuple[datetime.datetime, Path]]:
    """Those in a folder, the newest first."""
    found = ((made_at(path), path) for path in folder.glob("records-*.dump"))
    return sorted(((moment, path) for moment, path in found if moment), reverse=True)


def back_up_and_let_go(folder: Path, keep: tuple[int, int, int]) -> Path:
    """A new backup; old ones go only after it counted. Raises CannotBackUpError, and then nothing went."""
    dump = back_up(folder)
    kept = wanted([moment for moment, _ in backups(folder)], keep)
    for moment, path in backups(folder):
        if moment not in kept:
            path.unlink()
            path.with_suffix(".json").unlink(missing_ok=True)
    carrying.let_go(folder)
    for path in folder.glob(".records-*.unfinished"):
        if _UNFINISHED.fullmatch(path.name) and path.stat().st_mtime < (timezone.now() - _DAY).timestamp():
            path.unlink()
    return dump


def wanted(moments: Iterable[datetime.datetime], keep: tuple[int, int, int]) -> set[datetime.datetime]:
    """Which to keep: the newest of each of the last so many days, weeks and months that have one."""
    ordered = sorted(moments, reverse=True)
    kinds: tuple[Callable[[datetime.datetime], object], ...] = (
        lambda moment: moment.date(),
        lambda moment: moment.isocalendar()[:2],
        lambda moment: (moment.year, moment.month),
    )
    kept = set(ordered[:1])
    for kind, number in zip(kinds, keep, strict=True):
        newest: dict[object, datetime.datetime] = {}
        for moment in ordered:
            newest.setdefault(kind(moment), moment)
        kept |= set(list(newest.values())[:number])
    return kept


def note(dump: Path) -> None:
    """A backup that somebody made by hand counts as one of the clock's: the page tells of both."""
    now = timezone.now()
    Job.objects.create(task=TASK, what=f"Backup {dump.name}", state=State.DONE, begun_at=now, ended_at=now)
