"""The sentence that says what met, where, when and at whose invitation."""

import re

from meetings.summary.attendance import Role, add, add_person
from meetings.summary.cues import role_of
from meetings.summary.dates import dates_in
from meetings.summary.days_told import corrects_dateline, is_elsewhere, merge_dates, without_year
from meetings.summary.draft import Draft
from meetings.summary.item import Item
from meetings.summary.item_words import BODY_BEHIND
from meetings.summary.items import named_in
from meetings.summary.names import NamedParticipant, tokens_of
from meetings.summary.patterns import pattern
from meetings.summary.persons import PERSON
from meetings.summary.placing import format_of
from meetings.summary.proposal import Host
from meetings.summary.series import GENERAL, Mention, identify, mentions_in
from meetings.summary.told_words import ROLES_BEHIND
from meetings.summary.words import NUMBER

_LONGEST = 3_000
_HELD = pattern(
    (
        r"\b(?:(?:was|were)\s+(?:\w+ly\s+)?(?:held|convened|hosted|co-?hosted|organi[sz]ed|chaired"
        r"|co-?chaired|jointly chaired|conducted)|took place|hosted|co-?hosted|convened|met\b|co-?chaired"
        r"|(?:opened|closed|ended|began|concluded|started|wrapped up)\s+(?:an?|their|in|at)\b|co-?organi[sz]ed"
        r"|gathered|held|under (?:the )?(?:[\w-]+\s+){0,3}?(?:co-?)?(?:chair(?:man)?ship|presidency)(?:"
        r" pro[- ]t[eé]mpore)? of|invitation of"
        r"|came together|assembled|brought together"
        r"|(?:co-?)?(?:hosted|chaired|presided over) by|had the (?:hono[u]?r|pleasure|privilege)\b)"
    ),
    re.IGNORECASE,
)
_MET = pattern(
    r"\b(?:met|gathered|assembled|convened)\s+(?:[a-z]+ly\s+)?(?:in|on|at|from|between)\b|\bbrought together\b"
)
_GATHERING = pattern(
    r"\b(?:[Mm]eeting|[Cc]onference|[Ww]orkshop|[Ff]orum|[Ss]ession|[Gg]athering|[Cc]onsultation|[Dd]ialogue|[Gg]roup"
    r"|[Cc]ommittee|[Cc]ommission|[Pp]lenary|[Ss]ummit|[Ss]eminar|[Ss]ymposium|[Rr]ound ?[Tt]able|[Tt]alks|[Rr]etreat"
    r"|[Tt]ask [Ff]orce|[Cc]olloquium|[Tt]raining|[Cc]ourse|[Ee]xercise|[Bb]riefing|[Ee]vent|[Nn]etwork|[Rr]ound\b"
    r"|[Ee]dition|[Cc]ouncil|[Aa]ssembly|[Ww]ebinar|[Cc]ongress)\b"
    r"|^(?:It\s+was\s+)?[Hh]eld\b|invitation of\b"
    r"|^It\s+was\s+(?:jointly\s+)?(?:co-?)?(?:chaired|hosted|convened|organi[sz]ed)\b"
)
# "It was held under the auspices of …", whatever follows.
_WAS_HELD = pattern(r"\W*(?:\d+\.\s+)?(?:It|The\s+[a-z]+)\s+was\s+(?:held|convened)\s+(?!by\b|to\b)")
_DURATION = pattern(rf"\b(?:over|for|during|a)\s+{NUMBER}[ -]days?\b", re.IGNORECASE)
_HOSTING = pattern(
    (
        r"\b(?P<verb>(?:jointly\s+)?(?:co-?)?(?:hosted|chaired|presided\s+over|organi[sz]ed"
        r"|convened(?!\s+(?:in|on|at|from|between|for|virtually|online"
        r"|under)\b)))(?P<by>\s+(?:at\s+(?:[\w-]+\s+){1,3}levels?\s+)?(?:jointly\s+)?by\b)?"
        r"|\b(?P<brought>brought together)\b"
        r"|\bhad the (?:hono[u]?r|pleasure|privilege) (?:to|of) (?:co-?)?(?:host|chair)(?:ing)?\b"
        r"|\bunder (?:the )?(?:[\w-]+\s+){0,3}?(?P<under>(?:co-?)?(?:chair(?:man)?ship|presidency))(?:"
        r" pro[- ]t[eé]mpore)? of\b"
        r"|\b(?:up)?(?:at|on) the (?:kind )?(?P<invitation>invitation) of\b"
    ),
    re.IGNORECASE,
)
_CHAIRS = pattern(r"\b(?:Bali Process\s+)?(?:Senior Officials?'?\s+)?Co-?Chairs?\b", re.IGNORECASE)
# "The Co-Chairs, A and B, convened …"
_TITLED = pattern(r"\bco-?chairs?\b(?:\s+of\s+[^,;.]{1,80})?\s*[,(–]\s*(?:the\s+)?$", re.IGNORECASE)
# "at the invitation of A and B, as co-chairs, …"
_AS_CHAIRS = pattern(
    r"\s*,?\s*(?:as|acting as|in their capacity as)\s+(?:the\s+)?(?P<role>co-?chairs?|chair)\b(?!\s+and\b)",
    re.IGNORECASE,
)
_REGION = pattern(
    r"(?:(?:South[- ]?East|South|East|Central|West|North|Western|Eastern|Southern) )?"
    r"(?:Asia|Africa|Europe|Americas?|Pacific|Caribbean|Persons|Migration)\b"
)
_WHO_ENDS = pattern(
    r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!Hon)(?<!Prof)[.;:]|\b(?:was|were|and was|and were|which|who"
    r"|that|with|to|attended|brought|gathered|and\s+(?:\w+ly\s+)?(?:co-)?[a-z]+ed|and\s+in\s+the"
    r"|(?<=\w)(?=,\s+(?:the|this|our)\s+[A-Z]\w+\s+(?!and\b|of\b)[a-z])|on\s+\d|in\s+[A-Z]"
    r"|at\s+(?:the|[A-Z])|from\s+\d|between)\b"
    r"|,\s+(?:the\s+)?(?:[a-z]+\s+){0,2}(?:delegates|delegations|representatives|officials|experts|ministers"
    r"|participants|members)\b"
)
_OPENING = pattern(r"(?:From|On|Between|Over|During)\s+(?:the\s+)?(?:\w+day,?\s+)?(?:the\s+)?")
_INVITER_ENDS = pattern(r"[,.;:]")
_WHO_BEGINS = pattern(r"[.;:]|\b(?:in \d{4}|\d{4})\b,?|^On\b[^,]{0,40},")
PLACE = pattern(
    r"\b(?:in|at)\s+(?:the\s+(?:[a-z]+\s+){0,2}(?:city|town|capital|port|resort|village"
    r"|island)\s+of\s+)?(?P<place>(?:[A-Z\u00c0-\u024f][\w'-]+(?:\s+|-)?){1,3}"
    r"(?:,\s*(?:the\s+)?(?:(?:[A-Z][a-z]+\s+){1,5}of\s+(?:the\s+)?)?(?:[A-Z\u00c0-\u024f][\w'-]+\s?){1,4}){0,2})"
)
PURPOSE_TAIL = pattern(
    r"(?<=\s)with\s+(?:the|an?)\s+(?:\w+\s+){0,2}(?:aim|objective|purpose|goal|view)\s+(?:of|to)\b"
    r"|(?<=\s)(?:in order\s+)?to\s+(?:review|discuss|consider|prepare|share|exchange|examine|take stock"
    r"|agree|finali[sz]e|explore|address|assess|develop|identify|strengthen|advance|progress"
    r"|follow up)\b"
)


