"""The verbs of clearance: open a round, extend it, close it; say something in it; answer what was said; end silence.

The time of the database, read under the round's lock, decides what came in time. Nothing issues itself: at the
deadline unbroken silence is said to be no objection, and the Co-Chairs issue.
"""

from records.clearance.answers import CannotAnswerError, answer
from records.clearance.credits import credits_of
from records.clearance.ending import begin_ending, close, end
from records.clearance.rounds import CannotCirculateError, extend, is_changed, now, number_lines, open_round, sent
from records.clearance.saying import CannotCommentError, say
from records.clearance.standings import Standing, outcome, standings
from records.letters import facts_of

__all__ = [
    "CannotAnswerError",
    "CannotCirculateError",
    "CannotCommentError",
    "Standing",
    "answer",
    "begin_ending",
    "close",
    "credits_of",
    "end",
    "extend",
    "facts_of",
    "is_changed",
    "now",
    "number_lines",
    "open_round",
    "outcome",
    "say",
    "sent",
    "standings",
]
