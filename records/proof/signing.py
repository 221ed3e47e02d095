"""The key that signs checkpoints: one file, made where none is, readable by its owner alone.

Who holds it can sign a rewritten ledger; who holds an older checkpoint finds that out. So the key protects little and
the checkpoints kept elsewhere protect much: `manage.py checkpoint` says so each time.
"""

from __future__ import annotations

import base64
import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from records.proof import verify


class CannotSignError(Exception):
    """Why no checkpoint could be signed, in words."""


def origin() -> str:
    """By which name checkpoints of this process are known. Never changes: it is part of what is signed."""
    return f"{settings.PROCESS_BODY}/ledger"


def signed(checkpoint: verify.Checkpoint) -> str:
    """The checkpoint as a signed note. Raises CannotSignError."""
    key = _key()
    public = key.public_key().public_bytes_raw()
    signature = verify.key_mark(checkpoint.origin, public) + key.sign(checkpoint.text.encode())
    return f"{checkpoint.text}\n— {checkpoint.origin} {base64.b64encode(signature).decode()}\n"


def key_text() -> str:
    """The public half, as `verify.py` reads it. Raises CannotSignError."""
    return verify.key_text(origin(), _key().public_key().public_bytes_raw())


def _key() -> Ed25519PrivateKey:
    file = Path(settings.CHECKPOINT_KEY_FILE)
    try:
        if not file.exists():
            _make(file)
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise CannotSignError(
            f"The key that signs checkpoints cannot be used ({type(error).__name__}). "
            "Put the file that CHECKPOINT_KEY_FILE names back from its safe copy."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise CannotSignError("The key that signs checkpoints is of another kind: an Ed25519 key is wanted.")
    return key


def _make(file: Path) -> None:
    """Written whole beside and linked into place: of two who make it at once, one wins and both use it."""
    content = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            os.link(beside, file)
    finally:
        beside.unlink()