def read_convening(draft: Draft, start: int, end: int) -> bool:
    """Reads the sentence that convenes. False, and nothing taken, where the sentence does not."""
    text = draft.text
    if end - start > _LONGEST or not _HELD.search(text, start, end):
        return False
    mention = _own_mention(draft, start, end)
    dates = [written for written in dates_in(text, start, end) if not is_elsewhere(text, start, written.start)]
    told = next((written for written in dates if merge_dates(draft.dates, written.dates) is not None), None)
    is_meeting = _GATHERING.search(text[start:end])
    told = told or without_year(draft, start, end) or corrects_dateline(draft, dates if is_meeting else [])
    hosting = _HOSTING.search(text, start, end)
    is_here = any(_same_place(draft, match["place"]) for match in PLACE.finditer(text, start, end))
    has_met = _MET.search(text, start, end) and (told or is_here)
    is_led = (hosting is not None and hosting["under"] is not None) or _WAS_HELD.match(text, start, end)
    if mention is None and not has_met and not is_led and not (is_meeting and (told or hosting or is_here)):
        return False
    _read_title(draft, mention, start, end)
    if told:
        draft.dates = merge_dates(draft.dates, told.dates) or told.dates
        draft.is_date_of_meeting = True
        draft.ledger.claim(told.start, told.end, "/dates/starts")
    _read_place_in(draft, start, end)
    for match in _HOSTING.finditer(text, start, end):
        _read_hosts(draft, match, start, end)
    for match in _DURATION.finditer(text, start, end):
        draft.ledger.claim(*match.span(), "/dates")
    return True


