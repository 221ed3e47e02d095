"""The verbs of the issued side: ask for approval, take back, return, issue.

Issuing renders first, holding no lock; then one transaction locks the meeting, composes again, refuses unless the
digest is the one approved, and writes edition, bytes, release, projections and ledger together. The ledger is
locked last.
"""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import jobs
from core.history import acting
from core.stores import StoreError
from core.translating import lazy_
from meetings.models import Audience, Meeting
from members.models import Participant, User
from recommendations.models import Recommendation
from records import enclosing, file_texts, keys, ledger, projections
from records.canonical import digest, record_bytes
from records.checks import blocking
from records.compose import compose_directory, compose_draft, compose_meeting
from records.compose.actions import codes
from records.models import CORRECTIONS, ApprovalRequest, Edition, EditionContent, Release, Rendition, Stage, Subject
from records.permissions import may_prepare, why_not_decide
from records.record import Record
from records.render import CannotRenderError, EditionFacts, render_pdf, versions
from strategy.models import Draft

# A participant stands for its directory: the body whose members, observers and partners are listed.
Thing = Meeting | Draft | Participant


class CannotAskApprovalError(Exception):
    """Why a record cannot be sent for approval, in words for the user."""


class CannotDecideError(Exception):
    """Why an approval cannot be returned or taken back, in words for the user."""


class CannotIssueError(Exception):
    """Why nothing was issued, in words for the user."""


@dataclass(frozen=True)
class Rendered:
    """What was rendered before any lock was taken."""

    content: bytes
    digest: str
    number: int
    issued_at: datetime.datetime
    pdf: bytes
    revision: str = ""


def compose(thing: Thing, *, nonce: str = "") -> Record:
    if isinstance(thing, Meeting):
        return compose_meeting(thing, nonce=nonce)
    if isinstance(thing, Participant):
        return compose_directory(thing, nonce=nonce)
    return compose_draft(thing, nonce=nonce)


@transaction.atomic
def ask_approval(thing: Thing, *, by: User, reason: str = "", correction: str = "") -> ApprovalRequest:
    """Send what the rows say now to the approver.

    Where the record was issued before, `correction` says how this one puts it right: a Stage of CORRECTIONS, a revision
    where nothing is said. Raises CannotAskApprovalError.
    """
    if not may_prepare(by):
        raise CannotAskApprovalError(_("Only the secretariat can send a record for approval."))
    thing = lock(thing)
    if _requests(thing).waiting().exists():
        raise CannotAskApprovalError(_("It is already waiting for approval. Take it back first to send it again."))
    if isinstance(thing, Meeting) and (stops := blocking(thing)):
        raise CannotAskApprovalError(_("Not sent: {words}").format(words=" ".join(check.text for check in stops)))
    stage = _stage(thing, correction)
    if stage in CORRECTIONS and not reason.strip():
        raise CannotAskApprovalError(_("Say in one sentence what is put right: readers see it beside the record."))
    return _request(thing, by, reason, stage)


def _request(thing: Thing, by: User, reason: str, stage: str) -> ApprovalRequest:
    nonce = secrets.token_hex(16)
    request = ApprovalRequest(
        meeting=thing if isinstance(thing, Meeting) else None,
        draft=thing if isinstance(thing, Draft) else None,
        body=thing if isinstance(thing, Participant) else None,
        stage=stage,
        audience=Audience.PUBLIC if isinstance(thing, Participant) else thing.audience,
        reason=reason,
        nonce=nonce,
        digest=digest(record_bytes(compose(thing, nonce=nonce))),
        prepared_at=timezone.now(),
        prepared_by=by,
    )
    with acting(by, "Sent for approval"):
        request.save()
    return request


def _stage(thing: Thing, correction: str) -> str:
    """What is issued now. A notice before the meeting is no record yet: what comes after it corrects nothing."""
    if isinstance(thing, Draft):
        return Stage.FINAL if thing.endorsed_at_id else Stage.DRAFT
    if isinstance(thing, Meeting) and thing.state != Meeting.State.HELD:
        return Stage.NOTICE
    if not Edition.objects.filter(subject__in=_subjects(thing)).exclude(stage=Stage.NOTICE).exists():
        return Stage.FINAL
    return correction if correction in CORRECTIONS else Stage.REVISION


def revision_name(thing: Thing, stage: str) -> str:
    """ "Corr.2" for the second corrigendum; a later notice is told apart like a revision."""
    earlier = Edition.objects.filter(subject__in=_subjects(thing), stage=stage).count()
    if stage in CORRECTIONS:
        return f"{CORRECTIONS[Stage(stage)]}.{earlier + 1}"
    return f"Rev.{earlier}" if stage == Stage.NOTICE and earlier else ""


@transaction.atomic
def take_back(request: ApprovalRequest, *, by: User) -> ApprovalRequest:
    """The secretariat stops a request it made. Raises CannotDecideError."""
    if not may_prepare(by):
        raise CannotDecideError(_("Only the secretariat can take it back."))
    return _decide(request, by, ApprovalRequest.State.TAKEN_BACK, "")


