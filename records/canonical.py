"""Canonical JSON (RFC 8785) and the digest of a Record."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785

from records.record import Record


def canonical(value: Any) -> bytes:
    """UTF-8 bytes that are equal whenever the value is, whatever made it. Floats are refused by our schemas."""
    return rfc8785.dumps(value)


def record_bytes(record: Record) -> bytes:
    return canonical(record.written())


def record_from_bytes(content: bytes) -> Record:
    """The Record that was frozen. Raises pydantic.ValidationError where the bytes are not one."""
    return Record.model_validate_json(content)


def digest(content: bytes) -> str:
    """SHA-256 as 64 hexadecimal characters: the check code of an edition is that of its record's bytes."""
    return hashlib.sha256(content).hexdigest()


def grouped(code: str) -> str:
    """A digest for eyes: "7c1e 9a40 …", groups of four."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