def opens_with_date(text: str, start: int, end: int) -> bool:
    """Whether a sentence begins "On 3 May 2019 …", "From 3 to 5 May 2019 …"."""
    first = next(dates_in(text, start, min(end, start + 80)), None)
    return first is not None and bool(_OPENING.fullmatch(text, start, first.start))


def note_number(draft: Draft, start: int, end: int) -> None:
    """ "The Sixth Steering Group Meeting was convened to review …": the number, in a sentence of the purpose."""
    mention = _own_mention(draft, start, end) if draft.ordinal is None else None
    if mention is not None and mention.series == draft.series and mention.ordinal and mention.start - start < 20:
        draft.ordinal = mention.ordinal


def _own_mention(draft: Draft, start: int, end: int) -> Mention | None:
    """The words for this very meeting, not for one before or after it."""
    for mention in mentions_in(draft.text, start, end):
        if mention.series == draft.series and mention.ordinal in (None, draft.ordinal):
            return mention
        if draft.ordinal is None and (draft.series is None or mention.series == draft.series):
            before = draft.text[max(start, mention.start - 60) : mention.start]
            if not re.search(
                (
                    r"\b(?:since|following|upcoming|forthcoming|ahead of|prior to|after|before|margins of"
                    r"|recommended by)\b"
                ),
                before,
            ):
                return mention
    return None


def _read_title(draft: Draft, mention: Mention | None, start: int, end: int) -> None:
    if mention is None:
        return
    if draft.title is None:
        draft.title = draft.written(mention.start, mention.bracket)
        draft.series, draft.ordinal = identify(draft.text[mention.start : mention.bracket])
    if draft.series is None and (mention.series not in GENERAL or "Bali" in draft.text):
        draft.series = mention.series
    if draft.ordinal is None:
        draft.ordinal = mention.ordinal
    title = {token.key for token in tokens_of(draft.title)}
    is_same = all(token.key in title for token in tokens_of(draft.text, mention.start, mention.bracket))
    draft.ledger.claim(mention.start, mention.bracket, "/title" if is_same else "/series")


