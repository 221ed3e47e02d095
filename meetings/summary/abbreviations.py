"""Short forms a text defines: "civil registration and vital statistics (CRVS)"."""

import re

from meetings.summary.draft import Draft
from meetings.summary.patterns import pattern
from meetings.summary.proposal import Abbreviation

_BRACKET = pattern(r"\(\s*['\"]?(?P<short>[A-Z][A-Za-z&/-]{1,11}(?: [A-Z][A-Z-]{1,5})?)['\"]?\s*\)")
_WORD = pattern(r"[^\W\d_](?:[\w'-]*\w)?")
_SMALL = frozenset("a an and at by de for from in of on or the to with against".split())
_REACH = 220


def read_abbreviations(draft: Draft) -> None:
    """Finds every definition in the text. The words stay where they were filed."""
    seen = set()
    for match in _BRACKET.finditer(draft.text):
        short = match["short"]
        if short in seen or sum(map(str.isupper, short)) < 2:
            continue
        start = _sentence_start(draft.text, match.start())
        long = _long_form(draft.text, start, match.start(), short)
        if long:
            seen.add(short)
            draft.definitions.append((*match.span("short"), f"/abbreviations/{len(draft.abbreviations)}/short"))
            draft.abbreviations.append(Abbreviation(short=short, long=draft.written(*long)))


def _sentence_start(text: str, end: int) -> int:
    low = max(0, end - _REACH)
    breaks = [match.end() for match in re.finditer(r"[;:(){}\n]|\.\s", text[low:end])]
    return low + breaks[-1] if breaks else low


def _long_form(text: str, start: int, end: int, short: str) -> tuple[int, int] | None:
    """The words before a bracket whose initials make the short form; its last letter may be left over."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    letters = [char.lower() for char in short if char.isalnum()]
    if short.endswith("s") and short[-2:-1].isupper():
        letters = letters[:-1]
    for wanted in (letters, letters[:-1] if len(letters) > 3 else letters):
        begin = _by_initials(text, words, wanted) or _by_letters(text, words, wanted)
        if begin is not None and words:
            return begin, words[-1][1]
    return None


def _by_initials(text: str, words: list[tuple[int, int]], letters: list[str]) -> int | None:
    """Every letter the initial of one word, from the last word back; small words may have a letter or none."""
    left = list(letters)
    for start, end in reversed(words):
        if not left:
            break
        initials = [part[0].lower() for part in text[start:end].split("-") if part]
        if initials == left[-len(initials) :]:
            del left[-len(initials) :]
            begin = start
        elif initials[0] == left[-1]:
            left.pop()
            begin = start
        elif text[start:end].lower() not in _SMALL:
            return None
        if not left:
            return begin
    return None


def _by_letters(text: str, words: list[tuple[int, int]], letters: list[str]) -> int | None:
    """The letters in their order within the words, the first at the beginning of one (Schwartz and Hearst 2003)."""
    if not words or len(words) > 60:
        return None
    low = words[max(0, len(words) - 2 * len(letters) - 4)][0]
    at = words[-1][1] - 1
    for position in range(len(letters) - 1, -1, -1):
        while at >= low and (
            text[at].lower() != letters[position] or (position == 0 and at > 0 and text[at - 1].isalnum())
        ):
            at -= 1
        if at < low:
            return None
        found = at
        at -= 1
    return found


def spell_out(draft: Draft, title: str) -> str:
    """A title with a short form spelled out as the text defines it: "Sixth BPMC" becomes "Sixth … (BPMC)"."""
    for known in draft.abbreviations:
        alone = re.compile(rf"(?<!\()\b{re.escape(known.short)}\b(?!\))")
        if known.short in title and alone.search(title):
            found = alone.search(title)
            return f"{title[: found.start()]}{known.long} ({known.short}){title[found.end() :]}" if found else title
    return title
