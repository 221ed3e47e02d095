"""Closed lists of words, kept in data/words.json, and what is derived from them: numbers, ordinals, forms of verbs."""

import json
import re
from importlib.resources import files

_LISTS = json.loads(files("meetings.summary").joinpath("data/words.json").read_text("utf-8"))


def words(name: str) -> tuple[str, ...]:
    """The list of this name in data/words.json."""
    return tuple(" ".join(_LISTS[name]).split())


def _compounds(units: tuple[str, ...], tens: tuple[str, ...], last: tuple[str, ...]) -> dict[str, int]:
    """1 to 99 in words: `units` up to nineteen, `tens` in front of a unit, `last` where a ten stands alone."""
    numbers = {word: at for at, word in enumerate(units, 1)}
    for at, (ten, alone) in enumerate(zip(tens, last, strict=True), 2):
        numbers[alone] = at * 10
        numbers |= {f"{ten}-{unit}": at * 10 + value for value, unit in enumerate(units[:9], 1)}
    return numbers


def _pattern(figures: str, known: dict[str, int]) -> str:
    longest_first = sorted(known, key=len, reverse=True)
    return rf"(?:{figures}|{'|'.join(longest_first)})".replace("-", "[- ]")


_TENS = words("tens")
NUMBERS = _compounds(words("units"), _TENS, _TENS) | {"a-hundred": 100, "one-hundred": 100, "a-dozen": 12}
ORDINALS = _compounds(words("ordinals"), _TENS, words("tenths")) | {"inaugural": 1}
NUMBER = _pattern(r"\d{1,3}(?:[,.]\d{3})+|\d{1,5}", NUMBERS)
_ROMAN = {
    ten + unit: at * 10 + value
    for at, ten in enumerate(("", "X", "XX", "XXX", "XL", "L"))
    for value, unit in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
    if ten + unit not in ("", "I", "L")
}
# Capital figures only: "xi" may be a name, "I" a person speaking.
_ROMANS = "|".join(sorted(_ROMAN, key=len, reverse=True))
_WRITTEN_OUT = _pattern(r"\d{1,3}(?:st|nd|rd|th)", ORDINALS)
ORDINAL = rf"(?:{_WRITTEN_OUT}|(?-i:{_ROMANS})\b)"


def number_of(written: str) -> int:
    """The value of a NUMBER as written: "65", "1,200", "twenty-five"."""
    digits = re.sub(r"\D", "", written)
    return int(digits) if digits else NUMBERS[re.sub(r"[\s-]+", "-", written.lower())]


def ordinal_of(written: str) -> int:
    """The value of an ORDINAL as written: "14th", "Tenth", "Twenty-first", "Twenty first", "XIV"."""
    if written in _ROMAN:
        return _ROMAN[written]
    digits = re.match(r"\d+", written)
    return int(digits[0]) if digits else ORDINALS[re.sub(r"[\s-]+", "-", written.lower())]


# Words that tell how something is told, and nothing that a field could lose.
CONNECTING = frozenset(words("connecting"))

_IRREGULAR = {
    "choose": "chose",
    "draw": "drew",
    "uphold": "upheld",
    "undertake": "undertook",
    "hear": "heard",
    "give": "gave",
    "hold": "held",
    "take": "took",
    "make": "made",
    "meet": "met",
    "build": "built",
    "bring": "brought",
    "keep": "kept",
    "lead": "led",
    "send": "sent",
    "seek": "sought",
}
_DOUBLED = frozenset(words("doubled"))


def past(stem: str) -> str:
    """The past form of a verb of the lists."""
    if stem in _IRREGULAR:
        return _IRREGULAR[stem]
    if stem in _DOUBLED:
        return f"{stem}{stem[-1]}ed"
    if stem.endswith("e"):
        return stem + "d"
    return stem[:-1] + "ied" if re.search(r"[^aeiou]y$", stem) else stem + "ed"


def _gerund(stem: str) -> str:
    if stem in _DOUBLED:
        return f"{stem}{stem[-1]}ing"
    return (stem[:-1] if stem.endswith("e") and not stem.endswith("ee") else stem) + "ing"


_OPERATIVE = words("operative")
OPERATIVE = frozenset(map(past, _OPERATIVE))
PRESENT = {form: past(stem) for stem in _OPERATIVE for form in (stem, stem + "s", stem + "es")}
ACTIONS = frozenset(words("actions")) | frozenset(_OPERATIVE)
GERUNDS = {_gerund(stem): stem for stem in ACTIONS}
# "The RSO developed …": deeds where an actor stands right before them, and nowhere else.
ACTED = frozenset(map(past, ACTIONS))
