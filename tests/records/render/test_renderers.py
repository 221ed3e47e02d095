"""Many sheets at once: in the order asked for, without the network, in processes that are replaced."""

import os
import random
import socket

import pytest

from bench import sheets
from records.render import CannotRenderError, render_pdf
from records.render import renderers as drawing
from records.render.renderers import LARGEST, renderers
from tests.records.render import samples


def jobs(count):
    return [sheets.LAYOUTS["outcome-statement"](random.Random(at), 2) for at in range(count)]


def connected(address):
    socket.create_connection(address, timeout=1).close()


def test_what_is_drawn_comes_in_order_and_is_what_one_process_draws():
    wanted = jobs(3)
    with renderers(2) as many:
        found = list(many.drawn(wanted))
        assert 0 < many.largest <= LARGEST
    assert found == [render_pdf(*job) for job in wanted]


def test_a_process_that_draws_reaches_nothing():
    with socket.create_server(("127.0.0.1", 0)) as server:
        connected(server.getsockname())  # here it can be reached
        with renderers(1) as many, pytest.raises(PermissionError, match="asked for the network"):
            many._ready().submit(connected, server.getsockname()).result()


def test_processes_are_replaced_after_their_sheets_and_nothing_waits_for_them(monkeypatch):
    """Replaced one by one, a pool of Python 3.11 waits for ever as soon as two of them end together."""
    monkeypatch.setattr(drawing, "SHEETS_OF_A_PROCESS", 2)
    with renderers(2) as many:
        first = many._ready().submit(os.getpid).result()
        assert len(list(many.drawn(jobs(11)))) == 11
        assert many._drawn == 3
        assert many._ready().submit(os.getpid).result() != first
        assert len(list(many.drawn(jobs(1)))) == 1
        assert many._drawn == 4


def test_a_sheet_that_cannot_be_drawn_is_told_in_words():
    record = samples.tenth_ahg_som(title="\N{CUNEIFORM SIGN A}")
    with renderers(1) as many, pytest.raises(CannotRenderError, match="in the title"):
        list(many.drawn([(record, samples.issued(record))]))
