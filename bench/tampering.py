"""Ways to change what was issued as the superuser of the database, triggers off, and what should be found.

Each way gets the ledger as a list of entries and returns the first entry that is no longer as it was signed. The cover
says how well the traces are wiped: not at all, the entry's own hash made right, or the whole chain made again and a
fresh checkpoint signed with the system's own key.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from records.canonical import canonical
from records.models import Checkpoint, LedgerEntry
from records.proof import signing, verify

COVERS = ("none", "entry", "all")


@dataclass
class Entry:
    position: int
    act: str
    payload: dict[str, Any]
    previous: str
    hash: str


Way = Callable[[list[Entry], int, random.Random], int]


def edit(entries: list[Entry], at: int, chance: random.Random) -> int:
    facts = entries[at].payload
    field = chance.choice(sorted(facts))
    facts[field] = f"{facts[field]}!" if isinstance(facts[field], str) else facts[field] + 1
    return at + 1


def clock(entries: list[Entry], at: int, chance: random.Random) -> int:
    entries[at].payload["at"] = f"20{chance.randrange(30, 99)}-01-01T00:00:00+00:00"
    return at + 1


def delete(entries: list[Entry], at: int, chance: random.Random) -> int:
    del entries[at]
    return at + 1


def insert(entries: list[Entry], at: int, chance: random.Random) -> int:
    forged = {"edition": f"{chance.getrandbits(128):032x}", "at": "2020-01-01T00:00:00+00:00", "audience": "public"}
    entries.insert(at, Entry(0, "release", forged, "", f"{chance.getrandbits(256):064x}"))
    return at + 1


def reorder(entries: list[Entry], at: int, chance: random.Random) -> int:
    other = chance.choice([place for place in range(len(entries)) if place != at])
    entries[at], entries[other] = entries[other], entries[at]
    entries[at].position, entries[other].position = at + 1, other + 1
    return min(at, other) + 1


def truncate(entries: list[Entry], at: int, chance: random.Random) -> int:
    del entries[at:]
    return at + 1


WAYS: dict[str, Way] = {way.__name__: way for way in (edit, clock, delete, insert, reorder, truncate)}


def tamper(way: str, cover: str, at: int, chance: random.Random) -> int:
    """Change the ledger in place, inside a transaction of the caller. Returns the first entry concerned, from 1."""
    entries = [
        Entry(row.position, row.act, json.loads(bytes(row.payload)), row.previous, row.hash)
        for row in LedgerEntry.objects.order_by("position")
    ]
    first = WAYS[way](entries, at, chance)
    _cover(entries, cover, first)
    _write(entries)
    if cover == "all":
        _sign_again(entries)
    return first


def tamper_with_rows(at: int, chance: random.Random) -> int:
    """Change what an entry tells of, and leave the ledger. Returns the entry."""
    position = list(
        LedgerEntry.objects.filter(act__in=("edition", "rendition", "release")).values_list("position", flat=True)
    )[at]
    entry = LedgerEntry.objects.get(position=position)
    facts = json.loads(bytes(entry.payload))
    statements = {
        "edition": [
            "UPDATE records_edition SET issued_at = issued_at - interval '1 day' WHERE id = %s",
            "UPDATE records_edition SET reason = reason || '!' WHERE id = %s",
            "UPDATE records_editioncontent SET record = record || '\\x20' WHERE edition_id = %s",
            "DELETE FROM records_editioncontent WHERE edition_id = %s",
        ],
        "rendition": [
            "UPDATE records_rendition SET content = content || '\\x20' WHERE edition_id = %s AND format = %s",
            "UPDATE records_rendition SET sha256 = repeat('0', 64) WHERE edition_id = %s AND format = %s",
            "DELETE FROM records_rendition WHERE edition_id = %s AND format = %s",
        ],
        "release": [
            "UPDATE records_release SET audience = 'members_and_observers' WHERE edition_id = %s",
            "UPDATE records_release SET from_at = from_at - interval '1 year' WHERE edition_id = %s",
            "DELETE FROM records_release WHERE edition_id = %s",
        ],
    }[entry.act]
    values = [facts["edition"], *([facts["format"]] if entry.act == "rendition" else [])]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(chance.choice(statements), values)
    return position


def _cover(entries: list[Entry], cover: str, first: int) -> None:
    if cover == "none":
        return
    previous = entries[first - 2].hash if first > 1 else verify.GENESIS
    for position, entry in enumerate(entries[first - 1 :], first):
        entry.position, entry.previous = position, previous
        entry.hash = previous = _hash(entry)
        if cover == "entry":
            return


def _hash(entry: Entry) -> str:
    return verify.entry_hash(entry.position, entry.act, entry.previous, canonical(entry.payload))


def _write(entries: list[Entry]) -> None:
    """Positions that two entries share go to the later one's place: the table has one row a position."""
    rows, taken = [], set()
    for place, entry in enumerate(entries, 1):
        position = entry.position if entry.position and entry.position not in taken else place
        while position in taken:
            position += 1
        taken.add(position)
        rows.append(
            LedgerEntry(
                position=position,
                act=entry.act,
                payload=canonical(entry.payload),
                previous=entry.previous or f"{position:064x}",
                hash=entry.hash,
            )
        )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("ALTER TABLE records_ledgerentry DROP CONSTRAINT IF EXISTS ledger_does_not_fork")
        cursor.execute("DELETE FROM records_ledgerentry")
    LedgerEntry.objects.bulk_create(rows)


def _sign_again(entries: list[Entry]) -> None:
    """The forger holds the key, too: the checkpoint in the database is made to fit."""
    last = Checkpoint.objects.last()
    assert last is not None
    hashes = [entry.hash for entry in entries][: last.size]
    head = verify.Checkpoint(signing.origin(), len(hashes), verify.root(hashes), f"{last.made_at:%Y-%m-%dT%H:%M:%SZ}")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_proof")
        cursor.execute("DELETE FROM records_checkpoint")
    if hashes:
        Checkpoint.objects.create(size=head.size, root=head.root.hex(), made_at=head.made_at, note=signing.signed(head))
