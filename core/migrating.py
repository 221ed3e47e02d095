"""Which migrations cannot be run while people work with the version before them.

While a new version is brought in, processes of the old one still write. So a migration may add, and may take away only
what no version in use knows. This reads the operations of Django; SQL written by hand must say itself why it is safe.
A migration that is right all the same says so: `is_safe_because = "…"` in its class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED

# What takes a lock for long, where it is not done in the way that does not.
_LOCKS: list[tuple[type[Operation], Callable[[Any], bool], str]] = [
    (
        migrations.AlterField,
        lambda operation: operation.field.null,
        "a column that becomes narrower, or must be filled, locks its table and refuses what is written now.",
    ),
    (
        migrations.AddIndex,
        lambda operation: isinstance(operation, AddIndexConcurrently),
        "building an index keeps everybody from writing. Use AddIndexConcurrently (and atomic = False).",
    ),
    (
        migrations.RemoveIndex,
        lambda operation: isinstance(operation, RemoveIndexConcurrently),
        "it waits for everybody, and everybody for it. Use RemoveIndexConcurrently.",
    ),
    (
        migrations.AddConstraint,
        lambda operation: isinstance(operation, AddConstraintNotValid),
        "every row is looked at under a lock. Use AddConstraintNotValid, and ValidateConstraint in the next.",
    ),
]
SAYS = "is_safe_because"
GONE = "the version before still reads it. First release a version that does not use it; remove it with the next."
_REFUSED: dict[type[Operation], str] = {
    migrations.RemoveField: GONE,
    migrations.DeleteModel: GONE,
    migrations.RenameField: "the version before knows the old name. Add the new one, copy, remove the old one later.",
    migrations.RenameModel: "the version before knows the old name. Keep it, or set db_table.",
    migrations.AlterModelTable: "the version before knows the old name of the table.",
    migrations.RunPython: "rows are touched while people write. Do it in steps, as a job.",
    migrations.RunSQL: "what SQL does cannot be seen here.",
}


def faults(migration: migrations.Migration, *, rows_of: set[str]) -> Iterator[str]:
    """What is wrong with one migration, in words. `rows_of`: tables that may have rows, "app.model"."""
    if getattr(migration, SAYS, ""):
        return
    made: set[str] = set()
    for operation in _flat(migration.operations):
        name = f"{migration.app_label}.{_model(operation)}"
        if isinstance(operation, migrations.CreateModel):
            made.add(name)
        concerns = (name in rows_of and name not in made) or isinstance(
            operation, migrations.RunPython | migrations.RunSQL
        )
        if concerns and (why := _why_not(operation)):
            yield f"{migration.app_label}.{migration.name}: {operation.describe()}: {why}"


def _flat(operations: Any) -> Iterator[Operation]:
    """SeparateDatabaseAndState does to the database what its database operations do."""
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def _model(operation: Operation) -> str:
    found = getattr(operation, "model_name", None) or getattr(operation, "name", None) or ""
    return str(found).lower()


def _why_not(operation: Operation) -> str:
    for kind, why in _REFUSED.items():
        if isinstance(operation, kind):
            return why
    if isinstance(operation, migrations.AddField):
        return _why_not_added(operation.field)
    return next((why for kind, allowed, why in _LOCKS if isinstance(operation, kind) and not allowed(operation)), "")


def _why_not_added(field: Any) -> str:
    if field.null or field.many_to_many or field.db_default is not NOT_PROVIDED:
        return ""
    return "the version before writes rows without it, which are refused. Make it null, or give db_default."
