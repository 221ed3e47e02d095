"""A task that leaves a mark for every item, and a worker that knows it: `python -m bench.counting`.

The marks have no uniqueness of their own, so that a mark made twice is seen.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
QUICK = {"JOBS_HEARTBEAT_SECONDS": "0.2", "JOBS_TAKE_UP_CRON": "* * * * * *"}
TABLE = "CREATE TABLE effect (job text NOT NULL, item int NOT NULL)"


def register() -> Any:
    """The tasks, once Django is set up: one in steps, one in a single transaction."""
    from django.db import connection

    from core import jobs
    from core.jobs.registry import tasks

    if "bench.count" in tasks:
        return tasks["bench.count"], tasks["bench.count_whole"]

    def mark(job: Any, item: int, pause: float) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO effect VALUES (%s, %s)", [str(job.id), item])
        time.sleep(pause)

    @jobs.task("bench.count", in_steps=True, patience=(0,) * 100)
    def count(job: Any, *, items: int, pause: float) -> None:
        job.each(range(items), lambda item: mark(job, item, pause))

    @jobs.task("bench.count_whole", patience=(0,) * 100)
    def count_whole(job: Any, *, items: int, pause: float) -> None:
        for item in range(items):
            job.tell(item, items)
            mark(job, item, pause)

    return count, count_whole


def worker(url: str) -> subprocess.Popen[bytes]:
    """A worker of its own process on that database, with a quick heart."""
    return subprocess.Popen(
        [sys.executable, "-m", "bench.counting"],
        cwd=ROOT,
        env=os.environ | QUICK | {"DATABASE_URL": url},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def url_of(settings: dict[str, Any]) -> str:
    """A connection's settings as an address for another process."""
    host, port = settings["HOST"], settings["PORT"]
    secret = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    return f"postgres://{settings['USER']}{secret}@/{settings['NAME']}?host={host}" + (f"&port={port}" if port else "")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bali_process.settings")
    import django

    django.setup()
    register()
    from django.core.management import call_command

    call_command("procrastinate", "worker")


if __name__ == "__main__":
    main()
