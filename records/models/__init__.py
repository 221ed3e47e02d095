from records.models.approval import ApprovalRequest
from records.models.edition import Edition, EditionContent, Key, LedgerEntry, Release, Rendition, Stage, Subject
from records.models.freshness import Freshness
from records.models.projections import AttendanceIndex, Card, Passage
from records.models.search import SearchEntry

__all__ = [
    "ApprovalRequest",
    "AttendanceIndex",
    "Card",
    "Edition",
    "EditionContent",
    "Freshness",
    "Key",
    "LedgerEntry",
    "Passage",
    "Release",
    "Rendition",
    "SearchEntry",
    "Stage",
    "Subject",
]
