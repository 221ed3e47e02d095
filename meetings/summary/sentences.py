"""Where one sentence ends and the next begins."""

from collections.abc import Iterator

from meetings.summary.patterns import pattern

_BOUNDARY = pattern(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9\u00c0-\u1fff])")
_SHORTENED = pattern(
    r"(?:\b(?:Mr|Mrs|Ms|Mme|Dr|Prof|Hon|Gen|Lt|Col|Maj|Capt|Cdr|Brig|Sr|Jr|St|No|Nos|Art|para|paras|vs|cf|viz|approx"
    r"|Amb|Rep|Sen|Supt|Sgt|Insp|Adm|Cmdr|Commr|Asst|Pol|Rev|Ven|Pn|Lic|Ing|Sra|Dept|Govt|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept|Sep|Oct|Nov|Dec|e\.g|i\.e"
    r"|H\.E|D\.P\.R|[A-Z])\.|\.\.)[\"')\]]*\s+$"
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of text[start:end], without the blanks between them."""
    at = start
    for boundary in _BOUNDARY.finditer(text, start, end):
        if _SHORTENED.search(text, max(at, boundary.start() - 12), boundary.end()):
            continue
        yield at, boundary.start() + len(boundary[0].rstrip())
        at = boundary.end()
    if at < end:
        yield at, end
