"""What was said is answered, and accepted words go into the working text."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from core.history import acting
from meetings.models import Outcome
from members.models import User
from recommendations.models import Recommendation
from records import services
from records.clearance.rounds import now, sent
from records.compose.words import anchor_of
from records.models import Comment
from records.permissions import may_prepare
from records.received.differences import places
from strategy import writing
from strategy.models import Draft

Kind, Answer = Comment.Kind, Comment.Answer


class CannotAnswerError(Exception):
    """Why a comment was not answered, or its words not taken over, in words for the user."""


@transaction.atomic
def answer(comment: Comment, verdict: str, *, by: User, reason: str = "", takes_over: bool = False) -> Comment:
    """Accept, accept in part, or decline with a reason; with `takes_over` the proposed words go into the working text,
    as one change that names the delegation. Raises CannotAnswerError."""
    if not may_prepare(by):
        raise CannotAnswerError(_("Only the secretariat answers comments."))
    comment = Comment.objects.select_for_update(of=("self",)).select_related("circulation").get(pk=comment.pk)
    if comment.answer:
        raise CannotAnswerError(_("It is answered already."))
    if verdict not in Answer.values:
        raise CannotAnswerError(_("Choose the answer: accepted, accepted in part, or declined."))
    if verdict != Answer.ACCEPTED and not reason.strip():
        raise CannotAnswerError(_("Say why it is not accepted, or what of it is."))
    comment.answer, comment.answer_text = verdict, reason.strip()
    comment.answered_at, comment.answered_by = now(), by
    with acting(by, f"{comment.get_answer_display()}: {comment.participant}"[:100]):
        if takes_over and verdict == Answer.ACCEPTED and (comment.words or comment.kind == Kind.RESERVATION):
            _take_over(comment)
            comment.is_applied = True
        comment.save()
    return comment


def _take_over(comment: Comment) -> None:
    """Only where the paragraph still reads as it was sent: words that were changed since are not written over."""
    row = comment.circulation
    if comment.kind == Kind.RESERVATION:
        _enter_reservation(comment)
        return
    was = places(sent(row))[comment.anchor][1]
    if row.draft:
        _into_draft(row.draft, was, comment.words)
        return
    for model in (Outcome, Recommendation):
        for paragraph in model.objects.select_for_update().filter(meeting=row.meeting):
            if anchor_of(paragraph.pk) == comment.anchor and paragraph.text == was:
                paragraph.text = comment.words
                paragraph.save()
                return
    raise CannotAnswerError(_CHANGED)


def _enter_reservation(comment: Comment) -> None:
    """For the record: behind its paragraph, or behind the last one where it is on the whole text."""
    row = comment.circulation
    if not row.draft:
        raise CannotAnswerError(_("Write the reservation into the outcomes of the meeting."))
    draft = _open_draft(row.draft)
    was = places(sent(row)).get(comment.anchor, ("", ""))[1]
    chunks = draft.text.replace("\r\n", "\n").split("\n\n")
    found = [at for at, chunk in enumerate(chunks) if writing.words_of(chunk) and was in ("", writing.words_of(chunk))]
    if not found:
        raise CannotAnswerError(_CHANGED)
    at = found[0] if was else found[-1]
    chunks[at] = writing.reserved(chunks[at], str(comment.participant), comment.text)
    draft.text = "\n\n".join(chunks)
    draft.save()


_CHANGED = "The paragraph was changed since it was sent. Answer the comment, and put the words in by hand."


def _open_draft(sent_draft: Draft) -> Draft:
    """The newest draft of the document, locked, as long as it is open."""
    draft = Draft.objects.select_for_update().filter(document=sent_draft.document_id).order_by("-number")[0]
    if services.is_sent_out(draft):
        raise CannotAnswerError(_("The newest draft was sent out and stays as it is. Begin the next draft first."))
    return draft


def _into_draft(sent_draft: Draft, was: str, words: str) -> None:
    draft = _open_draft(sent_draft)
    chunks = draft.text.replace("\r\n", "\n").split("\n\n")
    found = [at for at, chunk in enumerate(chunks) if writing.words_of(chunk) == was]
    lines = [at for at, chunk in enumerate(chunks) if was in writing.items_of(chunk)]
    if len(found + lines) != 1:
        raise CannotAnswerError(_CHANGED)
    at = (found + lines)[0]
    chunks[at] = writing.reworded(chunks[at], words) if found else writing.with_item(chunks[at], was, words)
    draft.text = "\n\n".join(chunks)
    draft.save()
