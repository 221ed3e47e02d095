"""Checkpoints are signed once, cover what is there, and are refused over a broken chain."""

import hashlib
import json
import random
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import IntegrityError

from bench.tampering import tamper
from meetings.models import Meeting
from records import services
from records.models import Checkpoint, LedgerEntry, Proof, Rendition
from records.proof import checkpoints, proofs, signing, verify

pytestmark = pytest.mark.django_db


def rewrite(statement, *values):
    """As the superuser of the database would, triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_a_checkpoint_covers_the_ledger_and_is_signed(edition):
    checkpoint = checkpoints.make()

    head = verify.Checkpoint.read(checkpoint.note)
    assert (head.origin, head.size) == ("bali-process/ledger", LedgerEntry.objects.count())
    assert head.root.hex() == checkpoint.root
    head.check_signature(signing.key_text())
    with pytest.raises(verify.FaultError, match="not by this key"):
        head._replace(size=3).check_signature(signing.key_text())


def test_made_again_without_anything_new_it_is_the_same(edition):
    first = checkpoints.make()

    assert checkpoints.make() == first
    assert Checkpoint.objects.count() == 1


def test_the_key_is_made_once_and_only_its_owner_reads_it(settings, edition):
    text = signing.key_text()

    assert signing.key_text() == text
    assert stat.S_IMODE(Path(settings.CHECKPOINT_KEY_FILE).stat().st_mode) == 0o600
    Path(settings.CHECKPOINT_KEY_FILE).write_text("not a key")
    with pytest.raises(signing.CannotSignError, match="from its safe copy"):
        checkpoints.make()
    assert Checkpoint.objects.count() == 0


def test_a_broken_chain_and_an_empty_one_are_not_signed(edition):
    rewrite("UPDATE records_ledgerentry SET payload = payload || ' ' WHERE position = 2")
    with pytest.raises(checkpoints.CannotCheckpointError, match="Entry 2 was changed"):
        checkpoints.make()


def test_nothing_issued_nothing_signed(db):
    with pytest.raises(checkpoints.CannotCheckpointError, match="nothing was issued"):
        checkpoints.make()


def test_checkpoints_and_proofs_never_change(edition):
    checkpoints.make()
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("checkpoint", "proof"):
        for act in ("UPDATE records_{} SET checkpoint_id = 9", "DELETE FROM records_{}", "TRUNCATE records_{} CASCADE"):
            statement = act.format(table).replace("checkpoint_id", "size" if table == "checkpoint" else "checkpoint_id")
            with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
                connection.cursor().execute(statement)


def test_every_file_has_a_proof_that_stays_when_more_is_issued(edition, ana, ravi):
    checkpoints.make()
    pdf = Rendition.objects.get(format="pdf")
    early = proofs.of(pdf)
    told, used = verify.check_file(bytes(pdf.content), json.loads(early))
    assert (told["sha256"], used.size) == (hashlib.sha256(bytes(pdf.content)).hexdigest(), 4)

    meeting = Meeting.objects.get()
    meeting.gist = "Members agreed more."
    meeting.save()
    services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="More was agreed")
    latest = Rendition.objects.filter(format="pdf").order_by("edition__number").last()
    assert proofs.of(latest) is None
    checkpoints.make()

    assert proofs.of(pdf) == early
    verify.check_file(bytes(latest.content), json.loads(proofs.of(latest)))
    assert Proof.objects.count() == 4


def test_the_command_writes_what_is_to_be_kept_elsewhere(edition, tmp_path, capsys):
    call_command("checkpoint", str(tmp_path / "kept"))

    names = sorted(path.name for path in (tmp_path / "kept").iterdir())
    assert names == ["checkpoint-000000004.hashes", "checkpoint-000000004.txt", "checkpoint-key.txt"]
    assert Checkpoint.objects.get().note in capsys.readouterr().out
    call_command("verify_ledger", str(tmp_path / "kept" / "checkpoint-000000004.txt"))
    assert "All 4 entries hold" in capsys.readouterr().out


def test_a_kept_checkpoint_finds_a_ledger_rewritten_whole(edition, tmp_path, capsys):
    call_command("checkpoint", str(tmp_path))
    tamper("edit", "all", 2, random.Random(1))
    assert verify.Checkpoint.read(Checkpoint.objects.get().note).size == 4

    with pytest.raises(CommandError, match="The first entry concerned: 3"):
        call_command("verify_ledger", str(tmp_path / "checkpoint-000000004.txt"))
    (tmp_path / "checkpoint-000000004.hashes").unlink()
    with pytest.raises(CommandError, match="The first entry concerned: 1"):
        call_command("verify_ledger", str(tmp_path / "checkpoint-000000004.txt"))


def test_a_checkpoint_that_is_damaged_or_of_another_key_is_refused(edition, tmp_path):
    call_command("checkpoint", str(tmp_path))
    note = tmp_path / "checkpoint-000000004.txt"
    note.write_text(note.read_text().replace("\n4\n", "\n5\n"))

    with pytest.raises(CommandError, match="not by this key"):
        call_command("verify_ledger", str(note))


def test_a_file_that_is_no_checkpoint_is_told_in_words(edition, tmp_path):
    (tmp_path / "some.pdf").write_bytes(b"%PDF-1.7\xe2\xe3")

    with pytest.raises(CommandError, match=r"some\.pdf: This is no checkpoint"):
        call_command("verify_ledger", str(tmp_path / "some.pdf"))
    with pytest.raises(CommandError, match=r"some\.pdf: This is no key"):
        call_command("verify_ledger", "--key", str(tmp_path / "some.pdf"))
