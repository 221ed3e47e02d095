"""Names of those who take part: whole names, aliases, formal styles and small typos, never a part of a longer name."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple, Self

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from meetings.summary.patterns import pattern
from meetings.summary.proposal import Kind

WORD = pattern(r"(?:[^\W\d_]\.){2,}|&|[^\W_][\w\u0300-\u036f]*(?:(?<=[a-z])- ?\n[a-z]+)?(?:'[^\W_]\w*)*")

_ARTICLES = ("the",)
_FORMAL = pattern(
    r"(?:the )?(?:(?:federal |united |islamic |socialist |arab |co operative |hashemite )?republic|kingdom|state"
    r"|union"
    r"|commonwealth|sultanate|principality|government|govt) of (?:the )?"
)
# "SADC" is no typo of SAARC: letters that stand for words are another name when one of them is another.
_CODE = pattern(r"[A-Z]{3}")
_SHORT_FORM = pattern(r"(?<![\w.])[A-Z]{2,6}(?![\w.])")
# "Republic of …" before these names another state, or one that has to be told from its neighbour.
_NOT_BY_FORMAL_STYLE = {"CN", "CD", "CG", "KR", "KP", "YE", "DM", "DO", "NE", "NG"}


@dataclass(frozen=True, slots=True)
class NamedParticipant:
    """One who may be named in a summary. `names`: the short name first, then formal, ISO and other names."""

    slug: str
    kind: Kind
    names: tuple[str, ...]
    iso: str | None = None
    adjective: str | None = None


class Token(NamedTuple):
    """A word of a text, folded for comparison. Offsets are code points."""

    start: int
    end: int
    key: str
    is_capitals: bool
    has_capital: bool = False


class Found(NamedTuple):
    """A name in a text: tokens[first:last] are the name of `participant`, with `confidence` from 0 to 1."""

    first: int
    last: int
    participant: NamedParticipant
    confidence: float


_SECRETARIAT = pattern(
    r"^(?:general |permanent |executive )?secretariat of (?:the )?| (?:general |permanent )?secretariat$"
)


class Resolved(NamedTuple):
    participant: NamedParticipant | None
    confidence: float
    suggestions: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word without case, accents, apostrophes and dots; "&" is "and"."""
    if word == "&":
        return "and"
    plain = unicodedata.normalize("NFKD", word.replace("ı", "i"))
    return "".join(char for char in plain if char.isalnum()).casefold()


@lru_cache(maxsize=20_000)
def _seen(word: str) -> tuple[str, bool, bool]:
    return fold(word), word.upper() == word and len(word) > 1, word[0].isupper()


