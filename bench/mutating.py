"""The checks of permissions in the application's source, and the source with a switch at each; see `bench/access.py`.

A check is: a decorator or base class of views, a filter by what somebody may see, a question who somebody is, a
condition that rows are one's own, and the body of each of these where it is defined. Context of a template is none: it
says what to show next and opens nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PLACES = ("desk", "library", "records", "recommendations", "strategy", "meetings", "core", "members")
DECORATORS = {"for_desk", "for_secretariat"}
BASES = {"SeesDesk", "WorksAtDesk"}
GATES = {"visible_to", "readable_by", "current_for"}
# What a check becomes when it is taken away.
CHECKS: dict[str, Any] = {
    "must_see_desk": None,
    "confirm_first": None,
    "why_not_decide": "",
    "needs_second_factor": False,
    **dict.fromkeys(
        (
            "sees_desk", "works_at_desk", "may_prepare", "may_approve", "may_decide", "may_withdraw", "may_dispose",
            "may_hold", "may_report", "may_administer", "is_administrator", "is_approver", "is_another_person",
            "has_perm", "has_permission",
        ),
        True,
    ),
}  # fmt: skip
# Whose they are: `filter(user=user)`, `filter(participant__in=spoken_for(user))`.
OWNERS, OWN = {"user", "by"}, {"spoken_for", "Reader.of"}
# Modules that only say what to show next; and those in which only the definitions count, because what asks them is
# taken away where it asks.
ONLY_SHOWN = {"desk/steps.py", "desk/worklist.py"}
ONLY_DEFINED = {"members/permissions.py", "records/permissions.py"}


@dataclass(frozen=True)
class Mutant:
    """One check: where it stands and what it is called. `number` is its place among all."""

    number: int
    path: str
    line: int
    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.name}"


def mutants(root: Path) -> list[Mutant]:
    """Every check of a permission in the application, in the order of the files."""
    found: list[Mutant] = []
    for path in sources(root):
        tree = ast.parse((root / path).read_text("utf-8"))
        found += [
            Mutant(number, path, node.lineno, kind, name)
            for number, (node, kind, name) in enumerate(_checks(tree, path), len(found))
        ]
    return found


def sources(root: Path) -> list[str]:
    every = [
        file for place in PLACES for file in sorted((root / place).rglob("*.py")) if "migrations" not in file.parts
    ]
    return [path for path in (str(file.relative_to(root)) for file in every) if path not in ONLY_SHOWN]


def _checks(tree: ast.AST, path: str) -> Iterator[tuple[Any, str, str]]:
    """A value of a dictionary is something shown: context of a template."""
    shown = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Dict) for inner in ast.walk(node)}
    told = {id(inner) for node in ast.walk(tree) if _tells(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and (
            node.name in GATES or any(ast.unparse(mark) == "rules.predicate" for mark in node.decorator_list)
        ):
            yield node, "definition", node.name
        if path in ONLY_DEFINED:
            continue
        if isinstance(node, ast.FunctionDef):
            yield from ((mark, "mark", mark.id) for mark in _names(node.decorator_list, DECORATORS))
        elif isinstance(node, ast.ClassDef) and node.name not in BASES:
            yield from ((base, "base", base.id) for base in _names(node.bases, BASES))
        elif id(node) not in shown:
            yield from (found for found in _asked(node) if found[1] != "check" or id(found[0]) not in told)


def _tells(node: ast.AST) -> bool:
    """Asks for the sake of the page: what `get_context_data` is handed, a name such as `may_edit`."""
    if isinstance(node, ast.Assign):
        return isinstance(node.targets[0], ast.Name) and node.targets[0].id.startswith(("may_", "why_not"))
    return isinstance(node, ast.Call) and _called(node) == "get_context_data"


def _asked(node: ast.AST) -> Iterator[tuple[Any, str, str]]:
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In) and _is_own(node.comparators[0]):
        yield node, "within", ast.unparse(node)
    if not isinstance(node, ast.Call):
        return
    name = _called(node)
    if name in GATES and isinstance(node.func, ast.Attribute) and node.args:
        yield node, "gate", name
    elif name in CHECKS:
        yield node, "check", name
    elif name == "filter" and any(_is_owner(word) for word in node.keywords):
        yield node, "own", f"filter({', '.join(ast.unparse(word) for word in node.keywords if _is_owner(word))})"
    if ast.unparse(node.func) != "rules.add_perm":
        yield from ((argument, "handed", argument.id) for argument in _names(node.args, set(CHECKS)))


def _is_owner(word: ast.keyword) -> bool:
    is_named = word.arg in OWNERS and isinstance(word.value, ast.Name) and word.value.id in OWNERS
    return is_named or _is_own(word.value)


def _is_own(value: ast.AST) -> bool:
    return any(isinstance(inner, ast.Call) and ast.unparse(inner.func) in OWN for inner in ast.walk(value))


def _names(nodes: list[ast.expr], wanted: set[str]) -> list[ast.Name]:
    return [node for node in nodes if isinstance(node, ast.Name) and node.id in wanted]


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def switched(source: str, path: str, first: int) -> ast.Module:
    """The module with a switch at each of its checks; `first` is the number of the first one.

    A switch is a call of `__switch__`, `__unmarked__` or `__unbased__`, which `bench/taking.py` defines.
    """
    tree = ast.parse(source)
    numbers = {id(node): (number, kind) for number, (node, kind, _) in enumerate(_checks(tree, path), first)}
    return ast.fix_missing_locations(_Switches(numbers).visit(tree))


def without(source: str, path: str, first: int, number: int) -> str:
    """The source as it would be written without that check."""
    tree = ast.parse(source)
    nodes = {id(node): (at, kind) for at, (node, kind, _) in enumerate(_checks(tree, path), first) if at == number}
    assert len(nodes) == 1, f"check {number} does not stand in {path}"
    return ast.unparse(ast.fix_missing_locations(_Removal(nodes).visit(tree)))


class _Switches(ast.NodeTransformer):
    def __init__(self, numbers: dict[int, tuple[int, str]]) -> None:
        self.numbers = numbers
        self.first_names: list[str] = []

    def visit(self, node: ast.AST) -> Any:
        """Inner checks first, so that each has its switch also inside the outer one's two ways."""
        if isinstance(node, ast.FunctionDef):
            self.first_names.append(node.args.args[0].arg if node.args.args else "")
        seen = self.generic_visit(node)
        if isinstance(node, ast.FunctionDef):
            self.first_names.pop()
        number, kind = self.numbers.get(id(node), (None, ""))
        if number is not None:
            return self.change(seen, number, kind)
        if isinstance(node, ast.Call) and ast.unparse(node) == "super()":  # inside a lambda it must be told of what
            return ast.parse(f"super(__class__, {self.first_names[-1]})", mode="eval").body
        return seen

    def change(self, node: Any, number: int, kind: str) -> ast.AST:
        if kind == "definition":
            opened = (
                "self" if node.args.args[0].arg == "self" else "Q(pk__isnull=False)" if node.name in GATES else "True"
            )
            begins = 1 if ast.get_docstring(node) is not None else 0
            gate = ast.parse(f"if __switch__({number}, lambda: False, lambda: True):\n    return {opened}").body
            node.body[begins:begins] = gate
            return node
        if kind in ("mark", "base"):
            name = "__unmarked__" if kind == "mark" else "__unbased__"
            return ast.Call(ast.Name(name, ast.Load()), [ast.Constant(number), node], [])
        ways = [ast.Lambda(_NO_ARGUMENTS, way) for way in (node, opened_of(node, kind))]
        return ast.Call(ast.Name("__switch__", ast.Load()), [ast.Constant(number), *ways], [])


class _Removal(ast.NodeTransformer):
    def __init__(self, numbers: dict[int, tuple[int, str]]) -> None:
        self.numbers = numbers

    def visit(self, node: ast.AST) -> Any:
        number, kind = self.numbers.get(id(node), (None, ""))
        if number is None:
            return self.generic_visit(node)
        return None if kind in ("mark", "base") else node if kind == "definition" else opened_of(node, kind)


_NO_ARGUMENTS = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])


def opened_of(node: Any, kind: str) -> ast.expr:
    """What stands there when the check is taken away."""
    if kind == "check":
        return ast.Constant(CHECKS[_called(node)])
    if kind == "within":
        return ast.Constant(True)
    if kind == "handed":
        return ast.parse("(lambda *asked: True)", mode="eval").body
    if kind == "own":
        return ast.Call(node.func, node.args, [word for word in node.keywords if not _is_owner(word)])
    return ast.Call(ast.Attribute(node.func.value, "all", ast.Load()), [], [])
