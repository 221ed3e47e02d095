"""What is drawn on a page: text that is copied and searched as it was written, and no more kept than is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from records.render.press import Leaf, LineBox, Stream, TextBox, pydyf

# Scripts whose marks change places or stack when drawn: the Indic ones to Thai, Lao, Tibetan and Burmese, and Khmer.
# Not Arabic: its face maps rightly, and some readers turn the carried text round.
REORDERED = re.compile("[\u0900-\u109f\u1780-\u17ff]")


class ReadableStream(Stream):
    """A page's drawing, in which such words carry their letters along (`ActualText`, ISO 32000-1, 14.9.4).

    A face maps each glyph to one piece of text; where one glyph serves several, copied text loses or moves marks.
    """

    stream: list[Any]

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        with super().marked(box, tag):
            words = getattr(box, "text", "")
            if REORDERED.search(words):
                properties = self.stream[-2]  # pushed just now, before the operator
                properties["ActualText"] = pydyf.String(words)
            yield

    def settle(self) -> None:
        """All that was drawn so far as the bytes it becomes, in place of a thousand pieces of it."""
        self.stream = [b"\n".join(map(pydyf._to_bytes, self.stream))]


class LightLeaf(Leaf):
    """A page that lets go of its lines and words once they are drawn: the tags, which come after the last page, need
    of a line what stands in it and of a word that it is the one. Else a long sheet is held twice while it is written.
    """

    def paint(self, stream: ReadableStream, scale: float = 1) -> None:
        super().paint(stream, scale)
        stream.settle()
        for box in [*self._page_box.descendants(placeholders=True)]:
            if type(box) is TextBox:
                vars(box).clear()
            elif type(box) is LineBox:
                box.__dict__ = {name: getattr(box, name) for name in ("children", "style", "element", "element_tag")}
