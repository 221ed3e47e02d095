"""The list of an archive, as a page that opens from the file system."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string

from records.models import Edition


def index_page(shown: Iterable[tuple[Edition, str, list[str]]]) -> str:
    """`shown` are editions with title and the names of their files below the bag. Links are relative, nothing is
    fetched, and no script runs."""
    lines = [
        {
            "title": title,
            "issued_at": edition.issued_at,
            "revision": edition.revision,
            "digest": edition.digest,
            "files": [
                (PurePosixPath(name).suffix[1:].upper(), quote(PurePosixPath(name).relative_to("data").as_posix()))
                for name in names
            ],
        }
        for edition, title, names in shown
    ]
    return render_to_string("records/archive_index.html", {"lines": lines, "process_name": settings.PROCESS_NAME})
