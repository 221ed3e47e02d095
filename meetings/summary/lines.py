"""One line read on its own: who did what in it, or what it asks of whom."""

from meetings.summary.deeds import Deeds, Put, deeds_in, put_in
from meetings.summary.draft import Draft
from meetings.summary.names import NameTable


def deeds_of(line: str, names: NameTable) -> Deeds:
    """Actors and operative verbs of an outcome, each once."""
    draft = Draft(line, names)
    found = deeds_in(draft, 0, len(draft.text))
    return Deeds(list(dict.fromkeys(found.actors)), list(dict.fromkeys(found.verbs)))


def put_of(line: str, names: NameTable) -> Put:
    """Verb and addressees of a recommendation."""
    draft = Draft(line, names)
    return put_in(draft, 0, len(draft.text))
