"""Who can sign in to the demonstration, and as whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from core.history import acting
from members.models import Mandate, Participant, Role, User

PASSWORD = "bali-process-demo"  # noqa: S105  (printed on purpose: whoever starts the demonstration signs in with it)
REASON = "Account of the demonstration"


class CannotLoadDemoError(Exception):
    """Why the demonstration does not belong here, in words for the one who asked for it."""


@dataclass(frozen=True)
class Account:
    email: str
    name: str
    role: Role
    participant: str = ""

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR


PREPARER = Account("mira@secretariat.example", "Mira Santoso", Role.SECRETARIAT)
APPROVER = Account("helen@secretariat.example", "Helen Ward", Role.APPROVER)
ACCOUNTS = (
    PREPARER,
    Account("daniel@secretariat.example", "Daniel Okafor", Role.SECRETARIAT),
    APPROVER,
    Account("admin@secretariat.example", "Priya Nair", Role.ADMINISTRATOR),
    Account("delegate@sri-lanka.example", "Nadeesha Perera", Role.DELEGATE, "sri-lanka"),
    Account("delegate@canada.example", "Claire Tremblay", Role.DELEGATE, "canada"),
    Account("delegate@unhcr.example", "Samuel Keita", Role.DELEGATE, "unhcr"),
)


def refuse_in_production() -> None:
    if settings.MODE == "production":
        raise CannotLoadDemoError(
            "The demonstration has accounts whose password everybody knows, so it is not loaded in production. "
            "Make accounts in the administration instead."
        )


@transaction.atomic
def open_accounts() -> int:
    """Open the accounts that are missing, with their mandates; how many were opened. Participants are loaded before."""
    refuse_in_production()
    wanted = missing()
    with acting(None, REASON):
        for account in wanted:
            _open(account)
    return len(wanted)


def missing() -> list[Account]:
    there = set(User.objects.filter(email__in=[account.email for account in ACCOUNTS]).values_list("email", flat=True))
    return [account for account in ACCOUNTS if account.email not in there]


def _open(account: Account) -> None:
    rights: dict[str, Any] = {"is_staff": True} if account.is_administrator else {}
    user = User.objects.create_user(account.email, PASSWORD, name=account.name, **rights)
    EmailAddress.objects.create(user=user, email=account.email, verified=True, primary=True)
    acts_for = Participant.objects.get(slug=account.participant) if account.participant else None
    Mandate(user=user, participant=acts_for, role=account.role).save()


def user_of(account: Account) -> User:
    return User.objects.get(email=account.email)


def table() -> str:
    """The accounts as lines of text: address, password, name and role."""
    participants = {p.slug: str(p) for p in Participant.objects.with_names()}
    rows = [("E-mail address", "Password", "Name", "Role")]
    for account in ACCOUNTS:
        whom = f" of {participants.get(account.participant, account.participant)}" if account.participant else ""
        rows.append((account.email, PASSWORD, account.name, f"{account.role.label}{whom}"))
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
