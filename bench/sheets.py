"""Records of every kind and size, in every script the faces draw: what `run.py conformance` judges and `bench` times.

Generated, and seeded: the same seed gives the same sheets. No word of it was said at any meeting.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator
from itertools import count

from records.canonical import digest, record_bytes
from records.exports import papers
from records.followup import Named, ReportFacts
from records.record import (
    Abbreviated,
    Attendee,
    Cleared,
    DirectoryFacts,
    DocumentFacts,
    Enclosed,
    Figure,
    Held,
    Host,
    Item,
    Link,
    Listed,
    MeetingFacts,
    Naming,
    Passage,
    Record,
    Section,
    Source,
)
from records.render import EditionFacts, Paper, PaperTable
from records.render.renderers import Job

SIZES = (0, 1, 2, 7, 30, 120, 500)
ISSUED_ON = datetime.date(2026, 11, 24)
SCRIPTS = {
    "English": "Members agreed to meet again before the end of the year and to bring what they had learnt",
    "Vietnamese": "Các thành viên đồng ý họp lại trước cuối năm và chia sẻ những gì đã học được",
    "Thai": "สมาชิกตกลงที่จะประชุมอีกครั้งก่อนสิ้นปี และแบ่งปันสิ่งที่ได้เรียนรู้",
    "Lao": "ສະມາຊິກຕົກລົງ ຈະປະຊຸມອີກ ກ່ອນທ້າຍປີ",
    "Khmer": "សមាជិកបានយល់ព្រម ជួបប្រជុំម្ដងទៀត មុនចុងឆ្នាំ",
    "Burmese": "အဖွဲ့ဝင်များ နှစ်မကုန်မီ ထပ်မံတွေ့ဆုံရန် သဘောတူခဲ့သည်",
    "Arabic": "اتفق الأعضاء على الاجتماع مرة أخرى قبل نهاية العام",
    "Hindi": "सदस्यों ने वर्ष के अंत से पहले फिर मिलने पर सहमति व्यक्त की",
    "Bengali": "সদস্যরা বছরের শেষের আগে আবার মিলিত হতে সম্মত হয়েছেন",
    "Sinhala": "වසර අවසානයට පෙර නැවත හමුවීමට සාමාජිකයෝ එකඟ වූහ",
    "Tamil": "ஆண்டு முடிவதற்குள் மீண்டும் சந்திக்க உறுப்பினர்கள் ஒப்புக்கொண்டனர்",
    "Turkish": "Üyeler yıl sonundan önce yeniden toplanma konusunda anlaştı; İstanbul, Iğdır, Şırnak",
    "Russian": "Участники договорились встретиться ещё раз до конца года",
    "Greek": "Τα μέλη συμφώνησαν να συναντηθούν ξανά πριν από το τέλος του έτους",
}
ODD = (
    "<b>no markup</b> & “quotes”, 3 < 4",
    "Unbreakable" * 12,
    "https://records.example.org/a/very/long/address/" + "x" * 80,
    "A name in Arabic, الأردن, inside English, and 12 May 2017 after it",
    "½ ton – 30 °C … § 4 (a)/(b) ¶ № 5",
)


def all_sheets(seed: int = 2016, sizes: tuple[int, ...] = SIZES) -> Iterator[tuple[str, Job]]:
    """Every layout at every size: its name, and what the renderers take."""
    for layout, make in LAYOUTS.items():
        for size in sizes:
            yield f"{layout}-{size:03}", make(random.Random(f"{seed}/{layout}/{size}"), size)


def _words(chance: random.Random) -> str:
    return chance.choice(ODD) if chance.randrange(6) == 0 else f"{chance.choice(list(SCRIPTS.values()))}."


def _few(chance: random.Random) -> str:
    """A beginning, for names and headings."""
    return " ".join(chance.choice(list(SCRIPTS.values())).split()[: chance.randint(1, 4)])


def _items(chance: random.Random, numbers: Iterator[int], depth: int = 0) -> tuple[Item, ...]:
    if depth > 2 or chance.randrange(3):
        return ()
    labels = ("abcdef", ("i", "ii", "iii", "iv", "v", "vi"), "ABCDEF")[depth]
    return tuple(
        Item(
            anchor=f"i{next(numbers)}",
            label=f"({label})",
            text=_words(chance),
            items=_items(chance, numbers, depth + 1),
        )
        for label in labels[: chance.randint(1, 6)]
    )


def _passages(chance: random.Random, size: int, roles: tuple[str, ...]) -> Iterator[Passage]:
    numbers = count(1)
    for number in range(1, size + 1):
        role = chance.choice(roles)
        yield Passage(
            anchor=f"p{number:04x}",
            number=number,
            role=role,  # type: ignore[arg-type]  # one of the roles, chosen by chance
            text=_words(chance),
            code=f"R{number}" if role == "recommendation" else "",
            verbs=("agreed",) if chance.randrange(2) else (),
            addressees=(_few(chance), "RSO") if role == "recommendation" else (),
            items=_items(chance, numbers),
            is_held=chance.randrange(9) > 0,
            follow_up="action" if role == "recommendation" else "",
            due="2027-05" if chance.randrange(9) == 0 else "",
            is_withdrawn=chance.randrange(20) == 0,
        )


def _sections(chance: random.Random, size: int, *roles: str) -> tuple[Section, ...]:
    passages = list(_passages(chance, size, roles))
    step = max(1, size // 6)
    return tuple(
        Section(
            slug=f"s{at}",
            heading=_few(chance) if at else "",
            passages=tuple(passages[at : at + step]),
            remark=_words(chance) if chance.randrange(4) == 0 else "",
        )
        for at in range(0, size, step)
    )


def _attendance(chance: random.Random, size: int) -> tuple[Attendee, ...]:
    return tuple(
        Attendee(
            name=f"{_few(chance)} {at}",
            sorting=f"{at:04}",
            kind="state",
            capacity="member",
            capacity_label=chance.choice(["Members", "Observers", "Member organisations"]),
            presence=chance.choice(["present", "present", "present", "apologies", "absent"]),
        )
        for at in range(min(size, 120))
    )


def _meeting(**facts: object) -> Callable[[random.Random, int], Job]:
    """A layout of a meeting's record; `facts` replace those of the record."""

    def make(chance: random.Random, size: int) -> Job:
        record = Record(**_facts_of_a_meeting(chance, size) | facts)  # type: ignore[arg-type]
        return record, issued(record)

    return make


