"""Does everything on the issued side still stand as it was written? Asked of the database itself.

Three things are held against each other: the chain of the ledger, the rows it tells of, and checkpoints. A chain that
was rewritten whole still holds in itself; only a checkpoint kept elsewhere shows it, and only the list of hashes kept
with it tells which entry was the first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from records import ledger
from records.models import Checkpoint, Edition, LedgerEntry, Release
from records.proof import verify


@dataclass(frozen=True, order=True)
class Finding:
    """`position` is the first entry concerned; 0 where no entry is."""

    position: int
    words: str


@dataclass(frozen=True)
class Audit:
    """`findings` in the order of the entries. Entries after `proven` rest on the chain alone."""

    findings: tuple[Finding, ...]
    entries: int
    proven: int

    @property
    def first(self) -> int:
        """The first entry concerned; 0 where none is."""
        return next((finding.position for finding in self.findings if finding.position), 0)

    @property
    def unproven(self) -> str:
        if self.entries <= self.proven:
            return ""
        return f"Entries {self.proven + 1} to {self.entries} came after the last checkpoint and are not proven by it."


@dataclass(frozen=True)
class Kept:
    """What an administrator kept elsewhere: a checkpoint, and with it, where there is one, the list of hashes."""

    checkpoint: verify.Checkpoint
    hashes: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Raises verify.FaultError where the list does not belong to the checkpoint."""
        if self.hashes and verify.root(self.hashes) != self.checkpoint.root:
            raise verify.FaultError("The list of hashes does not lead to the root of the checkpoint it came with.")


def audit(kept: Iterable[Kept] = ()) -> Audit:
    """Hold everything against everything. Reads the whole ledger and lets the database hash every file.

    Without anything kept elsewhere the checkpoints of the database are all there is: they show what was changed by
    hand, not what was forged whole.
    """
    rows = LedgerEntry.objects.order_by("position").values_list("position", "act", "payload", "previous", "hash")
    told = _Told()
    broken = [Finding(*found) for found in ledger.broken(told.listening(rows.iterator(chunk_size=5000)))]
    own = [Kept(verify.Checkpoint.read(note)) for note in Checkpoint.objects.values_list("note", flat=True)]
    heads = [*sorted(kept, key=_size), *sorted(own, key=_size)]
    findings = [*broken, *told.unread, *_against_heads(told.hashes, heads), *_against_rows(told)]
    proven = max((_size(head) for head in heads), default=0)
    return Audit(tuple(sorted(set(findings))), len(told.hashes), proven)


def _size(kept: Kept) -> int:
    return kept.checkpoint.size


Entry = tuple[int, str, bytes | memoryview, str, str]
Name = tuple[str, ...]
Facts = dict[str, Any]
KINDS = ("edition", "rendition", "release")  # acts that a row stands for


