"""What readers follow."""

import secrets

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from core.beginning import Beginning


class Migration(Beginning):
    dependencies = [
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Following",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="following",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("day", "Every morning on which there is something new"), ("week", "Once a week")],
                        max_length=8,
                    ),
                ),
                ("token", models.CharField(default=secrets.token_urlsafe, editable=False, max_length=64, unique=True)),
                ("told_until", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name_plural": "following",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["day", "week"])),
                        name="following_rhythm_is_known",
                        violation_error_message="Choose from the list how often.",
                    )
                ],
                "indexes": [],
            },
        ),
    ]
