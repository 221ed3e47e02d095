"""The words by which a sentence tells that somebody attended, as what, or stayed away."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from meetings.summary.proposal import Presence

_MEETING = (
    r"(?:(?:in|at|to|of|with)\s+)?(?:the|this|that|our|its|both|all|these|each)\s+(?:[\w'&()-]+\s+){0,9}?"
    r"(?:meetings?|conference|SOM|workshops?|forum|sessions?|events?|gatherings?|discussions?|deliberations|proceedings|seminar|dialogue"
    r"|consultations?|symposium|summit|roundtable|retreat|webinar|activation|AHG|BPMC|TEG-?RR|TIPWG|TFPP|talks|activities|programme"
    r"|working group|group)\b(?:\s+of\s+(?:the\s+)?(?:[\w'&-]+\s+){0,5}?(?:Officials|Group|Process|Parties|Ministers|Committee|TIPWG|TEG-?RR|SOM)\b)?(?:\s*\([A-Z][\w -]{1,12}\))?"
)
_ROLE = (
    r"(?:(?:an?|the|invited|special|permanent|dialogue|development|implementing|strategic|key|non-member|full|participating|its|their|independent|external)\s+)*"
    r"(?P<{0}>observers?|guests?(?: speakers?)?|members?|co-?\s?chairs?|chairs?|hosts?|co-?hosts?|secretariat|facilitators?|resource (?:persons?|people)|partners?"
    r"|speakers?|moderators?|experts?|donors?|participants?|signator(?:y|ies)|parties)\b(?:\s+(?:states?|countries|organi[sz]ations?|agencies|parties|delegations?))?"
)
_AS = rf"\s*,?\s*(?:as|in (?:the|its|their|an?) capacity (?:as|of)|with the status of)\s+{_ROLE.format('as_role')}"
_AS_OBSERVER = (
    r"\s*,?\s*(?:in|with)\s+(?:an?\s+|the\s+|its\s+|their\s+)?(?P<status>observer|guest)\s+(?:capacity|status|role)"
)
_WAY = r"(?:virtually|online|remotely|in[- ]person|(?:by|via) video(?:[- ]?(?:link|conference))?|by invitation|in full|partially)"
_HOW = rf"(?:\s+(?:both\s+)?{_WAY}(?:\s+(?:or|and)\s+{_WAY})?)?(?:\s+at\s+(?:[\w'-]+\s+){{1,3}}levels?)?"
_STOP = r"(?=\s*(?:[.,;:)!?\n–]|$|and\b|as\b|in (?:its|their|an?|the capacity)\b|with\b|by\s+(?:its|their|an?)\b|while\b|whereas\b|on\b|from\b|for\b|held\b|together\b|along\b|but\b|who\b|which\b|alongside\b))"
_ADVERBS = r"(?:(?:also|both|all|each|further|likewise|actively|then|who|which|that|fully|kindly|too|again|either)\s+)*"

_TAILS: tuple[tuple[str, str | None, Presence], ...] = (
    (
        rf"{_ADVERBS}(?:(?:was|were|had been|is|are)\s+{_ADVERBS})?(?:unable|not able|not in a position)\s+to\s+(?:attend|participate|join|take part|be (?:present|represented)|send [\w ]{{1,30}})(?:\s+{_MEETING})?",
        None,
        "apologies",
    ),
    (
        rf"{_ADVERBS}(?:could|can)\s*not\s+(?:attend|participate|join|take part|be (?:present|represented))(?:\s+{_MEETING})?",
        None,
        "apologies",
    ),
    (
        rf"{_ADVERBS}(?:had\s+|have\s+|has\s+)?(?:sent|conveyed|offered|tendered|gave|expressed|submitted|extended|registered)\s+(?:(?:its|their|his|her|an?)\s+)?(?:apolog(?:y|ies)|regrets?)(?:\s+for\s+(?:not\s+|being\s+unable\s+to\s+)?(?:(?:its|their)\s+)?(?:attend(?:ing|ance)?|absence|non-attendance)?(?:\s+{_MEETING})?)?",
        None,
        "apologies",
    ),
    (rf"{_ADVERBS}apologi[sz]ed(?:\s+for\s+(?:not\s+attending|(?:its|their)\s+absence))?", None, "apologies"),
    (rf"{_ADVERBS}did\s*(?:not|n't)\s+(?:attend|participate|take part|join)(?:\s+{_MEETING})?", None, "absent"),
    (
        rf"{_ADVERBS}(?:was|were)\s+(?:absent|not\s+(?:present|represented|in attendance))(?:\s+(?:from|at)\s+{_MEETING})?",
        None,
        "absent",
    ),
    (
        rf"{_ADVERBS}(?:(?:was|were|had|have|has|is|are)\s+{_ADVERBS})?(?:attended|attending|participated|participating|took part|taking part|joined|joining|present|represented|in attendance)"
        rf"(?:\s+(?:in|at)(?=\s*(?:[.,;]|$)))?(?:\s+{_MEETING})?{_HOW}(?:{_AS}|{_AS_OBSERVER}|{_STOP})",
        None,
        "present",
    ),
    (
        rf"{_ADVERBS}(?:(?:was|were|had|have|has)\s+)?(?:(?:observed|observing)(?:\s+{_MEETING})?|followed\s+{_MEETING}){_STOP}",
        "observer",
        "present",
    ),
    (
        rf"{_ADVERBS}(?:was|were|had|enjoyed|held|being|having)\s+(?:(?:an?|the|granted|accorded|given)\s+)*observers?(?:\s+status)?\b",
        "observer",
        "present",
    ),
    (rf"{_AS}", None, "present"),
    (rf"{_AS_OBSERVER}", None, "present"),
)

_NOUNS = (
    r"(?:participants?|attendees|delegates?|delegations?|representatives?|officials|experts|countries|states|members?|member (?:states|countries)"
    r"|economies|organi[sz]ations|agencies|governments|bodies|partners|parties|ministers|institutions|territories|nations|those)"
)
_PEOPLE = rf"(?:the\s+)?(?:following\s+)?(?:(?:[\w-]+)\s+){{0,4}}?{_NOUNS}"
_LEADS: tuple[tuple[str, str | None, Presence], ...] = (
    (
        r"\b(?:apologies|regrets)(?:\s+(?:for (?:absence|non-attendance|not attending)|were|was|had been|have been|have|had|also|duly|received|noted|conveyed|sent|tendered|offered|recorded|given)){0,4}\s+(?:from|by|on behalf of)\b"
        r"|\bapologies(?:\s+for\s+absence)?(?:\s+(?:were|was))?\s*[:–]|\b(?:regrets|unable to attend|could not attend)\s*:",
        None,
        "apologies",
    ),
    (r"\b(?:absent|not (?:present|represented|in attendance))(?:\s+(?:were|was)\b|\s*:)", None, "absent"),
    (
        r"\b(?:except(?:\s+for|ing)?|with\s+the\s+(?:\w+\s+)?exception\s+of|apart\s+from|in\s+the\s+absence\s+of|absence\s+of)\b",
        None,
        "absent",
    ),
    (
        rf"\b(?:was|were|been|being)\s+(?:also\s+)?observed\s+by\b|\bobserved\s+by\b(?=\s+(?:representatives|delegations?|the|(?-i:[A-Z])))",
        "observer",
        "present",
    ),
    (
        rf"\b(?:the\s+)?(?:following\s+)?(?:(?:attended|participated|present|attending|participating|admitted|invited)\s+)?(?:as\s+|in (?:the )?capacity of\s+)?observers?(?:\s+(?:states?|countries|organi[sz]ations?|delegations?|members|parties))?"
        r"(?:\s+(?:(?:at|to)\s+the\s+meeting|present|attending|in attendance))?\s*(?:\b(?:were|was|included?|includes|including|comprised|are)\b:?|:|–)",
        "observer",
        "present",
    ),
    (
        r"\b(?:special\s+|invited\s+)*guests?(?:\s+(?:speakers|countries|states|organi[sz]ations))?\s*(?:\b(?:were|was|included?|including|are)\b:?|:|–)",
        "guest",
        "present",
    ),
    (
        r"\b(?:in attendance|present|attending|participating|taking part|represented|also present|also attending|also in attendance)(?:\s+(?:at|in)\s+(?:the|this)\s+\w+)?\s+(?:were|was)\b:?",
        None,
        "present",
    ),
    (
        r"\b(?:(?:well|also|further|jointly|widely|variously)\s+)?(?:attended|joined)\s+(?:\w+ly\s+)?by\b(?!\s+[\w\s,]{1,80}\bin\s+\w+ing\b)",
        None,
        "present",
    ),
    (
        rf"\b{_PEOPLE}(?:\s+(?:present|attending|represented|participating|in attendance|(?:at|of|to|in)\s+(?:the|this)\s+\w+|from))?\s+(?:(?:were|was|are)\s+(?:drawn\s+from|from|as\s+follows)|(?:included|includes|comprised|came\s+from|consisted\s+of|represented))\b:?",
        None,
        "present",
    ),
    (
        rf"\bthe\s+following\b[^.;:\n]{{0,80}}?\b(?:attended|participated|took part|were (?:present|represented|in attendance)|joined|registered)\b[^.;:\n]{{0,60}}[:–]",
        None,
        "present",
    ),
    (
        r"\b(?:brought\s+together|gathered(?=\s+(?:\w+\s+){0,4}?(?:representatives|delegates|participants|officials|ministers|experts))|was\s+convened\s+with|with\s+the\s+(?:participation|attendance|presence)\s+of|in\s+the\s+presence\s+of|with\s+(?:participants|representatives|delegates|participation|attendance|delegations)\s+(?:from|of|by)"
        r"|(?:participation|attendance|presence|representation)\s+(?:of|from|by)|there\s+were\s+(?:also\s+)?(?:present|representatives\s+(?:from|of)))\b",
        None,
        "present",
    ),
    (
        r"\b(?:attendance|attendees|participants|present|delegations|participation|list of participants|participating (?:countries|states|members|delegations|organi[sz]ations|economies)|(?:member|attending)\s+(?:states|countries|organi[sz]ations)"
        r"|countries|states|members(?:\s+(?:present|attending))?|(?:international\s+|inter-?governmental\s+|partner\s+)?organi[sz]ations|representatives|in attendance|those present|also (?:present|attending)|partners|territories|heads? of delegations?)\s*(?:\(\s*\d+\s*\))?\s*:",
        None,
        "present",
    ),
)
_EXCEPT = ("except", "with the", "apart", "in the absence", "absence")
_HEAD = re.compile(
    r"\b(?:(?P<role>observers?|guests?)|representatives?|delegates?|delegations?|officials|participants|members?|organi[sz]ations|agencies|states|countries|ministers|experts|partners)\b"
    r"(?:\s+(?:states?|countries|organi[sz]ations?|delegations?|parties))?(?:\s+(?:from|of|such\s+as|including|namely|by))?\s*[:(–]?\s*(?:the\s+)?(?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"attend|particip|part\b|join|present|represent|observ|apolog|regret|absen|excep|guest|\bmet\b|gather|assembl|convened|include"
    r"|compris|together|unable|could not|cannot|did not|proceedings|member|countries|states|organi[sz]ations|delegations|partners|came from",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:will|to|should|would|shall|may|could|can|might|must|expected|encouraged|invited|agreed|asked|wish(?:ing|ed)?|plans?|planned|if|hoped?)\s+(?:also\s+)?(?:be\s+)?$",
    re.IGNORECASE,
)


_INHERITING = re.compile(
    r"\b(?:as\s+(?:did|were|was)|so\s+did|namely|including|specifically|i\.e\.),?(?=\s)", re.IGNORECASE
)
_ALONGSIDE = re.compile(
    r",?\s*(?P<with>alongside|along with|together with|as well as|accompanied by|in addition to|with|:)(?=\s)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:were|was)\s+(?=(?:also\s+)?joined\s+by\b)", re.IGNORECASE)
_MET = re.compile(
    r"(?:\bhave\s+)?\b(?:met|gathered|assembled|convened)(?=\s+(?:in|at|on|for|virtually|online|under|from|here|to|again|together)\b)",
    re.IGNORECASE,
)


class Cue(NamedTuple):
    """text[start:end] says how the names after it ("lead") or before it ("tail") attended.

    `is_finite`: a tail with a verb of its own, whose subject is the names just before it. `is_one`: it speaks of one.
    `is_weak`: it tells of attendance only beside names ("met in"). `inherits`: it goes on with the cue before ("as did").
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


