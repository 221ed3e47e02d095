"""What a browser and a restless person do to the server."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import signal
import socket
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli

from tests.setup.conftest import Start, processes_of, running

Begin = Callable[..., Start]
SIZE = 1_200_032
# A file that went out with some record of the demonstration, of bytes that follow no pattern.
LARGE = """
WITH made AS (SELECT string_agg(sha256(n::text::bytea), ''::bytea ORDER BY n) AS content
              FROM generate_series(1, 37501) n),
     file AS (INSERT INTO records_file (sha256, content) SELECT encode(sha256(content), 'hex'), content FROM made
              RETURNING sha256),
     record AS (SELECT e.id, k.path FROM records_edition e JOIN records_release r ON r.edition_id = e.id
                JOIN records_subject s ON s.id = e.subject_id JOIN records_key k ON k.subject_id = s.id
                WHERE s.kind = 'meeting' AND r.audience = 'public' ORDER BY k.path LIMIT 1),
     enclosed AS (INSERT INTO records_enclosure (id, edition_id, file_id, file_name, media_type)
                  SELECT gen_random_uuid(), record.id, sha256, 'Map.pdf', 'application/pdf' FROM record, file)
SELECT path FROM record
"""


def test_connections_that_say_nothing_keep_nobody_waiting(filled: Path, start: Begin) -> None:
    served = start().until_serving()
    where = urlsplit(served.address)
    assert where.hostname is not None
    idle = [socket.create_connection((where.hostname, where.port)) for _ in range(8)]
    served.answers()

    started = time.monotonic()
    status = served.answers()
    seconds = time.monotonic() - started

    for each in idle:
        each.close()
    assert (status, seconds < 3) == (200, True)


def test_style_sheets_come_small_under_names_that_change_with_them(filled: Path, start: Begin) -> None:
    served = start().until_serving()
    with urllib.request.urlopen(served.address, timeout=60) as answer:
        page = answer.read().decode()
    (name,) = re.findall(r'<link rel="stylesheet" href="(/static/look\.[0-9a-f]{12}\.css)"', page)

    def asked(coding: str) -> tuple[bytes, str | None, str]:
        request = urllib.request.Request(urljoin(served.address, name), headers={"Accept-Encoding": coding})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read(), answer.headers["Content-Encoding"], answer.headers["Cache-Control"]

    (plain, _, _), (small, coding, keeping) = asked("identity"), asked("br, gzip")
    assert coding == "br"
    assert brotli.decompress(small) == plain
    assert len(small) * 3 < len(plain)
    assert "immutable" in keeping


def test_a_large_download_through_the_server_is_whole_and_goes_on_where_it_broke(filled: Path, start: Begin) -> None:
    """As readers get it: more than one piece, through gunicorn and a connection that is pooled, several at a time."""
    served = start().until_serving()
    (path,) = served.cluster.query(LARGE)[0]
    sha256 = served.cluster.query("SELECT sha256 FROM records_file ORDER BY length(content) DESC LIMIT 1")[0][0]
    address = f"{served.address.rstrip('/')}/meetings/{path}/files/{sha256}/"

    def asked(first: int) -> tuple[int, bytes]:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers={"Range": f"bytes={first}-"} if first else {}), timeout=60
        ) as answer:
            return answer.status, answer.read()

    with ThreadPoolExecutor(4) as readers:
        whole, again, rest, end = readers.map(asked, (0, 0, 600_000, SIZE - 1))
    assert (whole[0], len(whole[1]), hashlib.sha256(whole[1]).hexdigest()) == (200, SIZE, sha256)
    assert again == whole
    assert (rest, end) == ((206, whole[1][600_000:]), (206, whole[1][-1:]))

    where = urlsplit(served.address)
    assert where.hostname is not None
    with socket.create_connection((where.hostname, where.port)) as impatient:  # asks for it, and goes away
        impatient.sendall(f"GET {urlsplit(address).path} HTTP/1.1\r\nHost: {where.netloc}\r\n\r\n".encode())
        impatient.recv(100)
    assert asked(0) == whole
    assert served.answers() == 200
    status, said = served.stop()
    assert (status, "Traceback" in said) == (0, False), said


def test_a_sheet_is_drawn_by_a_process_beside_the_server_and_by_the_next_when_that_was_killed(
    filled: Path, start: Begin
) -> None:
    served = start().until_serving()

    def sheet(slug: str) -> bytes:
        with urllib.request.urlopen(f"{served.address}members/{slug}/summary.pdf", timeout=60) as answer:
            content: bytes = answer.read()
            return content

    assert sheet("sri-lanka").startswith(b"%PDF-")
    drawing = [pid for pid, words in running(filled).items() if "forkserver" in words]
    assert drawing
    for pid in drawing:
        with contextlib.suppress(ProcessLookupError):  # one that ends with another that was killed before it
            os.kill(pid, signal.SIGKILL)
    assert sheet("canada").startswith(b"%PDF-")
    status, said = served.stop()
    assert (status, "Traceback" in said) == (0, False), said
    assert processes_of(filled) == []


def test_stopping_in_the_middle_of_the_set_up_leaves_nothing(data: Path, start: Begin) -> None:
    begun = start()
    until = time.monotonic() + 60
    while not (data / "postgresql" / "18" / "postmaster.pid").exists() and time.monotonic() < until:
        time.sleep(0.01)
    begun.process.send_signal(signal.SIGTERM)

    status, said = begun.end()

    assert (status, said.splitlines()[-1], "Traceback" in said) == (130, "Stopped.", False)
    assert processes_of(data) == []
