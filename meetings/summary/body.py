"""The body of a summary: goes through its paragraphs and items and gives each to the place it belongs to."""

import re

from meetings.summary.asides import is_aside, is_ceremony
from meetings.summary.cues import cues_in
from meetings.summary.deeds import COLLECTIVE, action_in, actors_in, deeds_in, put_in
from meetings.summary.draft import Paragraph, container
from meetings.summary.framing import frame
from meetings.summary.layout import Block, is_heading
from meetings.summary.listings import is_labelled
from meetings.summary.name_lists import ATTENDING, NameLists
from meetings.summary.patterns import pattern
from meetings.summary.proposal import Recommendation
from meetings.summary.rosters import has_roster, read_pure_row
from meetings.summary.sentences import sentences
from meetings.summary.tables import read_table, table_end
from meetings.summary.told_words import FRAMING
from meetings.summary.words import OPERATIVE

_RECOMMENDING = pattern(
    r"\brecommend(?:ation|ations|ed|s)?\b|\bnext steps\b|\baction (?:points|items)\b"
    r"|\bagreed actions\b",
    re.IGNORECASE,
)
# "Participants recommended" without a colon, over a list.
_OPEN = pattern(r"\b(?:recommend(?:ed|s)?|suggest(?:ed|s)?|propose[ds]?)(?:\s+(?:that|to))?$", re.IGNORECASE)
_RECOMMENDS_THAT = pattern(
    r"[^.;:]{0,120}?\b(?:recommend(?:ed|s)?|advises?|advised)\s+that\b|It\s+(?:was|is)\s+(?:\w+\s+)?recommended\b",
    re.IGNORECASE,
)
_LETTER = pattern(r"[^\W\d_]")
_LONGEST_LEAD = 120
_WORD = pattern(r"[A-Za-z]+")


# "i. To approve the plan, which will" over "a) cover …": an item with items of its own, and no heading.
_GOES_ON = pattern(
    r"(?:will|shall|to|that|which|by|of|for|and|or|on|in|with|including|particular|following)$"
    r"|^(?:[Tt]o|[Tt]hat)\s+[a-z]+\b"
)


# "Agreed record" tells of no deed.
_RECORD = pattern(
    r"(?:agreed|draft|final|joint|meeting|summary|chair's|co-chairs')\s+(?:\w+\s+)?(?:record|minutes|summary"
    r"|conclusions|statement"
    r"|communiqu[eé]|report|outcomes|note)(?:\s+of\s+(?:the\s+)?(?:meeting|discussions?|talks))?",
    re.IGNORECASE,
)


def _is_part(block: Block, after: Block | None) -> bool:
    """ "A. Opening of the meeting", over numbered paragraphs: a part of a report."""
    return block.style in ("letter-upper", "roman-upper") and after is not None and after.style.startswith("decimal")


