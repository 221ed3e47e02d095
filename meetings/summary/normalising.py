"""Evens out how a text was typed or scanned, one character for one.

Every replacement keeps the length, so an offset into the normalised text is an offset into the source: there is no map
between the two that could be wrong.
"""

import re

from meetings.summary.patterns import pattern

_ONE_FOR_ONE = {
    **dict.fromkeys(map(ord, "‘’‚‛ʼ′´`"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒−﹣－"), "-"),
    **dict.fromkeys(map(ord, "–—―"), "–"),
    **dict.fromkeys(map(ord, "\u00a0\u1680\u202f\u205f\u3000\u00ad\u200b\u200c\u200d\u2060\ufeff"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    **dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " "),
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x1C), 0x7F), " "),
    **dict.fromkeys(map(ord, "\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"), "\n"),
    0x1F: " ",
    # The marks of footnotes.
    **dict.fromkeys(map(ord, "¹²³⁰⁴⁵⁶⁷⁸⁹†‡"), " "),
    ord("："): ":",
    ord("，"): ",",
    ord("；"): ";",
    ord("（"): "(",
    ord("）"): ")",
}

# No English word begins with l before another consonant or a capital: a scanner read a capital I.
# Marks of wikis and of plain-text mail: '''bold''', **bold**, == Heading ==.
_MARKUP = pattern(
    r"\'{2,3}(?=[\w\s])|(?<=[\w.:)])\'{2,3}|(?<!\*)\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?!\*)|^={2,4} | ={2,4}[ \t]*$",
    re.MULTILINE,
)
_SCANNED_I = pattern(r"\bl(?=[A-Zbcdfghjkmnpqrstvwxz])")


def normalise(source: str) -> str:
    """`source` with plain quotes, dashes, spaces and line ends, of exactly the same length."""
    # A carriage return and a line feed are one line end, not a blank line between.
    text = source.replace("\r\n", " \n").translate(_ONE_FOR_ONE)
    text = _MARKUP.sub(lambda mark: " " * len(mark[0]), text)
    return _SCANNED_I.sub("I", text)


def tidy(written: str) -> str:
    """The words of a stretch of the source as one line, each word as it was written."""
    return " ".join(written.split())
