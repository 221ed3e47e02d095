"""Reads a summary: the steps in their order. Pure: a text and a table of names in, a proposal out."""

from meetings.summary.abbreviations import read_abbreviations
from meetings.summary.anywhere import read_date_anywhere, read_later_day, read_number_anywhere
from meetings.summary.body import Body
from meetings.summary.draft import Draft
from meetings.summary.header import read_header
from meetings.summary.layout import blocks_of
from meetings.summary.names import NameTable
from meetings.summary.places import read_place_beside_date, read_place_of_title
from meetings.summary.proposal import Proposal
from meetings.summary.series import GENERAL, is_of_other_process, names_other_process
from meetings.summary.unlisted import add_chairs, add_hosts, add_parties, add_speakers, add_title_roles


def read(text: str, names: NameTable) -> Proposal:
    """What `text` says of a meeting. Every character of it stands in exactly one span of the proposal."""
    draft = Draft(text, names)
    read_abbreviations(draft)
    start = read_header(draft)
    Body(draft, blocks_of(draft.text, start)).read()
    if is_of_other_process(draft.text) and (draft.series in GENERAL or names_other_process(draft.title or "")):
        draft.series = None
    read_date_anywhere(draft)
    read_number_anywhere(draft)
    read_place_of_title(draft)
    read_place_beside_date(draft)
    read_later_day(draft)
    add_speakers(draft)
    add_chairs(draft)
    add_hosts(draft)
    add_parties(draft)
    add_title_roles(draft)
    return draft.finish()
