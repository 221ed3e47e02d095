"""What Word wants and python-docx has no words for: faces, language, fields, bookmarks, links, tables with headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

SERIF, SANS = "Cambria", "Calibri"
INK, SOFT, SEA, AMBER = (RGBColor.from_string(color) for color in ("16211F", "505D5B", "0B5560", "7D4A00"))


def element(tag: str, **attributes: str) -> Any:
    """`element("w:lang", val="en")`: an element of WordprocessingML, its attributes in the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def style(
    document: Document,
    name: str,
    *,
    face: str = SERIF,
    size: float = 10.5,
    color: RGBColor = INK,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
    hanging: float = 0,
    keep: bool = False,
) -> Any:
    """A paragraph style, made or made over. Sizes in points, indents in millimetres; `keep` with the next paragraph."""
    styles = document.styles
    made = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name != "Normal":
        made.base_style = styles["Normal"]
    made.hidden, made.quick_style, made.unhide_when_used = False, True, False
    made.font.size, made.font.bold, made.font.italic, made.font.color.rgb = Pt(size), bold, False, color
    _set_face(made, face)
    made.element.rPr.find(qn("w:sz")).addnext(element("w:szCs", val=str(round(size * 2))))
    for spacing in made.element.rPr.findall(qn("w:spacing")):
        made.element.rPr.remove(spacing)
    shape = made.paragraph_format
    shape.tab_stops.clear_all()
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.2
    shape.left_indent, shape.first_line_indent = Mm(indent), Mm(-hanging)
    shape.keep_with_next, shape.widow_control = keep, True
    if hanging:
        shape.tab_stops.add_tab_stop(Mm(indent))
    return made


def _set_face(made: Any, face: str) -> None:
    """For every script. Faces of the theme would win over a name, so they go."""
    fonts = made.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), face)


def ruled(made: Any, *sides: str, color: RGBColor, size: int = 8) -> None:
    """Lines at the sides of a style's paragraphs: "top", "bottom", "left"; eighths of a point."""
    borders = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            borders.append(element(f"w:{side}", val="single", sz=str(size), space="4", color=str(color)))
    made.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def speak(document: Document, language: str) -> None:
    """The language of the whole text."""
    styles = document.styles.element
    for lang in styles.iter(qn("w:lang")):
        lang.attrib.clear()
        for script in ("val", "bidi"):
            lang.set(qn(f"w:{script}"), language)
    document.core_properties.language = language


def track(document: Document) -> None:
    """Word marks every change from now on."""
    settings = document.settings.element
    before = [qn(f"w:{name}") for name in ("writeProtection", "view", "zoom", "removePersonalInformation",
              "removeDateAndTime", "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
              "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
              "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader",
              "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors",
              "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate", "linkStyles",
              "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge", "revisionView")]  # fmt: skip
    at = sum(child.tag in before for child in settings)  # the schema has an order
    settings.insert(at, element("w:trackRevisions"))


def spare(document: Document) -> None:
    """Take out what python-docx's template brings and nobody needs: a hundred table styles, the picture of a page."""
    styles = document.styles.element
    for unused in styles.findall(qn("w:style")):
        if unused.get(qn("w:type")) == "table" and unused.get(qn("w:default")) != "1":
            styles.remove(unused)
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def say(paragraph: Paragraph, words: str, style_name: str) -> Paragraph:
    """Fill an empty paragraph. Written past `paragraph.style`, which reads all styles of the document every time."""
    paragraph._p.style = style_name.replace(" ", "")
    paragraph.add_run(words)
    return paragraph


def field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in: "PAGE", "NUMPAGES"."""
    simple = element("w:fldSimple", instr=code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A name that links within the document lead to."""
    properties = paragraph._p.get_or_add_pPr()
    properties.addnext(element("w:bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def link(paragraph: Paragraph, words: str, *, to: str = "", address: str = "") -> None:
    """A link to a bookmark of this document, or to an address elsewhere."""
    holder = element("w:hyperlink", **({"anchor": to} if to else {}))
    if address:
        holder.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(words)
    run.font.color.rgb = SEA
    holder.append(run._r)
    paragraph._p.append(holder)


def table(document: Document, name: str, headings: Sequence[str], widths: Sequence[float], indent: float = 0) -> Table:
    """A table with a heading row that comes again on every page; `name` is what a screen reader says of it."""
    made = document.add_table(rows=1, cols=len(headings))
    made.autofit = False
    properties = made._tbl.tblPr
    borders = element("w:tblBorders")
    borders.extend(
        [element(f"w:{side}", val="single", sz="4", color="83897F") for side in ("top", "bottom", "insideH")]
    )
    margins = element("w:tblCellMar")
    margins.extend([element(f"w:{side}", w="60", type="dxa") for side in ("top", "left", "bottom", "right")])
    if indent:
        properties.append(element("w:tblInd", w=str(Mm(indent).twips), type="dxa"))
    properties.append(borders)
    properties.append(properties.find(qn("w:tblLayout")))  # the schema wants it after the borders
    properties.extend([margins, element("w:tblLook", val="0020", firstRow="1"), element("w:tblCaption", val=name)])
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    made.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    fill(made.rows[0].cells, headings, "Table heading", widths)
    return made


def row(made: Table, words: Iterable[str], widths: Sequence[float]) -> Sequence[_Cell]:
    """A row that stays whole on one page."""
    new = made.add_row()
    new._tr.get_or_add_trPr().append(element("w:cantSplit"))
    fill(new.cells, words, "Table text", widths)
    return new.cells


def fill(cells: Sequence[_Cell], words: Iterable[str], style_name: str, widths: Sequence[float]) -> None:
    for cell, text, width in zip(cells, words, widths, strict=True):
        cell.width = Mm(width)
        say(cell.paragraphs[0], text, style_name)
