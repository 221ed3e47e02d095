"""`manage.py makemessages`: finds the words of the screens anew, without programs of gettext."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.translating import catalogue


def packages() -> list[str]:
    return [Path(app.path).name for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]


class Command(BaseCommand):
    help = "Write every message of the screens to locale/django.pot, and into the catalogues of the languages named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--locale", "-l", action="append", default=[], help="a language to translate into, as fr")
        parser.add_argument("--folder", type=Path, help="where its catalogue lies; locale/ here where not said")
        parser.add_argument("--check", action="store_true", help="fail where locale/django.pot is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        fresh = catalogue.template(catalogue.collected(settings.BASE_DIR, packages()))
        kept = settings.BASE_DIR / "locale" / f"{catalogue.DOMAIN}.pot"
        if options["check"]:
            if not kept.exists() or kept.read_text("utf-8") != str(fresh) + "\n":
                raise CommandError("locale/django.pot is not up to date. Run manage.py makemessages.")
            return
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(str(fresh) + "\n", "utf-8")
        self.stdout.write(f"{len(fresh)} messages in {kept}")
        for language in options["locale"]:
            folder = (options["folder"] or kept.parent) / language / "LC_MESSAGES"
            folder.mkdir(parents=True, exist_ok=True)
            source = folder / f"{catalogue.DOMAIN}.po"
            old = polib.pofile(str(source)) if source.exists() else polib.POFile()
            old.metadata = old.metadata or dict(fresh.metadata) | {"Language": language}
            old.merge(fresh)
            old.save(str(source))
            self.stdout.write(f"{len(old.untranslated_entries())} of them are to be translated in {source}")