class _Told:
    """What the entries tell, kept in one pass over them: of a long ledger only this is held in memory."""

    def __init__(self) -> None:
        self.hashes: list[str] = []
        self.unread: list[Finding] = []
        self.gone: set[str] = set()
        self.rows: dict[str, dict[Name, tuple[int, Facts]]] = {kind: {} for kind in KINDS}

    def listening(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            position, act, payload, _, code = entry
            self.hashes.append(code)
            try:
                self._note(position, act, json.loads(bytes(payload)))
            except (ValueError, KeyError, TypeError):
                self.unread.append(Finding(position, f"Entry {position} cannot be read."))
            yield entry

    def _note(self, position: int, act: str, facts: Facts) -> None:
        name = _name(act, facts)
        if act == LedgerEntry.Act.DISPOSAL:
            self.gone.add(facts["edition"])
        if act in self.rows:
            self.rows[act].setdefault(name, (position, facts))


def _against_heads(hashes: Sequence[str], heads: Sequence[Kept]) -> Iterator[Finding]:
    """`heads`: those kept elsewhere by size, then the database's own, which may be forged themselves.

    A root tells that something under it is wrong; the longest list kept tells what.
    """
    signed = max((head.hashes for head in heads), key=len, default=())
    named = next((at for at, code in enumerate(signed, 1) if hashes[at - 1 : at] != [code]), 0)
    if named:
        words = "missing" if named > len(hashes) else "not the one that was signed"
        yield Finding(named, f"Entry {named} is {words}.")
    good = 0 if named else len(signed)
    for head in heads:
        size, top = head.checkpoint.size, head.checkpoint.root
        if size <= good or size <= len(signed):
            if verify.root((signed or hashes)[:size]) != top:
                yield Finding(0, f"The checkpoint of {size} entries is not the one that was signed.")
        elif len(hashes) < size:
            words = f"The checkpoint covers {size} entries, the ledger has {len(hashes)}: its end is gone."
            yield Finding(len(hashes) + 1, words)
        elif verify.root(hashes[:size]) != top:
            yield Finding(good + 1, f"The ledger was rewritten somewhere in its entries {good + 1} to {size}.")
        else:
            good = size


def _against_rows(told: _Told) -> Iterator[Finding]:
    """What each entry tells of is there and as told, and nothing is there that no entry tells of."""
    for kind, found in zip(KINDS, (_editions(), _renditions(), _releases()), strict=True):
        yield from _compared(told.rows[kind], found, lambda name: name[1] in told.gone)


def _name(act: str, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """By which row and entry find each other."""
    more = {"rendition": "format", "release": "audience"}.get(act)
    return (act, facts["edition"], facts[more]) if more else (act, facts["edition"])


def _compared(
    told: Mapping[tuple[str, ...], tuple[int, dict[str, Any]]],
    found: Mapping[tuple[str, ...], dict[str, Any]],
    is_gone: Callable[[tuple[str, ...]], bool],
) -> Iterator[Finding]:
    for name, (position, facts) in told.items():
        row = found.get(name)
        if row is None:
            if not is_gone(name):
                yield Finding(position, f"What entry {position} tells of ({name[0]}) is gone.")
            continue
        held = row.pop("held")
        if any(facts.get(field, value) != value for field, value in row.items()):
            yield Finding(position, f"The {name[0]} that entry {position} tells of was changed after it was written.")
        elif held != row.get("digest", row.get("sha256", held)) and not (held is None and is_gone(name)):
            yield Finding(position, f"The content that entry {position} tells of was changed after it was written.")
    for name in found.keys() - told.keys():
        yield Finding(0, f"A {name[0]} is there that no entry tells of ({' '.join(name[1:])}).")


def _editions() -> dict[tuple[str, ...], dict[str, Any]]:
    hashes = _hashes('SELECT edition_id::text, pg_catalog.sha256(record) FROM "records_editioncontent"')
    fields = ("digest", "number", "stage", "reason", "channel")
    rows = Edition.objects.values("pk", "subject", "issued_at", "prepared_by", "approved_by", *fields)
    return {
        ("edition", str(row["pk"])): {
            **{field: row[field] for field in fields},
            "subject": str(row["subject"]),
            "at": row["issued_at"].isoformat(),
            "prepared_by": str(row["prepared_by"]),
            "approved_by": str(row["approved_by"]),
            "held": hashes.get(str(row["pk"])),
        }
        for row in rows
    }


def _renditions() -> dict[tuple[str, ...], dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT edition_id::text, format, sha256, size, encode(pg_catalog.sha256(content), 'hex')"
            ' FROM "records_rendition"'
        )
        rows = cursor.fetchall()
    return {
        ("rendition", edition, form): {"format": form, "sha256": code, "size": size, "held": held}
        for edition, form, code, size, held in rows
    }


def _releases() -> dict[tuple[str, ...], dict[str, Any]]:
    rows = Release.objects.values_list("edition_id", "audience", "from_at", "released_by")
    return {
        ("release", str(edition), audience): {
            "audience": audience,
            "from": moment.isoformat(),
            "by": str(by),
            "held": None,
        }
        for edition, audience, moment, by in rows
    }


def _hashes(query: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {key: bytes(code).hex() for key, code in cursor.fetchall()}
