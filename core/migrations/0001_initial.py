"""Kept texts, jobs, letters and who has a form open."""

import uuid

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
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("task", models.CharField(max_length=100)),
                ("what", models.CharField(max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=200, null=True)),
                ("arguments", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0, help_text="0 where nobody can say.")),
                ("result", models.CharField(blank=True, help_text="The address of what came out.", max_length=500)),
                ("error", models.TextField(blank=True)),
                ("run", models.PositiveIntegerField(default=0)),
                ("stalls", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("cancel_asked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-asked_at"],
                "indexes": [models.Index(fields=["by", "-asked_at"], name="job_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="job_key_is_used_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "running", "done", "failed", "cancelled"])),
                        name="job_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ["done", "failed", "cancelled"])),
                            models.Q(
                                models.Q(("state__in", ["done", "failed", "cancelled"]), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="job_end_goes_with_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("error", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="failed_job_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total", 0), ("done__lte", models.F("total")), _connector="OR"),
                        name="job_does_not_exceed_total",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=100)),
                ("to", models.EmailField(max_length=320)),
                ("subject", models.CharField(max_length=250)),
                ("body", models.TextField(blank=True)),
                (
                    "leave",
                    models.CharField(
                        blank=True, help_text="Where one click ends letters of this kind.", max_length=300
                    ),
                ),
                ("is_secret", models.BooleanField(default=False, help_text="Its words are forgotten when it is sent.")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-asked_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="letter_key_is_used_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject__regex", "[[:cntrl:]]"), _negated=True),
                            models.Q(("to__regex", "[[:cntrl:],;<>]"), _negated=True),
                            models.Q(("leave__regex", "[[:cntrl:][:space:]<>]"), _negated=True),
                        ),
                        name="letter_head_has_no_second_line",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Bounce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bounces", to="core.letter"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("words", models.TextField(blank=True)),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "constraints": [models.UniqueConstraint(fields=("letter", "at"), name="bounce_is_told_once")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="core.letter"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("answer", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "ordering": ["at"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="FormDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="form_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("place", models.CharField(max_length=500)),
                ("tab", models.CharField(max_length=40)),
                ("sequence", models.BigIntegerField()),
                ("fields", models.JSONField(help_text="Name and value pairs, in the order of the form.")),
                ("typed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["-typed_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "place", "tab"), name="draft_is_kept_once_a_tab"),
                    models.CheckConstraint(condition=models.Q(("sequence__gt", 0)), name="draft_sequence_is_positive"),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="set_aside",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("model", models.CharField(max_length=100)),
                ("row", models.UUIDField(db_index=True)),
                ("about", models.UUIDField(db_index=True, null=True)),
                ("met", models.PositiveIntegerField(help_text="The version that had been saved meanwhile.")),
                ("is_gone", models.BooleanField(default=False, help_text="The row had been deleted meanwhile.")),
                ("fields", models.JSONField()),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                "ordering": ["-at"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("place", models.CharField(max_length=500)),
                ("tab", models.CharField(max_length=40)),
                ("since", models.DateTimeField(auto_now_add=True)),
                ("seen_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "ordering": ["since"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "place", "tab"), name="presence_is_noted_once_a_tab")
                ],
                "indexes": [],
            },
        ),
    ]
