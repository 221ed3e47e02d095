"""The directory is issued as meetings and documents are, and read by lists and pages as rows of its own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def fill(apps, schema_editor):
    cards = apps.get_model("records", "Card").objects.filter(edition_id=models.OuterRef("edition_id"))
    rows = apps.get_model("records", "AttendanceIndex").objects
    rows.update(starts_on=models.Subquery(cards.values("starts_on")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_plan_agenda_materials_clearance"),
        ("members", "0001_initial"),
        ("records", "0006_checkpoints"),
        ("strategy", "0002_mentions_and_results"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DirectoryEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("kind", models.CharField(help_text="That of the participant, or area.", max_length=16)),
                ("slug", models.CharField(max_length=50)),
                ("data", models.JSONField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="approvalrequest",
            name="approval_is_of_one_thing",
        ),
        migrations.RemoveConstraint(
            model_name="subject",
            name="subject_is_of_one_thing",
        ),
        migrations.AddField(
            model_name="approvalrequest",
            name="body",
            field=models.ForeignKey(
                blank=True,
                help_text="The body whose directory it is.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="approval_requests",
                to="members.participant",
            ),
        ),
        migrations.AddField(
            model_name="attendanceindex",
            name="starts_on",
            field=models.DateField(help_text="Of the meeting: a long list is read from its end.", null=True),
        ),
        migrations.AddField(
            model_name="historicalapprovalrequest",
            name="body",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The body whose directory it is.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="members.participant",
            ),
        ),
        migrations.AddField(
            model_name="subject",
            name="body",
            field=models.OneToOneField(
                help_text="Whose directory it is.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="directory",
                to="members.participant",
            ),
        ),
        migrations.AlterField(
            model_name="subject",
            name="kind",
            field=models.CharField(
                choices=[("meeting", "Meeting"), ("document", "Document"), ("directory", "Directory")], max_length=16
            ),
        ),
        migrations.AddIndex(
            model_name="attendanceindex",
            index=models.Index(
                models.F("participant"),
                models.OrderBy(models.F("starts_on"), descending=True, nulls_last=True),
                models.F("edition"),
                name="attendance_latest_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("body", None), ("draft", None), ("meeting__isnull", False)),
                    models.Q(("body", None), ("draft__isnull", False), ("meeting", None)),
                    models.Q(("body__isnull", False), ("draft", None), ("meeting", None)),
                    _connector="OR",
                ),
                name="approval_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("body",), name="directory_waits_for_one_approval"
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("body", None), ("document", None), ("kind", "meeting"), ("meeting__isnull", False)),
                    models.Q(("body", None), ("document__isnull", False), ("kind", "document"), ("meeting", None)),
                    models.Q(("body__isnull", False), ("document", None), ("kind", "directory"), ("meeting", None)),
                    _connector="OR",
                ),
                name="subject_is_of_one_thing",
            ),
        ),
        migrations.AddField(
            model_name="directoryentry",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="directory_entries", to="records.edition"
            ),
        ),
        migrations.AddIndex(
            model_name="directoryentry",
            index=models.Index(fields=["slug", "kind"], name="directory_entry_by_slug"),
        ),
        migrations.AddConstraint(
            model_name="directoryentry",
            constraint=models.UniqueConstraint(
                fields=("edition", "position"), name="directory_entry_position_is_unique"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
