"""Where in a text the words looked for stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from records.search.query import Pattern
from records.search.words import Word, words

Pieces = list[tuple[str, bool]]
ELLIPSIS = "…"


def marked(text: str, patterns: Sequence[Pattern]) -> Pieces:
    """The text in pieces, True where one is found. The pieces joined are the text."""
    pieces: Pieces = []
    done = 0
    for start, end in _merged(_spans(words(text), patterns)):
        pieces += [(text[done:start], False), (text[start:end], True)]
        done = end
    pieces.append((text[done:], False))
    return [(piece, is_hit) for piece, is_hit in pieces if piece]


def excerpt(text: str, patterns: Sequence[Pattern], letters: int) -> Pieces:
    """As `marked`; of a long text about so many letters around the first word found, cut between words."""
    if len(text) <= letters:
        return marked(text, patterns)
    first = next(iter(_merged(_spans(words(text), patterns))), (0, 0))[0]
    start = _between_words(text, max(0, min(first - letters // 3, len(text) - letters)))
    end = len(text) if start + letters >= len(text) else text.rfind(" ", start + letters // 2, start + letters)
    end = end if end > first else min(start + letters, len(text))
    pieces = marked(text[start:end], patterns)
    before = [(f"{ELLIPSIS} ", False)] if start else []
    after = [(f" {ELLIPSIS}", False)] if end < len(text) else []
    return [*before, *pieces, *after]


def _between_words(text: str, at: int) -> int:
    """The first beginning of a word from here, if one is near; scripts without spaces are cut where they are."""
    space = text.find(" ", at, at + 40) if at else -1
    return space + 1 if space >= 0 else at


def _spans(found: Sequence[Word], patterns: Sequence[Pattern]) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        for at in range(len(found) - len(pattern) + 1):
            run = found[at : at + len(pattern)]
            if all(step.fits(word.lexemes) for step, word in zip(pattern, run, strict=True)):
                last = run[-1]
                is_joined = bool(last.joined) and not pattern[-1].fits(last.forms)
                yield run[0].start, last.joined_end if is_joined else last.end


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
