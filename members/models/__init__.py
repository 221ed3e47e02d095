from members.models.accounts import FocalPoint, Mandate, Role, User
from members.models.participants import (
    Abbreviation,
    Area,
    Basis,
    Capacity,
    Kind,
    Membership,
    Participant,
    ParticipantName,
    own_words,
)

__all__ = [
    "Abbreviation",
    "Area",
    "Basis",
    "Capacity",
    "FocalPoint",
    "Kind",
    "Mandate",
    "Membership",
    "Participant",
    "ParticipantName",
    "Role",
    "User",
    "own_words",
]
