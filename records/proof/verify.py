#!/usr/bin/env python3
"""Is this file a record as it was issued? Checked offline, with nothing but Python 3.9 or later.

    python3 verify.py STATEMENT.pdf --proof STATEMENT.proof.json --checkpoint checkpoint.txt --key key.txt
    python3 verify.py FOLDER_OF_AN_ARCHIVE --checkpoint checkpoint.txt --key key.txt

The secretariat keeps a ledger: one entry for everything that was issued, each bound to the one before by its hash.
From time to time it signs a checkpoint: the number of entries and the root of a Merkle tree over them (RFC 9162),
signed with Ed25519 (RFC 8032), in the form of a signed note (C2SP). A checkpoint kept elsewhere, on paper or with
somebody else, cannot be made to fit a changed ledger afterwards. A proof holds the entry of one file and the hashes
that lead from it to the root.

Exit status: 0 as issued, 1 not as issued, 2 could not be checked.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

GENESIS = "0" * 64
Point = tuple[int, int, int, int]
Told = dict[str, Any]  # what an entry of the ledger says


class FaultError(Exception):
    """What is wrong and where, in words."""


class UncheckedError(FaultError):
    """Why nothing can be said of it yet, and what to do, in words: what was handed over does not belong to it."""


def entry_hash(position: int, act: str, previous: str, payload: bytes) -> str:
    """SHA-256 over the length-prefixed parts, hexadecimal. `payload` is bytes, the rest text and a number."""
    parts = (str(position).encode(), act.encode(), previous.encode(), payload)
    return hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).hexdigest()


def leaf(entry: str) -> bytes:
    """The leaf of an entry, given the entry's hash in hexadecimal (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\0" + bytes.fromhex(entry)).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root(hashes: Iterable[str]) -> bytes:
    """The root of the tree over the entries with these hashes, 32 bytes. One pass, memory for one path."""
    peaks: list[bytes] = []
    for count, entry in enumerate(hashes, 1):
        top, whole = leaf(entry), count
        while whole % 2 == 0:
            top, whole = node(peaks.pop(), top), whole // 2
        peaks.append(top)
    if not peaks:
        return hashlib.sha256(b"").digest()
    top = peaks.pop()
    while peaks:
        top = node(peaks.pop(), top)
    return top


def root_by_path(index: int, size: int, start: bytes, path: Sequence[bytes]) -> bytes:
    """The root that a leaf at `index` (from 0) of `size` leads to (RFC 9162, 2.1.3.2). Raises FaultError."""
    if not 0 <= index < size:
        raise FaultError(f"The proof is of entry {index + 1}, but the checkpoint covers {size}.")
    at, last, top = index, size - 1, start
    for beside in path:
        if last == 0:
            raise FaultError("The proof is longer than its tree is high.")
        if at % 2 or at == last:
            top = node(beside, top)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            top = node(top, beside)
        at, last = at // 2, last // 2
    if last:
        raise FaultError("The proof is cut short.")
    return top


# Signatures: Ed25519, RFC 8032, 5.1. Slow and simple: one signature takes some milliseconds.

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def _add(a: Point, b: Point) -> Point:
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(number: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = _add(total, point)
        point = _add(point, point)
        number >>= 1
    return total


def _x_of(y: int, sign: int) -> int | None:
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def _point(packed: bytes) -> Point | None:
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = _x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


_BASE_Y = 4 * pow(5, P - 2, P) % P
_BASE_X = _x_of(_BASE_Y, 0) or 0
BASE = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % P)


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) is of `message` by the holder of `key` (32 bytes)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    signer, shown = _point(key), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if signer is None or shown is None or scalar >= Q:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % Q
    a, b = _times(scalar, BASE), _add(shown, _times(challenge, signer))
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


# Checkpoints: signed notes


class Checkpoint(NamedTuple):
    """`origin` names the ledger, `size` counts its entries, `root` is 32 bytes, `made_at` is text of a moment.

    `signatures` are pairs of a signer's name and what it wrote, in base64.
    """

    origin: str
    size: int
    root: bytes
    made_at: str
    signatures: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n{self.made_at}\n"

    @classmethod
    def read(cls, note: str) -> Checkpoint:
        """Raises FaultError where the text is no checkpoint."""
        text, found, signed = note.replace("\r\n", "\n").partition("\n\n")
        try:
            origin, count, packed, made_at = text.split("\n")
            size, top = int(count), base64.b64decode(packed, validate=True)
        except ValueError:
            raise FaultError("This is no checkpoint: name, number, root and moment are not there.") from None
        if not found or len(top) != 32 or size < 0:
            raise FaultError("This is no checkpoint: it is cut short.")
        marks = [line.split(" ") for line in signed.split("\n") if line.startswith("— ")]
        return cls(origin, size, top, made_at, tuple((mark[1], mark[2]) for mark in marks if len(mark) == 3))

    def check_signature(self, key: str) -> None:
        """`key` is text: name+id+base64. Raises FaultError."""
        name, mark, public = read_key(key)
        for signer, packed in self.signatures:
            try:
                signature = base64.b64decode(packed, validate=True)
            except ValueError:
                continue
            if signer == name and signature[:4] == mark and is_signed(public, self.text.encode(), signature[4:]):
                return
        raise FaultError("The signature of the checkpoint is not by this key: do not trust the checkpoint.")