def _compiled(rows: tuple[tuple[str, str | None, Presence], ...]) -> list[tuple[re.Pattern[str], str | None, Presence]]:
    return [(re.compile(words, re.IGNORECASE), capacity, presence) for words, capacity, presence in rows]


_TAIL_PATTERNS = _compiled(tuple((rf"(?<![\w-]){words}", capacity, presence) for words, capacity, presence in _TAILS))
_LEAD_PATTERNS = _compiled(_LEADS)


def cues_in(text: str, start: int, end: int) -> list[Cue]:
    """The cues of a sentence in their order; where two overlap, the lead that begins first, then the longer tail."""
    if not _ANY.search(text, start, end):
        return []
    cues: list[Cue] = []
    for pattern, capacity, presence in _LEAD_PATTERNS:
        for match in pattern.finditer(text, start, end):
            if not _is_ahead(text, start, match.start()):
                role = capacity or _role_of_lead(match[0])
                _add(
                    cues,
                    Cue(
                        match.start(),
                        match.end(),
                        "lead",
                        role,
                        presence,
                        is_except=match[0].lower().startswith(_EXCEPT),
                    ),
                )
    for match in _INHERITING.finditer(text, start, end):
        _add(cues, Cue(match.start(), match.end(), "lead", None, "present", inherits=True))
    for at, (pattern, capacity, presence) in enumerate(_TAIL_PATTERNS):
        for match in pattern.finditer(text, start, end):
            if not _is_ahead(text, start, match.start()):
                is_finite = at < len(_TAIL_PATTERNS) - 2
                _add(cues, _tail(match, capacity, presence, is_finite=is_finite))
    for match in _JOINED.finditer(text, start, end):
        _add(cues, Cue(match.start(), match.end(), "tail", None, "present", is_finite=True))
    for match in _MET.finditer(text, start, end):
        _add(cues, Cue(match.start(), match.end(), "tail", None, "present", is_finite=True, is_weak=True))
    cues += [follower for cue in cues if cue.side == "tail" and (follower := _follower(text, cue, end))]
    return _with_inherited(sorted(cues))


