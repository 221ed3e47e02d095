"""`manage.py jobs`: what is being done behind the pages, and how it goes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import jobs
from core.jobs.models import Job, State

VERBS = ("list", "show", "cancel", "again")
NEWEST = 50


class Command(BaseCommand):
    help = "List jobs, show one, cancel one, or run one again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", nargs="?", choices=VERBS, default="list")
        parser.add_argument("id", nargs="?", help="the job, for show, cancel and again")
        parser.add_argument("--state", choices=State.values, help="only those")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "list":
            self._list(options["state"])
            return
        job = _job(options["id"])
        try:
            if options["verb"] == "cancel":
                job = jobs.cancel(job, by=None)
            elif options["verb"] == "again":
                job = jobs.run_again(job)
        except (jobs.CannotCancelError, jobs.CannotRunAgainError) as error:
            raise CommandError(str(error), returncode=2) from error
        self._show(job)

    def _list(self, state: str | None) -> None:
        rows = Job.objects.select_related("by")
        rows = rows.filter(state=state) if state else rows
        for job in rows[:NEWEST]:
            self.stdout.write(f"{job.pk}  {job.asked_at:%Y-%m-%d %H:%M}  {_standing(job):<18}  {job.what}")
        if (count := rows.count()) > NEWEST:
            self.stdout.write(f"... and {count - NEWEST} older ones.")
        elif not count:
            self.stdout.write("There are no jobs.")

    def _show(self, job: Job) -> None:
        self.stdout.write(f"{job.what}\nAsked for by {job.by or 'the clock'}, {job.asked_at:%Y-%m-%d %H:%M} UTC")
        self.stdout.write(f"{_standing(job)}, begun {job.run} times ({job.task})")
        for line in (job.error, job.result):
            if line:
                self.stdout.write(line)


def _standing(job: Job) -> str:
    return f"{job.get_state_display()} {job.done}/{job.total}" if job.total else job.get_state_display()


def _job(given: str | None) -> Job:
    if not given:
        raise CommandError("Say which job: its number stands in manage.py jobs.", returncode=2)
    try:
        return Job.objects.select_related("by").get(pk=given)
    except (Job.DoesNotExist, ValidationError) as error:
        raise CommandError(f"There is no job {given}: see manage.py jobs.", returncode=2) from error
