"""Words to choose from while a line is typed. They are suggested; any other word may be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.models import Meeting, Outcome

# As records of the region use them, the strongest first.
VERBS = (
    "adopted", "decided", "endorsed", "approved", "agreed", "tasked", "requested", "recommended", "encouraged",
    "invited", "urged", "advised", "welcomed", "commended", "acknowledged", "noted", "recalled", "reaffirmed",
    "considered", "discussed",
)  # fmt: skip
ACTORS = ("Members", "Participants", "The Meeting", "Co-Chairs", "Ministers", "Senior Officials", "RSO")
LATEST = 500
MOST = 120


@dataclass(frozen=True)
class Words:
    """In the order in which they are offered: what this series uses most, then what others use, then who is here."""

    who: list[str]
    verbs: list[str]


def words_for(meeting: Meeting) -> Words:
    """2 queries."""
    used = Outcome.objects.filter(meeting__series=meeting.series_id).order_by("-meeting__starts_on", "pk")
    found = list(used.values_list("actors", "verbs")[:LATEST])
    here = meeting.attendance.order_by("sorting", "as_written").values_list("as_written", flat=True)
    who = _often(name for actors, _ in found for name in actors)
    verbs = _often(verb for _, said in found for verb in said)
    return Words(_once([*who, *ACTORS, *here]), _once([*verbs, *VERBS]))


def _often(words: Iterable[str]) -> list[str]:
    return [word for word, _ in Counter(words).most_common(20)]


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))[:MOST]
