"""Two Records compared."""

from records.record import (
    Abbreviated,
    Asked,
    Attendee,
    Bracket,
    Cleared,
    DocumentFacts,
    Enclosed,
    Figure,
    Footnote,
    Host,
    Item,
    Link,
    MeetingFacts,
    Passage,
    Record,
    Reference,
    Reservation,
    Section,
    Source,
    Topic,
    Value,
)
from records.redline import compare, words

LONG = {
    "a": "Members agreed the provisional agenda of the coming Senior Officials’ Meeting.",
    "b": "The Regional Support Office reported on the labour migration workshops it held.",
    "c": "The Co-Chairs submitted a draft of the Strategy for Cooperation to the Group.",
}


def passage(anchor, text, number=1, **more):
    return Passage(anchor=anchor, number=number, role=more.pop("role", "outcome"), text=text, **more)


def attendee(name, capacity="member", presence="present", participant=None):
    return Attendee(
        name=name,
        sorting=name,
        kind="state",
        participant=participant or name.lower(),
        capacity=capacity,
        capacity_label=capacity.title(),
        presence=presence,
    )


def record(*sections, **more):
    said = {"process": "Bali Process", "reference": "AHG SOM 10", "title": "Tenth Meeting", "statement_title": "Record"}
    return Record(kind="meeting", sections=sections, **said | more)


def outcomes(*anchors, slug="outcomes", first=1):
    passages = [passage(anchor, LONG[anchor], number) for number, anchor in enumerate(anchors, first)]
    return Section(slug=slug, heading=slug.title(), passages=passages)


def kinds(changes):
    """(section, kind, number before, number now) of every paragraph shown."""
    return [
        (part.slug, at.kind, at.old and at.old.number, at.new and at.new.number)
        for part in changes.parts
        for at in part.paragraphs
    ]


def test_a_record_compared_with_itself():
    same = record(outcomes("a", "b"), attendance=(attendee("Nepal"),))
    changes = compare(same, same.model_copy(update={"nonce": "another"}))

    assert (changes.is_empty, changes.is_same_record) == (True, True)
    assert kinds(changes) == [("outcomes", "same", 1, 1), ("outcomes", "same", 2, 2)]


def test_a_paragraph_that_moved_leaves_a_mark():
    changes = compare(record(outcomes("a", "b", "c")), record(outcomes("c", "a", "b")))

    assert kinds(changes) == [
        ("outcomes", "moved", 3, 1),
        ("outcomes", "same", 1, 2),
        ("outcomes", "same", 2, 3),
        ("outcomes", "left", 3, 1),
    ]
    assert [changes.count(kind) for kind in ("moved", "changed", "added", "removed", "same")] == [1, 0, 0, 0, 2]


def test_a_paragraph_that_moved_to_another_section():
    old = record(outcomes("a", "c"), outcomes("b", slug="next", first=3))
    new = record(outcomes("a"), outcomes("b", "c", slug="next", first=2))

    assert kinds(compare(old, new)) == [
        ("outcomes", "same", 1, 1),
        ("outcomes", "left", 2, 3),
        ("next", "same", 3, 2),
        ("next", "moved", 2, 3),
    ]


def test_paragraphs_under_a_new_heading_have_not_moved():
    old = record(outcomes("a", "b", "c"))
    new = record(outcomes("a"), outcomes("b", "c", slug="reports", first=2))
    changes = compare(old, new)

    assert {kind for _, kind, *_ in kinds(changes)} == {"same"}
    assert [part.heading.steps for part in changes.parts] == [words("Outcomes", "Outcomes"), words("", "Reports")]
    assert not changes.is_empty


def test_a_section_that_was_taken_out_stands_where_it_stood():
    old = record(outcomes("a"), outcomes("b", slug="reports", first=2), outcomes("c", slug="next", first=3))
    new = record(outcomes("a"), outcomes("c", slug="next", first=2))

    assert kinds(compare(old, new)) == [
        ("outcomes", "same", 1, 1),
        ("reports", "removed", 2, None),
        ("next", "same", 3, 2),
    ]


