"""Lists of names in the body of a summary: under a heading, behind a colon, or line by line under any words."""

import re

from meetings.summary.attendance import read_attendance
from meetings.summary.convening import read_convening
from meetings.summary.cues import Cue, cues_in
from meetings.summary.deeds import deeds_in
from meetings.summary.draft import Draft, Paragraph
from meetings.summary.framing import frame
from meetings.summary.layout import Block
from meetings.summary.listings import are_dashed, is_labelled, leads_to_names, names_end, read_names
from meetings.summary.meanings import Meaning, meaning_of
from meetings.summary.patterns import pattern
from meetings.summary.proposal import Presence
from meetings.summary.rosters import has_roster
from meetings.summary.sections import section_of
from meetings.summary.sentences import sentences
from meetings.summary.told import tells_of_attending

ATTENDING: dict[str, tuple[str | None, Presence]] = {
    "attendance": (None, "present"),
    "observers": ("observer", "present"),
    "guests": ("guest", "present"),
    "apologies": (None, "apologies"),
    "absent": (None, "absent"),
}
_STAFF = pattern(r"\W*(?:the )?(?:secretariat|staff|interpreters?|rapporteurs?|bureau|note-takers?)\W*", re.IGNORECASE)
_NAME = pattern(r"[A-Z]|[^\W\d_\x00-\x7f]")
_LONGEST_ENTRY = 240
_WRITTEN_BY = pattern(
    r"\b(?:statement|summary|note|declaration|communiqu[eé]|conclusions|report|remarks|speech"
    r"|message)\b",
    re.IGNORECASE,
)


