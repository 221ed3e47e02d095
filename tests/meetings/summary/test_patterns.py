"""Every pattern of the reader is one, though none is compiled before a text is read, and none misses a word."""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import ascii_lowercase
from typing import Any

import pytest

import meetings.summary
from meetings.summary.cue_words import LEAD_PATTERNS, TAIL_PATTERNS
from meetings.summary.cues import _LEADS, _TAILS
from meetings.summary.needles import needles_of, without_case
from meetings.summary.patterns import _Pattern, pattern, seldom

MODULES = [f"meetings.summary.{module.name}" for module in iter_modules(meetings.summary.__path__)]


def patterns_in(held: object) -> Iterator[_Pattern]:
    if isinstance(held, _Pattern):
        yield held
    elif isinstance(held, list | tuple):
        for one in held:
            yield from patterns_in(one)


@pytest.mark.parametrize("module", MODULES)
def test_every_pattern_compiles(module: str) -> None:
    for held in vars(import_module(module)).values():
        for one in patterns_in(held):
            re.compile(one.pattern, one.flags)


def test_the_modules_hold_patterns() -> None:
    """Otherwise the test before would pass with none."""
    assert sum(len(list(patterns_in(list(vars(import_module(name)).values())))) for name in MODULES) > 300


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    word = pattern(r"(?P<first>[a-z])\w*", re.IGNORECASE)
    assert word.pattern == r"(?P<first>[a-z])\w*"
    assert word.match("Members noted")["first"] == "M"
    assert [found[0] for found in word.finditer("Members noted")] == ["Members", "noted"]
    assert word.sub("x", "Members noted") == "x x"
    assert word.groupindex == {"first": 1}
    assert word.match is word.match  # asked of `re` once


def test_nothing_is_compiled_before_it_is_asked() -> None:
    broken = pattern("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("a")


@pytest.mark.parametrize(
    ("source", "flags", "needles"),
    [
        ("attend(?:s|ed)?|take part", 0, ["attend", "take part"]),
        (r"(?:was|were)\s+represented", 0, ["represented"]),
        ("co-?chair", re.IGNORECASE, ["co-chair", "cochair"]),
        ("[Mm]et", 0, ["Met", "met"]),
        ("[Mm]et", re.IGNORECASE, ["met"]),
        ("Attaché", re.IGNORECASE, ["attach"]),
        ("(?:left|held)?", 0, []),
        ("(?:left|held|)", 0, []),
        ("(?=left)", 0, []),
        ("(?i:left)", 0, []),
        (r"\w+|left", 0, []),
        ("(?:left ){2,}", 0, ["left "]),
    ],
)
def test_needles_are_read_off_a_pattern(source: str, flags: int, needles: list[str]) -> None:
    assert list(needles_of(source, flags)) == needles


def test_what_ignores_case_takes_no_letter_that_is_not_made_small() -> None:
    """Four letters of other scripts count as Latin ones where case is ignored."""
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    odd = re.findall("[a-z]", everything, re.IGNORECASE)
    assert len(odd) > 2 * 26
    for letter in odd:
        small = without_case(letter, 0, 1)
        assert small in ascii_lowercase
        assert re.fullmatch(small, letter, re.IGNORECASE)


def every_pattern() -> dict[int, _Pattern]:
    held = (one for name in MODULES for one in patterns_in(list(vars(import_module(name)).values())))
    return {id(one): one for one in held}


def test_every_match_holds_a_needle() -> None:
    """Of every pattern, over texts of our own: where none of its needles stands there is nothing to find."""
    corpus = sorted((Path(__file__).parent / "corpus").glob("*.txt"))[::40]
    lines = [line for path in corpus for line in path.read_text("utf-8").split("\n") if line]
    matches = 0
    for one in every_pattern().values():
        needles, compiled = needles_of(one.pattern, one.flags), re.compile(one.pattern, one.flags)
        for line in lines if needles else ():
            for found in compiled.finditer(line):
                piece = without_case(found[0], 0, len(found[0])) if one.flags & re.IGNORECASE else found[0]
                assert any(needle in piece for needle in needles), (one.pattern, found[0])
                matches += 1
    assert matches > 1_000


def test_one_that_is_seldom_tried_finds_what_another_does() -> None:
    source = r"\b(?:met|gathered)\s+in\b"
    plain, rare = pattern(source, re.IGNORECASE), seldom(source, re.IGNORECASE)
    for text in ("They MET in Bali", "gathered \u0130n Perth", "met", "", "They were in Bali"):
        assert [one.span() for one in rare.finditer(text)] == [one.span() for one in plain.finditer(text)]
        assert (rare.search(text, 1) is None) == (plain.search(text, 1) is None)
    assert rare.search("They met in Bali", 0, 8) is None


@pytest.mark.parametrize(("sieve", "rows"), [(_TAILS, TAIL_PATTERNS), (_LEADS, LEAD_PATTERNS)])
def test_the_sieve_lets_through_all_that_match(sieve: Any, rows: Any) -> None:
    texts = [path.read_text("utf-8") for path in sorted((Path(__file__).parent / "corpus").glob("*.txt"))[::6]]
    lines = [line for text in texts for line in text.split("\n") if line]
    assert any(len(sieve.left(line, 0, len(line))) < len(rows) // 2 for line in lines)
    for line in lines:
        left = sieve.left(line, 0, len(line))
        assert {at for at, (words, _, _) in enumerate(rows) if words.search(line)} <= set(left)
