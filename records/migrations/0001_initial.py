"""The issued side: editions, the ledger, and what lists read."""

import datetime
import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.history
from core.beginning import Beginning


class Migration(Beginning):
    dependencies = [
        ("meetings", "0001_initial"),
        ("members", "0001_initial"),
        ("recommendations", "0001_initial"),
        ("strategy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Meeting"),
                            ("document", "Document"),
                            ("directory", "Directory"),
                            ("report", "Progress report"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subject",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subject",
                        to="strategy.document",
                    ),
                ),
                (
                    "body",
                    models.OneToOneField(
                        help_text="Whose directory it is.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="directory",
                        to="members.participant",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subject",
                        to="recommendations.progressreport",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("body", None),
                                ("document", None),
                                ("kind", "meeting"),
                                ("meeting__isnull", False),
                                ("report", None),
                            ),
                            models.Q(
                                ("body", None),
                                ("document__isnull", False),
                                ("kind", "document"),
                                ("meeting", None),
                                ("report", None),
                            ),
                            models.Q(
                                ("body__isnull", False),
                                ("document", None),
                                ("kind", "directory"),
                                ("meeting", None),
                                ("report", None),
                            ),
                            models.Q(
                                ("body", None),
                                ("document", None),
                                ("kind", "report"),
                                ("meeting", None),
                                ("report__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="subject_is_of_one_thing",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                (
                    "path",
                    models.CharField(
                        help_text='"ahg-som/10" or "strategy-for-cooperation"',
                        max_length=200,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="records.subject"
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-made_at"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="records.subject"
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="Counts from 1, whatever kind each is of.")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("notice", "Notice"),
                            ("draft", "Draft"),
                            ("final", "As issued"),
                            ("corrigendum", "Corrigendum"),
                            ("addendum", "Addendum"),
                            ("revision", "Revision"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "revision",
                    models.CharField(
                        blank=True, help_text='"Rev.1", "Corr.2", "Add.1"; none for the first.', max_length=16
                    ),
                ),
                ("language", models.CharField(default="en", max_length=35)),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the record's canonical JSON.", max_length=64, verbose_name="check code"
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions_prepared",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions_approved",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("channel", models.CharField(default="in the browser", max_length=24)),
            ],
            options={
                "ordering": ["-issued_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "number"), name="edition_number_is_unique"),
                    models.UniqueConstraint(fields=("digest",), name="edition_digest_is_unique"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="edition_number_is_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="edition_digest_is_sha256"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["notice", "draft", "final", "corrigendum", "addendum", "revision"])
                        ),
                        name="edition_stage_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prepared_by", models.F("approved_by")), _negated=True),
                        name="edition_is_approved_by_another_person",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="EditionContent",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="records.edition",
                    ),
                ),
                ("record", models.BinaryField()),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="records.edition"
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
                        max_length=24,
                    ),
                ),
                ("from_at", models.DateTimeField()),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["audience", "from_at"], name="release_by_audience")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "audience"), name="edition_is_released_once_to_an_audience"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "audience__in",
                                ["public", "members_and_observers", "members", "attending", "co_chairs", "secretariat"],
                            )
                        ),
                        name="release_audience_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="renditions", to="records.edition"
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("json", "JSON"), ("evidence", "Evidence")], max_length=8
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField(help_text="Bytes.")),
                ("made_with", models.JSONField(default=dict, help_text="Versions of the libraries that made it.")),
                ("content", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "format"), name="rendition_is_kept_once"),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="rendition_digest_is_sha256"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("format__in", ["pdf", "json", "evidence"])),
                        name="rendition_format_is_known",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("position", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("edition", "Edition issued"),
                            ("rendition", "Rendition kept"),
                            ("release", "Released"),
                            ("withdrawal", "Withdrawn"),
                            ("disposal", "Disposed of"),
                        ],
                        max_length=16,
                    ),
                ),
                ("payload", models.BinaryField(help_text="Canonical JSON of what was done.")),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("previous",), name="ledger_does_not_fork"),
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["edition", "rendition", "release", "withdrawal", "disposal"])),
                        name="ledger_act_is_known",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalApprovalRequest",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("notice", "Notice"),
                            ("draft", "Draft"),
                            ("final", "As issued"),
                            ("corrigendum", "Corrigendum"),
                            ("addendum", "Addendum"),
                            ("revision", "Revision"),
                        ],
                        default="final",
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
                        max_length=24,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("nonce", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for approval"),
                            ("issued", "Issued"),
                            ("returned", "Returned"),
                            ("taken_back", "Taken back"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.TextField(blank=True)),
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
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.draft",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The body whose directory it is.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="members.participant",
                    ),
                ),
                (
                    "prepared_by",
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
                    "decided_by",
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
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.edition",
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
                "verbose_name": "historical approval request",
                "verbose_name_plural": "historical approval requests",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ApprovalRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approval_requests",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approval_requests",
                        to="strategy.draft",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        help_text="The body whose directory it is.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approval_requests",
                        to="members.participant",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("notice", "Notice"),
                            ("draft", "Draft"),
                            ("final", "As issued"),
                            ("corrigendum", "Corrigendum"),
                            ("addendum", "Addendum"),
                            ("revision", "Revision"),
                        ],
                        default="final",
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
                        max_length=24,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("nonce", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for approval"),
                            ("issued", "Issued"),
                            ("returned", "Returned"),
                            ("taken_back", "Taken back"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals_asked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals_decided",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decision_reason", models.TextField(blank=True)),
                (
                    "edition",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approval",
                        to="records.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["-prepared_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body", None), ("draft", None), ("meeting__isnull", False)),
                            models.Q(("body", None), ("draft__isnull", False), ("meeting", None)),
                            models.Q(("body__isnull", False), ("draft", None), ("meeting", None)),
                            _connector="OR",
                        ),
                        name="approval_is_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("meeting",),
                        name="meeting_waits_for_one_approval",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("draft",), name="draft_waits_for_one_approval"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("body",),
                        name="directory_waits_for_one_approval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="approval_decision_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("edition__isnull", False), ("state", "issued")),
                            models.Q(models.Q(("state", "issued"), _negated=True), ("edition", None)),
                            _connector="OR",
                        ),
                        name="approval_issued_names_edition",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["issued", "returned"]), _negated=True),
                            models.Q(("prepared_by", models.F("decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="approval_is_decided_by_another_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="approval_digest_is_sha256"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "issued", "returned", "taken_back"])),
                        name="approval_state_is_known",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBook",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=150)),
                (
                    "occasion",
                    models.CharField(
                        blank=True, help_text="The meeting, its place and date.", max_length=200, verbose_name="for"
                    ),
                ),
                (
                    "marking",
                    models.CharField(blank=True, help_text="Printed on every page of the book.", max_length=80),
                ),
                ("begun_at", models.DateTimeField(blank=True, editable=False)),
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
                "verbose_name": "historical book",
                "verbose_name_plural": "historical books",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Book",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=150)),
                (
                    "occasion",
                    models.CharField(
                        blank=True, help_text="The meeting, its place and date.", max_length=200, verbose_name="for"
                    ),
                ),
                (
                    "marking",
                    models.CharField(blank=True, help_text="Printed on every page of the book.", max_length=80),
                ),
                ("begun_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-begun_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="book_has_a_title",
                        violation_error_message="Give the book a title.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBookPart",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("pages", models.PositiveIntegerField(default=0, help_text="Of a PDF that was brought along.")),
                (
                    "book",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.book",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.edition",
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
                "verbose_name": "historical book part",
                "verbose_name_plural": "historical book parts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="BookPart",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="records.book"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=300)),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.edition",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("content", models.BinaryField(blank=True, null=True)),
                ("pages", models.PositiveIntegerField(default=0, help_text="Of a PDF that was brought along.")),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content", None), ("edition__isnull", False)),
                            models.Q(("content__isnull", False), ("edition", None)),
                            _connector="OR",
                        ),
                        name="part_of_a_book_is_a_record_or_a_file",
                        violation_error_message="A part of a book is a record or a file.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="part_of_a_book_has_a_title",
                        violation_error_message="Give the part a title: it stands in the contents.",
                    ),
                    models.UniqueConstraint(
                        fields=("book", "edition"),
                        name="book_holds_a_record_once",
                        violation_error_message="This record is in the book already.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="BoundBook",
            fields=[
                (
                    "book",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="bound",
                        serialize=False,
                        to="records.book",
                    ),
                ),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField(help_text="Bytes.")),
                ("pages", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="bound_book_has_digest"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("root", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("note", models.TextField()),
            ],
            options={
                "ordering": ["size"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="checkpoint_covers_something"),
                    models.CheckConstraint(
                        condition=models.Q(("root__regex", "^[0-9a-f]{64}$")), name="checkpoint_root_is_sha256"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "rendition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="proof",
                        serialize=False,
                        to="records.rendition",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proof", to="records.ledgerentry"
                    ),
                ),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proofs", to="records.checkpoint"
                    ),
                ),
                ("path", models.BinaryField(help_text="32 bytes each, from the leaf upwards.")),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCirculation",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("silence", "Silence: no objection by the deadline is agreement"),
                            ("reply", "Reply: each delegation is asked to answer"),
                            ("consultation", "Consultation: comments are welcome"),
                        ],
                        default="silence",
                        max_length=16,
                    ),
                ),
                (
                    "shows_comments",
                    models.BooleanField(default=False, verbose_name="delegations see each other’s comments"),
                ),
                ("note", models.TextField(blank=True, verbose_name="cover note")),
                ("deadline", models.DateTimeField()),
                ("zone", models.CharField(default="UTC", max_length=64)),
                ("extension", models.TextField(blank=True, verbose_name="why it was extended")),
                (
                    "copied_to",
                    models.TextField(blank=True, help_text="Addresses, one a line.", verbose_name="copied to"),
                ),
                (
                    "encloses_files",
                    models.BooleanField(
                        default=True, help_text="As PDF and for Word.", verbose_name="letters carry the text"
                    ),
                ),
                (
                    "lines",
                    models.JSONField(
                        default=dict, editable=False, help_text="First and last line of each anchor on paper."
                    ),
                ),
                ("record", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_for",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="The deadline of which the rule was applied last.",
                        null=True,
                    ),
                ),
                (
                    "result",
                    models.CharField(blank=True, editable=False, help_text="What the rule gave then.", max_length=500),
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
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.draft",
                    ),
                ),
                (
                    "opened_by",
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
                    "closed_by",
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
                "verbose_name": "historical circulation",
                "verbose_name_plural": "historical circulations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Circulation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="circulations",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="circulations",
                        to="strategy.draft",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("silence", "Silence: no objection by the deadline is agreement"),
                            ("reply", "Reply: each delegation is asked to answer"),
                            ("consultation", "Consultation: comments are welcome"),
                        ],
                        default="silence",
                        max_length=16,
                    ),
                ),
                (
                    "shows_comments",
                    models.BooleanField(default=False, verbose_name="delegations see each other’s comments"),
                ),
                ("note", models.TextField(blank=True, verbose_name="cover note")),
                ("deadline", models.DateTimeField()),
                ("zone", models.CharField(default="UTC", max_length=64)),
                ("extension", models.TextField(blank=True, verbose_name="why it was extended")),
                (
                    "copied_to",
                    models.TextField(blank=True, help_text="Addresses, one a line.", verbose_name="copied to"),
                ),
                (
                    "encloses_files",
                    models.BooleanField(
                        default=True, help_text="As PDF and for Word.", verbose_name="letters carry the text"
                    ),
                ),
                (
                    "lines",
                    models.JSONField(
                        default=dict, editable=False, help_text="First and last line of each anchor on paper."
                    ),
                ),
                ("record", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_for",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="The deadline of which the rule was applied last.",
                        null=True,
                    ),
                ),
                (
                    "result",
                    models.CharField(blank=True, editable=False, help_text="What the rule gave then.", max_length=500),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("draft", None), ("meeting__isnull", False)),
                            models.Q(("draft__isnull", False), ("meeting", None)),
                            _connector="OR",
                        ),
                        name="circulation_is_of_one_thing",
                        violation_error_message="A round is of one text.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("meeting",),
                        name="meeting_has_one_open_round",
                        violation_error_message="A round on this text is open already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("draft",),
                        name="draft_has_one_open_round",
                        violation_error_message="A round on this text is open already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["silence", "reply", "consultation"])),
                        name="circulation_mode_is_known",
                        violation_error_message="Choose from the list what silence means.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deadline__gt", models.F("opened_at"))),
                        name="circulation_ends_after_it_opens",
                        violation_error_message="The deadline is over already. Give a later one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="circulation_closing_says_who_and_when",
                        violation_error_message="Closing a round says who closed it and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_for", None), ("result", "")),
                            models.Q(("ended_for__isnull", False), models.Q(("result", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="circulation_rule_says_what_it_gave",
                        violation_error_message="The rule of a deadline says which deadline it was and what it gave.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="circulation_digest_is_sha256",
                        violation_error_message="The check code of what was sent is damaged.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalParty",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "circulation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.circulation",
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
                "verbose_name": "historical party",
                "verbose_name_plural": "historical parties",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "circulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parties", to="records.circulation"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.participant"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "parties",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("circulation", "participant"),
                        name="party_is_asked_once",
                        violation_error_message="This delegation is asked already.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMessage",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("file_name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("sha256", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField()),
                (
                    "circulation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.circulation",
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
                (
                    "entered_by",
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
                "verbose_name": "historical message",
                "verbose_name_plural": "historical messages",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "circulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="records.circulation"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.participant"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["received_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="message_digest_is_sha256",
                        violation_error_message="The check code of the message is damaged.",
                    ),
                    models.UniqueConstraint(
                        fields=("circulation", "participant", "sha256"),
                        name="message_is_kept_once",
                        violation_error_message="This very message of this delegation is here already.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "circulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="records.circulation"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.participant"
                    ),
                ),
                ("anchor", models.CharField(blank=True, max_length=24)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "Comment"),
                            ("proposal", "Other words proposed"),
                            ("support", "Supports a proposal"),
                            ("no_objection", "No objection"),
                            ("objection", "Breaks silence"),
                            ("reservation", "Reservation"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("words", models.TextField(blank=True, verbose_name="proposed words")),
                (
                    "supports",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supported_by",
                        to="records.comment",
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("is_late", models.BooleanField(default=False)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("is_entered_for", models.BooleanField(default=False, verbose_name="entered by the secretariat")),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="records.message",
                    ),
                ),
                (
                    "author",
                    models.CharField(
                        blank=True, help_text="As the document names them.", max_length=200, verbose_name="written by"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "Accepted"), ("in_part", "Accepted in part"), ("declined", "Declined")],
                        max_length=16,
                    ),
                ),
                ("answer_text", models.TextField(blank=True, verbose_name="reason")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("is_applied", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["received_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["comment", "proposal", "support", "no_objection", "objection", "reservation"])
                        ),
                        name="comment_kind_is_known",
                        violation_error_message="Choose from the list what the delegation says.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "proposal"), _negated=True),
                            models.Q(models.Q(("words", ""), _negated=True), models.Q(("anchor", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="proposal_gives_words_for_a_paragraph",
                        violation_error_message="Write the words you propose, at the paragraph they are for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["comment", "objection", "reservation"]), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="comment_says_something",
                        violation_error_message="Write what the delegation says.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "support"), ("supports__isnull", False)),
                            models.Q(models.Q(("kind", "support"), _negated=True), ("supports", None)),
                            _connector="OR",
                        ),
                        name="support_names_what_it_supports",
                        violation_error_message="Choose the proposal that is supported.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="comment_answer_says_who_and_when",
                        violation_error_message="An answer says who gave it and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["", "accepted", "in_part", "declined"])),
                        name="comment_answer_is_known",
                        violation_error_message="Choose the answer from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer__in", ["in_part", "declined"]), _negated=True),
                            models.Q(("answer_text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="comment_declined_says_why",
                        violation_error_message="Say why it is not accepted, or what of it is.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="withdrawal",
                        serialize=False,
                        to="records.edition",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField()),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reason", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="withdrawal_says_why"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Disposal",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="disposal",
                        serialize=False,
                        to="records.edition",
                    ),
                ),
                ("disposed_at", models.DateTimeField()),
                (
                    "disposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("authority", models.TextField(help_text="The decision it was done under, in words.")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("authority", ""), _negated=True), name="disposal_names_its_authority"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRetentionSchedule",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Meeting"),
                            ("document", "Document"),
                            ("directory", "Directory"),
                            ("report", "Progress report"),
                        ],
                        db_index=True,
                        max_length=16,
                    ),
                ),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="From the day of issue. Empty: kept for ever.",
                        null=True,
                        verbose_name="kept for (years)",
                    ),
                ),
                ("authority", models.CharField(help_text="The decision this follows.", max_length=300)),
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
                "verbose_name": "historical retention schedule",
                "verbose_name_plural": "historical retention schedules",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="RetentionSchedule",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Meeting"),
                            ("document", "Document"),
                            ("directory", "Directory"),
                            ("report", "Progress report"),
                        ],
                        max_length=16,
                        unique=True,
                    ),
                ),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="From the day of issue. Empty: kept for ever.",
                        null=True,
                        verbose_name="kept for (years)",
                    ),
                ),
                ("authority", models.CharField(help_text="The decision this follows.", max_length=300)),
            ],
            options={
                "ordering": ["kind"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["meeting", "document", "directory", "report"])),
                        name="retention_kind_is_known",
                        violation_error_message="Choose the kind of record from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("years", None), ("years__gt", 0), _connector="OR"),
                        name="retention_is_a_year_or_more",
                        violation_error_message="Records are kept for a year at least. Leave it empty to keep them for ever.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("authority", ""), _negated=True),
                        name="retention_names_its_authority",
                        violation_error_message="Say which decision this follows.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalHold",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("reason", models.CharField(max_length=300)),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.subject",
                    ),
                ),
                (
                    "placed_by",
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
                    "lifted_by",
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
                "verbose_name": "historical hold",
                "verbose_name_plural": "historical holds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="records.subject"
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("placed_at", models.DateTimeField()),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "lifted_by",
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
                "ordering": ["placed_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="hold_says_why",
                        violation_error_message="Say why it is held.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="hold_lifting_says_who_and_when",
                        violation_error_message="Lifting a hold says who lifted it and when.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
                ("thumbnail", models.BinaryField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="file_digest_is_sha256"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enclosures", to="records.edition"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enclosures", to="records.file"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("edition", "file"), name="file_is_enclosed_once")],
                "indexes": [],
            },
        ),
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
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="freshness_is_one_row")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="card",
                        serialize=False,
                        to="records.edition",
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("key", models.CharField(max_length=200)),
                ("reference", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=300)),
                ("gist", models.CharField(blank=True, max_length=400)),
                ("notice", models.CharField(blank=True, max_length=200)),
                ("series_code", models.CharField(blank=True, max_length=24)),
                ("series_slug", models.CharField(blank=True, max_length=50)),
                ("series_name", models.CharField(blank=True, max_length=200)),
                ("level", models.CharField(blank=True, max_length=16)),
                ("state", models.CharField(blank=True, max_length=16)),
                (
                    "starts_on",
                    models.DateField(help_text="For order and comparison; what is shown is `starts`.", null=True),
                ),
                ("ends_on", models.DateField(null=True)),
                ("starts", models.CharField(blank=True, max_length=10)),
                ("ends", models.CharField(blank=True, max_length=10)),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list, size=None
                    ),
                ),
                ("zone", models.CharField(default="UTC", max_length=64)),
                ("city", models.CharField(blank=True, max_length=200)),
                ("country", models.CharField(blank=True, max_length=200)),
                ("format", models.CharField(blank=True, max_length=16)),
                (
                    "agenda_agreed_at",
                    models.CharField(blank=True, help_text="Reference of the meeting that agreed it.", max_length=80),
                ),
                (
                    "met_at",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        default=list,
                        help_text="Of a document: the meetings it went to, by reference.",
                        size=None,
                    ),
                ),
                (
                    "supersedes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=50),
                        default=list,
                        help_text="Slugs of documents.",
                        size=None,
                    ),
                ),
                ("delegations", models.PositiveIntegerField(help_text="Null where no source names them.", null=True)),
                ("outcomes", models.PositiveIntegerField(default=0)),
                ("recommendations", models.PositiveIntegerField(default=0)),
                ("is_withdrawn", models.BooleanField(default=False)),
                (
                    "sizes",
                    models.JSONField(
                        help_text="Bytes of what is made on request, by its form; null until measured.", null=True
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("starts_on"), descending=True, nulls_last=True),
                        models.F("reference"),
                        name="card_latest_first",
                    ),
                    models.Index(fields=["kind", "key"], name="card_by_key"),
                    models.Index(fields=["series_slug", "starts_on"], name="card_in_series"),
                    django.contrib.postgres.indexes.GinIndex(fields=["met_at"], name="card_by_meeting"),
                    models.Index(
                        condition=models.Q(("agenda_agreed_at", ""), _negated=True),
                        fields=["agenda_agreed_at"],
                        name="card_by_agenda",
                    ),
                    models.Index(
                        condition=models.Q(("sizes__isnull", True)), fields=["edition"], name="card_not_measured"
                    ),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passages", to="records.edition"
                    ),
                ),
                ("anchor", models.CharField(max_length=24)),
                ("number", models.PositiveIntegerField()),
                ("role", models.CharField(max_length=16)),
                ("section", models.CharField(blank=True, max_length=200)),
                ("code", models.CharField(blank=True, max_length=8)),
                ("text", models.TextField()),
                (
                    "verbs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "actors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), default=list, size=None
                    ),
                ),
                (
                    "addressees",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), default=list, size=None
                    ),
                ),
                (
                    "addressed_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=50),
                        default=list,
                        help_text="Slugs in the directory.",
                        size=None,
                    ),
                ),
                ("area", models.CharField(blank=True, help_text="Slug of the area of cooperation.", max_length=50)),
                (
                    "led_to",
                    models.JSONField(default=list, help_text="What it brought about, as written in the record."),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    models.Index(fields=["anchor"], name="passage_by_anchor"),
                    django.contrib.postgres.indexes.GinIndex(fields=["addressed_to"], name="passage_by_addressee"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "anchor"), name="passage_anchor_is_unique"),
                    models.UniqueConstraint(fields=("edition", "number"), name="passage_number_is_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FocusEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="focus_entries", to="records.edition"
                    ),
                ),
                ("anchor", models.CharField(max_length=24)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("standing", models.CharField(max_length=16)),
                ("area", models.CharField(blank=True, help_text="Slug of the area of cooperation.", max_length=50)),
                ("area_name", models.CharField(blank=True, max_length=200)),
                ("from_on", models.DateField(null=True)),
                ("until_on", models.DateField(null=True)),
                (
                    "proposed_at",
                    models.CharField(blank=True, help_text="Reference of the meeting that proposed it.", max_length=80),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "anchor"), name="focus_entry_anchor_is_unique")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="DirectoryEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="directory_entries",
                        to="records.edition",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("kind", models.CharField(help_text="That of the participant, or area.", max_length=16)),
                ("slug", models.CharField(max_length=50)),
                ("data", models.JSONField()),
            ],
            options={
                "ordering": ["position"],
                "indexes": [models.Index(fields=["slug", "kind"], name="directory_entry_by_slug")],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "position"), name="directory_entry_position_is_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceIndex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance_index",
                        to="records.edition",
                    ),
                ),
                (
                    "participant",
                    models.CharField(blank=True, help_text="Slug; empty for a name nobody could place.", max_length=50),
                ),
                ("name", models.CharField(max_length=300)),
                ("capacity", models.CharField(max_length=16)),
                ("presence", models.CharField(max_length=16)),
                (
                    "starts_on",
                    models.DateField(help_text="Of the meeting: a long list is read from its end.", null=True),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["participant", "edition"], name="attendance_by_participant"),
                    models.Index(
                        models.F("participant"),
                        models.OrderBy(models.F("starts_on"), descending=True, nulls_last=True),
                        models.F("edition"),
                        name="attendance_latest_first",
                    ),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="FilePage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="file_pages", to="records.edition"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="records.file"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "file", "number"), name="file_page_number_is_unique")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search_entries", to="records.edition"
                    ),
                ),
                (
                    "passage",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entry",
                        to="records.passage",
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entry",
                        to="records.filepage",
                    ),
                ),
                ("series", models.CharField(blank=True, max_length=50)),
                ("starts_on", models.DateField(null=True)),
                (
                    "verbs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "actors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), default=list, size=None
                    ),
                ),
                ("area", models.CharField(blank=True, max_length=50)),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="search_entry_by_words"),
                    models.Index(
                        models.OrderBy(models.F("starts_on"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="search_entry_newest_first",
                    ),
                    models.Index(
                        models.F("area"),
                        models.OrderBy(models.F("starts_on"), descending=True, nulls_last=True),
                        condition=models.Q(("area", ""), _negated=True),
                        name="search_entry_in_area",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("passage", None), ("page", None), _connector="OR"),
                        name="search_entry_is_of_a_paragraph_or_a_page",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="register_events",
                        to="records.edition",
                    ),
                ),
                ("recommendation", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=12)),
                ("rank", models.PositiveSmallIntegerField(default=0)),
                ("on", models.DateField(null=True)),
                ("item", models.CharField(blank=True, max_length=24)),
                (
                    "path",
                    models.CharField(
                        blank=True, help_text="Of what made it: its address in the register.", max_length=220
                    ),
                ),
                ("anchor", models.CharField(max_length=24)),
                ("number", models.PositiveIntegerField()),
                (
                    "successor",
                    models.CharField(blank=True, help_text="The recommendation that took its place.", max_length=60),
                ),
                ("facts", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["recommendation"], name="register_event_of"),
                    models.Index(
                        condition=models.Q(("path", ""), _negated=True), fields=["path"], name="register_event_by_path"
                    ),
                    models.Index(
                        condition=models.Q(("successor", ""), _negated=True),
                        fields=["successor"],
                        name="register_event_by_successor",
                    ),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recommendation", models.CharField(max_length=60)),
                ("first_rung", models.PositiveSmallIntegerField()),
                ("last_rung", models.PositiveSmallIntegerField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="register_entries",
                        to="records.edition",
                    ),
                ),
                ("path", models.CharField(max_length=220)),
                ("key", models.CharField(max_length=200)),
                ("anchor", models.CharField(max_length=24)),
                ("reference", models.CharField(max_length=80)),
                ("code", models.CharField(max_length=8)),
                ("number", models.PositiveIntegerField()),
                ("series", models.CharField(blank=True, max_length=50)),
                ("made", models.CharField(blank=True, max_length=10)),
                ("made_on", models.DateField(null=True)),
                ("text", models.TextField()),
                ("verb", models.CharField(blank=True, max_length=60)),
                (
                    "addressees",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), default=list, size=None
                    ),
                ),
                (
                    "participants",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=50), default=list, size=None
                    ),
                ),
                (
                    "put_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("area", models.CharField(blank=True, max_length=50)),
                ("area_name", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField(null=True)),
                (
                    "due_until",
                    models.DateTimeField(help_text="When that day is over where the meeting met.", null=True),
                ),
                ("due_at", models.CharField(blank=True, max_length=80)),
                ("follow_up", models.CharField(max_length=16)),
                ("state", models.CharField(max_length=16)),
                (
                    "adopted_on",
                    models.DateField(help_text="When a meeting first agreed it or a part of it.", null=True),
                ),
                ("last_on", models.DateField(null=True)),
                ("last", models.CharField(blank=True, max_length=200)),
                ("words", django.contrib.postgres.search.SearchVectorField(default="")),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("made_on"), descending=True, nulls_last=True),
                        models.F("reference"),
                        models.F("number"),
                        models.F("id"),
                        name="register_newest_first",
                    ),
                    models.Index(fields=["path"], name="register_by_path"),
                    models.Index(
                        models.F("state"),
                        models.OrderBy(models.F("made_on"), descending=True, nulls_last=True),
                        name="register_by_state",
                    ),
                    models.Index(
                        models.F("area"),
                        models.OrderBy(models.F("made_on"), descending=True, nulls_last=True),
                        name="register_by_area",
                    ),
                    models.Index(
                        models.F("series"),
                        models.OrderBy(models.F("made_on"), descending=True, nulls_last=True),
                        name="register_by_series",
                    ),
                    models.Index(
                        models.F("verb"),
                        models.OrderBy(models.F("made_on"), descending=True, nulls_last=True),
                        name="register_by_verb",
                    ),
                    models.Index(
                        condition=models.Q(("due_on__isnull", False)), fields=["due_on"], name="register_by_due"
                    ),
                    models.Index(
                        condition=models.Q(("due_until__isnull", False)),
                        fields=["due_until"],
                        name="register_by_due_until",
                    ),
                    models.Index(
                        models.F("due_at"),
                        models.OrderBy(models.F("made_on"), descending=True, nulls_last=True),
                        condition=models.Q(("due_at", ""), _negated=True),
                        name="register_by_due_at",
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["participants"], name="register_by_participant"),
                    django.contrib.postgres.indexes.GinIndex(fields=["put_to"], name="register_by_put_to"),
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="register_by_words"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recommendation", "first_rung"), name="register_entry_is_one_a_rung"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InForce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recommendation", models.CharField(max_length=60)),
                ("first_rung", models.PositiveSmallIntegerField()),
                ("last_rung", models.PositiveSmallIntegerField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="in_force", to="records.edition"
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(default=datetime.date(9999, 12, 31))),
                ("series", models.CharField(blank=True, max_length=50)),
                ("reference", models.CharField(max_length=80)),
                ("number", models.PositiveIntegerField()),
                ("path", models.CharField(max_length=220)),
                ("made_on", models.DateField(null=True)),
                ("follow_up", models.CharField(max_length=16)),
                ("mark", models.CharField(blank=True, max_length=80)),
                ("lines", models.JSONField(default=list)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["until_on", "from_on", "first_rung", "last_rung"], name="in_force_on_a_day")
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="HistoricalComment",
            fields=[
                ("change_id", models.UUIDField(db_index=True, default=core.history.current_change_id, editable=False)),
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("anchor", models.CharField(blank=True, max_length=24)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "Comment"),
                            ("proposal", "Other words proposed"),
                            ("support", "Supports a proposal"),
                            ("no_objection", "No objection"),
                            ("objection", "Breaks silence"),
                            ("reservation", "Reservation"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("words", models.TextField(blank=True, verbose_name="proposed words")),
                ("received_at", models.DateTimeField()),
                ("is_late", models.BooleanField(default=False)),
                ("is_entered_for", models.BooleanField(default=False, verbose_name="entered by the secretariat")),
                (
                    "author",
                    models.CharField(
                        blank=True, help_text="As the document names them.", max_length=200, verbose_name="written by"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "Accepted"), ("in_part", "Accepted in part"), ("declined", "Declined")],
                        max_length=16,
                    ),
                ),
                ("answer_text", models.TextField(blank=True, verbose_name="reason")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("is_applied", models.BooleanField(default=False)),
                (
                    "circulation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.circulation",
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
                (
                    "supports",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.comment",
                    ),
                ),
                (
                    "entered_by",
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
                    "message",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.message",
                    ),
                ),
                (
                    "answered_by",
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
                "verbose_name": "historical comment",
                "verbose_name_plural": "historical comments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
