"""Tokens as a tree: what may stand inside a sentence, and what ends one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.translating.tokens import Token

# Elements and template tags that a sentence goes on through. Everything else ends it.
INLINE = set("a abbr b bdi bdo cite del dfn em i ins mark q small span strong sub sup time u var".split())
GROUPS: dict[str, tuple[str, ...]] = {"if": ("elif", "else"), "for": ("empty",), "with": ()}
_GROUP_ENDS = {f"end{name}" for name in GROUPS}
VALUES = {"url", "static", "now", "firstof"}


@dataclass(frozen=True)
class Leaf:
    """One token. `is_inline` where a sentence may hold it."""

    token: Token

    @property
    def source(self) -> str:
        return self.token.source

    @property
    def is_inline(self) -> bool:
        token = self.token
        if token.kind == "tag":
            return token.name in VALUES and " as " not in token.source
        return token.kind in ("text", "var") or (token.kind in ("void", "raw") and token.name in ("br", "code", "kbd"))


@dataclass
class Branch:
    """What stands behind one tag of a group: behind {% if … %}, behind {% else %}; or inside an element."""

    head: Token
    children: list[Node] = field(default_factory=list)


@dataclass
class Whole:
    """An inline element, or a group of template tags, from its first tag to its last."""

    branches: list[Branch]
    end: Token
    is_inline: bool = True

    @property
    def is_element(self) -> bool:
        return self.end.kind == "close"


Node = Leaf | Whole


def tree(tokens: Sequence[Token]) -> list[Node]:
    reader = _Reader(tokens)
    found: list[Node] = []
    while not reader.is_done:
        found += reader.nodes(())
        if not reader.is_done:  # an end without a beginning
            found.append(Leaf(reader.take()))
    return found


class _Reader:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens, self.at = tokens, 0

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.tokens)

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def nodes(self, ends: Sequence[str]) -> list[Node]:
        """Up to a tag of that name, or to any end of what was begun outside."""
        found: list[Node] = []
        while not self.is_done:
            token = self.tokens[self.at]
            if _name(token) in ends or _ends(token):
                break
            self.at += 1
            if (token.kind == "open" and token.name in INLINE) or (token.kind == "tag" and token.name in GROUPS):
                found += self._whole(token)
            else:
                found.append(Leaf(token))
        return found

    def _whole(self, head: Token) -> list[Node]:
        """One node where it is whole and a sentence may hold it; otherwise its parts one by one."""
        is_element = head.kind == "open"
        end = f"</{head.name}" if is_element else f"end{head.name}"
        more: tuple[str, ...] = () if is_element else GROUPS[head.name]
        branches = [Branch(head)]
        while True:
            branches[-1].children = self.nodes((end, *more))
            token = None if self.is_done else self.tokens[self.at]
            if token is None or _name(token) not in (end, *more):
                return list(_flat(branches))
            self.at += 1
            if _name(token) == end:
                break
            branches.append(Branch(token))
        if all(child.is_inline for branch in branches for child in branch.children):
            return [Whole(branches, token)]
        return [*_flat(branches), Leaf(token)]


def _flat(branches: list[Branch]) -> Iterator[Node]:
    for branch in branches:
        yield Leaf(branch.head)
        yield from branch.children


def _name(token: Token) -> str:
    return f"</{token.name}" if token.kind == "close" else token.name if token.kind == "tag" else ""


def _ends(token: Token) -> bool:
    if token.kind == "close":
        return token.name in INLINE
    return token.kind == "tag" and (token.name in ("elif", "else", "empty") or token.name in _GROUP_ENDS)
