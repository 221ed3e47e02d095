"""A form that comes back has the focus where the first thing is to be put right, without a script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates


class FocusedField(forms.BoundField):
    """The first field of a form that was refused asks for the focus: by keys one would begin at the top of the page."""

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        found: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if self.form.is_bound and self.name == self._first_refused():
            found["autofocus"] = True
        return found

    def _first_refused(self) -> str | None:
        errors = self.form.errors
        shown = (name for name, field in self.form.fields.items() if not field.widget.is_hidden)
        return next((name for name in shown if name in errors), None)


class Renderer(DjangoTemplates):
    bound_field_class = FocusedField
