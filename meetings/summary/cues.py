"""Finds the words by which a sentence tells that somebody attended, as what, or stayed away."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from meetings.summary.cue_joints import ALONGSIDE, ELLIPSIS, FURTHER, INHERITING, JOINED, MET, SENDER
from meetings.summary.cue_words import (
    ANY,
    EXCEPT,
    HEAD,
    LEAD_PATTERNS,
    NOT_YET,
    ROLE,
    TAIL_PATTERNS,
)
from meetings.summary.meanings import CAME_AFTER_ALL
from meetings.summary.patterns import Sieve, pattern
from meetings.summary.proposal import Presence

_TAILS, _LEADS = (Sieve(words for words, _, _ in rows) for rows in (TAIL_PATTERNS, LEAD_PATTERNS))
_LEADS_ON = pattern(
    r"(?:\b(?:and|with|plus|also|two|three|four|five|six|seven|\d+)|[;(]|^)\s*,?\s*(?:as\s+)?$", re.IGNORECASE
)
_BEHIND = pattern(r"^as\b.*,\s*(?:the\s+)?$", re.IGNORECASE | re.DOTALL)
_PLACE = pattern(r"\s+(?:in|at)\s+(?-i:[A-Z])[\w ]{1,40}(?=,\s)")
# "No delegation came from Fiji"
_NONE = pattern(r"no\s+(?!longer\b|less\b|fewer\b)\w", re.IGNORECASE)
_NOT = pattern(r"\bnot\s+$", re.IGNORECASE)


_ROLE_OF_DOING = {"chairing": "chair", "presiding": "chair", "hosting": "host", "observing": "observer"}
_DOING = pattern(rf"\(\s*({'|'.join(_ROLE_OF_DOING)})\s*\)", re.IGNORECASE)


class Cue(NamedTuple):
    """text[start:end] says how the names after it ("lead") or before it ("tail") attended.

    `is_finite`: a tail with a verb of its own, whose subject is the names just before it. `is_one`: it speaks of one.
    `is_weak`: it tells of attendance only beside names ("met in"). `inherits`: it goes on with the one before.
    """

    start: int
    end: int
    side: Literal["lead", "tail"]
    capacity: str | None
    presence: Presence
    is_finite: bool = False
    is_one: bool = False
    is_weak: bool = False
    inherits: bool = False
    is_except: bool = False


def cues_in(text: str, start: int, end: int) -> list[Cue]:
    """The cues of a sentence in their order. Of two that overlap, a lead goes before a tail, then the more exact."""
    cues: list[Cue] = []
    for cue in (*_leads(text, start, end), *_tails(text, start, end)):
        if all(cue.end <= other.start or cue.start >= other.end for other in cues):
            cues.append(cue)
    # Last, since it takes long to find nothing.
    if not cues or not ANY.search(text, start, end):
        return []
    cues += [follower for cue in cues if cue.side == "tail" and (follower := _follower(text, cue, end))]
    return _with_inherited(sorted(cues, key=lambda cue: cue.start))


def _leads(text: str, start: int, end: int) -> Iterator[Cue]:
    for at in _LEADS.left(text, start, end):
        words, capacity, presence = LEAD_PATTERNS[at]
        for match in words.finditer(text, start, end):
            if not _is_ahead(text, start, match.start()):
                role = capacity or _role_of_lead(match[0])
                is_except = presence == "absent" and match[0].lower().startswith(EXCEPT)
                cue = Cue(match.start(), match.end(), "lead", role, presence, is_except=is_except)
                is_denied = _NOT.search(text, max(start, match.start() - 5), match.start()) or _NONE.match(match[0])
                yield cue._replace(capacity=None, presence="absent") if is_denied else cue
    for match in INHERITING.finditer(text, start, end):
        yield Cue(match.start(), match.end(), "lead", None, "present", inherits=True)


def _tails(text: str, start: int, end: int) -> Iterator[Cue]:
    for at in _TAILS.left(text, start, end):
        words, capacity, presence = TAIL_PATTERNS[at]
        for match in words.finditer(text, start, end):
            is_undone = presence != "present" and CAME_AFTER_ALL.search(
                text, match.end(), _stop(text, match.end(), end)
            )
            if not is_undone and not _is_ahead(text, start, match.start()):
                yield _tail(match, capacity, presence, is_finite=at < len(TAIL_PATTERNS) - 2)
    # "A was represented by its minister, B by its ambassador": the verb is told once.
    for match in ELLIPSIS.finditer(text, start, end):
        is_one = not match[0].lower().endswith("their")
        yield Cue(match.start(), match.end(), "tail", None, "present", is_finite=True, is_one=is_one, inherits=True)
    for words, is_weak in ((JOINED, False), (MET, True)):
        for match in words.finditer(text, start, end):
            yield Cue(match.start(), match.end(), "tail", None, "present", is_finite=True, is_weak=is_weak)


def _stop(text: str, at: int, end: int) -> int:
    stop = text.find(";", at, end)
    return stop if stop >= 0 else end


def _follower(text: str, cue: Cue, end: int) -> Cue | None:
    """ "… attended, alongside representatives of …": names that follow a tail and share what it says."""
    if cue.is_finite and (sender := SENDER.match(text, cue.end, end)):
        return Cue(sender.start("for"), sender.end(), "lead", None, "present", inherits=True)
    if further := FURTHER.match(text, cue.end, end):
        return Cue(further.start("with"), further.end(), "lead", None, cue.presence)
    # "met in Bali, together with": the place stands between.
    place = _PLACE.match(text, cue.end, end) if cue.is_weak else None
    match = ALONGSIDE.match(text, place.end() if place else cue.end, end)
    return Cue(match.start("with"), match.end(), "lead", None, "present", inherits=True) if match else None


def _with_inherited(cues: list[Cue]) -> list[Cue]:
    """Gives "as did …" and "namely …" what the cue before them says; without one they say nothing."""
    whole: list[Cue] = []
    for cue in cues:
        if not cue.inherits:
            whole.append(cue)
        elif whole:
            whole.append(
                cue._replace(capacity=whole[-1].capacity, presence=whole[-1].presence, is_weak=whole[-1].is_weak)
            )
    return whole


def _role_of_lead(words: str) -> str | None:
    """ "The following observers also attended:" gives a capacity, "members and observers" does not."""
    if stated := re.search(rf"\bas\s+{ROLE.format('role')}\s*,", words, re.IGNORECASE):
        return role_of(stated["role"])
    role = re.search(r"\b(observer|guest)s?\b", words, re.IGNORECASE)
    return role[1].lower() if role and not re.search(r"\b(?:and|members?)\b", words, re.IGNORECASE) else None


def heads_in(text: str, start: int, end: int) -> list[tuple[int, str | None]]:
    """Where a word such as "observers" or "representatives of" stands before names, and the capacity it gives them.

    A head before a bracket, "observers (…)", ends with it.
    """
    heads: list[tuple[int, str | None]] = []
    for match in HEAD.finditer(text, start, end):
        if _BEHIND.search(match[0]) and not _LEADS_ON.search(text, start, match.start()):
            # "A and B as observers, C": said of those before it.
            continue
        role = match["role"] or match["among"]
        heads.append((match.end(), role.lower().removesuffix("s") if role else None))
        # "… observers from A and B; and C": the next group has a head of its own or none.
        if (stop := text.find(";", match.end(), end)) >= 0 and re.search(r",|\band\b", text[match.end() : stop]):
            heads.append((stop, None))
        is_boxed = "(" in match[0] or text.rfind("(", start, match.start()) > text.rfind(")", start, match.start())
        if is_boxed and (close := text.find(")", match.end(), end)) >= 0:
            heads.append((close, None))
    return heads


def _tail(match: re.Match[str], capacity: str | None, presence: Presence, *, is_finite: bool) -> Cue:
    groups = match.groupdict()
    role = groups.get("as_role") or groups.get("status")
    words = match[0].lower()
    is_one = bool(re.search(r"\bas an? |\bwas\b|\bits\b", words))
    return Cue(match.start(), match.end(), "tail", role_of(role) if role else capacity, presence, is_finite, is_one)


def _is_ahead(text: str, start: int, at: int) -> bool:
    """ "to be attended by", "were encouraged to attend": not of this meeting."""
    return bool(NOT_YET.search(text, max(start, at - 30), at))


def role_of(written: str) -> str:
    """The capacity that a word means: "observers" is observer, "co-chairs" co-chair."""
    word = re.sub(r"^co-?\s?(?=chair|host)", "co-", " ".join(written.lower().split()))
    irregular = {"resource people": "resource person", "parties": "party", "signatories": "signatory"}
    return irregular.get(word, word.removesuffix("s")).removesuffix(" speaker")


def roles_in_brackets(text: str) -> str | None:
    """The capacity that "(observer)" or "(as Co-Chair)" gives; None for any other bracket."""
    doing = _DOING.fullmatch(text)
    if doing:
        return _ROLE_OF_DOING[doing[1].lower()]
    if "/" in text and (
        roles := [role for part in text.strip("()").split("/") if (role := roles_in_brackets(f"({part})"))]
    ):
        # "(anfitrión / host)"
        return roles[0]
    match = re.fullmatch(rf"\(\s*(?:as\s+)?{ROLE.format('role')}\s*\)", text, re.IGNORECASE)
    role = role_of(match["role"]) if match else None
    # "(dialogue partners)" behind a list tells of all in it.
    return None if role in ("donor", "partner") and match and match["role"].endswith("s") else role
