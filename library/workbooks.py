"""A table as a workbook of one sheet, with the same care as those of records."""

from __future__ import annotations

from collections.abc import Sequence

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def book(title: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> bytes:
    """The library is loaded when the first table is made: who only reads shall not pay for it."""
    from records.exports import workbook  # noqa: PLC0415 - see above

    return workbook.table(title, headings, list(rows))
