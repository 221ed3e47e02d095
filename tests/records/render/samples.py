"""Records made by hand: the tenth AHG SOM told in our own words, a draft of a document, and the edges."""

from datetime import date

from records.canonical import digest, record_bytes
from records.record import (
    NOT_CLEARED,
    Abbreviated,
    Attendee,
    DocumentFacts,
    Figure,
    Host,
    Item,
    Link,
    MeetingFacts,
    Passage,
    Record,
    Section,
    Source,
)
from records.render import EditionFacts

PROCESS = "Bali Process on People Smuggling, Trafficking in Persons and Related Transnational Crime"

MEMBERS = """Bangladesh; Malaysia; Maldives; Myanmar; New Zealand; Pakistan; Philippines; Sri Lanka; Thailand;
United States; Vietnam"""


def attendee(name, capacity="member", label="Members", kind="state", presence="present"):
    return Attendee(name=name, sorting=name, kind=kind, capacity=capacity, capacity_label=label, presence=presence)


def tenth_attendance():
    return (
        attendee("Australia", "co_chair", "Co-Chairs"),
        attendee("Indonesia", "co_chair", "Co-Chairs"),
        *(attendee(name.strip()) for name in MEMBERS.split(";")),
        *(attendee(name, "member", "Member organisations", "organisation") for name in ("IOM", "UNHCR", "UNODC")),
        attendee("Canada", "observer", "Observer"),
        attendee("RSO Co-Managers", "rso_co_manager", "Also taking part", "body"),
    )


class Numbered:
    """Passages numbered as compose numbers them: on through every heading."""

    def __init__(self):
        self.number = 0

    def __call__(self, role, text, **facts):
        self.number += 1
        words = " ".join(text.split())
        return Passage(anchor=f"p{self.number:04x}", number=self.number, role=role, text=words, **facts)


def items(*texts):
    return tuple(
        Item(anchor=f"i{at}", label=f"({letter})", text=" ".join(text.split()))
        for at, (letter, text) in enumerate(zip("abcdefgh", texts, strict=False))
    )


def tenth_sections():
    say = Numbered()
    return (
        Section(
            slug="opening",
            heading="Opening and purpose",
            passages=(
                say(
                    "opening",
                    """The Co-Chairs of the Bali Process hosted the Tenth Meeting of the Ad Hoc Group Senior
                    Officials in Bangkok, Thailand, on 2 February 2016, to review what the Ad Hoc Group had done
                    since the Fifth Ministerial Conference of 2 April 2013, and to agree on what to recommend to
                    the Senior Officials’ Meeting of 22 March 2016 and the Sixth Ministerial Conference of 23
                    March 2016, both in Bali, Indonesia.""",
                ),
            ),
        ),
        Section(
            slug="attendance",
            heading="Attendance",
            passages=(
                say(
                    "attendance",
                    """Seventeen delegations attended, and the Co-Managers of the Regional Support Office (RSO)
                    took part.""",
                ),
            ),
        ),
        Section(
            slug="developments",
            heading="Regional and global developments",
            passages=(
                say(
                    "outcome",
                    """Members acknowledged how fast events were moving in the Mediterranean, Europe, the Middle
                    East and this region. They noted the responses of ASEAN, of the special meetings and retreat
                    on irregular migration in the Indian Ocean, and of the round table on the Jakarta
                    Declaration.""",
                    verbs=("acknowledged", "noted"),
                    actors=("Members",),
                ),
            ),
        ),
        Section(
            slug="strategy",
            heading="Strategy for Cooperation",
            passages=(
                say(
                    "outcome",
                    """The Co-Chairs submitted an updated draft of the Strategy for Cooperation. Members agreed
                    that it should stay a living document, open to progress, to new priorities, to changes in
                    the region and beyond, and to Ministers’ directions.""",
                    verbs=("submitted", "agreed"),
                    actors=("Co-Chairs", "Members"),
                ),
            ),
        ),
        Section(
            slug="preparation",
            heading="Preparation of the meetings in March 2016",
            passages=(
                say(
                    "outcome",
                    """Members agreed the provisional agendas of the coming Senior Officials’ Meeting and
                    Ministerial Conference, agreed the areas to put first over the next two years, and discussed
                    the priorities to be proposed to Ministers.""",
                    verbs=("agreed", "agreed", "discussed"),
                    actors=("Members",),
                ),
            ),
        ),
        Section(slug="recommendations", heading="Recommendations", passages=tuple(tenth_recommendations(say))),
    )


