"""Checkpoints of the ledger, and the proofs that lead to them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from records import ledger
from records.models import Checkpoint, LedgerEntry, Proof, Rendition
from records.proof import signing, verify


class CannotCheckpointError(Exception):
    """Why no checkpoint was made, in words."""


@transaction.atomic
def make() -> Checkpoint:
    """Sign the ledger as it stands; the last checkpoint where nothing was added since.

    Every file issued since the last checkpoint gets its proof. Raises CannotCheckpointError where the chain is
    broken (signing it would hide that), signing.CannotSignError.
    """
    ledger.lock()
    wrong = next(ledger.faults(), None)
    if wrong:
        raise CannotCheckpointError(f"No checkpoint was made: the ledger does not hold. {wrong}")
    hashes = list(LedgerEntry.objects.order_by("position").values_list("hash", flat=True))
    last = Checkpoint.objects.last()
    if not hashes:
        raise CannotCheckpointError("No checkpoint was made: nothing was issued yet.")
    if last and last.size == len(hashes):
        return last
    levels, moment = tree(hashes), timezone.now().replace(microsecond=0)
    head = verify.Checkpoint(signing.origin(), len(hashes), levels[-1][0], f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    checkpoint = Checkpoint.objects.create(
        size=head.size, root=head.root.hex(), made_at=moment, note=signing.signed(head)
    )
    _prove(checkpoint, levels, after=last.size if last else 0)
    return checkpoint


def tree(hashes: Sequence[str]) -> list[list[bytes]]:
    """All levels of the tree, leaves first, the root alone in the last. A node without a neighbour moves up as it is,
    which is the tree of RFC 9162."""
    level = [verify.leaf(each) for each in hashes]
    levels = [level]
    while len(level) > 1:
        paired = [verify.node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = [*paired, level[-1]] if len(level) % 2 else paired
        levels.append(level)
    return levels


def path(levels: Sequence[Sequence[bytes]], index: int) -> Iterator[bytes]:
    """The hashes beside the way from a leaf to the root."""
    for level in levels[:-1]:
        beside = index ^ 1
        if beside < len(level):
            yield level[beside]
        index //= 2


def _prove(checkpoint: Checkpoint, levels: Sequence[Sequence[bytes]], after: int) -> None:
    """Entries whose file was disposed of have no proof: there is nothing left to hold beside it."""
    new = LedgerEntry.objects.filter(position__gt=after, position__lte=checkpoint.size, act=LedgerEntry.Act.RENDITION)
    told = {_file(bytes(payload)): position for position, payload in new.values_list("position", "payload")}
    editions = {UUID(edition) for edition, _ in told}
    files = Rendition.objects.filter(edition__in=editions).values_list("pk", "edition", "format")
    Proof.objects.bulk_create(
        (
            Proof(
                rendition_id=pk,
                entry_id=told[str(edition), form],
                checkpoint=checkpoint,
                path=b"".join(path(levels, told[str(edition), form] - 1)),
            )
            for pk, edition, form in files
            if (str(edition), form) in told
        ),
        batch_size=2000,
    )


def _file(payload: bytes) -> tuple[str, str]:
    told = json.loads(payload)
    return told["edition"], told["format"]
