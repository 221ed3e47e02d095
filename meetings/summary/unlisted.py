"""Those whom no list names and who were there: hosts, chairs, speakers, the parties that a title tells."""

import re

from meetings.summary.cues import role_of
from meetings.summary.draft import Draft
from meetings.summary.names import NamedParticipant, tokens_of
from meetings.summary.patterns import pattern
from meetings.summary.proposal import Attending

_BETWEEN = pattern(
    r"\b(?:talks?|meetings?|consultations?|dialogues?|exchanges?|discussions?|negotiations?|visits?)\b"
    r"(?:\s+(?:on|of|held)\b[^,;]{0,60}?)?\s+between\s+",
    re.IGNORECASE,
)
_LISTED = 0.8
_FEWEST_LISTED = 3
# "Conclusions of the Chair (Fiji)"
_IN_TITLE = pattern(
    r"\b(?P<role>co-?chairs?|chair(?:man|person|s)?|presidency|hosts?|secretariat)(?: of the (?:Group|Meeting"
    r"|Conference|Process"
    r"|Committee|Dialogue|Workshop|Forum))?\s*\("
    r"(?:the\s+)?(?P<who>[^()\n]{3,80})\)",
    re.IGNORECASE,
)
_HEAD = 600


def add_chairs(draft: Draft) -> None:
    """Whoever is said to have chaired was there, listed or not."""
    present = {row.participant for row in draft.attendance}
    chairs = {slug: capacity for slug, _, capacity in draft.chairs}
    for at, row in enumerate(draft.attendance):
        # "It was opened by the Vice-President of the Maldives" told of one; a list keeps what it says of its own.
        if row.participant in chairs and row.participant in draft.told_alone and row.capacity == "member":
            draft.attendance[at] = row.model_copy(update={"capacity": chairs[row.participant]})
    for slug, written, capacity in draft.chairs:
        participant = draft.names.get(slug)
        if participant and slug not in present:
            draft.attendance.append(_unclaimed(participant, written, capacity, 0.9))


def add_parties(draft: Draft) -> None:
    """ "Record of the talks between A and B": where nobody else tells of them, the title names those who met."""
    found = _BETWEEN.search(draft.title or "")
    if found is None or draft.title is None:
        return
    present = {row.participant for row in draft.attendance}
    tokens = tokens_of(draft.title, found.end())
    for one in draft.names.scan(tokens):
        participant = one.participant
        if participant.iso and participant.slug not in present:
            written = draft.title[tokens[one.first].start : tokens[one.last - 1].end]
            draft.attendance.append(_unclaimed(participant, written, "member", 0.6))


def add_speakers(draft: Draft) -> None:
    """Where no sentence and no list tells who came: those who spoke, and a person should look twice."""
    listed = [row for row in draft.attendance if row.presence == "present" and row.confidence >= _LISTED]
    if sum(row.kind in ("state", "territory") for row in listed) >= _FEWEST_LISTED:
        return
    for slug, written in draft.speakers:
        participant = draft.names.get(slug)
        if participant and slug not in {row.participant for row in draft.attendance}:
            draft.attendance.append(_unclaimed(participant, written, "member", 0.5))


def add_hosts(draft: Draft) -> None:
    """Whoever is said to have been the host was there, listed or not."""
    present = {row.participant for row in draft.attendance}
    named = {host.participant for host in draft.hosts if "host" in host.basis or "organi" in host.basis}
    for at, row in enumerate(draft.attendance):
        if row.participant in named and row.participant in draft.told_alone and row.capacity == "member":
            draft.attendance[at] = row.model_copy(update={"capacity": "host"})
    for host in draft.hosts:
        participant = draft.names.get(host.participant) if host.participant else None
        written = draft.hosts_written.get(participant.slug) if participant else None
        if participant and written and participant.slug not in present:
            draft.attendance.append(_unclaimed(participant, written, "host", 0.7))


def add_title_roles(draft: Draft) -> None:
    """Those whom the head names so were there, and as what the title says, whatever a list calls them."""
    for match in _IN_TITLE.finditer(draft.text, 0, _HEAD):
        word = match["role"].lower()
        role = "chair" if word.startswith(("chair", "presid")) else role_of(word)
        tokens = tokens_of(match["who"])
        for found in draft.names.scan(tokens):
            if found.participant.kind != "collective":
                written = match["who"][tokens[found.first].start : tokens[found.last - 1].end]
                _name_present(draft, found.participant, written, role)


def _name_present(draft: Draft, participant: NamedParticipant, written: str, capacity: str) -> None:
    """A row of somebody whose words stand in the title; a row already there is told its capacity."""
    for at, row in enumerate(draft.attendance):
        if row.participant == participant.slug:
            if row.capacity == "member" and row.presence == "present":
                draft.attendance[at] = row.model_copy(update={"capacity": capacity})
            return
    draft.attendance.append(_unclaimed(participant, written, capacity, 0.8))


def _unclaimed(participant: NamedParticipant, written: str, capacity: str, confidence: float) -> Attending:
    """A row of somebody whose words stand in another field."""
    return Attending(
        participant=participant.slug,
        as_written=written,
        kind=participant.kind,
        capacity=capacity,
        presence="present",
        confidence=confidence,
    )
