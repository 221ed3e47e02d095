"""Bytes of a column: whole, in part, piece by piece, and none that the reader has already."""

import hashlib
import random

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.db.models.functions import Length
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import sending
from core.sending import PIECE, Facts, Lying
from records.models import File

SIZE = 2 * PIECE + 1000
CONTENT = random.Random(9).randbytes(SIZE)
DIGEST = hashlib.sha256(CONTENT).hexdigest()
TAG = f'"{DIGEST}"'


@pytest.fixture(autouse=True)
def one_connection():
    """The end of an answer closes what a test still reads from, unless it came through the client of tests."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.fixture
def kept(db):
    return File.objects.create(sha256=DIGEST, content=CONTENT)


def ask(method="GET", **headers):
    request = RequestFactory().generic(method, "/", headers={k.replace("_", "-"): v for k, v in headers.items()})
    lying = Lying(File.objects.filter(sha256=DIGEST), "content", Length("content"))
    return sending.answer(request, lying, ("sha256",), lambda sha256: Facts(sha256, "A.pdf", "application/pdf"))


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def told(response):
    return response.status_code, response.get("Content-Range"), response.get("Content-Length")


def test_a_large_file_goes_out_piece_by_piece_of_one_query(kept):
    with CaptureQueriesContext(connection) as queries:
        response = ask()
        pieces = list(response.streaming_content)

    assert [len(piece) for piece in pieces] == [PIECE, PIECE, 1000]
    assert b"".join(pieces) == CONTENT
    assert told(response) == (200, None, str(SIZE))
    assert (response["ETag"], response["Accept-Ranges"]) == (TAG, "bytes")
    assert len(queries) == 1


def test_what_the_reader_has_not_taken_is_not_in_memory(kept):
    """The database holds the other pieces: something else can be asked of the connection between two of them."""
    response = ask()
    pieces = iter(response.streaming_content)
    next(pieces)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE '_django_curs%'")
        assert cursor.fetchone() == (1,)
        assert next(pieces) == CONTENT[PIECE : 2 * PIECE]
        response.close()
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE '_django_curs%'")
        assert cursor.fetchone() == (0,)


def test_outside_of_a_transaction_too(own_database):
    File.objects.create(sha256=DIGEST, content=CONTENT)
    assert not connection.in_atomic_block
    response = ask()
    pieces = iter(response.streaming_content)
    assert next(pieces) + File.objects.get().sha256.encode() + b"".join(pieces) == (
        CONTENT[:PIECE] + DIGEST.encode() + CONTENT[PIECE:]
    )
    response.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE '_django_curs%'")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, SIZE),
        ("bytes=5-9", 5, 10),
        (f"bytes={PIECE - 1}-{PIECE}", PIECE - 1, PIECE + 1),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE),
        (f"bytes=100-{SIZE * 9}", 100, SIZE),
        ("bytes=-10", SIZE - 10, SIZE),
        (f"bytes=-{SIZE * 9}", 0, SIZE),
        ("bytes=7-999999999999999", 7, SIZE),
    ],
)
def test_a_part_costs_one_query(kept, wanted, start, end):
    with CaptureQueriesContext(connection) as queries:
        response = ask(Range=wanted)
        assert body(response) == CONTENT[start:end]

    assert told(response) == (206, f"bytes {start}-{end - 1}/{SIZE}", str(end - start))
    assert len(queries) == 1


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", "bytes=-0", "bytes=999999999999999-"])
def test_a_part_that_is_not_there(kept, wanted):
    assert told(ask(Range=wanted)) == (416, f"bytes */{SIZE}", None)


@pytest.mark.parametrize("odd", ["bytes=5-2", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "bytes=٣-٥", "x"])
def test_what_is_no_range_is_answered_by_the_whole(kept, odd):
    assert told(ask(Range=odd)) == (200, None, str(SIZE))


def test_a_download_that_broke_goes_on_only_in_the_same_file(kept):
    assert told(ask(Range="bytes=100-", If_Range=TAG))[0] == 206
    for other in ('"another"', f"W/{TAG}", "Tue, 02 Feb 2016 10:00:00 GMT"):
        response = ask(Range="bytes=100-", If_Range=other)
        assert (told(response), body(response)) == ((200, None, str(SIZE)), CONTENT)


def test_who_has_it_already_is_sent_nothing_and_nothing_is_read(kept):
    with CaptureQueriesContext(connection) as queries:
        assert ask(If_None_Match=TAG).status_code == 304
        assert ask(If_None_Match=TAG, Range="bytes=0-9").status_code == 304
        head = ask("HEAD", Range="bytes=0-9")

    assert (told(head), body(head)) == ((200, None, str(SIZE)), b"")
    assert "SUBSTRING" not in "".join(query["sql"] for query in queries)
    assert body(ask(If_None_Match='"another"')) == CONTENT


def test_no_row_is_none(db):
    assert [ask(), ask("HEAD"), ask(Range="bytes=0-9")] == [None, None, None]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.none() | st.integers(0, 2 * SIZE), last=st.none() | st.integers(0, 2 * SIZE))
def test_any_range_is_that_of_the_file(kept, first, last):
    response = ask(Range=f"bytes={'' if first is None else first}-{'' if last is None else last}")
    if first is None:
        meant = CONTENT if last is None else CONTENT[SIZE - min(last, SIZE) :]
    elif last is not None and last < first:
        meant = CONTENT
    else:
        meant = CONTENT[first : None if last is None else last + 1]

    assert response.status_code == (416 if not meant else 200 if told(response)[1] is None else 206)
    assert not meant or body(response) == meant
