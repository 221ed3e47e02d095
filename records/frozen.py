"""Triggers for tables whose rows never change. Migrations use them; the function is made by the second."""

from __future__ import annotations

from django.db import migrations

_FREEZE = """
CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION records_refuse_change();
CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_change();
"""
_UNDO = "DROP TRIGGER {table}_never_changes ON {table}; DROP TRIGGER {table}_is_never_emptied ON {table};"


def freeze(*tables: str) -> list[migrations.RunSQL]:
    """UPDATE, DELETE and TRUNCATE of these tables are refused from now on."""
    return [migrations.RunSQL(_FREEZE.format(table=table), _UNDO.format(table=table)) for table in tables]
