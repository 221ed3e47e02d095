"""What rendering is told besides the Record, and how it refuses."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class EditionFacts:
    """What stands on a sheet about the edition. `issued_on` is None for a preview, which `status_line` must then name.

    `digest` is the SHA-256 of the record's canonical bytes; `check_url` is the page that knows the sheet by it.
    """

    number: int
    stage: str
    issued_on: datetime.date | None
    digest: str
    check_url: str
    status_line: str = ""


class CannotRenderError(Exception):
    """No sheet was made. The message is for the person who asked for it."""
