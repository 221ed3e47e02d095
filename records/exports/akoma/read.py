"""From Akoma Ntoso back to the Record it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from pydantic import ValidationError

from records.canonical import digest, record_bytes
from records.exports.akoma.names import AKN, PREFACE, name_of
from records.exports.akoma.values import heard, ours
from records.exports.faults import CannotReadError
from records.record import Record

_NS = {"a": AKN, "r": ours("").strip("{}")}
_CHANGED = (
    "This file was changed after it was made: its words no longer give the check code it carries. "
    "Download it again from the page of the record."
)


def from_akoma_ntoso(content: bytes) -> Record:
    """The Record that `akoma_ntoso` was given. Raises CannotReadError for any other file, and for a changed one."""
    statement = _statement(content)
    facts = statement.find("a:meta/a:proprietary/r:record", _NS)
    if facts is None:
        raise CannotReadError("This Akoma Ntoso file was not made here: it lacks the facts of a record.")
    known, analyses = heard(facts), _analyses(statement)
    try:
        record = Record.model_validate(
            {
                **(known if isinstance(known, dict) else {}),
                **_preface(statement),
                "sections": [_section(part, analyses) for part in _below(statement, "a:mainBody/a:section")],
                "attendance": list(_attendance(statement)),
                "attendance_remark": _text(statement.find("a:mainBody/a:hcontainer/a:content/a:p", _NS)),
            }
        )
        code = digest(record_bytes(record))
    except (ValidationError, ValueError, KeyError) as error:
        raise CannotReadError(_CHANGED) from error
    if code != facts.get(ours("digest")):
        raise CannotReadError(_CHANGED)
    return record


def _statement(content: bytes) -> etree._Element:
    """The document without comments, and without anything that a parser would have to fetch or unfold."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CannotReadError(f"This is no XML file: {error}.") from error
    if root.getroottree().docinfo.doctype:
        raise CannotReadError("This XML file has a document type declaration, which a record never has.")
    statement = root.find("a:statement", _NS)
    if root.tag != f"{{{AKN}}}akomaNtoso" or statement is None:
        raise CannotReadError("This XML file is no statement in Akoma Ntoso 3.0.")
    return statement


def _below(element: etree._Element, path: str) -> list[etree._Element]:
    return element.findall(path, _NS)


def _text(element: etree._Element | None) -> str:
    return "" if element is None else "".join(element.itertext())


def _preface(statement: etree._Element) -> dict[str, str]:
    found = {}
    for tag, name in PREFACE.items():
        for element in _below(statement, f"a:preface/a:p/a:{tag}"):
            if tag != "inline" or element.get("name") == name:
                found[name] = _text(element)
    return {"process": "", "reference": "", "title": "", "statement_title": ""} | found


def _name(element: etree._Element) -> str:
    return element.get(ours("name"), name_of(element.get("eId", "")))


def _section(element: etree._Element, analyses: dict[str, etree._Element]) -> dict[str, Any]:
    return {
        "slug": _name(element),
        "heading": _text(element.find("a:heading", _NS)),
        "level": int(element.get(ours("level"), "1")),
        "remark": _text(element.find("a:intro/a:p", _NS)),
        "passages": [_passage(part, analyses) for part in _below(element, "a:paragraph")],
    }


def _passage(element: etree._Element, analyses: dict[str, etree._Element]) -> dict[str, Any]:
    analysis = analyses.get(f"#{element.get('eId')}")
    said = (
        {}
        if analysis is None
        else {many: [_text(part) for part in _below(analysis, f"r:{one}")] for one, many in _SAID}
        | {many: [_reference(part) for part in _below(analysis, f"r:{one}")] for one, many in _NAMED}
        | _stands_below(analysis)
    )
    return {
        **said,
        "anchor": _name(element),
        "number": _text(element.find("a:num", _NS)).removesuffix("."),
        "role": element.get(ours("role")),
        "code": element.get(ours("code"), ""),
        "follow_up": element.get(ours("follow-up"), ""),
        "due": element.get(ours("due"), ""),
        "is_withdrawn": element.get(ours("withdrawn")) == "true",
        "agreement": element.get(ours("agreement"), ""),
        "is_held": element.get(ours("held")) != "false",
        "text": _words(element),
        "items": _items(element),
        "area": _area(element),
        "addressed_to": element.get(ours("addressed-to"), "").split(),
    }


def _stands_below(analysis: etree._Element) -> dict[str, Any]:
    def texts(element: etree._Element, name: str) -> list[str]:
        return [_text(part) for part in _below(element, f"r:{name}")]

    return {
        "brackets": [
            {
                "words": texts(one, "words")[0],
                "proposed_by": texts(one, "proposed"),
                "reserved_by": texts(one, "reserved"),
            }
            for one in _below(analysis, "r:bracket")
        ],
        "reservations": [{"by": one.get("by", ""), "text": _text(one)} for one in _below(analysis, "r:reservation")],
        "footnotes": [{"mark": one.get("mark", ""), "text": _text(one)} for one in _below(analysis, "r:footnote")],
        "table": [texts(row, "cell") for row in _below(analysis, "r:row")],
    }


def _area(element: etree._Element) -> dict[str, str] | None:
    slug = element.get(ours("area"))
    return None if slug is None else {"slug": slug, "name": element.get(ours("area-name"), "")}


_SAID = [("verb", "verbs"), ("actor", "actors"), ("addressee", "addressees")]
_NAMED = [("about", "about"), ("led-to", "led_to")]


def _reference(element: etree._Element) -> dict[str, str]:
    return {"kind": element.get("kind", ""), "key": element.get("key", ""), "name": _text(element)}


def _analyses(statement: etree._Element) -> dict[str, etree._Element]:
    passages = _below(statement, "a:meta/a:analysis/a:otherAnalysis/r:passage")
    return {element.get("of", ""): element for element in passages}


def _words(element: etree._Element) -> str:
    """The text itself: in `content`, or in `intro` where sub-paragraphs follow."""
    for path in ("a:content/a:p", "a:intro/a:p"):
        found = element.find(path, _NS)
        if found is not None:
            return _text(found)
    return ""


def _items(element: etree._Element) -> list[dict[str, Any]]:
    return [
        {"anchor": _name(part), "label": _text(part.find("a:num", _NS)), "text": _words(part), "items": _items(part)}
        for part in _below(element, "a:subparagraph")
    ]


def _attendance(statement: etree._Element) -> Iterator[dict[str, Any]]:
    for together in _below(statement, "a:mainBody/a:hcontainer/a:content/a:blockList"):
        for element in together.iterfind("a:item/a:p/*", _NS):
            yield {
                "name": _text(element),
                "capacity_label": together.get(ours("label")),
                "presence": together.get(ours("presence")),
                **{name: element.get(ours(name)) for name in ("kind", "capacity", "sorting", "participant", "iso")},
            }