class NameLists:
    """What `Body` remembers while it reads, and how it takes lists of names."""

    def __init__(self, draft: Draft, blocks: list[Block]) -> None:
        self.draft = draft
        self.blocks = blocks
        self.section: str | None = None
        self.heading: tuple[int, int] | None = None
        self.open: list[tuple[int, Paragraph]] = []
        self.list_level: int | None = None
        self.item_level: int | None = None
        self.is_late = False
        self.lead_actors: list[str] = []

    def _section_of(self, block: Block) -> str | None:
        return None if block.style.startswith("glyph") else section_of(self.draft.text[block.start : block.end])

    def _text_of(self, block: Block) -> str:
        return self.draft.text[block.start : block.end]

    def _drop_heading(self) -> None:
        if self.heading:
            self.draft.leave(*self.heading)
            self.heading = None

    def _read_names(self, at: int, section: str) -> int:
        """A heading over names: takes the lines below that name somebody."""
        self._drop_heading()
        block = self.blocks[at]
        capacity, presence = ATTENDING[section]
        lead = Cue(block.mark_start, block.end, "lead", capacity, presence)
        stop = at + 1 if self._is_labelled(at + 1) else self._names_end(at + 1)
        end = self.blocks[stop - 1].end
        below = self.blocks[at + 1 : stop]
        if below and (names_end(self.draft, below, 0, has_heading=True) == len(below) or are_dashed(self.draft, below)):
            self.draft.ledger.claim(block.mark_start, block.end, "/attendance")
            read_names(self.draft, below, Meaning(capacity, presence))
            return stop
        has_names = _NAME.search(self.draft.text, block.end, end)
        if stop > at + 1 and has_names and read_attendance(self.draft, block.mark_start, end, heading=lead):
            self.draft.settle(block.mark_start, end, "/attendance")
            return stop
        self.draft.ledger.claim(block.mark_start, block.end, "/attendance")
        self.section = section
        return at + 1

    def _names_end(self, at: int) -> int:
        """The index after the run of blocks that are entries of a list of names."""
        style = self.blocks[at].style if at < len(self.blocks) else ""
        while at < len(self.blocks):
            block = self.blocks[at]
            written = self.draft.text[block.start : block.end]
            if (
                _STAFF.fullmatch(written)
                or (leads_to_names(self.draft, block) and any(meaning_of(written)[:2]))
                or block.style != style
                or (len(written) > _LONGEST_ENTRY and not names_end(self.draft, [block], 0, has_heading=True))
                or self._section_of(block)
                or written.endswith(":")
            ):
                break
            is_told = (
                re.search(r"[a-z]{2}\.$", written)
                and len(written) > 60
                and not self._ends_list(block, self.blocks[at - 1])
            )
            if is_told or deeds_in(self.draft, block.start, block.end).verbs:
                break
            at += 1
        return at

    def _ends_list(self, block: Block, before: Block) -> bool:
        """ "– from the Gulf: Bahrain, Kuwait and Oman.": the last item of a list of names has the full stop of all."""
        if not block.is_item and self.draft.text[before.end - 1] == ";":
            return has_roster(self.draft, block.start, block.end, fewest=1)
        return block.is_item and has_roster(self.draft, block.start, block.end, fewest=3)

    def _listed_names(self, at: int) -> int:
        """Lines that hold a name each, under a heading in any words. Returns the index after them, or `at`."""
        block = self.blocks[at]
        lead, first = self.heading, at
        if leads_to_names(self.draft, block):
            lead, first = (block.mark_start, block.end), at + 1
        words = self.draft.text[slice(*lead)] if lead else ""
        # "Co-Chairs' Statement" says who wrote, not who stands below.
        said = meaning_of(words) if words and not _WRITTEN_BY.search(words) else Meaning(None, None)
        if said.is_elsewhere or first >= len(self.blocks):
            return at
        if self.is_late and not (said.presence or said.capacity or (lead and tells_of_attending(self.draft, *lead))):
            return at
        stop = names_end(self.draft, self.blocks, first, has_heading=lead is not None)
        if stop == first:
            return at
        if lead != self.heading:
            self._drop_heading()
        self.list_level, self.item_level = None, None
        self.section = None if self.section == "recommendations" else self.section
        self.heading = None
        if lead:
            self.draft.ledger.claim(*lead, "/attendance")
        read_names(self.draft, self.blocks[first:stop], said)
        return stop

    def _led_list(self, at: int) -> int:
        """A paragraph that ends in a colon and leads to a list of names. Returns the index after it, or `at`."""
        block = self.blocks[at]
        if not self.draft.text[block.start : block.end].endswith(":") or at + 1 >= len(self.blocks):
            return at
        if self._is_labelled(at + 1):
            return at
        stop = self._names_end(at + 1)
        end = self.blocks[stop - 1].end
        if stop > at + 1 and self._read_dashed(at, stop):
            return stop
        cuts = list(sentences(self.draft.text, block.start, block.end))
        start = cuts[-1][0] if len(cuts) > 1 and not self.is_late else block.mark_start
        if not self.is_late:
            read_convening(self.draft, start, block.end)
        if stop == at + 1 or not read_attendance(self.draft, start, end, is_strict=self.is_late):
            return at
        for cut in cuts[:-1] if start != block.mark_start else ():
            if not frame(self.draft, *cut, section=self.section, is_late=False, is_item=block.is_item):
                self.draft.leave(*cut)
        self.draft.settle(block.mark_start, end, "/attendance")
        return stop

    def _is_labelled(self, at: int) -> bool:
        """Whether a line such as "On the line – Fiji" says of its own names how they came."""
        block = self.blocks[at] if at < len(self.blocks) else None
        return (
            block is not None
            and is_labelled(self.draft, block, by_dash=True)
            and not cues_in(self.draft.text, block.start, block.end)
        )

    def _read_dashed(self, at: int, stop: int) -> bool:
        """ "… attended as follows:" over lines such as "Fiji: Mr Vula, Director"."""
        block = self.blocks[at]
        said = meaning_of(self._text_of(block))
        if self.is_late or said.is_elsewhere or not are_dashed(self.draft, self.blocks[at + 1 : stop]):
            return False
        if not cues_in(self.draft.text, block.start, block.end):
            return False
        self.draft.ledger.claim(block.mark_start, block.end, "/attendance")
        read_names(self.draft, self.blocks[at + 1 : stop], said)
        return True
