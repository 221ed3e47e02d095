"""The sheet as a PDF: tagged, PDF/A-3a and PDF/UA-1 in one file, its record attached as JSON and as Akoma Ntoso.

The bytes depend on the record, the edition and what `made_with.versions()` names, and on nothing else: no clock, no
locale, no face of the machine.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from records.canonical import digest, record_bytes
from records.exports import CannotExportError, akoma_ntoso
from records.record import Record
from records.render import changes, sheet
from records.render.facts import CannotRenderError, EditionFacts
from records.render.glyphs import Place, refusal, sentence
from records.render.press import DocumentMetadata, LineBox, press, pydyf, weasyprint
from records.render.stream import LightLeaf, ReadableStream

VARIANT = "pdf/a-3a"

# A preview has no date of its own, and the clock must not decide its bytes.
NO_DATE = datetime.date(2000, 1, 1)

# WeasyPrint writes one identifier; a file that is PDF/A and PDF/UA needs both, and PDF/A wants the second one's
# schema declared (ISO 19005-3, 6.6.2.3.3).
ACCESSIBLE = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 this file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

# WeasyPrint has no hook for either; its version is pinned, and tests read the text and what is kept of it.
weasyprint.pdf.Stream, weasyprint.document.Page = ReadableStream, LightLeaf
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Enclosed:
    """A file inside the PDF; `relationship` as ISO 32000-2, 7.11.3 names it."""

    name: str
    content: bytes
    media_type: str
    relationship: str
    description: str


class Metadata(DocumentMetadata):
    """What the file says of itself, with the identifier of PDF/UA beside that of PDF/A, and what libraries file it by:
    WeasyPrint writes title, creator and description of the Dublin Core."""

    def __init__(self, *, identifier: str = "", rights: str = "", **said: Any) -> None:
        super().__init__(**said)
        self.identifier, self.rights = identifier, rights

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = super().generate_rdf_metadata(variant, version, conformance)
        core = "".join(f'<rdf:Description rdf:about="">{said}</rdf:Description>' for said in self._dublin_core())
        return rdf.replace(b"</rdf:RDF>", core.encode() + ACCESSIBLE + b"</rdf:RDF>")

    def _dublin_core(self) -> Iterator[str]:
        """Each in the form that XMP gives it: one text, a bag, a sequence, or a text by language."""
        yield f"<dc:language><rdf:Bag><rdf:li>{escape(self.lang or '')}</rdf:li></rdf:Bag></dc:language>"
        for author in self.authors or ():
            yield f"<dc:publisher><rdf:Bag><rdf:li>{escape(author)}</rdf:li></rdf:Bag></dc:publisher>"
        if self.created:
            yield f"<dc:date><rdf:Seq><rdf:li>{escape(self.created)}</rdf:li></rdf:Seq></dc:date>"
        if self.identifier:
            yield f"<dc:identifier>{escape(self.identifier)}</dc:identifier>"
        if self.rights:
            said = f'<rdf:li xml:lang="x-default">{escape(self.rights)}</rdf:li>'
            yield f"<dc:rights><rdf:Alt>{said}</rdf:Alt></dc:rights>"


def render(record: Record, edition: EditionFacts) -> bytes:
    """The sheet's bytes. Raises CannotRenderError naming a letter that no face has; one thread at a time draws."""
    content = record_bytes(record)
    if edition.issued_on and edition.digest != digest(content):
        raise ValueError("The check code of the edition is not that of its record.")
    enclosed = [_as_json(record, content)]
    refused = None
    if edition.issued_on:
        try:
            enclosed.append(_as_akoma_ntoso(record, edition))
        except CannotExportError as error:
            refused = error  # a letter that no file can hold has no face either, and that is said with its place
    made = sheet.sheet(record, edition)
    with _one_at_a_time:
        lines = _lines(sheet.html(made)) if edition.is_numbered else None
        pdf = _draw(sheet.html(made, lines), record, edition, enclosed)
    if refused:
        raise CannotRenderError(str(refused)) from refused
    return pdf


def render_paper(paper: sheet.Paper) -> bytes:
    """A sheet that is drawn from several records and issued as none: no check code, nothing attached. Raises
    CannotRenderError."""
    content = sheet.paper_html(paper)
    return written(
        content,
        title=paper.title,
        author=paper.process,
        about=paper.standing,
        moment=f"{paper.as_of}T00:00:00Z",
        identifier=digest(content.encode()),
    )


def render_changes(before: tuple[Record, EditionFacts], after: tuple[Record, EditionFacts]) -> bytes:
    """Two sheets as one with what came and went marked. Raises CannotRenderError."""
    older, newer = sheet.sheet(*before), sheet.sheet(*after)
    content = changes.html(older, newer)
    return written(
        content,
        title=f"Changes marked: {newer.window_title}",
        author=newer.process,
        about=newer.standing,
        moment=f"{after[1].issued_on or NO_DATE}T00:00:00Z",
        identifier=digest(content.encode()),
        language=newer.language,
    )


