"""Proof of the ledger: whatever is changed as superuser at or before a checkpoint is found, and where."""

from __future__ import annotations

import datetime
import random
import time
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from bench.scratch import scratch_database
from bench.tampering import COVERS, WAYS, tamper, tamper_with_rows
from core.history import acting
from members.models import Participant, User
from records import ledger as chain
from records.canonical import digest, record_bytes
from records.models import Edition, EditionContent, Key, LedgerEntry, Release, Rendition, Subject
from records.proof import checkpoints, verify
from records.proof.audit import Kept, audit
from records.record import Record
from records.services import acts_of
from strategy.models import Document

TAMPERINGS, ENTRIES, EDITIONS = 10_000, 1_000_000, 30


def ledger(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Tamperings of every kind, each undone after it was looked for; then the time to check a long ledger."""
    wanted, done = int(TAMPERINGS * share), state.load()
    found = done.get("found", 0)
    with scratch_database():
        call_command("migrate", verbosity=0)
        kept = _issued()
        for number in range(done.get("tried", 0), wanted):
            found += _is_found(kept, random.Random(seed * 1_000_003 + number))
            if number % 200 == 199:
                state.save({"tried": number + 1, "found": found})
        size, seconds = _long(int(ENTRIES * share))
        connection.close()
    words = f"{wanted:,} tamperings, {found:,} found with the first entry named; {size:,} entries in {seconds:.0f} s"
    return found == wanted and seconds < 60, words


def entries(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """The long ledger alone: how fast the whole check is, and how much of the machine it takes."""
    with scratch_database():
        call_command("migrate", verbosity=0)
        _issued()
        before = time.process_time()
        size, seconds = _long(int(ENTRIES * share))
        worked = time.process_time() - before
        connection.close()
    return seconds < 60, f"{size:,} entries in {seconds:.0f} s ({worked:.0f} s of one core with writing them)"


def _is_found(kept: Kept, chance: random.Random) -> bool:
    with transaction.atomic():
        if chance.randrange(5):
            way, cover = chance.choice(sorted(WAYS)), chance.choice(COVERS)
            first = tamper(way, cover, chance.randrange(kept.checkpoint.size), chance)
        else:
            first = tamper_with_rows(chance.randrange(kept.checkpoint.size), chance)
        is_found = audit([kept]).first == first
        transaction.set_rollback(True)
    return is_found


def _issued() -> Kept:
    """Editions with small files, each with its entries, under one checkpoint."""
    people = [User.objects.create_user(f"{name}@example.org", name=name) for name in ("ana", "ravi")]
    for number in range(EDITIONS):
        issued_edition(number, *people)
    checkpoint = checkpoints.make()
    hashes = LedgerEntry.objects.order_by("position").values_list("hash", flat=True)
    return Kept(verify.Checkpoint.read(checkpoint.note), list(hashes))


def issued_edition(
    number: int,
    prepared_by: User,
    approved_by: User,
    *,
    kind: str = "document",
    issued_at: datetime.datetime | None = None,
) -> Edition:
    """One with small files and all its entries, of a document or of a directory of its own."""
    title = f"Text {number}"
    said = Record(kind="document", process="A proof", reference=title, title=title, statement_title="")
    content = record_bytes(said)
    moment = issued_at or timezone.now() - datetime.timedelta(days=number)
    with transaction.atomic(), acting(prepared_by, "for a proof"):
        if kind == "document":
            thing = {
                "document": Document.objects.create(slug=f"text-{number}", title=f"Text {number}", kind="strategy")
            }
        else:
            thing = {"body": Participant.objects.create(slug=f"body-{number}", kind="body")}
        subject = Subject.objects.create(kind=kind, **thing)
        Key.objects.create(path=f"{kind}-{number}", subject=subject, made_at=moment)
        edition = Edition.objects.create(
            subject=subject,
            number=1,
            stage="final",
            digest=digest(content),
            issued_at=moment,
            prepared_by=prepared_by,
            approved_by=approved_by,
            reason="for a proof",
        )
        EditionContent.objects.create(edition=edition, record=content)
        files = [
            Rendition.objects.create(
                edition=edition, format=form, file_name=f"{number}.{form}", sha256=digest(b), size=len(b), content=b
            )
            for form, b in (("pdf", b"%PDF-" + content), ("json", content))
        ]
        release = Release.objects.create(edition=edition, audience="public", from_at=moment, released_by=approved_by)
        chain.append(*acts_of(edition, release, files))
    return edition


def _long(size: int) -> tuple[int, float]:
    """How long the whole check of a ledger of this size takes, in seconds. Its entries tell of releases withdrawn."""
    last = LedgerEntry.objects.order_by("-position").first()
    assert last is not None
    position, previous = last.position, last.hash
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY records_ledgerentry (position, act, payload, previous, hash) FROM STDIN") as rows,
    ):
        while position < size:
            position += 1
            payload = f'{{"at":"2016-02-02","edition":"{position:032x}","reason":"for a proof"}}'.encode()
            code = verify.entry_hash(position, "withdrawal", previous, payload)
            rows.write_row((position, "withdrawal", payload, previous, code))
            previous = code
    begun = time.monotonic()
    audit()
    return position, time.monotonic() - begun
