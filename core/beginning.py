"""The first migration of an app, whose models are rendered once."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.migrations.state import ProjectState


class Beginning(migrations.Migration):
    """For migrations that hold nothing but CreateModel.

    Django renders every related model anew after each CreateModel. Most of ours are related, and most have a history:
    that alone took longer than all tables and all tests of a small app. Here the state learns all models first.
    """

    initial = True

    def apply(self, project_state: ProjectState, schema_editor: Any, collect_sql: bool = False) -> ProjectState:
        before = project_state.clone()
        project_state.__dict__.pop("apps", None)  # rendered again when it is next asked for, with everything in it
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
