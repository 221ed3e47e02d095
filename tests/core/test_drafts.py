"""Unsent typing: the latest is kept, nobody else sees it, and it goes when the form is accepted."""

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core import drafts
from core.models import FormDraft
from members.models import User

PLACE = "/prepare/meetings/1/purpose/"


def typed(sequence, words="typed", tab="one", place=PLACE):
    return drafts.Typed(place, tab, sequence, [["purpose", words]])


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana@example.org", name="Ana")


def test_a_late_request_does_not_overwrite_a_later_one(ana):
    assert drafts.keep(ana, typed(2, "second"))
    assert not drafts.keep(ana, typed(1, "first, late"))
    assert not drafts.keep(ana, typed(2, "again"))

    assert [(d.sequence, d.fields) for d in drafts.kept(ana, PLACE)] == [(2, [["purpose", "second"]])]


def test_drafts_are_kept_apart_by_person_form_and_tab(ana):
    other = User.objects.create_user("ben@example.org", name="Ben")
    drafts.keep(ana, typed(1, "ana one"))
    drafts.keep(ana, typed(2, "ana two", tab="two"))
    drafts.keep(ana, typed(3, "elsewhere", place="/prepare/meetings/2/purpose/"))
    drafts.keep(other, typed(4, "ben"))

    assert [d.fields[0][1] for d in drafts.kept(ana, PLACE)] == ["ana two", "ana one"]
    assert [d.fields[0][1] for d in drafts.kept(other, PLACE)] == ["ben"]


def test_dropping_one_tab_keeps_the_other(ana):
    drafts.keep(ana, typed(1))
    drafts.keep(ana, typed(1, tab="two"))

    assert drafts.drop(ana, PLACE, "one") == 1
    assert [d.tab for d in drafts.kept(ana, PLACE)] == ["two"]
    assert drafts.drop(ana, PLACE) == 1


def test_a_draft_that_arrives_after_the_save_is_too_late_and_what_was_typed_after_it_is_not(ana):
    drafts.keep(ana, typed(5, "sent"))
    drafts.accept(ana, PLACE, "one 7")
    assert not drafts.keep(ana, typed(6, "on its way when the form was sent"))
    assert not drafts.keep(ana, typed(7, "the same as was saved"))
    assert (drafts.kept(ana, PLACE), drafts.of_tab(ana, "one"), drafts.saved(ana, PLACE)) == ([], None, {"one": 7})

    assert drafts.keep(ana, typed(8, "typed after the save"))
    drafts.accept(ana, PLACE, "one 7")
    assert [draft.fields for draft in drafts.kept(ana, PLACE)] == [[["purpose", "typed after the save"]]]
    assert drafts.saved(ana, PLACE) == {}


def test_a_save_of_one_tab_is_none_of_another_tab_form_or_person(ana):
    other = User.objects.create_user("ben@example.org", name="Ben")
    drafts.accept(ana, PLACE, "one 7")

    assert drafts.keep(ana, typed(1, tab="two"))
    assert drafts.keep(ana, typed(2, place="/elsewhere/"))
    assert drafts.keep(other, typed(3))
    assert (drafts.saved(ana, "/elsewhere/"), drafts.saved(other, PLACE)) == ({}, {})


@pytest.mark.parametrize(
    "sent", ["one", "one ", "one x", "one -1", "one 0", f"one {2**63}", "one ²", "one 7 7", "o\x00ne"]
)
def test_a_form_that_does_not_say_how_far_it_was_typed_forgets_its_draft(ana, sent):
    drafts.keep(ana, typed(5))
    drafts.accept(ana, PLACE, sent)

    assert not FormDraft.objects.exists()


def test_what_is_left_of_saves_takes_no_room_and_goes_in_time(ana, monkeypatch):
    other = User.objects.create_user("ben@example.org", name="Ben")
    monkeypatch.setattr(drafts, "MAX_DRAFTS", 1)
    drafts.accept(other, "/1/", "one 7")
    drafts.accept(ana, "/1/", "one 7")
    drafts.keep(ana, typed(1))
    assert [draft.tab for draft in drafts.kept(ana, PLACE)] == ["one"]
    monkeypatch.setattr(drafts, "SAVED_KNOWN_FOR", datetime.timedelta(days=-1))
    drafts.accept(ana, "/2/", "one 9")
    assert [draft.place for draft in FormDraft.objects.filter(user=ana)] == [PLACE]
    assert drafts.saved(other, "/1/") == {"one": 7}


def test_the_oldest_makes_room(ana, monkeypatch):
    monkeypatch.setattr(drafts, "MAX_DRAFTS", 2)
    for number in (1, 2, 3):
        drafts.keep(ana, typed(number, place=f"/{number}/"))

    assert sorted(FormDraft.objects.values_list("place", flat=True)) == ["/2/", "/3/"]


@pytest.mark.parametrize("words", ["a\x00b", "a\ud800b"])
def test_what_cannot_be_stored_is_refused_in_words(ana, words):
    with pytest.raises(drafts.CannotKeepDraftError, match="cannot be stored"):
        drafts.keep(ana, typed(1, words))
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize("body", [
    b"", b"[]", b"{}", b"null", b'{"place": "/x/", "tab": "t", "sequence": 0, "fields": []}',
    b'{"place": "x", "tab": "t", "sequence": 1, "fields": []}',
    b'{"place": "/x/", "tab": "", "sequence": 1, "fields": []}',
    b'{"place": "/x/", "tab": "t", "sequence": 1, "fields": [["a", 1]]}',
    b'{"place": "/x/", "tab": "t", "sequence": 1, "fields": ["ab"]}',
    b'{"place": "/x/", "tab": "t", "sequence": 9223372036854775808, "fields": []}',
    b"[" * 100_000,
])  # fmt: skip
def test_what_is_no_draft_is_refused_in_words(body):
    with pytest.raises(drafts.CannotKeepDraftError, match="not a draft"):
        drafts.Typed.of(body)


def test_what_is_too_long_is_refused_in_words():
    with pytest.raises(drafts.CannotKeepDraftError, match="too long"):
        drafts.Typed.of(b"x" * (drafts.MAX_BYTES + 1))


class AnyTyping(TestCase):
    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.tuples(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), st.text(
        st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
    )), min_size=1, max_size=5))  # fmt: skip
    def test_comes_back_as_it_was(self, fields):
        user = User.objects.create_user("any@example.org", name="Any")
        sent = {"place": PLACE, "tab": "t", "sequence": 1, "fields": [list(pair) for pair in fields]}
        drafts.keep(user, drafts.Typed.of(json.dumps(sent).encode()))

        assert drafts.kept(user, PLACE)[0].fields == sent["fields"]
