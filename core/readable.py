"""Forms whose words were read whole."""

from __future__ import annotations

from typing import Any

from django import forms

from core.translating import lazy_

UNREADABLE = lazy_("A character of this text could not be read (�). Write it again, then save.")


class Readable(forms.BaseForm):
    """Bytes that are no text, and half a character, arrive as U+FFFD: nobody means that. What is there may stay."""

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] | None = super().clean()
        for name in self.changed_data:
            sent, was = self.data.get(self.add_prefix(name)), self.get_initial_for_field(self.fields[name], name)
            if isinstance(sent, str) and sent.count("\ufffd") > str(was or "").count("\ufffd"):
                self.add_error(name, UNREADABLE)
        return cleaned
