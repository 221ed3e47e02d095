"""From desk rows to a Record. Reads, never writes; the same rows give the same Record."""

from records.compose.directory import compose_directory
from records.compose.document import compose_draft
from records.compose.meeting import compose_meeting

__all__ = ["compose_directory", "compose_draft", "compose_meeting"]
