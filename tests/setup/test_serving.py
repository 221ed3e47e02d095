"""What a browser and a restless person do to the server."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from tests.setup.conftest import Start, processes_of

Begin = Callable[..., Start]


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


def test_stopping_in_the_middle_of_the_set_up_leaves_nothing(data: Path, start: Begin) -> None:
    begun = start()
    until = time.monotonic() + 60
    while not (data / "postgresql" / "18" / "postmaster.pid").exists() and time.monotonic() < until:
        time.sleep(0.01)
    begun.process.send_signal(signal.SIGTERM)

    status, said = begun.end()

    assert (status, said.splitlines()[-1], "Traceback" in said) == (130, "Stopped.", False)
    assert processes_of(data) == []
