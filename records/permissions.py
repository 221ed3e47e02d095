"""Who may prepare, approve and issue."""

from __future__ import annotations

import datetime
from typing import Any

import rules
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Mandate, Role
from members.permissions import is_administrator, is_approver, is_deputy, works_at_desk

may_prepare = works_at_desk
may_approve = is_approver
may_dispose = is_administrator

rules.add_perm("records.prepare", may_prepare)
rules.add_perm("records.approve", may_approve)
rules.add_perm("records.dispose", may_dispose)


def deputy_decides_from(asked: Any) -> datetime.datetime:
    """When a request has waited so long that the approver is taken to be away."""
    return asked.prepared_at + datetime.timedelta(hours=settings.DEPUTY_AFTER_HOURS)


@rules.predicate
def is_deputys_turn(user: Any, asked: Any) -> bool:
    """The approver is away, or is the one who prepared it and there is no other."""
    if timezone.now() >= deputy_decides_from(asked):
        return True
    approvers = Mandate.objects.filter(role=Role.APPROVER, user__is_active=True).exclude(user=asked.prepared_by_id)
    today = timezone.now().date()
    return not any(mandate.holds_on(today) for mandate in approvers)


@rules.predicate
def is_another_person(user: Any, asked: Any) -> bool:
    """Nobody decides on what they prepared themselves."""
    return asked.prepared_by_id != user.pk


may_decide = is_another_person & (is_approver | (is_deputy & is_deputys_turn))

rules.add_perm("records.decide", may_decide)


def why_not_decide(user: Any, asked: Any) -> str:
    """Why this person may not issue or return what was asked for, in words; empty for who may."""
    if may_decide(user, asked):
        return ""
    if not is_approver(user) and not is_deputy(user):
        return _("Only an approver can issue or return a record.")
    if not is_another_person(user, asked):
        return _("You prepared this record. Another person approves and issues it.")
    moment = deputy_decides_from(asked)
    return _(
        "You are a deputy: an approver decides on this. You can decide from {day} {moment:%B "
        "%Y, %H:%M} UTC, when it has waited {DEPUTY_AFTER_HOURS} hours."
    ).format(day=moment.day, moment=moment, DEPUTY_AFTER_HOURS=settings.DEPUTY_AFTER_HOURS)
