"""The verbs of materials: keep a file with a meeting, replace it by another. Inside the caller's `acting`."""

from __future__ import annotations

import hashlib

from meetings.files import CannotKeepFileError, taken
from meetings.models import Material, Meeting
from meetings.services import CannotFileError, kept, saved


def keep(
    meeting: Meeting, *, name: str, content: bytes, values: dict[str, object], replaces: Material | None = None
) -> Material:
    """Keep a file, hashed; `values` are what its form says of it. Raises CannotKeepFileError.

    A file that it `replaces` stays as an earlier version and goes out no more.
    """
    file = taken(name, content)
    is_picture = file.thumbnail is not None
    material = Material(
        meeting=meeting,
        kind=Material.Kind.PICTURE if is_picture else Material.Kind.DOCUMENT,
        file_name=file.file_name,
        media_type=file.media_type,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        content=file.content,
        thumbnail=file.thumbnail,
        **values,
    )
    try:
        kept(material)
        if replaces is not None:
            replaces.replaced_by, replaces.goes_out = material, False
            saved(replaces)
    except CannotFileError as error:
        raise CannotKeepFileError(str(error).removeprefix("Material: ")) from error
    return material
