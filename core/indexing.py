"""An index is built while people work, and takes as long as it takes."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently


class BuildIndex(AddIndexConcurrently):
    """Nobody waits for it, so no patience is set to it (`manage.py migrate`). One that was cut short before is no use,
    keeps its name, and is made anew."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        connection = schema_editor.connection
        self._ensure_not_in_transaction(schema_editor)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
            usual = cursor.fetchone()
            _limit(cursor, ("0", "0"))
            try:
                cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {connection.ops.quote_name(self.index.name)}")
                super().database_forwards(app_label, schema_editor, from_state, to_state)
            finally:
                _limit(cursor, usual)


def _limit(cursor: Any, values: tuple[str, str]) -> None:
    for name, value in zip(("statement_timeout", "lock_timeout"), values, strict=True):
        cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
