"""The head of a summary: title, place, date, the name of a picture. Any of them may be missing."""

import re
from itertools import islice

from meetings.summary.cues import cues_in
from meetings.summary.dates import Written, dates_in
from meetings.summary.draft import Draft, container
from meetings.summary.patterns import pattern
from meetings.summary.placing import is_country, read_place
from meetings.summary.proposal import Location
from meetings.summary.sections import section_of
from meetings.summary.series import identify
from meetings.summary.words import ORDINAL, ordinal_of

# Pages run the labels together ("…, ThailandDate: …"), so a label may begin inside what looks like a word.
_LABEL = pattern(
    r"(?:(?<=[a-z)])|\b)(?P<label>Locations?|Venues?|Places?|Where|City|Held at|Held|Dates?|When"
    r"|Date and (?:venue|place)"
    r"|Format|Mode|Title|What|Meeting|Event|Subject|LOCATION|VENUE|PLACE|DATES?)\s*:(?!//)(?:\*\*|__)?[ \t]*"
)
_IMAGE = pattern(
    r"^(?P<name>.*\S)\s+Image$|^(?:Image|Picture|Photo)\s*:\s*(?P<named>\S.*)$|^\[image:?\s*(?P<boxed>[^\]]*)\]$"
)
_SENTENCE = pattern(r"[a-z]{2}[.;!?][\"')]?(?:\s|$)")
_TELLS = pattern(r"\b(?:was|were|is|are|has|have|had|hosted|attended|agreed|took|met|noted|welcomed|convened)\b")
_GATHERING = pattern(
    r"\b(?:Meeting|Conference|Workshop|Forum|Session|Consultations?|Dialogue|Seminar|Talks|Round ?[Tt]able"
    r"|Symposium|Retreat|Plenary|Summit)\b",
    re.IGNORECASE,
)
_STARRED = pattern(r"([*=#~_-]{2,})\s*\S.*\S\s*[*=#~_-]{2,}")
_TITLE_LIMIT = 250
_LINE = pattern(r"[^\s][^\n]*[^\s]|[^\s]")
_MOST_LINES = 40
_MOST_DATES = 3
_PLACE_LINE = pattern(
    r"(?:[A-Z\u00c0-\u024f][\w'.\u00c0-\u024f-]*(?:,?\s+|$)|(?:and|of|the|de|la)\s+|\([\w ]{3,20}\)){1,8}"
)
_DATELINE_ENDS = pattern(r"\)?(?:\s*\([^()\n]{2,40}\)(?=\s*[–-]))?\s*(?::|\s*--|\s[–-]|[.])\s+(?=[A-Z])")
# The day on which a page was put out is not the day of the meeting.
_PUBLISHED = pattern(
    r"(?:(?:this )?(?:page|text|document|version) )?(?:was )?(?:last )?(?:published|posted|updated|issued"
    r"|released|press release"
    r"|news|sent|received|drafted|circulated|printed|edited|modified|accessed|retrieved|distributed|uploaded"
    r"|approved|signed)\b",
    re.IGNORECASE,
)
# In the head of a mail the date is of the mail.
_MAIL = pattern(r"^(?:From|To|Sent|Cc)\s*:", re.MULTILINE)
_MAIL_HEAD = 200
_RELEASE = pattern(
    r"\W*(?:(?:press|media|news) (?:release|statement|note|communiqu[eé])|for immediate release|news(?: item)?"
    r"|joint press release)\W*",
    re.IGNORECASE,
)
_ORDINAL = pattern(rf"\s*{ORDINAL}\s*", re.IGNORECASE)
_SENT = pattern(r"(?:Sent|Received|Printed|Posted|Drafted|Circulated|Updated)\s*(?:on\s*)?:")
# "PIFS(09)FRSC.12", "Home » Events", "From: …": no part of the title.
_NO_TITLE = pattern(
    r"(?=[^\s]*\d)[A-Z][\w()./-]{3,40}|.*».*|(?:Skip to|Home\b|Menu\b|You are here|Back to|Share\b|Search\b).*"
    r"|(?:From|To|Cc|Bcc|Attachments?|Ref(?:erence)?|Our ref|Document|No|Distribution)\s*[.:].*"
)
_HELD_ON = pattern(r"\bheld\s+(?:on\s+|from\s+)?(?:the\s+)?$")
_WEEKDAY = r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"


