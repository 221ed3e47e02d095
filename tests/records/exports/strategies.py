"""Any Record: built from the fields of its models, so that a new field is generated as soon as it is there."""

import types
import typing

from hypothesis import strategies as st
from pydantic import BaseModel

from records.record import Item, MeetingFacts, Record

# Everything that XML can hold, and often what is awkward in it.
CHARACTERS = st.one_of(
    st.sampled_from("\t\n\r \u00a0\u0085\u200b\u2028&<>\"'=+-@_x"),
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
)
WORDS = st.text(CHARACTERS, max_size=12)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1)
DAYS = st.dates().map(str)
DATES = st.builds(lambda day, length: day[:length], DAYS, st.sampled_from([4, 7, 10]))


def of(annotation, metadata=(), depth=0):
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return of(arguments[0], arguments[1:], depth)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin in (types.UnionType, typing.Union):
        return st.one_of([of(choice, (), depth) for choice in arguments])
    if origin is tuple:
        return st.lists(of(arguments[0], (), depth), max_size=3).map(tuple)
    if annotation is str:
        return DATES if metadata else WORDS
    return PLAIN[annotation] if annotation in PLAIN else model(annotation, depth)


PLAIN = {int: NUMBERS, bool: st.booleans(), type(None): st.none()}


def model(kind, depth=0):
    if kind is MeetingFacts:
        return st.builds(
            _of_one_precision, fields(kind, depth), st.sampled_from([4, 7, 10]), st.lists(DAYS, max_size=3)
        )
    return fields(kind, depth)


def fields(kind, depth):
    assert issubclass(kind, BaseModel)
    parts = {
        name: of(field.annotation, field.metadata, depth + (kind is Item))
        for name, field in kind.model_fields.items()
        if not (kind is Item and name == "items" and depth > 1)
    }
    return st.builds(kind, **parts)


def _of_one_precision(facts, length, days):
    """As compose makes them: both ends as exact as each other, single days known to the day."""
    ends = {name: value and value[:length] for name, value in (("starts", facts.starts), ("ends", facts.ends))}
    known = {name: value if value and len(value) == length else None for name, value in ends.items()}
    return facts.model_copy(update=known | {"days": tuple(sorted(days))})


RECORDS = model(Record)
