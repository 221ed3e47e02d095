"""How a sentence tells of names on end that they were there: of a list of rules the first that knows decides."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from meetings.summary.cues import role_of
from meetings.summary.meanings import CAME_AFTER_ALL, Meaning, meaning_of
from meetings.summary.runs import Run
from meetings.summary.telling_words import (
    ABOUT_OTHERS,
    AWAY_LABEL,
    BEFORE_SUBJECT,
    BETWEEN,
    CALLED,
    CAME,
    CAME_AS,
    FOR_SERVICES,
    GENERAL,
    JOINED_IN,
    LED_WITH,
    NONE_OF,
    NOT_THERE,
    OF_THE_MATTER,
    OF_WHICH,
    OTHERS_CAME,
    OWN_BRACKET,
    PAID_BY,
    PRAISED,
    REGRETTED,
    SAID_THAT,
    SIGNED_FOR,
    SUPPORT,
    THANKED_FOR_COMING,
    THANKS,
    TOGETHER_WITH,
    WELCOMED_BY,
    WITH_LAST,
    WITHOUT,
)
from meetings.summary.told_words import (
    APPOSED,
    ATTENDS,
    BESIDES,
    BY,
    CAME_FROM,
    CLAUSE_BEGINS,
    CLAUSE_ENDS,
    DOING,
    FRAMING,
    FROM,
    HAD,
    IN_BRACKETS,
    MET,
    NEITHER,
    NEXT_GROUP,
    NOT_BEFORE,
    OPENING,
    OTHER_TIME,
    RELATIVE,
    RELATIVE_LAST,
    ROLE_BEFORE,
    ROLE_BEHIND,
    ROLES_BEHIND,
    SENT_BY,
    TO_ALL,
    UNABLE,
    VERB,
    WITH,
)
from meetings.summary.words import OPERATIVE

_FARTHEST = 160
_OF_PERSON = 0.9
# The names are told of, and not as being there.
_ELSEWHERE = Meaning(None, None, is_elsewhere=True)
_HERE = Meaning(None, None)
_LEADING = ("chair", "co-chair", "host")


@dataclass(slots=True)
class _Place:
    """Where a run stands: what is written before it up to the run before, in its own clause, and behind it.

    `whole` goes on to the end of the sentence's part, `after` only to the end of the clause.
    """

    run: Run
    named: str
    before: str
    clause: str
    after: str
    whole: str
    relative: str
    sentence: str | None
    said_before: str
    is_strict: bool

    @property
    def is_owner(self) -> bool:
        return self.after.startswith("'")


def how_told(
    text: str, low: int, run: Run, high: int, *, sentence: str | None = None, is_strict: bool
) -> Meaning | None:
    """How those of a run attended; None where it is not told. text[low:high] reaches from its neighbour to the next."""
    behind = text[run.end : high]
    relative = RELATIVE.match(behind) or RELATIVE_LAST.match(behind)
    behind = RELATIVE.sub("", behind)
    if len(run.items) > 1:
        # "Uganda and Rwanda (regrets)": told of the last alone, and read beside it.
        behind = OWN_BRACKET.sub("", behind)
    ends = CLAUSE_ENDS.search(behind)
    before = text[low : run.start]
    place = _Place(
        run,
        text[run.start : run.end],
        before,
        CLAUSE_BEGINS.split(before)[-1],
        behind[: ends.start()] if ends else behind,
        re.split(r"[;:]|\.(?:\s|$)|\n", behind)[0],
        relative[0] if relative else "",
        sentence,
        text[max(0, run.start - _FARTHEST) : run.start],
        is_strict,
    )
    is_of_matter = sentence is not None and OF_THE_MATTER.match(sentence) is not None
    for rule in _RULES:
        if is_of_matter and rule in _OF_ACTS:
            continue
        said = rule(place)
        if said is not None:
            return None if said.is_elsewhere else said
    return None


def _put_in(place: _Place) -> Meaning | None:
    """ "Samoa, which lent the hall, …"."""
    told = HAD.sub("", place.relative)
    if not told or " not " in told or OTHER_TIME.search(told):
        return None
    said = meaning_of(place.relative)
    if said.presence and RELATIVE_LAST.match(place.relative):
        return Meaning(None, said.presence)
    return Meaning(said.capacity, None) if said.capacity or JOINED_IN.match(place.relative) else None


def _all_of_them(place: _Place) -> Meaning | None:
    """ "…, both of which were present as partners"."""
    if not OF_WHICH.match(place.whole):
        return None
    said = meaning_of(place.whole)
    return said if said.presence or said.capacity or ATTENDS.search(place.whole) else None


def _stayed_away(place: _Place) -> Meaning | None:
    """ "…, neither of which could travel", "we regret that Fiji was unable …"."""
    if NEITHER.match(place.whole) or REGRETTED.search(place.before):
        return _away(NOT_THERE.sub("", place.whole))
    return None


def _none_of_them(place: _Place) -> Meaning | None:
    """ "Neither of the two invited observers, Canada and Chile, came", "the meeting took place without Fiji"."""
    if WITHOUT.search(place.clause):
        return Meaning(None, "absent")
    if place.clause.strip().lower().endswith("neither") and VERB.match(place.after):
        return Meaning(None, "apologies" if UNABLE.search(place.after) else "absent")
    if NONE_OF.match(place.before) and (VERB.match(place.after) or UNABLE.match(place.after)):
        return Meaning(meaning_of(place.before).capacity, "apologies" if UNABLE.match(place.after) else "absent")
    return None


def _own_role(place: _Place) -> Meaning | None:
    """ "The Maltese hosts": the words for the delegation say it."""
    if place.run.items[0].role and len(place.run.items) == 1:
        return Meaning(None, meaning_of(place.named + place.whole).presence)
    return None


def _role_beside(place: _Place) -> Meaning | None:
    """ "The hosts, Thailand, …", "Fiji, in the chair, …", "A and B, as Chair and Co-Chair, …"."""
    away = meaning_of(place.after).presence
    if role := ROLE_BEFORE.search(place.before):
        return Meaning(meaning_of(role["role"]).capacity, away)
    if (pair := ROLES_BEHIND.match(place.after)) and len(place.run.items) == 2:
        for item, name in zip(place.run.items, pair.group("first", "second"), strict=True):
            item.role = meaning_of(name).capacity
        return _HERE
    if role := ROLE_BEHIND.match(place.after) or ROLE_BEHIND.match(place.relative):
        return Meaning(meaning_of(role["role"]).capacity, away)
    return None


def _in_brackets(place: _Place) -> Meaning | None:
    """ "Officials of the observer states (A, B and C)", "Ms Rao (India) spoke"."""
    if group := IN_BRACKETS.search(place.before):
        return Meaning(meaning_of(group["who"]).capacity, meaning_of(place.before).presence)
    is_person = place.run.items[0].confidence == _OF_PERSON and "(" in place.named
    is_here = is_person and not meaning_of(place.after).presence and not OTHER_TIME.search(place.after[:60])
    return _HERE if is_here else None


def _welcomed(place: _Place) -> Meaning | None:
    """ "Delegates were received in Suva by the Government of Fiji"."""
    first = place.run.items[0].participant
    return Meaning("host", None) if WELCOMED_BY.search(place.clause) and first and first.iso else None


def _sent_people(place: _Place) -> Meaning | None:
    """ "Experts from A", "no word came from B"."""
    label = AWAY_LABEL.search(place.before)
    if label and (away := _away(label[0])):
        return away
    sent = SENT_BY.search(place.clause)
    if sent is None and CAME_FROM.search(place.clause) and not OTHERS_CAME.search(place.clause):
        told = HAD.sub("", f"{place.clause} … {NEXT_GROUP.split(place.after)[0]}")
        return _away(place.clause) or _unless_elsewhere(told)
    if sent is None:
        return None
    if away := _away(place.clause) or _away_behind(place):
        return away
    told = f"{place.clause[sent.start() :]} … {NEXT_GROUP.split(place.after)[0]}"
    if not GENERAL.fullmatch(sent["who"]):
        return _unless_elsewhere(told)
    said = meaning_of(told)
    is_told = said.presence or said.capacity or VERB.search(told)
    return said._replace(is_elsewhere=False) if is_told else _ELSEWHERE


def _as_whom(place: _Place) -> Meaning | None:
    """ "Mr A attended as Japan's chief representative"."""
    return _HERE if CAME_AS.search(place.clause) and not place.is_strict else None


def _shared_office(place: _Place) -> Meaning | None:
    """ "Korea co-chaired with Uganda", "the talks between A and B", "Signed: for Peru, R. Vargas"."""
    if with_whom := LED_WITH.search(place.clause):
        return Meaning(meaning_of(with_whom["led"]).capacity, None)
    return _HERE if BETWEEN.search(place.clause) or SIGNED_FOR.search(place.before) else None


def _beside_another(place: _Place) -> Meaning | None:
    """ "…, with Nauru looking on", "…, Tonga presiding", "besides Fiji, …"."""
    is_absolute = place.clause.rstrip().endswith(",") and re.match(r"\s+[a-z]+ing\b", place.after)
    if (WITH.search(place.clause) or is_absolute) and DOING.match(place.after):
        return _unless_elsewhere(place.after)
    if BESIDES.search(place.clause):
        return _HERE
    return None


def _thanked(place: _Place) -> Meaning | None:
    """ "We thanked Chad for coming", "thanking ICMPD for its services as Secretariat"."""
    if THANKED_FOR_COMING.match(place.after):
        return _HERE
    role = FOR_SERVICES.match(place.after) if THANKS.search(place.clause) else None
    return Meaning(role_of(role["role"]), None) if role else None


def _met_or_heard(place: _Place) -> Meaning | None:
    """ "We had A at the table", "also in the hall were B and C", "the round was opened by D", "regrets … from E"."""
    if FROM.search(place.clause) and (away := _away(place.clause)):
        return away
    if OTHERS_CAME.search(place.clause):
        return _ELSEWHERE
    if MET.search(place.clause) and not place.is_owner:
        return _unless_elsewhere(f"{place.clause} … {place.after}")
    if BY.search(place.clause):
        # "With the support of Norway": whoever pays for a meeting need not come.
        if SUPPORT.search(place.clause) and any(item.participant and item.participant.iso for item in place.run.items):
            return _ELSEWHERE
        return _unless_elsewhere(place.clause.rsplit(",", 1)[-1])
    return None


def _spoken_of(place: _Place) -> Meaning | None:
    """ "In A", "about B": what is told is told of a place or a matter."""
    is_opening = OPENING.match(place.clause.strip())
    return _ELSEWHERE if NOT_BEFORE.search(place.clause) and not is_opening else None


def _acted(place: _Place) -> Meaning | None:
    """ "Fiji and Tonga sent experts"."""
    verb = VERB.match(place.after)
    if verb is None or place.is_owner or not _begins(place.clause):
        return None
    if away := _away(f"{place.named.rsplit(maxsplit=1)[-1]}{place.whole}"):
        return away
    said = meaning_of(place.after)
    # "The ILO facilitated.": done at the meeting, and to nothing.
    is_alone = not place.after[verb.end() :].strip(" .")
    is_plain = not is_alone and said.capacity is None and not TO_ALL.match(place.after) and not _are_people(place)
    # What was done to the matter in hand is an outcome, and tells of this meeting only where somebody was sent.
    is_body = place.run.items[0].participant is not None and place.run.items[0].participant.kind == "body"
    if is_plain and (is_body or place.sentence is None) and verb["verb"] in OPERATIVE - FRAMING:
        return None
    is_of_matter = PRAISED.match(place.after) is not None
    if is_of_matter or (place.is_strict and not ATTENDS.search(place.after) and said.capacity not in _LEADING):
        return _ELSEWHERE if is_of_matter else None
    return _unless_elsewhere(f"{place.clause} … {place.after}" if APPOSED.search(place.clause) else place.after)


def _is_of_another_label(place: _Place) -> bool:
    """ "Countries of origin: …"."""
    label, mark, _ = place.before.rpartition(":")
    return bool(mark) and meaning_of(label[-60:]).is_elsewhere and not CAME.search(label)


def _named_among_us(place: _Place) -> Meaning | None:
    """Whoever a sentence names before anything is decided, and of whom nothing else is told, was there.

    Such sentences tell who met. What they tell of places, matters and other days stands behind a preposition, or in
    what all together, or a speaker, said; the rules before this one know those.
    """
    if place.sentence is None or place.is_strict or place.is_owner or ABOUT_OTHERS.search(place.sentence):
        return None
    if OTHER_TIME.search(f"{place.clause} … {place.after}") or SAID_THAT.search(place.said_before):
        return None
    if any(words.search(place.clause) for words in (PAID_BY, OTHERS_CAME, THANKS)) or _is_of_another_label(place):
        return None
    is_body = any(item.participant is not None and item.participant.kind == "body" for item in place.run.items)
    if is_body or (WITH_LAST.search(place.clause) and not TOGETHER_WITH.search(place.clause)):
        return None
    return (
        _away(place.clause) or _away_behind(place) or Meaning(meaning_of(place.after).capacity, None, is_assumed=True)
    )


_RULES: tuple[Callable[[_Place], Meaning | None], ...] = (
    _put_in,
    _all_of_them,
    _stayed_away,
    _none_of_them,
    _own_role,
    _role_beside,
    _in_brackets,
    _welcomed,
    _sent_people,
    _as_whom,
    _shared_office,
    _beside_another,
    _thanked,
    _met_or_heard,
    _spoken_of,
    _acted,
    _named_among_us,
)
# In a recital of the matter nobody acts at the meeting.
_OF_ACTS = (_sent_people, _met_or_heard, _acted, _named_among_us)


def _away(told: str) -> Meaning | None:
    presence = meaning_of(told).presence
    return Meaning(None, presence) if presence else None


def _away_behind(place: _Place) -> Meaning | None:
    return None if CAME_AFTER_ALL.search(place.whole) else _away(place.after)


def _are_people(place: _Place) -> bool:
    """Whether a run ends in people of a state, "the Greek experts": they act where the meeting is."""
    return bool(re.search(r"\s[a-z][\w-]*$", place.named))


def _begins(clause: str) -> bool:
    """Whether a name behind these words begins what is told: nothing, an opening, or a joint before it."""
    stripped = re.sub(r"(?:^|\s)(?:an?|one|two|some|several)$", "", clause.strip(), flags=re.IGNORECASE)
    return (
        not stripped
        or bool(BEFORE_SUBJECT.search(stripped))
        or bool(OPENING.match(stripped))
        or bool(CALLED.fullmatch(stripped))
    )


def _unless_elsewhere(told: str) -> Meaning:
    """What is told, unless it is of another time or place."""
    said = meaning_of(told)
    if said.presence:
        return Meaning(None, said.presence)
    is_elsewhere = OTHER_TIME.search(HAD.sub("", told) if said.capacity else told)
    return _ELSEWHERE if is_elsewhere else Meaning(said.capacity, None)
