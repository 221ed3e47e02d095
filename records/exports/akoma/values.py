"""Plain values as elements of our namespace, and back: what of a Record has no place in Akoma Ntoso.

A dict is an element with its keys as children, a list an element of `item` children, None is `nil="true"`, the rest is
text. Fields left at their default are not written; pydantic turns texts into numbers when the Record is made again.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from records.exports.akoma.names import OURS


def ours(name: str) -> str:
    return f"{{{OURS}}}{name}"


def told(name: str, value: Any) -> etree._Element:
    element = etree.Element(ours(name), nsmap={"r": OURS})
    if value is None:
        element.set("nil", "true")
    elif isinstance(value, dict):
        element.extend([told(key, part) for key, part in value.items()])
    elif isinstance(value, list | tuple):
        element.extend([told("item", part) for part in value])
    else:
        element.text = str(value)
    return element


def heard(element: etree._Element) -> Any:
    if element.get("nil") == "true":
        return None
    if not len(element):
        return element.text or ""
    if element[0].tag == ours("item"):
        return [heard(part) for part in element]
    return {etree.QName(part).localname: heard(part) for part in element}
