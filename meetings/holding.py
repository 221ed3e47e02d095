"""Where the bytes of materials lie: in their row, or in a store beside the database (core.stores)."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import stores
from meetings.models import Material

UNFINISHED_FOR = datetime.timedelta(days=1)  # an object younger than that may be one whose row is about to commit


def hold(material: Material) -> None:
    """Before a new row is saved, in its transaction: its bytes go to where new ones go. Raises StoreError."""
    store = stores.first()
    if store is None or material.content is None:
        return
    stores.being_kept(material.sha256)
    store.keep(bytes(material.content))
    material.content = None


def _remove(sha256: str) -> bool:
    """Whether it was removed: not where a row names it. In a transaction. Raises StoreError, also during a backup."""
    if not stores.may_remove(sha256):
        raise stores.StoreError(_("A backup is being made. Sweep again when it is done."))
    if Material.objects.filter(sha256=sha256).exists():
        return False
    for store in stores.every():
        store.remove(sha256)
    return True


def move(tell: Callable[[int, int], None]) -> int:
    """Bring all bytes to where new ones go; returns how many files were moved. Raises StoreError.

    Each is a transaction of its own: cut short, it goes on where it was. Nothing of a row changes that people see, so
    its version and its history stay. Nothing is taken from the store that was left.
    """
    store = stores.first()
    there = {code for code, _moment in store.codes()} if store else set()
    wanted = [pk for pk, code, is_here in _places() if (is_here or code not in there if store else not is_here)]
    for number, pk in enumerate(wanted, 1):
        with transaction.atomic():
            _move(pk, store)
        tell(number, len(wanted))
    return len(wanted)


def _move(pk: Any, store: stores.Store | None) -> None:
    row = Material.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:  # deleted meanwhile
        return
    content = row.whole()
    if store is not None:
        stores.being_kept(row.sha256)
        store.keep(content)
    Material._base_manager.filter(pk=pk).update(content=content if store is None else None)


def _places() -> list[tuple[Any, str, bool]]:
    """Of every material its key, its digest, and whether its bytes lie in its row."""
    rows = Material.objects.annotate(is_here=Q(content__isnull=False)).order_by("pk")
    return list(rows.values_list("pk", "sha256", "is_here"))


@dataclass(frozen=True)
class Standing:
    """`missing` are digests of rows whose bytes are nowhere; `leftover` objects that no row names; `elsewhere` says how
    many files do not lie where new ones go."""

    files: int
    missing: list[str]
    elsewhere: int
    leftover: list[str]


def standing() -> Standing:
    """Held against the names in the stores; bytes are not read. Raises StoreError."""
    first, told = stores.first(), _places()
    held = [dict(store.codes()) for store in stores.every()]
    there = set().union(*held)
    wanted = {code for _pk, code, is_here in told if not is_here}
    in_first = set(held[0]) if first else set()
    young = timezone.now() - UNFINISHED_FOR
    named = {code for _pk, code, _is_here in told}
    leftover = {code for found in held for code, moment in found.items() if code not in named and moment < young}
    elsewhere = sum(is_here if first else not is_here for _pk, _code, is_here in told)
    elsewhere += len(wanted & there - in_first) if first else 0
    return Standing(len(told), sorted(wanted - there), elsewhere, sorted(leftover))


def sweep() -> int:
    """Remove what no row names and is older than a day; returns how many. Raises StoreError."""
    gone = 0
    for code in standing().leftover:
        with transaction.atomic():
            gone += _remove(code)
    return gone


def damaged() -> list[str]:
    """Read everything and hold it against its digest; what is damaged or gone, in words."""
    found = []
    for pk, code, _is_here in _places():
        try:
            content = Material.objects.get(pk=pk).whole()
        except stores.StoreError as error:
            found.append(f"{code}: {error}")
        except Material.DoesNotExist:  # deleted meanwhile
            continue
        else:
            if hashlib.sha256(content).hexdigest() != code:
                found.append(_("{code}: the bytes in the database are others.").format(code=code))
    return found
