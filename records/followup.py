"""What a Record says of recommendations, areas of focus and progress, beside the words of its paragraphs."""

from __future__ import annotations

from typing import Literal

from records.values import IsoDate, Slug, Value

Decision = Literal["adopted", "endorsed", "noted", "amended", "deferred", "superseded", "completed", "not_agreed"]
Progress = Literal["not_started", "in_progress", "done"]


class Asked(Value):
    """What a recommendation asks beside its words. `of` is the anchor of its paragraph in this record.

    `put_to` are references of meetings; `due_on` is the first day of the meeting by which it is due, as known then.
    """

    of: str
    put_to: tuple[str, ...] = ()
    due_on: IsoDate | None = None


class Named(Value):
    """A recommendation of any record: the random id of its meeting, its anchor there, and what people call it."""

    meeting: str
    anchor: str
    code: str


class Action(Value):
    """What this meeting did with a recommendation of an earlier one, or with one sub-paragraph of it (`item`).

    `of` is the anchor of the paragraph of this record that says so. `text` are the words as amended, `was` the words
    before; `deferred_to` and `referred_to` are references of meetings. A referral alone decides nothing.
    """

    of: str
    about: Named
    item: str = ""
    label: str = ""
    decision: Literal["", Decision] = ""
    text: str = ""
    was: str = ""
    deferred_to: str = ""
    superseded_by: Named | None = None
    referred_to: tuple[str, ...] = ()


class Focus(Value):
    """An area of focus that this meeting proposed or agreed. `of` is the anchor of the paragraph that says so;
    `proposed_at` is the reference of the meeting that proposed what this one agreed."""

    of: str
    title: str
    standing: Literal["proposed", "agreed"]
    from_on: IsoDate | None = None
    until_on: IsoDate | None = None
    proposed_at: str = ""


class ReportFacts(Value):
    """Progress as one delegation or body (`participant`, a slug) reports it; its words are the first paragraph.

    `item` and `label` name a sub-paragraph where only that is reported on.
    """

    about: Named
    item: str = ""
    label: str = ""
    participant: Slug
    name: str
    progress: Progress
    reported_on: IsoDate
    evidence_url: str = ""
    evidence_file: str = ""
    evidence_sha256: str = ""
