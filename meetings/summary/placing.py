"""A line that holds a place, perhaps with the format, the venue or the day: "Bali, Indonesia (hybrid)"."""

import re

from meetings.summary.draft import Draft
from meetings.summary.patterns import pattern
from meetings.summary.proposal import Location

_FORMATS = (
    ("hybrid", r"\bhybrid\b|\bin[- ]person and (?:online|virtual)|\band (?:online|virtual(?:ly)?)\b"),
    (
        "virtual",
        (
            r"\bvirtual(?:ly)?\b|\btele-?conference|\bconference call\b|\bonline\b|\bweb[- ]?ex\b|\bzoom\b"
            r"|\bvideo[- ]?(?:conference|link)"
            r"|\bvideoconferenc|\bMS Teams\b|\bMicrosoft Teams\b|\bwebinar\b"
        ),
    ),
    ("in person", r"\bin[- ]person\b|\bface[- ]to[- ]face\b"),
)
_FORMAT_WORDS = pattern(
    (
        r"(?:\b(?:and|or|via|plus|with|by|on|also|in part)\s+){0,3}\b(?:hybrid|virtual(?:ly)?|online|web[- ]?ex|zoom"
        r"|video[- ]?(?:conference|link)"
        r"|videoconferenc\w+|(?:MS|Microsoft) Teams|webinar|in[- ]person|face[- ]to[- ]face|(?:meeting"
        r"|format|mode|platform)\b)"
    ),
    re.IGNORECASE,
)
_PART = pattern(r"[^\s,;()–|][^,;()–|\n]*")
# "Held virtually on 4 May", "held at Perth from 3 to 5 May"
_LED = pattern(r"(?:(?:meeting|was)\s+)*(?:held|convened|hosted|took place)\b(?:\s+(?:in|at|by|via))?", re.IGNORECASE)
# "Hotel Borobudur, Jakarta"
_VENUE = pattern(
    r"\b(?:Hotel|Cent(?:re|er)|Palace|Hall|Building|Resort|Novotel|Hilton|Marriott|Sheraton|Ministry|University"
    r"|Headquarters"
    r"|House|Institute|Embassy|Auditorium|Complex|Campus|Room)\b"
)
_ON = pattern(
    r"(?:,?\s+(?:on|from|between|during|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)(?:day|nesday|rsday|urday"
    r"|sday)?\.?))+\s*$",
    re.IGNORECASE,
)


def format_of(text: str) -> str | None:
    """ "virtual", "hybrid" or "in person" where the words say so."""
    return next((kind for kind, words in _FORMATS if re.search(words, text, re.IGNORECASE)), None)


def read_place(draft: Draft, start: int, end: int) -> None:
    """Reads "Bangkok, Thailand", "Perth", "Virtual", "Bali, Indonesia (hybrid)", "Bangkok and online"."""
    if draft.location != Location():
        draft.leave(start, end)
        return
    place = draft.text[start:end]
    kind = format_of(place)
    if led := _LED.match(place):
        place = " " * led.end() + place[led.end() :]
    if led := _ON.search(place):
        place = place[: led.start()] + " " * len(led[0])
    masked = _FORMAT_WORDS.sub(lambda words: " " * len(words[0]), place) if kind else place
    parts = [(part.start() + start, part.start() + start + len(part[0].rstrip())) for part in _PART.finditer(masked)]
    parts = [(low, high) for low, high in parts if re.search(r"[^\W\d_]", draft.text[low:high])]
    while len(parts) > 1 and _VENUE.search(draft.text[slice(*parts[0])]):
        parts = parts[1:]
    countries = [at for at, part in enumerate(parts) if is_country(draft, draft.text[slice(*part)])]
    city = country = None
    before = parts[: countries[0]] if countries else parts
    if before:
        city = draft.written(before[0][0], before[-1][1])
        draft.ledger.claim(before[0][0], before[-1][1], "/location/city")
    if countries:
        country = draft.written(*parts[countries[0]])
        draft.ledger.claim(*parts[countries[0]], "/location/country")
        for part in parts[countries[0] + 1 :]:
            draft.leave(*part)
    draft.location = Location(city=city, country=country, format=kind)
    for low, high in draft.ledger.free(start, end):
        draft.ledger.claim(low, high, "/location/format" if kind else "/location")


def is_country(draft: Draft, written: str) -> bool:
    known = draft.names.resolve(written.strip(), may_guess=False).participant
    return known is not None and known.kind in ("state", "territory")