# One sentence is asked for its words by several readers in turn.
@lru_cache(maxsize=64)
def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The words of text[start:end]."""
    stop = len(text) if end is None else end
    return tuple(Token(match.start(), match.end(), *_seen(match[0])) for match in WORD.finditer(text, start, stop))


class _Entry(NamedTuple):
    keys: tuple[str, ...]
    participant: NamedParticipant
    needs_capitals: bool
    is_inverted: bool


@dataclass(frozen=True)
class NameTable:
    """Looks names up. `chairs` gives, by series code, the slugs of those meant by "the Co-Chairs"; "" is any series."""

    participants: tuple[NamedParticipant, ...]
    chairs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _by_first: dict[str, list[_Entry]] = field(default_factory=dict, repr=False, compare=False)
    _by_key: dict[str, NamedParticipant] = field(default_factory=dict, repr=False, compare=False)
    _by_bare_key: dict[str, NamedParticipant] = field(default_factory=dict, repr=False, compare=False)
    _by_slug: dict[str, NamedParticipant] = field(default_factory=dict, repr=False, compare=False)
    _adjectives: dict[str, NamedParticipant] = field(default_factory=dict, repr=False, compare=False)
    _by_iso: dict[str, NamedParticipant] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def adjective_words(self) -> str:
        """A pattern for any adjective of the table: "Sri\\s+Lankan|Thai"; empty where it holds none."""
        known = {one.adjective for one in self.participants if one.adjective}
        return "|".join(
            re.escape(word).replace(r"\ ", r"\s+") for word in sorted(known, key=lambda word: (-len(word), word))
        )

    @classmethod
    def of(
        cls, participants: Iterable[NamedParticipant], *, chairs: Mapping[str, tuple[str, ...]] | None = None
    ) -> Self:
        """A table of `participants`. Where two claim one name, the first keeps it."""
        table = cls(tuple(participants), dict(chairs or {}))
        for participant in table.participants:
            table._by_slug.setdefault(participant.slug, participant)
            if participant.iso:
                table._by_iso.setdefault(participant.iso, participant)
            if participant.adjective:
                table._adjectives.setdefault(fold(participant.adjective), participant)
        for participant in table.participants:
            for name in participant.names:
                table._add(name, participant)
        for entries in table._by_first.values():
            entries.sort(key=lambda entry: -len(entry.keys))
        return table

    def _add(self, name: str, participant: NamedParticipant) -> None:
        tokens = tokens_of(name)
        keys = tuple(token.key for token in tokens)
        while len(keys) > 1 and keys[0] in _ARTICLES:
            keys, tokens = keys[1:], tokens[1:]
        joined = " ".join(keys)
        if not keys or joined in self._by_key or joined in self._adjectives:
            return
        self._by_key[joined] = participant
        self._by_bare_key.setdefault(_bare(joined), participant)
        needs_capitals = len(keys) == 1 and tokens[0].is_capitals
        self._by_first.setdefault(keys[0], []).append(_Entry(keys, participant, needs_capitals, "," in name))

    def get(self, slug: str) -> NamedParticipant | None:
        return self._by_slug.get(slug)

    def chairs_of(self, series: str | None) -> tuple[str, ...]:
        """Whom "the Co-Chairs" of this series are; empty where the table does not say."""
        return self.chairs.get(series or "", ())

    def of_adjective(self, word: str) -> NamedParticipant | None:
        """The state that "Australian" or "Philippine" means."""
        return self._adjectives.get(fold(word)) or self._by_key.get(fold(word))

    def scan(self, tokens: tuple[Token, ...]) -> list[Found]:
        """The known names in a run of words, longest first at each place, none inside another."""
        found = []
        at = 0
        while at < len(tokens):
            entry = self._longest(tokens, at) if tokens[at].key in self._by_first else None
            if entry is None:
                at += 1
                continue
            last = at + len(entry.keys)
            found.append(Found(at, last, entry.participant, 1.0))
            at = last
        return found

    def _longest(self, tokens: tuple[Token, ...], at: int) -> _Entry | None:
        second = tokens[at + 1].key if at + 1 < len(tokens) else None
        for entry in self._by_first.get(tokens[at].key, ()):
            size = len(entry.keys)
            if size > 1 and entry.keys[1] != second:
                continue
            if entry.needs_capitals and not tokens[at].is_capitals:
                continue
            if size > 2 and tuple(token.key for token in tokens[at : at + size]) != entry.keys:
                continue
            if entry.is_inverted and _goes_on(tokens, at + size):
                continue
            return entry
        return None

    def resolve(self, written: str, *, may_guess: bool = True) -> Resolved:
        """Whom a whole name means: as known, in formal style, or with a small typo. Never by a part of it.

        `may_guess=False` leaves out the comparison with all names, which costs about a millisecond.
        """
        key = " ".join(token.key for token in tokens_of(written) if token.key not in _ARTICLES)
        key = key.removeprefix("the ")
        key = re.sub(r" is$", " islands", key)
        if _CODE.fullmatch(written.strip()) and (state := self._by_iso.get(alpha2_of(written.strip()) or "")):
            return Resolved(state, 0.8)
        known = self._known(key)
        if known:
            return Resolved(known, 1.0)
        if (body := self._known(_SECRETARIAT.sub("", key))) and body.kind == "organisation":
            return Resolved(body, 0.85)
        formal = _FORMAL.match(key)
        if formal and (state := self._known(key[formal.end() :])) and state.iso not in _NOT_BY_FORMAL_STYLE:
            return Resolved(state, 0.85)
        is_guessed = may_guess and len(key) >= 4 and not _SHORT_FORM.search(written)
        return self._near(key) if is_guessed else Resolved(None, 0.4)

    def _known(self, key: str) -> NamedParticipant | None:
        if key in self._by_key:
            return self._by_key[key]
        return self._by_bare_key.get(_bare(key))

    def _near(self, key: str) -> Resolved:
        """One participant clearly nearest is a typo of its name; several are suggestions."""
        near = process.extract(
            key, self._by_key.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=max(1, len(key) // 4), limit=12
        )
        best: dict[str, int] = {}
        for name, distance, _ in near:
            if len(name) >= 4:
                slug = self._by_key[name].slug
                best[slug] = min(distance, best.get(slug, distance))
        ranked = sorted(best, key=lambda slug: (best[slug], slug))
        if ranked:
            first = best[ranked[0]]
            is_alone = len(ranked) == 1 or best[ranked[1]] > first + 1
            if is_alone and first <= (2 if len(key) >= 10 else 1) and len(key) >= 5:
                return Resolved(self._by_slug[ranked[0]], 0.8)
        return Resolved(None, 0.4, tuple(ranked[:3]))


def _bare(key: str) -> str:
    """A name without its articles: "republic of maldives" for "republic of the maldives"."""
    return " ".join(word for word in key.split() if word not in _ARTICLES)


def _goes_on(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word follows at once: "Congo, the Democratic Republic of the Congo" is two names, not one inverted."""
    return at < len(tokens) and tokens[at].has_capital and tokens[at].start == tokens[at - 1].end + 1


def _data(name: str) -> Any:
    return json.loads(files("meetings.summary").joinpath("data", name).read_text("utf-8"))


@cache
def _alpha3() -> dict[str, str]:
    pairs = (pair.split(":") for pair in " ".join(_data("codes.json")["alpha3"]).split())
    return {three: two for two, three in pairs}


def alpha2_of(code: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of an alpha-3 code."""
    return _alpha3().get(code)


@cache
def default_names() -> NameTable:
    """The table that comes with the reader: the members of the United Nations, ISO 3166 territories, organisations
    and bodies met in these records. Facts from ISO 3166-1 and the bodies' own pages."""
    rows = _data("participants.json")
    others = _data("other_names.json")["names"]
    for row in rows:
        row["names"] += others.get(row.get("iso") or row["slug"], [])
    return NameTable.of(
        (
            NamedParticipant(row["slug"], row["kind"], tuple(row["names"]), row.get("iso"), row.get("adjective"))
            for row in rows
        ),
        chairs=dict.fromkeys(("", "AHG SOM", "SOM", "BPMC", "SG", "CM", "TFPP"), ("australia", "indonesia")),
    )