def read_header(draft: Draft) -> int:
    """Reads the lines before the first sentence. Returns the offset at which the body begins."""
    lines = _first_lines(draft.text)
    for at, (start, end) in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        if not _read_line(draft, start, end, after):
            return _after_dateline(draft, start, end)
    return lines[-1][1] if lines else len(draft.text)


def _after_dateline(draft: Draft, start: int, end: int) -> int:
    """ "Istanbul, 3-4 December 2018: The meeting …": reads place and date; returns where the sentence begins."""
    written = next(dates_in(draft.text, start, min(end, start + 90)), None)
    if written is None or draft.location != Location():
        return start
    before = draft.text[start : written.start].strip(" ,(–-·•")
    close = _DATELINE_ENDS.match(draft.text, written.end, end)
    if close is None or not before or not _PLACE_LINE.fullmatch(before):
        return start
    if draft.dates.starts in (None, written.dates.starts):
        draft.dates = written.dates
        draft.ledger.claim(written.start, written.end, "/dates/starts")
    else:
        # The day of the news, and not of the meeting.
        draft.leave(written.start, written.end)
    at = draft.text.index(before, start)
    read_place(draft, at, at + len(before))
    for low, high in draft.ledger.free(start, close.end()):
        draft.ledger.claim(low, high, "/dates")
    return close.end()


def _first_lines(text: str) -> list[tuple[int, int]]:
    """The lines with words among the first of a text; no head is longer."""
    return [match.span() for match in islice(_LINE.finditer(text), _MOST_LINES)]


def _read_line(draft: Draft, start: int, end: int, after: tuple[int, int] | None) -> bool:
    line = draft.text[start:end]
    labels = list(_LABEL.finditer(draft.text, start, min(end, start + 2_000)))
    if labels and (
        not draft.text[start : labels[0].start()].strip("*_# ")
        or (draft.title is None and _is_title(draft, start, labels[0].start()))
    ):
        if draft.text[start : labels[0].start()].strip("*_# "):
            _set_title(draft, start, labels[0].start())
        elif labels[0].start() > start:
            draft.ledger.claim(start, labels[0].start(), "/dates")
        for label, stop in zip(labels, [*(one.start() for one in labels[1:]), end], strict=True):
            _read_field(draft, label, stop)
        return True
    if len(line) <= _TITLE_LIMIT and _read_image(draft, line, start):
        return True
    if draft.title is not None and _PUBLISHED.match(line) and next(dates_in(draft.text, start, end), None):
        return True
    if (_NO_TITLE.fullmatch(line) or _SENT.match(line)) and after is not None:
        draft.leave(start, end)
        return True
    if _is_bare_date(draft, start, end) or _is_bare_place(draft, start, end, after):
        return True
    return _read_title(draft, start, end, after)


def _read_title(draft: Draft, start: int, end: int, after: tuple[int, int] | None) -> bool:
    """A line of the title: the first, or one that goes on with it."""
    if draft.title is None:
        if is_first := _is_title(draft, start, end):
            _set_title(draft, start, end)
        return is_first
    is_headline = (
        _RELEASE.fullmatch(draft.title) and _is_title(draft, start, end) and not _TELLS.search(draft.text[start:end])
    )
    if not (is_headline or _goes_on_with_title(draft, start, end) or _is_subtitle(draft, start, end, after)):
        return False
    _add_title(draft, start, end)
    return True


def _add_title(draft: Draft, start: int, end: int) -> None:
    draft.ledger.claim(start, end, "/title")
    draft.title = f"{draft.title} – {draft.written(start, end)}"
    _read_number(draft, start, end)


def _read_number(draft: Draft, start: int, end: int) -> None:
    """What a further line of a title tells of series, number and date, where those before it told nothing."""
    series, ordinal = identify(draft.text[start:end])
    draft.series, draft.ordinal = draft.series or series, draft.ordinal if draft.ordinal is not None else ordinal
    date = _date_of(draft, start, end)
    if date and draft.dates.starts is None:
        draft.dates = date.dates


def _date_of(draft: Draft, start: int, end: int) -> Written | None:
    """The date of a line: "Communiqué of 14 July 2023 (held 12–14 July 2023)" is of the days it was held."""
    written = list(islice(dates_in(draft.text, start, end), _MOST_DATES))
    held = [one for one in written if _HELD_ON.search(draft.text, max(start, one.start - 14), one.start)]
    return next(iter(held or written), None)


