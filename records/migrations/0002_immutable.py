"""What was issued cannot be changed, deleted or emptied, whoever asks."""

from django.db import migrations

FROZEN = ["subject", "key", "edition", "editioncontent", "release", "rendition", "ledgerentry"]

REFUSE = """
CREATE FUNCTION records_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of an issued record (%) is refused: what was issued never changes.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def trigger(table: str) -> str:
    return f"""
    CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION records_refuse_change();
    CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_change();
    """


def undo(table: str) -> str:
    return f"DROP TRIGGER {table}_never_changes ON {table}; DROP TRIGGER {table}_is_never_emptied ON {table};"


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION records_refuse_change();"),
        *[migrations.RunSQL(trigger(f"records_{name}"), undo(f"records_{name}")) for name in FROZEN],
    ]
