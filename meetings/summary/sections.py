"""Headings that say what stands below them: attendance, purpose, outcomes, recommendations."""

import re
from functools import lru_cache

from meetings.summary.patterns import pattern

_LONGEST = 90
_EDGE = r"^[\W\d_]*(?:[ivx]+[.)]\s+)?"
_END = r"(?:\s+(?:of|at|from|for)\s+the\s+(?:meeting|workshop|conference))?\s*:?\W*$"
_SECTIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, pattern(_EDGE + words + _END, re.IGNORECASE))
    for name, words in (
        (
            "attendance",
            (
                r"(?:list of |meeting )?(?:(?:also )?in attendance|who (?:was there|took part|attended|came"
                r"|participated|was present|joined)"
                r"|(?:those )?(?:attending|taking part|who (?:attended|took part))|attendance|attendees|participants?"
                r"|participation|delegations|present"
                r"|representation|member states|member countries|members|countries|states|participating (?:states"
                r"|countries|members|delegations)|(?:international |partner )?organi[sz]ations|partners)(?: "
                r"(?:present|list|attending))?"
            ),
        ),
        ("observers", r"(?:attending )?observers?(?: (?:states|countries|organi[sz]ations|present|attending))?"),
        ("guests", r"(?:special |invited )?guests?"),
        (
            "apologies",
            (
                r"(?:apologies|regrets|excused|unable to (?:attend|join|come|participate)|(?:not able to|could not) "
                r"(?:attend|join|come)"
                r"|those who could not (?:attend|come|join))(?: for absence| received| from)?"
            ),
        ),
        ("absent", r"(?:absent|not (?:present|represented|in attendance)|did not (?:attend|come|take part)|absentees)"),
        ("purpose", r"(?:the )?(?:purpose|aims?|objectives?|aims? and objectives?|purpose and objectives?)"),
        (
            "outcomes",
            (
                r"(?:(?:key|main|agreed|summary of|meeting|the|major)\s+)*(?:outcomes?|conclusions?|decisions?"
                r"|results|proceedings|discussions?|summary|highlights|key points|points agreed|decisions taken"
                r"|deliberations|findings|resolved|resolutions|agreed|agreements|what was (?:agreed|said|decided"
                r"|discussed|concluded|settled)|what we agreed|commitments"
                r"|decisions and recommendations|summary of (?:discussions?|proceedings))(?: and (?:decisions"
                r"|conclusions|outcomes"
                r"|next steps|recommendations|outputs))?"
            ),
        ),
        (
            "recommendations",
            (
                r"(?:(?:key|main|notable|agreed|summary of|the|major|list of)\s+)*(?:recommendations?|next steps"
                r"|action (?:items|points)|actions|agreed actions|follow[- ]up(?: actions)?|way forward|proposals"
                r"|suggestions|recommended|what was (?:recommended|proposed|suggested))(?: and "
                r"(?:next steps|actions|way forward|decisions))?(?: (?:for|on|to)(?: [\w'-]+){1,5})?"
            ),
        ),
    )
)


# Several ask of one line.
@lru_cache(maxsize=2_000)
def section_of(line: str) -> str | None:
    """The section that a line is the heading of; None for any other line."""
    if len(line) > _LONGEST:
        return None
    return next((name for name, words in _SECTIONS if words.match(line)), None)