def test_sub_paragraphs_and_addressees():
    before = passage("a", "To do:", items=(Item(anchor="a-1", label="(a)", text="meet again;"),), addressees=("RSO",))
    items = (Item(anchor="a-2", label="(a)", text="report;"), Item(anchor="a-1", label="(b)", text="meet soon again;"))
    after = passage("a", "To do:", items=items, addressees=("RSO", "JCLEC"), follow_up="standing")
    [paragraph] = (
        compare(
            record(Section(slug="x", heading="X", passages=[before])),
            record(Section(slug="x", heading="X", passages=[after])),
        )
        .parts[0]
        .paragraphs
    )

    assert paragraph.kind == "changed"
    assert paragraph.text.is_same
    assert [(item.was_label, item.label, item.old, item.new) for item in paragraph.items] == [
        ("(a)", "(a)", "", "report;"),
        ("(a)", "(b)", "meet again;", "meet soon again;"),
    ]
    assert paragraph.particulars.steps == words("To RSO", "To RSO; JCLEC · Standing")


def test_delegations():
    attended = Section(
        slug="attendance", heading="Attendance", passages=[passage("p", "They came.", role="attendance")]
    )
    before = [
        attendee("Canada", "observer"),
        attendee("Nepal"),
        attendee("Vietnam", participant="viet-nam"),
        attendee("Fiji"),
    ]
    after = [
        attendee("Canada"),
        attendee("Nepal", presence="apologies"),
        attendee("Viet Nam", participant="viet-nam"),
        attendee("RSO", "co_manager"),
    ]
    changes = compare(record(attended, attendance=before), record(attended, attendance=after))

    assert [(d.kind, d.name.old, d.name.new, d.status.old, d.status.new) for d in changes.delegations] == [
        ("changed", "Canada", "Canada", "observer", "member"),
        ("changed", "Nepal", "Nepal", "member", "member, apologies"),
        ("changed", "Vietnam", "Viet Nam", "member", "member"),
        ("added", "", "RSO", "", "also taking part"),
        ("removed", "Fiji", "", "member", ""),
    ]


def test_only_spacing():
    old, new = (record(Section(slug="x", heading="X", passages=[passage("a", text)])) for text in ("a b", "a  b"))
    [paragraph] = compare(old, new).parts[0].paragraphs

    assert (paragraph.kind, paragraph.is_only_spacing) == ("changed", True)


