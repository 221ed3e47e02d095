"""The lines of meetings that come with the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction

from core.history import acting
from meetings.models import Series
from members.models import Participant
from members.services import REASON, Loaded, Table, read_data

DATA = Path(__file__).resolve().parent / "data"


@transaction.atomic
def load_series(by: Any = None) -> Loaded:
    """Series with their level and body. Participants are loaded before (`members.services.load_reference`)."""
    bodies = {body.slug: body.pk for body in Participant.objects.of_kind("body")}
    with acting(by, REASON):
        series = Table(Series, "code")
        for entry in read_data(DATA / "series.json")["series"]:
            series.put(
                code=entry["code"],
                slug=entry["slug"],
                name=entry["name"],
                level=entry["level"],
                body_id=bodies.get(entry["body"]),
            )
    return series.loaded
