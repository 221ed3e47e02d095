"""A sentence that frames a meeting: what met, where, what for, who came. What it tells goes to its place."""

from meetings.summary.attendance import read_attendance
from meetings.summary.convening import PURPOSE_TAIL, note_number, opens_with_date, read_convening
from meetings.summary.days_told import read_told_date
from meetings.summary.draft import Draft
from meetings.summary.links import is_purpose, read_purpose
from meetings.summary.patterns import pattern
from meetings.summary.rosters import read_roster, read_rows
from meetings.summary.told import note_speakers, note_thanked, read_body, read_hosts_told, read_labelled, read_told

_LETTER = pattern(r"[^\W\d_]")


def frame(draft: Draft, start: int, end: int, *, section: str | None, is_late: bool, is_item: bool) -> bool:
    """Whether text[start:end] told what met, who attended or what for, and was taken so.

    `is_late`: outcomes have been told before, so that less is believed. `is_item`: it stands in a list.
    """
    if not _LETTER.search(draft.text, start, end):
        return False
    if is_late:
        return _frame_late(draft, start, end)
    if section == "purpose" or is_purpose(draft.text, start, end):
        note_number(draft, start, end)
        read_purpose(draft, start, end)
        return True
    convenes = read_convening(draft, start, end)
    if convenes and (tail := PURPOSE_TAIL.search(draft.text, start, end)):
        read_purpose(draft, tail.start(), end)
        # As much is left as tells "met to prepare" from "met".
        end = tail.start() + len("to ")
    is_strict = is_item and draft.has_attendance
    attends = _read_names(draft, start, end, convenes=convenes)
    if read_told(draft, start, end, is_strict=is_strict):
        attends = True
    if read_rows(draft, start, end) or read_body(draft, start, end):
        attends = True
    if attends or opens_with_date(draft.text, start, end):
        read_told_date(draft, start, end)
    if convenes or attends:
        note_thanked(draft, start, end)
        draft.settle(start, end, "/attendance" if attends else "/title")
    else:
        read_hosts_told(draft, start, end)
        if draft.title is not None:
            note_speakers(draft, start, end)
    return convenes or attends


def _read_names(draft: Draft, start: int, end: int, *, convenes: bool) -> bool:
    """Those who came, by a label, by a verb of attending, or in a row that has no verb."""
    # A label says more of those behind it than the words of attending that it may hold.
    if not convenes and read_labelled(draft, start, end, has_meaning=True):
        return True
    if read_attendance(draft, start, end):
        # "Member organisations: A, B (C sent apologies)"
        read_labelled(draft, start, end, is_rest=True)
        return True
    return not convenes and (read_labelled(draft, start, end) or read_roster(draft, start, end))


def _frame_late(draft: Draft, start: int, end: int) -> bool:
    attends = read_attendance(draft, start, end, is_strict=True) or read_labelled(draft, start, end, is_strict=True)
    if attends:
        read_told_date(draft, start, end)
        draft.settle(start, end, "/attendance")
    else:
        read_hosts_told(draft, start, end)
        note_speakers(draft, start, end)
    return attends
