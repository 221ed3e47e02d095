"""What the database refuses of a row stands at the field where it is put right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

# By the name of the constraint; others concern no single field and stand at the top of the form.
FIELDS = {
    "agenda_item_is_not_its_own_parent": "parent",
    "attendance_names_participant_once": "participant",
    "attendance_writes_name_once": "as_written",
    "figure_has_count_or_words": "count",
    "host_is_named_once": "as_written",
    "link_date_is_iso": "date",
    "link_is_to_another_meeting": "target",
    "meeting_agenda_is_agreed_elsewhere": "agenda_agreed_at",
    "meeting_dates_go_with_precision": "starts_on",
    "meeting_ends_on_or_after_start": "ends_on",
    "meeting_ordinal_is_positive": "ordinal",
    "meeting_ordinal_is_unique_in_series": "ordinal",
    "meeting_source_says_something": "title",
    "only_agreed_names_where_it_was_proposed": "proposed_at",
    "outcome_has_text_or_says_not_held": "text",
    "outcome_is_not_its_own_parent": "parent",
    "picture_that_goes_out_is_said_in_words": "alternative",
    "priority_ends_on_or_after_start": "until_on",
    "priority_is_named_once_a_meeting": "title",
    "recommendation_is_due_once": "due_meeting",
    "recommendation_is_not_its_own_parent": "parent",
}


class PlacedForm(forms.ModelForm):
    """A constraint is known by its sentence: the error carries nothing else of it."""

    def _update_errors(self, errors: ValidationError) -> None:
        found = getattr(errors, "error_dict", {})
        fields = self._fields_by_sentence() if NON_FIELD_ERRORS in found else {}
        for error in list(found.get(NON_FIELD_ERRORS, ())):
            if (name := fields.get(" ".join(error.messages))) is not None:
                found[NON_FIELD_ERRORS].remove(error)
                found.setdefault(name, []).append(error)
        if NON_FIELD_ERRORS in found and not found[NON_FIELD_ERRORS]:
            del found[NON_FIELD_ERRORS]
        super()._update_errors(errors)  # type: ignore[misc]  # not in the stubs

    def _fields_by_sentence(self) -> dict[str, Any]:
        constraints = self.instance._meta.constraints
        named = {str(each.get_violation_error_message()): FIELDS.get(each.name) for each in constraints}
        return {sentence: name for sentence, name in named.items() if name in self.fields}
