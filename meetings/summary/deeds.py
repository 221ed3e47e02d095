"""Who did what in a sentence: actors, operative verbs, and to whom something is put."""

import re
from typing import NamedTuple

from meetings.summary.draft import Draft
from meetings.summary.items import items_in
from meetings.summary.names import Token, tokens_of
from meetings.summary.patterns import pattern
from meetings.summary.persons import PERSON
from meetings.summary.sentences import sentences
from meetings.summary.words import ACTED, ACTIONS, GERUNDS, OPERATIVE, PRESENT

COLLECTIVE = pattern(
    r"\b(?:(?:[Tt]he|All|Both|Many|Some|Several)\s+)?(?P<who>(?:Senior Officials?'? (?=Co)"
    r"|Senior (?=Officials)|Participating |Steering Group |AHG |Bali Process |Ad Hoc Group "
    r"|Working Group )?"
    r"(?:[Mm]embers(?: States| Countries)?|Member (?:States|Countries)|[Pp]articipants|[Dd]elegates"
    r"|[Dd]elegations|[Mm]inisters|[Oo]fficials|[Cc]o-?[Cc]hairs?|Chair(?:person|man)?|[Mm]eeting|[Rr]ound"
    r"|[Tt]alks|[Dd]ialogue|[Gg]athering|[Ss]ession|[Nn]etwork|[Cc]onsultations?|[Cc]oordinators|[Dd]irectors"
    r"|[Hh]eads|[Pp]anel|[Rr]etreat|[Ss]eminar|[Aa]ssembly|[Cc]ommittee|[Ll]eaders"
    r"|[Cc]onference|[Ww]orkshop|[Ff]orum"
    r"|Group|[Ss]ides|Council|Board|Commission|[Ss]tates|[Cc]ountries|[Ee]xperts|[Oo]bservers|[Pp]arties"
    r"|[Rr]epresentatives"
    r"|[Ss]ecretariat|Task Force|Committee|[Gg]overnments|[Pp]resenters?|[Ss]peakers?))\b"
)
_AUXILIARY = {"was", "were", "has", "have", "had", "been", "be", "is", "are", "being"}
_PAST = {
    "heard",
    "saw",
    "took",
    "held",
    "made",
    "had",
    "met",
    "gave",
    "went",
    "came",
    "found",
    "spoke",
    "brought",
    "put",
}
_VERBS = PRESENT | {verb: verb for verb in OPERATIVE | ACTED}
_ADVERBS = {"also", "further", "again", "then", "therefore", "both", "all", "each"}
_PRONOUNS = {"they", "we", "it", "he", "she", "who"}
_ASKING = pattern(
    (
        r"\b(?:tasked|requested|encouraged|invited|urged|advised|directed|mandated|instructed|asked"
        r"|called (?:up)?on|calls? (?:up)?on|requests?|invites?|urges?|encourages?|recommended(?: that)?"
        r"|recommends?(?: that)?|proposed that|agreed that)\s+"
    ),
    re.IGNORECASE,
)
_PUT_TO = pattern(
    (
        r"^\s*(?:[Kk]ey |[Nn]otable |[Ff]urther |[Tt]he )?[Rr]ecommendations?\s+(?:for"
        r"|to)\s+(?P<who>.{1,80}?)\s+(?:included?|were|was|are|is)\b:?\s*(?:to\s+)?"
    ),
    re.DOTALL,
)
_WILL = pattern(
    r"\b(?:will|should|shall|would|must|is to|are to|were to|was to|agreed to|may|could|need to"
    r"|needs to|committed to|undertook to|ought to)\s+(?:(?:also|further|jointly|continue to|be"
    r"|\w+ly)\s+)*(?P<verb>[a-z]+)\b"
)
_PASSIVE = pattern(r"\b(?:was|were|is|are|has been|have been)\s+(?:(?:also|further|\w+ly)\s+)*(?P<verb>[a-z]+)\b")
_FIRST = pattern(
    r"\W*(?:(?:[Tt]o|[Tt]hat|[Oo]n|[Aa]nd|[Ff]or|[Bb]y)\s+)?(?:(?:further|continue to|jointly"
    r"|\w+ly)\s+)?(?P<verb>[A-Za-z]+)\b"
)
_BARE = pattern(r"\b(?:be\s+(?P<done>[a-z]+(?:ed|ld|en|wn|ght|ut))|(?:to\s+)?(?P<verb>[a-z]+))\b")
_NOUN_GOES_ON = pattern(r"\s+(?:of|by|from)\b")
_LONGEST_WHO = 160


