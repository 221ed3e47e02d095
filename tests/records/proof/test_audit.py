"""What was changed by hand, or forged whole, is found, and the first entry concerned is named."""

import random

import pytest
from django.db import transaction

from bench.tampering import COVERS, WAYS, tamper, tamper_with_rows
from records.models import Checkpoint, LedgerEntry, Release
from records.proof import checkpoints, verify
from records.proof.audit import Finding, Kept, audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(edition):
    checkpoint = checkpoints.make()
    hashes = list(LedgerEntry.objects.order_by("position").values_list("hash", flat=True))
    return Kept(verify.Checkpoint.read(checkpoint.note), hashes)


def first_concerned(kept):
    return audit([kept]).first


def test_what_stands_as_written_has_no_findings(kept):
    found = audit([kept])

    assert (found.findings, found.entries, found.proven, found.unproven) == ((), 4, 4, "")


@pytest.mark.parametrize("cover", COVERS)
@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_change_the_ledger_is_found_and_the_first_entry_named(way, cover, kept):
    for at in range(4):
        with transaction.atomic():
            first = tamper(way, cover, at, random.Random(at))
            assert first_concerned(kept) == first
            transaction.set_rollback(True)
    assert audit([kept]).findings == ()


@pytest.mark.parametrize("seed", range(12))
def test_every_change_to_what_the_ledger_tells_of_is_found(seed, kept):
    with transaction.atomic():
        position = tamper_with_rows(seed % 4, random.Random(seed))
        assert first_concerned(kept) == position
        transaction.set_rollback(True)
    assert audit([kept]).findings == ()


def test_a_row_that_no_entry_tells_of_is_found(kept, edition, ravi):
    Release.objects.create(edition=edition, audience="members", from_at=edition.issued_at, released_by=ravi)

    assert audit([kept]).findings == (Finding(0, f"A release is there that no entry tells of ({edition.pk} members)."),)


def test_without_the_list_a_checkpoint_tells_between_which_entries(kept):
    tamper("edit", "all", 2, random.Random(0))
    words = [finding.words for finding in audit([Kept(kept.checkpoint)]).findings]

    assert "The ledger was rewritten somewhere in its entries 1 to 4." in words


def test_what_came_after_the_last_checkpoint_is_reported_as_unproven(kept):
    tamper("insert", "all", 4, random.Random(0))

    found = audit([kept])
    assert found.unproven == "Entries 5 to 5 came after the last checkpoint and are not proven by it."
    assert Checkpoint.objects.get().size == 4


def test_a_list_that_does_not_belong_to_its_checkpoint_is_refused(kept):
    with pytest.raises(verify.FaultError, match="does not lead to the root"):
        Kept(kept.checkpoint, [*kept.hashes[:-1], "0" * 64])
