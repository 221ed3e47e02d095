"""The proofs: each takes `seed`, `share` (of the full count) and `state`, and answers (kept, what was seen)."""

from __future__ import annotations

from collections.abc import Callable

from bench.access import access
from bench.archive import archive
from bench.batch import batch
from bench.clearing import clearing
from bench.custody import retention
from bench.faults import faults
from bench.killing import kills
from bench.large import scale
from bench.ledger import entries, ledger
from bench.reading import reader
from bench.redline import redline
from bench.register import register
from bench.requests import odd_requests
from bench.restoring import restoring
from bench.saves import saves
from bench.silence import silence

PROOFS: dict[str, Callable[..., tuple[bool, str]]] = {
    "access": access,
    "archive": archive,
    "clearance": clearing,
    "jobs": kills,
    "reader": reader,
    "redline": redline,
    "saves": saves,
    "faults": faults,
    "register": register,
    "scale": scale,
    "ledger": ledger,
    "entries": entries,
    "batch": batch,
    "silence": silence,
    "requests": odd_requests,
    "retention": retention,
    "restore": restoring,
}
