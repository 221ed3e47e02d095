"""Whatever looks at files that are handed in before they are kept: SCAN_UPLOADS names it.

A program, with its arguments, gets the file on its standard input: 0 lets it pass, 1 refuses it (so do clamdscan and
its like with "-"), anything else is a failure. A function, by its dotted name, gets the bytes and gives the name of
what it found, or nothing. Without an answer nothing is kept: a scanner that is away must not let everything in.
"""

from __future__ import annotations

import logging
import shlex
import subprocess
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy

log = logging.getLogger("bali.scanning")
PATIENCE_SECONDS = 60
_FOUND = gettext_lazy(
    "This file was not kept: the scanner for malware found something in it. Ask whoever sent it for a clean one."
)
_AWAY = gettext_lazy(
    "This file was not kept: the scanner for malware does not answer. Try again later, or tell the administrator."
)


class UncleanFileError(Exception):
    """Why a file is not kept, in words for whoever handed it in."""


def clean_of_malware(file: Any) -> None:
    """A validator for every field that takes a file."""
    try:
        scan(file.read())
    except UncleanFileError as error:
        raise ValidationError(str(error)) from error
    finally:
        file.seek(0)


def scan(content: bytes) -> None:
    """Raises UncleanFileError."""
    told = settings.SCAN_UPLOADS
    if not told:
        return
    try:
        found = _asked(told)(content)
    except (OSError, subprocess.SubprocessError, ImportError) as error:
        log.warning("the scanner did not answer", exc_info=True)
        raise UncleanFileError(str(_AWAY)) from error
    if found:
        log.warning("a file was refused by the scanner")
        raise UncleanFileError(str(_FOUND))


def _asked(told: str) -> Callable[[bytes], object]:
    is_function = "/" not in told and " " not in told and "." in told
    return import_string(told) if is_function else lambda content: _program(shlex.split(told), content)


def _program(command: list[str], content: bytes) -> bool:
    done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE_SECONDS)
    if done.returncode not in (0, 1):
        raise OSError(f"{command[0]} ended with {done.returncode}")
    return done.returncode == 1
