"""What was enclosed goes with its record: beside a disposal, and a file once nothing that was issued holds it."""

from django.db import migrations

REFUSE_UNLESS_UNUSED = """
CREATE FUNCTION records_refuse_unless_unused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM records_enclosure WHERE file_id = OLD.sha256) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% of an issued record (%) is refused: what was issued never changes.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
_EXCHANGE = """
DROP TRIGGER {table}_never_changes ON {table};
CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {function}();
"""


def exchange(table: str, function: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        _EXCHANGE.format(table=table, function=function),
        _EXCHANGE.format(table=table, function="records_refuse_change"),
    )


class Migration(migrations.Migration):
    is_safe_because = "Triggers let go of rows that no version before this one ever deletes."

    dependencies = [("records", "0003_freshness")]

    operations = [
        migrations.RunSQL(REFUSE_UNLESS_UNUSED, "DROP FUNCTION records_refuse_unless_unused();"),
        exchange("records_enclosure", "records_refuse_unless_disposed"),
        exchange("records_file", "records_refuse_unless_unused"),
    ]
