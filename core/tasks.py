"""What procrastinate knows of: one task that does a job, one that takes up what a dead worker left, one that sweeps."""

from __future__ import annotations

import datetime
import logging
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job as QueuedJob
from procrastinate.jobs import Status

from core import jobs, mail
from core.jobs.running import TryAgain

log = logging.getLogger(__name__)
KEPT_DAYS = 90


class Patience(BaseRetryStrategy):
    """Again when the job says so; after anything else that escaped (the database was gone) in half a minute.

    This ends: a job that makes no step forward ends itself, and one that has ended does nothing when given out.
    """

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision:
        seconds = exception.seconds if isinstance(exception, TryAgain) else 30.0
        return RetryDecision(retry_at=timezone.now() + datetime.timedelta(seconds=seconds))


@app.task(name="core.run", pass_context=True, retry=Patience())
def run(context: JobContext, job_id: str) -> None:
    jobs.run(UUID(job_id), should_stop=context.should_abort)


@app.periodic(cron=settings.JOBS_TAKE_UP_CRON, periodic_id="core.take_up")
@app.task(name="core.take_up", queueing_lock="core.take_up", priority=100)
async def take_up(timestamp: int) -> None:
    """Give out again what a worker held that gives no sign of life."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=settings.JOBS_DEAD_AFTER_SECONDS):
        try:
            if job.task_name == "core.take_up":
                await manager.finish_job(job, status=Status.ABORTED, delete_job=True)
            else:
                await manager.retry_job(job)
                log.warning("Job %s was left by a worker that ended; it is given out again.", job.task_kwargs)
        except ConnectorException:
            # Another worker did so in the same moment.
            continue


@jobs.every("17 3 * * *", what="Sweeping old jobs and letters")
@jobs.task("core.sweep")
def sweep(job: jobs.Running) -> None:
    """Forget jobs that ended, and letters that were sent, three months ago; those that are a log stay."""
    before = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    jobs.Job.objects.ended().filter(ended_at__lt=before).delete()
    mail.sweep(before)
