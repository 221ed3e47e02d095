"""What words nobody foresaw say of those they stand beside: as what they attended, and whether they did."""

import re
from functools import lru_cache
from typing import NamedTuple

from meetings.summary.patterns import pattern
from meetings.summary.proposal import Presence

_AWAY: tuple[tuple[str, Presence], ...] = (
    (
        (
            r"\bapolog|\bregret|\bexcus(?:e|ed|ing)\b|\bunable\b|\b(?:could(?:\s+not|n't)|cannot|can't)\s+"
            r"(?!agree|accept|support|remain|continue|solve|be\s+(?!there|here|present|represented|with|among"
            r"|part|reached))"
            r"|\b(?:would|will) not (?:be (?:able|there|present|represented|attending|joining)|attend|come|join"
            r"|participate"
            r"|take part|send)\b|\bnot able\b|\bnot in a position\b|\bprevented\b|\bdeclin|\bcalled off\b"
            r"|\bcancel|\bneither\b[^.;]{0,30}\b(?:could|was able|came)\b|\bwithdr[ae]w|\bpulled out\b"
            r"|\bdropped out\b|\bbegged off\b|\bsorry\b"
        ),
        "apologies",
    ),
    (
        (
            r"\babsen|\bmissing\b|\bno[- ]shows?\b|\bstayed (?:away|home|at home)\b|\bkept away\b"
            r"|\bnot (?:there|here|on the (?:call|line)|with us|connected|able to (?:come|join|attend)|present"
            r"|represented|in attendance|in the room|attending|among)\b"
            r"|\b(?:did|do|does)\s*(?:not|n't)\s+(?:attend|come|join|arrive|take part|participate|show|appear"
            r"|turn up|send"
            r"|make it|travel|reply|respond|answer)|\bnever (?:came|arrived|appeared|joined)\b"
            r"|\b(?:nobody|no one|no delegation|nothing was heard|no word|no reply|no answer) (?:from|for|came)\b"
            r"|\bempty (?:chair|seat)|\b(?:chair|seat)s? (?:was|were|stayed|remained) empty|\b(?:stayed|remained)"
            r" empty\b"
            r"|\bfailed to (?:attend|appear|come|join|arrive|show)\b"
            r"|\bnon-attend"
            r"|\bnone of (?:which|whom|them|these) (?:replied|came|answered|responded|attended|appeared|joined"
            r"|showed)"
            r"|\b(?:remained|stayed|were|was) vacant\b|\bhad to (?:stay|remain) (?:at )?(?:home|behind|away)\b"
            r"|\bstayed (?:behind|out)\b|\bdid not (?:make|manage|get)\b|\bnot make it\b|\bleft unanswered\b"
            r"|\bturned (?:round|back)\b"
            r"|\bremained unanswered\b|\bno[- ]one (?:attended|came|spoke) for\b|\bkept out\b"
            r"|\bmissed\b|\bheld up\b|\bno (?:reply|answer|response|show)\b|\bcould not be reached\b"
            r"|\bsent (?:nobody|no one|none|no delegation)\b|\binstead of people\b|\bsat (?:it"
            r"|this one) out\b|\bskipped\b|\bunrepresented\b"
        ),
        "absent",
    ),
)
_AWAY_PATTERNS = [(pattern(words, re.IGNORECASE), presence) for words, presence in _AWAY]
_CAPACITIES = tuple(
    (pattern(words, re.IGNORECASE), capacity)
    for words, capacity in (
        (
            (
                r"\bco-?\s?chair|\bchaired? (?:together|jointly)\b|\bjointly chair|\bshared the chair"
                r"|\bjoint chairs?\b|\bshares? the chair|\bchair is shared"
            ),
            "co-chair",
        ),
        (
            (
                r"(?<!vice-)(?<!vice )(?<!of the )\bchair|\bpresid(?:ed|ing|ency)\b|\bheld the gavel\b"
                r"|\b(?:led|guided|steered"
                r"|moderated) the (?:meeting|talks|discussions?|proceedings|work)\b"
            ),
            "chair",
        ),
        (r"\bco-?\s?hosts?\b|\bco-?hosted\b|\bhosted (?:together|jointly)\b", "co-host"),
        (
            (
                r"\bhosts?\b|\borgani[sz](?:ed|ers?)\b|\bconvened by\b|\bhosted\b|\bhosting\b|\bco-?host"
                r"|\blent (?:the|its) [\w ]{0,20}(?:hall|venue|rooms?|building|premises|house)\b"
                r"|\b(?:offered|lent|provided|gave|opened) (?:the|its"
                r"|their) [\w ]{0,20}(?:hall|venue|rooms?|building|premises|house)\b|\bprovided the (?:venue|hall"
                r"|room)"
                r"|(?<!were )(?<!was )(?<!been )\binvited (?!to\b)(?:\w+ ){1,3}?(?:countries|states|governments"
                r"|ministers|neighbou?rs|counterparts|partners|delegations|participants"
                r"|guests|colleagues)\b"
                r"|\bwelcomed (?:the |its |all )?(?:[\w*,-]+ ){1,24}to (?=[A-Z])"
                r"|\bhospitality\b|\breceived (?:us|them|the (?:delegations|participants|delegates|guests))\b"
                r"|\bfor the (?:excellent )?arrangements\b|\bput up the\b|\bprepared the (?:meeting|retreat"
                r"|workshop|seminar|talks)\b"
            ),
            "host",
        ),
        (
            (
                r"\bobserv|\blook(?:ed|ing)? on\b|\bonlook|\bwatch(?:ed|ing)\b|\blisten(?:ed|ing|ers?)\b"
                r"|\b(?:from the side|side table|back row|second row|(?:from|at|in) the back)\b"
                r"|\bwithout (?:speaking|a vote|voting|taking the floor|the right)|\bnon-?voting\b|\bsilent(?:ly)?\b"
                r"|\bnot at the table\b|\bfollow(?:ed|ing)\s+(?:the\s+)?(?:proceedings|discussions?|debates?|talks)"
                r"\b(?!\s+(?:by|via|online|remotely|virtually|from)\b)"
            ),
            "observer",
        ),
        (r"\bresource (?:persons?|people)\b", "resource person"),
        (
            (
                r"\b(?:as|providing|provided|acting as|served as) (?:the |its )?secretariat\b"
                r"|\bsecretariat services\b"
                r"|\b(?:exercis|provid|assum|perform|discharg)\w+ (?:the )?(?:\w+ )?secretariat\b"
                r"|\bsecretariat(?: of [\w ]{1,40})? (?:was|is) provided by\b"
            ),
            "secretariat",
        ),
        (
            (
                r"\bas (?:\w+ )?partners?\b|\b(?-i:Partners)(?: [\w-]+){0,4} (?:was|were) (?:\w+ )?(?:represented"
                r"|present)\b"
            ),
            "partner",
        ),
        (r"\bguests?\b|\b(?:had been|was|were) (?:specially )?invited\b|\binvited guests?\b", "guest"),
    )
)
# Labels over names of whom nothing is said to have come.
_ELSEWHERE = pattern(
    (
        r"\b(?:next|future|upcoming|forthcoming|origin|destination|transit|routes?|cop(?:y|ies)|cc|to|distribution"
        r"|venues?|places?|locations?|languages?|currenc|case stud|donors?|priority|affected|visited|concerned"
        r"|selected"
        r"|pilot|nominat|candidates?|volunteer|interested|offers?|previous|past|last year|former|history|signator"
        r"|ratifi"
        r"|nationalit|victims?|passengers?|example|regions?|where|offices in|scope|focus|in charge|responsible|lead"
        r"|action|deadline|documents?|abbreviat|will|shall|should|would|recommend)\b"
    ),
    re.IGNORECASE,
)


