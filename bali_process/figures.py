"""What Prometheus is told: what the processes of this machine counted, and what stands in the database now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError, connection
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = CONTENT_TYPE_LATEST
_DUE = """
    SELECT coalesce(max(extract(epoch FROM now() - greatest(job.asked_at, queued.scheduled_at))), 0)
    FROM core_job job JOIN procrastinate_jobs queued
        ON queued.task_name = 'core.run' AND queued.args ->> 'job_id' = job.id::text
    WHERE job.state = 'waiting' AND queued.status = 'todo' AND coalesce(queued.scheduled_at, now()) <= now()
"""
_JOBS = "SELECT state, count(*) FROM core_job GROUP BY state"
_BACKUP = (
    "SELECT extract(epoch FROM now() - max(ended_at)) FROM core_job WHERE task = 'records.backup' AND state = 'done'"
)
_CHECKPOINT = "SELECT extract(epoch FROM now() - max(made_at)) FROM records_checkpoint"
_BEYOND = "SELECT (SELECT count(*) FROM records_ledgerentry) - coalesce((SELECT max(size) FROM records_checkpoint), 0)"


def exposition() -> bytes:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Stored())
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
        return generate_latest(registry)
    return generate_latest(REGISTRY) + generate_latest(registry)


def oldest_due_seconds() -> float:
    """For how long the job that has waited longest has been due; 0 where none waits."""
    return float(_one(_DUE))


def backup_age_seconds() -> float | None:
    """Since the last good backup that the clock or an administrator began; None where there is none."""
    return _age(_BACKUP)


def checkpoint_age_seconds() -> float | None:
    return _age(_CHECKPOINT)


def beyond_checkpoint() -> int:
    return int(_one(_BEYOND))


class Stored:
    """Read when asked. Where the database does not answer the counted figures are told all the same."""

    def collect(self) -> Iterator[Any]:
        up = GaugeMetricFamily("bali_database_up", "1 while the database answers.")
        try:
            found = list(self._found())
        except DatabaseError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from found

    def _found(self) -> Iterator[Any]:
        jobs = GaugeMetricFamily("bali_jobs", "Jobs by state.", labels=["state"])
        with connection.cursor() as cursor:
            cursor.execute(_JOBS)
            counted = dict(cursor.fetchall())
        for state in ("waiting", "running", "done", "failed", "cancelled"):
            jobs.add_metric([state], counted.get(state, 0))
        yield jobs
        yield GaugeMetricFamily(
            "bali_queue_oldest_due_seconds", "How long the oldest due job has waited.", oldest_due_seconds()
        )
        yield GaugeMetricFamily(
            "bali_ledger_beyond_checkpoint", "Entries no checkpoint covers yet.", beyond_checkpoint()
        )
        ages = {"bali_checkpoint_age_seconds": _CHECKPOINT, "bali_backup_age_seconds": _BACKUP}
        for name, query in ages.items():
            if (age := _age(query)) is not None:
                yield GaugeMetricFamily(name, "Since the last good one.", age)


def _age(query: str) -> float | None:
    found = _one(query)
    return None if found is None else float(found)


def _one(query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
        return row[0] if row else None
