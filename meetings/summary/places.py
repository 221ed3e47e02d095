"""The place of a meeting where no line and no sentence of its own told it."""

import re

from meetings.summary.anywhere import FIRST_PART, HEAD_PART, TO_DAY
from meetings.summary.convening import PLACE, parts_of
from meetings.summary.dates import dates_in
from meetings.summary.draft import Draft
from meetings.summary.patterns import pattern
from meetings.summary.placing import format_of
from meetings.summary.proposal import Location
from meetings.summary.words import words

# "Annual Meeting 2023, Apia, Samoa"
_ENDS_IN_PLACE = pattern(r",\s+(?P<city>[A-Z\u00c0-\u024f][\w' -]{2,30}),\s+(?P<country>[A-Z][^,\d]{2,40})$")
_BEFORE_DAY = pattern(
    r"(?:^|,\s+|\s[–|-]\s+)(?P<city>[A-Z\u00c0-\u024f][\w'-]+(?: [A-Z\u00c0-\u024f][\w'-]+){0,2})"
    r"(?:,\s*(?P<country>[A-Z][\w'-]+(?: (?:(?:of|the|and) )*[A-Z(][\w')-]+){0,3}))?"
    r"\s*[,|:(–-]?\s*(?:on\s+)?(?:the\s+)?(?:[A-Z][a-z]+day,?\s+)?$",
    re.MULTILINE,
)
# "31 January 2024, Tirana. Directors hold talks"
_BEHIND_DAY = pattern(
    r"\s*[,–|-]\s*(?P<city>[A-Z\u00c0-\u024f][\w'-]+(?: [A-Z\u00c0-\u024f][\w'-]+)?)"
    r"(?:,\s*(?P<country>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3}))?(?=\s*(?:[.:\n]|\s[–-]\s))"
)
_NO_PLACE = pattern(
    r"^(?:On|In|From|The|At|Held|Between|Date)\b|\b(?:Meetings?|Conference|Workshop|Summary|Statement|Report"
    r"|Group|Session|Minutes|Note|Outcomes?|Chair|Forum|Process"
    r"|Dialogue|Plenary|Committee|Teleconference|Call|Virtual|Online|Draft|Version|Final|Record|Communiqu|Declaration"
    r"|Officials|Part|Annex|Press|Release|Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
)
_HEAD_LINE = 160
_HELD_IN = pattern(
    r"\b(?:meeting|conference|workshop|session|seminar|forum|consultations?|dialogue|talks|event|training|summit)\b"
    r"(?:(?!\b(?:will|to|would|should|next)\b)[^.;,]){0,40}\b(?:held|convened|took place|hosted|organi[sz]ed)\s+$"
    r"|,\s+(?:meeting|gathered|assembled|met)\s+$"
)
_TOWN_HOSTS = pattern(
    r"(?:^|[.\n]\s*)(?P<town>[A-Z\u00c0-\u024f][\w'-]+(?: [A-Z\u00c0-\u024f][\w'-]+)?)\s+"
    r"(?:hosted|hosts|played host to|was the (?:venue|setting|scene) (?:of|for))\s+(?:the|this|an?)\b"
)
# "Immigration chiefs talk yachts in Nadi"
_IN_PLACE = pattern(r"\bin (?P<town>[A-Z\u00c0-\u024f][\w'-]+(?: [A-Z][\w'-]+)?)$")
_TOWNS = frozenset(map(str.lower, words("towns")))
_TOWN_LAST = pattern(r"[,(]\s*(?P<town>[A-Z\u00c0-\u024f][\w' -]{2,30}?)\)?$")
_NO_TOWN = pattern(
    r"(?:Asia|Africa|Europe|America|Central|South|Member|Annex|January|February|March|April|May|June|July"
    r"|August|September"
    r"|October|November|December|Phase|Working|English|French|Article)\b"
)


