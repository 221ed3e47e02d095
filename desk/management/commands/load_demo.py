"""`manage.py load_demo`: everything a visitor of the demonstration finds."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from desk import directory, public_records
from desk.demo import accounts, strategy
from meetings.reference import load_series
from members.services import load_reference
from records.services import CannotAskApprovalError, CannotIssueError


class Command(BaseCommand):
    help = "Load reference data, accounts and records of the demonstration. Refuses in production; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._load()
        except (accounts.CannotLoadDemoError, CannotAskApprovalError, CannotIssueError) as error:
            raise CommandError(str(error)) from error

    def _load(self) -> None:
        accounts.refuse_in_production()
        reference = load_reference()
        loaded = reference + load_series()
        opened = accounts.open_accounts()
        people = {
            "prepared_by": accounts.user_of(accounts.PREPARER),
            "approved_by": accounts.user_of(accounts.APPROVER),
        }
        filed, issued = public_records.load(**people, say=self._say)
        issued += directory.issue_loaded(reference, **people, reason=public_records.REASON)
        drafts = strategy.load(**people)
        if loaded.added or loaded.changed or opened or filed or issued or drafts:
            self.stdout.write(
                f"Demonstration: {opened} accounts, {filed} meetings filed, {issued + drafts} records issued."
            )
        else:
            self.stdout.write("Demonstration: everything is there.")

    def _say(self, done: int, of: int) -> None:
        if done % 10 == 0 or done == of:
            self.stdout.write(f"  {done} of {of} records issued")
            self.stdout.flush()
