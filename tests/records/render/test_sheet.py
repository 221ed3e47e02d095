"""What the sheet says besides the record."""

import dataclasses
import datetime

from records.record import Host, Section, Source
from records.render import sheet
from tests.records.render import samples


def shown(record, edition=None):
    return sheet.sheet(record, edition or samples.issued(record))


def test_identity_of_an_issued_sheet():
    assert shown(samples.tenth_ahg_som(marking="Restricted to members")).identity == [
        ("Reference", "AHG SOM 10", False),
        ("Issued", "23 November 2026", False),
        ("Language", "English", False),
        ("Marking", "Restricted to members", True),
        ("Clearance", "Compiled from public sources, not cleared", True),
    ]


def test_identity_of_a_revision_and_of_a_preview():
    record = samples.tenth_ahg_som(notice="")
    revision = samples.issued(record, number=3, stage="corrigendum", revision="Corr.2", on=datetime.date(2027, 1, 5))
    assert shown(record, revision).identity == [
        ("Reference", "AHG SOM 10", False),
        ("Symbol", "AHG-SOM/10/Corr.2", False),
        ("Issued", "5 January 2027", False),
        ("Status", "Corrigendum", False),
        ("Language", "English", False),
    ]
    assert shown(record, samples.preview(record)).identity == [
        ("Reference", "AHG SOM 10", False),
        ("Status", "Draft, not issued", True),
        ("Language", "English", False),
    ]


def test_a_preview_says_so_even_when_nobody_gave_it_words():
    record = samples.tenth_ahg_som(notice="")
    unnamed = dataclasses.replace(samples.preview(record), status_line="")
    assert shown(record, unnamed).standing == "Draft, not issued"


def test_running_lines_carry_reference_revision_and_every_warning():
    record = samples.tenth_ahg_som(marking="Restricted to members")
    edition = samples.issued(record, number=2, revision="Rev.1")
    assert shown(record, edition).reference == "AHG SOM 10 Rev.1"
    assert shown(record, edition).standing == "Restricted to members · Compiled from public sources, not cleared"
    assert shown(record, samples.preview(record)).standing == (
        "Draft, not issued · Restricted to members · Compiled from public sources, not cleared"
    )


def test_a_state_that_is_not_held_stands_in_the_masthead():
    record = samples.bare_meeting(state="cancelled")
    assert ("Meeting", "Cancelled", True) in shown(record).identity
    assert [part.heading for part in shown(record).parts] == ["Outcomes"]


def test_what_is_not_known_is_said():
    content = shown(samples.bare_meeting())
    assert content.place_and_date == "Place and date not known"
    assert content.parts[1] == sheet.Part("Attendance", "", [], [], ["Which delegations attended is not known."])
    assert content.parts[0].paragraphs[0].remark == "The words are in none of the sources held."
    assert shown(samples.bare_meeting(city="Perth")).place_and_date == "Perth, date not known"
    assert shown(samples.bare_meeting(starts="2015-05")).place_and_date == "Place not known, May 2015"
    assert shown(samples.figures_only()).parts[1].remarks == [
        "Which delegations attended is not known.",
        "Figures given by sources: 65 participants (public summary).",
    ]


def test_words_not_held_are_said_once():
    record = samples.bare_meeting()
    said = "Something was agreed; the words are in none of the sources held."
    passage = record.passages[0].model_copy(update={"text": said})
    section = Section(slug="outcomes", heading="Outcomes", passages=(passage,))
    assert shown(record.model_copy(update={"sections": (section,)})).parts[0].paragraphs[0].remark == ""


def test_delegations_stand_under_the_paragraph_that_tells_of_them():
    content = shown(samples.tenth_ahg_som())
    holders = [part.heading for part in content.parts if part.delegations]
    assert holders == ["Attendance"]
    assert [label for label, _ in content.parts[1].delegations] == [
        "Co-Chairs",
        "Members",
        "Member organisations",
        "Observer",
        "Also taking part",
    ]
    assert content.parts[1].remarks == ["Names as the source writes them. The source does not name who held the chair."]


