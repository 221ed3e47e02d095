from records.models.approval import ApprovalRequest
from records.models.checkpoint import Checkpoint, Proof
from records.models.edition import Edition, EditionContent, Key, LedgerEntry, Release, Rendition, Stage, Subject
from records.models.freshness import Freshness
from records.models.projections import AttendanceIndex, Card, DirectoryEntry, Passage
from records.models.register import InForce, RegisterEntry, RegisterEvent
from records.models.search import SearchEntry

__all__ = [
    "ApprovalRequest",
    "AttendanceIndex",
    "Card",
    "Checkpoint",
    "DirectoryEntry",
    "Edition",
    "EditionContent",
    "Freshness",
    "InForce",
    "Key",
    "LedgerEntry",
    "Passage",
    "Proof",
    "RegisterEntry",
    "RegisterEvent",
    "Release",
    "Rendition",
    "SearchEntry",
    "Stage",
    "Subject",
]
