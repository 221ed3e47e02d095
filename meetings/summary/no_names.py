"""Words in capitals that name nobody: "Senior Officials", "Ministerial Conference", "Furthermore"."""

import re

from meetings.summary.patterns import pattern
from meetings.summary.words import words

_NO_NAMES = pattern(
    (
        r"^(?:the\s+)?(?:(?:All|Both|Some|Many|Most|Several|Other|Member|Participating|Observer|Senior"
        r"|High[- ]Level|High|Government|Bali Process|Ad Hoc Group|AHG|Working|Key|Partner|Invited|Relevant"
        r"|International|Head|Heads|Law|Enforcement|Civil|Society|State|Foreign|Permanent|Deputy|Home|Labour"
        r"|Interior|Immigration|Private|Sector)\s+)*"
        r"(?:Members?|States?|Countries|Participants?|Ministers?|Officials?|Delegates?|Delegations?"
        r"|Representatives?|Co-?Chairs?|Chairs?|Chairpersons?|They|It|He|She|We|Meetings?|Conference"
        r"|Workshop|Forum"
        r"|Observers?|Organi[sz]ations?|Experts?|Partners?|Agencies|Governments?|Parties|Delegation"
        r"|Secretariat|Network|Committee|Council|Commission|Board|Assembly|Plenary|Task Force|Process|Dialogue"
        r"|Session|Day|Group|Host|Attendance|Attendees|Apologies|Participation|Outcomes?"
        r"|Secretaries|Ambassadors|Directors|Commissioners|Bodies|Annex|NGOs?|Academia"
        r"|January|February|March|April|May|June|July|August|September|October|November|December|Monday"
        r"|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|There|This|These|Those|Here|Others?|No|None"
        r"|Online|In person|Virtual(?:ly)?|Remote(?:ly)?|Nil|N/A|TBC|Society|Sector|Enforcement)$"
    ),
    re.IGNORECASE,
)
_OF_GENERAL = pattern(
    r"^(?:Members|Officials|Ministers|Representatives|Delegates|Delegations|Participants|Experts"
    r"|Officers|Leaders|Heads|Governments"
    r"|Countries|States|Observers|Organi[sz]ations|Agencies|Co-Chairs) (?:of|from|in|at)\b"
)
_GENERAL_END = pattern(
    r"\b(?:(?:Member|Observer|Participating|Partner) (?:States|Countries)|Members|Governments"
    r"|Delegations|Officials|Ministers|Meeting|Conference|Consultation|Workshop|Session|Declaration|Communiqu[eé])$"
    r"|^(?:(?:North|South|East|West|Central|Middle|Northern|Southern|Eastern|Western|Latin|Sub-Saharan"
    r"|South-?[Ee]ast|North-?[Ee]ast"
    r"|South-?[Ww]est|North-?[Ww]est)(?:ern)?[ -])?(?:Africa|Asia|Europe|Americas?|Pacific|Oceania|East|Balkans"
    r"|Caribbean|Gulf|Sahel"
    r"|Maghreb|Melanesia|Polynesia)$"
    r"|^(?:That|Those|This|These)\b|^[A-Z][a-z]{2,}(?:ed|ing)(?: (?:in|by|as|for|from|to|on|at))?$"
    r"|^(?:[A-Z][a-z]+ly|However|Moreover|Furthermore|Meanwhile|While|Although|Today|Also|In addition"
    r"|Thereafter|Then|Later)$"
)


_TOWNS = frozenset(town.replace("-", " ").lower() for town in words("towns"))


def is_no_name(written: str) -> bool:
    """Whether these words, as they stand alone, are what many are called and nobody's name."""
    if written.lower().replace("-", " ") in _TOWNS:
        return True
    return bool(_NO_NAMES.match(written) or _OF_GENERAL.match(written) or _GENERAL_END.search(written))
