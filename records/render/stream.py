"""Text that is copied and searched as it was written, in every script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from records.render.press import Stream, pydyf

# Scripts whose marks change places or stack when drawn: the Indic ones to Thai, Lao, Tibetan and Burmese, and Khmer.
# Not Arabic: its face maps rightly, and some readers turn the carried text round.
REORDERED = re.compile("[\u0900-\u109f\u1780-\u17ff]")


class ReadableStream(Stream):
    """A page's drawing, in which such words carry their letters along (`ActualText`, ISO 32000-1, 14.9.4).

    A face maps each glyph to one piece of text; where one glyph serves several, copied text loses or moves marks.
    """

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        with super().marked(box, tag):
            words = getattr(box, "text", "")
            if REORDERED.search(words):
                properties = self.stream[-2]  # pushed just now, before the operator
                properties["ActualText"] = pydyf.String(words)
            yield
