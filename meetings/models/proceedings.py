"""What a meeting took up and what came out of it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Versioned
from meetings.models.meeting import Meeting
from members.models import Area, Participant


class AgendaItem(Versioned):
    """A line of the agenda. `number` is what is printed, `position` is the order.

    `adopted_as` keeps the title as it was adopted, so that a later change of it shows.
    """

    class State(models.TextChoices):
        PROVISIONAL = "provisional", _("Provisional")
        ADOPTED = "adopted", _("Adopted")
        LATE = "late", _("Added late")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        POSTPONED = "postponed", _("Postponed")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField(default=0)
    number = models.CharField(max_length=16, blank=True)
    title = models.CharField(max_length=500)
    state = models.CharField(max_length=16, choices=State, default=State.PROVISIONAL)
    adopted_as = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="agenda_item_is_not_its_own_parent",
                violation_error_message=_("An item cannot stand under itself."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["provisional", "adopted", "late", "withdrawn", "postponed"]),
                name="agenda_item_state_is_known",
                violation_error_message=_("Choose the state of the item from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="agenda_item_has_title",
                violation_error_message=_("Give the item a title."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Outcome(Versioned):
    """A numbered paragraph of what was agreed or discussed; sub-paragraphs are outcomes with a parent."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="outcomes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    position = models.PositiveIntegerField(default=0)
    heading = models.CharField(max_length=200, blank=True)
    actors = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    verbs = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    text = models.TextField(blank=True)
    is_held = models.BooleanField(
        _("text is held"), default=True, help_text=_("Untick where a source says only that something was agreed.")
    )
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="outcomes"
    )
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="outcomes")
    about_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="outcomes_about"
    )
    about_body = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="outcomes_about"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_held=False) | ~Q(text=""),
                name="outcome_has_text_or_says_not_held",
                violation_error_message=_("Write the text, or say that the source does not hold it."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="outcome_is_not_its_own_parent",
                violation_error_message=_("A paragraph cannot stand under itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Note(Versioned):
    """What a delegation said under an item. Private to the secretariat, never composed, deleted after retention."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    agenda_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="notes")
    participant = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    position = models.PositiveIntegerField(default=0)
    text = models.TextField()
    delete_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="note_has_text", violation_error_message=_("Write the note.")
            )
        ]
