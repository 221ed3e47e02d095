"""Write an archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from core import stores
from records.archive import CannotArchiveError, tables
from records.archive.bag import Bag, bag_in
from records.archive.index import Line, index_page
from records.archive.readme import README
from records.canonical import record_from_bytes
from records.exports import CannotExportError, akoma_ntoso
from records.models import Checkpoint, Edition, LedgerEntry, Rendition
from records.proof import checkpoints, signing, verify
from records.services import facts_of, file_stem


def export_archive(folder: Path) -> Checkpoint:
    """Everything issued, under a checkpoint that covers it. Raises CannotArchiveError; nothing is left of it then.

    One snapshot: what is issued meanwhile is in the next archive.
    """
    with bag_in(folder) as bag:
        try:
            checkpoint = checkpoints.make()
            key = signing.key_text()
        except (checkpoints.CannotCheckpointError, signing.CannotSignError) as error:
            raise CannotArchiveError(f"No archive was written. {error}") from error
        is_outermost = not connection.in_atomic_block
        with transaction.atomic():
            if is_outermost:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    cursor.execute(stores.COPYING)
            try:
                _write(bag, checkpoint, key)
            except stores.StoreError as error:
                raise CannotArchiveError(f"No archive was written. {error}") from error
    return checkpoint


def _write(bag: Bag, checkpoint: Checkpoint, key: str) -> None:
    bag.add("data/checkpoint.txt", checkpoint.note)
    bag.add("data/checkpoint-key.txt", f"{key}\n")
    bag.add("data/verify.py", Path(verify.__file__).read_bytes())
    bag.add("data/README.txt", README.format(process=settings.PROCESS_NAME, size=checkpoint.size))
    bag.add("data/ledger.jsonl", "".join(_ledger()))
    lines = [line for edition in _editions() for line in _record(bag, edition)]
    bag.add("data/index.html", index_page(lines))
    for model in tables.archived():
        table = tables.written(model, keep=lambda content: _keep(bag, content))
        bag.add(f"data/tables/{model._meta.label_lower}.csv", table)
    bag.close(
        {
            "Source-Organization": settings.PROCESS_NAME,
            "External-Identifier": f"{signing.origin()}/{checkpoint.size}",
            "Bagging-Date": f"{checkpoint.made_at:%Y-%m-%d}",
        }
    )


def _ledger() -> Iterator[str]:
    for entry in LedgerEntry.objects.order_by("position").iterator(chunk_size=2000):
        told = {
            "position": entry.position,
            "act": entry.act,
            "previous": entry.previous,
            "payload": bytes(entry.payload).decode(),
            "hash": entry.hash,
        }
        yield json.dumps(told, ensure_ascii=False) + "\n"


def _editions() -> Iterator[Edition]:
    rows = Edition.objects.filter(content__isnull=False).select_related("subject", "content", "withdrawal")
    yield from rows.order_by("issued_at", "pk").iterator(chunk_size=50)


def _record(bag: Bag, edition: Edition) -> Iterator[Line]:
    """The files of one edition, in a folder named by its address and number."""
    key = edition.subject.keys.order_by("-made_at").first()
    if key is None:
        return
    folder = f"data/records/{edition.subject.kind}/{key.path}/{edition.number}"
    record = record_from_bytes(bytes(edition.content.record))
    names = []
    for file in Rendition.objects.filter(edition=edition).order_by("-format"):
        bag.add(f"{folder}/{file.file_name}", bytes(file.content))
        names.append(f"{folder}/{file.file_name}")
    try:
        xml = akoma_ntoso(record, facts_of(edition))
    except CannotExportError:
        pass  # the JSON holds all of it; Akoma Ntoso has no form for every kind
    else:
        name = f"{folder}/{file_stem(edition, record)}.xml"
        bag.add(name, xml)
        names.append(name)
    line = Line.of(edition, record, names)
    edition.content = None  # the list is of all editions, and holds none of their words
    yield line


def _keep(bag: Bag, content: bytes) -> str:
    """Bytes that no record's folder holds lie under their own SHA-256; the others are there already."""
    code = tables.digest(content)
    if not bag.holds(code):
        bag.add(f"data/files/{code}", content)
    return code