def read_place_beside_date(draft: Draft) -> None:
    """ "… of attachés in Dhaka, 21 February 2019": the place that stands at the day of the meeting."""
    if draft.location != Location():
        return
    if _set_place_of_head(draft):
        return
    for match in PLACE.finditer(draft.text, 0, FIRST_PART):
        if not draft.text[match.end() - 1].isalnum() and draft.text[match.end() - 1] != " ":
            continue
        day = next(dates_in(draft.text, match.end(), match.end() + 60), None)
        is_same = day is not None and day.dates.starts == draft.dates.starts
        is_at_day = day is not None and is_same and TO_DAY.fullmatch(draft.text, match.end(), day.start)
        is_here = is_at_day or _HELD_IN.search(draft.text, max(0, match.start() - 60), match.start())
        if is_here and _set_place(draft, *match.span("place")):
            return
    if town := _town_of_title(draft):
        draft.location = Location(city=town)
        return
    if kind := format_of(f"{draft.title}\n{draft.text[:_HEAD_LINE]}"):
        draft.location = Location(format=kind)
        return
    host = _TOWN_HOSTS.search(draft.text[:FIRST_PART])
    if host and draft.names.resolve(host["town"], may_guess=False).participant is None:
        draft.location = draft.location.model_copy(update={"city": host["town"]})


def _town_of_title(draft: Draft) -> str | None:
    """ "Forty-first meeting, Cebu", "Immigration chiefs talk yachts in Nadi"."""
    for part in (draft.title or "").split(" – "):
        if (town := _TOWN_LAST.search(part)) and town["town"].lower().replace(" ", "-") in _TOWNS:
            return town["town"]
        headline = _IN_PLACE.search(part)
        if headline and not _NO_TOWN.match(headline["town"]):
            known = draft.names.resolve(headline["town"], may_guess=False).participant
            if known is None:
                return headline["town"]
    return None


def _set_place_of_head(draft: Draft) -> bool:
    """ "Notes from our consultation, Bangkok, 3 May 2018": what stands before the day, in a line of the head."""
    for day in dates_in(draft.text, 0, HEAD_PART):
        line = draft.text.rfind("\n", 0, day.start) + 1
        if day.dates.starts != draft.dates.starts:
            continue
        place = _BEFORE_DAY.search(draft.text, line, day.start) or _BEHIND_DAY.match(draft.text, day.end)
        if place is None or _NO_PLACE.search(place["city"]):
            continue
        state = draft.names.resolve(place["country"] or "-", may_guess=False).participant
        is_country = state is not None and state.iso is not None
        city = place["city"] if is_country or not place["country"] else place["country"]
        draft.location = Location(city=city, country=place["country"] if is_country else None)
        return True
    return False


def _set_place(draft: Draft, start: int, end: int) -> bool:
    line = draft.text.find("\n", start, end)
    parts = [draft.text[low:high] for low, high in parts_of(draft.text, start, line if line > 0 else end)]
    last = draft.names.resolve(parts[-1], may_guess=False).participant
    is_country = last is not None and last.iso is not None
    if _NO_TOWN.match(parts[0]):
        return False
    city = None if is_country and len(parts) == 1 else parts[0]
    draft.location = draft.location.model_copy(update={"city": city, "country": parts[-1] if is_country else None})
    return True


def read_place_of_title(draft: Draft) -> None:
    """ "…, in Accra, Ghana, on 6 March": where no line and no sentence told the country, the title may."""
    city = draft.location.city
    if draft.title is None or draft.location.country is not None:
        return
    for match in PLACE.finditer(draft.title):
        parts = [draft.title[low:high] for low, high in parts_of(draft.title, *match.span("place"))]
        last = draft.names.resolve(parts[-1], may_guess=False).participant
        if len(parts) == 2 and last is not None and last.iso and city in (None, parts[0]):
            draft.location = draft.location.model_copy(update={"city": parts[0], "country": parts[-1]})
            return
    for part in draft.title.split(" – "):
        place = _ENDS_IN_PLACE.search(part)
        state = draft.names.resolve(place["country"], may_guess=False).participant if place else None
        if place and state is not None and state.iso and city in (None, place["city"]):
            draft.location = draft.location.model_copy(update=place.groupdict())
            return
