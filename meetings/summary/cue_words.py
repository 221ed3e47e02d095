"""The words by which sentences tell that somebody attended, as what, or stayed away: patterns for `cues`."""

import re

from meetings.summary.patterns import pattern
from meetings.summary.proposal import Presence

_MEETING = (
    r"(?:(?:in|at|to|of|with)\s+)?(?:the|this|that|our|its|both|all|these|each)\s+"
    r"(?:[\w'&()-]+\s+){0,9}?"
    r"(?:meetings?|conference|SOM|workshops?|forum|sessions?|events?|gatherings?|discussions?"
    r"|deliberations|proceedings|seminar|dialogue"
    r"|consultations?|symposium|summit|roundtable|retreat|webinar|activation|AHG|BPMC|TEG-?RR|TIPWG"
    r"|TFPP|talks|activities|programme"
    r"|working group|group)\b(?:\s+of\s+(?:the\s+)?(?:[\w'&-]+\s+){0,5}?(?:Officials|Group|Process"
    r"|Parties|Ministers|Committee|TIPWG|TEG-?RR|SOM)\b)?(?:\s*\([A-Z][\w -]{1,12}\))?"
)
ROLE = (
    r"(?:(?:an?|the|invited|special|permanent|dialogue|development|implementing|strategic|key"
    r"|non-member|cooperating|supporting|associated|active|full|participating|its|their|independent|external)\s+)*"
    r"(?P<{0}>observers?|guests?(?: speakers?)?|(?:associate )?members?|co-?\s?chairs?|chairs?|hosts?|co-?hosts?"
    r"|secretariat|facilitators?|resource (?:persons?|people)|partners?"
    r"|speakers?|moderators?|experts?|donors?|participants?|signator(?:y|ies)|parties)\b(?:\s+"
    r"(?:states?|countries|organi[sz]ations?|agencies|parties|delegations?))?"
)
# "A, B and, as observers, C and D": what follows "and" speaks of those after it.
_AS = (
    r"\s*,?\s*(?:(?<!\band\s)(?<!\band,\s)(?<!\bwell\s)as|in (?:the|its|their|an?) capacity (?:as|of)"
    r"|with the status of)\s+" + ROLE.format("as_role")
)
_AS_OBSERVER = (
    r"\s*,?\s*(?:in|with)\s+(?:an?\s+|the\s+|its\s+|their\s+)?(?P<status>observer|guest)\s+(?:capacity|status|role)"
)
_WAY = (
    r"(?:virtually|online|remotely|in[- ]person|(?:by|via) video(?:[- ]?(?:link|conference))?"
    r"|by invitation|in full|partially)"
)
_HOW = (
    rf"(?:\s+(?:both\s+)?{_WAY}(?:\s+(?:or|and)\s+{_WAY})?)?(?:\s+at\s+(?:[\w'-]+\s+){{1,3}}levels?)?"
    r"(?:,?\s+for the (?:[\w-]+\s+){1,2}time)?"
)
_STOP = (
    r"(?=\s*(?:[.,;:)!?\n–]|$|and\b|as\b|in (?:its|their|an?|the capacity)\b|with\b|by\s+(?:its|their"
    r"|an?)\b|while\b|whereas\b|on\b|from\b|for\b|held\b|together\b|along\b|but\b|who\b|which\b"
    r"|throughout\b|alongside\b|too\b|likewise\b|under\b|including\b|such as\b|representing\b|namely\b))"
)
_ADVERBS = (
    r"(?:(?:also|both|all|each|further|likewise|actively|then|who|which|that|fully|kindly|too|again|either"
    r"|of course|as (?:always|usual))\s+)*"
)

