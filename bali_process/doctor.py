"""What `manage.py doctor` looks at. Each look yields findings: what is so, and what to do about it."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.mail import get_connection
from django.db import connection
from django.utils import timezone

from bali_process import figures, probes
from core import stores
from meetings import holding
from records import keeping, ledger, render
from records.models import Checkpoint, Enclosure, File
from records.render import font_pack, versions

OLDEST_POSTGRESQL = 15
MAX_SKEW_SECONDS = 2.0
FACES = Path(render.__file__).with_name("fonts")

ISSUED = ("records_edition", "records_ledgerentry", "records_release", "records_rendition")
_GUARDED = """
    SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname = relname || '_never_changes' AND tgenabled <> 'D'
"""


@dataclass(frozen=True)
class Finding:
    """`advice` is empty where all is well; `is_wrong` makes the command fail."""

    words: str
    advice: str = ""
    is_wrong: bool = True


Look = Callable[[], Iterator[Finding]]


def of_settings() -> Iterator[Finding]:
    found = checks.run_checks(include_deployment_checks=settings.PRODUCTION)
    for each in found:
        yield Finding(
            f"{each.id}: {each.msg}", each.hint or "See the settings in docs/operating.md.", each.is_serious()
        )
    if not settings.PRODUCTION:
        yield Finding(f"the mode is {settings.MODE}", "Set BALI_MODE=production before real records.", is_wrong=False)
    elif not found:
        yield Finding("complete")


def of_database() -> Iterator[Finding]:
    major = int(_row("SHOW server_version_num")) // 10_000
    if major < OLDEST_POSTGRESQL:
        yield Finding(f"PostgreSQL {major}", f"Move to PostgreSQL {OLDEST_POSTGRESQL} or later: manage.py move_to.")
    else:
        yield Finding(f"PostgreSQL {major}")
    if (word := probes.LOOKS["migrations"]()) != "ok":
        yield Finding(f"migrations are {word}", "Run manage.py migrate.")


def of_roles() -> Iterator[Finding]:
    owner = _row("SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE relname = 'records_ledgerentry'")
    is_superuser = _row("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if is_superuser or owner:
        who = "a superuser" if is_superuser else "the owner of the tables"
        yield Finding(
            f"this role is {who}: it could switch off what keeps issued records as they are",
            "Serve with a role that owns nothing, and migrate with the owner (docs/operating.md, “Two roles”).",
            is_wrong=False,
        )
    else:
        yield Finding("this role owns nothing")


def of_ledger() -> Iterator[Finding]:
    fault = next(ledger.faults(), None)
    if fault:
        yield Finding(fault, "Keep everything as it is, and run manage.py verify_ledger with the checkpoints you kept.")
    else:
        yield Finding("the chain holds")
    if unguarded := sorted(set(ISSUED) - set(_column(_GUARDED))):
        yield Finding(
            f"{', '.join(unguarded)}: the trigger that refuses changes is gone or switched off",
            "Find out who did that and when; hold everything against your checkpoints; switch it on again.",
        )
    last = Checkpoint.objects.last()
    if last is None or timezone.now() - last.made_at > datetime.timedelta(days=8):
        when = f"the last checkpoint is of {last.made_at:%d %B %Y}" if last else "there is no checkpoint"
        yield Finding(
            when, "Run manage.py checkpoint FOLDER every week; keep what it writes elsewhere.", is_wrong=False
        )


def of_printing() -> Iterator[Finding]:
    try:
        told = versions()
    except (OSError, ImportError) as error:
        yield Finding(f"the PDF cannot be drawn: {error}", "Install Pango and HarfBuzz (docs/operating.md).")
        return
    yield Finding(f"WeasyPrint {told['weasyprint']}, Pango {told['pango']}, HarfBuzz {told['harfbuzz']}")
    if gone := _faces_gone():
        words = f"faces that come with the software are missing: {', '.join(gone)}"
        yield Finding(words, "Install the software again: they come with it.")
    if not font_pack.is_complete():
        advice = "Add them with manage.py add_font_pack, if your records need them."
        yield Finding("no faces for Chinese, Japanese and Korean", advice, is_wrong=False)


def _faces_gone() -> list[str]:
    """Families whose licence is here and none of whose faces is; a letter without its face is refused when printing."""
    families = sorted(path.name.removesuffix("-OFL.txt") for path in FACES.glob("*-OFL.txt"))
    return [one for one in families if not any(FACES.glob(f"{one}-*.ttf"))] if families else ["all of them"]


def of_clock() -> Iterator[Finding]:
    skew = abs((_row("SELECT clock_timestamp()") - timezone.now()).total_seconds())
    if skew > MAX_SKEW_SECONDS:
        yield Finding(f"{skew:.0f} s apart from the database", "Let NTP set the clocks of both machines.")
    else:
        yield Finding("as the database's")


def of_disk() -> Iterator[Finding]:
    for folder in filter(None, (Path(settings.DATA_DIR), settings.BACKUP_DIR)):
        if not folder.is_dir():
            yield Finding(f"{folder} is not there", "Make it, and give it to the user that serves.")
            continue
        free, needs = shutil.disk_usage(folder).free, probes.LEAST_FREE
        if folder == settings.BACKUP_DIR:
            needs += int(_row("SELECT pg_database_size(current_database())"))
        words = f"{free // 2**20:,} MB free in {folder}"
        yield Finding(words, "" if free > needs else f"Free some space: {needs // 2**20:,} MB are wanted.")
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists() and settings.PRODUCTION:
        yield Finding("static files are not collected", "Run manage.py collectstatic.")


def of_mail() -> Iterator[Finding]:
    if "smtp" not in settings.EMAIL_BACKEND:
        yield Finding("letters go to no mail server", "Set EMAIL_HOST for production.", is_wrong=settings.PRODUCTION)
        return
    link = get_connection()
    try:
        link.open()
        yield Finding(f"{settings.EMAIL_HOST} answers")
    except OSError as error:
        yield Finding(
            f"{settings.EMAIL_HOST} does not take letters ({error})", "Look at EMAIL_HOST and what follows it."
        )
    finally:
        link.close()


def of_backups() -> Iterator[Finding]:
    age = figures.backup_age_seconds()
    if age is None or age > 30 * 3600:
        words = "there is no good backup" if age is None else f"the last good backup is {age / 86400:.1f} days old"
        yield Finding(
            words, "Set BACKUP_DIR and let a worker run, or run manage.py backup FOLDER.", settings.PRODUCTION
        )
    else:
        yield Finding(f"the last good one is {age / 3600:.0f} hours old")
    if settings.BACKUP_DIR and settings.BACKUP_DIR.is_dir():
        for _, dump in keeping.backups(settings.BACKUP_DIR):
            if not dump.with_suffix(".json").exists():
                yield Finding(f"{dump.name} has no .json beside it", "It cannot be restored: remove it.")


def of_orphans() -> Iterator[Finding]:
    """What belongs to nothing: files of no edition, databases that a killed backup or an old restore left."""
    count = File.objects.exclude(pk__in=Enclosure.objects.values("file")).count()
    pattern = rf"^{re.escape(connection.settings_dict['NAME'])}_([0-9a-f]{{8}}|before_\d{{14}})$"
    left = _column("SELECT datname FROM pg_database WHERE datname ~ %s ORDER BY datname", pattern)
    if count:
        advice = "Nothing reads them. They were put there by hand: ask who did."
        yield Finding(f"{count} files belong to no record", advice, is_wrong=False)
    if left:
        words = f"databases of backups that were cut short, or of restores: {', '.join(left)}"
        yield Finding(words, "Drop those that nobody needs any more.", is_wrong=False)
    if not count and not left:
        yield Finding("none")


def of_materials() -> Iterator[Finding]:
    """Files of meetings: where they lie, and whether each is there."""
    where = stores.first() or "the database"
    try:
        found = holding.standing()
    except stores.StoreError as error:
        yield Finding(str(error), "Look at MATERIALS_STORE, at its disk or server, and at its keys.")
        return
    yield Finding(f"{found.files} in {where}" if not found.elsewhere else f"{found.files}, new ones go to {where}")
    if found.missing:
        words = f"{len(found.missing)} files are in no store: {', '.join(found.missing[:3])}"
        yield Finding(words, "Name the store that has them in MATERIALS_STORE, or put them back from a backup.")
    if found.elsewhere:
        yield Finding(f"{found.elsewhere} lie elsewhere", "Run manage.py materials move.", is_wrong=False)
    if found.leftover:
        words = f"{len(found.leftover)} objects in the stores belong to no file"
        advice = "Remove them with manage.py materials sweep, unless a database that was put aside needs them."
        yield Finding(words, advice, is_wrong=False)


def of_queue() -> Iterator[Finding]:
    if figures.oldest_due_seconds() > probes.STALE_SECONDS:
        yield Finding("something is due and no worker takes it up", "Start manage.py procrastinate worker.")
    else:
        yield Finding("nothing waits too long")


LOOKS: dict[str, Look] = {
    "Settings": of_settings,
    "Database": of_database,
    "Roles": of_roles,
    "Ledger": of_ledger,
    "Printing and faces": of_printing,
    "Clock": of_clock,
    "Disk": of_disk,
    "Mail": of_mail,
    "Backups": of_backups,
    "Orphans": of_orphans,
    "Files of meetings": of_materials,
    "Queue": of_queue,
}


def _column(query: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]


def _row(query: str) -> Any:
    return next(iter(_column(query)), None)
