"""Triggers for the tables of the issued side, for migrations; `records.0002` and `records.0003` make the functions."""

from __future__ import annotations

from django.db import migrations

_FREEZE = """
CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {function}();
CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_change();
"""
_UNDO = "DROP TRIGGER {table}_never_changes ON {table}; DROP TRIGGER {table}_is_never_emptied ON {table};"
_WATCH = """
CREATE TRIGGER {table}_is_watched AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION records_everything_changes();
"""


def freeze(*tables: str, unless_disposed: bool = False) -> list[migrations.RunSQL]:
    """UPDATE, DELETE and TRUNCATE of these tables are refused; DELETE is allowed beside a Disposal where wanted."""
    function = "records_refuse_unless_disposed" if unless_disposed else "records_refuse_change"
    return [
        migrations.RunSQL(_FREEZE.format(table=table, function=function), _UNDO.format(table=table)) for table in tables
    ]


def watch(*tables: str) -> list[migrations.RunSQL]:
    """Whatever is written to these tables makes every kept page be made anew."""
    return [
        migrations.RunSQL(_WATCH.format(table=table), f"DROP TRIGGER {table}_is_watched ON {table};")
        for table in tables
    ]
