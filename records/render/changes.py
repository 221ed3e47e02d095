"""The layout "changes marked": two sheets as one, what was taken out struck, what was put in underlined."""

from __future__ import annotations

from dataclasses import dataclass

from django.template import Context

from records.redline import Step
from records.render.lines import Line, Marked, changed, lines
from records.render.sheet import Sheet, engine

TEMPLATE = "print/changes.html"
_CLASSES = {
    "Numbered paragraph": "paragraph",
    "Paragraph lead": "lead",
    "Remark": "remark",
    "Title": "words title-line",
    "Subtitle": "kind",
    "Aside": "summary",
}


@dataclass(frozen=True)
class Row:
    """A line on paper. `heading` is the level of one, else 0; `mark` is its number or letter."""

    css: str
    heading: int
    level: int
    mark: str
    steps: tuple[Step, ...]


def html(older: Sheet, newer: Sheet) -> str:
    rows = [_row(marked) for marked in changed(lines(older), lines(newer), is_counted=True)]
    told = {"sheet": newer, "older": older, "rows": rows}
    return engine().get_template(TEMPLATE).render(Context(told, use_l10n=False, use_tz=False))


def _row(marked: Marked) -> Row:
    line: Line = marked.line
    css = _CLASSES.get(line.style, f"sub level-{min(line.level, 3)}" if line.level > 0 else "lead")
    return Row(css, int(line.style[-1]) if line.style.startswith("Heading") else 0, line.level, line.mark, marked.steps)
