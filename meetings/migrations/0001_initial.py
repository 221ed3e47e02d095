"""Series, meetings and what was logged of them."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.history
from core.beginning import Beginning


class Migration(Beginning):
    dependencies = [
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalSeries",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.CharField(db_index=True, max_length=24)),
                ("slug", models.SlugField()),
                ("name", models.CharField(max_length=200)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ministerial", "Ministerial"),
                            ("senior_official", "Senior officials"),
                            ("technical", "Technical"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=16,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="members.participant",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical series",
                "verbose_name_plural": "historical series",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ministerial", "Ministerial"),
                            ("senior_official", "Senior officials"),
                            ("technical", "Technical"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=16,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="members.participant",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "series",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["ministerial", "senior_official", "technical", "not_known"])),
                        name="series_level_is_known",
                        violation_error_message="Choose the level from the list.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="meetings.series"
                    ),
                ),
                (
                    "ordinal",
                    models.PositiveIntegerField(blank=True, help_text="Empty where no source gives it.", null=True),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("held", "Held"),
                            ("postponed", "Postponed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="held",
                        max_length=16,
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        blank=True,
                        default=list,
                        help_text="Only where the days do not touch.",
                        size=None,
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "To the day"),
                            ("month", "Month only"),
                            ("year", "Year only"),
                            ("unknown", "Not known"),
                        ],
                        default="day",
                        max_length=8,
                        verbose_name="date is known",
                    ),
                ),
                ("zone", models.CharField(default="UTC", max_length=64, verbose_name="time zone")),
                ("city", models.CharField(blank=True, max_length=200)),
                ("country", models.CharField(blank=True, max_length=200)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("online", "Online"),
                            ("hybrid", "Hybrid"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=16,
                    ),
                ),
                ("purpose", models.TextField(blank=True)),
                (
                    "recommendations_intro",
                    models.TextField(blank=True, verbose_name="words before the recommendations"),
                ),
                (
                    "gist",
                    models.CharField(
                        blank=True,
                        help_text="What it agreed, for the home page and lists.",
                        max_length=400,
                        verbose_name="in one sentence",
                    ),
                ),
                ("attendance_is_known", models.BooleanField(default=True)),
                (
                    "provenance",
                    models.CharField(
                        choices=[
                            ("public_sources", "Compiled from public sources, not cleared"),
                            ("secretariat", "Prepared by the secretariat for the Co-Chairs"),
                        ],
                        default="secretariat",
                        max_length=16,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("members_and_observers", "Members and observers"),
                            ("members", "Members"),
                            ("attending", "Delegations attending"),
                            ("co_chairs", "Co-Chairs and secretariat"),
                            ("secretariat", "Secretariat"),
                        ],
                        default="public",
                        max_length=24,
                    ),
                ),
                ("marking", models.CharField(blank=True, max_length=100, verbose_name="protective marking")),
                ("image_caption", models.CharField(blank=True, max_length=300)),
                (
                    "abbreviations",
                    models.JSONField(blank=True, default=list, help_text='[{"short": "RSO", "long": "…"}, …]'),
                ),
                (
                    "agenda_agreed_at",
                    models.ForeignKey(
                        blank=True,
                        help_text="The meeting that agreed this agenda, where it is another one.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="agendas_agreed",
                        to="meetings.meeting",
                        verbose_name="agenda agreed at",
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("starts_on"), descending=True, nulls_last=True)],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ordinal__isnull", False)),
                        fields=("series", "ordinal"),
                        name="meeting_ordinal_is_unique_in_series",
                        violation_error_message="This series already has a meeting with this number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="meeting_ends_on_or_after_start",
                        violation_error_message="The meeting ends before it starts. Put the later date last.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("precision", "unknown"), ("starts_on", None), ("ends_on", None)),
                            models.Q(
                                ("precision__in", ["day", "month", "year"]),
                                ("starts_on__isnull", False),
                                ("ends_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_dates_go_with_precision",
                        violation_error_message="Give the first and the last day, or say that the date is not known.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ordinal", None), ("ordinal__gt", 0), _connector="OR"),
                        name="meeting_ordinal_is_positive",
                        violation_error_message="The number of a meeting counts from 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="meeting_has_title",
                        violation_error_message="Give the meeting a title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "held", "postponed", "cancelled"]),
                            ("format__in", ["in_person", "online", "hybrid", "not_known"]),
                            (
                                "audience__in",
                                ["public", "members_and_observers", "members", "attending", "co_chairs", "secretariat"],
                            ),
                            ("provenance__in", ["public_sources", "secretariat"]),
                        ),
                        name="meeting_choices_are_known",
                        violation_error_message="Choose state, format, audience and provenance from their lists.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agenda_agreed_at", None),
                            models.Q(("agenda_agreed_at", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_agenda_is_agreed_elsewhere",
                        violation_error_message="Name another meeting, or none where this one agreed its agenda itself.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeetingTitle",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=300)),
                ("source", models.CharField(blank=True, max_length=500)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical meeting title",
                "verbose_name_plural": "historical meeting titles",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MeetingTitle",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="other_titles", to="meetings.meeting"
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("source", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ["title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "title"),
                        name="meeting_title_is_listed_once",
                        violation_error_message="This title is already listed.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeetingSource",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("remark", models.TextField(blank=True)),
                ("is_disagreement", models.BooleanField(default=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical meeting source",
                "verbose_name_plural": "historical meeting sources",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MeetingSource",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="meetings.meeting"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("remark", models.TextField(blank=True)),
                ("is_disagreement", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["position", "url", "remark"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), ("url", ""), ("remark", ""), _negated=True),
                        name="meeting_source_says_something",
                        violation_error_message="Give a title, an address or a remark.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeetingLink",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("reviews", "Reviewed progress since"),
                            ("prepares", "Prepared for"),
                            ("continues", "Continued"),
                        ],
                        max_length=16,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("title", models.CharField(max_length=300)),
                (
                    "date",
                    models.CharField(
                        blank=True, help_text="As known then: 2016-03-22, 2016-03 or 2016.", max_length=10
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical meeting link",
                "verbose_name_plural": "historical meeting links",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MeetingLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="meetings.meeting"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("reviews", "Reviewed progress since"),
                            ("prepares", "Prepared for"),
                            ("continues", "Continued"),
                        ],
                        max_length=16,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("title", models.CharField(max_length=300)),
                (
                    "date",
                    models.CharField(
                        blank=True, help_text="As known then: 2016-03-22, 2016-03 or 2016.", max_length=10
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="linked_from",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "date"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("relation__in", ["reviews", "prepares", "continues"])),
                        name="link_relation_is_known",
                        violation_error_message="Choose how the meetings are related.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("date__regex", "^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$")),
                        name="link_date_is_iso",
                        violation_error_message="Write the date as 2016-03-22, 2016-03 or 2016.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target", None), models.Q(("target", models.F("meeting")), _negated=True), _connector="OR"
                        ),
                        name="link_is_to_another_meeting",
                        violation_error_message="A meeting cannot be linked to itself.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAttendance",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("as_written", models.CharField(max_length=300)),
                ("sorting", models.CharField(blank=True, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("territory", "Territory"),
                            ("organisation", "Organisation"),
                            ("body", "Body"),
                            ("collective", "Collective"),
                            ("person", "Person"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=16,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("co_chair", "Co-Chair"),
                            ("host", "Host"),
                            ("member", "Member"),
                            ("observer", "Observer"),
                            ("special_guest", "Special guest"),
                            ("guest", "Guest"),
                            ("co_manager", "RSO Co-Manager"),
                            ("secretariat", "Secretariat"),
                            ("other", "Also taking part"),
                        ],
                        default="member",
                        max_length=16,
                        verbose_name="attending as",
                    ),
                ),
                ("capacity_as_written", models.CharField(blank=True, max_length=200)),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("apologies", "Apologies"),
                            ("absent", "Absent"),
                            ("not_known", "Not known"),
                        ],
                        default="present",
                        max_length=16,
                        verbose_name="attendance",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ministerial", "Ministerial"),
                            ("senior_official", "Senior officials"),
                            ("technical", "Technical"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=16,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="members.participant",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical attendance",
                "verbose_name_plural": "historical attendances",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendance", to="meetings.meeting"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attended",
                        to="members.participant",
                    ),
                ),
                ("as_written", models.CharField(max_length=300)),
                ("sorting", models.CharField(blank=True, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("territory", "Territory"),
                            ("organisation", "Organisation"),
                            ("body", "Body"),
                            ("collective", "Collective"),
                            ("person", "Person"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=16,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("co_chair", "Co-Chair"),
                            ("host", "Host"),
                            ("member", "Member"),
                            ("observer", "Observer"),
                            ("special_guest", "Special guest"),
                            ("guest", "Guest"),
                            ("co_manager", "RSO Co-Manager"),
                            ("secretariat", "Secretariat"),
                            ("other", "Also taking part"),
                        ],
                        default="member",
                        max_length=16,
                        verbose_name="attending as",
                    ),
                ),
                ("capacity_as_written", models.CharField(blank=True, max_length=200)),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("apologies", "Apologies"),
                            ("absent", "Absent"),
                            ("not_known", "Not known"),
                        ],
                        default="present",
                        max_length=16,
                        verbose_name="attendance",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ministerial", "Ministerial"),
                            ("senior_official", "Senior officials"),
                            ("technical", "Technical"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=16,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "sorting", "as_written"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("participant__isnull", False)),
                        fields=("meeting", "participant"),
                        name="attendance_names_participant_once",
                        violation_error_message="This delegation is already on the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "as_written"),
                        name="attendance_writes_name_once",
                        violation_error_message="This name is already on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("as_written", ""), _negated=True),
                        name="attendance_has_name",
                        violation_error_message="Give the name as the record writes it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "capacity__in",
                                [
                                    "co_chair",
                                    "host",
                                    "member",
                                    "observer",
                                    "special_guest",
                                    "guest",
                                    "co_manager",
                                    "secretariat",
                                    "other",
                                ],
                            ),
                            ("presence__in", ["present", "apologies", "absent", "not_known"]),
                        ),
                        name="attendance_choices_are_known",
                        violation_error_message="Choose capacity and attendance from their lists.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRepresentative",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200)),
                ("post", models.CharField(blank=True, max_length=300, verbose_name="rank or post")),
                ("is_head", models.BooleanField(default=False, verbose_name="head of delegation")),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "attendance",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.attendance",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical representative",
                "verbose_name_plural": "historical representatives",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="representatives",
                        to="meetings.attendance",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("post", models.CharField(blank=True, max_length=300, verbose_name="rank or post")),
                ("is_head", models.BooleanField(default=False, verbose_name="head of delegation")),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["-is_head", "position", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_head", True)),
                        fields=("attendance",),
                        name="delegation_has_one_head",
                        violation_error_message="This delegation already has a head.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalHost",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("as_written", models.CharField(max_length=200)),
                (
                    "agency",
                    models.CharField(blank=True, help_text="Where an agency of a state acts for it.", max_length=200),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("host", "Host"), ("co_chair", "Co-Chair")], default="co_chair", max_length=16
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="members.participant",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical host",
                "verbose_name_plural": "historical hosts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hosts", to="meetings.meeting"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosted",
                        to="members.participant",
                    ),
                ),
                ("as_written", models.CharField(max_length=200)),
                (
                    "agency",
                    models.CharField(blank=True, help_text="Where an agency of a state acts for it.", max_length=200),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("host", "Host"), ("co_chair", "Co-Chair")], default="co_chair", max_length=16
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "as_written"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "participant", "role"),
                        name="host_is_named_once",
                        violation_error_message="This host is already named.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["host", "co_chair"])),
                        name="host_role_is_known",
                        violation_error_message="Choose host or Co-Chair.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFigure",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("count", models.PositiveIntegerField(blank=True, null=True)),
                ("of", models.CharField(max_length=200, verbose_name="of what")),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="in the words of the source")),
                ("source", models.CharField(blank=True, max_length=500)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical figure",
                "verbose_name_plural": "historical figures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="meetings.meeting"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("count", models.PositiveIntegerField(blank=True, null=True)),
                ("of", models.CharField(max_length=200, verbose_name="of what")),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="in the words of the source")),
                ("source", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ["position", "of"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("count__isnull", False), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="figure_has_count_or_words",
                        violation_error_message="Give the number, or the words of the source.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalIncoming",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "A summary, statement or minutes"), ("sheet", "A sign-in sheet")],
                        default="text",
                        max_length=16,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("sha256", models.CharField(max_length=64)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("media_type", models.CharField(default="text/plain", max_length=100)),
                ("read", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("used", "Used"), ("discarded", "Left aside")],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical text brought in",
                "verbose_name_plural": "historical texts brought in",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Incoming",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="incoming", to="meetings.meeting"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "A summary, statement or minutes"), ("sheet", "A sign-in sheet")],
                        default="text",
                        max_length=16,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("sha256", models.CharField(max_length=64)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("media_type", models.CharField(default="text/plain", max_length=100)),
                (
                    "original",
                    models.BinaryField(
                        blank=True, help_text="The file it came in, where it was not plain text.", null=True
                    ),
                ),
                ("read", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("used", "Used"), ("discarded", "Left aside")],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brought_in",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "text brought in",
                "verbose_name_plural": "texts brought in",
                "ordering": ["-received_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "sha256", "kind"),
                        name="incoming_is_kept_once",
                        violation_error_message="This very text was brought into the meeting before.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["text", "sheet"]), ("state__in", ["open", "used", "discarded"])
                        ),
                        name="incoming_choices_are_known",
                        violation_error_message="Choose kind and state from their lists.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="materials", to="meetings.meeting"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("summary", "Summary as received"), ("document", "Document"), ("picture", "Picture")],
                        default="document",
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("file_name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField(help_text="Bytes.")),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("members_and_observers", "Members and observers"),
                            ("members", "Members"),
                            ("attending", "Delegations attending"),
                            ("co_chairs", "Co-Chairs and secretariat"),
                            ("secretariat", "Secretariat"),
                        ],
                        default="secretariat",
                        max_length=24,
                    ),
                ),
                ("goes_out", models.BooleanField(default=False, verbose_name="issued with the record")),
                ("alternative", models.CharField(blank=True, max_length=300, verbose_name="what the picture shows")),
                (
                    "thumbnail",
                    models.BinaryField(blank=True, help_text="JPEG of at most 30 KB; pictures only.", null=True),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaces",
                        to="meetings.material",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "sha256"),
                        name="material_is_kept_once",
                        violation_error_message="This file is already kept with the meeting.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="material_has_digest",
                        violation_error_message="The file's digest is not a SHA-256.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("goes_out", False),
                            models.Q(("kind", "picture"), _negated=True),
                            models.Q(("alternative", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="picture_that_goes_out_is_said_in_words",
                        violation_error_message="Say in words what the picture shows, for readers who cannot see it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by", None),
                            models.Q(("replaced_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="material_does_not_replace_itself",
                        violation_error_message="A file cannot replace itself.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReading",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("media_type", models.CharField(default="text/plain", max_length=100)),
                (
                    "original",
                    models.BinaryField(
                        blank=True, help_text="The file it came in, where it was not plain text.", null=True
                    ),
                ),
                ("proposal", models.JSONField()),
                ("answers", models.JSONField(blank=True, default=dict)),
                (
                    "provenance",
                    models.CharField(
                        choices=[
                            ("public_sources", "Compiled from public sources, not cleared"),
                            ("secretariat", "Prepared by the secretariat for the Co-Chairs"),
                        ],
                        default="public_sources",
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("used", "Used"), ("discarded", "Left aside")],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reading",
                "verbose_name_plural": "historical readings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("media_type", models.CharField(default="text/plain", max_length=100)),
                (
                    "original",
                    models.BinaryField(
                        blank=True, help_text="The file it came in, where it was not plain text.", null=True
                    ),
                ),
                ("proposal", models.JSONField()),
                ("answers", models.JSONField(blank=True, default=dict)),
                (
                    "provenance",
                    models.CharField(
                        choices=[
                            ("public_sources", "Compiled from public sources, not cleared"),
                            ("secretariat", "Prepared by the secretariat for the Co-Chairs"),
                        ],
                        default="public_sources",
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("used", "Used"), ("discarded", "Left aside")],
                        default="open",
                        max_length=16,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="readings",
                        to="meetings.meeting",
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "used"), _negated=True), ("meeting__isnull", False), _connector="OR"
                        ),
                        name="used_reading_names_meeting",
                        violation_error_message="A reading that was used names its meeting.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "used", "discarded"])),
                        name="reading_state_is_known",
                        violation_error_message="Choose the state from the list.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalClearance",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "role",
                    models.CharField(
                        help_text="The post, not the person’s name.", max_length=200, verbose_name="given by"
                    ),
                ),
                ("cleared_on", models.DateField(verbose_name="cleared on")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("in_writing", "In writing"),
                            ("at_meeting", "At the meeting"),
                            ("by_telephone", "By telephone"),
                        ],
                        default="in_writing",
                        max_length=16,
                    ),
                ),
                ("words", models.CharField(editable=False, max_length=64)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.host",
                        verbose_name="Co-Chair",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical clearance",
                "verbose_name_plural": "historical clearances",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clearances", to="meetings.meeting"
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clearances",
                        to="meetings.host",
                        verbose_name="Co-Chair",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        help_text="The post, not the person’s name.", max_length=200, verbose_name="given by"
                    ),
                ),
                ("cleared_on", models.DateField(verbose_name="cleared on")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("in_writing", "In writing"),
                            ("at_meeting", "At the meeting"),
                            ("by_telephone", "By telephone"),
                        ],
                        default="in_writing",
                        max_length=16,
                    ),
                ),
                ("words", models.CharField(editable=False, max_length=64)),
            ],
            options={
                "ordering": ["cleared_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["in_writing", "at_meeting", "by_telephone"])),
                        name="clearance_says_how",
                        violation_error_message="Choose how the Co-Chair cleared it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role", ""), _negated=True),
                        name="clearance_says_who",
                        violation_error_message="Say which post gave the clearance.",
                    ),
                    models.UniqueConstraint(
                        fields=("host", "words"),
                        name="clearance_is_given_once",
                        violation_error_message="This Co-Chair has cleared these words already.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agenda", to="meetings.meeting"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="meetings.agendaitem",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("number", models.CharField(blank=True, max_length=16)),
                ("title", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("provisional", "Provisional"),
                            ("adopted", "Adopted"),
                            ("late", "Added late"),
                            ("withdrawn", "Withdrawn"),
                            ("postponed", "Postponed"),
                        ],
                        default="provisional",
                        max_length=16,
                    ),
                ),
                ("adopted_as", models.CharField(blank=True, editable=False, max_length=500)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                        ),
                        name="agenda_item_is_not_its_own_parent",
                        violation_error_message="An item cannot stand under itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["provisional", "adopted", "late", "withdrawn", "postponed"])),
                        name="agenda_item_state_is_known",
                        violation_error_message="Choose the state of the item from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="agenda_item_has_title",
                        violation_error_message="Give the item a title.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outcomes", to="meetings.meeting"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="meetings.outcome",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("heading", models.CharField(blank=True, max_length=200)),
                (
                    "actors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "verbs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "is_held",
                    models.BooleanField(
                        default=True,
                        help_text="Untick where a source says only that something was agreed.",
                        verbose_name="text is held",
                    ),
                ),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outcomes",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outcomes",
                        to="members.area",
                    ),
                ),
                (
                    "about_meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outcomes_about",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "about_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outcomes_about",
                        to="members.participant",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_held", False), models.Q(("text", ""), _negated=True), _connector="OR"),
                        name="outcome_has_text_or_says_not_held",
                        violation_error_message="Write the text, or say that the source does not hold it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                        ),
                        name="outcome_is_not_its_own_parent",
                        violation_error_message="A paragraph cannot stand under itself.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNote",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("text", models.TextField()),
                ("delete_on", models.DateField(blank=True, null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="members.participant",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical note",
                "verbose_name_plural": "historical notes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="meetings.meeting"
                    ),
                ),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notes",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="members.participant",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("text", models.TextField()),
                ("delete_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="note_has_text",
                        violation_error_message="Write the note.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "ordinal",
                    models.PositiveIntegerField(blank=True, help_text="Empty where no source gives it.", null=True),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("held", "Held"),
                            ("postponed", "Postponed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="held",
                        max_length=16,
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        blank=True,
                        default=list,
                        help_text="Only where the days do not touch.",
                        size=None,
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "To the day"),
                            ("month", "Month only"),
                            ("year", "Year only"),
                            ("unknown", "Not known"),
                        ],
                        default="day",
                        max_length=8,
                        verbose_name="date is known",
                    ),
                ),
                ("zone", models.CharField(default="UTC", max_length=64, verbose_name="time zone")),
                ("city", models.CharField(blank=True, max_length=200)),
                ("country", models.CharField(blank=True, max_length=200)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("online", "Online"),
                            ("hybrid", "Hybrid"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=16,
                    ),
                ),
                ("purpose", models.TextField(blank=True)),
                (
                    "recommendations_intro",
                    models.TextField(blank=True, verbose_name="words before the recommendations"),
                ),
                (
                    "gist",
                    models.CharField(
                        blank=True,
                        help_text="What it agreed, for the home page and lists.",
                        max_length=400,
                        verbose_name="in one sentence",
                    ),
                ),
                ("attendance_is_known", models.BooleanField(default=True)),
                (
                    "provenance",
                    models.CharField(
                        choices=[
                            ("public_sources", "Compiled from public sources, not cleared"),
                            ("secretariat", "Prepared by the secretariat for the Co-Chairs"),
                        ],
                        default="secretariat",
                        max_length=16,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("members_and_observers", "Members and observers"),
                            ("members", "Members"),
                            ("attending", "Delegations attending"),
                            ("co_chairs", "Co-Chairs and secretariat"),
                            ("secretariat", "Secretariat"),
                        ],
                        default="public",
                        max_length=24,
                    ),
                ),
                ("marking", models.CharField(blank=True, max_length=100, verbose_name="protective marking")),
                ("image_caption", models.CharField(blank=True, max_length=300)),
                (
                    "abbreviations",
                    models.JSONField(blank=True, default=list, help_text='[{"short": "RSO", "long": "…"}, …]'),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.series",
                    ),
                ),
                (
                    "agenda_agreed_at",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The meeting that agreed this agenda, where it is another one.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="agenda agreed at",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical meeting",
                "verbose_name_plural": "historical meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMaterial",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("summary", "Summary as received"), ("document", "Document"), ("picture", "Picture")],
                        default="document",
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("file_name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField(help_text="Bytes.")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("members_and_observers", "Members and observers"),
                            ("members", "Members"),
                            ("attending", "Delegations attending"),
                            ("co_chairs", "Co-Chairs and secretariat"),
                            ("secretariat", "Secretariat"),
                        ],
                        default="secretariat",
                        max_length=24,
                    ),
                ),
                ("goes_out", models.BooleanField(default=False, verbose_name="issued with the record")),
                ("alternative", models.CharField(blank=True, max_length=300, verbose_name="what the picture shows")),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.material",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical material",
                "verbose_name_plural": "historical materials",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAgendaItem",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("number", models.CharField(blank=True, max_length=16)),
                ("title", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("provisional", "Provisional"),
                            ("adopted", "Adopted"),
                            ("late", "Added late"),
                            ("withdrawn", "Withdrawn"),
                            ("postponed", "Postponed"),
                        ],
                        default="provisional",
                        max_length=16,
                    ),
                ),
                ("adopted_as", models.CharField(blank=True, editable=False, max_length=500)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical agenda item",
                "verbose_name_plural": "historical agenda items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOutcome",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("heading", models.CharField(blank=True, max_length=200)),
                (
                    "actors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "verbs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "is_held",
                    models.BooleanField(
                        default=True,
                        help_text="Untick where a source says only that something was agreed.",
                        verbose_name="text is held",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.outcome",
                    ),
                ),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="members.area",
                    ),
                ),
                (
                    "about_meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "about_body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="members.participant",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical outcome",
                "verbose_name_plural": "historical outcomes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
