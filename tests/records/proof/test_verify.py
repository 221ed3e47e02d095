"""The checker that stands alone: trees, signatures, checkpoints, proofs; what is wrong is told in words."""

import base64
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from records.proof import checkpoints, verify
from records.proof.verify import FaultError

CODES = [f"{number:064x}" for number in range(1, 80)]


def root_as_defined(codes):
    """RFC 9162, 2.1.1, word for word: split at the largest power of two below the number of leaves."""
    if len(codes) == 1:
        return verify.leaf(codes[0])
    half = 1
    while half * 2 < len(codes):
        half *= 2
    return verify.node(root_as_defined(codes[:half]), root_as_defined(codes[half:]))


@pytest.mark.parametrize("size", range(1, 80))
def test_the_root_is_that_of_the_rfc_and_every_proof_leads_to_it(size):
    codes = CODES[:size]
    levels = checkpoints.tree(codes)

    assert verify.root(codes) == root_as_defined(codes) == levels[-1][0]
    for index, code in enumerate(codes):
        path = list(checkpoints.path(levels, index))
        assert verify.root_by_path(index, size, verify.leaf(code), path) == levels[-1][0]


def test_a_proof_of_another_place_is_refused():
    levels = checkpoints.tree(CODES[:11])
    path = list(checkpoints.path(levels, 4))

    with pytest.raises(FaultError, match="longer"):
        verify.root_by_path(10, 11, verify.leaf(CODES[4]), path)
    with pytest.raises(FaultError, match="cut short"):
        verify.root_by_path(4, 11, verify.leaf(CODES[4]), path[:-1])
    with pytest.raises(FaultError, match="of entry 12, but the checkpoint covers 11"):
        verify.root_by_path(11, 11, verify.leaf(CODES[4]), path)
    assert verify.root_by_path(5, 11, verify.leaf(CODES[4]), path) != levels[-1][0]


# The first three of RFC 8032, 7.1: secret key, public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
            "24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302a"
            "eeb00d291612bb0c00"
        ),
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_signatures_of_the_rfc(key, message, signature):
    assert verify.is_signed(*map(bytes.fromhex, (key, message, signature)))


@given(st.binary(max_size=200), st.integers(0, 511))
def test_signatures_hold_and_no_flipped_bit_does(message, bit):
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public, signature = key.public_key().public_bytes_raw(), bytearray(key.sign(message))

    assert verify.is_signed(public, message, bytes(signature))
    signature[bit // 8] ^= 1 << bit % 8
    assert not verify.is_signed(public, message, bytes(signature))


@pytest.mark.parametrize(
    "note",
    ["", "no checkpoint", "name\nten\nAAAA\nnow\n\n", "name\n3\nAAAA\nnow\n\n", "name\n3\n" + "A" * 44 + "\nnow"],
)
def test_what_is_no_checkpoint_is_told(note):
    with pytest.raises(FaultError, match="This is no checkpoint"):
        verify.Checkpoint.read(note)


def test_keys_are_read_back_and_damage_is_told():
    public = bytes(range(32))
    text = verify.key_text("bali-process/ledger", public)

    assert verify.read_key(f"{text}\n") == (
        "bali-process/ledger",
        verify.key_mark("bali-process/ledger", public),
        public,
    )
    for broken in ("", "a+b", text[:-4], text.replace("bali", "mali")):
        with pytest.raises(FaultError, match="key"):
            verify.read_key(broken)


def test_it_runs_alone_without_site_packages_or_the_project(tmp_path):
    """Only the standard library: isolated, without site-packages, from another folder."""
    alone = tmp_path / "verify.py"
    alone.write_bytes(Path(verify.__file__).read_bytes())
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "a.proof.json").write_text("{}")

    done = subprocess.run(
        [sys.executable, "-I", "-S", alone, tmp_path / "a.pdf", "--proof", tmp_path / "a.proof.json"],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"},
    )

    assert (done.returncode, done.stdout) == (
        2,
        "COULD NOT BE CHECKED: What was given as the proof is none: take the file that ends in .proof.json.\n",
    )
    assert len(alone.read_text().splitlines()) <= 400


def a_proof(content=b"a record", size=5, at=2):
    payloads = [json.dumps({"sha256": "0" * 64})] * size
    payloads[at] = json.dumps({"sha256": hashlib.sha256(content).hexdigest(), "at": "2016-02-04"})
    previous, codes, before = verify.GENESIS, [], []
    for position, payload in enumerate(payloads, 1):
        before.append(previous)
        previous = verify.entry_hash(position, "rendition", previous, payload.encode())
        codes.append(previous)
    levels = checkpoints.tree(codes)
    head = f"x/ledger\n{size}\n{base64.b64encode(levels[-1][0]).decode()}\n2026-01-01T00:00:00Z\n\n— x/ledger AAAA\n"
    return {
        "entry": {"position": at + 1, "act": "rendition", "previous": before[at], "payload": payloads[at]},
        "path": [each.hex() for each in checkpoints.path(levels, at)],
        "checkpoint": head,
    }


