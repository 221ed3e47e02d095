from records.models.approval import ApprovalRequest
from records.models.book import Book, BookPart, BoundBook
from records.models.checkpoint import Checkpoint, Proof
from records.models.circulation import Circulation, Comment, Message, Party
from records.models.custody import Disposal, Hold, RetentionSchedule, Withdrawal
from records.models.edition import (
    CORRECTIONS,
    Edition,
    EditionContent,
    Key,
    LedgerEntry,
    Release,
    Rendition,
    Stage,
    Subject,
)
from records.models.files import Enclosure, File
from records.models.freshness import Freshness
from records.models.projections import AttendanceIndex, Card, DirectoryEntry, FocusEntry, Passage
from records.models.register import InForce, RegisterEntry, RegisterEvent
from records.models.search import FilePage, SearchEntry

__all__ = [
    "CORRECTIONS",
    "ApprovalRequest",
    "AttendanceIndex",
    "Book",
    "BookPart",
    "BoundBook",
    "Card",
    "Checkpoint",
    "Circulation",
    "Comment",
    "DirectoryEntry",
    "Disposal",
    "Edition",
    "EditionContent",
    "Enclosure",
    "File",
    "FilePage",
    "FocusEntry",
    "Freshness",
    "Hold",
    "InForce",
    "Key",
    "LedgerEntry",
    "Message",
    "Party",
    "Passage",
    "Proof",
    "RegisterEntry",
    "RegisterEvent",
    "Release",
    "Rendition",
    "RetentionSchedule",
    "SearchEntry",
    "Stage",
    "Subject",
    "Withdrawal",
]
