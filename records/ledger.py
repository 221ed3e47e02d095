"""The hash chain of everything done on the issued side.

Each entry's hash is SHA-256 over position, act, previous hash and payload, so that editing, deleting, inserting or
reordering any entry breaks the chain from there on. Nothing of it is ever shown to a reader: a chained digest
would tell that something hidden exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from records.canonical import canonical
from records.models import LedgerEntry
from records.proof.verify import GENESIS, entry_hash

# One writer at a time; taken last in every transaction, so that two of them never wait for each other.
_LOCK = 0x6C65_6467


def lock() -> None:
    """Nobody else adds an entry until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def append(*acts: tuple[str, dict[str, Any]]) -> None:
    """Add entries at the end. Inside the transaction of what they record; holds the ledger's lock until it ends."""
    lock()
    last = LedgerEntry.objects.order_by("-position").first()
    position, previous = (last.position, last.hash) if last else (0, GENESIS)
    for act, payload in acts:
        position += 1
        content = canonical(payload)
        entry = LedgerEntry(position=position, act=act, payload=content, previous=previous)
        entry.hash = previous = entry_hash(position, act, previous, content)
        entry.save(force_insert=True)


def faults() -> Iterator[str]:
    """What is wrong with the chain, in words; nothing where it holds. The first named is the first that is wrong."""
    previous, expected = GENESIS, 1
    for entry in LedgerEntry.objects.order_by("position").iterator(chunk_size=2000):
        if entry.position != expected:
            yield f"Entry {expected} is missing."
        if entry.previous != previous:
            yield f"Entry {entry.position} does not follow the one before it."
        if entry.hash != entry_hash(entry.position, entry.act, entry.previous, bytes(entry.payload)):
            yield f"Entry {entry.position} was changed after it was written."
        previous, expected = entry.hash, entry.position + 1
