"""A query in the place of the table it asks: what more is asked of its rows is asked in their order."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.sql.datastructures import BaseTable


class Rows(BaseTable):
    """Stands in FROM for a table of which only these rows are looked at. They have all columns that are asked for.

    PostgreSQL puts them in their order and judges the other conditions of each as it comes: where there is a LIMIT it
    stops at the last that is wanted. With all conditions in one query it may judge every row and sort then.
    """

    def __init__(self, table_name: str, alias: str, rows: QuerySet) -> None:
        super().__init__(table_name, alias)
        self.rows = rows

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.rows.query.get_compiler(connection=connection).as_sql()
        return f"({sql}) {compiler.quote_name_unless_alias(self.table_alias)}", tuple(params)

    def relabeled_clone(self, change_map: Any) -> Rows:
        return Rows(self.table_name, change_map.get(self.table_alias, self.table_alias), self.rows)


def only(asked: Any, rows: QuerySet) -> Any:
    """`asked`, of these rows of the same table alone."""
    found = asked.all()
    alias = found.query.get_initial_alias()
    found.query.alias_map[alias] = Rows(found.model._meta.db_table, alias, rows)
    return found
