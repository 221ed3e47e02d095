"""Everything into another database, such as from the embedded one to a server: copied, compared, and only then counted.

The database that is moved from is read and stays as it is. Stop the site before, so that nobody writes to it meanwhile:
what is written after the snapshot stays behind.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import psycopg
from django.utils.translation import gettext as _

from records import backup, postgres_tools


class CannotMoveError(Exception):
    """Why nothing was moved, in words for the administrator."""


def move(target: dict[str, Any]) -> int:
    """Copy into the empty database that `target` names (for psycopg); gives the number of rows. Raises CannotMoveError.

    All of it or nothing: the copy is one transaction.
    """
    try:
        with psycopg.connect(**target) as link:
            row = link.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
            version = link.info.server_version // 10_000
        if row and row[0]:
            raise CannotMoveError(_("Nothing was moved: the database there is not empty. Give it a new one."))
        with tempfile.TemporaryDirectory(prefix="moving-") as folder:
            head, counts = _copy(Path(folder, "copy.dump"), target, version)
    except (OSError, psycopg.Error, postgres_tools.MissingToolError) as error:
        raise CannotMoveError(
            _("Nothing was moved: {value}").format(value=str(error).strip().splitlines()[0])
        ) from error
    with psycopg.connect(**target) as link:
        if (backup._head(link), backup._counts(link)) != (head, counts):
            raise CannotMoveError(
                _("What arrived there is not what was sent. Drop that database; go on with this one.")
            )
    return sum(counts.values())


def _copy(dump: Path, target: dict[str, Any], version: int) -> tuple[Any, dict[str, int]]:
    if version < backup._major():
        raise CannotMoveError(
            _("Nothing was moved: PostgreSQL {version} there is older than {major} here.").format(
                version=version, major=backup._major()
            )
        )
    with backup._snapshot() as (name, head, counts, _files):
        backup._run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={name}", f"--file={dump}")
    backup._run("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", str(dump), reach=target)
    return head, counts
