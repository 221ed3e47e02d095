"""`manage.py issue KEY --prepared-by EMAIL --approved-by EMAIL --reason TEXT`: for import and demo."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records import services
from records.management.commands._records import account, meeting_at


class Command(BaseCommand):
    help = "Issue a meeting's record. The ledger says that it was done by command line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="series and number: ahg-som/10")
        parser.add_argument("--prepared-by", required=True, metavar="EMAIL")
        parser.add_argument("--approved-by", required=True, metavar="EMAIL")
        parser.add_argument("--reason", required=True, metavar="TEXT")

    def handle(self, *args: Any, **options: Any) -> None:
        meeting = meeting_at(options["key"])
        try:
            edition = services.issue_at_once(
                meeting,
                prepared_by=account(options["prepared_by"]),
                approved_by=account(options["approved_by"]),
                reason=options["reason"],
            )
        except (services.CannotAskApprovalError, services.CannotIssueError) as error:
            raise CommandError(str(error)) from error
        revision = f", {edition.revision}" if edition.revision else ""
        self.stdout.write(f"Issued {meeting.reference}{revision}. Check code {edition.digest[:16]}.")