_TAILS: tuple[tuple[str, str | None, Presence], ...] = (
    (
        (
            rf"{_ADVERBS}(?:had\s+to\s+(?:cancel|withdraw|decline|excuse\s+(?:itself|themselves)|send\s+(?:regrets"
            rf"|apologies))"
            rf"|(?:was|were)\s+excused|cancelled|regretted\s+(?:that\s+(?:it|they)\s+(?:could|were|was)\s+(?:not"
            rf"|unable)"
            rf"|(?:not\s+)?being\s+(?:un)?able)(?:\s+able)?(?:\s+to)?"
            r"(?:\s+(?:be\s+(?:there|present|represented)|attend|join|participate"
            rf"|take\s+part))?)"
        ),
        None,
        "apologies",
    ),
    (
        (
            rf"{_ADVERBS}(?:(?:was|were|had been|is|are)\s+{_ADVERBS})?(?:unable|not able"
            rf"|not in a position)\s+to\s+(?:attend|participate|join|take part|be (?:present|represented)"
            rf"|send [\w ]{{1,30}})(?:\s+{_MEETING})?"
        ),
        None,
        "apologies",
    ),
    (
        (
            rf"{_ADVERBS}(?:could|can)\s*not\s+(?:attend|participate|join|take part|be (?:present|represented))"
            rf"(?:\s+{_MEETING})?"
        ),
        None,
        "apologies",
    ),
    (
        (
            rf"{_ADVERBS}(?:had\s+|have\s+|has\s+)?(?:sent|conveyed|offered|tendered|gave|expressed|submitted"
            rf"|extended|registered)\s+(?:(?:its|their|his|her|an?)\s+)?(?:apolog(?:y|ies)|regrets?)"
            rf"(?:\s+for\s+(?:not\s+|being\s+unable\s+to\s+)?(?:(?:its|their)\s+)?(?:attend(?:ing|ance)?"
            rf"|absence|non-attendance)?(?:\s+{_MEETING})?)?"
        ),
        None,
        "apologies",
    ),
    (rf"{_ADVERBS}apologi[sz]ed(?:\s+for\s+(?:not\s+attending|(?:its|their)\s+absence))?", None, "apologies"),
    (rf"{_ADVERBS}did\s*(?:not|n't)\s+(?:attend|participate|take part|join)(?:\s+{_MEETING})?", None, "absent"),
    (
        (
            rf"{_ADVERBS}(?:was|were)\s+(?:absent|not\s+(?:present|represented|in attendance))(?:\s+(?:from"
            rf"|at)\s+{_MEETING})?"
        ),
        None,
        "absent",
    ),
    (
        (
            rf"{_ADVERBS}(?:was|were)\s+{_ADVERBS}(?:represented\s+by|(?:invited|admitted|welcomed|accepted"
            rf"|received|accredited)\s+as)\s+"
            rf"{ROLE.format('as_role')}(?:\s+and\s+(?:attended|participated|took part|were present))?"
        ),
        None,
        "present",
    ),
    (
        (
            rf"{_ADVERBS}(?:(?:was|were|had|have|has|is|are)\s+{_ADVERBS})?(?:attended|attending|participated"
            rf"|participating|took part|taking part|joined|joining|present|represented|in attendance)"
            rf"(?:\s+(?:in|at)(?=\s*(?:[.,;]|$)))?(?:\s+{_MEETING})?{_HOW}(?:{_AS}|{_AS_OBSERVER}|{_STOP})"
        ),
        None,
        "present",
    ),
    (
        (
            rf"{_ADVERBS}(?:(?:was|were|had|have|has)\s+)?(?:(?:observed|observing)(?:\s+{_MEETING})?"
            rf"|followed\s+{_MEETING}(?!\s+(?:by|via|online|remotely|virtually|from)\b)){_HOW}(?:{_AS}|{_STOP})"
        ),
        "observer",
        "present",
    ),
    (
        (
            rf"{_ADVERBS}(?:was|were|had|enjoyed|held|being|having)\s+(?:(?:an?|the|granted|accorded"
            rf"|given)\s+)*observers?(?:\s+status)?\b"
        ),
        "observer",
        "present",
    ),
    (
        rf"{_ADVERBS}(?:(?:was|were)\s+(?:there|present|on\s+hand|in\s+the\s+room)|came|joined)\s+to\s+observe\b",
        "observer",
        "present",
    ),
    (
        (
            r"\s*,?\s*as\s+(?:specially\s+)?(?:invited|guest)\s+(?:countries|states|organi[sz]ations|participants"
            r"|delegations)\b"
        ),
        "guest",
        "present",
    ),
    (
        rf"{_ADVERBS}(?:had\s+)?sent\s+(?:(?:an?|two|its|their)\s+)?observers?\b(?=\s*(?:[.,;]|$|and\b))",
        "observer",
        "present",
    ),
    (
        (
            rf"{_ADVERBS}(?:had\s+)?sent\s+(?!no(?:body|ne)?\b)(?:[\w-]+\s+){{0,4}}?(?:representatives?"
            rf"|delegates?|delegations?"
            rf"|experts?|officials?"
            rf"|officers?|observers?)(?:\s+each)?(?:\s+to\s+(?:an?\s+(?:[\w-]+\s+){{0,3}}?\w+|{_MEETING}))?"
        ),
        None,
        "present",
    ),
    (
        (
            rf"{_ADVERBS}(?:provided|furnished|ensured|supplied|ran|run)\s+(?:the\s+)?(?:technical\s+)?"
            r"(?:secretariat|secretarial)\b(?:\s+(?:support|services|functions|assistance))?"
        ),
        "secretariat",
        "present",
    ),
    (
        rf"{_ADVERBS}(?:(?:was|were)\s+in\s+the\s+chair|took\s+the\s+chair|presided)(?:\s+over\s+{_MEETING})?",
        "chair",
        "present",
    ),
    (
        (
            r"(?:made\s+up|formed)\s+the\s+(?:delegations?|meeting|group)\b"
            rf"|(?:was|were)\s+{_ADVERBS}(?:on\s+hand|in\s+the\s+room|on\s+the\s+call"
            rf"|there(?:\s+in\s+force)?)(?=\s*(?:[.,;]"
            r"|$|and\b))"
        ),
        None,
        "present",
    ),
    (rf"{_ADVERBS}(?:jointly\s+)?co-?chaired(?:\s+{_MEETING})?(?=\s*(?:[.;\n]|$))", "co-chair", "present"),
    (
        (
            r"(?:(?:(?:sat|came|spoke|took part|(?!(?:invit|elect|appoint|nominat|propos"
            r"|design)\w)[a-z]+ed)(?:\s+in)?)"
            rf"(?=\s+as\b))?{_AS}"
        ),
        None,
        "present",
    ),
    (rf"{_AS_OBSERVER}", None, "present"),
)

