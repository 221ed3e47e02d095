"""The fields of a form, three ways: as both began (from the history), as they are now, as they were sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django import forms
from django.utils.translation import gettext as _

from core import past
from desk.forms.choices import lines
from desk.forms.versioned import VersionedForm
from desk.marking import marked
from desk.merging import texts

Kind = Literal["text", "line", "choice", "box"]


@dataclass(frozen=True)
class Value:
    """What a field holds: as a form sends it, and as people read it."""

    raw: str
    shown: str

    @classmethod
    def of(cls, raw: str) -> Value:
        return cls(raw, raw)


@dataclass(frozen=True)
class Part:
    """A piece of a field. `box` is what the box to write in holds at first; base, theirs, mine end with a line end."""

    name: str
    is_collision: bool
    base: str
    theirs: str
    mine: str
    settled: str = ""

    @property
    def box(self) -> str:
        return self.mine.removesuffix("\n")

    @property
    def of_theirs(self) -> Sequence[Any]:
        """The steps from what both began with to what was saved, for marking."""
        return marked(self.base.removesuffix("\n"), self.theirs.removesuffix("\n"))

    @property
    def of_mine(self) -> Sequence[Any]:
        return marked(self.base.removesuffix("\n"), self.mine.removesuffix("\n"))


@dataclass(frozen=True)
class Merged:
    """One field. `side` says who changed it; a text that both changed in different places is "together"."""

    name: str
    label: str
    kind: Kind
    side: Literal["same", "theirs", "mine", "both", "together", "collision"]
    base: Value
    theirs: Value
    mine: Value
    parts: tuple[Part, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    settled: tuple[str, ...] = field(default=())

    @property
    def is_collision(self) -> bool:
        return self.side == "collision"

    @property
    def is_told(self) -> bool:
        """Whether the page says what became of it: it came from the other side, or from both."""
        return self.side in ("theirs", "together")


def merged(
    name: str,
    label: str,
    values: tuple[Value, Value, Value],
    *,
    kind: Kind = "line",
    choices: tuple[tuple[str, str], ...] = (),
) -> Merged:
    """Judge one field by its three values: base, theirs, mine."""
    base, theirs, mine = values
    options: dict[str, Any] = {"base": base, "theirs": theirs, "mine": mine, "choices": choices}
    if same(mine.raw, base.raw) and not same(theirs.raw, base.raw):
        return Merged(name, label, kind, "theirs", settled=_sent(theirs.raw, kind), **options)
    if same(theirs.raw, base.raw) or same(theirs.raw, mine.raw):
        side: Any = "same" if same(mine.raw, base.raw) else "both" if same(theirs.raw, mine.raw) else "mine"
        return Merged(name, label, kind, side, settled=_sent(mine.raw, kind), **options)
    if kind != "text":
        part = Part(f"{name}~0", True, *(f"{value.raw}\n" if value.raw else "" for value in values))
        return Merged(name, label, kind, "collision", parts=(part,), **options)
    parts = tuple(_parts(name, texts.merge(*(lines(value.raw) for value in values))))
    if any(part.is_collision for part in parts):
        return Merged(name, label, kind, "collision", parts=parts, **options)
    together = "".join(part.settled for part in parts).removesuffix("\n")
    return Merged(name, label, kind, "together", settled=(together,), **options)


def same(one: str, other: str) -> bool:
    """Forms take spaces off the ends of a field; such a difference is none."""
    return lines(one).strip() == lines(other).strip()


def _sent(raw: str, kind: Kind) -> tuple[str, ...]:
    """What a form would send: nothing at all for a tick box that is not ticked."""
    return () if kind == "box" and not raw else (raw,)


def _parts(name: str, pieces: Sequence[texts.Piece]) -> list[Part]:
    made = []
    for at, piece in enumerate(pieces):
        base, theirs, mine, settled = (
            "".join(f"{line}\n" for line in side) for side in (piece.base, piece.theirs, piece.mine, piece.settled)
        )
        made.append(Part(f"{name}~{at}", piece.side == "collision", base, theirs, mine, settled))
    return made


def of_form(form: VersionedForm, now: Any) -> list[Merged]:
    """Every field of a bound form but its version. `now` is the row as it is, or as it last was where it is gone: the
    very one whose version the page will carry, for somebody may save again while it is being made."""
    row, version = form.instance, sent_version(form)
    before = past.at_version(row, version)
    base = form.again(before, until=past.end_of_version(row, version)) if before else None
    theirs = form.again(now) if now else base
    found = []
    for name, bound in ((name, form[name]) for name in form.fields if name != "version"):
        mine = value_of(form, name)
        of_base = value_of(base, name) if base else None
        of_theirs = value_of(theirs, name) if theirs else mine
        label, kind = str(bound.label), kind_of(bound.field.widget)
        # Without a version to begin from, whatever differs collides.
        three = (of_base or (Value.of("") if not same(of_theirs.raw, mine.raw) else mine), of_theirs, mine)
        found.append(merged(bound.html_name, label, three, kind=kind, choices=choices_of(bound.field)))
    return found


def sent_version(form: VersionedForm) -> int:
    version = form.data.get(form.add_prefix("version"), "")
    return int(version) if str(version).isdecimal() and len(str(version)) < 10 else 0


def kind_of(widget: forms.Widget) -> Kind:
    if isinstance(widget, forms.Textarea):
        return "text"
    if isinstance(widget, forms.CheckboxInput):
        return "box"
    return "choice" if isinstance(widget, forms.Select | forms.RadioSelect) else "line"


def choices_of(of: forms.Field) -> tuple[tuple[str, str], ...]:
    """Groups are opened: a person chooses between values, wherever they stand."""
    flat: list[tuple[str, str]] = []
    for value, label in getattr(of, "choices", ()):
        if isinstance(label, list | tuple):
            flat += [(str(inner), str(words)) for inner, words in label]
        else:
            flat.append((str(value), str(label)))
    return tuple(flat)


def value_of(form: VersionedForm, name: str) -> Value:
    """The value of a field as its form sends it and as a person reads it."""
    bound = form[name]
    widget = bound.field.widget
    value: Any = bound.value()
    if isinstance(widget, forms.CheckboxInput):
        return Value("on", _("Yes")) if widget.format_value(value) is not None or value is True else Value("", _("No"))
    if isinstance(widget, forms.Select | forms.RadioSelect):
        raw = "" if value is None else str(value)
        return Value(raw, next((label for key, label in choices_of(bound.field) if key == raw), raw))
    shown = widget.format_value(value) if hasattr(widget, "format_value") else value
    return Value.of("" if shown is None else str(shown))
