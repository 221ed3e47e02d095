"""From a Record to Akoma Ntoso."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, groupby

from lxml import etree
from lxml.builder import ElementMaker

from records.exports.akoma.meta import meta
from records.exports.akoma.names import AKN, NAMES, OURS, PREFACE, XML, Identifiers
from records.exports.akoma.references import References
from records.exports.akoma.values import ours
from records.exports.faults import CannotExportError, refuse_other, refuse_unwritable
from records.record import Attendee, Item, MeetingFacts, Passage, Record, Section
from records.render import EditionFacts, emphasise
from records.render.text import PRESENCE_LABELS, meeting_dates, meeting_place

A = ElementMaker(namespace=AKN, nsmap={None: AKN, "r": OURS})

# Elements whose spaces are words; all others may be laid out in lines.
_HOLDING_TEXT = {f"{{{AKN}}}{name}" for name in ("p", "num", "heading", "listIntroduction")}


def akoma_ntoso(record: Record, edition: EditionFacts) -> bytes:
    """The record as one XML file, the same bytes every time. Raises CannotExportError in words for the reader.

    The file carries the digest of the record's canonical JSON, so that `from_akoma_ntoso` notices a change.
    """
    refuse_unwritable(record)
    if edition.issued_on is None:
        raise CannotExportError("Only what is issued has an Akoma Ntoso file: its address holds the day of issue.")
    refuse_other(record, edition)
    writer = _Writer(record)
    preface, body = writer.preface(), writer.body()
    known = meta(record, edition, writer.passages, writer.references)
    statement = A.statement({"name": NAMES[record.kind], "contains": "originalVersion"}, known, preface, body)
    root = A.akomaNtoso(statement)
    _lay_out(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


class _Writer:
    """Writes what is read. `passages` and `references` know afterwards which elements there are."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.identifiers = Identifiers()
        self.references = References(record, self.identifiers)
        self.passages: list[tuple[str, Passage]] = []
        self.numbers = count(1)

    def preface(self) -> etree._Element:
        """The texts of the Record that stand at its head, and its place and date as they are read."""
        preface = A.preface({f"{{{XML}}}lang": self.record.language})
        for tag, name in PREFACE.items():
            words = getattr(self.record, name)
            if words:
                holder = A(tag, words, {"name": name} if tag == "inline" else {})
                preface.append(A.p({"class": name}, holder))
        if self.record.meeting:
            preface.extend(
                [A.p({"class": name}, element) for name, element in self._when_and_where(self.record.meeting)]
            )
        return preface

    def _when_and_where(self, meeting: MeetingFacts) -> Iterator[tuple[str, etree._Element]]:
        place, dates, starts = meeting_place(meeting), meeting_dates(meeting), meeting.starts
        if place:
            yield "place", A.location(place, refersTo=self.references.to("TLCLocation", place))
        if dates and starts and len(starts) == 10:
            yield "date", A.docDate(dates, date=starts)
        elif dates:
            yield "date", A.inline(dates, name="date")

    def body(self) -> etree._Element:
        parts = [self._section(section) for section in self.record.sections]
        if self.record.attendance or self.record.attendance_remark:
            parts.append(self._delegations())
        return A.mainBody({f"{{{XML}}}lang": self.record.language}, *(parts or [A.p()]))

    def _identity(self, kind: str, name: str) -> dict[str, str]:
        eid = self.identifiers.take(kind, name)
        return {"eId": eid} if eid == f"{kind}_{name}" else {"eId": eid, ours("name"): name}

    def _section(self, section: Section) -> etree._Element:
        level = {ours("level"): str(section.level)} if section.level > 1 else {}
        element = A.section(self._identity("sec", section.slug) | level)
        if section.heading:
            element.append(A.heading(section.heading))
        if section.remark:
            element.append(A.intro(A.p(section.remark)))
        element.extend([self._passage(passage) for passage in section.passages])
        return element

    def _passage(self, passage: Passage) -> etree._Element:
        identity = self._identity("para", passage.anchor)
        self.passages.append((identity["eId"], passage))
        facts = {"role": passage.role, "code": passage.code, "follow-up": passage.follow_up}
        facts |= {"area": passage.area.slug, "area-name": passage.area.name} if passage.area else {}
        facts["addressed-to"] = " ".join(passage.addressed_to)
        facts |= {"due": passage.due, "withdrawn": "true" if passage.is_withdrawn else ""}
        facts["agreement"] = passage.agreement
        facts["held"] = "" if passage.is_held else "false"
        said = {ours(name): value for name, value in facts.items() if value}
        words = [
            A.inline(piece, name="operativeVerb") if is_verb else piece
            for piece, is_verb in emphasise(passage.text, passage.verbs)
        ]
        return A.paragraph(
            identity | said,
            A.num(f"{passage.number}."),
            *self._text_and_items(A.p(*words), passage.items),
        )

    def _item(self, item: Item) -> etree._Element:
        lines = self._text_and_items(A.p(item.text), item.items)
        return A.subparagraph(self._identity("subpara", item.anchor), A.num(item.label), *lines)

    def _text_and_items(self, text: etree._Element, items: tuple[Item, ...]) -> list[etree._Element]:
        return [A.intro(text), *map(self._item, items)] if items else [A.content(text)]

    def _delegations(self) -> etree._Element:
        content = A.content()
        together = groupby(self.record.attendance, key=lambda person: (person.capacity_label, person.presence))
        for (label, presence), people in together:
            role = A.role(label, refersTo=self.references.to("TLCRole", label))
            also = [f": {PRESENCE_LABELS[presence]}"] if presence in PRESENCE_LABELS else []
            marks = {"eId": self.identifiers.take("list", str(len(content) + 1)), ours("label"): label}
            items = [self._attendee(person) for person in people]
            content.append(A.blockList(marks | {ours("presence"): presence}, A.listIntroduction(role, *also), *items))
        if self.record.attendance_remark:
            content.append(A.p({"class": "remark"}, self.record.attendance_remark))
        return A.hcontainer({"name": "delegations", "eId": "hcontainer_delegations"}, content)

    def _attendee(self, person: Attendee) -> etree._Element:
        facts = {
            "kind": person.kind,
            "capacity": person.capacity,
            "sorting": person.sorting,
            "participant": person.participant,
            "iso": person.iso,
        }
        known = {ours(name): value for name, value in facts.items() if value is not None}
        tag = "person" if person.kind == "person" else "organization"
        name = A(tag, person.name, {"refersTo": self.references.attendee(person)} | known)
        return A.item({"eId": self.identifiers.take("item", str(next(self.numbers)))}, A.p(name))


def _lay_out(element: etree._Element, depth: int = 0) -> None:
    """One element a line, except inside texts, where a space is a word's."""
    if not len(element) or element.tag in _HOLDING_TEXT:
        return
    element.text = "\n" + "  " * (depth + 1)
    for part in element:
        _lay_out(part, depth + 1)
        part.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