def written(
    content: str,
    *,
    title: str,
    author: str,
    moment: str,
    identifier: str,
    about: str = "",
    language: str = "en",
    places: Sequence[Place] = (),
) -> bytes:
    """A page in HTML as a file that is no record; `places` are its texts, to say where a letter stands that no face
    has. Raises CannotRenderError."""
    with _one_at_a_time:
        document = press().laid_out(content, VARIANT)
        document.metadata = Metadata(
            title=title, authors=[author], description=about, created=moment, modified=moment, lang=language
        )
        pdf: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier[:32].encode())
        letters = {chr(code) for font in document.fonts.values() for code in font.missing}
    if letters and places:
        raise CannotRenderError(sentence("book", places, letters))
    if letters:
        raise CannotRenderError(f"No face of the sheet has the letter “{min(letters)}”.")
    return pdf


def line_numbers(record: Record, edition: EditionFacts) -> dict[str, tuple[int, int]]:
    """The first and the last line on paper of every paragraph and sub-paragraph, by its anchor."""
    content = sheet.html(sheet.sheet(record, edition))
    with _one_at_a_time:
        found = _lines(content)
    return {anchor: (lines[0], lines[-1]) for anchor, lines in found.items()}


def _lines(content: str) -> dict[str, list[int]]:
    """Laid out once to see where lines break: numbers hang in the margin and break none."""
    document = press().laid_out(content)
    found: dict[str, list[int]] = {}
    number = 0
    for page in document.pages:
        for box in page._page_box.descendants():
            if type(box) is LineBox and box.element is not None and (anchor := box.element.get("data-anchor")):
                number += 1
                found.setdefault(anchor, []).append(number)
    return found


def _draw(content: str, record: Record, edition: EditionFacts, enclosed: list[Enclosed]) -> bytes:
    document = press().laid_out(content, VARIANT)
    document.metadata = _metadata(record, edition)
    pdf: bytes = document.write_pdf(
        pdf_variant=VARIANT,
        pdf_identifier=digest(enclosed[0].content)[:32].encode(),
        attachments=[_attachment(file, edition) for file in enclosed],
        finisher=lambda _, drawn: _finish(drawn, record, enclosed),
    )
    letters = {chr(code) for font in document.fonts.values() for code in font.missing}
    if letters:
        raise CannotRenderError(refusal(record, letters))
    return pdf


def _metadata(record: Record, edition: EditionFacts) -> Metadata:
    moment = f"{edition.issued_on.isoformat()}T00:00:00Z" if edition.issued_on else None
    return Metadata(
        title=sheet.window_title(record),
        authors=[record.process],
        description=" · ".join(filter(None, [record.reference, edition.status, record.marking, record.notice])),
        created=moment,
        modified=moment,
        lang=record.language,
        identifier=edition.check_url or record.reference,
        rights=record.marking,
    )


def _as_json(record: Record, content: bytes) -> Enclosed:
    said = "The record this sheet is drawn from, as canonical JSON (RFC 8785)"
    return Enclosed(sheet.attached_name(record), content, "application/json", "Source", said)


def _as_akoma_ntoso(record: Record, edition: EditionFacts) -> Enclosed:
    name = sheet.attached_name(record, "xml")
    said = "The same record as Akoma Ntoso 3.0 (OASIS LegalDocML)"
    return Enclosed(name, akoma_ntoso(record, edition), "application/akn+xml", "Alternative", said)


def _attachment(file: Enclosed, edition: EditionFacts) -> weasyprint.Attachment:
    moment = datetime.datetime.combine(edition.issued_on or NO_DATE, datetime.time())
    return weasyprint.Attachment(
        string=file.content,
        url_fetcher=press().fetcher,
        name=file.name,
        description=file.description,
        created=moment,
        modified=moment,
        relationship=file.relationship,
    )


def _finish(pdf: pydyf.PDF, record: Record, enclosed: list[Enclosed]) -> None:
    """What WeasyPrint leaves: it announces a link by its anchor's random id, lists an attached file twice, and
    guesses what it is by its name."""
    names = {passage.anchor: f"Paragraph {passage.number}" for passage in record.passages}
    for part in pdf.objects:
        if isinstance(part, dict) and part.get("Subtype") == "/Link" and "Dest" in part:
            part["Contents"] = pydyf.String(names[part["Dest"].string])
    held = [
        part for part in pdf.objects if isinstance(part, pydyf.Stream) and part.extra.get("Type") == "/EmbeddedFile"
    ]
    for stream, file in zip(held, enclosed, strict=True):
        stream.extra["Subtype"] = f"/{file.media_type.replace('/', '#2f')}"
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