# Labels that say it in one word.
_OUT = pattern(r"\W*(?:off(?:line)?|out|away|no|not)\W*", re.IGNORECASE)


# "was held up in Frankfurt and joined on day two"
CAME_AFTER_ALL = pattern(
    r"\b(?:but|and|yet|then|before|until|though)\s+(?:\w+\s+){0,2}?(?:took part|joined|attended|came|arrived"
    r"|participated|was there"
    r"|were there|followed|was present|were present|connected|spoke|was represented|were represented)\b"
    r"(?!\s+(?:by no|instead of))"
)
# Told so, whatever the reason given.
_SHOWN_ABSENT = pattern(
    r"\bcould not be reached\b|\bempty (?:chair|seat)|\b(?:chair|seat)s? (?:was|were|stayed|remained)"
    r" empty",
    re.IGNORECASE,
)


# "ended a meeting hosted by Fiji": another is the host.
_BY_ANOTHER = pattern(
    r"\b(?:at|on|upon) the (?:[a-z]+ )?(?:invitation|request) of\b.*|\b(?:thank(?:ed|s|ing)?|congratulated"
    r"|praised|commended)"
    r" the (?:[a-z]+ )?(?:co-)?(?:chair|host|presid)\w*|\b(?:co-?)?(?:hosted|chaired|organi[sz]ed|convened|led"
    r"|presided over) by (?=(?:the )?[A-Z])"
)
# Who gives the chair away, or will have it, does not hold it.
_HANDED_OVER = pattern(
    r"\b(?:hand(?:ed|s|ing)?(?:\s+over)?|pass(?:ed|es|ing)?(?:\s+on)?|transfer\w*"
    r"|yield\w*)\s+(?:over\s+)?(?:the|its)\s+"
    r"(?:\w+\s+)?(?:co-?)?(?:chair\w*|presidency|gavel)(?:\s+(?:over\s+)?to\b)?"
    r"|\b(?:offer\w*|agreed?|ready|willing\w*|propos\w+|plans?|will|would|volunteer\w*|undert\w+|next|future|past"
    r"|former|previous|outgoing|incoming|upcoming)\s+"
    r"(?:(?:of|to|the)\s+)*(?:be\s+the\s+)?(?:co-)?(?:host|chair)\w*",
    re.IGNORECASE,
)


class Meaning(NamedTuple):
    """`capacity` and `presence` are None where the words do not say."""

    capacity: str | None
    presence: Presence | None
    is_elsewhere: bool = False
    # Nothing tells of them but that they are named where it is told who met.
    is_assumed: bool = False


def _is_away(pattern: re.Pattern[str], words: str) -> bool:
    found = pattern.search(words)
    return found is not None and CAME_AFTER_ALL.search(words, found.end()) is None


@lru_cache(maxsize=2_000)
def meaning_of(words: str) -> Meaning:
    """What a heading, a label, a cell or what is told of somebody says."""
    presence = (
        "absent"
        if _OUT.fullmatch(words) or _SHOWN_ABSENT.search(words)
        else next((presence for pattern, presence in _AWAY_PATTERNS if _is_away(pattern, words)), None)
    )
    told = _BY_ANOTHER.sub("", _HANDED_OVER.sub("", words))
    capacity = next((capacity for pattern, capacity in _CAPACITIES if pattern.search(told)), None)
    if capacity == "observer" and re.search(r"\bmembers?\b.*\band\b", words, re.IGNORECASE):
        capacity = None
    return Meaning(capacity, presence, bool(_ELSEWHERE.search(words)))
