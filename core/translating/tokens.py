"""A template's source, cut into what stands in it. Joined again, the tokens are the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TEMPLATE = r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
_BEGINS = re.compile(r"[{<]")
_TOKEN = re.compile(_TEMPLATE)
# A tag of HTML, whatever template tags stand in it: a ">" inside those, or in quotes, does not end it.
_HTML = re.compile(
    rf"<!--.*?-->|</?[a-zA-Z!](?:{_TEMPLATE}|\"(?:{_TEMPLATE}|[^\"])*\"|'(?:{_TEMPLATE}|[^'])*'|[^>])*>", re.DOTALL
)
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
# What holds no words of a language.
_RAW = {"script", "style", "pre", "textarea", "code", "kbd"}


@dataclass(frozen=True)
class Token:
    """`kind`: text, var, tag, comment, open, close, void, or raw (an element without words, whole)."""

    kind: str
    source: str
    name: str = ""


def tokens(source: str, *, is_html: bool) -> list[Token]:
    found: list[Token] = []
    at = begun = 0
    while match := _BEGINS.search(source, at):
        at = match.start()
        token = _token_at(source, at, is_html)
        if token is None:
            at += 1
            continue
        if begun < at:
            found.append(Token("text", source[begun:at]))
        found.append(token)
        at = begun = at + len(token.source)
    if begun < len(source):
        found.append(Token("text", source[begun:]))
    return found


def _token_at(source: str, at: int, is_html: bool) -> Token | None:
    if source[at] == "{" and (match := _TOKEN.match(source, at)):
        return _of_template(source, at, match[0])
    if source[at] == "<" and is_html and (match := _HTML.match(source, at)):
        return _of_html(source, at, match[0])
    return None


def _of_template(source: str, at: int, text: str) -> Token:
    if text.startswith("{#"):
        return Token("comment", text)
    inside = text[2:-2].strip()
    if text.startswith("{{"):
        return Token("var", text, inside)
    name = inside.split()[0]
    if name in ("comment", "verbatim"):
        return Token("comment", _until(source, at, rf"\{{%\s*end{name}\b.*?%\}}"))
    return Token("tag", text, name)


def _of_html(source: str, at: int, text: str) -> Token:
    if text.startswith("<!"):
        return Token("comment", text)
    match = _TAG_NAME.match(text)
    name = match[1].lower() if match else ""
    if text.startswith("</"):
        return Token("close", text, name)
    if text.endswith("/>") or name in _VOID:
        return Token("void", text, name)
    if name in _RAW or re.search(r"\btranslate=\"no\"", text):
        return Token("raw", _until(source, at, rf"</{name}\s*>"), name)
    return Token("open", text, name)


def _until(source: str, at: int, end: str) -> str:
    match = re.compile(end, re.DOTALL).search(source, at)
    return source[at : match.end() if match else len(source)]


_VOID = set("area base br col embed hr img input link meta source track wbr circle line path rect use".split())
