"""Documents that stay alive: numbered drafts, each submitted once and never changed after."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AuditedQuerySet, Versioned
from meetings.models import Audience, Meeting, Outcome, Provenance
from members import permissions


class DocumentQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> DocumentQuerySet:
        return self if permissions.sees_desk(user) else self.none()


class Document(Versioned):
    """A strategy, declaration, work plan, terms of reference or guide, through all its drafts."""

    class Kind(models.TextChoices):
        STRATEGY = "strategy", _("Strategy")
        DECLARATION = "declaration", _("Declaration")
        WORK_PLAN = "work_plan", _("Work plan")
        TERMS = "terms_of_reference", _("Terms of reference")
        GUIDE = "policy_guide", _("Policy guide")

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=24, choices=Kind)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
    )

    objects = DocumentQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["strategy", "declaration", "work_plan", "terms_of_reference", "policy_guide"]),
                name="document_kind_is_known",
                violation_error_message=_("Choose what kind of document this is."),
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | ~Q(superseded_by=F("id")),
                name="document_is_not_its_own_successor",
                violation_error_message=_("A document cannot take its own place."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DraftQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> DraftQuerySet:
        return self if permissions.sees_desk(user) else self.none()


class Draft(Versioned):
    """One numbered draft. `text` is plain: `# Heading` opens a section, a blank line ends a paragraph, and
    lines that begin with "- " are sub-paragraphs of the one before."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="drafts")
    number = models.PositiveIntegerField()
    text = models.TextField()
    remark = models.CharField(_("what is new"), max_length=500, blank=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    submitted_to = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts_submitted"
    )
    submitted_on = models.DateField(null=True, blank=True)
    endorsed_at = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts_endorsed"
    )
    provenance = models.CharField(max_length=16, choices=Provenance, default=Provenance.SECRETARIAT)
    audience = models.CharField(max_length=24, choices=Audience, default=Audience.MEMBERS)

    objects = DraftQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for an instance variable

    class Meta:
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="draft_number_is_unique",
                violation_error_message=_("This document already has a draft with this number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0),
                name="draft_number_is_positive",
                violation_error_message=_("Drafts are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="draft_has_text", violation_error_message=_("Write the draft.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, draft {self.number}"

    @property
    def changed_at(self) -> datetime.datetime:
        """When its words were last saved. One query."""
        moment: datetime.datetime = self.history.latest().history_date
        return moment


class DocumentMention(Versioned):
    """A document that an outcome is about. Outcomes stand on the floor below and cannot name a document themselves."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="document_mentions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="mentions")

    class Meta:
        ordering = ["document"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "document"],
                name="outcome_mentions_document_once",
                violation_error_message=_("This paragraph already names this document."),
            )
        ]

    def __str__(self) -> str:
        return str(self.document)
