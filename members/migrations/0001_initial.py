"""Participants, their names and capacities through time, accounts, mandates, words."""

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
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "slug",
                    models.SlugField(help_text="The last part of its address. Never changed once in use.", unique=True),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("territory", "Territory"),
                            ("organisation", "Organisation"),
                            ("body", "Body"),
                            ("collective", "Collective"),
                        ],
                        max_length=16,
                    ),
                ),
                ("iso_code", models.CharField(blank=True, max_length=2, verbose_name="ISO 3166 code")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed by the participant or the secretariat"),
                            ("public", "Named in a public page"),
                            ("indirect", "Supported only indirectly by a public page"),
                            ("general", "From general knowledge, no public page seen"),
                            ("inferred", "Inferred from the words of a record"),
                        ],
                        default="confirmed",
                        max_length=16,
                    ),
                ),
                ("remark", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["state", "territory", "organisation", "body", "collective"])),
                        name="participant_kind_is_known",
                        violation_error_message="Choose what kind of participant this is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["state", "territory"]), ("iso_code__regex", "^[A-Z]{2}$")),
                            models.Q(models.Q(("kind__in", ["state", "territory"]), _negated=True), ("iso_code", "")),
                            _connector="OR",
                        ),
                        name="participant_code_goes_with_kind",
                        violation_error_message="A state or territory has a two-letter ISO 3166 code; nothing else has one.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("iso_code", ""), _negated=True),
                        fields=("iso_code",),
                        name="participant_code_is_unique",
                        violation_error_message="Another participant has this ISO 3166 code.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ParticipantName",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="members.participant"
                    ),
                ),
                ("short", models.CharField(max_length=200, verbose_name="short form")),
                ("formal", models.CharField(blank=True, max_length=300, verbose_name="formal form")),
                ("sorting", models.CharField(max_length=200, verbose_name="sorting form")),
                (
                    "article",
                    models.CharField(
                        blank=True, help_text='"the" for the Philippines; shown in sentences only', max_length=8
                    ),
                ),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
            ],
            options={
                "ordering": ["sorting", "from_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", None),
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="name_ends_on_or_after_start",
                        violation_error_message="The last day lies before the first day. Put the later date last.",
                    ),
                    models.UniqueConstraint(
                        fields=("participant", "from_on"),
                        name="name_starts_once",
                        nulls_distinct=False,
                        violation_error_message="This participant has another name from the same day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("short", ""), _negated=True), models.Q(("sorting", ""), _negated=True)
                        ),
                        name="name_has_short_and_sorting_form",
                        violation_error_message="Give the short form and the sorting form.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="members.participant",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships_in",
                        to="members.participant",
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
                        max_length=16,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed by the participant or the secretariat"),
                            ("public", "Named in a public page"),
                            ("indirect", "Supported only indirectly by a public page"),
                            ("general", "From general knowledge, no public page seen"),
                            ("inferred", "Inferred from the words of a record"),
                        ],
                        default="confirmed",
                        max_length=16,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ["participant", "from_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", None),
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="membership_ends_on_or_after_start",
                        violation_error_message="The last day lies before the first day. Put the later date last.",
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
                            )
                        ),
                        name="membership_capacity_is_known",
                        violation_error_message="Choose the capacity from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("participant", models.F("body")), _negated=True),
                        name="membership_is_in_another_body",
                        violation_error_message="A body is not a member of itself.",
                    ),
                    models.UniqueConstraint(
                        fields=("participant", "body", "capacity", "from_on"),
                        name="membership_starts_once",
                        nulls_distinct=False,
                        violation_error_message="This capacity in this body is already recorded from that day.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Abbreviation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("short", models.CharField(max_length=40)),
                ("long", models.CharField(max_length=300)),
            ],
            options={
                "ordering": ["short"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("short", "long"),
                        name="abbreviation_is_listed_once",
                        violation_error_message="This abbreviation is already listed with these words.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200, unique=True)),
                (
                    "synonyms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                ("name", models.CharField(max_length=200)),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email__regex", "^[^A-Z]+$")),
                        name="user_email_is_lower_case",
                        violation_error_message="Write the e-mail address in small letters.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMandate",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("delegate", "Delegate"),
                            ("co_chair", "Co-Chair"),
                            ("secretariat", "Secretariat"),
                            ("approver", "Approver"),
                            ("deputy", "Deputy approver"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "verbose_name": "historical mandate",
                "verbose_name_plural": "historical mandates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="members.participant",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("delegate", "Delegate"),
                            ("co_chair", "Co-Chair"),
                            ("secretariat", "Secretariat"),
                            ("approver", "Approver"),
                            ("deputy", "Deputy approver"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=16,
                    ),
                ),
            ],
            options={
                "ordering": ["user", "role"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", None),
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="mandate_ends_on_or_after_start",
                        violation_error_message="The last day lies before the first day. Put the later date last.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["delegate", "co_chair", "secretariat", "approver", "deputy", "administrator"])
                        ),
                        name="mandate_role_is_known",
                        violation_error_message="Choose the role from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "delegate"), _negated=True),
                            ("participant__isnull", False),
                            _connector="OR",
                        ),
                        name="mandate_of_delegate_names_participant",
                        violation_error_message="Say for which participant the delegate acts.",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "participant", "role", "from_on"),
                        name="mandate_starts_once",
                        nulls_distinct=False,
                        violation_error_message="This person already has this mandate from that day.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFocalPoint",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("name", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(max_length=254)),
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
                "verbose_name": "historical focal point",
                "verbose_name_plural": "historical focal points",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FocalPoint",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="focal_points",
                        to="members.participant",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(max_length=254)),
            ],
            options={
                "ordering": ["participant", "email"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", None),
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="focal_point_ends_on_or_after_start",
                        violation_error_message="The last day lies before the first day. Put the later date last.",
                    ),
                    models.UniqueConstraint(
                        models.F("participant"),
                        models.F("email"),
                        models.F("from_on"),
                        name="focal_point_starts_once",
                        violation_error_message="This address is already a focal point from that day.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalParticipant",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField(help_text="The last part of its address. Never changed once in use.")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("territory", "Territory"),
                            ("organisation", "Organisation"),
                            ("body", "Body"),
                            ("collective", "Collective"),
                        ],
                        max_length=16,
                    ),
                ),
                ("iso_code", models.CharField(blank=True, max_length=2, verbose_name="ISO 3166 code")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed by the participant or the secretariat"),
                            ("public", "Named in a public page"),
                            ("indirect", "Supported only indirectly by a public page"),
                            ("general", "From general knowledge, no public page seen"),
                            ("inferred", "Inferred from the words of a record"),
                        ],
                        default="confirmed",
                        max_length=16,
                    ),
                ),
                ("remark", models.TextField(blank=True)),
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
                "verbose_name": "historical participant",
                "verbose_name_plural": "historical participants",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalParticipantName",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("short", models.CharField(max_length=200, verbose_name="short form")),
                ("formal", models.CharField(blank=True, max_length=300, verbose_name="formal form")),
                ("sorting", models.CharField(max_length=200, verbose_name="sorting form")),
                (
                    "article",
                    models.CharField(
                        blank=True, help_text='"the" for the Philippines; shown in sentences only', max_length=8
                    ),
                ),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
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
                "verbose_name": "historical participant name",
                "verbose_name_plural": "historical participant names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                        max_length=16,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed by the participant or the secretariat"),
                            ("public", "Named in a public page"),
                            ("indirect", "Supported only indirectly by a public page"),
                            ("general", "From general knowledge, no public page seen"),
                            ("inferred", "Inferred from the words of a record"),
                        ],
                        default="confirmed",
                        max_length=16,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500)),
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
                "verbose_name": "historical membership",
                "verbose_name_plural": "historical memberships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAbbreviation",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("short", models.CharField(max_length=40)),
                ("long", models.CharField(max_length=300)),
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
                "verbose_name": "historical abbreviation",
                "verbose_name_plural": "historical abbreviations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalArea",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField()),
                ("name", models.CharField(db_index=True, max_length=200)),
                (
                    "synonyms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
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
                "verbose_name": "historical area",
                "verbose_name_plural": "historical areas",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalUser",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("email", models.EmailField(db_index=True, max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(max_length=200)),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
                "verbose_name": "historical user",
                "verbose_name_plural": "historical users",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
