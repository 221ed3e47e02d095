"""What is begun by the clock."""

from __future__ import annotations

from collections.abc import Callable

from procrastinate.contrib.django import app

from core.jobs.registry import Task
from core.jobs.services import defer


def every(cron: str, *, what: str) -> Callable[[Task], Task]:
    """Begin a task by the clock (UTC), once for each moment however many workers there are.

    @jobs.every("0 5 * * *", what="Reminders of the day")
    @jobs.task("recommendations.remind")
    def remind(job): ...
    """

    def register(task: Task) -> Task:
        @app.periodic(cron=cron, periodic_id=task.name)
        @app.task(name=f"every:{task.name}")
        def begin(timestamp: int) -> None:
            defer(task, by=None, what=what, key=f"{task.name}:{timestamp}")

        return task

    return register
