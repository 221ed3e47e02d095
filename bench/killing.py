"""The proof of jobs: workers killed outright, again and again, while they work; every mark is there once at the end."""

from __future__ import annotations

import random
import time
from contextlib import ExitStack
from typing import Any

from django.core.management import call_command
from django.db import connection

from bench import counting
from bench.scratch import scratch_database

KILLS, A_ROUND = 200, 20
WORKERS, JOBS, ITEMS = 2, 12, 12
PATIENCE_SECONDS = 120


def kills(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Rounds of twenty kills. A mark has no uniqueness of its own: one made twice is counted as doubled."""
    done = state.load() or {"kills": 0, "jobs": 0, "lost": 0, "doubled": 0}
    while done["kills"] < int(KILLS * share):
        seen = _round(random.Random(seed * 1_000_003 + done["kills"]))
        done = {name: count + seen[name] for name, count in done.items()}
        state.save(done)
    words = f"{done['kills']} kills of workers at {done['jobs']} jobs: {done['lost']} lost, {done['doubled']} doubled"
    return done["lost"] == done["doubled"] == 0, words


def _round(chance: random.Random) -> dict[str, int]:
    from core.jobs.models import Job

    with scratch_database(), ExitStack() as stack:
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(counting.TABLE)
        url = counting.url_of(connection.settings_dict)
        workers = [counting.worker(url) for _ in range(WORKERS)]
        stack.callback(lambda: [worker.kill() or worker.wait() for worker in workers])
        killed = 0
        while killed < A_ROUND:
            if Job.objects.filter(state__in=["waiting", "running"]).count() < WORKERS:
                _more(chance)
            _until_some_job_runs()
            time.sleep(chance.uniform(0, 0.6))
            at = chance.randrange(WORKERS)
            workers[at].kill()
            workers[at].wait()
            workers[at] = counting.worker(url)
            killed += 1
        _until_all_have_ended()
        return {"kills": killed, **_count()}


def _more(chance: random.Random) -> None:
    from core import jobs

    for number in range(JOBS):
        task = counting.register()[number % 2]
        jobs.defer(task, by=None, what="Counting", items=ITEMS, pause=chance.uniform(0.005, 0.05))


def _until_some_job_runs() -> None:
    from core.jobs.models import Job

    until = time.monotonic() + PATIENCE_SECONDS
    while not Job.objects.filter(state="running").exists() and time.monotonic() < until:
        time.sleep(0.02)


def _until_all_have_ended() -> None:
    from core.jobs.models import Job

    until = time.monotonic() + PATIENCE_SECONDS
    while Job.objects.filter(ended_at=None).exists() and time.monotonic() < until:
        time.sleep(0.1)


def _count() -> dict[str, int]:
    from core.jobs.models import Job

    ours = Job.objects.filter(task__startswith="bench.")
    wanted = {(str(pk), item) for pk in ours.values_list("pk", flat=True) for item in range(ITEMS)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT job, item FROM effect")
        marks = cursor.fetchall()
    lost = {job for job, item in wanted - set(marks)} | {str(job.pk) for job in ours.exclude(state="done")}
    return {"jobs": ours.count(), "lost": len(lost), "doubled": len(marks) - len(set(marks))}
