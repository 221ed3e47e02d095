"""Whether a paragraph tells of something agreed, or of something only talked about."""

from __future__ import annotations

from collections.abc import Iterable

# Verbs that settle nothing. The operative verbs of records, strongest first, are in docs/glossary.md.
TALK = frozenset(
    "acknowledged acknowledge considered consider discussed discuss emphasised emphasise exchanged expressed heard "
    "highlighted highlight noted note recalled recall reaffirmed reaffirm received recognised recognise reported "
    "reviewed review shared stressed thanked underlined underscored welcomed welcome commended commend "
    "appreciated observed stated presented briefed updated explored examined".split()
)


def is_agreed(role: str, verbs: Iterable[str]) -> bool:
    """A recommendation is agreed whatever its verb; an outcome by one verb that settles something."""
    return role == "recommendation" or any(verb.casefold().split()[-1] not in TALK for verb in verbs if verb.strip())
