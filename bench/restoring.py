"""Proof of restoring: an archive of 100,000 generated meetings is backed up, and put back in less than five minutes."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connection

from bench.scratch import generated_archive, scratch_database
from records import backup, generated

MEETINGS = 100_000
PROMISE_SECONDS = 300


def restoring(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """What is put back is compared with what the backup says, row counts and head of the ledger, before it counts."""
    count = int(MEETINGS * share)
    with scratch_database(like=generated_archive(count, seed)), TemporaryDirectory(prefix="restoring-") as name:
        rows = sum(model._default_manager.count() for model in generated.ORDER)
        connection.close()
        begun = time.perf_counter()
        dump = backup.back_up(Path(name))
        backed_up = time.perf_counter() - begun
        begun = time.perf_counter()
        before = backup.restore(dump, replace=True)
        restored = time.perf_counter() - begun
        size = dump.stat().st_size / 1_000_000
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{before}" WITH (FORCE)')
    words = (
        f"{count:,} meetings, {rows:,} rows, a dump of {size:,.0f} MB: put back and compared in {restored:.0f} s; "
        f"backed up, restored beside and compared in {backed_up:.0f} s"
    )
    return restored < PROMISE_SECONDS * share, words
