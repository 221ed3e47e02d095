"""Since which draft every paragraph of a document reads as it does, by whom and at which meeting it came in. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.text import date_words, listed
from records.record import DocumentFacts, Record
from records.redline import align
from records.redline.records import block_of


@dataclass(frozen=True)
class Origin:
    """`draft` is the number of the draft that brought the words, `is_new` whether it brought the paragraph whole."""

    draft: int
    is_new: bool
    by: str
    to: str
    on: str
    endorsed_at: str

    @property
    def words(self) -> str:
        """ "Changed in draft 2, submitted by the Co-Chairs to AHG SOM 10 on 2 February 2016, endorsed at BPMC 6"."""
        said = self._submitted()
        return (
            _("{said}, endorsed at {meeting}").format(said=said, meeting=self.endorsed_at) if self.endorsed_at else said
        )

    def _submitted(self) -> str:
        submitted = " ".join(
            part
            for part in (
                f"by {self.by}" if self.by else "",
                f"to {self.to}" if self.to else "",
                f"on {date_words(self.on)}" if self.on else "",
            )
            if part
        )
        verb = _("New") if self.is_new else _("Changed")
        if submitted:
            return _("{verb} in draft {draft}, submitted {day}").format(verb=verb, draft=self.draft, day=submitted)
        return _("{verb} in draft {draft}").format(verb=verb, draft=self.draft)


def lineage(records: Sequence[Record]) -> dict[str, Origin]:
    """Anchors of the first record → where its paragraphs come from. `records` are drafts a reader may read, the latest
    first; what stood in the earliest of them is from there."""
    current = records[0].passages
    found: dict[str, Origin] = {}
    places = {at: passage.anchor for at, passage in enumerate(current)}
    for newer, older in zip(records, [*records[1:], None], strict=True):
        blocks = [block_of(passage) for passage in newer.passages]
        before = [block_of(passage) for passage in older.passages] if older else []
        came = {pair.new: pair.old for pair in align(before, blocks) if pair.new is not None}
        stayed: dict[int, str] = {}
        for at, anchor in places.items():
            was = came.get(at)
            if was is not None and before[was].text == blocks[at].text:
                stayed[was] = anchor
            elif newer.document:
                found[anchor] = _origin(newer.document, is_new=was is None)
        places = stayed
    return found


def _origin(facts: DocumentFacts, *, is_new: bool) -> Origin:
    told = listed(facts.submitted_by), facts.submitted_to, facts.submitted_on or "", facts.endorsed_at
    return Origin(facts.draft_number, is_new, *told)
