"""`manage.py import_summary FILE --by EMAIL`: from a text to desk rows, all or nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desk.services import CannotFileError, file_summary
from meetings.models import Provenance
from meetings.names import name_table
from meetings.summary import SummaryError, decode, read, text_of_docx
from members.models import User

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Command(BaseCommand):
    help = "Read a meeting's summary and file it. The text itself is kept with the meeting. Twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="text or DOCX; - reads standard input")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who files it")
        parser.add_argument("--series", metavar="CODE", help="the series, where the text does not say")
        parser.add_argument(
            "--provenance",
            choices=Provenance.values,
            default=Provenance.PUBLIC_SOURCES,
            help="where the text comes from; public_sources is issued as not cleared",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].lower(), is_active=True).first()
        if by is None:
            raise CommandError(f"There is no account {options['by']}.", returncode=2)
        data = _bytes(options["file"])
        is_docx = data.startswith(b"PK")
        try:
            text = text_of_docx(data) if is_docx else decode(data)
            proposal = read(text, name_table()).to_dict()
            proposal["series"] = options["series"] or proposal["series"]
            filed = file_summary(
                proposal,
                text=text,
                by=by,
                provenance=options["provenance"],
                file_name="summary.txt" if options["file"] == "-" else Path(options["file"]).name,
                media_type=DOCX if is_docx else "text/plain",
                original=data,
            )
        except (SummaryError, CannotFileError) as error:
            raise CommandError(str(error), returncode=2) from error
        if not filed.is_new:
            self.stdout.write(f"Nothing changed: this text is already filed as {filed.meeting.reference}.")
            return
        left = len(proposal["unplaced"])
        remark = f" {left} phrases found no place; they stand in the text kept with the meeting." if left else ""
        self.stdout.write(f"Filed {filed.meeting.reference}, {filed.meeting.title}.{remark}")


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name} could not be read: {error.strerror}.", returncode=2) from error
