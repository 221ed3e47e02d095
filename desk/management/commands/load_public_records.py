"""`manage.py load_public_records`: the 56 meetings compiled from public pages, filed and issued."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desk import directory, public_records
from meetings.reference import load_series
from members.models import User
from members.services import load_reference
from records.services import CannotAskApprovalError, CannotIssueError


class Command(BaseCommand):
    help = "File and issue the meetings compiled from public pages. Safe to run again: what is there stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepared-by", required=True, metavar="EMAIL", help="a member of the secretariat")
        parser.add_argument("--approved-by", required=True, metavar="EMAIL", help="an approver, another person")

    def handle(self, *args: Any, **options: Any) -> None:
        prepared_by, approved_by = (_user(options[name]) for name in ("prepared_by", "approved_by"))
        loaded = load_reference(by=prepared_by)
        load_series(by=prepared_by)
        try:
            filed, issued = public_records.load(prepared_by=prepared_by, approved_by=approved_by, say=self._say)
            issued += directory.issue_loaded(
                loaded, prepared_by=prepared_by, approved_by=approved_by, reason=public_records.REASON
            )
        except (public_records.CannotLoadError, CannotAskApprovalError, CannotIssueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Public records: {filed} filed, {issued} issued.")

    def _say(self, done: int, of: int) -> None:
        if done % 10 == 0 or done == of:
            self.stdout.write(f"  {done} of {of} records issued")
            self.stdout.flush()


def _user(email: str) -> User:
    try:
        return User.objects.get(email=email.lower())
    except User.DoesNotExist as error:
        raise CommandError(
            f"There is no account with the address {email}. Make it in the administration first."
        ) from error