def _follower(text: str, cue: Cue, end: int) -> Cue | None:
    """ "… attended, alongside representatives of …": names that follow a tail and share what it says."""
    match = _ALONGSIDE.match(text, cue.end, end)
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
    role = re.search(r"\b(observer|guest)s?\b", words, re.IGNORECASE)
    return role[1].lower() if role and not re.search(r"\b(?:and|members?)\b", words, re.IGNORECASE) else None


def heads_in(text: str, start: int, end: int) -> list[tuple[int, str | None]]:
    """Where a word such as "observers" or "representatives of" stands before names, and the capacity it gives them."""
    return [
        (match.end(), match["role"].lower().removesuffix("s") if match["role"] else None)
        for match in _HEAD.finditer(text, start, end)
    ]


def _add(cues: list[Cue], cue: Cue) -> None:
    if all(cue.end <= other.start or cue.start >= other.end for other in cues):
        cues.append(cue)


def _tail(match: re.Match[str], capacity: str | None, presence: Presence, *, is_finite: bool) -> Cue:
    groups = match.groupdict()
    role = groups.get("as_role") or groups.get("status")
    words = match[0].lower()
    is_one = bool(re.search(r"\bas an? |\bwas\b|\bits\b", words))
    return Cue(match.start(), match.end(), "tail", role_of(role) if role else capacity, presence, is_finite, is_one)


