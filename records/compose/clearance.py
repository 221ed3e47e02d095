"""Who cleared the words. A clearance holds for the words it was given for: when one changes, it is no longer told."""

from __future__ import annotations

from collections.abc import Sequence

from meetings.models import Clearance, Host
from records.canonical import digest, record_bytes
from records.record import Cleared, Record


def words_of(record: Record) -> str:
    """What is cleared: the digest of a record without its nonce, its notice and who cleared it."""
    return digest(record_bytes(record.model_copy(update={"nonce": "", "notice": "", "clearances": ()})))


def with_clearances(record: Record, hosts: Sequence[Host], clearances: Sequence[Clearance]) -> Record:
    """The record with the clearances that hold for it. Cleared by every Co-Chair, it no longer says that nobody has."""
    if not clearances:
        return record
    words = words_of(record)
    held = [clearance for clearance in clearances if clearance.words == words]
    names = {host.pk: host.as_written for host in hosts}
    told = tuple(
        Cleared(name=names[one.host_id], role=one.role, on=one.cleared_on.isoformat(), how=one.get_how_display())
        for one in held
        if one.host_id in names
    )
    by_all = cleared_by_all(hosts, held)
    return record.model_copy(update={"clearances": told, **({"notice": ""} if by_all else {})})


def cleared_by_all(hosts: Sequence[Host], held: Sequence[Clearance]) -> bool:
    return not not_cleared(hosts, held)


def not_cleared(hosts: Sequence[Host], held: Sequence[Clearance]) -> list[Host]:
    """Co-Chairs whose clearance is not among those held."""
    by = {clearance.host_id for clearance in held}
    return [host for host in hosts if host.role == Host.Role.CO_CHAIR and host.pk not in by]
