"""The proof of one file, as `verify.py` reads it, and what is needed beside it."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from records.models import Proof, Rendition
from records.proof import signing, verify

_README = """\
Is a file as it was issued? This needs Python 3.9 or later, no network and nothing of ours:

    python3 verify.py FOLDER/FILE.pdf --proof FOLDER/FILE.pdf.proof.json --key key.txt

verify.py  checks a file by its proof. It is one file; read it before you trust it.
key.txt    the key that signs checkpoints. Compare it with one that you got elsewhere.

A file without a proof was issued after the last checkpoint: its proof is there when the next was signed.
"""


def of(rendition: Rendition) -> bytes | None:
    """JSON: the entry of the file, the way to a checkpoint, the checkpoint. None until a checkpoint covers it."""
    proof = Proof.objects.filter(rendition=rendition).select_related("entry", "checkpoint").first()
    return _written(proof) if proof else None


def has_key() -> bool:
    """Asked first: whoever asks for the key of a system without one would make it."""
    return Path(settings.CHECKPOINT_KEY_FILE).exists()


def tools() -> dict[str, bytes]:
    """By name, what proves a file beside its proof. The key is there once something was signed with it."""
    found = {"verify.py": Path(verify.__file__).read_bytes(), "README.txt": _README.encode()}
    if has_key():
        with suppress(signing.CannotSignError):  # the proofs hold without it; only who signed is not told
            found["key.txt"] = f"{signing.key_text()}\n".encode()
    return found


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
