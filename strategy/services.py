"""The verbs of documents: begin one, begin its next draft."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from core.history import acting
from members.models import User
from members.permissions import works_at_desk
from strategy.models import Document, Draft


class CannotDraftError(Exception):
    """Why no draft was begun, in words for the user."""


@transaction.atomic
def begin(document: Document, draft: Draft, *, by: User) -> Draft:
    """A new document with its first draft, neither saved before. Raises CannotDraftError."""
    _must_work_here(by)
    with acting(by, "Began the document"):
        document.save()
        draft.document, draft.number = document, 1
        draft.save()
    return draft


@transaction.atomic
def next_draft(document: Document, *, by: User) -> Draft:
    """The next draft begins with the words of the last; what was submitted stays as it was. Raises CannotDraftError."""
    _must_work_here(by)
    document = Document.objects.select_for_update().get(pk=document.pk)
    last = document.drafts.order_by("-number").first()
    if last is None:
        raise CannotDraftError(_("This document has no draft to begin from."))
    draft = Draft(document=document, number=last.number + 1, text=last.text, audience=last.audience)
    with acting(by, f"Began draft {draft.number} from draft {last.number}"):
        draft.save()
    return draft


def lock(draft: Draft) -> None:
    """Nobody else changes the drafts of this document until the transaction ends."""
    Document.objects.select_for_update().get(pk=draft.document_id)


def _must_work_here(by: User) -> None:
    if not works_at_desk(by):
        raise CannotDraftError(_("Only the secretariat can begin a draft."))
