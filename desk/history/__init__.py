"""What became of a meeting and of every row of it: who changed what, when and why; any two moments; restoring one.

`parts` says which rows belong to a meeting, `timeline` reads their versions, `words` says what changed, `services`
restores, `brief` is the short list beside the meeting.
"""

from desk.history.brief import Entry, history_of
from desk.history.timeline import mark_of

__all__ = ["Entry", "history_of", "mark_of"]