class Deeds(NamedTuple):
    actors: list[str]
    verbs: list[str]


def deeds_in(draft: Draft, start: int, end: int) -> Deeds:
    """The actors and operative verbs of a paragraph, in their order."""
    if (start, end) in draft.deeds_read:
        return Deeds(*draft.deeds_read[start, end])
    actors: list[str] = []
    verbs: list[str] = []
    for low, high in sentences(draft.text, start, end):
        _read_sentence(draft, low, min(high, low + 4_000), actors, verbs)
    draft.deeds_read[start, end] = (actors, verbs)
    return Deeds(actors, verbs)


def _read_sentence(draft: Draft, start: int, end: int, actors: list[str], verbs: list[str]) -> None:
    text = draft.text
    tokens = tokens_of(text, start, end)
    ends = _actors(draft, tokens, start, end)
    has_verb = False
    for at, token in enumerate(tokens):
        word = text[token.start : token.end].lower()
        verb = _VERBS.get(word)
        if word == "took" and text[token.end : token.end + 5].lower() == " note":
            verb = "took note"
        if verb is None:
            continue
        before, passed = _before(text, tokens, at)
        is_present = verb not in (word, "took note")
        is_operative = word in OPERATIVE or verb == "took note"
        actor = ends.get(before) if before is not None else None
        pronoun = before is not None and text[tokens[before].start : tokens[before].end].lower() in _PRONOUNS
        joined = before == at - 1 and _joins(text, tokens, at) and (has_verb or _has_subject(ends, text, tokens, at))
        passive = bool(passed & {"was", "were", "been"}) and not is_present
        if is_present and not (actor and before == at - 1):
            continue
        begins = at == 0 and is_operative
        if not (actor or (is_operative and (pronoun or joined or passive or begins))):
            continue
        has_verb = True
        verbs.append(verb)
        if passive:
            actor = _agent(text, tokens, ends, at)
        if actor:
            actors.append(actor)


def _actors(draft: Draft, tokens: tuple[Token, ...], start: int, end: int) -> dict[int, str]:
    """The possible actors by the index of their last word."""
    last_at = {token.end: at for at, token in enumerate(tokens)}
    ends: dict[int, str] = {}
    for found in draft.names.scan(tokens):
        ends[found.last - 1] = draft.written(tokens[found.first].start, tokens[found.last - 1].end)
    for match in COLLECTIVE.finditer(draft.text, start, end):
        at = last_at.get(match.end())
        if at is not None:
            who = draft.written(*match.span("who"))
            ends[at] = who[0].upper() + who[1:]
    for match in PERSON.finditer(draft.text, start, end):
        at = last_at.get(start + len(draft.text[start : match.end()].rstrip(" ,.")))
        if at is not None:
            ends[at] = draft.written(match.start(), tokens[at].end)
    return ends


def actors_in(draft: Draft, start: int, end: int) -> list[str]:
    """Who a line such as "Ministers:" says will act in the items below it."""
    return list(_actors(draft, tokens_of(draft.text, start, end), start, end).values())


def _before(text: str, tokens: tuple[Token, ...], at: int) -> tuple[int | None, set[str]]:
    """The index of the word before a verb, adverbs and auxiliaries passed over, and those passed."""
    passed: set[str] = set()
    for before in range(at - 1, max(at - 6, -1), -1):
        word = text[tokens[before].start : tokens[before].end].lower()
        if word not in _ADVERBS and word not in _AUXILIARY and not (word.endswith("ly") and len(word) > 4):
            return before, passed
        passed.add(word)
    return None, passed


