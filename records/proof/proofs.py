"""The proof of one file, as `verify.py` reads it."""

from __future__ import annotations

import json

from records.models import Proof, Rendition


def of(rendition: Rendition) -> bytes | None:
    """JSON: the entry of the file, the way to a checkpoint, the checkpoint. None until a checkpoint covers it."""
    proof = Proof.objects.filter(rendition=rendition).select_related("entry", "checkpoint").first()
    return _written(proof) if proof else None


def _written(proof: Proof) -> bytes:
    entry, path = proof.entry, bytes(proof.path)
    size = 32
    held = {
        "entry": {
            "position": entry.position,
            "act": entry.act,
            "previous": entry.previous,
            "payload": bytes(entry.payload).decode(),
        },
        "path": [path[at : at + size].hex() for at in range(0, len(path), size)],
        "checkpoint": proof.checkpoint.note,
    }
    return json.dumps(held, ensure_ascii=False, indent=1).encode()