WHOLE = Record(
    kind="meeting",
    process="Bali Process",
    reference="AHG SOM 10",
    title="Tenth Meeting",
    statement_title="Record",
    gist="In short.",
    marking="For members",
    notice="Not cleared",
    meeting=MeetingFacts(
        series_code="AHG SOM",
        series_slug="ahg-som",
        series_name="Ad Hoc Group",
        body="Ad Hoc Group",
        level="technical",
        ordinal=10,
        state="held",
        starts="2016-02-02",
        ends="2016-02-03",
        city="Bangkok",
        country="Thailand",
        format="in_person",
        hosts=(Host(name="Australia", role="host", basis="named"),),
    ),
    document=DocumentFacts(
        slug="x",
        kind="strategy",
        draft_number=1,
        submitted_by=("Co-Chairs",),
        submitted_to="AHG SOM 9",
        submitted_on="2015-05-01",
        endorsed_at="SOM 5",
        supersedes=(Reference(kind="document", name="The first Strategy", key="first-strategy"),),
    ),
    attendance=(attendee("Canada"),),
    attendance_remark="As written.",
    figures=(Figure(count=65, of="participants", text="", source="press"),),
    links=(Link(relation="reviews", title="Fifth Conference", reference="BPMC 5", date="2013-04-02", place="Bali"),),
    sections=(
        Section(
            slug="attendance",
            heading="Attendance",
            remark="Named here:",
            passages=(
                passage(
                    "a",
                    "They came.",
                    role="attendance",
                    code="R1",
                    verbs=("came",),
                    actors=("They",),
                    addressees=("RSO",),
                    area=Topic(slug="returns", name="Returns and reintegration"),
                    items=(Item(anchor="i", label="(a)", text="some"),),
                    about=(Reference(kind="meeting", name="SOM 4", key="SOM 4"),),
                    led_to=(Reference(kind="body", name="JCLEC", key="jclec"),),
                    brackets=(Bracket(words="[some]", proposed_by=("Fiji",), reserved_by=("Canada",)),),
                    reservations=(Reservation(by="Nauru", text="Not at sea."),),
                    footnotes=(Footnote(mark="¹", text="As agreed."),),
                    table=(("Year", "Report"), ("2016", "first")),
                ),
            ),
        ),
        Section(slug="outcomes", heading="Outcomes", remark="They agreed:"),
    ),
    abbreviations=(Abbreviated(short="RSO", long="Regional Support Office"),),
    sources=(Source(title="Page", url="https://example.org/", basis="read"),),
    asked=(Asked(of="p-1", put_to=("SOM 6",), due_on="2016-03"),),
    enclosures=(
        Enclosed(
            kind="picture",
            title="Photo",
            file_name="photo.jpg",
            media_type="image/jpeg",
            size=840,
            sha256="a" * 64,
            alternative="Delegates.",
        ),
    ),
    clearances=(Cleared(name="Indonesia", role="Director", on="2016-02-04", how="In writing"),),
)
# No words of the page: keys, anchors, orders, what shows beside them in other words. The remark of the section on
# attendance is that of the record. Actions and reports are said by paragraphs; the fields beside them are for the
# register. Anything new in the schema must be compared or be named here.
UNSHOWN = set(
    """
    schema_version kind nonce meeting.series_code meeting.series_slug meeting.ordinal meeting.hosts.0.participant
    document.slug document.draft_number document.supersedes.0.kind document.supersedes.0.key links.0.reference
    attendance.0.sorting attendance.0.kind attendance.0.participant attendance.0.iso attendance.0.capacity_label
    sections.0.slug sections.1.slug sections.0.remark
    sections.0.passages.0.anchor sections.0.passages.0.number sections.0.passages.0.role sections.0.passages.0.code
    sections.0.passages.0.verbs sections.0.passages.0.actors sections.0.passages.0.is_held
    sections.0.passages.0.addressed_to sections.0.passages.0.area.slug
    sections.0.passages.0.items.0.anchor
    sections.0.passages.0.about.0.kind sections.0.passages.0.about.0.key
    sections.0.passages.0.led_to.0.kind sections.0.passages.0.led_to.0.key
    asked.0.of actions priorities report directory
    """.split()
)
OTHERS = {
    "kind": "report",
    "level": "ministerial",
    "state": "cancelled",
    "format": "online",
    "role": "co_chair",
    "presence": "absent",
    "relation": "continues",
    "follow_up": "standing",
    "days": ("2016-02-02", "2016-02-05"),
}


def leaves(value):
    """Every field of a value and of the values inside it: its path, and the whole with that field changed."""
    for name in type(value).model_fields:
        inner = getattr(value, name)
        if isinstance(inner, Value):
            for path, changed in leaves(inner):
                yield f"{name}.{path}", value.model_copy(update={name: changed})
        elif isinstance(inner, tuple) and inner and isinstance(inner[0], Value):
            for at, one in enumerate(inner):
                for path, changed in leaves(one):
                    whole = (*inner[:at], changed, *inner[at + 1 :])
                    yield f"{name}.{at}.{path}", value.model_copy(update={name: whole})
        elif name not in ("items", "passages"):
            yield name, value.model_copy(update={name: other(name, inner)})


def other(name, value):
    if name == "table":
        return (*value, ("2017", "second"))
    if name in OTHERS:
        return OTHERS[name]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, tuple):
        return (*value, "another")
    return "2014-01-01" if value and value[:2] == "20" else "another"


def test_whatever_a_reader_sees_is_compared():
    unseen = {path for path, changed in leaves(WHOLE) if compare(WHOLE, changed).is_empty}

    assert unseen == UNSHOWN
