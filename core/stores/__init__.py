"""Bytes that lie beside the database: a folder, or a bucket that speaks S3. Each object is named by its SHA-256.

MATERIALS_STORE says where: new objects go to the first that it names, the others are read until everything has moved.
Where the first is `database`, `first()` is None and the bytes stay in their row.

A store takes part in no transaction. So an object is written before the row that names it commits (`being_kept`), and
removed after the row is gone (`may_remove`): what can be left over is an object that no row names, never a row without
its object.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.utils.translation import gettext as _

DATABASE = "database"
# A backup holds this for as long as it copies objects; whoever removes one looks whether it is held.
COPYING = "SELECT pg_advisory_xact_lock_shared(hashtextextended('core.stores', 0))"
_IS_COPIED = "SELECT NOT pg_try_advisory_xact_lock(hashtextextended('core.stores', 0))"
_KEEP = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))"
_REMOVE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class StoreError(Exception):
    """A store does not answer, or does not hold what it should; in words for people."""


class Store:
    """One place, by its name in STORAGES."""

    def __init__(self, alias: str) -> None:
        self._storage = storages[alias]

    def __str__(self) -> str:
        return str(self._storage)

    def keep(self, content: bytes) -> str:
        """Returns the SHA-256 under which it lies. What is there already is written again: it may be damaged."""
        code = hashlib.sha256(content).hexdigest()
        try:
            self._storage.save(_name(code), ContentFile(content))
        except OSError as error:
            raise StoreError(
                _("The store of files ({place}) takes nothing: {error}").format(place=self, error=error)
            ) from error
        return code

    def read(self, code: str) -> bytes | None:
        """None where it holds no such object. Raises StoreError, also where the bytes are not those of the name."""
        try:
            with self._storage.open(_name(code)) as file:
                content: bytes = file.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(
                _("The store of files ({place}) does not answer: {error}").format(place=self, error=error)
            ) from error
        if hashlib.sha256(content).hexdigest() != code:
            raise StoreError(_("{code} in {place} is damaged.").format(code=code, place=self))
        return content

    def remove(self, code: str) -> None:
        try:
            self._storage.delete(_name(code))
        except OSError as error:
            raise StoreError(
                _("The store of files ({place}) does not answer: {error}").format(place=self, error=error)
            ) from error

    def codes(self) -> Iterator[tuple[str, datetime.datetime]]:
        """Every object, and when it was written."""
        try:
            for name, moment in self._storage.entries():  # type: ignore[attr-defined]  # both backends have it
                code = name.rpartition("/")[2]
                if len(code) == 64 and name.endswith(_name(code)):
                    yield code, moment
        except OSError as error:
            raise StoreError(
                _("The store of files ({place}) does not answer: {error}").format(place=self, error=error)
            ) from error


def _name(code: str) -> str:
    return f"{code[:2]}/{code}"


def first() -> Store | None:
    """Where new objects go; None for the database."""
    alias = settings.MATERIALS_STORES[0]
    return None if alias == DATABASE else Store(alias)


def every() -> list[Store]:
    """All that are read, in order."""
    return [Store(alias) for alias in settings.MATERIALS_STORES if alias != DATABASE]


def read(code: str) -> bytes:
    """From the first store that holds it whole. Raises StoreError."""
    trouble: StoreError | None = None
    for store in every():
        try:
            if (content := store.read(code)) is not None:
                return content
        except StoreError as error:
            trouble = error
    raise trouble or StoreError(_("No store of files holds {code}.").format(code=code))


def being_kept(code: str) -> None:
    """Until the transaction ends nobody removes this object. Call it before the object is written."""
    _locked(_KEEP, code)


def may_remove(code: str) -> bool:
    """Wait for whoever is keeping this object; False while a backup copies. Until the transaction ends nobody begins to
    keep it: look after this whether a row names it."""
    _locked(_REMOVE, code)
    with connection.cursor() as cursor:
        cursor.execute(_IS_COPIED)
        return not cursor.fetchone()[0]


def _locked(query: str, code: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, [f"core.stores:{code}"])
