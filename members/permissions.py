"""Who somebody is. Predicates read like a sentence; what each may do is said by the app that owns the thing."""

from __future__ import annotations

from typing import Any

import rules

from core.jobs.models import SEE_ALL as SEE_ALL_JOBS
from members.models import Role


def _has(user: Any, *roles: str) -> bool:
    return bool(user and user.is_authenticated and user.roles.intersection(roles))


@rules.predicate
def is_secretariat(user: Any) -> bool:
    return _has(user, Role.SECRETARIAT)


@rules.predicate
def is_approver(user: Any) -> bool:
    return _has(user, Role.APPROVER)


@rules.predicate
def is_deputy(user: Any) -> bool:
    return _has(user, Role.DEPUTY)


@rules.predicate
def is_administrator(user: Any) -> bool:
    return _has(user, Role.ADMINISTRATOR)


@rules.predicate
def is_co_chair(user: Any) -> bool:
    return _has(user, Role.CO_CHAIR)


@rules.predicate
def is_superuser(user: Any) -> bool:
    """Gives the first mandate; see docs/adr/0010."""
    return bool(user and user.is_authenticated and user.is_active and user.is_superuser)


sees_desk = is_secretariat | is_approver | is_deputy | is_administrator | is_co_chair
may_administer = is_administrator | is_superuser
needs_second_factor = is_secretariat | is_approver | is_deputy | may_administer
works_at_desk = is_secretariat | is_administrator

rules.add_perm(SEE_ALL_JOBS, is_administrator)
