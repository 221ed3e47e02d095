"""Sentences that are no outcome: courtesies, ceremonies, footnotes and what stands in an annex."""

import re
from collections.abc import Sequence

from meetings.summary.draft import Draft
from meetings.summary.layout import Block
from meetings.summary.patterns import pattern

# How letters end.
_COURTESY = pattern(
    r"(?:Please accept|I avail|Accept, (?:Sir|Madam|Excellency)|Yours|(?:With )?(?:[Bb]est|[Kk]ind"
    r"|[Ww]arm)(?:est)? (?:regards|wishes)"
    r"|Sincerely|Respectfully|Thank you (?:again|once more|for your)|Dear (?:[A-Z]|all|colleagues))"
)
_CEREMONY = frozenset("opened welcomed extended closed delivered followed convened hosted met funded held".split())
_ANNEXED = pattern(
    r"(?:The|A)\s+(?:full\s+)?(?:list|programme|agenda)\b[^.;]{0,60}\b(?:appears?|is (?:attached|annexed|enclosed)"
    r"|can be found)\b|(?:The|This)\s+\w+\s+was\s+(?:followed|preceded)\s+by\b|See\s+(?:the\s+)?annex",
    re.IGNORECASE,
)
_CEREMONIAL = pattern(
    r"\bfunded by\b|\bheld in (?:the|a) [\w ]*(?:spirit|atmosphere|climate)\b|"
    r"\bwelcomed\s+(?:all\s+|the\s+|everybody\b)*(?:delegat\w+|participants|members|guests)|\bfollowed from\b"
    r"|\b(?:sides|parties|delegations|groups?|participants|officials|experts|ministers)\s+met\b",
    re.IGNORECASE,
)
_FOOTNOTE = pattern(r"[¹²³⁰⁴⁵⁶⁷⁸⁹†‡]\s*$")


def is_aside(draft: Draft, block: Block, start: int, end: int) -> bool:
    """Whether text[start:end], of `block`, is a courtesy of a letter, a footnote or points to an annex."""
    is_footnote = _FOOTNOTE.search(draft.source[max(0, block.mark_start - 3) : block.mark_start])
    return bool(is_footnote or _ANNEXED.match(draft.text, start, end) or _COURTESY.match(draft.text, start, end))


def is_ceremony(draft: Draft, block: Block, start: int, end: int, verbs: Sequence[str]) -> bool:
    """Before anything is agreed, that the meeting was opened and delegates were welcomed is no outcome."""
    if block.style.startswith("glyph") or not set(verbs) <= _CEREMONY:
        return False
    return "opened" in verbs or (not block.is_item and bool(_CEREMONIAL.search(draft.text, start, end)))
