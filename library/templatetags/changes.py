"""Steps of changes as HTML: what was put in and taken out is marked for eyes, and in words for those who listen."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from records.redline import Step

register = template.Library()

DELETED = '<del><span class="vh">deleted: </span>{}<span class="vh"> (end of deletion)</span></del>'
INSERTED = '<ins><span class="vh">inserted: </span>{}<span class="vh"> (end of insertion)</span></ins>'


@register.filter
def marked(steps: Iterable[Step], side: str = "") -> SafeString:
    """Both texts in one; with `side` "old" or "new" that text alone, with what is not in the other marked."""
    pieces: list[SafeString] = []
    for step in steps:
        if step.op == "equal":
            pieces.append(conditional_escape(step.new))
            continue
        if side != "new":
            pieces.append(_marked(DELETED, step.old))
        if side != "old":
            pieces.append(_marked(INSERTED, step.new))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _marked(form: str, text: str) -> SafeString:
    """Spaces around the words are left unmarked, so that no line is drawn under them."""
    words = text.strip()
    if not words:
        return conditional_escape(text)
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    return format_html("{}" + form + "{}", before, words, after)
