"""Which meetings a text speaks of: the series, the ordinal, and the words that name them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from meetings.summary.patterns import pattern, seldom
from meetings.summary.words import ORDINAL, ordinal_of

# Code and the words for it; the more exact first, since "Ad Hoc Group Senior Officials" holds "Senior Officials".
_SERIES = (
    (
        "AHG SOM",
        (
            r"Ad[ -]?Hoc Group(?:'s|s')?(?: \(AHG\))? (?:of )?(?:the )?(?:Senior Officials?(?:'s?)?|SOM)"
            r"|AHG[ -]?SOM|Ad[ -]?Hoc Group(?: \(AHG\))? Meeting"
            r"|Meetings? of (?:the )?(?:Bali Process )?Ad[ -]?Hoc Group|Ad[ -]?Hoc Group(?=$|[,.\n])"
        ),
    ),
    ("GABF", r"(?:Government and Business|Business and Government) Forum|GABF"),
    (
        "TEG-RR",
        r"Technical Experts?'? Group(?: \(TEG\))? on Returns? and Reintegration|TEG-?RR",
    ),
    ("TEWG", r"Technical Experts?'? Working Group(?: on Irregular Movements?)?|TEWG"),
    (
        "TIPWG",
        (
            r"(?:Working Group on )?Trafficking in Persons Working Group"
            r"|Working Group on Trafficking in Persons|TIP[ -]?(?:WG|Working Group)|WG-TIP"
        ),
    ),
    (
        "DWG",
        (
            r"(?:Working Group on (?:the )?)?Disruption (?:of [A-Z][\w ]{0,60}|Working Group|WG)|DWG"
            r"|Joint Period of Action"
        ),
    ),
    ("TFPP", r"Task Force on Planning and Preparedness|TFPP"),
    ("CM", r"Consultat(?:ion|ive) Mechanism"),
    ("PREP", r"Preparatory (?:Meeting|Senior Officials'? Meeting)"),
    ("SG", r"Steering Group(?: Meeting)?"),
    ("BPMC", r"Ministerial(?: Regional)? (?:Conference|Meeting)|BPMC|BRMC"),
    ("SOM", r"Senior Officials?(?:'s?)? Meeting|Meeting of (?:the )?Senior Officials|SOM\b"),
)
# Names that other processes' meetings have, too.
GENERAL = frozenset(("BPMC", "SOM", "SG", "PREP"))
_OTHER_PROCESS = seldom(
    r"\b(?:Colombo|Budapest|Prague|Rabat|Khartoum|Puebla|Almaty|Niamey|Kampala) Process"
    r"|Abu Dhabi Dialogue|\bASEAN\b|\bAPEC\b|Euro-African|Africa-EU|\bMIDSA\b|\bSADC\b|\bIGAD\b"
    r"|\bSAARC\b|\bBIMSTEC\b|Pacific Islands? Forum|Regional Conference on Migration|\bOSCE\b"
    r"|\bAsia-Europe\b|Jakarta Declaration"
)
_FILL = (
    r"(?:(?:Annual|Bali|Process|Regional|Full|Formal|Informal|Meeting|Session|Activation|Conference|of"
    r"|the|Extraordinary|Special|Joint|Virtual|Hybrid|High[ -]Level|Co-Chairs'?|on)\s+){0,8}"
)
_SOME_PROCESS = seldom(r"\b(?!The\b|This\b)[A-Z][\w-]+ (?:Process|PROCESS|Dialogue|DIALOGUE)\b|Silk Routes")
_OTHER_INITIATIVE = pattern(
    r"\b[A-Z][\w-]+ (?:Initiative|INITIATIVE|Conference on Migration|CONFERENCE ON MIGRATION)\b"
    r"|\b(?:Meeting|Conference|Session|Summit|Forum) of the (?:[A-Z][\w-]+ ){0,3}"
    r"(?:Mediterranean|Balkans|Caribbean|Gulf|Mekong|Sahel|Horn|Maghreb|Americas|Africa|Europe|Baltic|Caspian"
    r"|Danube)\b"
    r"|\b(?:Meeting|Conference|Session|Summit) of the (?:[A-Z][\w-]+ ){1,3}"
    r"(?:Council|Commission|Community|Forum|Union)\b"
)
_HEAD = 300
_NAMES = "|".join(f"(?P<s{at}>{words})" for at, (_, words) in enumerate(_SERIES))
_NAMED = pattern("|".join(words for _, words in _SERIES))
_MENTION = pattern(
    rf"(?:\b(?P<ordinal>(?i:{ORDINAL}))\s+)?\b(?<![\w-]){_FILL}(?:{_NAMES})(?![\w-])(?:\s+"
    rf"(?:Annual )?(?i:meeting|conference))?"
    rf"(?P<bracket>\s*\([A-Z][\w&/ -]{{1,14}}\))?"
)
ORDINAL_OF_MEETING = seldom(
    (
        rf"\b(?P<ordinal>{ORDINAL})\s+(?:(?!and\b)[\w'&-]+\s+){{0,6}}?"
        r"(?:meeting|gathering|session|conference|workshop|forum|dialogue|consultation|activation|round"
        r"|edition|plenary|colloquy|round table|seating|call|retreat|summit|seminar"
        r"|congress|assembly|symposium|roundtable|period|sitting)s?\b"
    ),
    re.IGNORECASE,
)
_TRAILING = pattern(
    r"\b(?:SOM|TIPWG|BPMC|TEG-?RR|TFPP|DWG|TEWG)\s*[-#]?\s*(\d{1,2})\b(?!\s*(?:-|–|[A-Z][a-z]+ (?:19|20)\d\d))"
)


# What is counted need not be a meeting of a known kind: "22nd Plenary", "Communiqué of the Third Colloquy on …".
_LEADING = pattern(
    rf"^(?:[\w'é]+(?:\s+[\w']+){{0,3}}\s+of\s+)?(?:the\s+)?(?P<ordinal>{ORDINAL})(?=\s+(?:[\w'-]+\s+)*(?-i:[A-Z]))"
    r"(?!\s+(?:aid|responders?|track|count\w+|part(?:y|ies)|line|hand|phase|generation|lad(?:y|ies)|world|quarter"
    r"|half|year)\b)",
    re.IGNORECASE,
)


_FIGURE = pattern(r"\b[XVI]{2,}\b", re.IGNORECASE)


def is_of_other_process(text: str) -> bool:
    """Whether a text never speaks of the Bali Process and does of another: "SOM" is then another's meeting."""
    words = (_OTHER_PROCESS.search(text), _SOME_PROCESS.search(text), _OTHER_INITIATIVE.search(text, 0, _HEAD))
    return "bali" not in text.lower() and any(words)


