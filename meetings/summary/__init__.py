"""From the text of a summary to a proposal. Knows no database; the table of names is handed in."""

from meetings.summary.decoding import MAX_BYTES, decode
from meetings.summary.docx import text_of_docx
from meetings.summary.errors import SummaryError
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
    "default_names",
    "identify",
    "read",
    "text_of_docx",
]
