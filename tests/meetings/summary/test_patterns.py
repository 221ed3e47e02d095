"""Every pattern of the reader is one, though none is compiled before a text is read."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest

import meetings.summary
from meetings.summary.patterns import _Pattern, pattern

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
            re.compile(one.pattern, one._flags)


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
