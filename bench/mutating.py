"""The checks of permissions in the application's source, and the source without one of them; see `bench/access.py`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PLACES = ("desk", "library", "records", "core", "members")
DECORATORS = {"for_desk", "for_secretariat"}
BASES = {"SeesDesk", "WorksAtDesk"}
GATES = {"visible_to", "readable_by", "current_for"}
# What a check becomes when it is taken away.
CHECKS: dict[str, Any] = {
    "must_see_desk": None,
    "confirm_first": None,
    "why_not_decide": "",
    **dict.fromkeys(
        (
            "sees_desk", "works_at_desk", "may_prepare", "may_approve", "may_decide", "may_withdraw", "may_dispose",
            "may_hold", "may_administer", "is_administrator", "is_approver", "is_another_person", "has_perm",
            "has_permission",
        ),
        True,
    ),
}  # fmt: skip
# Modules that only say what to show next: what is shown opens nothing.
ONLY_SHOWN = {"desk/steps.py", "desk/worklist.py", "members/permissions.py", "records/permissions.py"}


@dataclass(frozen=True)
class Mutant:
    """One check: where it begins and ends, what it is called, and what becomes of it."""

    path: str
    line: int
    column: int
    end: int
    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.name}"

    def is_at(self, node: Any) -> bool:
        return (node.lineno, node.col_offset, node.end_col_offset) == (self.line, self.column, self.end)


def mutants(root: Path) -> list[Mutant]:
    """Every check of a permission in the application, in the order of the files."""
    found = []
    for place in PLACES:
        for file in sorted((root / place).rglob("*.py")):
            path = str(file.relative_to(root))
            if "migrations" not in file.parts and path not in ONLY_SHOWN:
                found += [
                    Mutant(path, node.lineno, node.col_offset, node.end_col_offset or 0, kind, name)
                    for node, kind, name in _checks(ast.parse(file.read_text("utf-8")))
                ]
    return found


def _checks(tree: ast.AST) -> Iterator[tuple[Any, str, str]]:
    """A value of a dictionary is something shown: context of a template."""
    shown = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Dict) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from ((mark, "mark", mark.id) for mark in _names(node.decorator_list, DECORATORS))
        elif isinstance(node, ast.ClassDef) and node.name not in BASES:
            yield from ((base, "mark", base.id) for base in _names(node.bases, BASES))
        elif isinstance(node, ast.Call) and id(node) not in shown:
            name = _called(node)
            if name in GATES and isinstance(node.func, ast.Attribute) and node.args:
                yield node, "gate", name
            elif name in CHECKS:
                yield node, "check", name


def _names(nodes: list[ast.expr], wanted: set[str]) -> list[ast.Name]:
    return [node for node in nodes if isinstance(node, ast.Name) and node.id in wanted]


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def without(source: str, mutant: Mutant) -> str:
    """The source without that check: a decorator or base gone, a filter that lets all through, a question answered."""
    taking = _Take(mutant)
    tree = taking.visit(ast.parse(source))
    assert taking.done == 1, f"{mutant} stands in {taking.done} places"
    return ast.unparse(ast.fix_missing_locations(tree))


class _Take(ast.NodeTransformer):
    def __init__(self, wanted: Mutant) -> None:
        self.wanted, self.done = wanted, 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        node.decorator_list = self._kept(node.decorator_list)
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        node.bases = self._kept(node.bases)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> Any:
        if self.wanted.kind == "mark" or not self.wanted.is_at(node) or _called(node) != self.wanted.name:
            return self.generic_visit(node)
        self.done += 1
        if self.wanted.kind == "check":
            return ast.Constant(CHECKS[self.wanted.name])
        assert isinstance(node.func, ast.Attribute)
        return ast.Call(ast.Attribute(node.func.value, "all", ast.Load()), [], [])

    def _kept(self, nodes: list[ast.expr]) -> list[ast.expr]:
        kept = [node for node in nodes if self.wanted.kind != "mark" or not self.wanted.is_at(node)]
        self.done += len(nodes) - len(kept)
        return kept
