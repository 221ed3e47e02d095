"""What every part of a Record is made of."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]+$")]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class Value(BaseModel):
    """An immutable part of a Record; equal when its content is equal.

    `later` names the fields added after the first records were issued. They are left out of what is written while
    they hold their default: a record issued before they existed keeps its bytes, and so its check code.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    later: ClassVar[frozenset[str]] = frozenset()

    def written(self) -> dict[str, Any]:
        """As it is written to JSON."""
        fields = type(self).model_fields
        held = {name: getattr(self, name) for name in fields}
        return {
            name: _written(value)
            for name, value in held.items()
            if name not in self.later or value != fields[name].get_default()
        }


def _written(value: Any) -> Any:
    if isinstance(value, Value):
        return value.written()
    return [_written(each) for each in value] if isinstance(value, tuple) else value
