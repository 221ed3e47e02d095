"""What may be done to a record after it was issued: withdraw it, hold it, dispose of it. Each is an act of the ledger
or a row with its author; none of them is undone.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import acting
from core.mail import Letter
from core.models import SetAside, StaleVersion
from meetings.models import Reading
from members.models import User
from records import freshness, ledger, projections
from records.models import (
    BookPart,
    BoundBook,
    Circulation,
    Comment,
    Disposal,
    Edition,
    EditionContent,
    Enclosure,
    File,
    Hold,
    Message,
    Party,
    Proof,
    Release,
    Rendition,
    RetentionSchedule,
    Subject,
    Withdrawal,
)
from records.permissions import may_approve, may_dispose
from strategy.models import Draft


class CannotWithdrawError(Exception):
    """Why nothing was withdrawn, in words for the user."""


class CannotHoldError(Exception):
    """Why a hold was not placed or lifted, in words for the user."""


class CannotDisposeError(Exception):
    """Why nothing was destroyed, in words for the user."""


@transaction.atomic
def withdraw(edition: Edition, *, by: User, reason: str) -> Withdrawal:
    """Readers see that it was withdrawn, when and why, and its words no longer. Raises CannotWithdrawError."""
    if not may_approve(by):
        raise CannotWithdrawError(_("Only an approver can withdraw what was issued."))
    if not reason.strip():
        raise CannotWithdrawError(_("Say why it is withdrawn: readers see it in the place of the record."))
    edition = _locked(edition)
    if Withdrawal.objects.filter(edition=edition).exists():
        raise CannotWithdrawError(_("It is withdrawn already."))
    if Disposal.objects.filter(edition=edition).exists():
        raise CannotWithdrawError(_("Its content was disposed of: there is nothing left to withdraw."))
    row = Withdrawal.objects.create(
        edition=edition, withdrawn_at=timezone.now(), withdrawn_by=by, reason=reason.strip()
    )
    _changed(edition)
    told = {"by": str(by.pk), "reason": row.reason, "digest": edition.digest}
    ledger.append(("withdrawal", _about(edition, row.withdrawn_at) | told))
    return row


@transaction.atomic
def hold(subject: Subject, *, by: User, reason: str) -> Hold:
    """Nothing of it is destroyed until the hold is lifted. Raises CannotHoldError."""
    if not may_dispose(by):
        raise CannotHoldError(_("Only an administrator can place a hold."))
    if not reason.strip():
        raise CannotHoldError(_("Say why it is held."))
    Subject.objects.select_for_update().get(pk=subject.pk)
    row = Hold(subject=subject, reason=reason.strip(), placed_at=timezone.now(), placed_by=by)
    with acting(by, "Held"):
        row.save()
    return row


@transaction.atomic
def lift(row: Hold, *, by: User, reason: str) -> Hold:
    """Raises CannotHoldError."""
    if not may_dispose(by):
        raise CannotHoldError(_("Only an administrator can lift a hold."))
    if not reason.strip():
        raise CannotHoldError(_("Say why the hold is lifted."))
    row = Hold.objects.select_for_update().get(pk=row.pk)
    if row.lifted_at:
        raise CannotHoldError(_("This hold is lifted already."))
    row.lifted_at, row.lifted_by = timezone.now(), by
    with acting(by, reason.strip()):
        row.save()
    return row


@transaction.atomic
def decide(schedule: RetentionSchedule, *, by: User) -> RetentionSchedule:
    """Write down how long records of a kind are kept. Raises CannotHoldError, StaleVersion."""
    if not may_dispose(by):
        raise CannotHoldError(_("Only an administrator can decide how long records are kept."))
    if not schedule.authority.strip():
        raise CannotHoldError(_("Name the decision this follows."))
    reason = f"Decided how long records are kept ({schedule.get_kind_display().lower()})"
    try:
        with transaction.atomic(), acting(by, reason):
            schedule.save()
    except IntegrityError as error:
        if RetentionSchedule.objects.filter(kind=schedule.kind).exclude(pk=schedule.pk).exists():
            raise StaleVersion(schedule) from error  # two first decisions at once
        raise
    return schedule


@transaction.atomic
def dispose(edition: Edition, *, by: User, authority: str) -> Disposal:
    """Destroy the content of an edition and keep its place in the chain. Raises CannotDisposeError.

    Refused under a hold, before its time, and where nobody decided how long records of its kind are kept.
    """
    if not may_dispose(by):
        raise CannotDisposeError(_("Only an administrator can dispose of a record."))
    if not authority.strip():
        raise CannotDisposeError(_("Name the decision under which it is disposed of."))
    edition = _locked(edition)
    obstacle = why_kept(edition, timezone.now())
    if obstacle:
        raise CannotDisposeError(_("Not disposed of: {obstacle}").format(obstacle=obstacle))
    row = Disposal.objects.create(
        edition=edition, disposed_at=timezone.now(), disposed_by=by, authority=authority.strip()
    )
    Proof.objects.filter(rendition__edition=edition).delete()
    Rendition.objects.filter(edition=edition).delete()
    EditionContent.objects.filter(edition=edition).delete()
    _set_aside(edition).delete()
    with acting(by, row.authority):
        _let_rounds_go(edition)
    _changed(edition)
    _let_files_go(edition)
    BoundBook.objects.filter(book__in=BookPart.history.filter(edition=edition).values("book")).delete()
    told = {"by": str(by.pk), "authority": row.authority, "digest": edition.digest}
    ledger.append(("disposal", _about(edition, row.disposed_at) | told))
    return row


def _let_files_go(edition: Edition) -> None:
    """What went out with no other edition goes with it."""
    files = list(Enclosure.objects.filter(edition=edition).values_list("file", flat=True))
    Enclosure.objects.filter(edition=edition).delete()
    File.objects.filter(pk__in=files, enclosures=None).delete()


def _let_rounds_go(edition: Edition) -> None:
    """The texts it was sent out as, what delegations wrote of them, and the versions of all these rows."""
    rounds = list(_rounds(edition).values_list("pk", flat=True))
    below: list[Any] = [Comment.objects.exclude(supports=None), Comment.objects, Message.objects, Party.objects]
    for rows in below:  # what supports and what came with a message first
        rows.filter(circulation__in=rounds).delete()
    Circulation.objects.filter(pk__in=rounds).delete()
    for pk in rounds:  # the delivery log, which is not swept
        Letter.objects.filter(key__startswith=f"clearance:{pk}:").delete()
    for model in (Comment, Message, Party):
        model.history.filter(circulation_id__in=rounds).delete()
    Circulation.history.filter(id__in=rounds).delete()


def _rounds(edition: Edition) -> QuerySet[Circulation]:
    """In which it was cleared: opened before it was issued, and after the edition before it, where that one stays."""
    subject = edition.subject
    if not (subject.meeting_id or subject.document_id):
        return Circulation.objects.none()
    of = Q(meeting=subject.meeting_id) if subject.meeting_id else Q(draft__document=subject.document_id)
    before = subject.editions.filter(number__lt=edition.number, disposal=None).order_by("-number").first()
    since = Q(opened_at__gt=before.issued_at) if before else Q()
    return Circulation.objects.filter(of, since, opened_at__lte=edition.issued_at)


def _set_aside(edition: Edition) -> QuerySet[SetAside]:
    """Texts that were refused while this edition was written; what was refused after it belongs to the next."""
    subject = edition.subject
    rows: list[Any] = [subject.meeting_id, subject.report_id]
    if subject.meeting_id:
        rows += Reading.objects.filter(meeting=subject.meeting_id).values_list("pk", flat=True)
    if subject.document_id:
        rows += Draft.objects.filter(document=subject.document_id).values_list("pk", flat=True)
    wanted = [pk for pk in rows if pk]
    return SetAside.objects.filter(Q(about__in=wanted) | Q(row__in=wanted), at__lte=edition.issued_at)


def why_kept(edition: Edition, now: datetime.datetime) -> str:
    """The reason why an edition cannot be destroyed now, in a sentence; "" where it can."""
    if Disposal.objects.filter(edition=edition).exists():
        return _("its content was disposed of before.")
    held = Hold.objects.filter(subject=edition.subject_id, lifted_at=None).first()
    if held:
        return _("it is held ({reason}). Lift the hold first.").format(reason=held.reason)
    schedule = RetentionSchedule.objects.filter(kind=edition.subject.kind).first()
    if schedule is None:
        return _("nobody has decided how long records of this kind are kept. Decide that first.")
    if schedule.years is None:
        return _("records of this kind are kept for ever ({authority}).").format(authority=schedule.authority)
    until = _years_after(edition.issued_at, schedule.years)
    if now < until:
        return _("it is kept until {day} {until:%B %Y} ({authority}).").format(
            day=until.day, until=until, authority=schedule.authority
        )
    return ""


def _years_after(moment: datetime.datetime, years: int) -> datetime.datetime:
    """The same day, or 1 March for a 29 February that the year does not have."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, month=3, day=1)


def _locked(edition: Edition) -> Edition:
    """The subject is locked first: issuing, holding and disposing of one record wait for each other."""
    Subject.objects.select_for_update().get(pk=edition.subject_id)
    return Edition.objects.select_related("subject").get(pk=edition.pk)


def _changed(edition: Edition) -> None:
    projections.project_again(edition)
    freshness.changed(*Release.objects.filter(edition=edition).values_list("audience", flat=True))


def _about(edition: Edition, at: datetime.datetime) -> dict[str, Any]:
    return {"edition": str(edition.pk), "at": at.isoformat()}
