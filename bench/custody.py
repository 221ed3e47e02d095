"""Proof of retention: in whatever order records are issued, held, freed, withdrawn and disposed of, nothing that is
held, early or undecided is ever destroyed, and the ledger holds.
"""

from __future__ import annotations

import datetime
from itertools import count
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bench.ledger import issued_edition
from bench.scratch import scratch_database
from core.history import acting
from members.models import Mandate, Participant, User
from records import custody
from records.models import Disposal, EditionContent, Hold, Rendition, RetentionSchedule, Withdrawal
from records.proof.audit import audit

SEQUENCES, STEPS = 1000, 30
KINDS = strategies.sampled_from(["document", "directory"])
numbers = count(1)


class Custody(RuleBasedStateMachine):
    """What is known here is kept apart from what the services look at: who is held, what was decided, what is gone."""

    editions = Bundle("editions")

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.people = _people()
        self.known: dict[Any, dict[str, Any]] = {}
        self.decided: dict[str, int | None] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @rule(target=editions, kind=KINDS, age=strategies.integers(0, 12))
    def issue(self, kind: str, age: int) -> Any:
        issued_at = timezone.now() - datetime.timedelta(days=366 * age + 1)
        edition = issued_edition(next(numbers), self.people["ana"], self.people["ravi"], kind=kind, issued_at=issued_at)
        self.known[edition] = {"kind": kind, "age": age, "holds": 0, "is_gone": False}
        return edition

    @rule(edition=editions)
    def hold(self, edition: Any) -> None:
        custody.hold(edition.subject, by=self.people["olga"], reason="A court asked")
        self.known[edition]["holds"] += 1

    @rule(edition=editions)
    def lift(self, edition: Any) -> None:
        held = Hold.objects.filter(subject=edition.subject, lifted_at=None).first()
        assert (held is not None) == (self.known[edition]["holds"] > 0)
        if held:
            custody.lift(held, by=self.people["olga"], reason="Closed")
            self.known[edition]["holds"] -= 1

    @rule(kind=KINDS, years=strategies.one_of(strategies.none(), strategies.integers(1, 12)))
    def decide(self, kind: str, years: int | None) -> None:
        schedule = RetentionSchedule.objects.filter(kind=kind).first() or RetentionSchedule(kind=kind)
        schedule.years, schedule.authority = years, "Rule 12"
        custody.decide(schedule, by=self.people["olga"])
        self.decided[kind] = years

    @rule(edition=editions)
    def withdraw(self, edition: Any) -> None:
        may = not self.known[edition]["is_gone"] and not Withdrawal.objects.filter(edition=edition).exists()
        try:
            custody.withdraw(edition, by=self.people["ravi"], reason="Wrong")
        except custody.CannotWithdrawError:
            assert not may
        else:
            assert may

    @rule(edition=editions, by=strategies.sampled_from(["olga", "ravi"]))
    def dispose(self, edition: Any, by: str) -> None:
        known = self.known[edition]
        years = self.decided.get(known["kind"])
        may = (
            by == "olga" and not known["holds"] and not known["is_gone"] and years is not None and known["age"] >= years
        )
        try:
            custody.dispose(edition, by=self.people[by], authority="Decision 5")
        except custody.CannotDisposeError:
            assert not may
        else:
            assert may
            known["is_gone"] = True

    @invariant()
    def nothing_else_is_gone(self) -> None:
        there = set(EditionContent.objects.values_list("edition", flat=True))
        assert there == {edition.pk for edition, known in self.known.items() if not known["is_gone"]}
        assert set(Rendition.objects.values_list("edition", flat=True)) == there
        assert Disposal.objects.count() == len(self.known) - len(there)

    @invariant()
    def the_ledger_holds(self) -> None:
        found = audit()
        assert not found.findings, found


def _people() -> dict[str, User]:
    body = Participant.objects.filter(slug="of-a-proof").first() or Participant(slug="of-a-proof", kind="body")
    roles = {"ana": "secretariat", "ravi": "approver", "olga": "administrator"}
    people = {}
    with acting(None, "for a proof"):
        if body._state.adding:
            body.save()
        for name, role in roles.items():
            people[name] = User.objects.create_user(f"{name}{next(numbers)}@example.org", name=name)
            Mandate.objects.create(user=people[name], participant=body, role=role)
    return people


def sequences(number: int) -> None:
    """So many orders of acts. Raises AssertionError with the shortest one that breaks a rule."""
    run_state_machine_as_test(
        Custody,
        settings=settings(
            max_examples=number,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def retention(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """`seed` is Hypothesis's own: the same code is tried with the same orders."""
    wanted = int(SEQUENCES * share)
    with scratch_database():
        call_command("migrate", verbosity=0)
        sequences(wanted)
        connection.close()
    return (
        True,
        f"{wanted:,} orders of up to {STEPS} acts of custody, nothing destroyed that was held, early or undecided",
    )
