"""Compressed for whoever takes it so, and never where a length could tell of what is not the asker's."""

import gzip
import re

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from library import packing
from tests import factories

pytestmark = pytest.mark.django_db
MEETING = "/meetings/ahg-som/10/"
PAGES = ["/", "/meetings/", MEETING, "/search/?q=agenda", "/meetings/feed.atom", "/api/meetings"]
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]*')
UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.fixture(autouse=True)
def meeting():
    row = factories.meeting(10, outcomes=["Members agreed the agenda."] * 20, present=["Sri Lanka"])
    factories.issue(row)
    return row


def ask(address, takes, client=None, **headers):
    return (client or Client()).get(address, headers={"accept-encoding": takes, **headers})


@pytest.mark.parametrize("page", PAGES)
def test_each_way_holds_the_same_page_under_a_tag_of_its_own(page):
    plain = Client().get(page)
    tags = {plain["ETag"]}
    for takes, way in (("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("identity", "")):
        answer = ask(page, takes)
        assert answer.get("Content-Encoding", "") == way
        assert UNPACKED[way](answer.content) == plain.content
        assert int(answer["Content-Length"]) == len(answer.content)
        assert "Accept-Encoding" in answer["Vary"]
        tags.add(answer["ETag"])
        assert ask(page, takes, **{"if-none-match": answer["ETag"]}).status_code == 304
    assert len(tags) == 3  # no way and "identity" are one


def test_each_way_is_kept_and_costs_one_query():
    for takes in ("br", "gzip"):
        first = ask(MEETING, takes)
        with CaptureQueriesContext(connection) as queries:
            again = ask(MEETING, takes)
        assert len(queries) == 1
        assert (again.content, dict(again.items())) == (first.content, dict(first.items()))


@pytest.mark.parametrize(
    ("takes", "way"),
    [
        ("", ""),
        ("br", "br"),
        ("BR;q=0.5, gzip", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("deflate, zstd", ""),
        (";;,,=q", ""),
        ("\x00br", ""),
    ],
)
def test_what_the_reader_takes(rf, takes, way):
    assert packing.wanted(rf.get("/", headers={"accept-encoding": takes})) == way


def test_for_the_signed_in_a_page_is_packed_and_an_answer_to_their_words_is_not():
    client = Client()
    client.force_login(factories.delegate("sri-lanka", "LK"))
    page = ask(MEETING, "br", client)
    assert (page["Content-Encoding"], page["Cache-Control"]) == ("br", "private, no-store")
    plain, unpacked = (TOKEN.sub(b"", text) for text in (client.get(MEETING).content, brotli.decompress(page.content)))
    assert unpacked == plain
    found = ask("/search/?q=agenda", "br", client)
    assert "Content-Encoding" not in found
    assert b"agenda" in found.content


def test_paper_is_sent_as_it_is():
    answer = ask(f"{MEETING}statement.pdf", "br")
    assert "Content-Encoding" not in answer
    assert answer.getvalue().startswith(b"%PDF-")