def _facts_of_a_meeting(chance: random.Random, size: int) -> dict[str, object]:
    return {
        "kind": "meeting",
        "process": "A Process in a Region",
        "reference": f"AHG SOM {size}",
        "title": f"Meeting of {_few(chance)}" + (f" {chance.choice(ODD)}" if chance.randrange(4) == 0 else ""),
        "statement_title": "Outcome statement",
        "marking": "Restricted to members" if chance.randrange(2) else "",
        "notice": "Generated to be judged; no such meeting took place",
        "nonce": f"{chance.getrandbits(128):032x}",
        "meeting": MeetingFacts(
            series_code="AHG SOM",
            series_slug="ahg-som",
            series_name=_few(chance),
            body=_few(chance),
            level="senior_official",
            ordinal=size or None,
            state="held",
            starts="2016-02-02" if size else None,
            ends="2016-02-03" if size else None,
            city=_few(chance) if chance.randrange(3) else "",
            country="Thailand",
            hosts=tuple(Host(name=_few(chance), role="co_chair", basis="inferred") for _ in range(chance.randrange(3))),
        ),
        "attendance": _attendance(chance, size),
        "attendance_remark": _words(chance) if chance.randrange(2) else "",
        "figures": (Figure(count=65, of="participants", text="65 participants", source="summary"),),
        "links": (Link(relation="prepares", title=_few(chance), date="2016-03", place=_few(chance)),),
        "sections": _sections(chance, size, "outcome", "recommendation", "agenda"),
        "abbreviations": tuple(Abbreviated(short=f"AB{at}", long=_few(chance)) for at in range(min(size, 20))),
        "sources": (Source(title=_words(chance), url="https://example.org/a", basis=_few(chance)),),
        "enclosures": tuple(_enclosure(chance, at) for at in range(min(size, 4))),
        "clearances": (Cleared(name=_few(chance), role="Co-Chair", on="2016-02-05", how="In writing"),),
    }


def _enclosure(chance: random.Random, at: int) -> Enclosed:
    code = digest(str(at).encode())
    kind = "picture" if at == 3 else "document"
    return Enclosed(
        kind=kind,  # type: ignore[arg-type]
        title=_few(chance),
        file_name=f"file-{at}.pdf",
        media_type="application/pdf",
        size=12345,
        sha256=code,
        alternative=_few(chance) if kind == "picture" else "",
    )


def _document(kind: str) -> Callable[[random.Random, int], Job]:
    def make(chance: random.Random, size: int) -> Job:
        record = Record(
            kind="document",
            process="A Process in a Region",
            reference="Strategy, draft 2",
            title=_few(chance),
            statement_title="Strategy, draft 2",
            nonce=f"{chance.getrandbits(128):032x}",
            document=DocumentFacts(slug="strategy", kind=kind, draft_number=2, submitted_by=(_few(chance),)),
            sections=_sections(chance, size, "text"),
        )
        return record, issued(record)

    return make


def _directory(chance: random.Random, size: int) -> Job:
    sections = _sections(chance, size, "text")
    listed = tuple(
        Listed(
            slug=f"state-{passage.number}",
            kind="state",
            anchor=passage.anchor,
            names=(Naming(short=_few(chance), sorting="a"),),
            capacities=(Held(body="process", body_name=_few(chance), capacity="member"),),
        )
        for section in sections
        for passage in section.passages
    )
    record = Record(
        kind="directory",
        process="A Process in a Region",
        reference="Directory",
        title="Members, observers and partners",
        statement_title="Directory",
        directory=DirectoryFacts(body="process", participants=listed),
        sections=sections,
    )
    return record, issued(record)


