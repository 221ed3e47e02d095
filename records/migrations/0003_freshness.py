"""When what readers may see last changed, drawn by triggers."""

from django.db import migrations

from records.frozen import watch

TRIGGERS = """
CREATE SEQUENCE records_freshness_number;

CREATE FUNCTION records_release_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- What is released on a later day is noticed on that day; clocks of machines may differ by minutes.
    UPDATE records_freshness SET audiences = audiences || drawn.numbers
    FROM (
        SELECT jsonb_object_agg(audience, nextval('records_freshness_number')) AS numbers
        FROM (SELECT DISTINCT audience FROM added WHERE from_at <= clock_timestamp() + interval '5 minutes') AS now
    ) AS drawn
    WHERE drawn.numbers IS NOT NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER records_release_changes AFTER INSERT ON records_release
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION records_release_changes();

CREATE FUNCTION records_everything_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE records_freshness SET everybody = nextval('records_freshness_number');
    RETURN NULL;
END $$;
"""
UNDO = """
DROP TRIGGER records_release_changes ON records_release;
DROP FUNCTION records_release_changes();
DROP FUNCTION records_everything_changes();
DROP SEQUENCE records_freshness_number;
"""


def first_row(apps, schema_editor):
    apps.get_model("records", "Freshness").objects.create()


class Migration(migrations.Migration):
    dependencies = [("records", "0002_immutable")]

    operations = [
        migrations.RunPython(first_row, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGERS, UNDO),
        # Names and words that pages and the search show beside what was issued.
        *watch(
            "members_area",
            "members_abbreviation",
            "members_participant",
            "members_participantname",
            "members_membership",
        ),
    ]
