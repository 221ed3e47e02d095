"""The addresses where typing is kept: everybody reaches their own and nobody else's."""

import json

import pytest

from bench.sending import sent
from core.models import FormDraft

ADDRESS = "/prepare/drafts/"
PLACE = "/prepare/meetings/1/purpose/"


def send(client, words, sequence=1, tab="one"):
    body = {"place": PLACE, "tab": tab, "sequence": sequence, "fields": [["purpose", words]]}
    return client.post(ADDRESS, json.dumps(body), content_type="application/json")


def words_kept(client):
    return [draft["fields"][0][1] for draft in client.get(ADDRESS, {"place": PLACE}).json()["drafts"]]


def test_what_i_type_comes_back_to_me_alone(as_):
    assert send(as_("ana"), "mine").json() == {"kept": True, "sequence": 1}

    assert words_kept(as_("ana")) == ["mine"]
    assert words_kept(as_("budi")) == []


def test_a_late_request_is_told_so(as_):
    send(as_("ana"), "second", sequence=2)

    assert send(as_("ana"), "first", sequence=1).json() == {"kept": False, "sequence": 1}
    assert words_kept(as_("ana")) == ["second"]


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"\xff\xfe", b'{"place": "/x/", "tab": "t", "sequence": "x", "fields": []}']
)
def test_what_is_no_draft_is_refused_in_words(as_, body):
    answer = as_("ana").post(ADDRESS, body, content_type="application/json")

    assert (answer.status_code, answer.json()) == (400, {"error": "This is not a draft of a form."})


def test_discarding_forgets_mine_and_no_others(as_):
    send(as_("ana"), "mine")
    send(as_("budi"), "theirs")

    assert as_("ana").post(f"{ADDRESS}drop/", {"place": PLACE}).json() == {"dropped": 1}
    assert words_kept(as_("budi")) == ["theirs"]


@pytest.mark.django_db
def test_nobody_keeps_anything_without_signing_in(client):
    answer = send(client, "mine")

    assert (answer.status_code, FormDraft.objects.count()) == (302, 0)


def test_a_draft_on_its_way_while_the_form_was_accepted_does_not_come_back(as_, meeting):
    client, place = as_("ana"), f"/prepare/meetings/{meeting.pk}/purpose/"
    form = sent(client.get(place), purpose="Saved.")
    body = {"place": place, "tab": "one", "sequence": 7, "fields": [["purpose", "Saved."]]}
    assert client.post(place, form | {"_tab": "one 7"}).status_code == 302

    late = client.post(ADDRESS, json.dumps(body), content_type="application/json")
    assert late.json() == {"kept": False, "sequence": 7}
    told = client.get(ADDRESS, {"place": place}).json()
    assert (told["drafts"], told["saved"]) == ([], {"one": 7})
    assert as_("budi").get(ADDRESS, {"place": place}).json()["saved"] == {}


def test_a_form_that_was_refused_lets_its_draft_stay(as_, meeting):
    client, place = as_("ana"), f"/prepare/meetings/{meeting.pk}/purpose/"
    form = sent(client.get(place), purpose="a\x00b") | {"_tab": "one 7"}
    assert client.post(place, form).status_code == 422

    body = {"place": place, "tab": "one", "sequence": 7, "fields": [["purpose", "Not saved."]]}
    assert client.post(ADDRESS, json.dumps(body), content_type="application/json").json()["kept"]


def test_an_odd_place_finds_nothing(as_):
    assert as_("ana").get(ADDRESS, {"place": "\x00" * 10}).json()["drafts"] == []


def test_only_the_methods_that_have_a_meaning(as_):
    assert as_("ana").delete(ADDRESS).status_code == 405
    assert as_("ana").get(f"{ADDRESS}drop/").status_code == 405