def _read_place_in(draft: Draft, start: int, end: int) -> None:
    text = draft.text
    kind = format_of(text[start:end])
    meetings = [(mention.start, mention.end) for mention in mentions_in(text, start, end)]
    for match in PLACE.finditer(text, start, end):
        is_no_place = _REGION.match(match["place"]) or text.startswith(("level", "time"), match.end())
        if is_no_place or any(low < match.start() < high for low, high in meetings):
            continue
        parts = [(low, high) for low, high in parts_of(text, *match.span("place"))]
        last = draft.names.resolve(text[slice(*parts[-1])], may_guess=False).participant
        is_country = last is not None and last.kind in ("state", "territory")
        city = draft.written(parts[0][0], parts[-2 if is_country and len(parts) > 1 else -1][1])
        known = draft.location.city
        if known is None and draft.location.country is None:
            draft.location = draft.location.model_copy(
                update={
                    "city": None if is_country and len(parts) == 1 else city,
                    "country": draft.written(*parts[-1]) if is_country else None,
                }
            )
        elif known == city and draft.location.country is None and is_country and len(parts) > 1:
            draft.location = draft.location.model_copy(update={"country": draft.written(*parts[-1])})
        elif not _same_place(draft, match["place"]) and not (city == known and _same_state(draft, last)):
            continue
        _claim_place(draft, parts, is_country=is_country)
        break
    if draft.location.format is None and kind:
        draft.location = draft.location.model_copy(update={"format": kind})
    if kind:
        for match in re.finditer(
            r"\b(?:virtual(?:ly)?|hybrid|online|in[- ]person|face[- ]to[- ]face)\b", text[start:end], re.IGNORECASE
        ):
            draft.ledger.claim(start + match.start(), start + match.end(), "/location/format")


def parts_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [
        (start + part.start(), start + part.end()) for part in re.finditer(r"[^\s,][^,]*[^\s,]|[^\s,]", text[start:end])
    ]


def _same_place(draft: Draft, written: str) -> bool:
    known = {
        token.key for value in (draft.location.city, draft.location.country) if value for token in tokens_of(value)
    }
    return bool(known) and {token.key for token in tokens_of(written)} <= known


def _same_state(draft: Draft, told: NamedParticipant | None) -> bool:
    """Whether the country that the head gives is the one told, in whatever style."""
    known = draft.names.resolve(draft.location.country or "-", may_guess=False).participant
    return known is not None and known is told


def _claim_place(draft: Draft, parts: list[tuple[int, int]], *, is_country: bool) -> None:
    for at, part in enumerate(parts):
        is_last = at == len(parts) - 1
        place = "country" if is_country and is_last and draft.location.country else "city"
        value = draft.location.country if place == "country" else draft.location.city
        draft.ledger.claim(*part, f"/location/{place}" if value else "/location")


def _read_hosts(draft: Draft, match: re.Match[str], start: int, end: int) -> None:
    """Those named behind "hosted by", or before "hosted"."""
    text = draft.text
    if match["by"] or match["under"] or match["invitation"]:
        stop = (_INVITER_ENDS if match["invitation"] else _WHO_ENDS).search(text, match.end(), end)
        low, high = match.end(), stop.start() if stop else end
    else:
        low, high = _who_begins(text, start, match), match.start()
        if re.search(r"\b(?:was|were|be|been|being)\s+(?:\w+ly\s+)?$", text[low:high]):
            return
    verb = " ".join(match[0].lower().split())
    capacity = "co-chair" if re.search(r"\bco-?(?:chair|host|organi|presid)|\bjoint", verb) else "chair"
    for person in PERSON.finditer(text, low, high):
        add_person(draft, *person.span(), capacity if "chair" in verb else "host")
    if match["by"]:
        _take_body(draft, low, high)
    named = _named(draft, low, high) or _of_persons(draft, low, high, end)
    _note_chairs(draft, named, low, match, capacity)
    for first, last, slug in named:
        if slug not in [host.participant for host in draft.hosts]:
            draft.ledger.claim(first, last, f"/hosts/{len(draft.hosts)}/participant")
            draft.hosts.append(Host(participant=slug, basis=f'stated: "{verb}"'))
            draft.hosts_written.setdefault(slug, draft.written(first, last))
    if named:
        draft.ledger.claim(match.start(), match.end(), "/hosts")
        return
    chairs = _CHAIRS.search(text, low, high)
    if chairs:
        _infer_chairs(draft, chairs, match, high)


def _who_begins(text: str, start: int, match: re.Match[str]) -> int:
    """Where those who hosted begin to be named, before the verb."""
    low = start
    for begins in _WHO_BEGINS.finditer(text, start, match.start()):
        low = begins.end()
    return max(low, text.rfind(",", low, match.start()) + 1) if match["brought"] else low


