"""E-mail, through an outbox. See docs/architecture.md, "E-mail".

subject, body = mail.write("clearance.invitation", {"meeting": meeting})
mail.send_later("clearance.invitation", to, subject, body, key=f"clearance:{round.pk}:{focal_point.pk}")
"""

from core.mail.bounces import came_back, take_in
from core.mail.models import Bounce, Delivery, Letter
from core.mail.services import CannotSendError, Enclosure, encloses, keeps, send_later, sweep, write

__all__ = [
    "Bounce",
    "CannotSendError",
    "Delivery",
    "Enclosure",
    "Letter",
    "came_back",
    "encloses",
    "keeps",
    "send_later",
    "sweep",
    "take_in",
    "write",
]
