from members.models.accounts import FocalPoint, Mandate, Role, User
from members.models.participants import (
    IN_ADDRESSES,
    IN_ADDRESSES_HELP,
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
    "IN_ADDRESSES",
    "IN_ADDRESSES_HELP",
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