def key_mark(name: str, public: bytes) -> bytes:
    """The four bytes by which a key is told from others of the same name."""
    return hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]


def key_text(name: str, public: bytes) -> str:
    return f"{name}+{key_mark(name, public).hex()}+{base64.b64encode(bytes([1]) + public).decode()}"


def read_key(text: str) -> tuple[str, bytes, bytes]:
    """Name, mark and the 32 bytes of a key. Raises FaultError."""
    try:
        name, mark, packed = text.strip().split("+", 2)
        public = base64.b64decode(packed, validate=True)
    except ValueError:
        raise FaultError("This is no key: it should read name+id+letters.") from None
    if public[:1] != b"\x01" or len(public) != 33 or key_mark(name, public[1:]).hex() != mark:
        raise FaultError("The key is damaged: its parts do not fit each other.")
    return name, bytes.fromhex(mark), public[1:]


# One file with its proof


def check_file(content: bytes, proof: Any, held: Checkpoint | None = None, key: str = "") -> tuple[Told, Checkpoint]:
    """Check a PDF or a record in JSON. Returns what its entry tells, and the checkpoint used. Raises FaultError."""
    if not isinstance(proof, dict) or not {"entry", "path", "checkpoint"} & set(proof):
        raise UncheckedError("What was given as the proof is none: take the file that ends in .proof.json.")
    try:
        position, act, previous, payload = (proof["entry"][name] for name in ("position", "act", "previous", "payload"))
        path = [bytes.fromhex(each) for each in proof["path"]]
        told = json.loads(payload)
        codes = (told.get("sha256"), told.get("digest"))
        own = Checkpoint.read(proof["checkpoint"])
        start = leaf(entry_hash(int(position), str(act), str(previous), str(payload).encode()))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise FaultError("The proof cannot be read: it is damaged.") from None
    if hashlib.sha256(content).hexdigest() not in codes:
        raise FaultError("The file is not the one the proof is of: its bytes were changed, or the two do not fit.")
    if root_by_path(int(position) - 1, own.size, start, path) != own.root:
        raise FaultError("The proof does not lead to its checkpoint: one of them was changed.")
    if held and held.size == own.size and held.root != own.root:
        raise FaultError("The checkpoint you kept and the one in the proof differ: the ledger was rewritten.")
    if held and held.size != own.size:
        if key:
            own.check_signature(key)  # one made up to lead past the checkpoint that is held
        raise UncheckedError(
            f"The proof leads to the checkpoint of {own.size} entries, the one you hold is of {held.size}. "
            f"Take the checkpoint of {own.size} entries, or leave --checkpoint out and give --key, or check an archive."
        )
    return told, held or own


# A whole archive


def check_bag(folder: Path) -> dict[str, str]:
    """Every file listed is there and as listed, and nothing else is. Raises FaultError naming the first that is not."""
    listed: dict[str, str] = {}
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        try:
            lines = (folder / manifest).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            raise FaultError(f"{manifest} is missing or cannot be read: the archive is damaged.") from None
        for line in lines:
            code, found, name = line.partition("  ")
            parts = PurePosixPath(name).parts
            if not found or len(code) != 64 or not parts or ".." in parts or PurePosixPath(name).is_absolute():
                raise FaultError(f"{manifest} is damaged: {line[:80]!r} is no line of it.")
            listed[name] = code
    for name, code in listed.items():
        try:
            with (folder / name).open("rb") as file:
                state = hashlib.sha256()
                for chunk in iter(lambda: file.read(1 << 20), b""):
                    state.update(chunk)
        except (OSError, ValueError):
            raise FaultError(f"{name} is missing.") from None
        if state.hexdigest() != code:
            raise FaultError(f"{name} was changed after the archive was written.")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(there - set(listed) - {"tagmanifest-sha256.txt"}):
        raise FaultError(f"{name} does not belong to the archive: no list names it.")
    return listed


def read_ledger(file: Iterable[str]) -> Iterator[tuple[str, Told, str]]:
    """The entries one after the other, the chain checked on the way. Raises FaultError naming the first bad one."""
    previous = GENESIS
    for expected, line in enumerate(file, 1):
        try:
            entry = json.loads(line)
            position, act, payload = entry["position"], entry["act"], entry["payload"]
            claimed, before, told = entry["hash"], entry["previous"], json.loads(payload)
        except (KeyError, TypeError, ValueError):
            raise FaultError(f"Entry {expected} of the ledger cannot be read.") from None
        if position != expected:
            raise FaultError(f"Entry {expected} of the ledger is missing.")
        if before != previous:
            raise FaultError(f"Entry {expected} of the ledger does not follow the one before it.")
        if claimed != entry_hash(position, act, before, payload.encode()):
            raise FaultError(f"Entry {expected} of the ledger was changed after it was written.")
        previous = claimed
        yield act, told, claimed


