"""From bytes to text: refuses what is not a text instead of guessing at it."""

import unicodedata

from meetings.summary.errors import SummaryError

MAX_BYTES = 2_000_000

_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP or Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "an RTF document"),
)


def decode(data: bytes) -> str:
    """The text of `data`: UTF-8, or UTF-16 with a byte order mark. Line ends are kept as they stand.

    Raises SummaryError for what is empty, over MAX_BYTES, binary or in another encoding.
    """
    if len(data) > MAX_BYTES:
        raise SummaryError(
            f"The text is too long: it has more than 2 MB ({MAX_BYTES:,} bytes), which is the most that can be read. "
            "Hand in one summary at a time."
        )
    if not data.strip():
        raise SummaryError("The text is empty. Hand in the words of a summary.")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise SummaryError(f"This is {what}, not a text. Copy its words, or save it as plain text in UTF-8.")
    text = _decoded(data)
    if not text.strip("\ufeff \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\xa0"):
        raise SummaryError("The text is empty. Hand in the words of a summary.")
    if _looks_binary(text):
        raise SummaryError("This is binary data, not a text. Save the summary as plain text in UTF-8.")
    return text


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if _controls(data.decode("latin-1")) > len(data) // 100:
            raise SummaryError("This is binary data, not a text. Save the summary as plain text in UTF-8.") from error
        raise SummaryError(
            f"The text is not in UTF-8: byte {error.start + 1:,} cannot be read. Save it again as plain text in UTF-8."
        ) from error


def _controls(text: str) -> int:
    return sum(unicodedata.category(char) == "Cc" and char not in "\t\n\r\f\v\x85" for char in text)


def _looks_binary(text: str) -> bool:
    """A NUL never stands in a text; other control characters come singly, from careless conversions."""
    return "\0" in text or _controls(text) * 20 > len(text)