def _take_body(draft: Draft, low: int, high: int) -> None:
    """ "hosted by Fiji and the Institute of B": a host whom nobody knows, beside one who is known."""
    body = BODY_BEHIND.search(draft.text, low, high + 1)
    if body and _named(draft, low, body.start("name")):
        add(draft, Item(*body.span("name"), "name", None, 0.4), Role("host", "present"))


def _of_persons(draft: Draft, low: int, high: int, end: int) -> list[tuple[int, int, str]]:
    """ "chaired by Mr A, Permanent Secretary at the Prime Minister's Office, Fiji": the state of a person."""
    starts = [person.start() for person in PERSON.finditer(draft.text, low, high)]
    taken = [(span.start, span.end) for span in draft.ledger.within(low, end) if span.start > high]
    return [
        (item.start, item.end, item.participant.slug)
        for item in (named_in(draft.text, low, end, draft.names, taken) if starts else [])
        if item.participant is not None and item.start in starts
    ]


def _note_chairs(
    draft: Draft, named: list[tuple[int, int, str]], low: int, match: re.Match[str], capacity: str
) -> None:
    """Remembers those whom the verb or the words beside their names make chairs."""
    if not named:
        return
    capacities = [capacity] * len(named) if re.search("chair|presid", match[0], re.IGNORECASE) else []
    if both := _AS_CHAIRS.match(draft.text, named[-1][1]):
        capacities = [role_of(both["role"])] * len(named)
    if _TITLED.search(draft.text, low, named[0][0]):
        capacities = ["co-chair"] * len(named)
    behind = ROLES_BEHIND.match(draft.text, named[-1][1], match.start()) if match.start() > named[-1][1] else None
    if behind and len(named) == 2:
        capacities = [role_of(behind["first"]), role_of(behind["second"])]
    for (first, last, slug), role in zip(named, capacities, strict=False):
        if slug not in [chair for chair, _, _ in draft.chairs]:
            draft.chairs.append((slug, draft.written(first, last), role))


def _named(draft: Draft, low: int, high: int) -> list[tuple[int, int, str]]:
    """Start, end and slug of those named in text[low:high], by name or as "the Thai Government"."""
    text = draft.text
    tokens = tokens_of(text, low, high)
    named = [
        (tokens[found.first].start, tokens[found.last - 1].end, found.participant.slug)
        for found in draft.names.scan(tokens)
        if found.participant.kind in ("state", "territory", "organisation") or found.participant.slug == "rso"
    ]
    for match in re.finditer(rf"(?<![\w-])(?:{draft.names.adjective_words or '(?!)'})(?![\w-])", text[low:high]):
        state = draft.names.of_adjective(match[0])
        first, last = low + match.start(), low + match.end()
        if state and state.kind != "collective" and not any(begin <= first < end for begin, end, _ in named):
            named.append((first, last, state.slug))
    return sorted(named)


def _infer_chairs(draft: Draft, chairs: re.Match[str], match: re.Match[str], high: int) -> None:
    """ "The Co-Chairs" without names: those whom the table of names gives for the series."""
    of_process = re.search(r"\bof the Bali Process\b", draft.text[chairs.end() : high])
    slugs = draft.names.chairs_of(draft.series) or (draft.names.chairs_of("") if of_process else ())
    for slug in slugs or (None,):
        if slug is None or slug not in [host.participant for host in draft.hosts]:
            basis = 'inferred from "the Co-Chairs"' if slug else 'stated as "the Co-Chairs", not named'
            draft.hosts.append(Host(participant=slug, basis=basis))
    for low, top in draft.ledger.free(chairs.start(), chairs.end()):
        draft.ledger.claim(low, top, "/hosts/0/basis")
    tokens = tokens_of(draft.text, chairs.end(), high)
    for found in draft.names.scan(tokens):
        if found.participant.slug == "bali-process":
            draft.ledger.claim(tokens[found.first].start, tokens[found.last - 1].end, "/hosts/0")
    draft.ledger.claim(match.start(), match.end(), "/hosts/0")
