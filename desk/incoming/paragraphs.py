"""Outcomes and recommendations as a text has them, beside those of the meeting: the same, reworded, or new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import shorten
from typing import Any

from django.utils.translation import gettext

from desk.incoming.changes import Change, Comparison
from desk.incoming.pairing import pairs, plain
from meetings.models import Outcome
from meetings.services import STEP, file_outcomes
from recommendations.services import add_recommendation


def compare_outcomes(found: Comparison, told: list[dict[str, Any]]) -> None:
    rows = list(found.meeting.outcomes.all())
    flat = list(_flat(told))
    met = pairs([one["text"] for one, _, _ in flat], rows)
    placed: dict[Any, int] = {}
    for at, (one, path, above) in enumerate(flat):
        row = met.get(at)
        if row is not None:
            _reworded(found, "outcomes", row, one["text"])
            continue
        if above is not None and above not in met:
            continue  # it comes with the new paragraph it stands under
        lines = "\n".join(_lines(one, set(met), flat))
        parent = met[above] if above is not None else None
        take = _adds_outcome(found, one, parent, _elder(at, above, flat, met), placed)
        found.changes.append(
            Change(
                f"outcomes+{path}",
                "outcomes",
                "new",
                gettext("Paragraph {path}").format(path=path),
                "",
                lines,
                bool(one["text"].strip()),
                take,
            )
        )
    _rest(found, "outcomes", rows, met)


def compare_recommendations(found: Comparison, told: list[dict[str, Any]]) -> None:
    rows = [row for row in found.meeting.recommendations.all() if row.withdrawn_at is None]
    met = pairs([one["text"] for one in told], rows)
    for at, one in enumerate(told):
        row = met.get(at)
        if row is not None:
            _reworded(found, "recommendations", row, one["text"])
            continue
        take = _adds_recommendation(found, one)
        to = f" (to {', '.join(one['addressees'])})" if one["addressees"] else ""
        found.changes.append(
            Change(
                f"recommendations+{at}",
                "recommendations",
                "new",
                gettext("Recommendation {value}").format(value=at + 1),
                "",
                one["text"] + to,
                True,
                take,
            )
        )
    _rest(found, "recommendations", rows, met)


def _flat(
    told: Sequence[dict[str, Any]], above: int | None = None, path: str = "", at: int = 0
) -> list[tuple[dict[str, Any], str, int | None]]:
    """Every paragraph with its number and the index, in the list made, of the one it stands under."""
    flat: list[tuple[dict[str, Any], str, int | None]] = []
    for number, one in enumerate(told, 1):
        here = at + len(flat)
        flat.append((one, f"{path}{number}", above))
        flat += _flat(one["children"], here, f"{path}{number}.", here + 1)
    return flat


def _lines(one: dict[str, Any], met: set[int], flat: Sequence[Any], depth: int = 0) -> list[str]:
    lines = [one["text"]]
    for child in one["children"]:
        at = next(index for index, (other, _, _) in enumerate(flat) if other is child)
        if at not in met:
            lines += [f"– {line}" for line in _lines(child, met, flat, depth + 1)]
    return lines


def _reworded(found: Comparison, section: str, row: Any, now: str) -> None:
    if plain(row.text) == plain(now) or row.text.split() == now.split():
        found.agree(section)
        return

    def take() -> None:
        row.text = now

    label = shorten(row.text, 60, placeholder=" …")
    found.changes.append(Change(f"{section}:{row.pk}", section, "changed", label, row.text, now, True, take, row=row))


def _rest(found: Comparison, section: str, rows: Sequence[Any], met: dict[int, Any]) -> None:
    matched = {row.pk for row in met.values()}
    if names := [row.text for row in rows if row.pk not in matched]:
        found.only_here[section] = names


def _elder(at: int, above: int | None, flat: Sequence[Any], met: dict[int, Any]) -> Outcome | None:
    """The paragraph of the meeting that stands right before a new one in the text."""
    before = [index for index in range(at) if flat[index][2] == above and index in met]
    return met[before[-1]] if before else None


def _adds_outcome(
    found: Comparison, one: dict[str, Any], parent: Outcome | None, elder: Outcome | None, placed: dict[Any, int]
) -> Callable[[], None]:
    """Behind `elder`, and behind what was put there before (`placed`); without one, last among its siblings."""

    def take() -> None:
        here = parent.pk if parent else None
        siblings = sorted(found.meeting.outcomes.filter(parent=here).values_list("position", flat=True))
        after = max(placed.get(elder.pk, 0), elder.position) if elder else (siblings[-1] if siblings else 0)
        later = next((position for position in siblings if position > after), after + 2 * STEP)
        position = (after + later) // 2 if later - after > 1 else after + STEP
        if elder:
            placed[elder.pk] = position
        file_outcomes(found.meeting, [_without(one, found)], parent, first=position)

    return take


def _without(one: dict[str, Any], found: Comparison) -> dict[str, Any]:
    """A new paragraph with those under it that are new as well: what the meeting has stays where it is."""
    held = {plain(row.text) for row in found.meeting.outcomes.all()}
    children = [_without(child, found) for child in one["children"] if plain(child["text"]) not in held]
    return {**one, "children": children}


def _adds_recommendation(found: Comparison, one: dict[str, Any]) -> Callable[[], None]:
    def take() -> None:
        last = max((row.position for row in found.meeting.recommendations.all()), default=0)
        add_recommendation(found.meeting, one, last // STEP + 1)

    return take
