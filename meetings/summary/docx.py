"""From a DOCX to the text the reader reads. (Being written.)"""

from meetings.summary.errors import SummaryError


def text_of_docx(data: bytes) -> str:
    raise SummaryError("Word files cannot be read yet: paste the text instead.")
