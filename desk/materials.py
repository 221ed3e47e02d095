"""Files handed in at the desk: kept under the meeting's lock."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from core.history import acting
from desk.forms.materials import UploadForm
from desk.meeting_services import opened
from meetings import materials
from meetings.models import Material, Meeting
from members.models import User


def keep(form: UploadForm, meeting: Meeting, *, by: User, replaces: Material | None = None) -> Material:
    """From a valid form. Raises CannotKeepFileError, CannotCorrectError."""
    reason = "Replaced a file" if replaces else "Kept a file"
    with transaction.atomic(), acting(by, reason):
        opened(meeting, by)
        file = form.cleaned_data["file"]
        if replaces is not None:
            replaces = Material.objects.select_for_update(of=("self",)).get(pk=replaces.pk)
            if replaces.replaced_by_id:
                raise materials.CannotKeepFileError(
                    _("Somebody replaced this file meanwhile. Look at the new one first.")
                )
        return materials.keep(meeting, name=file.name, content=file.read(), values=form.values(), replaces=replaces)