def _joins(text: str, tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a verb goes on after another: "agreed … and discussed", "noted …, welcomed …"."""
    word = text[tokens[at - 1].start : tokens[at - 1].end].lower()
    return word in ("and", "but") or "," in text[tokens[at - 1].end : tokens[at].start]


def _has_subject(ends: dict[int, str], text: str, tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a verb of no list stands between the actor of a sentence and this one: "The round heard … and"."""
    first = min(ends, default=at)
    if first > 5 or first + 2 > at:
        return False
    verb = text[tokens[first + 1].start : tokens[first + 1].end]
    return verb.islower() and (verb.endswith("ed") or verb in _PAST)


def _agent(text: str, tokens: tuple[Token, ...], ends: dict[int, str], at: int) -> str | None:
    """Who is behind "was submitted by …"."""
    for later in range(at + 1, min(at + 3, len(tokens))):
        if text[tokens[later].start : tokens[later].end].lower() == "by":
            return next((ends[one] for one in range(later + 1, min(later + 10, len(tokens))) if one in ends), None)
    return None


class Put(NamedTuple):
    """What a recommendation asks: the verb, and to whom it is put."""

    verb: str | None
    addressees: list[str]


def put_in(draft: Draft, start: int, end: int) -> Put:
    """The verb and the addressees of one recommendation: "adopt" for an action, "advised" for an act of the meeting."""
    text = draft.text
    _, stop = next(sentences(text, start, end), (start, end))
    stop = min(stop, start + 1_500)
    if put_to := _PUT_TO.match(text[start:stop]):
        verb = action_in(text, start + put_to.end(), stop)
        return Put(verb or "recommended", _named(draft, start + put_to.start("who"), start + put_to.end("who")))
    first = action_in(text, start, stop)
    if first:
        return Put(first, [])
    return (
        _asked(draft, start, stop)
        or _promised(draft, start, stop)
        or _subjunctive(draft, start, stop)
        or Put(next(iter(deeds_in(draft, start, stop).verbs), None), [])
    )


def action_in(text: str, start: int, stop: int) -> str | None:
    """The verb of "Adopting …", "To finalise …", "Strengthen …"."""
    match = _FIRST.match(text, start, stop)
    if match is None:
        return None
    word = match["verb"].lower()
    if _NOUN_GOES_ON.match(text, match.end(), stop):
        return None
    if word in GERUNDS:
        return GERUNDS[word]
    return word if word in ACTIONS else None


def _asked(draft: Draft, start: int, stop: int) -> Put | None:
    """ "Members encouraged the RSO to …", "it was recommended that the RSO …"."""
    asking = _ASKING.search(draft.text, start, stop)
    passive = _PASSIVE.search(draft.text, start, stop)
    if asking is None or (passive and passive.end() >= asking.end() - 1 and not asking[0].rstrip().endswith("that")):
        return None
    if passive and passive.start() < asking.start() and not asking[0].rstrip().endswith("that"):
        return None
    until = re.compile(r"\b(?:to|should|will|shall|must|would|can|could|may|consider|continue)\b|[.;:]").search(
        draft.text, asking.end(), stop
    )
    high = until.start() if until else asking.end()
    verb = asking[0].split()[0].lower()
    return Put(PRESENT.get(verb, verb), _named(draft, asking.end(), min(high, asking.end() + _LONGEST_WHO)))


def _promised(draft: Draft, start: int, stop: int) -> Put | None:
    """ "The RSO will develop …", "The RSO was commended …"."""
    will, passive = _WILL.search(draft.text, start, stop), _PASSIVE.search(draft.text, start, stop)
    passive = passive if passive and (passive["verb"] in OPERATIVE or passive["verb"].endswith("ed")) else None
    first = min((match for match in (will, passive) if match), key=lambda match: match.start(), default=None)
    if first is None or first.start() - start > _LONGEST_WHO:
        return None
    return Put(first["verb"], _named(draft, start, first.start()))


def _subjunctive(draft: Draft, start: int, stop: int) -> Put | None:
    """ "that members ratify …", "the RSO to circulate …", "a workshop be held": the verb behind the first names."""
    for match in _BARE.finditer(draft.text, start, min(stop, start + _LONGEST_WHO)):
        verb = match["verb"] or match["done"]
        if match["done"] or verb in ACTIONS:
            named = _named(draft, start, match.start())
            return Put(verb, named) if named or match["done"] else None
    return None


def _named(draft: Draft, start: int, end: int) -> list[str]:
    """Those whom a stretch names, by their short names where they are known."""
    named: list[str] = []
    for item in items_in(draft.text, start, end, draft.names, [], guesses=0):
        if item.kind == "name":
            short = item.participant.names[0] if item.participant else draft.written(item.start, item.end)
        elif item.kind == "filler" and (match := COLLECTIVE.search(draft.text, item.start, item.end)):
            short = draft.written(*match.span("who"))
            short = short[0].upper() + short[1:]
        else:
            continue
        if short not in named:
            named.append(short)
    return named
