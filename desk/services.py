"""The verbs that touch more than one app below the desk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.history import acting
from meetings.models import Material, Meeting, Provenance
from meetings.services import CannotFileError, file_meeting, keep_material
from members.models import User
from members.permissions import works_at_desk
from recommendations.services import file_recommendations

__all__ = ["CannotFileError", "Filed", "file_summary"]


@dataclass(frozen=True)
class Filed:
    """`is_new` is false where this very text had been filed before; nothing was written then."""

    meeting: Meeting
    is_new: bool


def file_summary(
    corrected: dict[str, Any],
    *,
    text: str,
    by: User,
    provenance: str = Provenance.PUBLIC_SOURCES,
    file_name: str = "",
    media_type: str = "text/plain",
    original: bytes | None = None,
) -> Filed:
    """Turn a corrected proposal into a meeting with all its rows, and keep the text itself as a material.

    All or nothing. Raises CannotFileError with a sentence for the user.
    """
    if not works_at_desk(by):
        raise CannotFileError(
            _("{by} may not prepare meetings. Ask an administrator for the role of the secretariat.").format(by=by)
        )
    content = original if original is not None else text.encode()
    known = Material.objects.filter(sha256=hashlib.sha256(content).hexdigest(), kind=Material.Kind.SUMMARY)
    if (kept := known.select_related("meeting__series").first()) is not None:
        return Filed(kept.meeting, is_new=False)
    try:
        with transaction.atomic(), acting(by, "Filed from a summary"):
            meeting = file_meeting(corrected, provenance=provenance)
            file_recommendations(meeting, corrected.get("recommendations") or [])
            name = file_name or "summary.txt"
            keep_material(
                meeting, title="The summary as received", file_name=name, media_type=media_type, content=content
            )
    except IntegrityError as error:
        raise CannotFileError(
            _("Somebody filed the same meeting at the same moment. Look at the list of meetings, then try again.")
        ) from error
    return Filed(meeting, is_new=True)
