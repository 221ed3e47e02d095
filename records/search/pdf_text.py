"""The words of a PDF that others made, page by page. Run as a program it reads one from standard input.

A file that was made to do harm, or is only very large, must not take the worker down: `pages` starts this module as a
process of its own with limits. It knows no Django, so that it starts quickly.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys

import pypdf
from django.utils.translation import gettext as _
from pypdf.errors import PyPdfError

MOST_PAGES = 1_000
MOST_LETTERS = 2_000_000
SECONDS = 120
MEMORY = 2 * 1024**3
_DAMAGED = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)
_UNSEEN = dict.fromkeys([*range(32), 127]) | {ord("\n"): "\n", ord("\t"): " "}


class CannotReadTextError(Exception):
    """Why nothing could be read, in words for the user."""


def pages(content: bytes) -> list[str]:
    """The text of each page; empty for one that is a picture. Raises CannotReadTextError."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__], input=content, capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.TimeoutExpired:
        raise CannotReadTextError(_("reading it took longer than {seconds} seconds").format(seconds=SECONDS)) from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotReadTextError(said[-1] if said else _("the program that reads it was stopped")) from None
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def read(content: bytes) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise ValueError("it is locked with a password")
    found: list[str] = []
    left = MOST_LETTERS
    for page in reader.pages[:MOST_PAGES]:
        try:
            text = page.extract_text()
        except (*_DAMAGED, RecursionError):
            text = ""  # one page that cannot be read must not hide the others
        text = text.translate(_UNSEEN).encode("utf-8", "replace").decode()[:left]
        left -= len(text)
        found.append(text)
    return found


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))
    except (*_DAMAGED, RecursionError, MemoryError) as error:
        sys.stderr.write(f"it cannot be read as a PDF ({error or type(error).__name__})\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