def test_a_file_with_its_proof_holds_and_nothing_else_does():
    proof = a_proof()
    told, used = verify.check_file(b"a record", proof)
    assert (told["at"], used.size) == ("2016-02-04", 5)

    with pytest.raises(FaultError, match="its bytes were changed"):
        verify.check_file(b"a record!", proof)
    moved = proof | {"entry": proof["entry"] | {"payload": proof["entry"]["payload"].replace("2016", "2017")}}
    with pytest.raises(FaultError, match="does not lead to its checkpoint"):
        verify.check_file(b"a record", moved)
    other = verify.Checkpoint("x/ledger", 5, b"\0" * 32, "")
    with pytest.raises(FaultError, match="the ledger was rewritten"):
        verify.check_file(b"a record", proof, other)
    with pytest.raises(FaultError, match="the one you hold is of 9"):
        verify.check_file(b"a record", proof, other._replace(size=9))
    with pytest.raises(FaultError, match="not by this key"):  # nor past the checkpoint that is held
        verify.check_file(b"a record", proof, other._replace(size=9), verify.key_text("x/ledger", bytes(range(32))))


def said_of(tmp_path, capsys, *arguments, **files):
    """Exit status and words. `files` are written beside each other: text, bytes, or a proof."""
    for name, content in files.items():
        text = json.dumps(content) if isinstance(content, dict) else content
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    paths = [str(each if each.startswith("--") else tmp_path / each) for each in arguments]
    return verify.main(paths), capsys.readouterr().out


NOT_TEXT = b"%PDF-1.7\xe2\xe3"
FITS = {"record": b"a record", "proof": a_proof()}
HELD = f"x/ledger\n9\n{base64.b64encode(bytes(32)).decode()}\n2026-01-01T00:00:00Z\n\n— x/ledger AAAA\n"


@pytest.mark.parametrize(
    ("arguments", "files", "words"),
    [
        (["--checkpoint", "held"], {"held": HELD}, "Take the checkpoint of 5 entries"),
        (["--checkpoint", "held"], {"held": NOT_TEXT}, "This is no checkpoint"),
        (["--checkpoint", "held"], {"held": "some text"}, "This is no checkpoint"),
        (["--key", "key"], {"key": NOT_TEXT}, "This is no key"),
        (["--key", "key"], {"key": HELD}, "This is no key"),
        ([], {"proof": NOT_TEXT}, "This is no proof"),
        ([], {"proof": "no JSON"}, "This is no proof"),
        ([], {"proof": {"title": "A record"}}, "take the file that ends in .proof.json"),
    ],
)
def test_what_does_not_belong_to_the_file_says_nothing_against_it(tmp_path, capsys, arguments, files, words):
    status, said = said_of(tmp_path, capsys, "record", "--proof", "proof", *arguments, **FITS | files)

    assert (status, said.split(":")[0]) == (2, "COULD NOT BE CHECKED")
    assert words in said
    assert "codec" not in said


@pytest.mark.parametrize(
    "files",
    [
        {"record": b"a record!"},
        {"proof": a_proof() | {"path": a_proof()["path"][:-1]}},
        {"proof": a_proof() | {"path": ["00" * 32, *a_proof()["path"][1:]]}},
        {"proof": a_proof() | {"path": "no list of hashes"}},
        {"proof": {name: part for name, part in a_proof().items() if name != "checkpoint"}},
        {"proof": a_proof() | {"entry": a_proof()["entry"] | {"payload": "[]"}}},
        {"proof": a_proof() | {"checkpoint": HELD}},
    ],
)
def test_what_was_tampered_with_is_never_said_to_be_unchecked(tmp_path, capsys, files):
    """Also with a checkpoint of another number at hand."""
    for more in ([], ["--checkpoint", "held"]):
        status, said = said_of(tmp_path, capsys, "record", "--proof", "proof", *more, **FITS | {"held": HELD} | files)
        assert (status, said.split(":")[0]) == (1, "NOT AS ISSUED"), files


def test_a_folder_that_is_no_archive_is_told(tmp_path, capsys):
    (tmp_path / "letters").mkdir()
    status, said = said_of(tmp_path, capsys, "letters")

    assert status == 2
    assert "is no archive. Name the folder that holds bagit.txt." in said
