"""Saying which letter cannot be drawn and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from records.record import Item, Record
from records.render import font_pack
from records.render.facts import Front

MOST_NAMED = 5
Place = tuple[str, str]  # where a text stands, and the text

# First and last letter of each range that Chinese, Japanese and Korean are written in, their punctuation included.
EAST_ASIAN = (
    (0x1100, 0x11FF),
    (0x2E80, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)
ADD_THE_PACK = "install the font pack for Chinese, Japanese and Korean: manage.py add_font_pack, see docs/operating.md"
ADD_A_FACE = "ask the administrator to add a face that has it"


def refusal(record: Record, letters: Collection[str]) -> str:
    """The sentence for the person who wanted the sheet. `letters` are those that no face has."""
    return sentence("sheet", list(_places(record)), letters)


def of_book(book: Front) -> list[Place]:
    """Every text of a book besides its parts."""
    places = [("on the cover", " ".join([book.process, book.title, book.occasion, book.marking]))]
    for tab in book.tabs:
        under = f"in what stands under the title of tab {tab.number} (take it out and put it in under another name)"
        places += [(f"in the title of tab {tab.number}", tab.title), (under, tab.note)]
    return places


def sentence(what: str, places: Sequence[Place], letters: Collection[str]) -> str:
    named = [f"{_named(letter)} {_found(letter, places)}" for letter in sorted(set(letters))]
    more = f", and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return (
        f"The {what} cannot be printed: no bundled face draws {', '.join(named[:MOST_NAMED])}{more}. "
        f"Write it in other letters, or {_remedy(letters)}."
    )


def _remedy(letters: Iterable[str]) -> str:
    wants_pack = any(first <= ord(letter) <= last for letter in letters for first, last in EAST_ASIAN)
    return ADD_THE_PACK if wants_pack and not font_pack.is_complete() else ADD_A_FACE


def _named(letter: str) -> str:
    code = f"U+{ord(letter):04X}"
    return f"'{letter}' ({code})" if letter.isprintable() else f"the unprintable character {code}"


def _found(letter: str, places: Sequence[Place]) -> str:
    """Capitals count too: the masthead sets its lines in them."""
    for place, words in places:
        if letter in words or letter in words.upper():
            return place
    return "on the sheet"


def _places(record: Record) -> Iterator[Place]:
    """Every text of the record that is printed, with words for where it stands."""
    for place, words in _texts(record):
        yield f"in {place}", words


def _texts(record: Record) -> Iterator[Place]:
    yield "the title", " ".join([record.statement_title, record.title])
    yield "the masthead", " ".join([record.process, record.reference, record.marking, record.notice])
    if record.meeting:
        yield "the place", " ".join([record.meeting.city, record.meeting.country, record.meeting.venue])
        yield "the name of the series", " ".join([record.meeting.series_name, record.meeting.body])
    for attendee in record.attendance:
        yield f"the list of delegations ({attendee.name})", f"{attendee.name} {attendee.capacity_label}"
    yield "the remarks on attendance", " ".join([record.attendance_remark, *(figure.text for figure in record.figures)])
    for section in record.sections:
        yield f"the heading “{section.heading}”", section.heading
        for passage in section.passages:
            yield f"paragraph {passage.number}", passage.text
            yield from _sub_places(passage.items, f"paragraph {passage.number}")
            yield f"the addressees of paragraph {passage.number}", " ".join(passage.addressees)
        yield f"the remark under “{section.heading}”", section.remark
    yield "the annex", " ".join(_annex_words(record))


def _sub_places(items: Iterable[Item], above: str) -> Iterator[Place]:
    for item in items:
        place = f"{above} {item.label}"
        yield place, item.text
        yield from _sub_places(item.items, place)


def _annex_words(record: Record) -> Iterator[str]:
    for abbreviation in record.abbreviations:
        yield from (abbreviation.short, abbreviation.long)
    for link in record.links:
        yield from (link.title, link.reference, link.place)
    for source in record.sources:
        yield from (source.title, source.url, source.basis)
    for host in record.meeting.hosts if record.meeting else ():
        yield from (host.name, host.basis)