def tenth_recommendations(say):
    def put(code, text, verb, *addressees, follow_up="action", **facts):
        verbs = (verb,)
        return say("recommendation", text, code=code, verbs=verbs, addressees=addressees, follow_up=follow_up, **facts)

    yield put(
        "R1",
        """It was recommended that Ministers adopt a Ministerial Declaration at the Sixth Ministerial Conference.""",
        "recommended",
        "Ministers",
    )
    yield put(
        "R2",
        """It was recommended that a Consultation Mechanism be set up, by which the Senior Official Co-Chairs can
        consult the members most concerned, and bring them together, when a regional issue is current or
        emerging.""",
        "recommended",
        "Ministers",
        "Co-Chairs",
    )
    yield put(
        "R3",
        "The RSO and the Jakarta Centre for Law Enforcement Cooperation (JCLEC) are to:",
        "are to",
        "RSO",
        "JCLEC",
        items=items(
            "compile a catalogue of training and capacity-building courses;",
            "host a meeting of the national training directors of police and immigration;",
            "bring the region’s training centres of excellence together regularly.",
        ),
    )
    yield put(
        "R4",
        """The RSO was commended for progress with its Work Plan 2015–17: joint workshops on approaches that put
        victims first, projects on civil registration and vital statistics (CRVS), on labour migration and on
        humanitarian responses, and the policy framework of the Regional Biometric Data Exchange Solution
        (RBDES).""",
        "commended",
        "RSO",
        follow_up="none",
    )
    yield put(
        "R5",
        "It was recommended that members:",
        "recommended",
        "Members",
        items=items(
            "do more about the root causes of irregular migration;",
            """develop activities that protect refugees and displaced persons better, and share more with related
            programmes;""",
            "widen access to safe and legal pathways, and knowledge of them;",
            "carry the Regional Biometric Data Exchange Solution forward through agreements.",
        ),
    )
    yield put(
        "R6",
        """The Bali Process was advised to set up a Technical Experts Group on good practice in returns and
        reintegration.""",
        "advised",
        "Bali Process",
    )
    yield put(
        "R7",
        """The Working Group on Trafficking in Persons is to go on supporting members in building capacity.""",
        "is to go on supporting",
        "Working Group on Trafficking in Persons",
        follow_up="standing",
    )
    yield put(
        "R8",
        """Members were encouraged to support the RSO: by seconding staff, and by taking part in developing and
        hosting the activities of its work plan.""",
        "encouraged",
        "Members",
    )


def tenth_ahg_som(**changes):
    facts = {
        "kind": "meeting",
        "process": PROCESS,
        "reference": "AHG SOM 10",
        "title": "Tenth Meeting of the Ad Hoc Group Senior Officials",
        "statement_title": "Outcome statement of the Tenth Meeting",
        "notice": NOT_CLEARED,
        "nonce": "0123456789abcdef",
        "meeting": MeetingFacts(
            series_code="AHG SOM",
            series_slug="ahg-som",
            series_name="Ad Hoc Group Senior Officials’ Meeting",
            body="Ad Hoc Group",
            level="senior_official",
            ordinal=10,
            state="held",
            starts="2016-02-02",
            ends="2016-02-02",
            days=("2016-02-02",),
            zone="Asia/Bangkok",
            city="Bangkok",
            country="Thailand",
            format="in_person",
            hosts=(
                Host(name="Australia", role="co_chair", basis="inferred from “the Co-Chairs”"),
                Host(name="Indonesia", role="co_chair", basis="inferred from “the Co-Chairs”"),
            ),
        ),
        "attendance": tenth_attendance(),
        "attendance_remark": "Names as the source writes them. The source does not name who held the chair.",
        "links": (
            Link(relation="reviews", title="Fifth Ministerial Conference", reference="BPMC 5", date="2013-04-02"),
            Link(relation="prepares", title="Senior Officials’ Meeting", date="2016-03-22", place="Bali, Indonesia"),
            Link(relation="prepares", title="Sixth Ministerial Conference", date="2016-03-23", place="Bali, Indonesia"),
        ),
        "sections": tenth_sections(),
        "abbreviations": (
            Abbreviated(short="CRVS", long="civil registration and vital statistics"),
            Abbreviated(short="JCLEC", long="Jakarta Centre for Law Enforcement Cooperation"),
            Abbreviated(short="RBDES", long="Regional Biometric Data Exchange Solution"),
            Abbreviated(short="RSO", long="Regional Support Office"),
        ),
        "sources": (Source(title="Public summary of the meeting", basis="Told in our own words"),),
    }
    return Record(**facts | changes)