def _report(chance: random.Random, size: int) -> Job:
    record = Record(
        kind="report",
        process="A Process in a Region",
        reference="AHG SOM 10/R3, Sri Lanka",
        title=_few(chance),
        statement_title="Progress report",
        report=ReportFacts(
            about=Named(meeting="m", anchor="p", code="R3"),
            participant="sri-lanka",
            name=_few(chance),
            progress="in_progress",
            reported_on="2026-11-01",
        ),
        sections=_sections(chance, max(size, 1), "text"),
    )
    return record, issued(record)


def _preview(chance: random.Random, size: int) -> Job:
    record = Record(**_facts_of_a_meeting(chance, size))  # type: ignore[arg-type]
    return record, EditionFacts(1, "draft", None, "", "", "Draft, not issued")


def _paper(columns: int) -> Callable[[random.Random, int], Job]:
    def make(chance: random.Random, size: int) -> Job:
        headings = tuple(f"Column {at}" for at in range(1, columns + 1))
        rows = [tuple(_few(chance) for _ in headings) for _ in range(size)]
        return Paper(
            process="A Process in a Region",
            kind="Register",
            title=_few(chance),
            as_of="2026-11-24",
            standing="Generated to be judged",
            identity=[("As of", "24 November 2026", False), ("Clearance", "None", True)],
            tables=[PaperTable(_few(chance), headings, rows, "" if rows else "Nothing was found.")],
        )

    return make


def issued(record: Record, revision: str = "Rev.1") -> EditionFacts:
    code = digest(record_bytes(record))
    return EditionFacts(2, "revision", ISSUED_ON, code, f"https://records.example.org/check/{code[:16]}/", "", revision)


def _declaration(chance: random.Random, size: int) -> Job:
    """ "We, the Ministers …", and what is attached to it."""
    record, _ = _document("declaration")(chance, size)
    assert isinstance(record, Record)
    opening = Section(
        slug="we", heading="", passages=(), remark=f"We, the Ministers of {_few(chance)}, {_words(chance)}"
    )
    attached = tuple(
        section.model_copy(update={"heading": f"Attachment {letter}. {_few(chance)}"})
        for letter, section in zip("ABCDEFG", record.sections, strict=False)
    )
    record = record.model_copy(update={"statement_title": "Ministerial Declaration", "sections": (opening, *attached)})
    return record, issued(record)


def _numbered(chance: random.Random, size: int) -> Job:
    """A draft for comment, its lines numbered in the margin."""
    record, _ = _preview(chance, size)
    assert isinstance(record, Record)
    return record, EditionFacts(1, "draft", None, "", "", "Draft for comment", is_numbered=True)


def _changes(chance: random.Random, size: int) -> Job:
    """What led from one record to another: paragraphs come, go, move and change."""
    before = Record(**_facts_of_a_meeting(chance, size))  # type: ignore[arg-type]
    sections = list(before.sections)
    chance.shuffle(sections)
    kept = sections[: len(sections) // 2]
    others = _sections(chance, size - sum(len(section.passages) for section in kept), "outcome", "recommendation")
    after = before.model_copy(update={"sections": (*kept, *others), "title": _few(chance)})
    return (before, issued(before, "")), (after, issued(after))


def _drawn_from_a_meeting(layout: Callable[[Record, EditionFacts], Paper]) -> Callable[[random.Random, int], Job]:
    def make(chance: random.Random, size: int) -> Job:
        record = Record(**_facts_of_a_meeting(chance, size))  # type: ignore[arg-type]
        if size:
            agenda = Passage(
                anchor="a1",
                number=999,
                role="agenda",
                text="The meeting adopted its agenda.",
                items=tuple(
                    Item(anchor=f"a{n}", label=str(n), text=_words(chance), items=_items(chance, count(n * 1000)))
                    for n in range(2, size + 2)
                ),
            )
            section = Section(slug="agenda", heading="Agenda", passages=(agenda,))
            record = record.model_copy(update={"sections": (section, *record.sections)})
        return layout(record, issued(record))

    return make


LAYOUTS: dict[str, Callable[[random.Random, int], Job]] = {
    "outcome-statement": _meeting(),
    "co-chairs-statement": _meeting(statement_title="Co-Chairs' Statement"),
    "declaration": _declaration,
    "notice": _meeting(statement_title="Notice of meeting"),
    "agenda": _drawn_from_a_meeting(papers.agenda),
    "list-of-participants": _drawn_from_a_meeting(papers.participants),
    "changes-marked": _changes,
    "line-numbers": _numbered,
    "document": _document("strategy"),
    "directory": _directory,
    "report": _report,
    "preview": _preview,
    "register": _paper(5),
    "in-effect": _paper(2),
    "participation-summary": _paper(4),
}
