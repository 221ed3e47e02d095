"""Who and what a document speaks of, as references to the classes of Akoma Ntoso (top level classes, TLC)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from records.exports.akoma.names import AKN, Identifiers, authority, name_of, slug
from records.record import Attendee, Record

_KINDS = {
    "TLCOrganization": "org",
    "TLCRole": "role",
    "TLCPerson": "person",
    "TLCLocation": "place",
    "TLCEvent": "event",
}


@dataclass
class References:
    """Hands out the reference to a name; the same name gives the same one. `elements` are what `meta` lists."""

    record: Record
    identifiers: Identifiers
    elements: list[etree._Element] = field(default_factory=list)
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def to(self, kind: str, name: str, key: str = "") -> str:
        """ "#org_sri-lanka"; `kind` is the class ("TLCOrganization"), `key` what tells two of one name apart."""
        key = key or name
        if (kind, key) not in self._known:
            self._known[kind, key] = self._add(kind, name, slug(key))
        return f"#{self._known[kind, key]}"

    def attendee(self, person: Attendee) -> str:
        kind = "TLCPerson" if person.kind == "person" else "TLCOrganization"
        return self.to(kind, person.name, person.participant or person.name)

    def actor(self, name: str) -> str:
        """Somebody a paragraph names: a delegation at the meeting, else a role ("Members", "Co-Chairs")."""
        for person in self.record.attendance:
            if person.name == name:
                return self.attendee(person)
        return self.to("TLCRole", name)

    def _add(self, kind: str, name: str, key: str) -> str:
        eid = self.identifiers.take(_KINDS[kind], key)
        folder = kind.removeprefix("TLC").lower()
        element = etree.Element(f"{{{AKN}}}{kind}", eId=eid)
        element.set("href", f"/akn/ontology/{folder}/{authority(self.record)}/{name_of(eid)}")
        element.set("showAs", name)
        self.elements.append(element)
        return eid
