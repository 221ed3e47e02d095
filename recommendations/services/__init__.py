"""The verbs of recommendations."""

from recommendations.services.considering import (
    CannotCarryOverError,
    CannotConsiderError,
    Decided,
    carry_over,
    decide,
)
from recommendations.services.filing import add_recommendation, file_recommendations, suggested_follow_up
from recommendations.services.matters import Matter, Part, matters
from recommendations.services.reporting import (
    CannotReportError,
    Reported,
    accept,
    ask_back,
    submit,
)

__all__ = [
    "CannotCarryOverError",
    "CannotConsiderError",
    "CannotReportError",
    "Decided",
    "Matter",
    "Part",
    "Reported",
    "accept",
    "add_recommendation",
    "ask_back",
    "carry_over",
    "decide",
    "file_recommendations",
    "matters",
    "submit",
    "suggested_follow_up",
]
