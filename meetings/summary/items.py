"""Cuts a sentence that lists names into its items, and tells of each whether it is a name."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from meetings.summary.cues import role_of
from meetings.summary.item import Item, with_brackets
from meetings.summary.item_words import (
    ASIDE,
    BESIDE,
    CAPITAL_WRAPPERS,
    CLOSES,
    COUNTED,
    ENDS,
    ENDS_IN_TOWN,
    ENDS_LIST,
    GROUP,
    GROUP_CALLED,
    LONGEST_NAME,
    MEMBERS_OF,
    MEMBERS_OF_A,
    MISSION,
    NEXT,
    OF_BETWEEN,
    OFFICE_BEHIND,
    OFFICES,
    POST_BEHIND,
    POST_ENDS,
    POST_OF,
    POSTS_BETWEEN,
    POSTS_OF,
    RECITING,
    ROLE_LAST,
    SENDER,
    SENT_FROM,
    SEPARATOR,
    SMALL,
    SPEAKING_FOR,
    TRAILING,
    WRAPPERS,
)
from meetings.summary.names import Found, NamedParticipant, NameTable, Token, tokens_of
from meetings.summary.no_names import is_no_name
from meetings.summary.offices import offices_in
from meetings.summary.persons import PERSON, POST

_FARTHEST = 170


@dataclass(slots=True)
class _Stretch:
    start: int
    end: int
    before: str


def items_in(
    text: str, start: int, end: int, names: NameTable, taken: list[tuple[int, int]], *, guesses: int
) -> list[Item]:
    """The items of text[start:end] outside `taken` (cues, figures, dates).

    `guesses` is how many unknown names may be compared with all known ones.
    """
    listing = _Listing(text, start, end, names, sorted(taken))
    items = []
    for stretch in listing.stretches():
        item = listing.item(stretch, may_guess=guesses > 0)
        guesses -= item.kind == "name" and item.participant is None
        items.append(item)
    return with_brackets(text, items)


def named_in(text: str, start: int, end: int, names: NameTable, taken: list[tuple[int, int]]) -> list[Item]:
    """The known names, the offices of states and the persons sent by them in text[start:end], in their order."""
    listing = _Listing(text, start, end, names, sorted(taken))
    named = [
        Item(span[0], _closed(text, *span), "name", found.participant, found.confidence, role=_role_in(text, *span))
        for span, found in listing.known.items()
    ]
    named = [item for item in named if not any(low <= item.start < high for low, high in listing.delegations)]
    named += [Item(*span, "name", participant, 0.9) for span, participant in listing.delegations.items()]
    return sorted(named, key=lambda item: item.start)


class _Listing:
    """A sentence that lists names: its words, the known names and the persons among them."""

    def __init__(self, text: str, start: int, end: int, names: NameTable, taken: list[tuple[int, int]]) -> None:
        self.text, self.start, self.end, self.names, self.taken = text, start, end, names, taken
        self.tokens = tokens_of(text, start, end)
        self.starts = [token.start for token in self.tokens]
        self.known: dict[tuple[int, int], Found] = {}
        self.in_names: set[int] = set()
        for found in names.scan(self.tokens):
            span = (self.tokens[found.first].start, self.tokens[found.last - 1].end)
            if found.participant.kind != "collective" and not _crosses(span, taken):
                self.known[span] = found
                self.in_names.update(self.starts[found.first : found.last])
        self._take_missions()
        offices = self._take_offices()
        self.delegations: dict[tuple[int, int], NamedParticipant] = {}
        self.roles: dict[tuple[int, int], str] = {}
        self.persons = self._with_colleagues(
            [
                self._person(*match.span())
                for match in PERSON.finditer(text, start, end)
                if not _crosses(match.span(), taken) and not any(low <= match.start() < high for low, high in offices)
            ]
        )

    def _take_missions(self) -> None:
        """ "EU Delegation to Sri Lanka and the Maldives": one name, and not those it is sent to."""
        for (low, high), found in sorted(self.known.items()):
            if found.participant.iso or (low, high) not in self.known:
                continue
            mission = MISSION.match(self.text, high, self.end)
            sent_to = [span for span in sorted(self.known) if mission and span[0] >= mission.end()][:3]
            at = mission.end() if mission else high
            for span in sent_to:
                if not NEXT.fullmatch(self.text[at : span[0]]) and at != span[0]:
                    break
                del self.known[span]
                at = span[1]
            if mission and at > mission.end():
                del self.known[low, high]
                self.known[low, at] = found
                self.in_names.update(start for start in self.starts if low <= start < at)

    def _take_offices(self) -> list[tuple[int, int]]:
        """ "The Thai delegation", "Immigration Department of Malaysia": the words stand for the state."""
        taken = []
        for low, high, participant in list(offices_in(self.text, self.start, self.end, self.names, self.known)):
            if _crosses((low, high), self.taken):
                continue
            for span in [span for span in self.known if low < span[1] and span[0] < high]:
                del self.known[span]
            first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
            self.known[low, high] = Found(first, last, participant, 0.85)
            self.in_names.update(self.starts[first:last])
            taken.append((low, high))
        return taken

    def _person(self, start: int, end: int) -> tuple[int, int]:
        """A person, with the state whom the person represents: "Ms A. Reed (Fiji)", "Mr B, Director, Nepal;"."""
        for (low, high), found in self.known.items():
            close = CLOSES.match(self.text, high) if self.text[low - 1 : low] == "(" else None
            if close and (start < low < end or self.text[end:low].strip() == "("):
                self.delegations[start, close.end()] = found.participant
                if close["role"]:
                    self.roles[start, close.end()] = role_of(close["role"])
                return start, close.end()
            # "…, Minister at the Prime Minister's Office, Brunei;": the office reaches into the words for the person.
            is_last = (
                start < low < end
                and len(self.text[:end].rstrip(" .")) <= high
                and (high > end or self.text[low - 2 : low] == ", " or SENT_FROM.search(self.text[low - 10 : low]))
            )
            if is_last and ENDS.match(self.text, high):
                self.delegations[start, high] = found.participant
                return start, high
            if SENT_FROM.fullmatch(self.text[end:low] if end <= low else "-") or (
                end <= low and SENT_FROM.fullmatch(" " + self.text[len(self.text[:end].rstrip()) : low].lstrip())
            ):
                self.delegations[start, high] = found.participant
                return start, high
            if (
                end <= low < end + _FARTHEST
                and OF_BETWEEN.fullmatch(self.text[end:low])
                and found.participant.iso
                and ENDS.match(self.text, high)
            ):
                self.delegations[start, high] = found.participant
                return start, high
            ends = ENDS if found.participant.iso else ENDS_IN_TOWN
            if end <= low and POSTS_BETWEEN.fullmatch(self.text[end:low]) and (close := ends.match(self.text, high)):
                self.delegations[start, close.end("town")] = found.participant
                return start, close.end("town")
        return start, end

    def _with_colleagues(self, persons: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """ "Mr A and Ms B (Fiji)": both were sent by the state in the bracket."""
        joined: list[tuple[int, int]] = []
        for span in reversed(persons):
            after = joined[-1] if joined else None
            sent_by = self.delegations.get(after) if after else None
            is_beside = after and BESIDE.fullmatch(self.text[span[1] : after[0]]) and self.text[after[1] - 1] == ")"
            if after and sent_by and is_beside and span not in self.delegations:
                joined[-1] = (span[0], after[1])
                del self.delegations[after]
                self.delegations[joined[-1]] = sent_by
                if role := self.roles.pop(after, None):
                    self.roles[joined[-1]] = role
            else:
                joined.append(span)
        return joined[::-1]

    def stretches(self) -> list[_Stretch]:
        """What stands between separators."""
        stretches, low, before = [], self.start, "start"
        for cut_start, cut_end, what in [*self._cuts(), (self.end, self.end, "end")]:
            if self.text[low:cut_start].strip(" \t\n.\"'"):
                stretches.append(_Stretch(low, cut_start, before))
                before = what
            else:
                before = what if _outranks(what, before) else before
            low = max(low, cut_end)
        return stretches

    def _cuts(self) -> list[tuple[int, int, str]]:
        """Cues and separators; a separator inside a known name or a person's title separates nothing."""
        whole = sorted([*self.known, *self.persons])
        cuts = [(low, high, "cue") for low, high in self.taken]
        at = 0
        for separator in SEPARATOR.finditer(self.text, self.start, self.end):
            while at < len(whole) and whole[at][1] <= separator.start():
                at += 1
            is_inside = at < len(whole) and whole[at][0] <= separator.start()
            if not is_inside and not any(low <= separator.start() < high for low, high in self.taken):
                cuts.append((separator.start(), separator.end(), separator[0].strip().lower() or "\n"))
        return sorted(cuts)

    def item(self, stretch: _Stretch, *, may_guess: bool) -> Item:
        if person := self._person_in(stretch):
            return person
        first, last = bisect_left(self.starts, stretch.start), bisect_left(self.starts, stretch.end)
        begins = first
        while first < last and self._is_wrapper(self.tokens[first]):
            first += 1
        while first < last and self._is_trailing(self.tokens[last - 1]):
            last -= 1
        if first == last:
            return Item(stretch.start, stretch.end, "filler", before=stretch.before)
        low, high = self.tokens[first].start, self.tokens[last - 1].end
        found = self.known.get((low, high))
        if found is None:
            words = self.tokens[first:last]
            if part := self._part(words, stretch.before):
                return part
            item = self._unknown(words, stretch.before, may_guess=may_guess)
            if first > begins and self.tokens[first - 1].key == "international" and item.kind == "name":
                # "International Justice Mission": part of a name nobody knows.
                item.start = self.tokens[first - 1].start if item.participant is None else item.start
            # "meeting in Colombo": a place.
            is_place = first > begins and self.tokens[first - 1].key in ("in", "at") and item.participant is None
            # "led by its High Commissioner": a post.
            is_place = is_place or (first > begins and self.tokens[first - 1].key in ("its", "their"))
            is_other = is_place or MEMBERS_OF_A.search(self.text[max(self.start, low - 40) : low])
            return Item(low, high, "filler", before=stretch.before) if is_other else item
        if not found.participant.iso and (
            MEMBERS_OF_A.search(self.text[max(self.start, low - 40) : low])
            or (found.participant.kind == "body" and MEMBERS_OF.match(self.text, stretch.start, low))
        ):
            return Item(low, high, "filler", before=stretch.before)
        high = _closed(self.text, low, high)
        role = _role_in(self.text, low, high)
        return Item(low, high, "name", found.participant, found.confidence, before=stretch.before, role=role)

    def _unknown(self, words: tuple[Token, ...], before: str, *, may_guess: bool) -> Item:
        low, high = words[0].start, words[-1].end
        written = self.text[low:high]
        # "eight officers" in brackets behind a name; "ten countries" is a figure, "of the region (" leads to the list.
        if (before == "(" and written[0].isdigit()) or (
            before == "cue" and written.islower() and self.text[high:].lstrip()[:1] in ("(", ":")
        ):
            return Item(low, high, "filler", before=before)
        if is_no_name(written) or (len(words) <= 3 and self.text[high : high + 1] == ":"):
            # A label names nobody.
            return Item(low, high, "filler", before=before)
        if POST.fullmatch(written) or words[-1].key in ("of", "for", "from", "the"):
            return Item(low, high, "filler", before=before)
        if not _looks_like_name(self.text, words):
            return Item(low, high, "aside" if ASIDE.match(written) else "other", before=before)
        resolved = self.names.resolve(written, may_guess=may_guess)
        return Item(low, high, "name", resolved.participant, resolved.confidence, resolved.suggestions, before)

    def _person_in(self, stretch: _Stretch) -> Item | None:
        span = next(((low, high) for low, high in self.persons if stretch.start <= low < stretch.end), None)
        if span is None:
            return None
        if sent_by := self.delegations.get(span):
            return Item(*span, "name", sent_by, 0.9, before=stretch.before, role=self.roles.get(span))
        name = self.text[span[0] : min(span[1], stretch.end)].rstrip(" .")
        if (
            (sender := SENDER.search(self.text, *span))
            and not POST.fullmatch(sender["name"])
            and not is_no_name(sender["name"])
        ):
            # "Ms A (Institute of B)"
            return Item(*sender.span("name"), "name", None, 0.4, before=stretch.before)
        return Item(span[0], span[0] + len(name), "person", confidence=0.7, before=stretch.before)

    def _part(self, words: tuple[Token, ...], before: str) -> Item | None:
        """The known name at the end of "focal points of the …", or at the beginning of "… took the chair"."""
        low, high = words[0].start, words[-1].end
        if member := self._first_of_group(words, before):
            return member
        for span, found in self.known.items():
            if span[0] < low or span[1] > high:
                continue
            if part := self._beside(span, found, low, high):
                part.before = before
                return part
        return None

    def _beside(self, span: tuple[int, int], found: Found, low: int, high: int) -> Item | None:
        """A known name with other words of its stretch before or behind it."""
        before, is_organisation = self.text[low : span[0]], not found.participant.iso
        name = Item(*span, "name", found.participant, 0.9)
        if span[1] == high and any(lead.fullmatch(before) for lead in (OFFICES, POST_OF, POSTS_OF, SPEAKING_FOR)):
            return name
        if before:
            # "the Deputy Secretary-General of ASEAN for Community Affairs"
            is_middle = POST_ENDS.fullmatch(self.text, span[1], high) and POST_OF.fullmatch(before)
            return name if is_middle and is_organisation else None
        if is_organisation and any(part.fullmatch(self.text, span[1], high) for part in (POST_BEHIND, OFFICE_BEHIND)):
            name.end = high
        elif not COUNTED.fullmatch(self.text, span[1], high):
            if not re.match(r"\s+[a-z]", self.text[span[1] : high]):
                return None
            # "… and Serbia to Tirana", "… and Nepal as countries of origin" end a list, "Nepal took the chair" tells.
            name.goes_on = ENDS_LIST.match(self.text, span[1], high) is None
        return name

    def _first_of_group(self, words: tuple[Token, ...], before: str) -> Item | None:
        """The name behind what its group is called: "the Steering Committee members A"."""
        high = words[-1].end
        group = GROUP_CALLED.match(self.text, words[0].start, high)
        rest = tuple(word for word in words if group and word.start >= group.end())
        if not rest:
            return None
        if whole := self.known.get((rest[0].start, high)):
            return Item(rest[0].start, high, "name", whole.participant, 0.9, before=before)
        is_unknown = not any(word.start in self.in_names for word in rest) and _looks_like_name(self.text, rest)
        return self._unknown(rest, before, may_guess=False) if is_unknown else None

    def _is_wrapper(self, token: Token) -> bool:
        word = self.text[token.start : token.end]
        is_wrapper = word in WRAPPERS or word in CAPITAL_WRAPPERS or RECITING.fullmatch(word)
        return bool(is_wrapper) and token.start not in self.in_names

    def _is_trailing(self, token: Token) -> bool:
        return self.text[token.start : token.end].lower() in TRAILING and token.start not in self.in_names


