"""The `meta` block: identification, what the secretariat says of paragraphs, references, and facts of our own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from records.exports.akoma.names import AKN, OURS, PREFACE, addresses, authority, language
from records.exports.akoma.references import References
from records.exports.akoma.values import ours, told
from records.record import Passage, Record
from records.render import EditionFacts

A = ElementMaker(namespace=AKN, nsmap={None: AKN, "r": OURS})
R = ElementMaker(namespace=OURS, nsmap={"r": OURS})

# Told by the preface, the body and the analysis; everything else of a Record is told as facts of our own.
TOLD_ELSEWHERE = {*PREFACE.values(), "attendance", "attendance_remark", "sections"}


def meta(
    record: Record, edition: EditionFacts, passages: Sequence[tuple[str, Passage]], references: References
) -> etree._Element:
    """`passages` with their eIds, in order. Who is named here besides is added to `references`."""
    process = references.to("TLCOrganization", record.process, authority(record))
    secretariat = references.to("TLCOrganization", "Secretariat")
    analysis = [_analysis(eid, passage, references) for eid, passage in passages if _is_analysed(passage)]
    for link in record.links:
        references.to("TLCEvent", link.title, link.reference or link.title)
    return A.meta(
        _identification(record, edition, process, secretariat),
        A.publication(
            date=str(edition.issued_on), name=edition.stage, showAs=record.reference, number=str(edition.number)
        ),
        *([A.analysis(A.otherAnalysis(*analysis, source=secretariat), source=secretariat)] if analysis else []),
        A.references(*references.elements, source=secretariat),
        A.proprietary(_facts(record, edition.digest), source=secretariat),
    )


def _identification(record: Record, edition: EditionFacts, process: str, secretariat: str) -> etree._Element:
    at = addresses(record, edition)
    issued = {"date": str(edition.issued_on), "name": "issued"}
    starts = record.meeting.starts if record.meeting else record.document and record.document.submitted_on
    day = {"date": starts, "name": record.kind} if starts and len(starts) == 10 else issued
    return A.identification(
        A.FRBRWork(
            *_named(at.work, f"{at.work}/!main"),
            A.FRBRalias(value=record.reference, name="reference"),
            A.FRBRdate(day),
            A.FRBRauthor(href=process),
            A.FRBRcountry(value=authority(record)),
            A.FRBRsubtype(value=at.work.split("/")[4]),
            A.FRBRnumber(value=at.work.rpartition("/")[2]),
        ),
        A.FRBRExpression(
            *_named(at.expression, f"{at.expression}/!main"),
            *([A.FRBRalias(value=edition.check_url, name="check")] if edition.check_url else []),
            A.FRBRdate(issued),
            A.FRBRauthor(href=process),
            A.FRBRversionNumber(value=str(edition.number)),
            A.FRBRlanguage(language=language(record)),
        ),
        A.FRBRManifestation(
            *_named(at.manifestation, f"{at.expression}/!main.xml"),
            A.FRBRdate(issued),
            A.FRBRauthor(href=secretariat),
            A.FRBRformat(value="xml"),
        ),
        source=secretariat,
    )


def _named(uri: str, this: str) -> list[etree._Element]:
    return [A.FRBRthis(value=this), A.FRBRuri(value=uri)]


def _is_analysed(passage: Passage) -> bool:
    told = (passage.verbs, passage.actors, passage.addressees, passage.about, passage.led_to)
    return any((*told, passage.brackets, passage.reservations, passage.footnotes, passage.table))


def _analysis(eid: str, passage: Passage, references: References) -> etree._Element:
    return R.passage(
        {"of": f"#{eid}"},
        *[R.verb(verb) for verb in passage.verbs],
        *[R.actor(name, refersTo=references.actor(name)) for name in passage.actors],
        *[R.addressee(name, refersTo=references.actor(name)) for name in passage.addressees],
        *[R("about", each.name, kind=each.kind, key=each.key) for each in passage.about],
        *[R("led-to", each.name, kind=each.kind, key=each.key) for each in passage.led_to],
        *[
            R.bracket(
                R.words(bracket.words), *map(R.proposed, bracket.proposed_by), *map(R.reserved, bracket.reserved_by)
            )
            for bracket in passage.brackets
        ],
        *[R.reservation(one.text, by=one.by) for one in passage.reservations],
        *[R.footnote(note.text, mark=note.mark) for note in passage.footnotes],
        *[R.row(*map(R.cell, row)) for row in passage.table],
    )


def _facts(record: Record, digest: str) -> etree._Element:
    facts: dict[str, Any] = record.model_dump(mode="json", exclude=TOLD_ELSEWHERE, exclude_defaults=True)
    element = told("record", facts)
    element.set(ours("digest"), digest)
    return element