_NOUNS = (
    r"(?:participants?|attendees|delegates?|delegations?|representatives?|officials|experts|countries"
    r"|states|members?|member (?:states|countries)"
    r"|economies|organi[sz]ations|agencies|governments|bodies|partners|parties|ministers|institutions"
    r"|territories|nations|those)"
)
_PEOPLE = rf"(?:the\s+)?(?:following\s+)?(?:(?:[\w-]+)\s+){{0,4}}?{_NOUNS}"
_LEADS: tuple[tuple[str, str | None, Presence], ...] = (
    (
        (
            r"\b(?:(?:delegations?|sides?|teams?)\s+(?:were|was)\s+(?:led|headed)\s+by\b:?"
            r"|(?:were|was)\s+(?:represented|present|in attendance):)"
        ),
        None,
        "present",
    ),
    (r"\bco-?\s?chair(?:s|ed by|person|persons)?\s*:", "co-chair", "present"),
    (r"\b(?:vice|deputy)[- ]?chair(?:s|ed by|person|persons|man)?\s*:", None, "present"),
    (r"(?<!vice-)\bchair(?:ed by|person|man)?\s*:", "chair", "present"),
    (
        (
            r"\b(?:apologies|regrets)(?:\s+(?:for (?:absence|non-attendance|not attending)|were|was|had been"
            r"|have been|have|had|also|duly|received|noted|conveyed|sent|tendered|offered|recorded"
            r"|given)){0,4}\s+(?:from|by|on behalf of)\b"
            r"|\bapologies(?:\s+for\s+absence)?(?:\s+(?:were|was))?\s*[:–]|\b(?:regrets|excused|unable to attend"
            r"|could not attend)\s*:"
        ),
        None,
        "apologies",
    ),
    (r"\b(?:absent|not (?:present|represented|in attendance))(?:\s+(?:were|was)\b|\s*:)", None, "absent"),
    (
        (
            r"\b(?:except(?:\s+for|ing)?|with\s+the\s+(?:\w+\s+)?exception\s+of"
            r"|apart\s+from(?!\s+(?:the\s+|its\s+)?(?:co-?chairs?|chairs?|hosts?|members))"
            r"|in\s+the\s+absence\s+of|absence\s+of)\b"
        ),
        None,
        "absent",
    ),
    (
        (
            r"\bobserver\s+status\s+(?:was|had\s+been|were|is)\s+(?:\w+\s+)?(?:given|granted|accorded|extended"
            r"|conferred)\s+(?:to|on|upon)\b"
            r"|\b(?:was|were|been|being)\s+(?:also\s+)?observed\s+by\b|\bobserved\s+by\b(?=\s+"
            r"(?:representatives|delegations?|the|(?-i:[A-Z])))"
        ),
        "observer",
        "present",
    ),
    (
        (
            r"\bwith\s+the\s+(?:participation|attendance|presence)\s*,?\s+(?:also\s+)?(?:as|of)\s+observers?\b\s*,?"
            r"(?:\s+of\b)?"
            r"|\b(?:the\s+)?(?:following\s+)?(?:(?:attended|participated|present|attending|participating"
            r"|admitted|invited)\s+)?(?:as\s+|in (?:the )?capacity of\s+)?observers?(?:\s+(?:states?|countries"
            r"|organi[sz]ations?|delegations?|members|parties))?"
            r"(?:\s+(?:(?:at|to)\s+the\s+meeting|present|attending|in attendance))?\s*(?:\b(?:were|was"
            r"|included?|includes|including|comprised|are)\b:?|:|–)"
        ),
        "observer",
        "present",
    ),
    (
        r"\b(?:present|attending|participating|represented)\s+as\s+(?:\w+\s+)?partners\s+(?:were|was)\b:?",
        "partner",
        "present",
    ),
    (
        (
            r"\b(?:present|attending|participating|represented|in attendance)\s+as\s+(?:special\s+"
            r"|invited\s+)*guests?"
            r"\s+(?:were|was)\b:?|\b(?:special\s+|invited\s+)*guests?(?:\s+(?:speakers|countries|states"
            r"|organi[sz]ations))?\s*"
            r"(?:\b(?:were|was|included?|including|are)\b:?|:|–)"
        ),
        "guest",
        "present",
    ),
    (
        (
            r"\b(?:in attendance|present|attending|participating|taking part|represented|also present"
            r"|also attending|also in attendance)(?:\s+(?:at|in|on|by)\s+(?:the|this)\s+\w+"
            r"|\s+the\s+\w+)?\s+(?:were|was)\b:?"
            r"|\bthose\s+(?:who|present|attending|on|in|at)\b[^.,;:\n]{0,40}?\s(?:were|was)\b:?"
            r"|\bjoining\s+(?:\w+\s+){1,4}(?:were|was)\b:?"
        ),
        None,
        "present",
    ),
    (
        (
            r"\b(?:(?:well|also|further|jointly|widely|variously)\s+)?(?:attended|joined)"
            r"(?:,?\s+(?:also\s+)?as\s+[\w ]{3,30}?,)?\s+(?:\w+ly\s+)?by\b(?!\s+[\w\s,]{1,80}\bin\s+\w+ing\b)"
        ),
        None,
        "present",
    ),
    (
        (
            rf"\b{_PEOPLE}(?:\s+(?:present|attending|represented|participating|in attendance|(?:at|of|to|in)\s+"
            rf"(?:the|this)\s+\w+|from))?\s+(?:(?:were|was|are)\s+(?:drawn\s+from|from|as\s+follows)|"
            rf"(?:included|includes|comprised|consisted\s+of|represented"
            rf"|(?:came|joined|participated|attended|travelled|dialled\s+in|connected|took\s+part)\s+from))\b:?"
        ),
        None,
        "present",
    ),
    (
        (
            r"\bthe\s+following\b[^.;:\n]{0,80}?\b(?:attended|participated|took part|were (?:present"
            r"|represented|in attendance)|joined|registered)\b[^.;:\n]{0,60}[:–]"
        ),
        None,
        "present",
    ),
    (
        (
            r"\b(?:brought\s+together|gathered(?=\s+(?:(?:the\s+)?(?-i:[A-Z])|(?:\w+\s+){0,4}?(?:representatives"
            r"|delegates|participants|officials|ministers|experts)))"
            r"|drew\s+(?:\w+\s+){0,3}?(?:participants|representatives|delegates|delegations|officials|experts)\s+from"
            r"|welcomed\s+(?:the\s+)?(?:(?:[a-z-]+\s+){0,3}?(?:directors|heads|chiefs|ministers|secretaries"
            r"|colleagues)"
            r"(?:\s+(?:for|of)\s+[a-z]+)?|participants|representatives|delegates"
            r"|delegations|officials)\s+(?:from|of)|was\s+convened\s+with|with\s+the\s+(?:participation|attendance"
            r"|presence)\s+of|in\s+the\s+presence\s+of|with\s+(?:participants|representatives|delegates"
            r"|participation|attendance|delegations)\s+(?:from|of|by)"
            r"|(?:participation|attendance|presence|representation)\s+(?:came\s+)?(?:of|from|by)|there\s+were\s+"
            r"(?:also\s+)?(?:present|representatives\s+(?:from|of)))\b"
        ),
        None,
        "present",
    ),
    (
        (
            r"(?:(?<=\n)[ \t]*(?:[\w-]+[ \t]+){1,3})?"
            r"\b(?:attendance|attendees|participants|present|delegates|officials|delegations|institutions"
            r"|participation|list of participants"
            r"|participating \w+|(?:member|government|(?:and )?civil society|observer)\s+participants|(?:member"
            r"|attending)\s+(?:states|countries|organi[sz]ations)"
            r"|countries|states|members(?:\s+(?:present|attending))?|(?:international\s+"
            r"|inter-?governmental\s+|partner\s+)?(?:organi[sz]ations|orgs|agencies|bodies)|representatives"
            r"|in attendance|those present"
            r"|also (?:present|attending)|partners|territories|heads? of delegations?)\s*"
            r"(?:\(\s*\d+\s*\))?\s*:"
        ),
        None,
        "present",
    ),
)
EXCEPT = ("except", "with the", "apart", "in the absence", "absence")
HEAD = pattern(
    (
        r"\b(?:(?:as\s+)?(?P<role>observers?|guests?"
        r"|partner(?=\s+(?:organi[sz]ations?|countries|states|agencies|institutions)\s+(?-i:[A-Z])))|focal points"
        r"|representatives?|delegates?|delegations?|officials"
        r"|participants|members?|organi[sz]ations|agencies|states|countries|ministers|experts|partners)\b"
        r"(?:\s+(?:states?|countries|organi[sz]ations?|delegations?|parties|agencies|bodies))?"
        r"(?:\s+and\s+(?:partners?|organi[sz]ations|agencies|states|guests|entities)(?=\s*[:(–]))?(?:\s+(?:from"
        r"|of|such\s+as"
        r"|including|namely|by))?\s*(?:[:(–]|(?<=as observers),(?:\s*(?:of|from|by)\b)?|(?<=as observer),(?:\s*(?:of"
        r"|from|by)\b)?|(?<=as an observer),"
        r"|(?<=as guests),(?:\s*(?:of|from|by)\b)?|(?<=observer countries),|(?<=observer states),|(?<=observer"
        r" organizations),"
        r"|(?<=observer organisations),)?\s*(?:the\s+)?(?=(?-i:[A-Z]))"
        r"|\bamong\s+(?:the|our|its)\s+(?:[\w-]+\s+){0,3}?(?P<among>observer|guest"
        r"|partner)s\b[^,;.:\n]{0,40},\s*(?:the\s+)?"
        r"(?=(?-i:[A-Z]))"
    ),
    re.IGNORECASE,
)
ANY = pattern(
    (
        r"attend|particip|part\b|excused|cancel|withdraw|sent\b|led by|headed by|join|present|represent"
        r"|acted|served|sat as|presid|made up|formed|drew|there|on hand|in the (?:room|chair)|on the call"
        r"|observ|apolog|regret|absen|excep|guest|delegat|\bmet\b"
        r"|gather|assembl|convened|include"
        r"|compris|chair|welcomed|those|together|unable|could not|cannot|did not|proceedings|came from|secretariat"
        # "Members:", "states were drawn from", "as full members"; most sentences have a noun that alone tells nothing.
        r"|(?:member|countries|states|organi[sz]ations|delegations|partners)[^:\n]{0,60}[:–]|\b(?:was|were"
        r"|are)\s+(?:drawn\s+)?from\b|as\s+follows|consisted|travelled|dialled|connected"
        r"|\bas\s+(?:[\w-]+\s+){0,4}(?:member|partner)"
    ),
    re.IGNORECASE,
)
NOT_YET = pattern(
    (
        r"\b(?:will|to|should|would|shall|may|could|can|might|must|expected|encouraged|invited|agreed"
        r"|asked|wish(?:ing|ed)?|plans?|planned|if|hoped?)\s+(?:also\s+)?(?:be\s+)?$"
    ),
    re.IGNORECASE,
)


def _compiled(rows: tuple[tuple[str, str | None, Presence], ...]) -> list[tuple[re.Pattern[str], str | None, Presence]]:
    return [(pattern(words, re.IGNORECASE), capacity, presence) for words, capacity, presence in rows]


TAIL_PATTERNS = _compiled(tuple((rf"(?<![\w-]){words}", capacity, presence) for words, capacity, presence in _TAILS))
LEAD_PATTERNS = _compiled(_LEADS)
