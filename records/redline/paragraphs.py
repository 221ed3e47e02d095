"""Which paragraph became which, before any words are compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from records.redline.matching import Places, common
from records.redline.tokens import cut, weight

LIKE = 0.5  # of the words of both, by weight; what has less in common is not the same paragraph
ANCHOR = 0.3  # what the same anchor counts for: anchors of drafts shift when a paragraph is put in
RARE = 12  # paragraphs that share a word; commoner words tell nothing
NEAR = 2


@dataclass(frozen=True)
class Block:
    """A paragraph: its address (may be empty) and all it says."""

    anchor: str
    text: str

    @cached_property
    def words(self) -> Counter[str]:
        """How much each word weighs in it."""
        counted = Counter(token.casefold() for token in cut(self.text)[1])
        return Counter({word: weight(word) * times for word, times in counted.items() if weight(word)})

    @cached_property
    def size(self) -> int:
        return self.words.total()


@dataclass(frozen=True)
class Pair:
    """Places in the old and the new list; None on the side where the paragraph does not stand."""

    old: int | None
    new: int | None
    is_moved: bool = False


def align(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """Every paragraph of both lists once, in reading order: the new order, with what was taken out where it stood.

    Equal ones meet first, then those most alike, then what has the same anchor. The fewest words
    are said to have moved; what was moved stands where it stands now.
    """
    met = _equal(old, new)
    for find in (_alike, _same_anchor):
        taken = set(met.values())
        for i, j in find(old, new, met):
            if i not in met and j not in taken:
                met[i] = j
                taken.add(j)
    return list(_in_reading_order(met, _kept(old, met, len(new)), len(old), len(new)))


def _equal(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Those that say the same: in order where they can, moved ones after that."""
    ids: dict[str, int] = {}
    here, there = ([ids.setdefault(block.text, len(ids)) for block in blocks] for blocks in (old, new))
    met = dict(common(here, there))
    left: dict[int, list[int]] = defaultdict(list)
    for j in sorted(set(range(len(new))) - set(met.values()), reverse=True):
        left[there[j]].append(j)
    for i, said in enumerate(here):
        if i not in met and left[said]:
            met[i] = left[said].pop()
    return met


def _alike(old: Sequence[Block], new: Sequence[Block], met: dict[int, int]) -> list[tuple[int, int]]:
    """Pairs of the remaining ones that are alike, the best first."""
    scored = []
    for i, others in _candidates(old, new, met):
        for j in others:
            score = _likeness(old[i], new[j]) + ANCHOR * _share_anchor(old[i], new[j])
            if score >= LIKE:
                scored.append((-score, abs(i - j), i, j))
    return [(i, j) for *_, i, j in sorted(scored)]


def _same_anchor(old: Sequence[Block], new: Sequence[Block], met: dict[int, int]) -> list[tuple[int, int]]:
    places = {block.anchor: j for j, block in enumerate(new) if block.anchor}
    return [(i, places[block.anchor]) for i, block in enumerate(old) if block.anchor in places]


def _share_anchor(old: Block, new: Block) -> bool:
    return bool(old.anchor) and old.anchor == new.anchor


def _likeness(old: Block, new: Block) -> float:
    """What both say, as a part of what they say in all: 0 to 1."""
    least, most = sorted((old.words, new.words), key=len)
    shared = sum(min(weighed, most[word]) for word, weighed in least.items())
    return 2 * shared / ((old.size + new.size) or 1)


def _candidates(old: Sequence[Block], new: Sequence[Block], met: dict[int, int]) -> Iterator[tuple[int, set[int]]]:
    """For each remaining old paragraph a few new ones to compare it with: those that share rare words with it,
    those that stand at the same place between neighbours that stayed, the one with its anchor."""
    taken = set(met.values())
    holders: dict[str, list[int]] = defaultdict(list)
    gaps: dict[int, list[int]] = defaultdict(list)
    neighbour = -1
    for j, block in enumerate(new):
        if j in taken:
            neighbour = j
            continue
        gaps[neighbour].append(j)
        for word in block.words:
            holders[word].append(j)
    anchored = {i: {j} for i, j in _same_anchor(old, new, met) if j not in taken}
    neighbour, offset = -1, 0
    for i, block in enumerate(old):
        if i in met:
            neighbour, offset = met[i], 0
            continue
        near = set(gaps[neighbour][max(0, offset - NEAR) : offset + NEAR + 1])
        offset += 1
        yield i, near | anchored.get(i, set()) | _sharing(block, holders)


def _sharing(block: Block, holders: dict[str, list[int]]) -> set[int]:
    """The few that share most of the block's rare words."""
    shared: Counter[int] = Counter()
    for word, weighed in block.words.items():
        if len(holders.get(word, ())) <= RARE:
            for j in holders.get(word, ()):
                shared[j] += weighed
    return {j for j, _ in shared.most_common(2 * NEAR)}


def _kept(old: Sequence[Block], met: dict[int, int], now: int) -> Places:
    """Those whose order stayed: of all choices the one that moves the fewest words, and keeps places where it can.

    The best chain ending before each place of the new list is kept in a binary indexed tree of maxima.
    """
    tree = [(0, -1)] * (now + 1)
    chain: list[tuple[int, int, int]] = []
    for i, j in sorted(met.items()):
        at, best = j, (0, -1)
        while at:
            best = max(best, tree[at])
            at &= at - 1
        here = (best[0] + 2 * old[i].size + 1 + (i == j), len(chain))
        chain.append((i, j, best[1]))
        at = j + 1
        while at <= now:
            tree[at] = max(tree[at], here)
            at += at & -at
    kept: Places = []
    last = max(tree)[1]
    while last >= 0:
        i, j, last = chain[last]
        kept.append((i, j))
    return kept[::-1]


def _in_reading_order(met: dict[int, int], kept: Places, many: int, now: int) -> Iterator[Pair]:
    came_from = {j: i for i, j in met.items()}
    i = j = 0
    for to_old, to_new in [*kept, (many, now)]:
        yield from (Pair(at, None) for at in range(i, to_old) if at not in met)
        yield from (Pair(came_from.get(at), at, is_moved=at in came_from) for at in range(j, to_new))
        if to_old < many:
            yield Pair(to_old, to_new)
        i, j = to_old + 1, to_new + 1