@transaction.atomic
def return_for_changes(request: ApprovalRequest, *, by: User, reason: str) -> ApprovalRequest:
    """The approver asks for changes, saying which. Raises CannotDecideError."""
    if not reason.strip():
        raise CannotDecideError(_("Say what should be changed: the one who prepared it needs to know."))
    if why := why_not_decide(by, request):
        raise CannotDecideError(why)
    return _decide(request, by, ApprovalRequest.State.RETURNED, reason)


def _decide(request: ApprovalRequest, by: User, state: str, reason: str) -> ApprovalRequest:
    request = ApprovalRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != ApprovalRequest.State.WAITING:
        raise CannotDecideError(_("This request is closed: {lower}.").format(lower=request.get_state_display().lower()))
    request.state, request.decision_reason = state, reason
    request.decided_at, request.decided_by = timezone.now(), by
    with acting(by, request.get_state_display()):
        request.save()
    return request


def issue(request: ApprovalRequest, *, by: User, channel: str = "in the browser") -> Edition:
    """Issue what was approved, whole or not at all. Raises CannotIssueError; the approval then stays as it was."""
    if why := why_not_decide(by, request):
        raise CannotIssueError(why)
    thing = request.meeting or request.draft or request.body
    assert thing is not None
    rendered = _render(thing, request)
    return _issue_under_lock(request.pk, thing, rendered, by, channel)


def _render(thing: Thing, request: ApprovalRequest) -> Rendered:
    record = compose(thing, nonce=request.nonce)
    content = record_bytes(record)
    code, issued_at = digest(content), timezone.now()
    number = _next_number(thing)
    if code != request.digest:
        raise CannotIssueError(_CHANGED)
    facts = EditionFacts(
        number=number,
        stage=request.stage,
        issued_on=issued_at.date(),
        digest=code,
        check_url=f"{settings.SITE_URL}/check/{code[:16]}/",
        revision=revision_name(thing, request.stage),
    )
    try:
        return Rendered(content, code, number, issued_at, render_pdf(record, facts), facts.revision)
    except CannotRenderError as error:
        raise CannotIssueError(
            _("Not issued: the PDF could not be made. {error} The approval is kept.").format(error=error)
        ) from error


_CHANGED = lazy_(
    "Not issued: the text changed after it was sent for approval. Nothing was sent out. Ask for approval again."
)


@transaction.atomic
def _issue_under_lock(request_id: Any, thing: Thing, rendered: Rendered, by: User, channel: str) -> Edition:
    thing = lock(thing)
    request = ApprovalRequest.objects.select_for_update().get(pk=request_id)
    if request.state != ApprovalRequest.State.WAITING:
        raise CannotIssueError(
            _("Not issued: this request is closed ({lower}).").format(lower=request.get_state_display().lower())
        )
    record = compose(thing, nonce=request.nonce)
    if digest(record_bytes(record)) != rendered.digest or rendered.digest != request.digest:
        raise CannotIssueError(_CHANGED)
    if isinstance(thing, Meeting) and (stops := blocking(thing)):
        raise CannotIssueError(_("Not issued: {words}").format(words=" ".join(check.text for check in stops)))
    if _next_number(thing) != rendered.number:
        raise CannotIssueError(_("Not issued: another revision was issued a moment ago. Look at it, then try again."))
    subject = keys.subject_of(thing)
    edition = _freeze(subject, request, rendered, by, channel)
    release = Release.objects.create(
        edition=edition, audience=request.audience, from_at=rendered.issued_at, released_by=by
    )
    renditions = keep_files(edition, record, rendered)
    if isinstance(thing, Meeting):
        try:
            enclosing.enclose(edition, record, thing)
        except StoreError as error:
            raise CannotIssueError(_("Not issued: {error} The approval is kept.").format(error=error)) from error
    projections.project(edition, record, keys.fix(subject, thing, edition.issued_at))
    if file_texts.has_text(record):
        what = f"Files of {record.reference} made known to search"
        jobs.defer(file_texts.read_files, by=by, what=what, edition=str(edition.pk))
    with acting(by, "Issued"):
        _fix_codes(thing)
        request.state, request.edition = ApprovalRequest.State.ISSUED, edition
        request.decided_at, request.decided_by = rendered.issued_at, by
        request.save()
    ledger.append(*acts_of(edition, release, renditions))
    return edition


def _freeze(subject: Subject, request: ApprovalRequest, rendered: Rendered, by: User, channel: str) -> Edition:
    edition = Edition.objects.create(
        subject=subject,
        number=rendered.number,
        stage=request.stage,
        revision=rendered.revision,
        language=settings.RECORD_LANGUAGE,
        digest=rendered.digest,
        issued_at=rendered.issued_at,
        prepared_by=request.prepared_by,
        approved_by=by,
        reason=request.reason,
        channel=channel,
    )
    EditionContent.objects.create(edition=edition, record=rendered.content)
    return edition


