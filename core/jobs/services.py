"""The verbs of jobs: defer, cancel, run again."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job as QueuedJob
from procrastinate.manager import JobManager

from core.jobs.models import Job, State
from core.jobs.registry import Task, tasks


class CannotCancelError(Exception):
    """Why a job is not cancelled, in words."""


class CannotRunAgainError(Exception):
    """Why a job is not run again, in words."""


def defer(
    task: Task,
    *,
    by: Any,
    what: str,
    key: str | None = None,
    at: datetime.datetime | None = None,
    **arguments: Any,
) -> Job:
    """Have it done by a worker, not before `at`. `what` says it to people: "Export of 56 meetings".

    Row and queue are written in the caller's transaction: rolled back with it, begun after its commit. With a `key`
    that was used before nothing is written, and the job that has it is given back. `arguments` must be JSON.
    """
    try:
        with transaction.atomic():
            job = Job.objects.create(task=task.name, by=by, what=what, key=key, arguments=arguments)
            _queue(job, at=at)
    except IntegrityError:
        known = Job.objects.filter(key=key).first() if key else None
        if known is None:
            raise
        return known
    return job


@transaction.atomic
def cancel(job: Job, *, by: Any) -> Job:
    """Stop it: at once if it waits, after its present step if it runs. Raises CannotCancelError."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.has_ended:
        raise CannotCancelError(
            _("Nothing to cancel: this job has ended ({lower}).").format(lower=job.get_state_display().lower())
        )
    job.error = f"Cancelled by {by}." if by else "Cancelled on the command line."
    job.cancel_asked_at = job.cancel_asked_at or timezone.now()
    if job.state == State.WAITING:
        job.state, job.ended_at = State.CANCELLED, timezone.now()
    job.save()
    return job


@transaction.atomic
def run_again(job: Job) -> Job:
    """Take up one that failed or was cancelled, after the last step it finished. Raises CannotRunAgainError."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not job.can_run_again:
        raise CannotRunAgainError(
            _("It cannot be run again: it is {lower}.").format(lower=job.get_state_display().lower())
        )
    if job.task not in tasks:
        raise CannotRunAgainError(_("It cannot be run again: this version of the software no longer does such work."))
    job.state, job.error, job.ended_at, job.cancel_asked_at, job.stalls = State.WAITING, "", None, None, 0
    job.save()
    _queue(job)
    return job


# Not `app.configure_task(…).defer(…)`: inside a worker that writes by a connection of its own, past the transaction the
# row is written in, and a job whose row is not there yet would be given out and forgotten.
_queue_of_this_connection = JobManager(DjangoConnector())


def _queue(job: Job, at: datetime.datetime | None = None) -> None:
    entry = QueuedJob(
        queue="default",
        lock=None,
        queueing_lock=None,
        task_name="core.run",
        task_kwargs={"job_id": str(job.pk)},
        priority=tasks[job.task].priority,
        scheduled_at=at,
    )
    _queue_of_this_connection.defer_job(entry)
