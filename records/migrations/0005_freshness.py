"""When what readers may see last changed, drawn by triggers."""

from django.conf import settings
from django.db import migrations, models

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
# Names and words that pages and the search show beside what was issued.
WATCHED = [
    "members_area",
    "members_abbreviation",
    "members_participant",
    "members_participantname",
    "members_membership",
]


def watch(table):
    """For later migrations too: whatever is written to the table makes every kept page be made anew."""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {table}_is_watched AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION records_everything_changes();
        """,
        f"DROP TRIGGER {table}_is_watched ON {table};",
    )


def first_row(apps, schema_editor):
    apps.get_model("records", "Freshness").objects.create()


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_areas_and_addressees"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Freshness",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("everybody", models.BigIntegerField(default=0)),
                (
                    "audiences",
                    models.JSONField(
                        default=dict, help_text="Audience and number; none yet where nothing was released."
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["audience", "from_at"], name="release_by_audience"),
        ),
        migrations.AddConstraint(
            model_name="freshness",
            constraint=models.CheckConstraint(condition=models.Q(("id", 1)), name="freshness_is_one_row"),
        ),
        migrations.RunPython(first_row, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGERS, UNDO),
        *map(watch, WATCHED),
    ]