def _closed(text: str, start: int, end: int) -> int:
    """The end of a name with its closing bracket: "Iran (Islamic Republic of)"."""
    name = text[start:end]
    return end + (name.count("(") > name.count(")") and text[end : end + 1] == ")")


def _role_in(text: str, start: int, end: int) -> str | None:
    """ "The Maltese hosts", "Singaporean observers": the capacity stands in the words for the delegation."""
    match = ROLE_LAST.search(text[start:end])
    return role_of(match[1]) if match else None


def _crosses(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < high and low < span[1] for low, high in taken)


def _outranks(what: str, before: str) -> bool:
    """Of two separators in a row, whether the later tells more: in ", and" it does, in ", the," it does not."""
    rank = {",": 0, "and": 1, "&": 1, "or": 1}
    return before == "start" or what in ("cue", "(") or is_group_break(what) or rank.get(what, 2) >= rank.get(before, 2)


def is_group_break(before: str) -> bool:
    """Whether the separator before an item begins a new group of names ("as well as …", "with …", ";")."""
    return bool(GROUP.fullmatch(before))


def _looks_like_name(text: str, inside: tuple[Token, ...]) -> bool:
    words = [text[token.start : token.end] for token in inside]
    if len(words) > LONGEST_NAME or not (
        words[0][0].isupper() or (not words[0][0].isascii() and words[0][0].isalpha())
    ):
        return False
    return all(word[0].isupper() or word in SMALL or not word[0].isascii() for word in words) and any(
        char.isalpha() for char in words[-1]
    )
