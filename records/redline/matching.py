"""What two sequences have in common, in order. Close to the longest, in linear time.

Where both sides hold a run once and only once they surely meet there (the "patience" of Bram Cohen's diff): such runs
are taken first, long ones before short ones, and what lies between them is compared by the greedy algorithm of Myers
(An O(ND) Difference Algorithm, 1986), in windows of at most `WINDOW` edits, so that no input makes it quadratic.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

RUNS = (6, 3, 1, 1, 1)
WINDOW = 32
LEAST = 8

Places = list[tuple[int, int]]
Region = tuple[int, int, int, int]  # from, to in `old`; from, to in `new`
Reached = dict[int, tuple[int, int, int]]  # diagonal: what is equal along it, from, to in `old`; diagonal it came from


def common(old: Sequence[int], new: Sequence[int]) -> Places:
    """Places in `old` and `new` of what stays, both strictly increasing."""
    found: Places = []
    regions = [(0, len(old), 0, len(new), 0)]
    while regions:
        low, high, below, above, level = regions.pop()
        while low < high and below < above and old[low] == new[below]:
            found.append((low, below))
            low, below = low + 1, below + 1
        while low < high and below < above and old[high - 1] == new[above - 1]:
            high, above = high - 1, above - 1
            found.append((high, above))
        if low == high or below == above:
            continue
        if level == len(RUNS) or high - low + above - below <= WINDOW:
            _walk(old, new, (low, high, below, above), found)
            continue
        for i, j in [*_meeting(old, new, (low, high, below, above), RUNS[level]), (high, above)]:
            if low < i and below < j:
                regions.append((low, i, below, j, level + 1))
            if i < high:
                found.append((i, j))
            low, below = i + 1, j + 1
    return sorted(found)


def increasing(pairs: Places) -> Places:
    """The longest part of `pairs` (sorted by their first number) whose second numbers increase."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [at]
    chain = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _meeting(old: Sequence[int], new: Sequence[int], region: Region, size: int) -> Places:
    """Where runs of `size` begin that stand once in each side of the region, as far as their order is the same."""
    low, high, below, above = region
    there = _once(new, below, above, size)
    here = _once(old, low, high, size)
    return increasing([(i, j) for run, i in here.items() if i >= 0 and (j := there.get(run, -1)) >= 0])


def _once(sequence: Sequence[int], low: int, high: int, size: int) -> dict[tuple[int, ...], int]:
    """Each run with the place where it begins, -1 for one that comes again."""
    places: dict[tuple[int, ...], int] = {}
    for at in range(low, high - size + 1):
        run = tuple(sequence[at : at + size])
        places[run] = -1 if run in places else at
    return places


def _walk(old: Sequence[int], new: Sequence[int], region: Region, found: Places) -> None:
    """Myers in windows: where its edits do not reach the end, go on from the point farthest on the way, with half
    as many. What the other side does not hold at all is left out first: it costs edits and can meet nothing."""
    low, high, below, above = region
    both = set(old[low:high]) & set(new[below:above])
    left = [i for i in range(low, high) if old[i] in both]
    right = [j for j in range(below, above) if new[j] in both]
    here, there = [old[i] for i in left], [new[j] for j in right]
    i = j = 0
    window = WINDOW
    while i < len(here) and j < len(there):
        trace, diagonal = _reach(here, there, (i, j), window)
        i = trace[-1][diagonal][1]
        j = i - diagonal
        for reached in reversed(trace):
            start, end, came = reached[diagonal]
            found.extend((left[at], right[at - diagonal]) for at in range(start, end))
            diagonal = came
        window = max(window // 2, LEAST)


def _reach(old: list[int], new: list[int], begin: tuple[int, int], window: int) -> tuple[list[Reached], int]:
    """How far along `old` each diagonal (place in `old` less place in `new`) is reached after 0, 1, 2 … edits,
    and the diagonal that reaches the end or is the farthest on the way."""
    n, m = len(old), len(new)
    first = begin[0] - begin[1]
    trace: list[Reached] = []
    before: Reached = {}
    for edits in range(window + 1):
        reached: Reached = {}
        for k in range(first - edits, first + edits + 1, 2):
            start, came = (begin[0], k) if not edits else (-1, k)
            if (put := before.get(k + 1)) and put[1] - k <= m:
                start, came = put[1], k + 1
            if (taken := before.get(k - 1)) and start <= taken[1] < n:
                start, came = taken[1] + 1, k - 1
            if start < 0:
                continue
            end = start
            while end < n and end - k < m and old[end] == new[end - k]:
                end += 1
            reached[k] = (start, end, came)
            if end == n and end - k == m:
                return [*trace, reached], k
        trace.append(reached)
        before = reached
    return trace, max(before, key=lambda k: (2 * before[k][1] - k, -abs(k - first)))
