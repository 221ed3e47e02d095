"""Migrations while people work: what is refused beforehand, and what waits for nobody."""

import psycopg
import pytest
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.core.management import CommandError, call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Q

from bench.counting import url_of
from core.beginning import Beginning
from core.indexing import BuildIndex
from core.management.commands import lint_migrations, migrate
from core.migrating import faults

CHECK = models.CheckConstraint(condition=Q(number__gt=0), name="thing_has_number")
INDEX = models.Index(fields=["number"], name="thing_by_number")
THING = migrations.CreateModel("Thing", [("id", models.AutoField(primary_key=True))])


@pytest.mark.parametrize(
    ("operations", "words"),
    [
        ([migrations.AddField("thing", "number", models.IntegerField(null=True))], ""),
        ([migrations.AddField("thing", "number", models.IntegerField(db_default=0))], ""),
        ([migrations.AddField("thing", "number", models.IntegerField(default=0))], "rows without it"),
        ([migrations.RemoveField("thing", "number")], "still reads it"),
        ([migrations.DeleteModel("Thing")], "still reads it"),
        ([migrations.RenameField("thing", "number", "figure")], "the old name"),
        ([migrations.RenameModel("Thing", "Other")], "the old name"),
        ([migrations.AlterField("thing", "number", models.IntegerField())], "narrower"),
        ([migrations.AddIndex("thing", INDEX)], "AddIndexConcurrently"),
        ([AddIndexConcurrently("thing", INDEX)], ""),
        ([BuildIndex("thing", INDEX)], ""),
        ([migrations.AddConstraint("thing", CHECK)], "AddConstraintNotValid"),
        ([AddConstraintNotValid("thing", CHECK)], ""),
        ([migrations.RunSQL("DROP TABLE core_thing")], "cannot be seen"),
        ([migrations.RunPython(migrations.RunPython.noop)], "as a job"),
        ([migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("thing", "number")])], ""),
        ([migrations.SeparateDatabaseAndState([migrations.RemoveField("thing", "number")])], "still reads it"),
        ([migrations.CreateModel("New", []), migrations.AddIndex("new", INDEX)], ""),
        ([migrations.AddIndex("other", INDEX)], ""),
    ],
)
def test_what_stops_people_is_refused(operations, words):
    migration = type("Migration", (migrations.Migration,), {"operations": operations})("0001_x", "core")
    found = list(faults(migration, rows_of={"core.thing"}))
    assert (len(found), all(words in fault for fault in found)) == (bool(words), True), found

    migration.is_safe_because = "It was looked at."
    assert list(faults(migration, rows_of={"core.thing"})) == []


@pytest.mark.parametrize(("version", "is_refused"), [("0.1.0", False), ("0.2.0", True)])
def test_from_the_version_after_a_release_on_they_are_refused(monkeypatch, tmp_path, version, is_refused, capsys):
    told = tmp_path / "released.json"
    told.write_text('{"version": "0.1.0", "migrations": ["core.0001_initial"]}')
    monkeypatch.setattr(lint_migrations, "RELEASED", told)
    monkeypatch.setattr(lint_migrations, "_version", lambda: version)
    if is_refused:
        with pytest.raises(CommandError, match="is_safe_because"):
            call_command("lint_migrations")
    else:
        call_command("lint_migrations")
    assert "records.0002_immutable" in capsys.readouterr().err


def test_a_migration_waits_for_nobody_and_nobody_for_it(own_database, monkeypatch, capsys):
    """Somebody reads a table for long; the migration gives up within its patience, and is done when they are."""
    monkeypatch.setattr(migrate, "PAUSE_SECONDS", 0.1)
    monkeypatch.setattr(migrate, "ATTEMPTS", 3)
    [(_, last)] = MigrationLoader(connection).graph.leaf_nodes("core")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core' AND name = %s", [last])
        cursor.execute("DROP TABLE core_cache")
        cursor.execute("CREATE TABLE core_cache (held int)")
    dropped = [migrations.RunSQL("DROP TABLE core_cache")]
    monkeypatch.setattr(f"core.migrations.{last}.Migration.operations", dropped)
    with psycopg.connect(url_of(connection.settings_dict)) as reader:
        reader.execute("SELECT * FROM core_cache")
        with pytest.raises(CommandError, match="rolled back each time, and everybody could work on"):
            call_command("migrate", "core", patience=0.2, verbosity=0)
        reader.rollback()
    call_command("migrate", "core", patience=0.2, verbosity=0)
    assert "core_cache" not in connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def test_a_database_of_another_version_is_left_as_it_is(db):
    MigrationRecorder(connection).record_applied("records", "0999_of_a_later_version")
    with pytest.raises(CommandError, match=r"it knows records\.0999_of_a_later_version, .* Nothing was changed"):
        call_command("migrate", verbosity=0)


def test_the_first_migrations_hold_nothing_but_tables():
    """They are rendered once, when the state knows all of them: another operation would miss its own state."""
    first = [found for found in MigrationLoader(None).disk_migrations.values() if isinstance(found, Beginning)]
    assert sorted(found.app_label for found in first) == [
        "core", "library", "meetings", "members", "recommendations", "records", "strategy",
    ]  # fmt: skip
    kinds = {type(operation) for found in first for operation in found.operations}
    assert kinds == {migrations.CreateModel}


def test_an_index_is_built_whatever_the_patience_and_anew_where_one_was_cut_short(own_database):
    index = models.Index(fields=["expires"], name="core_cache_by_day")
    operation = BuildIndex("thing", index)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE core_thing (id serial PRIMARY KEY, expires int)")
        cursor.execute("INSERT INTO core_thing (expires) SELECT n FROM generate_series(1, 200000) AS n")
        cursor.execute("CREATE INDEX core_cache_by_day ON core_thing (id)")
        cursor.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'core_cache_by_day'::regclass")
        cursor.execute("SET statement_timeout = '1ms'")
    state = ProjectState()
    fields = [("id", models.AutoField(primary_key=True)), ("expires", models.IntegerField())]
    state.add_model(ModelState("core", "Thing", fields))
    after = state.clone()
    operation.state_forwards("core", after)
    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("core", editor, state, after)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
        assert cursor.fetchone() == ("1ms", "0")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'core_cache_by_day'")
        assert "(expires)" in cursor.fetchone()[0]
        cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = 'core_cache_by_day'::regclass")
        assert cursor.fetchone() == (True,)
