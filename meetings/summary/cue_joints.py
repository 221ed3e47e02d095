"""Words by which a sentence goes on with more names: "as did", "alongside", "and of", "by its"."""

import re

from meetings.summary.patterns import pattern, seldom

INHERITING = pattern(
    r"\b(?:as\s+(?:did|were|was)|so\s+did|namely|including|such\s+as|representing(?=:)|specifically"
    r"|i\.e\.)[,:]?(?=\s)",
    re.IGNORECASE,
)
ALONGSIDE = pattern(
    r",?\s*(?P<with>alongside|along with|together with|as well as|accompanied by|in addition to|with|:)(?=\s)",
    re.IGNORECASE,
)
# "… of Japan as an observer and of the ILO": names that share the lead and not what the tail says.
FURTHER = pattern(r",?\s*(?P<with>and\s+(?:of|by|from))(?=\s+(?:the\s+)?(?-i:[A-Z]))", re.IGNORECASE)
# "Mr A attended for the IOM": for whom.
SENDER = pattern(r"\s*(?P<for>for|on behalf of|representing)(?=\s+(?:the\s+)?(?-i:[A-Z]))", re.IGNORECASE)
JOINED = pattern(r"\b(?:were|was)\s+(?=(?:also\s+)?joined\s+by\b)", re.IGNORECASE)
ELLIPSIS = seldom(
    r"(?<=\w)(?<!\bled)(?<!\bheaded)\s+by\s+(?:its|their|an?)\b"
    r"|(?<=\w)(?<!ed)\s+by\s+(?=(?-i:Mr|Ms|Mrs|Dr|H\.E|Amb|Hon|Prof|Gen|Col)\b)",
    re.IGNORECASE,
)
MET = seldom(
    (
        r"(?:\bhave\s+|\bhaving\s+)?\b(?:met|gathered|assembled|convened|(?<=,\s)meeting)"
        r"(?=\s+(?:in|at|on|for|virtually|online|under"
        r"|from|here|to|again|together)\b)"
    ),
    re.IGNORECASE,
)
