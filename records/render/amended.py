"""What an amendment changed in the words of a recommendation, marked beside the paragraph that tells of it."""

from __future__ import annotations

from records.record import Passage, Record
from records.redline import Step, words


def amended(record: Record, passage: Passage) -> list[tuple[str, tuple[Step, ...]]]:
    """Label ("" for the whole) and steps of each amendment that this paragraph tells of."""
    return [
        (action.label, words(action.was, action.text))
        for action in record.actions
        if action.of == passage.anchor and action.decision == "amended" and action.was
    ]