def _is_subtitle(draft: Draft, start: int, end: int, after: tuple[int, int] | None) -> bool:
    """Whether a line goes on with the title: no sentence, and a place or a date stands right below it or in it."""
    if draft.title is None or draft.dates.starts is not None or not _is_title(draft, start, end):
        return False
    if _TELLS.search(draft.text[start:end]) or draft.title.count(" – ") > 2:
        return False
    if next(dates_in(draft.text, start, end), None) is not None:
        return True
    return after is not None and (
        next(dates_in(draft.text[slice(*after)][:120]), None) is not None
        or bool(_LABEL.match(draft.text, after[0], after[1]))
        or (
            _PLACE_LINE.fullmatch(draft.text[slice(*after)]) is not None
            and is_country(draft, draft.text[slice(*after)].rsplit(",", 1)[-1])
        )
    )


def _is_title(draft: Draft, start: int, end: int) -> bool:
    line = draft.text[start:end]
    if section_of(line) or cues_in(draft.text, start, min(end, start + _TITLE_LIMIT)):
        return False
    if (
        not re.search(r"[^\W\d_]", line)
        or len(line) > _TITLE_LIMIT
        or (line[0] in "-•*" and not _STARRED.fullmatch(line))
        or line.endswith(":")
    ):
        return False
    is_dated = len(line) < 160 and not _TELLS.search(line) and next(dates_in(line), None) is not None
    return not (
        (_SENTENCE.search(line) and not is_dated)
        or line.endswith(".")
        or (len(line) > 60 and _TELLS.search(line))
        or re.match(r"\(?\d+[.)]\s", line)
    )


def _goes_on_with_title(draft: Draft, start: int, end: int) -> bool:
    """Under "Co-Chairs' Statement" the next line tells of which meeting."""
    if draft.title is None or draft.series or draft.ordinal is not None or not _is_title(draft, start, end):
        return False
    return identify(draft.text[start:end]) != (None, None) and not _TELLS.search(draft.text[start:end])


_DOCUMENT = pattern(
    r"\b(?:summary|record|statement|minutes|communiqu[eé]|declaration|report|outcomes?|conclusions?|notes?"
    r"|agenda|programme|draft"
    r"|meeting|session|secretariat|committee|annex|list|chair's)\b",
    re.IGNORECASE,
)


def _is_bare_place(draft: Draft, start: int, end: int, after: tuple[int, int] | None) -> bool:
    """A line that holds nothing but a place: it ends in a country, or a date stands below it."""
    line = draft.text[start:end]
    if draft.title is None or draft.location != Location() or not _PLACE_LINE.fullmatch(line):
        return False
    if _DOCUMENT.search(line):
        return False
    is_in_country = is_country(draft, line.rsplit(",", 1)[-1]) and "," in line
    is_beside = after is not None and draft.dates.starts is None and _is_only_date(draft.text[slice(*after)])
    if not is_in_country and not is_beside and not _is_below_date(draft, start, end):
        return False
    read_place(draft, start, end)
    return True


def _is_below_date(draft: Draft, start: int, end: int) -> bool:
    """ "10 March 2011", "Bali": a line of a word or two right below the date, with none below it."""
    above = draft.text[:start].rstrip()
    return (
        draft.dates.starts is not None
        and len(draft.text[start:end].split()) <= 3
        and _GATHERING.search(draft.text, start, end) is None
        and section_of(draft.text[start:end]) is None
        and draft.text[end : end + 2] in ("\n\n", "")
        and _is_only_date(above[above.rfind("\n") + 1 :])
    )


def _is_only_date(line: str) -> bool:
    date = next(dates_in(line[:120]), None)
    return date is not None and not re.search(r"[^\W\d_]", re.sub(_WEEKDAY, "", line[: date.start] + line[date.end :]))


def _set_title(draft: Draft, start: int, end: int) -> None:
    draft.title = draft.written(start, end)
    draft.series, draft.ordinal = identify(draft.text[start:end].strip())
    draft.ledger.claim(start, end, "/title")
    date = _date_of(draft, start, end)
    if date and draft.dates.starts is None:
        draft.dates = date.dates


