"""The words by which `told` and `telling` hear that somebody was there; verbs of attending are in `cue_words`."""

import re

from meetings.summary.patterns import pattern, seldom
from meetings.summary.persons import POST_WORDS

ROLE = r"(?:co-?\s?chairs?|chairs?|chairmen|chairman|chairpersons?|co-?hosts?|hosts?|observers?|guests?)"
ROLE_BEFORE = pattern(
    rf"(?<!outgoing )(?<!incoming )(?<!former )(?<!past )(?<!next )(?<!previous )(?<!future )\b(?P<role>{ROLE})\b"
    r"(?:\s+(?:country|countries|states?|government"
    r"|delegations?))?(?:\s+of\s+[^,;.:()]{1,60}(?=[,(–]))?\s*(?:[,:–(]\s*)?"
    rf"(?:(?:that is|namely|both|the|(?<=, )from)\s*,?\s*)*(?:{POST_WORDS}\s+(?:of|for)\s+(?:the\s+)?)?"
    r"(?:(?:(?-i:[A-Z])[\w'.-]+\s+){1,4}\(\s*)?$",
    re.IGNORECASE,
)
ROLE_WITHIN = pattern(rf"\b{ROLE}\b[^.;]{{0,40}}[,(–]", re.IGNORECASE)
ROLE_BEHIND = pattern(
    (
        r"\s*(?:[,(–]\s*)?(?:and\s+)?(?:(?:who|which)\s+(?:was|were|is|are)\s+"
        r"|(?:was|were)\s+(?:an?\s+)?(?:special|invited)\s+|(?:was|were)\s+(?:elected|chosen"
        r"|named)\s+|(?:acting|serving|sitting)\s+|in (?:its|their) (?:capacity|role|function) )?"
        rf"(?:as\s+)?(?:(?:the|its|this year's|our|joint|current|local)\s+)*"
        rf"(?P<role>{ROLE}|chairing|presiding|hosting|observing|in the chair)\b"
        r"(?=\s*(?:[,;.)–]|$|of\b|for\b|country\b|and\b))"
    ),
    re.IGNORECASE,
)
# "A and B, as Chair and Co-Chair": each its own.
ROLES_BEHIND = pattern(
    rf"\s*,?\s*(?:as|acting as|serving as"
    rf"|respectively)\s+(?:the\s+)?(?P<first>{ROLE})\s+and\s+(?:the\s+)?(?P<second>{ROLE})\b",
    re.IGNORECASE,
)
# "We thank the Government and people of Fiji for hosting"
THANKED_HOST_BEFORE = pattern(
    r"\b(?:thank(?:s|ed|ing)?|gratitude|grateful|appreciation|appreciated|commended|acknowledged|indebted)\b"
    r"(?:\s+(?!for\b)[a-z]+){0,4}\s+(?:the\s+)?(?:(?:Government|Royal Government|Kingdom|Republic|people|authorities)"
    r"(?:\s+and\s+(?:the\s+)?people)?\s+of\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
THANKED_HOST_BEHIND = pattern(
    r"\s+for\s+(?:(?:having|its|their|the|all|very|kindly|graciously|generous|warm|gracious|kind|excellent|so|ably"
    r"|organi[sz]ing\s+and)\s+)*(?:host(?:ing|ed)\b(?!\s+(?:of\s+)?(?:refugees|migrants|large|displaced))"
    r"|hospitality)",
    re.IGNORECASE,
)
# What somebody does who is in the room, and nobody from afar.
SPOKE = seldom(
    r"\s*(?:\([A-Z][\w -]{1,12}\)\s*)?(?:(?:also|further|both|each|then|jointly|briefly)\s+)*"
    r"(?:presented|briefed|outlined|highlighted|described|drew attention|updated|introduced|spoke|intervened|informed"
    r"|gave an? (?:\w+ )?(?:update|overview|presentation|briefing|account)|shared (?:its|their)|reported (?:on"
    r"|to|that)"
    r"|delivered|explained|emphasi[sz]ed|stressed|took the floor|expressed|thanked|offered to|volunteered|proposed"
    r"|(?:supported|serviced|assisted|co-?facilitated) (?:the|this|our) (?:meeting|workshop|session|conference"
    r"|seminar|training|group|forum)"
    r"|took (?:the )?(?:notes|minutes)|kept (?:the )?(?:notes|minutes|record)|facilitated|moderated"
    r"|invited (?:members|participants|delegat\w+|all)|noted that|told|raised|suggested|asked|requested)\b",
)
PEOPLE = (
    r"(?:delegat(?:es?|ions?)|experts?|officials?|officers?|representatives?|representation|ministers?|colleagues?"
    r"|resource (?:persons?|people)"
    r"|counterparts?|teams?|people|persons|participants?|participation|envoys?|ambassadors?|diplomats?|police(?:men)?"
    r"|prosecutors?|judges|investigators|specialists|practitioners|staff|trainers|authorities|governments?"
    r"|embass(?:y|ies)"
    r"|consulates?|missions?|members?|states|countries|sides?|observers?|guests?|speakers?|friends|regrets?"
    r"|apolog(?:y|ies)|attach[eé]s?|secretaries|directors?|heads|chiefs|leaders|commissioners|agencies|attendance"
    r"|attendees|somebody|someone|nobody|no one|one|those|message|word|heard|faces|voices|presence|absence|row"
    r"|parts?|parliamentarians|scholars|lawyers|seats?|desks?)"
)
_ON_THE_WAY = (
    r"(?:each|only|alone|too|also|then|both|all|had|have|come|came|present|there|in|attendance|as far away as"
    r"|as far|coming"
    r"|sent|drawn|joined|joining|travelled|travell?ing|arrived|arriving|flew|drove|connected|connecting|dialled"
    r"|dialling"
    r"|logged|tuned|took|taking|part|participated|participating|attended|attending|followed|following|gathered|spoke"
    r"|online|remotely|virtually|here|to|[A-Z][\w-]+|by video|were|was|who|that|which|[a-z]+ly)"
)
SENT_BY = pattern(
    rf"\b(?P<who>{PEOPLE})(?:\s+{_ON_THE_WAY}){{0,6}}"
    r"\s+(?:from|of|for|representing|by|on behalf of)\s+"
    r"(?:(?:the|both|as far(?: away)? as|all|governments? of|neighbou?ring|nearby|distant|places like|as)\s+)*$",
    re.IGNORECASE,
)
# "Ms Rao spoke for Fiji", "they had come all the way from Fiji"
CAME_FROM = pattern(
    r"\b(?:spoke|speaking|appeared|signed in|attended|sat|acted|reported|replied|stood in|took part|answered"
    r"|participated)\s+"
    r"(?:for|on behalf of)\s+(?:(?:the|both)\s+)*$"
    r"|\b(?:come|came|travelled|traveled|arrived|flew|flown|drove|connected|dialled|tuned|logged|hailed|drawn"
    r"|joined)\s+"
    r"(?:(?:in|to [A-Z]\w+|all the way|mainly|mostly|chiefly|largely|online|remotely|here|over|also|too)\s+)*from\s+"
    r"(?:(?:the|both|as far(?: away)? as|neighbou?ring|nearby)\s+)*$"
)
NOT_BEFORE = pattern(
    r"\b(?:in|into|across|between|through|via|against|about|concerning|regarding|towards?|to|on|like|within|near"
    r"|off|over"
    r"|of|from|for|by|than|since|after|before|under|visited|that|whether|if|at|around|because|said|says|where|when)"
    r"\s+(?:(?:the|both|all|neighbouring|nearby|part of|parts of)\s+)*$"
    # "in Bangkok, | Thailand"
    r"|\b(?:in|at|to|near|from|of)\s+(?:the\s+(?:[a-z]+\s+){1,3}(?:of\s+)?)?(?-i:(?:[A-Z][\w'.-]+\s?){1,3}),\s+(?:the\s+)?$",
    re.IGNORECASE,
)
OPENING = pattern(
    r"^(?:From|On|For|At|In|By|During|After|Before|Prior to|Following|Throughout|Because of|Owing to|Due to"
    r"|Thanks to)\s+"
    r"(?:(?:the|our|each|both|that|their|its|his|her)\s+)?(?=[a-z])"
    r"(?:(?!\w+ed\b|said\b|that\b|was\b|were\b|had\b)[\w'-]+\s?){1,6},?$"
)
MET = pattern(
    (
        r"\b(?:was|were|had|to have|saw|heard(?: from)?|(?:floor|word|gavel|microphone) (?:[a-z]+ ){0,3}(?:to"
        r"|over to)|counted|seated|greeted|received|came|sat|stood|welcomed|joined by"
        r"|(?:confined|limited|restricted) to|comprised|compris(?:es|ing)|included|next to|beside"
        r"|there (?:was|were|is|are)"
        r"|made up of|among (?:them|these|those|whom|which)(?: (?:were|was|are))?|composed of|consist(?:ed"
        r"|ing) of|form(?:ed|ing) by|around the table|united|grouped|namely|spoke|found"
        r"|introduced|signed in|logged in|dialled in|attended|numbering)"
        r"(?:\s+(?:also|only|both|all|again|the|as well as|with us|in|from|once more|by))*\s*:?\s*$"
    ),
    re.IGNORECASE,
)
# What is done to a meeting is done there; what is done to a treaty, a boat or a budget is done elsewhere.
_DONE_ELSEWHERE = (
    r"(?!(?:co-?)?(?:sign|ratif|fund|financ|sponsor|affect|adopt|publish|issu|produc|arrest|deport|intercept"
    r"|visit|develop"
    r"|establish|launch|creat|found|implement|us|cross|receiv|refus|cover|border|own|operat|detain|seiz|rescu"
    r"|import|pass"
    r"|negotiat|commission|nominat|recruit|employ|smuggl|traffick|separat|surround|inspir|accompani|follow|concern)"
    r"(?:i?ed)\b)"
)
BY = pattern(
    rf"\b{_DONE_ELSEWHERE}(?:[a-z-]+ed|made|led|given|taught|run|taken|heard|held|read|begun|shown|put forward"
    rf"|kept|set"
    r"|sent|written)\s+(?:(?:also|jointly|in turn|in [A-Z]\w+|there)\s+)?by\s+(?:(?:the|both|delegat\w+ (?:of"
    r"|from))\s+)*$"
    r"|\bwith\s+(?:the\s+)?(?:[a-z]+\s+)?support\s+(?:of|from)\s+(?:the\s+)?$"
    r"|\b(?:statements|remarks|speeches|address(?:es)?|interventions)\s+(?:by|of|from|(?:made|delivered"
    r"|given)\s+by)\s+"
    rf"(?:the\s+)?(?:{POST_WORDS}\s+(?:of|for)\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
BESIDES = pattern(
    r"(?:^|\W)(?:besides|in addition to|alongside|together with|along with)\s+(?:the\s+)?$", re.IGNORECASE
)
FROM = pattern(r"\b(?:from|by|on behalf of)\s+(?:(?:the|both)\s+)*$")
WITH = pattern(r"\b(?:with|and|while|whilst|as)\s+(?:(?:also|both|only|the)\s+)*$", re.IGNORECASE)
DOING = pattern(
    r"\s+(?:(?:also|both|each|all|silently|only|again)\s+)*(?:[a-z]+ing\b|present\b|there\b|as\b|in the\b|beside "
    r"(?:them|us)\b|among (?:them|us)\b|at their side\b"
    r"|on the\b|at the\b)"
)
VERB = pattern(
    r"\s*(?:,\s*(?!and\b|but\b|while\b|whereas\b|with\b)(?:[^,;.\n]|\.(?=\S)|(?<=\b[A-Z][a-z])\.|(?<=\b[A-Z])\."
    r"|(?<=\bHon)\.){1,80},)?\s*(?:\([^()\n]{1,60}\)\s*)?(?:,\s*)?(?:who\s+|which\s+)?"
    r"(?:(?:also|both|each|all|too|then|jointly|duly|kindly|likewise|again|alone|together|only|itself"
    r"|themselves|once more"
    r"|[a-z]+ly)\s*,?\s+)*"
    r"(?P<verb>(?:(?:co-)?[a-z]+ed|was|were|did|had|came|sat|spoke|sent|led|went|took|gave|made|brought|held|kept|saw"
    r"|told"
    r"|stood|put|withdrew|chose|began|rang|flew|won|drew|wrote|thought|met|said|lent|let|left|got|found|heard|felt"
    r"|read|set|laid"
    r"|could|sends?|joins?|attends?|hosts?|takes?|chairs?)\b|n't)"
)
OTHER_TIME = pattern(
    (
        r"\bnot (?:been )?invited\b|\b(?:will|would|shall|should|may|might|must|has|(?<!to )have|is|are"
        r"|signed|ratified|acceded|refused"
        r"|announced"
        r"|borders?(?!\s+(?:police|guards?|force|agenc|control|officials|officers|services?|troops))|deported"
        r"|arrested|intercepted|extradited|had (?:(?:then|also|already|earlier|just) )?(?:[a-z]+ed"
        r"|been(?! (?:there|present|represented|with us|at the|in the))|gone"
        r"|seen|made|given|taken|come)\b"
        r"|sent (?:an? |its |their )?(?:\w+ ){0,2}(?:statements?|messages?|letters?|papers?|greetings|comments)"
        r"|last (?:year|month|week|time)|previous(?:ly)?|earlier|ago|next(?= (?!to\b|in\b)[a-z])|since)\b"
        r"|\b(?:in|by|since|until) (?:19|20)\d\d\b"
    ),
    re.IGNORECASE,
)
UNABLE = pattern(r"\s*(?:could\b|(?:was|were)\s+(?:able|free|in a position)\b)")
NEXT_CLAUSE = pattern(r"(?:\s*\([^()\n]*\))?\s*,\s+and\s+(?:the\s+)?")
APPOSED = pattern(
    r"\b(?:states|countries|members|organi[sz]ations|delegations|observers|guests"
    r"|partners)\b[^,]*,\s*$",
    re.IGNORECASE,
)
TELLING = pattern(r"\b(?:was|were|had|is|are|will|has|have|could)\b")
NEXT_GROUP = pattern(r"\b(?:and|,)\s+(?:also\s+)?(?:by|of|from|for|the)\b")
HAD = pattern(r"\bhad\b")
WHO_CAME = pattern(
    r"\b(?:attend\w*|participa\w+|present|delegations?|who (?:was|were|came|took|joined|sat)|on the call"
    r"|in the room|roll|sheet"
    r"|taking part|took part|represented|observers?|guests?|list of (?:states|countries|members|names))\b",
    re.IGNORECASE,
)
CAPITAL = pattern(r"[A-Z\u00c0-\u024f]\w")
PART_OF_NAME = pattern(r"[ \t-][A-Z\u00c0-\u024f]")
LABEL = pattern(r"\W*(?P<label>[^:;.()\n]{2,70}?)\s*(?:\([^()\n]{1,40}\)\s*)?(?::|(?P<dash>\s(?:--|–|—))(?=\s))\s*")
PARTNERS = pattern(r"\W*(?:(?:dialogue|development|implementing|international)\s+)?partners\W*", re.IGNORECASE)
# "Online – Fiji, Tonga": a dash makes a label of words that tell how somebody came, and of no others.
WAY = pattern(
    r"\W*(?:in[- ]person|on[- ]?line|virtual(?:ly)?|remote(?:ly)?|(?:by|via) (?:\w+ )?(?:video|telephone|phone"
    r"|link)\w*"
    r"|in the (?:room|hall)|at the table|on (?:the )?(?:line|call|phone|screen|link|video|site)|face[- ]to[- ]face"
    r"|physically|(?:dial+ed|dial+ing|connect\w+|join\w+)(?: (?:in|online|remotely|by \w+))?)\W*",
    re.IGNORECASE,
)
# "Attending – Fiji – Tonga"
THERE = pattern(
    r"\W*(?:also )?(?:attending|attendance|in attendance|attendees|present|participating|participants|participation"
    r"|joining"
    r"|taking part|observing|those present|delegations|delegates|represented|members (?:present|attending))\W*",
    re.IGNORECASE,
)
# "Experts – A, B": a label that is nothing but a role.
ROLE_LABEL = pattern(
    r"\W*(?:(?:invited|special|permanent|international|external)\s+)*(?P<role>observers?|experts?"
    r"|guests?(?: speakers?)?|facilitators?"
    r"|donors?|resource (?:persons?|people)|speakers?|moderators?|hosts?|co-?hosts?|co-?chairs?|chairs?"
    r"|secretariat)\W*",
    re.IGNORECASE,
)
ALSO_FROM = pattern(r"[\s,;]*(?:and\s+)?(?:from|for|on behalf of)\s+(?:the\s+)?(?:[\w'-]+\s+){1,5}$")
# "the ministers of A, and those of B"
THOSE_OF = pattern(r"(?:[,;]|\band)\s+(?:(?:and|also)\s+)*(?:those|that)\s+(?:of|from)\s+(?:the\s+)?$")
NEITHER = pattern(r"\s*,?\s*(?:neither|none|both|who|which|all)\b")
RELATIVE = pattern(
    r"^\s*,\s*(?:although|though|even though|despite|with whom|in whose|which|who|whose)\b[^,;.]{1,100},"
)
# "Malaysia, which led the discussions."
RELATIVE_LAST = pattern(r"^\s*,\s*(?:which|who|whose)\b(?P<told>[^,;.]{1,100})(?=[.;]|$)")
ELLIPTIC = pattern(
    r"\s+(?:its|their|one|two|three|four|five|six|seven|eight|nine|ten|\d+|none|with|by|from|likewise|too"
    r"|as well|also"
    r"|online|in person)\b|\W*$"
)
IN_BRACKETS = pattern(
    r"\b(?P<who>members|member states|countries(?: of [a-z]+)?|states|delegations|delegates|organi[sz]ations"
    r"|participants"
    r"|ministers|heads of delegation|officials|experts|observers|guests"
    r"|partners)\b(?:[^().:;\n]{0,40})\(\s*(?:the\s+)?$",
    re.IGNORECASE,
)
TO_ALL = pattern(
    r"\s+(?:also\s+|jointly\s+)*(?:co-?)?(?:facilitated|moderated|supported|serviced|assisted|addressed|briefed"
    r"|opened|closed|updated|informed|greeted|joined)\s+(?:the|this"
    r"|our)\s+(?:\w+\s+)?"
    r"(?:meeting|workshop|session|conference|seminar|training|participants|delegates|delegations|group|forum"
    r"|talks|dialogue)\b"
)
ATTENDS = pattern(
    r"\b(?:attend\w*|represented|present|participat\w+|t(?:ook|aking) part|join\w*|observers?|guests?|with us"
    r"|in the room"
    r"|apolog\w+|regrets?|absent|among us|excused|did not (?:respond|reply|come|travel|answer)|could not (?:come"
    r"|travel))\b",
    re.IGNORECASE,
)
LED = pattern(
    r"\b(?:(?:co-)?(?:chaired|hosted)|presided)\b(?!\s+by\b)|\bsecretariat\b[^.;]{0,60}\bprovided by\b", re.IGNORECASE
)
JOINT = pattern(
    r"\s*(?:\((?P<bracket>[^()\n]{0,60})\)\s*)?(?:,|;|/|&|\band\b|\bn?or\b|\bas well as\b|\balong with\b|\bplus\b"
    r"|\btogether with\b"
    r"|\balongside\b)(?P<middle>[^.;:()\n]*?)",
    re.IGNORECASE,
)
LEADING = pattern(
    (
        r"\s*(?:(?:,|&|and|or|nor|also|the|both|as well as|along with|plus|together with|alongside|from|of|for"
        r"|governments?"
        r"|representatives|delegates|delegations|officials|experts|ministers|republic)\s*)*"
    ),
    re.IGNORECASE,
)
UNKNOWN = pattern(
    r"[A-Z\u00c0-\u024f][\w'.&-]*(?:\s+(?:(?:of|for|and|on|the|de|in)\s+)?[A-Z\u00c0-\u024f][\w'.&-]*){0,8}"
)
# "A quorum was reached although | Fiji …"; "because of" and "after the" begin no clause.
CLAUSE_BEGINS = pattern(
    r"[;:]|,?\s(?:while|whereas|but|although|though|even though|because|after which|so that|where)\s(?!of\b)"
)
CLAUSE_ENDS = pattern(r"[;:]|\.(?:\s|$)|,?\s+(?:while|whereas|but)\b|,\s+with(?=\s+(?:the\s+)?[A-Z])|\s–\s|\n")
FRAMING = frozenset(
    (
        "opened",
        "chaired",
        "thanked",
        "welcomed",
        "hosted",
        "closed",
        "convened",
        "observed",
        "spoke",
        "elected",
        "received",
    )
)
