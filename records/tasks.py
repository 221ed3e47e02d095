"""What runs behind the pages for records: reminders, releases whose moment has come, backups, books to be bound."""

from __future__ import annotations

import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from core import jobs
from records import clearance, freshness
from records.backup import CannotBackUpError
from records.books import bind
from records.file_texts import read_files
from records.keeping import TASK, back_up_and_let_go
from records.measuring import measure
from records.models import Circulation, Edition, Release
from records.register.keeping import refresh_after_release
from records.reminding import remind

__all__ = [
    "begin_entering",
    "bind",
    "end_round",
    "enter",
    "look_for_released",
    "measure_files",
    "read_files",
    "reminders",
]  # workers look for tasks here

LOOKED_BACK = datetime.timedelta(days=31)  # a worker may have been away for so long; jobs are remembered for longer


@jobs.every("0 5 * * *", what="Reminders of what is due")
@jobs.task("records.remind")
def reminders(job: jobs.Running) -> None:
    """One letter a focal point with everything to be reminded of today."""
    remind(timezone.now())


@jobs.task("records.enter")
def enter(job: jobs.Running, *, edition: str) -> None:
    """The register as readers know it from the moment of a release on."""
    row = Edition.objects.get(pk=UUID(edition))
    refresh_after_release(row)
    audiences = Release.objects.filter(edition=row, from_at__lte=timezone.now()).values_list("audience", flat=True)
    freshness.changed(*audiences)


@app.periodic(cron="* * * * *", periodic_id="records.look_for_released")
@app.task(name="records.look_for_released", queueing_lock="records.look_for_released", priority=20)
def look_for_released(timestamp: int) -> None:
    """Every minute: one job for each release that was dated in the future and whose moment has come."""
    begin_entering(timezone.now())


@jobs.task("records.end_round")
def end_round(job: jobs.Running, *, circulation: str) -> None:
    """One transaction with the job itself: a late one gives what it would have given in time."""
    clearance.end(Circulation.objects.get(pk=UUID(circulation)))


@app.periodic(cron="* * * * *", periodic_id="records.look_for_deadlines")
@app.task(name="records.look_for_deadlines", queueing_lock="records.look_for_deadlines", priority=20)
def look_for_deadlines(timestamp: int) -> None:
    """Every minute: one job for each round whose deadline has passed."""
    clearance.begin_ending(end_round)


def begin_entering(now: datetime.datetime) -> int:
    """How many releases were found whose moment has come."""
    come = Release.objects.filter(from_at__gt=now - LOOKED_BACK, from_at__lte=now)
    come = come.filter(from_at__gt=F("edition__issued_at"))
    keys = {f"released:{release.pk}": release for release in come.select_related("edition__card")}
    known = set(jobs.Job.objects.filter(key__in=keys).values_list("key", flat=True))
    for key, release in keys.items():
        if key not in known:
            what = f"{release.edition.card.reference} enters the register"
            jobs.defer(enter, by=None, what=what, key=key, edition=str(release.edition_id))
    return len(keys.keys() - known)


@app.periodic(cron="* * * * *", periodic_id="records.measure")
@app.task(name="records.measure", queueing_lock="records.measure", priority=-20)
def measure_files(timestamp: int) -> None:
    """Every minute: the sizes of what can be made of records that were issued since."""
    measure()


@jobs.task(TASK, in_steps=True, refusals=(CannotBackUpError,))
def back_up_by_the_clock(job: jobs.Running) -> None:
    """Begun again after a kill it makes another one: half a backup counts as none."""
    if settings.BACKUP_DIR is None:
        raise CannotBackUpError(_("There is no new backup: BACKUP_DIR is not set for this worker."))
    back_up_and_let_go(settings.BACKUP_DIR, settings.BACKUP_KEEP)


if settings.BACKUP_DIR:
    jobs.every(settings.BACKUP_CRON, what="Backup, restored beside and compared")(back_up_by_the_clock)
