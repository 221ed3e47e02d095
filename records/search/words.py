"""Cut a text into words and say under which forms each is found. Pure functions."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST_WORD = 80
MOST_WORDS = 20_000  # a tsvector holds one megabyte at most

# Vowel signs and tone marks belong to the word they stand in; Python's \w does not count them.
_MARKS = "".join(chr(code) for code in range(0x20000) if unicodedata.category(chr(code)).startswith("M"))
_WORD = re.compile(rf"(?:[^\W_]|[{re.escape(_MARKS)}])+")
# Accents, Hebrew points and Arabic vowels: readers leave them out. Vowel signs of Indic scripts are letters and stay.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
# Thai, Lao, Myanmar, Khmer, kana and Han are written without spaces.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d]+")
_HYPHENS = frozenset("-\u2010\u2011")
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


class Word(NamedTuple):
    """Where a word stands in the text as written, and the forms under which it is found.

    `joined` is the whole of a word with hyphens, kept at its first part: "tegrr" at the "TEG" of "TEG-RR".
    """

    start: int
    end: int
    forms: tuple[str, ...]
    joined: str = ""
    joined_end: int = 0

    @property
    def lexemes(self) -> tuple[str, ...]:
        return (*self.forms, *dict.fromkeys((self.joined, stem(self.joined)))) if self.joined else self.forms


def words(text: str) -> list[Word]:
    """The words of a text in their order; the index of a word is its position."""
    found: list[Word] = []
    compound: list[Word] = []
    for match in _WORD.finditer(text):
        if compound and not (match.start() == compound[-1].end + 1 and text[compound[-1].end] in _HYPHENS):
            found += _with_joined(compound)
            compound = []
        if _UNSPACED.search(match[0]):
            found += _with_joined(compound)
            compound = []
            found += _of_runs(match)
        elif forms := forms_of(match[0]):
            compound.append(Word(match.start(), match.end(), forms))
        if len(found) >= MOST_WORDS:
            break
    return (found + _with_joined(compound))[:MOST_WORDS]


def _with_joined(compound: list[Word]) -> list[Word]:
    if len(compound) < 2:
        return compound
    first, *others = compound
    joined = "".join(word.forms[0] for word in compound)[:LONGEST_WORD]
    return [Word(first.start, first.end, first.forms, joined, others[-1].end), *others]


def _of_runs(match: re.Match[str]) -> Iterator[Word]:
    """A run without spaces is found by any part of it: every letter with the one after it is a word."""
    done = 0
    for run in _UNSPACED.finditer(match[0]):
        yield from _between(match, done, run.start())
        letters = [(letter, match.start() + at) for at in range(*run.span()) for letter in fold(match[0][at])]
        for at, (letter, start) in enumerate(letters):
            after = letters[at + 1] if at + 1 < len(letters) else None
            yield Word(start, (after[1] if after else start) + 1, (letter + after[0] if after else letter,))
        done = run.end()
    yield from _between(match, done, len(match[0]))


def _between(match: re.Match[str], first: int, last: int) -> Iterator[Word]:
    forms = forms_of(match[0][first:last])
    if forms:
        yield Word(match.start() + first, match.start() + last, forms)


def is_unspaced(word: str) -> bool:
    return bool(_UNSPACED.search(word))


def fold(text: str) -> str:
    """Without capitals and accents: "Türkiye" → "turkiye"."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN)).casefold()
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart)).translate(_PLAIN)


def forms_of(word: str) -> tuple[str, ...]:
    """The folded word, its stem, and its spelling without umlauts ("tuerkiye"); each once."""
    return _forms_of(word) if len(word) <= LONGEST_WORD else _forms_of.__wrapped__(word)


@lru_cache(maxsize=16_384)  # texts of one field say the same few thousand words
def _forms_of(word: str) -> tuple[str, ...]:
    folded = fold(word)[:LONGEST_WORD]
    spelled = fold(unicodedata.normalize("NFC", word.casefold()).translate(_UMLAUTS))[:LONGEST_WORD]
    forms = dict.fromkeys(sys.intern(form) for form in (folded, stem(folded), spelled) if form)
    return tuple(forms)


def stem(word: str) -> str:
    """English endings that change no meaning taken off: returns, returned, returning → return."""
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 4:
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "els" else rest
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
