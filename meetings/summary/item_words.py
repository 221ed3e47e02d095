"""The words and marks by which `items` cuts a sentence into names and tells what stands between them."""

import re

from meetings.summary.cue_words import ROLE
from meetings.summary.patterns import pattern
from meetings.summary.persons import PERSON, POST_WORDS
from meetings.summary.words import words

SEPARATOR = pattern(
    (
        r"(?<=\n)[ \t]*\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?=\s)|\bas\s+(?:an?\s+)?(?:observers?|guests?)\b"
        r"|,\s+(?:of|from|by)(?=\s+(?:the\s+)?(?-i:[A-Z]))|(?<=\w) {2,}(?=[A-Z\u00c0-\u024f])"
        r"|[,;:()\[\]\n\t|–/•◦▪●○■+]|(?<!\w)-(?!\w)|\s-(?=\w)"
        r"|\b(?:and\s+(?:of|from|by)(?=\s)"
        r"|as well as|along with|alongside|together with|accompanied by|assisted by|in addition to|in addition"
        r"|and also|including|namely|comprising|while|whereas|with|plus|and|or|but"
        r"|for the first time|respectively|representing)\b|&"
    ),
    re.IGNORECASE,
)
GROUP = pattern(
    (
        r";|\n|\t|,\s+(?:of|from|by)|\b(?:and\s+(?:of|from|by)|as well as|along with|alongside|together with"
        r"|accompanied by|assisted by|in addition to|in addition|while|whereas|with|plus|but)\b"
    ),
    re.IGNORECASE,
)
WRAPPERS = frozenset(words("wrappers"))
TRAILING = frozenset(words("trailing"))
CAPITAL_WRAPPERS = frozenset(words("wrappers_with_capital"))
MEMBERS_OF = pattern(
    r"\W*(?:the\s+|all\s+)?(?:members|member states|member countries|states|countries)\b", re.IGNORECASE
)
# "the member countries of the Regional Conference": what they are members of did not attend.
MEMBERS_OF_A = pattern(
    r"\b(?:members?|(?:member |partner |participating )?(?:states|countries|governments))\s+"
    r"(?:of|in|to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
ASIDE = pattern(r"(?:though|although|which|whom|who|having|being|whose)\b")
# Between a person and the state that ends the entry: posts and offices, no second person.
POSTS_BETWEEN = pattern(rf"(?:(?!{PERSON.pattern})[^;()\n.:]){{0,160}},\s*(?:the\s+)?")
OF_BETWEEN = pattern(rf"(?:(?!{PERSON.pattern})[^;()\n.:]){{0,160}}\bof\s+(?:the\s+)?")
# "(Hungary)", "(Hungary, host)"; and what stands between two persons of one delegation.
SENT_FROM = pattern(r"\s+(?:of|from|for)\s+(?:the\s+)?$")
CLOSES = pattern(rf"\s*(?:[,;/–-]\s*(?:as\s+)?{ROLE.format('role')}\s*)?\)", re.IGNORECASE)
ROLE_LAST = pattern(r"\b(co-?chairs?|chair|hosts?|observers?|guests?)(?:manship|ship|person|man)?$")
BESIDE = pattern(r"\s*(?:,\s*(?:and\s+|with\s+)?|and\s+|&\s*|/\s*|with\s+)")
ENDS = pattern(r"(?P<town>)\s*(?:\([^()\n]{1,30}\)\s*)?(?:;|\n|$|\.(?:\s|$))")
# "IOM Bangkok"
ENDS_IN_TOWN = pattern(r"(?P<town>(?:[ \t]+[A-Z\u00c0-\u024f][\w'-]+){0,2})\s*(?:;|\n|$|\.(?:\s|$))")
# "focal points of the", "Ministries of Interior of": whose they are follows.
OFFICES = pattern(
    r"(?:(?:[a-z-]+\s+){1,6}|(?:Ministr(?:y|ies)|Departments?|Governments?|Embass(?:y|ies)|Authorit(?:y"
    r"|ies))\s[^,;()\n]{0,80}?)"
    r"(?:of|from)\s+(?:the\s+)?"
)
# "the Director-General of the IOM", "the African Union Commissioner for Social Affairs".
POST_OF = pattern(
    rf"(?:the\s+)?{POST_WORDS}(?:\s+(?:of|for)\s+(?:\w+\s+){{1,6}}?)?\s+(?:of|to|from)\s+(?:the\s+)?", re.IGNORECASE
)
MISSION = pattern(r"\s+(?:Delegation|Mission|Representation|Office)\s+(?:to|in|for)\s+(?:the\s+)?")
NEXT = pattern(r"\s*(?:,|and|&)\s*(?:the\s+)?")
POST_ENDS = pattern(r"\s+(?:for|on|in|to)\s.*", re.DOTALL)
# "the Foreign Ministers of"
POSTS_OF = pattern(
    r"(?:the\s+)?(?:[A-Z]?[a-z-]+\s+){0,4}(?:Ministers|Secretaries|Heads|Chiefs|Ambassadors|Directors|Commissioners"
    r"|Diplomats|Envoys|Officials|Officers|Experts|Consuls|Embassies|Attach[eé]s|Judges|Prosecutors|Inspectors"
    r"|Leaders"
    r"|Presidents|Premiers|Generals|Delegations|Delegates|Representatives|Governments|Teams|Observers|Guests)"
    r"(?:\s+(?:of|for)\s+[\w ,]{1,60}?)?\s+of\s+(?:the\s+)?"
)
# "the Steering Committee members A", "EU agencies B": what a group is called stands before its first name.
GROUP_CALLED = pattern(
    r"(?:[\w'-]+\s+){0,5}(?:members|countries|states|partners|jurisdictions|agencies|organi[sz]ations|bodies"
    r"|institutions|economies|governments)\s+(?:the\s+)?(?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
POST_BEHIND = pattern(rf"(?:\s+{POST_WORDS})?(?:\s+(?:of|for|on|in|to)\s.*)?", re.DOTALL)
# "UNODC Regional Office", "IOM Country Office in Jakarta"
OFFICE_BEHIND = pattern(
    r"(?:\s+(?:Regional|Country|Sub-?[Rr]egional|Field|Liaison|Headquarters|Office|Mission|Delegation|Bureau"
    r"|Team|Staff"
    r"|Representation|Programme|Experts))+(?:\s+(?:in|for|to)\s.*)?",
    re.DOTALL,
)
# "WELCOMING the Republic of Turkey": how recitals begin.
RECITING = pattern(r"[A-Z]{4,}ING")
SENDER = pattern(
    r"\((?:the )?(?P<name>[A-Z][\w'.-]+(?: (?:of|for|and|the|on|in|de|du|des|[A-Z][\w'.-]+)){1,8}|[A-Z]{3,8})\)\s*$"
)
SMALL = frozenset(words("small"))
LONGEST_NAME = 14
# "IOM and the International Justice Mission.": behind the last known name, one that calls itself a body.
_CAPITAL = r"(?:[A-Z]\.|[A-Z\u00c0-\u024f][\w'&-]*)"
_CALLED = (
    r"(?:Mission|Network|Foundation|Institute|Cent(?:re|er)|Council|Federation|Union|Society|Association"
    r"|Alliance|Commission"
    r"|Committee|School|College|Academy|Secretariat|Organi[sz]ation|Agency|Fund|Bank|Services?|Programme"
    r"|Coalition|Forum|University|Initiative|Trust|Office)"
)
_OF = rf"(?:\s+(?:of|for|on)\s+{_CAPITAL}(?:\s+{_CAPITAL})*)"
BODY_BEHIND = pattern(
    r",?\s+(?:and|&|plus|as well as)\s+(?:the\s+)?(?P<name>"
    rf"(?:{_CAPITAL}\s+(?:(?:of|for|and|on|the|de|in)\s+)*){{1,7}}?{_CALLED}{_OF}?"
    rf"|{_CALLED}{_OF})(?=\s*(?:[.,;)]|$|\n))"
)
# "In August the School of Island Studies (SIS) hosted a dialogue": a body nobody knows begins the sentence.
BODY_SUBJECT = pattern(
    r"(?:(?:In|On|During|At|From)\s[^,;.]{3,60}?,?\s+)?(?:[Tt]he\s+)?(?P<name>"
    rf"(?:{_CAPITAL}\s+(?:(?:of|for|and|on|the|de"
    rf"|in)\s+)*){{0,7}}?{_CALLED}(?:{_OF}(?:\s+and\s+{_CAPITAL})?)?(?:\s+\([A-Z][\w-]{{1,9}}\))?)"
    r"(?P<tells>\s+(?:also\s+|jointly\s+|further\s+|had\s+)?(?:(?:co-)?hosted|(?:co-)?organi[sz]ed|convened"
    r"|attended|took part"
    r"|participated|sent|was (?:also )?(?:represented|present|in attendance|there|invited)|observed|joined|came"
    r"|provided|led|chaired"
    r"|moderated|facilitated|lent|served|acted|apologi[sz]ed|excused|did not)\b[^;.]*)"
)
SPEAKING_FOR = pattern(r"(?:speaking|acting|answering|signing)\s+(?:also\s+)?(?:for|on behalf of)\s+(?:the\s+)?")
ENDS_LIST = pattern(
    r"\s+(?:(?:to|in|at)\s+[A-Z]|as\s+(?:countr|stat|members?\b|parti|associat)|(?:posted|based|stationed"
    r"|resident|accredited|responsible|working)\s+(?:in|at|for|to)"
    r"|(?:at|on|for|during|under|since"
    r"|over|throughout)\s+(?:the|this|his|her|its)\b)"
)
# "Peru 3", "Tonga (2)", "Samoa x 4"
COUNTED = pattern(r"\s*[x×=]?\s*\d{1,3}(?:\s+(?:delegates?|persons?|people|officers?|officials?|participants?))?\s*")
