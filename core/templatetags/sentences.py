"""What core.translating writes in the place of words: {% say "…" %}, and {% sentence "…" %} with what is filled in.

Nobody writes these two by hand; {% script_words %} stands before scripts that speak (static/said.js).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from core.translating import scripts

register = template.Library()
_PLACE = re.compile(r"\{(\w+)\}|<(/?\d+/?)>")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@register.simple_tag
def script_words() -> SafeString | str:
    """Words of scripts in another language than English, as data: no script, so that the content policy holds."""
    told = scripts.translated()
    return json_script(told, "script-words") if told else ""


@register.tag
def say(parser: Parser, token: Token) -> SentenceNode:
    words, _ = _words(token)
    return SentenceNode(words, None, {})


@register.tag
def sentence(parser: Parser, token: Token) -> SentenceNode:
    words, rest = _words(token)
    count = parser.compile_filter(rest) if rest else None
    parts: dict[str, NodeList] = {}
    parser.parse(("part", "endsentence"))
    while (token := parser.next_token()).contents != "endsentence":
        parts[token.split_contents()[1]] = parser.parse(("part", "endsentence"))
    return SentenceNode(words, count, parts)


def _words(token: Token) -> tuple[list[str], str]:
    told = token.contents.partition(" ")[2]
    found = []
    while match := _STRING.match(told):
        found.append(json.loads(match[0]))
        told = told[match.end() :].strip()
    return found, told


class SentenceNode(template.Node):
    """Parts are drawn where the language of the reader wants them."""

    child_nodelists = ()

    def __init__(self, words: list[str], count: FilterExpression | None, parts: dict[str, NodeList]) -> None:
        self.words, self.count, self.parts = words, count, parts

    def get_nodes_by_type(self, nodetype: Any) -> list[Any]:
        found = super().get_nodes_by_type(nodetype)
        for nodes in self.parts.values():
            found += nodes.get_nodes_by_type(nodetype)
        return found

    def render(self, context: template.Context) -> SafeString:
        if self.count is None:
            told = gettext(self.words[0])
        else:
            told = ngettext(self.words[0], self.words[1], _number(self.count.resolve(context)))
        if not self.parts:
            return mark_safe(told)  # noqa: S308  (words of a template or of the catalogue)
        drawn = [self.parts[each].render(context) if is_name else each for each, is_name in self._pieces(told)]
        return mark_safe("".join(drawn))  # noqa: S308  (parts escape what they fill in)

    def _pieces(self, told: str) -> Sequence[tuple[str, bool]]:
        """A translation that fills in what the sentence has not is not used."""
        found = _pieces(told)
        known = all(each in self.parts for each, is_name in found if is_name)
        return found if known else _pieces(self.words[0])


@lru_cache(maxsize=4096)
def _pieces(told: str) -> tuple[tuple[str, bool], ...]:
    found: list[tuple[str, bool]] = []
    at = 0
    for match in _PLACE.finditer(told):
        found += [(told[at : match.start()], False), (match[1] or match[2], True)]
        at = match.end()
    return (*((piece, is_name) for piece, is_name in found if piece), (told[at:], False))


def _number(value: Any) -> int:
    """As the filter `pluralize` counts: numbers, numbers in words, and lists by their length."""
    try:
        number = float(value)
        return 1 if number == 1 else 2 if number % 1 else int(number)
    except (TypeError, ValueError):
        try:
            return len(value)
        except TypeError:
            return 2
