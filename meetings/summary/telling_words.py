"""The words beside names by which `telling` hears who was there, who stayed away, and who is merely spoken of."""

import re

from meetings.summary.patterns import pattern

# "the first meeting for Fiji, which joined …"
JOINED_IN = pattern(r"\s*,\s*(?:which|who)\s+(?:also\s+|then\s+)?(?:joined|attended|took part|participated|came)\b")
# "Those unable to be present sent messages: the Ministers of Nauru"
AWAY_LABEL = pattern(r"[^.;:\n]{4,80}:(?=[^.;:\n]{0,40}$)")
WELCOMED_BY = pattern(
    r"\b(?:received|welcomed|greeted|hosted|put up|looked after)(?: (?:in|at) [A-Z][\w ]+)? by (?:(?:the|both"
    r"|[Gg]overnment of|[Aa]uthorities of) )*$"
)
NONE_OF = pattern(r"\W*(?:neither|none|no one|nobody|not one)\s+(?:of\b|from\b)[^.;:]{0,60}$", re.IGNORECASE)
LED_WITH = pattern(
    r"\b(?P<led>(?:co-)(?:chair|host)\w*|jointly (?:chaired|hosted)|shared the chair)\b[^,;.]{0,40}\b(?:with"
    r"|alongside)\s+(?:the\s+)?$"
)
BETWEEN = pattern(
    r"\b(?:talks|meetings?|consultations?|dialogue|discussions?|negotiations?|exchange) between\s+(?:the\s+)?$"
)
SIGNED_FOR = pattern(r"(?:^\W*(?:sign\w*|done|agreed|initialled)\b[^:;]{0,40}:|;)\s*for\s+(?:the\s+)?$", re.IGNORECASE)
WITH_LAST = pattern(r"\bwith\s+(?:the\s+)?$", re.IGNORECASE)
TOGETHER_WITH = pattern(
    r"(?:^\W*|,\s*|\b(?:together|along|sat|sitting|met|meeting|joined|joining|table|room|hall|shared"
    r"|side by side|beside|we|talks)\s+)"
    r"with\s+(?:the\s+)?$",
    re.IGNORECASE,
)
SUPPORT = pattern(r"\bsupport\s+(?:of|from)\s+(?:the\s+)?$")
# "Refugees came from Fiji"
OWN_BRACKET = pattern(r"^\s*\([^()\n]{1,40}\)(?=\s*(?:[.,;]|$))")
OTHERS_CAME = pattern(
    r"\b(?:refugees|migrants|workers|victims|nationals|arrivals|boats|vessels|deportees|smugglers|traffickers|people"
    r" on the move"
    r"|asylum[- ]seekers|children|women|funds?|money|requests|passengers|goods|stud(?:y|ies)|cases?|examples?"
    r"|lessons|data|livestock|cattle|materials?|reports?|news|calls"
    r"|questions?|imports?|exports?|products?|traders?|students?|remittances)\b[^.;]{0,40}\b(?:from|to|by|of)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
CAME_AS = pattern(r"\b(?:attended|participated|took part|spoke|came|was present)\b[^.;]{0,60}\bas\s+(?:the\s+)?$")
OF_WHICH = pattern(
    r"(?:\s*(?:,|and)\s+(?:the\s+)?[A-Z][\w ]{2,40})?\s*,?\s*(?:both|all|each|\w+)\s+of\s+(?:which|whom|them)\s+"
    r"(?:also\s+)?(?:was|were|attended|took|came)\b"
)
# "He stressed that Fiji cannot carry this alone" tells of no absence.
REGRETTED = pattern(
    r"\b(?:regret\w*|sorry|inform\w*|learn\w*|noted?|noting|told|heard|announced|understood|apolog\w+|sad|pity|shame"
    r"|unfortunate\w*|wrote|mean\w*)\b[^.;]*\sthat\s*(?:the\s*)?$",
    re.IGNORECASE,
)
# "and other countries not attending": who stays unnamed.
NOT_THERE = pattern(r"\b(?:countries|states|members|delegations|governments|those)\s+not\s+\w+", re.IGNORECASE)
GENERAL = pattern(
    r"people|persons|members|states|countries|those|message|word|parts?|row|authorities|governments?", re.IGNORECASE
)
BEFORE_SUBJECT = pattern(
    r"(?:[,.;:–(]|\b(?:and|but|while|then|also|the|only|both|finally|lastly|next|thereafter|later|although"
    r"|though|because"
    r"|whereas|neighbou?ring|nearby|neither|either))$",
    re.IGNORECASE,
)
# "New members | Fiji and Tonga took their seats"
CALLED = pattern(
    r"(?:[A-Z][a-z-]+\s)?(?:[a-z-]+\s){0,2}?(?:members?|countries|states?|partners?|organi[sz]ations?|agencies"
    r"|neighbou?rs?"
    r"|newcomers?|participants?|economies|delegations?|observers?|hosts?|guests?)",
    re.IGNORECASE,
)
# What all together, a speaker or a text said is of the matter in hand, and so are recitals.
ABOUT_OTHERS = pattern(
    r"^\W*(?:(?:In|At|On|During)\s[^,]{3,60},\s+)?(?:(?:The|All|Both|Some|One|Another|Several|Many|His|Her"
    r"|Their)\s+)?"
    r"(?:[a-z-]+\s+){0,2}?(?:[Pp]articipants|[Mm]embers|[Dd]elegates|[Dd]elegations|[Mm]inisters|[Oo]fficials"
    r"|[Ss]peakers?|[Ss]ides"
    r"|[Mm]eeting|[Ww]orkshop|[Cc]onference|[Gg]roup|[Cc]hair\w*|[Rr]eview|[Dd]iscussions?|[Pp]resent(?:ation"
    r"|er)s?|[Ee]xperts"
    r"|[Pp]arties|[Tt]hey|[Ww]e|[Ii]t|[Hh]e|[Ss]he|[Tt]ext|[Rr]eport|[Aa]genda|[Ss]ession|[Dd]iscussants?"
    r"|[Cc]oordinators?)\s+"
    r"(?:also\s+|then\s+|further\s+|all\s+)?"
    r"(?:discuss|agree|prais|recall|emphasi|underlin|stress|not(?:ed|ing)|point|drew|draw|look|compar|remind"
    r"|exchang|consider"
    r"|examin|explor|review|deal|concern|cover|focus|touch|said|say|mention|welcom|condemn|express|call|urg"
    r"|recommend|decid|address"
    r"|highlight|ask|request|thank|commend|learn|studi|analys|analyz|approv|endors|adopt|propos|describ"
    r"|was about|were about|aim)"
    r"|^\W*(?:(?:Deeply|Gravely|Seriously|Fully|Further|Also|Being)\s+)?[A-Z][a-z]+(?:ing|ed (?:at|by|that))\b"
    r"|^\W*[A-Z]{5,}ING\b"
    r"|\b(?:said|says)\s+(?:that|the|in)\b"
)
CAME = pattern(r"\b(?:came|attended|took part|present|joined|gathered|met|travelled|represented|participated)\b")
# "Nepal informed the Plenary that | Norway stood ready": what one says of another.
SAID_THAT = pattern(
    r"\b(?:said|told|inform\w*|report\w*|explain\w*|stress\w*|underlin\w*|emphasi\w*|recall\w*|observ\w*"
    r"|not(?:ed|ing)|stat(?:ed|ing)"
    r"|add(?:ed|ing)|declar\w*|announc\w*|warn\w*|considering|recogni\w*|mindful|aware|hop(?:ed|ing)|argu\w*"
    r"|suggest\w*|propos\w*"
    r"|agreed|decided|reminded)\b[^.;]{0,60}\bthat\b[^.;]*$",
    re.IGNORECASE,
)
# How recitals of the matter begin; "Meeting in …" and "Welcoming the participation of …" tell of the meeting.
OF_THE_MATTER = pattern(
    r"^\W*(?:(?:Deeply|Gravely|Seriously|Fully|Further|Also|And)\s+)?(?:Consider|Recall|Condemn|Recogni"
    r"|Acknowledg|Reaffirm|Affirm"
    r"|Aware|Mindful|Concerned|Convinced|Emphasi|Stress|Underlin|Believ|Bearing|Guided|Building|Determined"
    r"|Desir|Conscious|Cogni"
    r"|Reiterat|Noting that|Alarmed|Inspired|Committed)",
    re.IGNORECASE,
)
# Done to them from afar as well.
PRAISED = pattern(
    r"\s+(?:was|were)\s+(?:also\s+|both\s+)?(?:praised|mentioned|cited|discussed|criticised|criticized|urged"
    r"|encouraged|singled out"
    r"|named as|commended for (?:its|their) (?:\w+ )?(?:laws?|polic\w+|ratif\w+|accession|efforts?|generosity))\b"
)
PAID_BY = pattern(
    r"\b(?:fund\w*|financ\w+|sponsor\w*|paid|prepared|drafted|supported|support|contribut\w+|assistance"
    r"|donat\w+|grants?|aid|loans?"
    r"|visit\w*|project\w*|extradit\w+|borders?|routes?|agreement\w*|treat(?:y|ies)|memorand\w+"
    r"|efforts?|generosity|situation|persons|people who|fled|nationals|citizens|passports?|flights?|forger\w+"
    r"|examples?)\b[^,;]{0,40}$",
    re.IGNORECASE,
)
WITHOUT = pattern(
    r"\b(?:took place|met|meet|held|went ahead|opened|proceeded|began|started|gathered"
    r"|convened)\b[^.;]{0,40}\bwithout\s+"
    r"(?:(?:the|both)\s+)*$"
)
# "thanked Chad and Libya for their participation"
THANKED_FOR_COMING = pattern(
    r"\s+for\s+(?:(?:having|its|their|the|all|very|kindly|active|valuable|his|her|constructive)\s+)*"
    r"(?:participat\w+|attend\w+|presence|coming|travell?ing|making the|joining|taking part|being (?:present"
    r"|there|with us))\b"
)
# "Thanking ICMPD for its services as Secretariat"
THANKS = pattern(
    r"\b(?:thank\w*|gratitude|grateful|appreciat\w+|commend\w*|acknowledg\w+)\b[^.;:]{0,60}$", re.IGNORECASE
)
FOR_SERVICES = pattern(
    r"\s+for\s+(?:(?:its|their|the|all|valuable|excellent|dedicated|continued)\s+)*(?:services?|work|support"
    r"|role|efforts?|acting"
    r"|serving)\s+as\s+(?:the\s+|its\s+|our\s+)?(?P<role>secretariat|moderators?|facilitators?|co-?chairs?"
    r"|chair|host)\b",
    re.IGNORECASE,
)
