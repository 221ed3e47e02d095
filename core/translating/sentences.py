"""The words of a template, made into messages of gettext where the template is loaded.

    <p>Kept until <b>{{ day }}</b>. <a href="{% url 'x' %}">Change it</a>{% if late %} soon{% endif %}.</p>

has the messages "Kept until <1>{day}</1>. <2>Change it</2>{part}." and "soon". What stands in angle brackets are the
elements, in order, with their attributes left out; in braces what is filled in. A message goes from one tag of HTML
that is no part of a sentence to the next. An element with translate="no" is left as it is.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.translating.tokens import Token, tokens
from core.translating.tree import Branch, Leaf, Node, Whole, tree

_ATTRIBUTE = re.compile(
    r"(\s(?:aria-label|title|alt|placeholder|data-l|data-words[a-z-]*)=\")((?:\{%.*?%\}|\{\{.*?\}\}|[^\"])*)(\")"
)
_BY_DEFAULT = re.compile(r"(\|(?:default|default_if_none|yesno):)\"([^\"]*(?:[^\W\d_]{3}|[^\W\d_] )[^\"]*)\"")
# What is handed to another template: two words or more, or whatever is called `what`.
_HANDED_ON = re.compile(r"(\swhat=|\s(?!class)\w+=(?=\"[^\"]*[^\W\d_]{2} ))\"([^\"]+)\"")
_LETTERS = re.compile(r"[^\W\d_]{2}|\b[^\W\d_]\b")
_PLURAL = re.compile(r"^(?P<count>[^|]+)\|pluralize(?::\"(?P<endings>[^\"]*)\")?$")


@dataclass
class Message:
    """A sentence as translators see it, and what is filled in, by name, as the source of a template."""

    words: str = ""
    plural: str = ""
    count: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    def source(self) -> str:
        told = json.dumps(self.words, ensure_ascii=False)
        if self.plural:
            told += f" {json.dumps(self.plural, ensure_ascii=False)} {self.count}"
        if not self.parts and not self.plural:
            return f"{{% say {told} %}}"
        parts = "".join(f"{{% part {name} %}}{source}" for name, source in self.parts.items())
        return f"{{% sentence {told} %}}{parts}{{% endsentence %}}"


class Sentences:
    """Reads one template: `source` is what takes its place, `messages` what was found in it."""

    def __init__(self, source: str, *, is_html: bool = True) -> None:
        self.is_html = is_html
        self.messages: list[Message] = []
        self.source = self._converted(source)

    def _converted(self, source: str) -> str:
        return "".join(self._flow(tree([self._literal(token) for token in tokens(source, is_html=self.is_html)])))

    def _literal(self, token: Token) -> Token:
        """Words inside a tag of the template: what stands there by default, and what is handed on."""

        def one(match: re.Match[str]) -> str:
            self.messages.append(Message(match[2]))
            return f'{match[1]}_("{match[2]}")'

        pattern = _BY_DEFAULT if token.kind == "var" else _HANDED_ON if token.name in ("include", "with") else None
        return replace(token, source=pattern.sub(one, token.source)) if pattern else token

    def _flow(self, nodes: Sequence[Node]) -> Iterator[str]:
        run: list[Node] = []
        for node in nodes:
            if node.is_inline and not (self._ends_a_line(node)):
                run.append(node)
                continue
            yield self._run(run)
            run = []
            yield self._whole(node) if isinstance(node, Whole) else self._around(node, run)
        yield self._run(run)

    def _ends_a_line(self, node: Node) -> bool:
        """In a letter each line is a sentence of its own."""
        return not self.is_html and "\n" in _source(node)

    def _around(self, node: Leaf, run: list[Node]) -> str:
        token = node.token
        if token.kind == "text":
            *lines, last = token.source.split("\n")
            run.append(Leaf(Token("text", last)))
            return "".join(self._run([Leaf(Token("text", line))]) + "\n" for line in lines)
        return self._attributes(token.source) if token.kind in ("open", "void") else token.source

    def _run(self, nodes: list[Node]) -> str:
        """A sentence, or what stands beside each other without one."""
        if not any(
            isinstance(node, Leaf) and node.token.kind == "text" and _has_letters(node.source) for node in nodes
        ):
            return "".join(self._whole(node) if isinstance(node, Whole) else node.source for node in nodes)
        before, nodes, after = _trimmed(nodes)
        message = Message()
        message.count = _counted(nodes)
        message.words = _Writer(self, message).words(nodes)
        if message.count:
            message.plural = _Writer(self, message, is_plural=True).words(nodes)
        self.messages.append(message)
        return before + message.source() + after

    def _whole(self, node: Whole) -> str:
        return "".join(self._branch(branch) for branch in node.branches) + node.end.source

    def _branch(self, branch: Branch) -> str:
        head = branch.head
        return (self._attributes(head.source) if head.kind == "open" else head.source) + "".join(
            self._flow(branch.children)
        )

    def _attributes(self, tag: str) -> str:
        def one(match: re.Match[str]) -> str:
            inside = tree(tokens(match[2], is_html=False))
            return match[1] + ("".join(self._flow(inside)) if "\n" not in match[2] else match[2]) + match[3]

        return _ATTRIBUTE.sub(one, tag) if self.is_html else tag


class _Writer:
    """Writes the nodes of a run as one message, and keeps what is filled in."""

    def __init__(self, of: Sentences, message: Message, *, is_plural: bool = False) -> None:
        self.of, self.message, self.is_plural = of, message, is_plural
        self.elements = 0

    def words(self, nodes: Sequence[Node]) -> str:
        return re.sub(r"\s+", " ", "".join(self._node(node) for node in nodes))

    def _node(self, node: Node) -> str:
        if isinstance(node, Whole):
            return self._element(node) if node.is_element else self._filled("part", self.of._whole(node))
        token = node.token
        if token.kind == "text":
            return token.source
        if token.kind == "var":
            ending = _ending(token, self.message.count, self.is_plural)
            return self._filled(_short(token.name), token.source) if ending is None else ending
        if token.kind == "tag":
            return self._filled("part", token.source)
        self.elements += 1
        self.message.parts[f"{self.elements}/"] = token.source
        return f"<{self.elements}/>"

    def _element(self, node: Whole) -> str:
        self.elements += 1
        number = self.elements
        self.message.parts[str(number)] = self.of._attributes(node.branches[0].head.source)
        self.message.parts[f"/{number}"] = node.end.source
        return f"<{number}>{''.join(map(self._node, node.branches[0].children))}</{number}>"

    def _filled(self, name: str, source: str) -> str:
        parts, wanted, number = self.message.parts, name, 1
        while parts.get(wanted, source) != source:
            number += 1
            wanted = f"{name}{number}"
        parts[wanted] = source
        return f"{{{wanted}}}"


def _source(node: Node) -> str:
    if isinstance(node, Leaf):
        return node.source
    inside = "".join(branch.head.source + "".join(map(_source, branch.children)) for branch in node.branches)
    return inside + node.end.source


def _has_letters(text: str) -> bool:
    return bool(_LETTERS.search(html.unescape(text))) and '="' not in text  # attributes, put into a tag by a block


def _trimmed(nodes: list[Node]) -> tuple[str, list[Node], str]:
    """Space before and behind a sentence is no part of it."""
    before: list[str] = []
    after: list[str] = []
    while isinstance(nodes[0], Leaf) and nodes[0].token.kind == "text":
        text = nodes[0].source.lstrip()
        before.append(nodes[0].source[: len(nodes[0].source) - len(text)])
        nodes = [Leaf(Token("text", text)), *nodes[1:]] if text else nodes[1:]
        if text:
            break
    while isinstance(nodes[-1], Leaf) and nodes[-1].token.kind == "text":
        text = nodes[-1].source.rstrip()
        after.append(nodes[-1].source[len(text) :])
        nodes = [*nodes[:-1], Leaf(Token("text", text))] if text else nodes[:-1]
        if text:
            break
    return "".join(before), nodes, "".join(reversed(after))


def _short(expression: str) -> str:
    """The last name of a variable, without what filters make of it."""
    name = re.sub(r"\W", "", expression.partition("|")[0].strip().rpartition(".")[2])
    return name if name and not name[0].isdigit() else "value"


def _plurals(nodes: Sequence[Node]) -> Iterator[re.Match[str]]:
    for node in nodes:
        if isinstance(node, Whole):
            if node.is_element:
                yield from _plurals(node.branches[0].children)
        elif node.token.kind == "var" and (match := _PLURAL.match(node.token.name)):
            yield match


def _counted(nodes: Sequence[Node]) -> str:
    return next((match["count"] for match in _plurals(nodes)), "")


def _ending(token: Token, count: str, is_plural: bool) -> str | None:
    """The ending that the filter `pluralize` would choose for what the sentence counts first."""
    match = _PLURAL.match(token.name)
    if match is None or match["count"] != count:
        return None
    one, comma, many = (match["endings"] if match["endings"] is not None else "s").rpartition(",")
    return many if is_plural else one if comma else ""
