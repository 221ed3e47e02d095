"""The hash chain of everything done on the issued side.

Each entry's hash is SHA-256 over position, act, previous hash and payload, so that editing, deleting, inserting or
reordering any entry breaks the chain from there on. Nothing of it is ever shown to a reader: a chained digest
would tell that something hidden exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    rows = LedgerEntry.objects.order_by("position").values_list("position", "act", "payload", "previous", "hash")
    yield from (words for _, words in broken(rows.iterator(chunk_size=2000)))


def broken(entries: Iterable[tuple[int, str, bytes | memoryview, str, str]]) -> Iterator[tuple[int, str]]:
    """Where a chain breaks: the position of the entry, and the words. `entries` are rows of the ledger in order."""
    previous, expected = GENESIS, 1
    for position, act, payload, before, code in entries:
        if position != expected:
            yield min(expected, position), f"Entry {expected} is missing."
        if before != previous:
            yield position, f"Entry {position} does not follow the one before it."
        if code != entry_hash(position, act, before, bytes(payload)):
            yield position, f"Entry {position} was changed after it was written."
        previous, expected = code, position + 1
