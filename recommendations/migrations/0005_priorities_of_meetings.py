"""An area of focus belongs to the meeting whose record tells of it. No page wrote one before, so there are no rows."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

CHOICES = [("proposed", "Proposed"), ("agreed", "Agreed")]


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0004_refers_to_a_document")]

    operations = [
        migrations.AlterModelOptions(
            name="priority", options={"ordering": ["position", "title"], "verbose_name_plural": "priorities"}
        ),
        migrations.RenameField("priority", "agreed_at", "meeting"),
        migrations.RenameField("historicalpriority", "agreed_at", "meeting"),
        migrations.AlterField(
            model_name="priority",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="priorities", to="meetings.meeting"
            ),
        ),
        migrations.AlterField(
            model_name="priority",
            name="proposed_at",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="priorities_agreed_elsewhere",
                to="meetings.meeting",
            ),
        ),
        *(
            operation
            for name in ("priority", "historicalpriority")
            for operation in (
                migrations.AddField(name, "position", models.PositiveIntegerField(default=0)),
                migrations.AddField(
                    name,
                    "standing",
                    models.CharField(choices=CHOICES, default="proposed", max_length=16, verbose_name="the meeting"),
                ),
                migrations.AlterField(name, "title", models.CharField(max_length=300, verbose_name="area of focus")),
            )
        ),
        migrations.AddConstraint(
            "priority",
            models.UniqueConstraint(
                fields=("meeting", "title"),
                name="priority_is_named_once_a_meeting",
                violation_error_message="This area of focus is already named at this meeting.",
            ),
        ),
        migrations.AddConstraint(
            "priority",
            models.CheckConstraint(
                condition=~Q(title=""), name="priority_has_title", violation_error_message="Name the area of focus."
            ),
        ),
        migrations.AddConstraint(
            "priority",
            models.CheckConstraint(
                condition=Q(standing__in=["proposed", "agreed"]),
                name="priority_standing_is_known",
                violation_error_message="Choose whether the meeting proposed it or agreed it.",
            ),
        ),
        migrations.AddConstraint(
            "priority",
            models.CheckConstraint(
                condition=Q(proposed_at=None) | (Q(standing="agreed") & ~Q(proposed_at=F("meeting"))),
                name="only_agreed_names_where_it_was_proposed",
                violation_error_message="Name another meeting, and only where this meeting agreed what that proposed.",
            ),
        ),
    ]
