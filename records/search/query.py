"""What a reader typed, understood: words, "phrases", -without, or. Any input has a meaning, if only an empty one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from records.search.words import Word, is_unspaced, stem, words

MOST_WORDS = 40
MOST_ALTERNATIVES = 12
LONGEST_SYNONYM = 10  # words
SHORTEST_PREFIX = 2  # letters
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PIECE = re.compile(r'(?P<minus>[-−–]?)"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+)')

Synonyms = Mapping[tuple[str, ...], Sequence[str]]


@dataclass(frozen=True)
class Step:
    """One word of a pattern: any of these forms, or one that begins with `prefix`."""

    forms: tuple[str, ...]
    prefix: str = ""

    def fits(self, lexemes: Sequence[str]) -> bool:
        return any(lexeme in self.forms or (bool(self.prefix) and lexeme.startswith(self.prefix)) for lexeme in lexemes)

    def __str__(self) -> str:
        ways = [f"'{form}'" for form in self.forms] + ([f"'{self.prefix}':*"] if self.prefix else [])
        return f"({'|'.join(ways)})"


Pattern = tuple[Step, ...]


@dataclass(frozen=True)
class Term:
    """Ways to say one thing. Each way is some patterns that must all be there."""

    ways: tuple[tuple[Pattern, ...], ...]
    is_without: bool = False

    def __str__(self) -> str:
        said = "|".join("(" + "&".join(_phrase(pattern) for pattern in way) + ")" for way in self.ways)
        return f"{'!' if self.is_without else ''}({said})"


@dataclass(frozen=True)
class Query:
    """`clauses` are joined by "or". `also` are the synonyms that are looked for beside the words typed."""

    clauses: tuple[tuple[Term, ...], ...] = ()
    also: tuple[str, ...] = ()
    is_without_alone: bool = False

    @property
    def tsquery(self) -> str:
        return "|".join("(" + "&".join(str(term) for term in clause) + ")" for clause in self.clauses)

    @property
    def patterns(self) -> list[Pattern]:
        """What is to be marked in a text that was found."""
        terms = [term for clause in self.clauses for term in clause if not term.is_without]
        return list(dict.fromkeys(pattern for term in terms for way in term.ways for pattern in way))


@dataclass
class _Piece:
    """Words typed without a space between them, or within quotes."""

    words: list[Word]
    is_quoted: bool
    is_without: bool
    is_last: bool = False


@dataclass
class _Parser:
    synonyms: Synonyms
    also: list[str] = field(default_factory=list)

    def clause(self, pieces: Sequence[_Piece]) -> Iterator[Term]:
        at = 0
        while at < len(pieces):
            count, others = self._synonyms_at(pieces, at)
            group = pieces[at : at + count]
            own = tuple(pattern for piece in group for pattern in _patterns(piece)[:1])
            ways = [own]
            if count == 1:
                ways = [(pattern,) for pattern in _patterns(group[0])]
            for other in others:
                ways += [(pattern,) for pattern in phrases(other)]
            yield Term(tuple(dict.fromkeys(ways)), group[0].is_without)
            if not group[0].is_without:
                self.also += others
            at += count

    def _synonyms_at(self, pieces: Sequence[_Piece], at: int) -> tuple[int, list[str]]:
        """The longest run of pieces from here that has synonyms, and these."""
        if not pieces[at].is_quoted:
            for count in range(min(LONGEST_SYNONYM, len(pieces) - at), 0, -1):
                run = pieces[at : at + count]
                if any(piece.is_quoted or piece.is_without != run[0].is_without for piece in run):
                    continue
                if count > 1 and run[0].is_without:
                    continue  # "-viet nam" takes out one word and asks for another
                known = self.synonyms.get(tuple(stem(word.forms[0]) for piece in run for word in piece.words))
                if known:
                    return count, list(known[:MOST_ALTERNATIVES])
        return 1, []


def parse(typed: str, synonyms: Synonyms | None = None) -> Query:
    """Never fails. A clause that only says what must not be there is left out: it would find nearly everything."""
    parser = _Parser(synonyms or {})
    clauses: list[tuple[Term, ...]] = []
    is_without_alone = False
    for pieces in _alternatives(typed):
        terms = tuple(parser.clause(pieces))
        if any(not term.is_without for term in terms):
            clauses.append(terms)
        else:
            is_without_alone = is_without_alone or bool(terms)
    return Query(tuple(clauses), tuple(dict.fromkeys(parser.also)), is_without_alone and not clauses)


def phrases(text: str, *, is_last: bool = False) -> list[Pattern]:
    """A text as words that follow each other; a word with hyphens also as one word."""
    return _patterns(_Piece(words(text), is_quoted=not is_last, is_without=False, is_last=is_last))


def _alternatives(typed: str) -> list[list[_Piece]]:
    """The pieces between one "or" and the next."""
    found: list[list[_Piece]] = [[]]
    left = MOST_WORDS
    text = typed.translate(_QUOTES)
    for match in _PIECE.finditer(text):
        plain = match["plain"]
        if plain is not None and plain.casefold() == "or":
            found.append([])
            continue
        is_without = bool(match["minus"]) if plain is None else len(plain) > 1 and plain[0] in "-−–"
        inside = words(match["quoted"] if plain is None else plain)[:left]
        if inside:
            is_last = plain is not None and match.end() == len(text)
            found[-1].append(_Piece(inside, plain is None, is_without, is_last))
            left -= len(inside)
    return found


def _patterns(piece: _Piece) -> list[Pattern]:
    found = piece.words
    if not found:
        return []
    if len(found) > 1 and is_unspaced(found[-1].forms[0]) and len(found[-1].forms[0]) == 1:
        found = found[:-1]  # the last letter of a run is said already by the pair before it
    steps = [Step(_forms(word)) for word in found]
    last = found[-1].forms[0]
    begins = piece.is_last and len(last) >= SHORTEST_PREFIX and not piece.is_without
    if begins or (len(last) == 1 and is_unspaced(last)):
        steps[-1] = Step(steps[-1].forms, last)
    patterns = [tuple(steps)]
    if found[0].joined and found[0].joined_end == found[-1].end:
        joined = found[0].joined
        patterns.append((Step((stem(joined),), joined if begins else ""),))
    return patterns


def _forms(word: Word) -> tuple[str, ...]:
    """The stem is in the index wherever the word is; a spelling without umlauts stands beside it."""
    return tuple(dict.fromkeys(stem(form) for form in (word.forms[0], *word.forms[2:])))


def _phrase(pattern: Pattern) -> str:
    return f"({'<->'.join(str(step) for step in pattern)})"
