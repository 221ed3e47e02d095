"""Two Records compared: facts, sections, paragraphs, delegations, lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from records.record import Attendee, Item, Passage, Record, Section
from records.redline.facts import facts, listings, status
from records.redline.paragraphs import Block, Pair, align
from records.redline.values import Changes, Delegation, Kind, Line, Listing, Paragraph, Part
from records.redline.words import words
from records.render.text import said_besides

FOLLOW_UP = {"": "", "action": "", "standing": "Standing", "none": "No follow-up needed"}
NOTHING = Section(slug="", heading="")


def compare(old: Record, new: Record) -> Changes:
    """What a reader of `old` has to know about `new`."""
    return Changes(
        facts=tuple(_facts(old, new)),
        parts=tuple(_parts(old, new)),
        listings=tuple(_listings(old, new)),
        is_same_record=old.same_words(new),
    )


def _line(old: str, new: str, label: str = "", was_label: str = "") -> Line:
    return Line(words(old, new), label, was_label)


def _facts(old: Record, new: Record) -> Iterator[Line]:
    was, now = facts(old), facts(new)
    for label in was | now:
        before, after = was.get(label, ""), now.get(label, "")
        if before != after:
            yield _line(before, after, label, label)


def _listings(old: Record, new: Record) -> Iterator[Listing]:
    was, now = listings(old), listings(new)
    for heading, before in was.items():
        lines = _lines([("", line) for line in before], [("", line) for line in now[heading]])
        changed = tuple(line for line in lines if not line.is_same)
        if changed:
            yield Listing(heading, changed, len(lines) - len(changed))


def _lines(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[Line]:
    """Labels with their texts, paired by what they say."""
    nothing = ("", "")
    found = []
    for pair in align([Block("", text) for _, text in old], [Block("", text) for _, text in new]):
        (was_label, before) = nothing if pair.old is None else old[pair.old]
        (label, after) = nothing if pair.new is None else new[pair.new]
        found.append(_line(before, after, label or was_label, was_label or label))
    return found


@dataclass(frozen=True)
class _Place:
    """A passage and the place of its section."""

    passage: Passage
    section: int


def _parts(old: Record, new: Record) -> Iterator[Part]:
    """Paragraphs are paired across the whole record, since one may move to another section; then each is shown
    where it stands now, and what was taken out or moved away in the section where it stood."""
    was, now = _places(old), _places(new)
    pairs = align([block_of(at.passage) for at in was], [block_of(at.passage) for at in now])
    sections = align(*([Block(at.slug, at.heading) for at in record.sections] for record in (old, new)))
    shown = _by_section(_with_marks(pairs), was, now, sections)
    for pair in sections:
        before = NOTHING if pair.old is None else old.sections[pair.old]
        after = NOTHING if pair.new is None else new.sections[pair.new]
        is_attendance = any(passage.role == "attendance" for passage in (after.passages or before.passages))
        yield Part(
            slug=after.slug or before.slug,
            heading=_line(before.heading, after.heading, _level(after), _level(before)),
            level=(before if pair.new is None else after).level,
            remark=_line("" if is_attendance else before.remark, "" if is_attendance else after.remark),
            paragraphs=tuple(_paragraph(kind, was, now, at) for kind, at in shown[pair]),
            delegations=tuple(_delegations(old.attendance, new.attendance)) if is_attendance else (),
        )


def _level(section: Section) -> str:
    return f"level {section.level}" if section.heading else ""


def _places(record: Record) -> list[_Place]:
    return [_Place(passage, at) for at, section in enumerate(record.sections) for passage in section.passages]


def block_of(passage: Passage) -> Block:
    """All that a paragraph says, for finding it again."""
    said = [passage.text, *(" ".join(item) for item in _lines_below(passage)), _particulars(passage)]
    return Block(passage.anchor, "\n".join(said))


def _with_marks(pairs: Sequence[Pair]) -> list[tuple[bool, Pair]]:
    """The pairs, and before the first that stood after it in `old`, a mark (True) where a moved one stood."""
    moved = sorted((pair for pair in pairs if pair.is_moved), key=lambda pair: pair.old or 0, reverse=True)
    marked: list[tuple[bool, Pair]] = []
    for pair in pairs:
        while moved and pair.old is not None and not pair.is_moved and (moved[-1].old or 0) < pair.old:
            marked.append((True, moved.pop()))
        marked.append((False, pair))
    return marked + [(True, pair) for pair in reversed(moved)]


def _by_section(
    marked: Sequence[tuple[bool, Pair]], was: Sequence[_Place], now: Sequence[_Place], sections: Sequence[Pair]
) -> dict[Pair, list[tuple[Kind, Pair]]]:
    of_old = {pair.old: pair for pair in sections if pair.old is not None}
    of_new = {pair.new: pair for pair in sections if pair.new is not None}
    shown: dict[Pair, list[tuple[Kind, Pair]]] = defaultdict(list)
    for is_mark, pair in marked:
        if is_mark and pair.old is not None:
            shown[of_old[was[pair.old].section]].append(("left", pair))
        elif pair.new is not None:
            kind: Kind = "added" if pair.old is None else "moved" if pair.is_moved else "same"
            shown[of_new[now[pair.new].section]].append((kind, pair))
        elif pair.old is not None:
            shown[of_old[was[pair.old].section]].append(("removed", pair))
    return shown


def _paragraph(kind: Kind, was: Sequence[_Place], now: Sequence[_Place], pair: Pair) -> Paragraph:
    old = None if pair.old is None else was[pair.old].passage
    new = None if pair.new is None else now[pair.new].passage
    if kind == "left":
        return Paragraph("left", old, new, Line(()))
    paragraph = Paragraph(
        kind,
        old,
        new,
        text=_line(old.text if old else "", new.text if new else ""),
        items=tuple(_lines(_lines_below(old), _lines_below(new))),
        particulars=_line(_particulars(old) if old else "", _particulars(new) if new else ""),
    )
    return replace(paragraph, kind="changed") if kind == "same" and paragraph.is_reworded else paragraph


def _lines_below(passage: Passage | None) -> list[tuple[str, str]]:
    """Sub-paragraphs, rows of the table, footnotes."""
    return [*_flat(passage.items), *passage.below] if passage else []


def _flat(items: Sequence[Item], above: str = "") -> list[tuple[str, str]]:
    """Sub-paragraphs of every level in the order of reading: ("(a)", …), ("(a)(i)", …)."""
    found = []
    for item in items:
        label = above + item.label
        found += [(label, item.text), *_flat(item.items, label)]
    return found


def _particulars(passage: Passage) -> str:
    said = [
        f"To {'; '.join(passage.addressees)}" if passage.addressees else "",
        FOLLOW_UP[passage.follow_up],
        f"Topic: {passage.area.name}" if passage.area else "",
        *said_besides(passage),
    ]
    return " · ".join(part for part in said if part)


def _delegations(old: Sequence[Attendee], new: Sequence[Attendee]) -> Iterator[Delegation]:
    """In the order of the new list, what was taken out last."""
    met = _met(old, new)
    for j, attendee in enumerate(new):
        was = old[met[j]] if j in met else None
        if was is None:
            yield Delegation("added", _line("", attendee.name), _line("", status(attendee)))
        elif (was.name, status(was)) != (attendee.name, status(attendee)):
            yield Delegation("changed", _line(was.name, attendee.name), _line(status(was), status(attendee)))
    stayed = set(met.values())
    for was in (attendee for i, attendee in enumerate(old) if i not in stayed):
        yield Delegation("removed", _line(was.name, ""), _line(status(was), ""))


def _met(old: Sequence[Attendee], new: Sequence[Attendee]) -> dict[int, int]:
    """Places in the new list with those in the old: delegations are the same by what they are, else by their name."""
    met: dict[int, int] = {}
    keys: tuple[Callable[[Attendee], str], ...] = (lambda one: one.participant or "", lambda one: one.name.casefold())
    for key in keys:
        stayed = set(met.values())
        waiting: dict[str, list[int]] = defaultdict(list)
        for i in range(len(old) - 1, -1, -1):
            if i not in stayed and key(old[i]):
                waiting[key(old[i])].append(i)
        for j, attendee in enumerate(new):
            if j not in met and waiting.get(key(attendee)):
                met[j] = waiting[key(attendee)].pop()
    return met
