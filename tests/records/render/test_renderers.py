"""Sheets are drawn by processes beside those that ask: in order, without the network, replaced in time."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bench import sheets
from records.models.edition import Stage
from records.render import (
    CannotRenderError,
    Front,
    Tab,
    begin_to_draw,
    line_numbers,
    render_changes,
    render_feet,
    render_front,
    render_paper,
    render_pdf,
)
from records.render import renderers as drawing
from records.render.renderers import LARGEST, Renderer, Work, renderers
from tests.records.render import samples


def jobs(count):
    return [sheets.LAYOUTS["outcome-statement"](random.Random(at), 2) for at in range(count)]


@pytest.fixture
def renderer():
    one = Renderer()
    yield one
    one.end()


class Connects:
    """Opens a connection wherever it is unpacked."""

    def __init__(self, address):
        self.address = address

    def __reduce__(self):
        return socket.create_connection, (self.address, 1)


class Ends:
    """Ends the process that unpacks it, as a fault of a library below would."""

    def __reduce__(self):
        return os._exit, (1,)


def test_what_is_drawn_comes_in_order_and_is_what_one_process_draws():
    wanted = jobs(7)
    with renderers(2) as many:
        found = list(many.drawn(wanted))
        assert all(0 < one.largest <= LARGEST for one in many.all)
    assert found == [render_pdf(*job) for job in wanted]


def test_a_process_that_draws_reaches_nothing(renderer):
    with socket.create_server(("127.0.0.1", 0)) as server:
        Connects(server.getsockname()).__reduce__()[0](server.getsockname(), 1).close()  # here it can be reached
        with pytest.raises(RuntimeError, match="asked for the network"):
            renderer.done(Connects(server.getsockname()))


def test_a_process_is_replaced_after_its_sheets(monkeypatch, renderer):
    monkeypatch.setattr(drawing, "SHEETS_OF_A_PROCESS", 2)
    [first, *rest] = [Work.of(job) for job in jobs(5)]
    renderer.done(first)
    begun = renderer._process.pid
    for work in rest:
        renderer.done(work)
    assert renderer._process.pid != begun
    assert renderer._drawn == 1


def test_a_process_is_replaced_after_a_large_sheet(monkeypatch, renderer):
    monkeypatch.setattr(drawing, "LARGE", 1)
    renderer.begin()
    begun = renderer._process.pid
    renderer.done(Work.of(jobs(1)[0]))
    assert renderer._process.pid != begun


def test_a_process_that_was_killed_is_begun_again_and_the_sheet_is_drawn(renderer):
    [job] = jobs(1)
    renderer.begin()
    os.kill(renderer._process.pid, signal.SIGKILL)
    assert renderer.done(Work.of(job)) == render_pdf(*job)


def test_what_ends_every_process_is_told_in_words_and_the_next_sheet_is_drawn(renderer):
    with pytest.raises(CannotRenderError, match="ended twice"):
        renderer.done(Ends())
    [job] = jobs(1)
    assert renderer.done(Work.of(job)) == render_pdf(*job)


def test_a_sheet_that_takes_too_long_is_given_up(monkeypatch, renderer):
    monkeypatch.setattr(drawing, "LONGEST", 0)
    with pytest.raises(CannotRenderError, match="Divide the record"):
        renderer.done(Work.of(jobs(1)[0]))


def test_a_sheet_that_cannot_be_drawn_is_told_in_words(renderer):
    record = samples.tenth_ahg_som(title="\N{CUNEIFORM SIGN A}")
    with pytest.raises(CannotRenderError, match="in the title"):
        renderer.done(Work.of((record, samples.issued(record))))


def test_one_that_cannot_be_drawn_keeps_no_other_from_being_drawn():
    record = samples.tenth_ahg_som(title="\N{CUNEIFORM SIGN A}")
    with renderers(2) as many:
        with pytest.raises(CannotRenderError, match="in the title"):
            list(many.drawn([*jobs(1), (record, samples.issued(record)), *jobs(1)]))
        assert len(list(many.drawn(jobs(3)))) == 3


def test_a_fault_of_ours_is_told_as_it_stands(renderer):
    with pytest.raises(RuntimeError, match="no attribute 'nothing'"):
        renderer.done(Work("pdf.nothing", ()))


ASKS = """
import os, time
from records.render.renderers import own
if __name__ == "__main__":
    own().begin()
    print(own()._process.pid, flush=True)
    time.sleep(60)
"""


def test_no_process_is_left_when_who_asked_was_killed(tmp_path):
    (tmp_path / "asks.py").write_text(ASKS)
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "asks.py")],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    ) as asking:
        pid = int(asking.stdout.readline())
        os.kill(pid, 0)
        asking.kill()
    for _ in range(200):
        time.sleep(0.05)
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
    pytest.fail("it still waits for somebody to ask")


READS = """
import django, sys
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
sys.exit("weasyprint" in sys.modules)
"""


def test_who_only_reads_loads_nothing_that_draws():
    assert subprocess.run([sys.executable, "-c", READS], check=False).returncode == 0


RECORD = samples.tenth_ahg_som()
SHEET = (RECORD, samples.issued(RECORD))
BOOK = Front("Bali Process", "For the meeting", "", "", date(2026, 11, 29), (Tab(1, "One", "", 3),))


@pytest.mark.parametrize(
    ("ask", "given"),
    [
        (render_pdf, SHEET),
        (render_changes, (*SHEET, *SHEET)),
        (render_paper, (sheets.LAYOUTS["register"](random.Random(1), 2),)),
        (render_front, (BOOK,)),
        (render_feet, (BOOK, 2)),
        (line_numbers, SHEET),
    ],
)
def test_what_a_page_asks_for_is_drawn_apart_and_is_the_same(ask, given, settings):
    here = ask(*given)
    settings.DRAWS_APART = True
    before = drawing.own()._drawn
    assert ask(*given) == here
    assert drawing.own()._drawn == before + 1


def test_choices_of_models_are_sent_as_what_stands_in_the_row(renderer):
    facts = replace(SHEET[1], stage=Stage.FINAL)
    assert renderer.done(Work.of((RECORD, facts))) == render_pdf(RECORD, facts)


def test_the_process_that_draws_is_there_before_it_is_asked(settings):
    settings.DRAWS_APART = True
    drawing.own().end()
    begin_to_draw(after=0)
    for _ in range(400):
        if drawing.own()._process:
            return
        time.sleep(0.05)
    pytest.fail("nothing was begun")
