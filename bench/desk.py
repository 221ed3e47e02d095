"""The page on which a large meeting is prepared, beside a bare page of twenty rows under the same middleware."""

from __future__ import annotations

from functools import partial

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.pages import _get, _spread
from bench.timing import Line, alternating
from core.history import acting
from meetings.models import AgendaItem, Attendance, Host, Meeting, Outcome, Series
from members.models import Participant, User
from recommendations.models import Addressee, Recommendation

DELEGATIONS, OUTCOMES, RECOMMENDATIONS, ITEMS = 60, 30, 20, 12


def lines(runs: int) -> list[Line]:
    """Nothing of what is measured here stays in the database."""
    with transaction.atomic():
        user = User.objects.filter(mandates__role="secretariat").order_by("email")[0]
        with acting(user, "Measured"):
            page = f"/prepare/meetings/{_meeting().pk}/"
        client = Client(headers={"host": "localhost"})
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        _get(client, page)
        times = alternating({"page": partial(_get, client, page), "bare": partial(_get, client, "/bench/bare/")}, runs)
        with CaptureQueriesContext(connection) as queries:
            _get(client, page)
        transaction.set_rollback(True)
    ratio = times["page"].p50 / times["bare"].p50
    name = f"Preparing a meeting of {DELEGATIONS} delegations, {OUTCOMES} outcomes, {RECOMMENDATIONS} recommendations"
    measured = f"{_spread(times['page'])}, {ratio:.1f} × bare"
    return [
        Line(name, measured, "at most 40 × bare", ratio <= 40),
        Line(f"{name}: queries", str(len(queries)), "at most 25", len(queries) <= 25),
    ]


def _meeting() -> Meeting:
    meeting = Meeting.objects.create(series=Series.objects.order_by("code")[0], title="Large", precision="unknown")
    participants = list(Participant.objects.with_names().filter(kind__in=["state", "organisation"]))
    for at in range(DELEGATIONS):
        one = participants[at] if at < len(participants) else None
        name = f"Delegation {at}"
        Attendance.objects.create(
            meeting=meeting, participant=one, as_written=str(one) if one else name, position=at * 1000
        )
    Host.objects.create(meeting=meeting, participant=participants[0], as_written=str(participants[0]))
    for at in range(ITEMS):
        AgendaItem.objects.create(meeting=meeting, number=str(at + 1), title="An item", position=at * 1000)
    for at in range(OUTCOMES):
        words = "Members noted the report of the secretariat and agreed to come back to it at the next meeting. " * 3
        Outcome.objects.create(meeting=meeting, text=words, verbs=["noted", "agreed"], position=at * 1000)
    for at in range(RECOMMENDATIONS):
        given = Recommendation.objects.create(meeting=meeting, text="Hold a course for trainers.", position=at * 1000)
        Addressee.objects.create(recommendation=given, as_written="Members")
    return meeting
