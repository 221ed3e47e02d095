"""A sentence tells its verb once: "Asia was represented by Japan, Africa by Kenya; that of Nepal by Ms Thapa"."""

import re

from meetings.summary.meanings import Meaning
from meetings.summary.patterns import pattern
from meetings.summary.runs import Run
from meetings.summary.told_words import ALSO_FROM, ELLIPTIC, OTHER_TIME, PEOPLE, THOSE_OF

_LONGEST = 160
_CUT = pattern(r"(?:[,;]|\band\b|\bbut\b|\bwhile\b|\bthen\b|\bplus\b|\balongside\b|\s–\s|\n)")
_VERB = pattern(
    r"(?<!\w)(?!(?:united|followed|joined|accompanied|assisted|seconded|named|called|related|interested"
    r"|associated|affiliated"
    r"|invited|limited|red|mixed|combined|allied|neighbouring|allocated|varied)\b)(?:[a-z]{2,}ed|was|were|is"
    r"|are|has|have|had|will"
    r"|would|could|should|can|may|did|does|said|says|told|made|took|gave|came|went|held|sent|brought|led|met"
    r"|spoke|saw|heard"
    r"|put|let|left|lost|found|felt|got|kept|knew|grew|wrote|began|became|ran|set|sat|stood|sought|spent|taught"
    r"|thought"
    r"|withdrew|read|see|hosts|funds|using|being)(?!\w)"
)
_SPOKEN_OF = pattern(
    r"^\s*(?:in|under|through|on|about|at|to|between|because|due|given|across|via|against|into|near|within|like"
    r"|after|before"
    r"|since|until|during|over|towards?|concerning|regarding|including assistance|thanks)\b",
    re.IGNORECASE,
)
_PERSON = r"(?:Mr|Ms|Mrs|Mme|Dr|Prof|H\.E|Amb|Gen|Col|Capt|Hon|Sir|Dame|Dasho|Dato|Inspector|Commander|Minister)\b"
# What leads to those who share the verb.
_LEADS = pattern(
    rf"(?:^|.*\b(?:(?:followed|joined|accompanied|assisted|seconded)\s+)?(?:by|with|alongside)\s+"
    rf"|(?:.*\b{PEOPLE}(?:\s+[a-z]+){{0,2}}|.*\b(?:another|others?|one|two|three|four|those|that|\d+)|also"
    rf"|again|as did|as were|as was)?\s*"
    rf"(?:from|of|for)\s+|\s*{_PERSON}.*\b(?:for|of|from)\s+"
    r"|.*\b(?:side|group|team|camp|bench|corner|row|region|delegation|half)\s+|(?:finally|lastly|next|also"
    r"|later|again|now|as did|as was|as were)\s+"
    r"|.*[:(]\s*|\s*)(?:(?:the|both|all|neighbou?ring|nearby)\s+)*$",
    re.IGNORECASE | re.DOTALL,
)
_PLUS = pattern(
    r"^[^.;:]{0,60}(?:,|\band)?\s*\b(?:plus|as well as|along with|together with|alongside|and also|in addition to)\s+"
    r"(?:(?:the|from|of|by|both)\s+)*$",
    re.IGNORECASE,
)
_BY_TOO = pattern(r"\s*,?\s*(?:and\s+)?by\s+(?:the\s+)?$")
_DENIED = pattern(r"\b(?:but\s+)?(?:not|without|never|except|minus)\b", re.IGNORECASE)
_HAS_OWN = pattern(
    r"\s*(?:,|and\b)?\s*(?:of|from|for|by|in|on|at|as|with|online|second|third|last|next|too|also)\b|\W*$"
)


# "Kenya presided on the first day and Uganda on the second": the whole of what is told is shared.
_GAPPED = pattern(r"\s*(?:on|during|in|for|at)\s+the\s+(?:second|third|fourth|last|next|other|following|final)\b")
_OTHER_OBJECT = pattern(r"\s+(?:an?|the|its|their|one|two|three|\d+)\s+(?!excuse|regret|apolog)[a-z]")
_OF_GROUPS = ("observer", "guest", "partner", "expert", "resource person")


def shared(text: str, low: int, run: Run, high: int, said: Meaning) -> Meaning | None:
    """What is told of those before text[low], where those of `run` share their verb; None where they do not.

    Several may be observers or guests by one word; to be the host or in the chair is told of each.
    """
    gap, behind = text[low : run.start], text[run.end : high]
    if said.capacity not in _OF_GROUPS and not _GAPPED.match(behind) and not _BY_TOO.fullmatch(gap):
        said = said._replace(capacity=None)
    if said.presence and _OTHER_OBJECT.match(behind):
        # "Fiji sent regrets, Tonga a deputy minister"
        said = said._replace(presence=None)
    return _denied(gap, said) if _goes_on(gap, behind) else None


def _denied(gap: str, said: Meaning) -> Meaning:
    return Meaning(None, "absent") if _DENIED.search(_CUT.split(gap)[-1]) else said


def _goes_on(gap: str, behind: str) -> bool:
    if ALSO_FROM.match(gap) or THOSE_OF.search(gap) or _PLUS.search(gap) or _BY_TOO.fullmatch(gap):
        return True
    if re.search(r"(?:\band|[,;])\s+(?:the\s+)?$", gap) and (ELLIPTIC.match(behind) or _GAPPED.match(behind)):
        return True
    if len(gap) > _LONGEST or OTHER_TIME.search(behind[:60]):
        return False
    cuts = list(_CUT.finditer(gap))
    lead = gap[cuts[-1].end() :] if cuts else gap
    if not cuts or _VERB.search(lead) or _SPOKEN_OF.match(lead) or not _LEADS.match(lead):
        return False
    is_bare = re.fullmatch(r"\s*(?:the\s+)?", lead) is not None
    is_behind_verb = _VERB.search(gap[: cuts[-1].start()]) or _SPOKEN_OF.match(gap)
    return not (is_bare and is_behind_verb) or _HAS_OWN.match(behind) is not None