def test_a_remark_leads_in_and_on_delegations_follows_once():
    record = samples.tenth_ahg_som()
    opening, attendance, *rest, recommendations = record.sections
    remark = record.attendance_remark
    sections = (
        opening,
        attendance.model_copy(update={"remark": remark}),
        *rest,
        recommendations.model_copy(update={"remark": "Notable ones are:"}),
    )
    parts = shown(record.model_copy(update={"sections": sections})).parts
    assert (parts[1].lead, parts[1].remarks) == ("", [remark])
    assert (parts[-1].lead, parts[-1].remarks) == ("Notable ones are:", [])
    unattended = record.model_copy(update={"sections": sections, "attendance": ()})
    assert (shown(unattended).parts[1].lead, shown(unattended).parts[1].remarks) == ("", [])


def test_the_annex_names_codes_verbs_and_addressees():
    rows = shown(samples.tenth_ahg_som()).recommendations
    assert [(row.code, row.number, row.verbs, row.addressees, row.follow_up) for row in rows] == [
        ("R1", 6, "recommended", "Ministers", "Action"),
        ("R2", 7, "recommended", "Ministers; Co-Chairs", "Action"),
        ("R3", 8, "are to", "RSO; JCLEC", "Action"),
        ("R4", 9, "commended", "RSO", "None needed"),
        ("R5", 10, "recommended", "Members", "Action"),
        ("R6", 11, "advised", "Bali Process", "Action"),
        ("R7", 12, "is to go on supporting", "Working Group on Trafficking in Persons", "Standing"),
        ("R8", 13, "encouraged", "Members", "Action"),
    ]
    assert rows[4].beginning == "It was recommended that members: (a) do more about the root\N{NO-BREAK SPACE}…"


def test_the_annex_tells_whence_and_who_was_concluded():
    record = samples.tenth_ahg_som()
    facts = record.meeting.model_copy(
        update={"hosts": (*record.meeting.hosts, Host(name="Fiji", role="host", basis="named"))}
    )
    notes = dict(shown(record.model_copy(update={"meeting": facts})).notes)
    assert list(notes) == ["Abbreviations", "Related meetings", "Hosts", "Sources"]
    assert notes["Hosts"] == [
        "Australia, Co-Chair (inferred from “the Co-Chairs”); Indonesia, Co-Chair (inferred from “the Co-Chairs”)"
    ]
    assert (
        notes["Related meetings"][0] == "Reviewed progress since: Fifth Ministerial Conference (BPMC 5), 2 April 2013"
    )
    source = Source(title="Public website", url="https://example.org/x", basis="No sentence is quoted.")
    sourced = dict(shown(samples.tenth_ahg_som(sources=(*record.sources, source))).notes)
    assert sourced["Sources"] == [
        "Public summary of the meeting. Told in our own words.",
        "Public website. No sentence is quoted. https://example.org/x",
    ]


def test_a_document_is_told_apart_by_its_draft_and_never_by_a_revision():
    content = shown(samples.strategy(), samples.issued(samples.strategy(), number=2, stage="draft"))
    assert content.reference == "Strategy for Cooperation, draft 2"
    assert [label for label, *_ in content.identity] == ["Reference", "Issued", "Status", "Language"]


def test_a_document_asks_whether_it_was_endorsed_and_a_meeting_whether_it_is_in_force():
    assert shown(samples.strategy()).question == "Is this the draft that was endorsed?"
    assert shown(samples.tenth_ahg_som()).question == "Is this the sheet in force?"


def test_a_record_without_additions_has_no_annex():
    content = shown(samples.strategy())
    assert (content.annex, content.recommendations, content.notes) == ("", [], [])


def test_a_document_says_where_it_was_put():
    content = shown(samples.strategy())
    assert (content.speaker, content.place_and_date) == ("", "")
    meeting = "the Tenth Meeting of the Ad Hoc Group Senior Officials"
    assert content.summary == [f"Submitted by Australia and Indonesia to {meeting} on 2 February 2016."]
    document = samples.strategy().document.model_copy(update={"submitted_by": (), "endorsed_at": "BPMC 6"})
    endorsed = samples.strategy().model_copy(update={"document": document})
    assert shown(endorsed).summary[1] == "Endorsed at BPMC 6."


def test_words_of_a_record_are_never_markup():
    hostile = '<img src="file:///etc/passwd"> & </p><script>'
    record = samples.tenth_ahg_som(title=hostile, attendance_remark=hostile, marking=hostile)
    html = sheet.html(shown(record))
    assert "<img" not in html
    assert "<script" not in html
    assert html.count("&lt;img src=&quot;file:///etc/passwd&quot;&gt; &amp; &lt;/p&gt;&lt;script&gt;") >= 3
