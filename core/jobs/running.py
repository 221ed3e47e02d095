"""How a worker does a job, so that a kill at any moment loses nothing and doubles nothing.

Effects and the mark of progress are one transaction. What was begun and not committed is rolled back by the database
when the worker dies; what was committed is marked as done and not begun again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.jobs.models import Job, JobQuerySet, State
from core.jobs.registry import Task, tasks

log = logging.getLogger(__name__)
Item = TypeVar("Item")

_TELL = "UPDATE core_job SET done = %s, total = %s WHERE id = %s AND run = %s"
_LOOK = "SELECT run, cancel_asked_at IS NOT NULL FROM core_job WHERE id = %s"


class TryAgain(Exception):  # noqa: N818  (no error: a request to the queue)
    """The queue shall give it out again after so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"again in {seconds} s")


class _Cancelled(Exception):  # noqa: N818  (no error: its owner asked for it)
    """Somebody asked to stop."""


class _Superseded(Exception):  # noqa: N818  (no error: another worker has the job now)
    """Another worker has taken it up meanwhile: this one was taken for dead."""


class Running:
    """The job as its task sees it."""

    def __init__(self, job: Job, should_stop: Callable[[], bool]) -> None:
        self.id: UUID = job.pk
        self.by = job.by
        self.done = job.done
        self.total = job.total
        self._run = job.run
        self._should_stop = should_stop
        self._beside: Any = None

    def each(self, items: Iterable[Item], act: Callable[[Item], object]) -> None:
        """Do `act(item)` for each, every one in a transaction of its own that also counts it.

        Begun again, it goes on after the last that was counted: give the same items in the same order (ids that stand
        in the job's arguments, not a query whose answer changes).
        """
        items = list(items)
        self.mark(total=len(items))
        for item in items[self.done :]:
            self.may_go_on()
            with transaction.atomic():
                act(item)
                self.mark(done=self.done + 1, stalls=0)
            self.done += 1

    def tell(self, done: int, total: int) -> None:
        """Show how far it is, and stop here if that was asked. For tasks that are one transaction.

        Written by a connection of its own: a transaction's rows are seen by nobody before its end.
        """
        self.may_go_on()
        if self._beside is None:
            self._beside = connection.copy()
        with self._beside.cursor() as cursor:
            cursor.execute(_TELL, [done, total, self.id, self._run])
            cursor.execute(_LOOK, [self.id])
            seen = cursor.fetchone()
        if seen:  # not there: deferred in a transaction that is still open, which happens in tests alone
            self._judge(*seen)

    def may_go_on(self) -> None:
        """Give the job back where the worker has to end."""
        if self._should_stop():
            raise TryAgain(0)

    def close(self) -> None:
        if self._beside is not None:
            self._beside.close()

    def mark(self, **values: Any) -> None:
        """Write, if this is still the latest beginning and nobody asked to stop. Waits for who writes just now."""
        if not self._mine().filter(cancel_asked_at=None).update(**values):
            row = Job.objects.values_list("run", "cancel_asked_at").get(pk=self.id)
            self._judge(row[0], row[1] is not None)
            raise _Superseded

    def _judge(self, run: int, is_cancelled: bool) -> None:
        if run != self._run:
            raise _Superseded
        if is_cancelled:
            raise _Cancelled

    def end(self, state: State, **values: Any) -> bool:
        """The end, written once. False where another beginning came after this one: that one writes it."""
        ended = {"state": state, "ended_at": timezone.now(), **values}
        return bool(self._mine().update(**ended))

    def wait(self, error: str) -> None:
        self._mine().update(state=State.WAITING, error=error)

    def _mine(self) -> JobQuerySet:
        """The row, unless another beginning came after this one."""
        return Job.objects.filter(pk=self.id, run=self._run, state=State.RUNNING)


def run(job_id: UUID, *, should_stop: Callable[[], bool] = lambda: False) -> None:
    """Do the job, if it is still to be done. Raises TryAgain for the queue; everything else ends in the row."""
    task, running = _begin(job_id, should_stop)
    if task is None or running is None:
        return
    try:
        _do(task, running, Job.objects.values_list("arguments", flat=True).get(pk=job_id))
    except _Superseded:
        log.warning("Job %s was taken up by another worker; this one wrote nothing.", job_id)
    except _Cancelled:
        running.end(State.CANCELLED)
    except TryAgain:
        running.wait("")
        raise
    except task.refusals as error:
        running.end(State.FAILED, error=str(error) or _("It was refused without a reason."))
    except task.passing as error:
        _try_again(task, running, error)
    except Exception as error:
        log.exception("Job %s (%s) failed.", job_id, task.name)
        running.end(State.FAILED, error=_in_words(error, running.id))
    finally:
        running.close()


@transaction.atomic
def _begin(job_id: UUID, should_stop: Callable[[], bool]) -> tuple[Task | None, Running | None]:
    job = Job.objects.select_for_update(of=("self",)).select_related("by").filter(pk=job_id).first()
    if job is None or job.has_ended:
        return None, None
    task = tasks.get(job.task)
    job.run += 1
    job.stalls += 1
    if job.cancel_asked_at:
        job.state, job.ended_at = State.CANCELLED, timezone.now()
    elif task is None:
        job.state, job.ended_at = State.FAILED, timezone.now()
        job.error = _("This version of the software does not know such work. Start workers of the same version.")
    elif job.stalls > len(task.patience) + 1:
        job.state, job.ended_at = State.FAILED, timezone.now()
        job.error = (
            _(
                "It was begun {value} times without a step forward: each time the worker ended in the middle. {error}"
            ).format(value=job.stalls - 1, error=job.error)
        ).strip()
    else:
        job.state, job.begun_at = State.RUNNING, job.begun_at or timezone.now()
    job.save()
    return (task, Running(job, should_stop)) if job.state == State.RUNNING else (None, None)


def _do(task: Task, running: Running, arguments: dict[str, Any]) -> None:
    if task.in_steps:
        running.end(State.DONE, result=task.function(running, **arguments) or "", error="")
        return
    with transaction.atomic():
        result = task.function(running, **arguments)
        running.mark(stalls=0)
        running.end(State.DONE, result=result or "", error="")


def _try_again(task: Task, running: Running, error: Exception) -> None:
    if not connection.in_atomic_block:
        close_old_connections()  # the connection may be what broke
    stalls = Job.objects.values_list("stalls", flat=True).get(pk=running.id)
    words = _in_words(error, running.id)
    if stalls > len(task.patience):
        log.error("Job %s (%s) failed after %s attempts: %r", running.id, task.name, stalls, error)
        running.end(State.FAILED, error=_("Tried {stalls} times. {words}").format(stalls=stalls, words=words))
        return
    running.wait(
        _("Attempt {stalls} did not succeed; it is tried again by itself. {words}").format(stalls=stalls, words=words)
    )
    raise TryAgain(task.patience[max(stalls, 1) - 1]) from error


def _in_words(error: Exception, job_id: UUID) -> str:
    """What somebody without the source can use: the kind of error, and the number to give to who has the log."""
    if isinstance(error, OSError) and error.strerror:
        return _("The system says: {strerror}.").format(strerror=error.strerror)
    return _("It stopped at an error of the software ({name}); the log has it under {job_id}.").format(
        name=type(error).__name__, job_id=job_id
    )
