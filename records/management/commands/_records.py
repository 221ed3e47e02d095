"""What the commands of this app share."""

from __future__ import annotations

from django.core.management.base import CommandError

from meetings.models import Meeting
from members.models import User


def meeting_at(key: str) -> Meeting:
    """The meeting of an address ("ahg-som/10"), issued or not. Raises CommandError in words."""
    issued = Meeting.objects.filter(subject__keys__path=key).select_related("series").first()
    if issued:
        return issued
    series, _, rest = key.strip("/").partition("/")
    rows = Meeting.objects.filter(series__slug=series).select_related("series")
    found = rows.filter(ordinal=int(rest)) if rest.isdecimal() else [row for row in rows if row.starts == rest]
    if not found:
        raise CommandError(f"There is no meeting “{key}”. Give the series and the number, for example ahg-som/10.")
    if len(found) > 1:
        raise CommandError(f"“{key}” is the address of {len(found)} meetings not issued yet. Give one a number.")
    return found[0]


def account(email: str) -> User:
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is None:
        raise CommandError(f"There is no account {email}. An administrator opens accounts.")
    return user