def issued(record, number=1, stage="final", on=date(2026, 11, 23), revision=""):
    code = digest(record_bytes(record))
    address = f"https://records.example.org/check/{code[:16]}/"
    return EditionFacts(number=number, stage=stage, issued_on=on, digest=code, check_url=address, revision=revision)


def preview(record):
    return EditionFacts(
        number=1, stage="draft", issued_on=None, digest="", check_url="", status_line="Draft, not issued"
    )


def strategy():
    say = Numbered()
    return Record(
        kind="document",
        process=PROCESS,
        reference="Strategy for Cooperation, draft 2",
        title="Strategy for Cooperation",
        statement_title="Strategy for Cooperation",
        nonce="fedcba9876543210",
        document=DocumentFacts(
            slug="strategy-for-cooperation",
            kind="Strategy",
            draft_number=2,
            submitted_by=("Australia", "Indonesia"),
            submitted_to="the Tenth Meeting of the Ad Hoc Group Senior Officials",
            submitted_on="2016-02-02",
        ),
        sections=(
            Section(
                slug="purpose",
                heading="Purpose",
                passages=(
                    say("text", "This strategy tells how members work together against people smuggling."),
                    say("text", "It is a living document: the Ad Hoc Group reviews it at least once a year."),
                ),
            ),
            Section(
                slug="areas",
                heading="Areas of cooperation",
                passages=(
                    say(
                        "text",
                        "Members put first:",
                        items=(
                            Item(
                                anchor="a",
                                label="(a)",
                                text="law enforcement:",
                                items=(
                                    Item(anchor="a1", label="(i)", text="training of investigators;"),
                                    Item(anchor="a2", label="(ii)", text="exchange of information, kept safe;"),
                                ),
                            ),
                            Item(anchor="b", label="(b)", text="protection of those who were smuggled or trafficked."),
                        ),
                    ),
                ),
                remark="The areas are listed in the order in which they were proposed.",
            ),
        ),
    )


def bare_meeting(**facts):
    """A meeting of which next to nothing is known; `facts` replace those of the meeting."""
    say = Numbered()
    known = {
        "series_code": "TIPWG",
        "series_slug": "tipwg",
        "series_name": "Working Group on Trafficking in Persons",
        "body": "",
        "level": "not_known",
        "state": "held",
    }
    return Record(
        kind="meeting",
        process=PROCESS,
        reference="TIPWG 2015-05",
        title="Meeting of the Working Group on Trafficking in Persons",
        statement_title="",
        meeting=MeetingFacts(**known | facts),
        sections=(
            Section(
                slug="outcomes",
                heading="Outcomes",
                passages=(say("outcome", "The meeting agreed a work plan.", verbs=("agreed",), is_held=False),),
            ),
        ),
    )


def many_scripts():
    """Names as their owners write them."""
    names = {
        "Thai": "ประเทศไทย",
        "Lao": "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ",
        "Khmer": "ព្រះរាជាណាចក្រកម្ពុជា",
        "Burmese": "မြန်မာ",
        "Arabic": "الأردن",
        "Devanagari": "नेपाल",
        "Bengali": "বাংলাদেশ",
        "Sinhala": "ශ්‍රී ලංකාව",
        "Tamil": "இலங்கை",
        "Vietnamese": "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Turkish": "Türkiye Cumhuriyeti",
        "Russian": "Российская Федерация",
        "Greek": "Ελλάδα",
    }
    attendance = tuple(attendee(f"{script}: {name}") for script, name in names.items())
    return tenth_ahg_som(attendance=attendance, attendance_remark=" ".join(names.values()))


def long_record(paragraphs=500):
    say = Numbered()
    passages = tuple(
        say(
            "outcome",
            f"Members noted point {at}, and what it asks of each of them in the year to come.",
            verbs=("noted",),
        )
        for at in range(1, paragraphs + 1)
    )
    sections = tuple(
        Section(slug=f"s{at}", heading=f"Part {at // 50 + 1}", passages=passages[at : at + 50])
        for at in range(0, paragraphs, 50)
    )
    return tenth_ahg_som(sections=sections)


def figures_only():
    return bare_meeting(starts="2015-05").model_copy(
        update={"figures": (Figure(count=65, of="participants", text="65 participants", source="public summary"),)}
    )
