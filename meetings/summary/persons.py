"""Persons, by their titles and posts: "H.E. Ms Ana Silva, Minister for Foreign Affairs of …"."""

import re

from meetings.summary.patterns import pattern

_TITLES = (
    (
        r"H\.?\s?E\.?|Y\.?\s?A?\.?\s?B\.?|His Excellency|Her Excellency|Their Excellencies"
        r"|(?:The\s+)?Hon(?:ou?rable|\.)?"
    ),
    r"Rt\.? Hon\.?",
    r"Police(?=\s+(?:Brig|Gen|Maj|Lt|Lieut|Col|Capt|Insp|Super))",
    (
        r"Mr|Mrs|Ms|Mme|Miss|Dr|Prof(?:essor)?|Amb(?:assador)?|Gen(?:eral(?!\s+(?:Secretar|Assembly|Director"
        r"|Council|Commi|Department|Inspect)))?|Maj(?:or)?|Col(?:onel)?|Lt|Lieutenant"
    ),
    r"Brig(?:adier)?|Capt(?:ain)?|Sir|Dame|Dato'?|Datuk|Tan Sri|Tun|Khun|U|Daw|Senator|Pol|Inspector|Superintendent",
    (
        "Sen(?=\\.)|Det|Supt|Sgt|Cdr|Cmdr|Adm|RAdm|Commodore|Cpt|Puan|Pn|Tuan|Encik|Bapak|Ibu|Shri|Smt|Sheikh|Rev"
        "|Fr|Lic|Ing|Sra"
    ),
)
_TITLE = rf"(?:{'|'.join(_TITLES)})\.?"
_RANKS = (
    (
        "Deputy|Vice|Vice(?=-)|Assistant|Acting|Permanent|Under|First|Second|Third|Senior|Chief|Executive|Principal"
        "|Joint|Additional"
    ),
    "Special|Regional|High|Prime|Foreign|Attorney|Director|Secretary|General|Head|Minister|Ambassador|Commissioner",
    (
        "State|Professor|Inspector|Superintendent|Home|Interior|Labour|Finance|Cabinet|Defence|Justice|Immigration"
        "|Police|Union"
    ),
)
_POSTS = (
    (
        "Minister|Secretary(?:-General| General)?|Director(?:-General| General)?|Ambassador|Head|Chief"
        "|Envoy|Representative"
    ),
    (
        "Commissioner(?:-General)?|Coordinator|Co-Managers?|Manager|President|Chairperson|Chairman|Chair"
        "|Advis[eo]r|Officer"
    ),
    "Counsellor|Governor|Under-Secretary|Commander|Inspector|Attorney-General|Specialist",
)
_POST = rf"(?:the\s+|then\s+)?(?:(?:{'|'.join(_RANKS)})[\s-]){{0,5}}(?:{'|'.join(_POSTS)})s?\b"
POST_WORDS = _POST
# A post without a person's name: "the Deputy Permanent Secretary".
POST = pattern(rf"(?:{_POST})(?:\s+(?:of|for)\b.*)?", re.DOTALL)
_NAME = r"(?:[A-Z\u00c0-\u024f][\w'.\u00c0-\u024f-]*\.?[ \t]?|(?:bin|binti|de|da|van|von|al-\w+)\s){1,6}"
_POST_ENDS = (
    rf"[,;]?\s+and\s+(?:{_TITLE}\s|the\s|by\s)"
    r"|\s+(?:attended|participated|took part|joined|was|were|as|also|represented|hosted|opened|led"
    r"|chaired|co-chaired)\b"
)

# A title and a name, with the post behind a comma; or a post, a title and a name.
PERSON = pattern(
    rf"\b(?=[A-Z]|the)(?:{_TITLE}\s+(?:(?:the\s+)?{_TITLE}\s+){{0,4}}{_NAME}(?:\s*\([^()\n]{{1,40}}\))?"
    rf"(?:\s*,\s*(?={_POST})(?:(?!{_POST_ENDS})[^,;()\n]){{1,200}})?"
    rf"|{_POST}(?:\s+(?:for|of)\s+(?:[\w'&-]+\s+){{1,8}}?)?,?\s*{_TITLE}\s+{_NAME})"
)
