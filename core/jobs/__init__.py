"""Work behind the pages, on the same PostgreSQL. See docs/architecture.md, "Jobs".

@jobs.task("records.export")
def export(job, *, ids):
    ...
    return address

job = jobs.defer(export, by=user, what="Export of 56 meetings", ids=ids)
return redirect(job)
"""

from core.jobs.models import Job, State
from core.jobs.periodic import every
from core.jobs.registry import CannotDoError, Task, task
from core.jobs.running import Running, run
from core.jobs.services import CannotCancelError, CannotRunAgainError, cancel, defer, run_again

__all__ = [
    "CannotCancelError",
    "CannotDoError",
    "CannotRunAgainError",
    "Job",
    "Running",
    "State",
    "Task",
    "cancel",
    "defer",
    "every",
    "run",
    "run_again",
    "task",
]