def _read_field(draft: Draft, label: re.Match[str], end: int) -> None:
    name = label["label"].lower()
    if name == "date" and _MAIL.search(draft.text, 0, end + _MAIL_HEAD):
        draft.leave(label.start(), end)
    elif name.startswith(("date", "when")) or name == "held":
        _read_dates(draft, label.start(), label.end(), end)
    elif name in ("title", "what", "meeting", "event", "subject"):
        if draft.title is None and draft.text[label.end() : end].strip():
            _set_title(draft, label.end(), end)
            draft.ledger.claim(label.start(), label.end(), container("/title"))
        elif draft.title is not None and draft.ordinal is None and _ORDINAL.fullmatch(draft.text, label.end(), end):
            draft.ordinal = ordinal_of(draft.text[label.end() : end].strip())
            draft.ledger.claim(label.start(), end, "/ordinal")
        elif draft.title is not None and draft.series is None and draft.text[label.end() : end].strip():
            _add_title(draft, label.end(), end)
            draft.ledger.claim(label.start(), label.end(), container("/title"))
    else:
        draft.ledger.claim(label.start(), label.end(), "/location")
        read_place(draft, label.end(), end)


def _read_dates(draft: Draft, start: int, content: int, end: int) -> None:
    written = next(dates_in(draft.text, content, end), None)
    if written is None or draft.dates.starts not in (None, written.dates.starts):
        return
    draft.dates = written.dates
    draft.is_date_of_meeting = True
    draft.ledger.claim(start, content, "/dates")
    draft.ledger.claim(written.start, written.end, "/dates/starts")
    for low, high in draft.ledger.free(content, end):
        rest = re.sub(_WEEKDAY, "", draft.text[low:high])
        if draft.location == Location() and _PLACE_LINE.fullmatch(rest.strip(" ,;–-|")):
            read_place(draft, low, high)
        elif re.search(r"\w", rest):
            draft.leave(low, high)
        else:
            draft.ledger.claim(low, high, "/dates")


def _read_image(draft: Draft, line: str, start: int) -> bool:
    image = _IMAGE.match(line)
    if not image or draft.image is not None or image.lastgroup is None:
        return False
    low, high = image.span(image.lastgroup)
    draft.image = draft.written(start + low, start + high)
    draft.ledger.claim(start, start + len(line), "/image")
    return True


def _is_bare_date(draft: Draft, start: int, end: int) -> bool:
    """A line that holds nothing but a date, perhaps with a place before or after it."""
    written = _date_of(draft, start, end)
    if written is None or draft.dates.starts is not None or end - start > 100 or draft.title is None:
        return False
    start = _after_gathering(draft, start, written.start)
    before, after = draft.text[start : written.start].strip(" ,–-|(·•"), draft.text[written.end : end].strip(" ,–-|)·•")
    before = re.sub(r"(?:^|,?\s)\b(?:the|on|from)$", "", before).rstrip(" ,")
    place = before or after
    if _PUBLISHED.match(place) or _GATHERING.search(place):
        return False
    if (before and after) or re.search(r"\d|[a-z]\.$", place) or len(place.split()) > 6 or _TELLS.search(place):
        return False
    draft.dates = written.dates
    draft.ledger.claim(written.start, written.end, "/dates/starts")
    if place and re.sub(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", "", place):
        at = draft.text.index(place, start)
        read_place(draft, at, at + len(place))
    for low, high in draft.ledger.free(start, end):
        draft.ledger.claim(low, high, "/dates")
    return True


def _after_gathering(draft: Draft, start: int, end: int) -> int:
    """ "Fifth Plenary, Macao, 3 May 2000": takes the first part into the title; returns where the place begins."""
    part = re.match(r"[^,–|]{3,60}?\s*[,–|]\s*(?=\S)", draft.text[start:end])
    is_meeting = part and (_GATHERING.search(part[0]) or identify(part[0].strip(" ,–|"))[0])
    if part is None or not is_meeting or not re.match(ORDINAL, part[0], re.IGNORECASE):
        return start
    if draft.ordinal is not None or not draft.text[start + part.end() : end].strip(" ,–-|(·•"):
        return start
    _add_title(draft, start, start + len(part[0].rstrip(" ,–|")))
    return start + part.end()
