"""A focal point without a first day is listed once, too; what forms call a slug is said in words."""

from django.core.management import CommandError
from django.db import migrations, models

HELP = (
    "The last part of the address of a page, as “sri-lanka” in /members/sri-lanka/: small letters, figures and hyphens. "
    "Not to be changed once in use, so that links stay true."
)


def listed_once(apps, schema_editor):
    """Which of two equal rows is meant cannot be known here: they may differ in name and last day."""
    points = apps.get_model("members", "FocalPoint").objects.using(schema_editor.connection.alias)
    undated = points.filter(from_on=None).values("participant__slug", "email").annotate(rows=models.Count("pk"))
    if twice := sorted((one["participant__slug"], one["email"]) for one in undated.filter(rows__gt=1)):
        raise CommandError(
            "Nothing was changed. Focal points that are listed more than once without a first day: "
            f"{', '.join(f'{email} ({slug})' for slug, email in twice)}. In the version that ran until now, delete all "
            "but one of each under Administration, Focal points; then bring the database up to date again."
        )


class Migration(migrations.Migration):
    dependencies = [("members", "0002_many_to_many_history")]
    is_safe_because = (
        "Focal points are some hundreds: their index is built in milliseconds, and processes of the version before are "
        "refused nothing but a second equal row. Words of forms touch no table."
    )

    operations = [
        migrations.RunPython(listed_once, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(model_name="focalpoint", name="focal_point_starts_once"),
        migrations.AddConstraint(
            model_name="focalpoint",
            constraint=models.UniqueConstraint(
                fields=("participant", "email", "from_on"),
                name="focal_point_starts_once",
                nulls_distinct=False,
                violation_error_message="This address is already a focal point from that day.",
            ),
        ),
        *(
            migrations.AlterField(
                model_name=name,
                name="slug",
                field=models.SlugField(
                    help_text=HELP, unique=not name.startswith("historical"), verbose_name="name in addresses"
                ),
            )
            for name in ("area", "historicalarea", "participant", "historicalparticipant")
        ),
    ]
