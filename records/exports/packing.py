"""Office files are ZIP archives; here they lose the time of day at which they were packed."""

from __future__ import annotations

import datetime
import io
import zipfile

# The earliest moment a ZIP entry can have; it stands for none.
UNDATED = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)


def packed(archive: bytes) -> bytes:
    """The same entries in the same order, dated alike: equal contents give equal bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, UNDATED.timetuple()[:6])
            entry.create_system = 0  # the machine's own otherwise
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED, 6)
    return result.getvalue()
