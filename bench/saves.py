"""The proof that no save is lost: eight processes over every edit path, all at the same rows at the same time."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench.edits import Told, paths
from bench.scratch import scratch_database
from bench.verbs import more_paths
from core.history import acting
from core.models import SetAside
from meetings.models import Reading
from members.models import Mandate, User

WRITERS, SAVES, A_ROUND = 8, 500, 100


def saves(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Every save acknowledged is a version of its own in the history; every refusal shows and keeps both texts."""
    each = int(SAVES * share)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    done = state.load() or {"turns": 0, "paths": 0, "written": 0, "refused": 0, "wrong": 0}
    while done["turns"] < each:
        turns = min(A_ROUND, each - done["turns"])
        told, paths_gone = _round(seed + done["turns"], turns)
        wrong = [line for one in told for line in one.wrong]
        for line in list(dict.fromkeys(wrong))[:20]:
            print(f"  {line}", flush=True)
        done["turns"] += turns
        done["paths"] = paths_gone
        done["written"] += sum(len(one.saved) + len(one.chosen) + len(one.added) for one in told)
        done["refused"] += sum(len(one.refused) for one in told)
        done["wrong"] += len(wrong)
        state.save(done)
    words = (
        f"{WRITERS} writers at once × {each} turns each over all {done['paths']} ways to change a row (a turn is one "
        f"save, made again until it is taken): {done['written']:,} written, {done['refused']:,} refused meanwhile with "
        f"both texts kept, {done['wrong']} lost or wrong"
    )
    return not done["wrong"] and bool(done["refused"]), words


def _round(seed: int, turns: int) -> tuple[list[Told], int]:
    """Some turns of all writers in a database of their own; what is found wrong afterwards is told by the last."""
    with scratch_database():
        call_command("migrate", verbosity=0)
        writers = [_writer(number) for number in range(WRITERS)]
        meeting, edits = paths(writers[0])
        every = [*edits, *more_paths(meeting, writers[0])]
        connection.close()
        work = [(number, writers[number].pk, turns, seed, every) for number in range(WRITERS)]
        with multiprocessing.get_context("fork").Pool(WRITERS) as pool:
            told = pool.starmap(_write, work)
        told[-1].wrong += _lost(told) + _unkept(told) + _not_there(told)
        connection.close()
    return told, len(every)


def _writer(number: int) -> User:
    with acting(None, "proof"):
        user = User.objects.create_user(f"writer{number}@example.org", name=f"Writer {number}")
        Mandate.objects.create(user=user, role="secretariat")
    return user


def _write(number: int, user_pk: Any, each: int, seed: int, every: list[Any]) -> Told:
    client = Client()
    client.force_login(User.objects.get(pk=user_pk), backend="django.contrib.auth.backends.ModelBackend")
    told = Told()
    for turn in range(each):
        # All writers go round in the same order, so that they meet at the same row.
        every[(turn + seed) % len(every)].run(client, f"{number}-{turn}-x", told)
    connection.close()
    return told


def _lost(told: list[Told]) -> list[str]:
    """Acknowledged saves that are not the one version that followed the one they began from."""
    wrong = []
    saved = [key for one in told for key in one.saved]
    twice = [
        key for key, count in Counter((label, pk, version) for label, pk, version, _ in saved).items() if count > 1
    ]
    wrong += [f"{label}: two saves were acknowledged over version {version}" for label, _, version in twice]
    kept: dict[tuple[str, str, int], list[Any]] = {}
    for label, pk in {key[:2] for key in saved}:
        for entry in _history(label).filter(id=pk):
            kept.setdefault((label, pk, entry.version), []).append(entry)
    for label, pk, version, mark in saved:
        entries = kept.get((label, pk, version if mark == "deleted" else version + 1), [])
        if not any(_holds(entry, mark) for entry in entries):
            wrong.append(
                f"{label}: {mark or 'a save'} over version {version} was acknowledged and is not in the history"
            )
    return wrong


def _history(label: str) -> Any:
    model: Any = apps.get_model(label)
    return model.history


def _not_there(told: list[Told]) -> list[str]:
    """Choices and new rows that were acknowledged and are in no version of any row."""
    wrong = []
    for label, pk, version, value in {choice for one in told for choice in one.chosen}:
        if not _history(label).filter(id=pk, version__gt=version, presence=value).exists():
            wrong.append(f"{label}: {value} over version {version} was acknowledged and is not in the history")
    for label in {label for one in told for label, _ in one.added}:
        words = " ".join(str(vars(entry)) for entry in _history(label).filter(history_type="+"))
        marks = {mark for one in told for of, mark in one.added if of == label}
        wrong += [f"{label}: {mark} was added and is not there" for mark in marks if mark not in words]
    return wrong


def _holds(entry: Any, mark: str) -> bool:
    if mark == "deleted":
        return entry.history_type == "-"
    words = entry.answers if isinstance(entry, Reading.history.model) else vars(entry)
    return entry.history_type != "-" and mark in str(words)


def _unkept(told: list[Told]) -> list[str]:
    """Refused texts that nothing keeps."""
    kept = " ".join(str(fields) for fields in SetAside.objects.values_list("fields", flat=True))
    refused = [key for one in told for key in one.refused if key[3]]
    return [
        f"{label}: {mark}, refused over version {version}, is not kept"
        for label, _, version, mark in refused
        if mark not in kept
    ]
