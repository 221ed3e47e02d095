"""The proof that no comment is lost: sixty delegations on one paragraph at the same moment, each a process of its own,
through the page that delegates use."""

from __future__ import annotations

import datetime
import multiprocessing
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench.scratch import scratch_database
from core.history import acting
from members.models import Mandate, Participant, ParticipantName, Role, User
from records import clearance
from records.models import Circulation, Comment
from strategy import services as drafting
from strategy.models import Document, Draft

DELEGATIONS, TURNS = 60, 10


def clearing(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Every turn is a round of its own; every answer that was taken must be in it once, with its words and history."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    turns = max(1, int(TURNS * share))
    with scratch_database():
        call_command("migrate", verbosity=0)
        secretary = _person("secretary@example.org", Role.SECRETARIAT, None)
        delegates = [_delegate(number) for number in range(DELEGATIONS)]
        lost = refused = doubled = 0
        for turn in range(turns):
            row, anchor = _round(turn, secretary, delegates)
            refused += _all_at_once(row, anchor, delegates)
            kept = list(Comment.objects.filter(circulation=row).values_list("words", flat=True))
            lost += len({_words(user) for user in delegates} - set(kept))
            doubled += len(kept) - len(set(kept))
        unwritten = Comment.objects.count() - Comment.history.filter(history_type="+").count()
    words = (
        f"{DELEGATIONS} delegations at once on one paragraph, {turns} times, each a process of its own: "
        f"{turns * DELEGATIONS - lost} comments kept, {lost} lost, {doubled} doubled, {refused} refused, "
        f"{unwritten} without history"
    )
    return not (lost or doubled or refused or unwritten), words


def _person(email: str, role: str, participant: Participant | None) -> User:
    with acting(None, "proof"):
        user = User.objects.create_user(email, name=email.partition("@")[0].title())
        Mandate.objects.create(user=user, role=role, participant=participant)
    return user


def _delegate(number: int) -> User:
    with acting(None, "proof"):
        state = Participant.objects.create(slug=f"state-{number}", kind="organisation")
        ParticipantName.objects.create(participant=state, short=f"State {number}", sorting=f"State {number}")
    return _person(f"delegate{number}@example.org", Role.DELEGATE, state)


def _round(turn: int, secretary: User, delegates: list[User]) -> tuple[Circulation, str]:
    document = Document(slug=f"plan-{turn}", title=f"Plan {turn}", kind="work_plan")
    draft = drafting.begin(document, Draft(text="Members will meet once a year."), by=secretary)
    parties = [_of(user) for user in delegates]
    deadline = timezone.now() + datetime.timedelta(days=7)
    row = clearance.open_round(draft, parties, mode="silence", deadline=deadline, by=secretary)
    return row, clearance.sent(row).passages[0].anchor


def _of(user: User) -> Participant:
    participant = user.mandates.get().participant
    assert participant is not None
    return participant


def _words(user: User) -> str:
    return f"Members will meet as {user.name} proposes."


def _all_at_once(row: Circulation, anchor: str, delegates: list[User]) -> int:
    """How many were not taken. Every process is ready before any begins."""
    context = multiprocessing.get_context("fork")
    start, refused = context.Barrier(len(delegates)), context.Value("i", 0)
    told = [(user.pk, {"words": _words(user), "participant": _of(user).pk}) for user in delegates]
    connection.close()
    processes = [
        context.Process(target=_speak, args=(f"/clearance/{row.pk}/comment/{anchor}/", *one, start, refused))
        for one in told
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return int(refused.value) + sum(process.exitcode != 0 for process in processes)


def _speak(address: str, user_pk: Any, told: dict[str, Any], start: Any, refused: Any) -> None:
    client = Client()
    client.force_login(User.objects.get(pk=user_pk), backend="django.contrib.auth.backends.ModelBackend")
    start.wait()
    answer = client.post(address, {"kind": "proposal"} | told)
    if answer.status_code != HTTPStatus.FOUND:
        with refused.get_lock():
            refused.value += 1
    connection.close()