def _is_ahead(text: str, start: int, at: int) -> bool:
    """ "to be attended by", "were encouraged to attend": not of this meeting."""
    return bool(_NOT_YET.search(text, max(start, at - 30), at))


def role_of(written: str) -> str:
    """The capacity that a word means: "observers" is observer, "co-chairs" co-chair."""
    word = re.sub(r"\s+", " ", written.lower())
    word = re.sub(r"^co-?\s?chairs?$", "co-chair", word)
    word = re.sub(r"^co-?\s?hosts?$", "co-host", word)
    word = {"resource people": "resource person", "parties": "party", "signatories": "signatory"}.get(word, word)
    word = re.sub(r"(?<=[a-z])s$", "", word)
    return {"guest speaker": "guest", "participant": "participant", "full member": "member"}.get(word, word)


def roles_in_brackets(text: str) -> str | None:
    """The capacity that "(observer)" or "(as Co-Chair)" gives; None for any other bracket."""
    match = re.fullmatch(rf"\(\s*(?:as\s+)?{_ROLE.format('role')}\s*\)", text, re.IGNORECASE)
    return role_of(match["role"]) if match else None


def iter_roles(text: str) -> Iterator[re.Match[str]]:
    """The roles that words of `text` name."""
    return re.finditer(_ROLE.format("role"), text, re.IGNORECASE)
