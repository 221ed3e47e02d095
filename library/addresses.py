"""Where an edition is read and its files are downloaded."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from records.models import Edition

FILES = {
    "meeting": {"statement.pdf": "pdf", "record.json": "json"},
    "document": {"draft.pdf": "pdf", "record.json": "json"},
    "directory": {"directory.pdf": "pdf", "record.json": "json"},
    "report": {"report.pdf": "pdf", "record.json": "json", "evidence": "evidence"},
}
_PAGES = {
    "meeting": ("meetings", "revision"),
    "document": ("strategy", "draft"),
    "directory": ("directory", "revision"),
    "report": ("reports", "detail"),
}
PROOF = ".proof.json"  # behind the name of a file


def edition_number(kind: str, shown: int | None) -> int | None:
    """Addresses count revisions (the first edition is 0, Rev.1 is 1), those of documents count drafts."""
    return shown + 1 if shown is not None and kind != "document" else shown


def shown_number(edition: Edition) -> int:
    """The other way round: the number under which an edition stands in addresses."""
    return edition.number - 1 if edition.card.kind != "document" else edition.number


def page(edition: Edition, current: Edition) -> str:
    """The edition in force stands at the subject's own address."""
    space, name = _PAGES[edition.card.kind]
    if edition == current:
        return reverse(f"{space}:detail", kwargs={"key": current.card.key})
    return reverse(f"{space}:{name}", kwargs=_which(edition, current))


def permanent(edition: Edition, current: Edition) -> str:
    """Where these words stay, also when later ones are in force."""
    space, name = _PAGES[edition.card.kind]
    if name == "detail":
        return page(edition, current)
    return reverse(f"{space}:{name}", kwargs=_which(edition, current))


def file(edition: Edition, current: Edition, form: str) -> str:
    return named(edition, current, next(name for name, known in FILES[edition.card.kind].items() if known == form))


def named(edition: Edition, current: Edition, name: str) -> str:
    """A file by the name it has below the edition's address."""
    which = {"key": current.card.key} if edition == current else _which(edition, current)
    return reverse(f"{_PAGES[edition.card.kind][0]}:download", kwargs=which | {"name": name})


def changes(older: Edition, newer: Edition, current: Edition) -> str:
    """Where the changes between two editions are marked."""
    which = {"key": current.card.key, "first": shown_number(older), "second": shown_number(newer)}
    return reverse(f"{_PAGES[newer.card.kind][0]}:changes", kwargs=which)


def _which(edition: Edition, current: Edition) -> dict[str, Any]:
    return {"key": current.card.key, "revision": shown_number(edition)}
