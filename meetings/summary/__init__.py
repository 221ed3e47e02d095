"""From the text of a summary to a proposal. Knows no database; the table of names is handed in."""

from meetings.summary.decoding import MAX_BYTES, decode
from meetings.summary.docx import text_of_docx
from meetings.summary.errors import SummaryError
from meetings.summary.lines import deeds_of, put_of
from meetings.summary.names import NamedParticipant, NameTable, default_names
from meetings.summary.proposal import Proposal
from meetings.summary.reader import read
from meetings.summary.series import identify

__all__ = [
    "MAX_BYTES",
    "NameTable",
    "NamedParticipant",
    "Proposal",
    "SummaryError",
    "decode",
    "deeds_of",
    "default_names",
    "identify",
    "put_of",
    "read",
    "text_of_docx",
]
