"""How exports refuse: in a sentence for the person who asked, with nothing half made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from records.canonical import digest, record_bytes
from records.record import Record
from records.render import EditionFacts

# What neither XML 1.0 nor the formats built on it can hold, not even escaped (XML 1.0, 2.2).
_UNWRITABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class CannotExportError(Exception):
    """No file was made. The message is for the person who asked for it."""


class CannotReadError(Exception):
    """These bytes are no record of ours. The message says why."""


def refuse_unwritable(record: Record) -> None:
    """Raises CannotExportError where a text holds a character that no XML file can hold. Never leaves one out."""
    for words in _texts(record.model_dump()):
        found = _UNWRITABLE.search(words)
        if found:
            code = ord(found.group())
            name = unicodedata.name(found.group(), "a control character")
            near = _UNWRITABLE.sub("□", words[max(found.start() - 20, 0) : found.end() + 20])
            raise CannotExportError(
                f"The text holds U+{code:04X} ({name}), which this format cannot hold: “{near}”. "
                "Take it out and issue the record anew, or use the JSON file."
            )


def refuse_other(record: Record, edition: EditionFacts) -> None:
    """Raises CannotExportError where the edition's check code is that of another record: the file would lie."""
    if edition.issued_on and edition.digest != digest(record_bytes(record)):
        raise CannotExportError("No file was made: the check code given is not that of this record.")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