def names_other_process(title: str) -> bool:
    """Whether a title says whose meeting it is, and it is not the Bali Process's."""
    return bool(_OTHER_PROCESS.search(title)) and "Bali" not in title


class Mention(NamedTuple):
    """text[start:end] names a meeting. `bracket` is where its bracketed abbreviation begins, or `end`."""

    start: int
    end: int
    series: str
    ordinal: int | None
    bracket: int


def mentions_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """The meetings that text[start:end] names, in their order."""
    stop = len(text) if end is None else end
    if not _NAMED.search(text, start, stop):
        return
    for match in _MENTION.finditer(text, start, stop):
        code = next(code for at, (code, _) in enumerate(_SERIES) if match[f"s{at}"] is not None)
        ordinal = ordinal_of(match["ordinal"]) if match["ordinal"] else None
        bracket = match.start("bracket") if match["bracket"] else match.end()
        yield Mention(match.start(), match.end(), code, ordinal, bracket)


def identify(title: str) -> tuple[str | None, int | None]:
    """The series code and the ordinal that a title tells; None where it does not. Other processes have no code here."""
    if not title:
        return None, None
    if title.isupper() and next(mentions_in(title), None) is None:
        titled = re.sub(r"\b(?:Of|On|And|The|In|For|To|From|At)\b", lambda word: word[0].lower(), title.title())
        # "XXI REGIONAL CONFERENCE": the figure stays in capitals.
        title = _FIGURE.sub(lambda figure: title[figure.start() : figure.end()], titled)
    mention = next(mentions_in(title), None)
    is_other = _OTHER_PROCESS.search(title) and "Bali" not in title
    series = mention.series if mention and not is_other else None
    if mention and mention.ordinal is not None:
        return series, mention.ordinal
    if written := ORDINAL_OF_MEETING.search(title):
        return series, ordinal_of(written["ordinal"])
    if leading := _LEADING.search(title):
        return series, ordinal_of(leading["ordinal"])
    figure = _TRAILING.search(title)
    return series, int(figure[1]) if figure else None