def check_archive(folder: Path, checkpoint: Checkpoint | None = None) -> list[str]:
    """Returns sentences on what was found. `checkpoint` is the archive's own where none is given. Raises FaultError."""
    if not [*folder.glob("bag*.txt"), *folder.glob("*manifest-*.txt")]:
        raise UncheckedError(f"{folder} is no archive. Name the folder that holds bagit.txt.")
    listed = check_bag(folder)
    try:
        checkpoint = checkpoint or own_checkpoint(folder)
        with (folder / "data/ledger.jsonl").open(encoding="utf-8") as file:
            ledger = list(read_ledger(file))
    except (OSError, UnicodeDecodeError):
        raise FaultError("The ledger or the checkpoint of the archive is missing or cannot be read.") from None
    size = checkpoint.size
    if len(ledger) < size:
        raise FaultError(f"The ledger has {len(ledger)} entries, the checkpoint covers {size}: the end was cut off.")
    if root(code for _, _, code in ledger[:size]) != checkpoint.root:
        raise FaultError(f"The ledger was rewritten: its first {size} entries do not lead to the checkpoint's root.")
    records = {name: code for name, code in listed.items() if name.startswith("data/records/")}
    proven = _check_records(ledger, records)
    words = [f"{len(listed)} files are as the archive was written, {len(proven)} of them records as they were issued."]
    words.append(f"The ledger's first {size} entries are those of the checkpoint.")
    if len(ledger) > size:
        words.append(f"Entries {size + 1} to {len(ledger)} came later: this checkpoint does not prove them.")
    return words


def own_checkpoint(folder: Path) -> Checkpoint:
    return Checkpoint.read((folder / "data/checkpoint.txt").read_text("utf-8"))


def _check_records(ledger: list[tuple[str, Told, str]], records: dict[str, str]) -> set[str]:
    """Every file that an entry tells of is there, and no other; what was disposed of need not be. Raises FaultError."""
    gone = {told.get("edition") for act, told, _ in ledger if act == "disposal"}
    held, proven = set(records.values()), set()
    for position, (act, told, _) in enumerate(ledger, 1):
        wanted = str(told.get("digest" if act == "edition" else "sha256", ""))
        if act not in ("edition", "rendition") or told.get("edition") in gone:
            continue
        if wanted not in held:
            raise FaultError(f"The file that entry {position} tells of is not in the archive as it was issued.")
        proven.add(wanted)
    for name in sorted(records):
        if name.endswith((".pdf", ".json")) and records[name] not in proven:
            raise FaultError(f"{name} is a file that no entry of the ledger tells of.")
    return proven


def handed_over(path: Path, what: str, read: Callable[[str], Any]) -> Any:
    """What a file reads as that is to check others with. Raises UncheckedError: it tells nothing of them."""
    try:
        return read(path.read_text("utf-8"))
    except (FaultError, ValueError) as error:
        words = error if isinstance(error, FaultError) else f"This is no {what}, or a damaged one."
        raise UncheckedError(f"{path}: {words} Name the right file.") from None


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", type=Path, help="a PDF, a record in JSON, or the folder of an archive")
    parser.add_argument("--proof", type=Path, help="the proof of the file")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint you trust: one that was kept elsewhere")
    parser.add_argument("--key", type=Path, help="the key that signs checkpoints")
    given = parser.parse_args(arguments)
    try:
        checkpoint = handed_over(given.checkpoint, "checkpoint", Checkpoint.read) if given.checkpoint else None
        key = handed_over(given.key, "key", lambda text: read_key(text) and text) if given.key else ""
        if given.what.is_dir():
            words = check_archive(given.what, checkpoint)
            used = checkpoint or own_checkpoint(given.what)
        elif not given.proof:
            parser.error("a file is checked with its proof: --proof FILE")
        else:
            proof = handed_over(given.proof, "proof", json.loads)
            told, used = check_file(given.what.read_bytes(), proof, checkpoint, key)
            words = [f"{given.what.name} is byte for byte what was issued ({told.get('at', 'moment not told')})."]
        if key:
            used.check_signature(key)
    except (UncheckedError, OSError, ValueError) as error:
        print(f"COULD NOT BE CHECKED: {error}")
        return 2
    except FaultError as fault:
        print(f"NOT AS ISSUED: {fault}")
        return 1
    print("\n".join(["AS ISSUED.", *words, f"Checkpoint: {used.size} entries, {used.made_at}."]))
    if not key:
        print("The signature of the checkpoint was not checked: no key was given.")
    if not checkpoint:
        print("The checkpoint came with the file: compare it with one that was kept elsewhere.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