def keep_files(edition: Edition, record: Record, rendered: Rendered) -> list[Rendition]:
    """The bytes readers get, with their digests."""
    stem = file_stem(edition, record)
    made = []
    for form, content in (("pdf", rendered.pdf), ("json", rendered.content)):
        rendition = Rendition(
            edition=edition,
            format=form,
            file_name=f"{stem}.{form}",
            sha256=digest(content),
            size=len(content),
            made_with=versions() if form == "pdf" else {},
            content=content,
        )
        rendition.save(force_insert=True)
        made.append(rendition)
    return made


def file_stem(edition: Edition, record: Record) -> str:
    """ "AHG-SOM-10_2016-02-02_Statement_Rev1"."""
    day = (record.meeting.starts if record.meeting else record.document and record.document.submitted_on) or ""
    kind = record.statement_title.split(",")[0].removesuffix(" of the meeting").removesuffix(" of meeting")
    words = kind.replace("Outcome statement", "Statement").replace(" ", "-")
    mark = f"Draft{record.document.draft_number}" if record.document else edition.revision.replace(".", "")
    reference = record.reference.replace("/", " ").replace(",", "") if record.report else record.reference.split(",")[0]
    parts = [reference.replace(" ", "-"), day, words, mark]
    return "_".join(part for part in parts if part)


def acts_of(edition: Edition, release: Release, renditions: list[Rendition]) -> list[tuple[str, dict[str, Any]]]:
    """What the ledger is told of an issue."""
    about = {"edition": str(edition.pk), "at": edition.issued_at.isoformat()}
    issued = about | {
        "subject": str(edition.subject_id),
        "digest": edition.digest,
        "number": edition.number,
        "stage": edition.stage,
        "prepared_by": str(edition.prepared_by_id),
        "approved_by": str(edition.approved_by_id),
        "reason": edition.reason,
        "channel": edition.channel,
    }
    kept = [("rendition", about | {"format": r.format, "sha256": r.sha256, "size": r.size}) for r in renditions]
    released = about | {
        "audience": release.audience,
        "from": release.from_at.isoformat(),
        "by": str(release.released_by_id),
    }
    return [("edition", issued), *kept, ("release", released)]


def _fix_codes(thing: Thing) -> None:
    """From its first issue on, R3 stays R3."""
    if not isinstance(thing, Meeting):
        return
    rows = list(Recommendation.objects.filter(meeting=thing))
    code = codes(rows)
    for row in rows:
        if row.parent_id is None and row.number is None:
            row.number = int(code[row.pk].removeprefix("R"))
            row.save()


def issue_at_once(
    thing: Thing, *, prepared_by: User, approved_by: User, reason: str, channel: str = "by command line"
) -> Edition:
    """Prepare and issue in one go, for import and demo. Raises CannotAskApprovalError, CannotIssueError."""
    request = ask_approval(thing, by=prepared_by, reason=reason)
    try:
        return issue(request, by=approved_by, channel=channel)
    except CannotIssueError:
        take_back(request, by=prepared_by)
        raise


def facts_of(edition: Edition) -> EditionFacts:
    """What stands on every form of an issued edition."""
    return EditionFacts(
        number=edition.number,
        stage=edition.stage,
        issued_on=edition.issued_at.date(),
        digest=edition.digest,
        check_url=f"{settings.SITE_URL}/check/{edition.digest[:16]}/",
        revision=edition.revision,
    )


def rebuild_library() -> dict[str, int]:
    counts = projections.rebuild()
    file_texts.read_missing()
    return counts


def is_sent_out(draft: Draft) -> bool:
    """Whether the words of a draft may change no more: it waits for approval, or was issued."""
    closed = (ApprovalRequest.State.WAITING, ApprovalRequest.State.ISSUED)
    return ApprovalRequest.objects.filter(draft=draft, state__in=closed).exists()


def lock(thing: Thing) -> Thing:
    """The row as it stands, locked until the transaction ends."""
    if isinstance(thing, Meeting):
        return Meeting.objects.select_for_update(of=("self",)).select_related("series").get(pk=thing.pk)
    if isinstance(thing, Participant):
        return Participant.objects.select_for_update(of=("self",)).get(pk=thing.pk)
    return Draft.objects.select_for_update(of=("self",)).select_related("document").get(pk=thing.pk)


def _subjects(thing: Thing) -> Any:
    if isinstance(thing, Meeting):
        return Subject.objects.filter(meeting=thing)
    if isinstance(thing, Participant):
        return Subject.objects.filter(body=thing)
    return Subject.objects.filter(document=thing.document)


def _next_number(thing: Thing) -> int:
    return Edition.objects.filter(subject__in=_subjects(thing)).count() + 1


def _requests(thing: Thing) -> Any:
    field = {Meeting: "meeting", Participant: "body"}.get(type(thing), "draft")
    return ApprovalRequest.objects.filter(**{field: thing})
