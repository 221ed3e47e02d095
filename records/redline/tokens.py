"""A text cut into words, marks of punctuation and the white space before each."""

from __future__ import annotations

import re

# A word is whatever is neither white space nor punctuation, so that vowel signs, joiners and digits of every script
# stay with their letters. Scripts written without spaces (Thai, Lao, Khmer, Burmese) make one word of a phrase.
_PUNCTUATION = r"!-/:-@\[-\^`{-~¡-©«-±´¶-¸»-¿×÷‐-‧‰-⁞⁺-⁾、-〿"
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTERS = rf"[^\s{_PUNCTUATION}{_IDEOGRAPH}]+"
_JOINED = rf"(?:['’‐‑-]|(?<=\d)[.,:](?=\d)){_LETTERS}"
_TOKEN = re.compile(rf"(\s*)({_LETTERS}(?:{_JOINED})*|.|\Z)", re.DOTALL)


def cut(text: str) -> tuple[list[str], list[str]]:
    """White space and the token after it, place by place; joined they are the text.

    "Co-Chairs’", "TEG-RR" and "1,000" are one token each, a mark of punctuation or an ideograph is one.
    The last token is empty: before it stands the white space that ends the text.
    """
    found = _TOKEN.findall(text)
    spaces, tokens = [space for space, _ in found], [token for _, token in found]
    length = tokens.index("") + 1
    return spaces[:length], tokens[:length]


def weight(token: str) -> int:
    """How much a token says: nothing for punctuation, 1 for a short word ("the"), its letters for a longer one."""
    if not token or not any(letter.isalnum() for letter in token):
        return 0
    return len(token) if len(token) > 3 else 1