class Body(NameLists):
    """Reads the blocks of a text one after the other; remembers the list it is in and the heading it is under."""

    def read(self) -> None:
        at = 0
        while at < len(self.blocks):
            block = self.blocks[at]
            section = self._section_of(block)
            if (stop := table_end(self.draft, self.blocks, at)) > at:
                self._drop_heading()
                read_table(self.draft, self.blocks[at:stop])
                at = stop
            elif section in ATTENDING and table_end(self.draft, self.blocks, at + 1) > at + 1:
                self._drop_heading()
                self.draft.ledger.claim(block.mark_start, block.end, "/attendance")
                at += 1
            elif section in ATTENDING and not self._leads_to_deeds(block, self._after(at)):
                at = self._read_names(at, section)
            elif section and section not in ATTENDING:
                self._enter(block, section)
                at += 1
            else:
                listed = self._led_list(at)
                if listed > at + 1 or (listed := self._listed_names(at)) > at:
                    at = listed
                    continue
                self._read_block(block, self._after(at))
                at += 1
        self._drop_heading()

    def _after(self, at: int) -> Block | None:
        return self.blocks[at + 1] if at + 1 < len(self.blocks) else None

    def _enter(self, block: Block, section: str) -> None:
        self._drop_heading()
        self.section, self.list_level, self.item_level = section, None, None
        if section == "recommendations":
            self.list_level = -1
        self.open.clear()
        self.draft.ledger.claim(block.mark_start, block.end, container(f"/{section}"))

    def _read_block(self, block: Block, after: Block | None) -> None:
        if self._is_recommendation(block):
            self._read_recommendation(block)
        elif self._recommends(block, after):
            self._add_recommendation(block)
        elif self._is_heading(block, after) and not (
            after and after.is_item and _OPEN.search(self._text_of(block).rstrip(" :"))
        ):
            self.open.clear()
            self.list_level = None
            self.section = None if self.section in (*ATTENDING, "purpose", "recommendations") else self.section
            self._take_heading(block)
        else:
            self._read_sentences(block, after)

    def _is_heading(self, block: Block, after: Block | None) -> bool:
        """A short line that tells nothing; an item only where it stands over something that is not its neighbour."""
        text = self.draft.text
        if (
            text[block.end - 1] == ":"
            and after
            and after.is_item
            and _RECOMMENDING.search(text, block.start, block.end)
        ):
            return False
        is_inside = block.level > 0 and not _is_part(block, after)
        if not is_heading(text, block) or (block.is_item and (is_inside or text[block.end - 1] == ":")):
            return False
        if block.is_item and (
            after is None or after.style == block.style or _GOES_ON.search(text, block.start, block.end)
        ):
            return False
        if _RECORD.fullmatch(text, block.start, block.end):
            return not block.is_item
        if has_roster(self.draft, block.start, block.end) or is_labelled(self.draft, block):
            return False
        return not deeds_in(self.draft, block.start, block.end).verbs and not cues_in(text, block.start, block.end)

    def _leads_to_deeds(self, block: Block, after: Block | None) -> bool:
        """ "During the meeting Ministers:" over items that begin with what they did."""
        text = self.draft.text
        if after is None or not after.is_item or block.is_item or text[block.end - 1] != ":":
            return False
        first = _WORD.match(text, after.start, after.end)
        return first is not None and first[0].lower() in OPERATIVE and block.end - block.start < _LONGEST_LEAD

    def _take_heading(self, block: Block) -> None:
        """Keeps a heading for the outcome below it; two headings on end are one."""
        is_on_end = self.heading is not None and not self.draft.ledger.within(self.heading[1], block.start)
        if not is_on_end:
            self._drop_heading()
        self.heading = (self.heading[0] if self.heading else block.mark_start, block.end)
        is_lead = self.draft.text[block.end - 1] == ":"
        self.lead_actors = actors_in(self.draft, block.start, block.end) if is_lead else []

    def _read_sentences(self, block: Block, after: Block | None) -> None:
        """Gives each sentence that frames the meeting to its place; the rest is an outcome, or not yet placed."""
        draft = self.draft
        cuts = list(sentences(draft.text, block.start, block.end))
        lead_in = self._lead_in(block, cuts, after)
        if lead_in:
            cuts = cuts[: cuts.index(lead_in)]
        is_one_piece = self.is_late and block.style.startswith("glyph") and len(cuts) > 1
        rest: list[tuple[int, int]] = []
        has_framed = has_decided = False
        for cut in cuts:
            is_late = self.is_late or has_decided
            told = not is_one_piece and frame(draft, *cut, section=self.section, is_late=is_late, is_item=block.is_item)
            has_framed |= told
            has_decided |= not told and self._decides(*cut)
            if not told:
                rest = (
                    [*rest[:-1], (rest[-1][0], cut[1])] if rest and self._touch(rest[-1][1], cut[0]) else [*rest, cut]
                )
        self._place(block, rest, has_framed=has_framed)
        if lead_in:
            self._enter_list(block, lead_in)
        if block.mark_start < block.start:
            self._place_mark(block)

    def _decides(self, start: int, end: int) -> bool:
        """Whether "Participants agreed …" was told, so that what follows is told of the proceedings."""
        deeds = deeds_in(self.draft, start, end)
        is_of_all = COLLECTIVE.match(self.draft.text, start, end)
        return is_of_all is not None and bool(OPERATIVE & set(deeds.verbs) - FRAMING)

    def _touch(self, end: int, start: int) -> bool:
        return not self.draft.ledger.within(end, start)

    def _lead_in(self, block: Block, cuts: list[tuple[int, int]], after: Block | None) -> tuple[int, int] | None:
        """The last sentence of a block, where it opens a list of recommendations."""
        written = self.draft.text[block.start : block.end]
        is_open = after is not None and after.is_item and not block.is_item and _OPEN.search(written)
        if not cuts or not (written.endswith(":") or is_open):
            return None
        start, end = cuts[-1]
        return cuts[-1] if end - start < 400 and _RECOMMENDING.search(self.draft.text, start, end) else None

    def _enter_list(self, block: Block, lead_in: tuple[int, int]) -> None:
        self.draft.ledger.claim(*lead_in, "/recommendations_intro")
        self.draft.intros.append(self.draft.written(*lead_in))
        self.list_level = block.level if block.is_item else -1
        self.item_level = None
        self.section = "outcomes" if self.section == "recommendations" else self.section

    def _is_recommendation(self, block: Block) -> bool:
        if self.list_level is None:
            return False
        if block.is_item:
            belongs = block.level > self.list_level
        else:
            is_open = self.item_level is None or self.section == "recommendations"
            belongs = is_open and not is_heading(self.draft.text, block)
        if belongs:
            return True
        self.list_level, self.item_level = None, None
        return False

    def _read_recommendation(self, block: Block) -> None:
        draft = self.draft
        if (
            self.section == "recommendations"
            and not draft.intros
            and self.item_level is None
            and draft.text[block.end - 1] == ":"
        ):
            draft.ledger.claim(block.mark_start, block.start, "/recommendations")
            draft.ledger.claim(block.start, block.end, "/recommendations_intro")
            draft.intros.append(draft.written(block.start, block.end))
            return
        if self.item_level is None:
            self.item_level = block.level if block.is_item else 0
        number = len(draft.recommendations)
        if draft.recommendations and block.is_item and block.level > self.item_level:
            last = draft.recommendations[-1]
            joined = f"{last.text}\n{draft.written(block.start, block.end)}"
            draft.recommendations[-1] = last.model_copy(update={"text": joined})
            draft.ledger.claim(block.start, block.end, f"/recommendations/{number - 1}/text")
            draft.ledger.claim(block.mark_start, block.start, f"/recommendations/{number - 1}")
            return
        self._add_recommendation(block)

    def _recommends(self, block: Block, after: Block | None) -> bool:
        """A paragraph of its own by which the meeting recommends something: "Members recommended that …"."""
        text = self.draft.text
        if not _RECOMMENDS_THAT.match(text, block.start, block.end) or text[block.end - 1] == ":":
            return False
        if any(level < block.level for level, _ in self.open if block.is_item):
            return False
        leads = after is not None and after.is_item and after.level > block.level
        return not leads and len(list(sentences(text, block.start, block.end))) == 1

    def _add_recommendation(self, block: Block) -> None:
        draft, number = self.draft, len(self.draft.recommendations)
        put = put_in(draft, block.start, block.end)
        draft.ledger.claim(block.mark_start, block.start, f"/recommendations/{number}")
        draft.ledger.claim(block.start, block.end, f"/recommendations/{number}/text")
        draft.recommendations.append(
            Recommendation(
                number=number + 1,
                verb=put.verb,
                addressees=tuple(put.addressees),
                text=draft.written(block.start, block.end),
            )
        )

    def _place(self, block: Block, rest: list[tuple[int, int]], *, has_framed: bool = False) -> None:
        """What frames nothing: an outcome where it is an item, tells of a deed or stands among outcomes."""
        draft = self.draft
        outcome = None
        for start, end in rest:
            if self._is_row(block, start, end):
                continue
            deeds = deeds_in(draft, start, end)
            is_told = self.section == "outcomes" or (self.is_late and _is_sentence(draft.text[start:end]))
            if (
                is_aside(draft, block, start, end)
                or not (block.is_item or deeds.verbs or is_told)
                or (not (self.is_late or self.section) and is_ceremony(draft, block, start, end, deeds.verbs))
            ):
                draft.leave(start, end)
                continue
            # From here on, sentences tell what was agreed, not what met and who came.
            is_item = block.is_item and not has_framed
            self.is_late |= is_item or self.section == "outcomes" or bool(OPERATIVE & set(deeds.verbs))
            outcome = outcome or self._outcome_for(block)
            is_led = block.is_item and deeds.verbs and not deeds.actors
            action = action_in(draft.text, start, end) if self.open and len(self.open) > 1 else None
            outcome.texts.append(draft.written(start, end))
            outcome.actors += self.lead_actors if is_led else deeds.actors
            outcome.verbs += deeds.verbs or ([action] if action else [])
            draft.ledger.claim(start, end, f"{outcome.pointer}/text")

    def _is_row(self, block: Block, start: int, end: int) -> bool:
        """A row of names and nothing else, under whatever heading."""
        above = self.draft.text[slice(*self.heading)] if self.heading else ""
        if not read_pure_row(self.draft, start, end, above):
            return False
        if self.heading:
            self.draft.ledger.claim(*self.heading, "/attendance")
            self.heading = None
        return True

    def _outcome_for(self, block: Block) -> Paragraph:
        """The outcome that a block is: a new one at its level, or the one already begun for it."""
        level = block.level if block.is_item else -1
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        siblings = self.open[-1][1].children if self.open else self.draft.outcomes
        parent = f"{self.open[-1][1].pointer}/children" if self.open else "/outcomes"
        follows = siblings[-1].number + 1 if siblings else 1
        outcome = Paragraph(block.number or follows, f"{parent}/{len(siblings)}")
        siblings.append(outcome)
        if block.is_item or self.draft.text[block.end - 1] == ":":
            self.open.append((level, outcome))
        if self.heading:
            outcome.heading = self.draft.written(*self.heading)
            self.draft.ledger.claim(*self.heading, f"{outcome.pointer}/heading")
            self.heading = None
        return outcome

    def _place_mark(self, block: Block) -> None:
        """The bullet or number goes where the first words of its item went."""
        taken = self.draft.ledger.within(block.start, block.end)
        first = next((span for span in taken if not span.pointer.startswith("/unplaced/")), None)
        if first is None:
            return
        self.draft.ledger.claim(block.mark_start, block.start, container(first.pointer))


def _is_sentence(text: str) -> bool:
    return bool(re.search(r"[.!?][\"')\]]*$", text)) and len(text.split()) >= 5
