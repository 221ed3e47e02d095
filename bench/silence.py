"""What is not issued to a reader changes no byte of any answer to that reader.

A world is asked; something the reader may not know of is added in a savepoint; the world is asked again, with the
clock standing still; every byte of body and headers must be equal. New kinds of hidden content are added to `HIDDEN`.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from typing import Any
from unittest import mock

from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench import asking
from core.history import acting
from meetings.models import Attendance, Audience, Meeting, Outcome
from meetings.models.proceedings import AgendaItem, Note
from members.models import Participant, User
from members.permissions import sees_desk
from records import clearance, custody, services
from records.models import Edition, Release
from records.models.circulation import spoken_for
from records.readers import Reader
from strategy import services as drafting
from strategy.models import Document, Draft
from tests import factories

PAIRS = 2_000
ASKED = 20  # answers that are compared for each thing hidden
HUSHED = "Reintegration of Zanzibar was agreed among members in Colombo on returns."


class World:
    """The world of `asking`, its readers, and what they were answered before anything was hidden."""

    def __init__(self) -> None:
        asking.world()
        self.browsers = asking.sign_in()
        self.readers = {name: _user(browser) for name, browser in self.browsers.items()}
        self.before: dict[tuple[str, str], Any] = {}

    def compare(self, reader: str, address: str) -> bool:
        return asking.answer(self.browsers[reader], address) == self.before[reader, address]

    def ask(self, reader: str, address: str) -> None:
        if (reader, address) not in self.before:
            self.before[reader, address] = asking.answer(self.browsers[reader], address)


def _user(browser: Client) -> Any:
    pk = browser.session.get("_auth_user_id")
    return User.objects.get(pk=pk) if pk else None


def closed(user: Any) -> list[str]:
    """Audiences that open nothing to this reader. What is for those attending may be open to any delegation."""
    reader = Reader.of(user)
    own = {Audience.ATTENDING} if reader.participants else set()
    return [audience for audience in Audience.values if audience not in reader.audiences | own]


def rows_at_the_desk(user: Any, chance: random.Random) -> None:
    """A meeting with everything a row can hold, prepared and not issued; the number is one that readers try."""
    code = chance.choice(["SOM", "TEG-RR"]) if chance.random() < 0.5 else "AHG SOM"
    taken = set(Meeting.objects.filter(series__code=code).values_list("ordinal", flat=True))
    tried = [11, 15, 99] if chance.random() < 0.5 else [16]
    with acting(None, "hidden"):
        meeting = factories.meeting(
            chance.choice([ordinal for ordinal in tried if ordinal not in taken]),
            code=code,
            starts=chance.choice(["2017-11-17", "2030-01-01", "2016-02-03"]),
            city="Zanzibar", outcomes=[HUSHED], recommendations=[HUSHED], present=["Sri Lanka"],
        )  # fmt: skip
        AgendaItem.objects.create(meeting=meeting, number="1", title=HUSHED)
        Note.objects.create(meeting=meeting, text=HUSHED, participant=Attendance.objects.first().participant)  # type: ignore[union-attr]  # the world has some


def an_issued_meeting_changed(user: Any, chance: random.Random) -> None:
    """The rows of what readers have, changed and not issued anew."""
    meeting = chance.choice(list(Meeting.objects.filter(subject__isnull=False)))
    with acting(None, "hidden"):
        meeting.title, meeting.city, meeting.gist = HUSHED, "Zanzibar", HUSHED
        meeting.save()
        Outcome.objects.create(meeting=meeting, position=9000, text=HUSHED, verbs=["agreed"])


def waiting_for_approval(user: Any, chance: random.Random) -> None:
    meeting = chance.choice(list(Meeting.objects.filter(subject__isnull=False)))
    with acting(None, "hidden"):
        meeting.gist = HUSHED
        meeting.save()
    services.ask_approval(meeting, by=factories.user("waits@example.org", "secretariat"), reason=HUSHED)


def a_draft_not_submitted(user: Any, chance: random.Random) -> None:
    slug = chance.choice(["strategy-for-cooperation", "work-plan"])
    factories.draft(number=Document.objects.filter(slug=slug).count() * 2 + 1, slug=slug, text=f"# Secret\n\n{HUSHED}")


def a_meeting_for_others(user: Any, chance: random.Random) -> Edition:
    audience = chance.choice(closed(user))
    ordinal = chance.choice([11, 15])
    row = Meeting.objects.filter(ordinal=ordinal, series__code="AHG SOM").first() or factories.meeting(
        ordinal, starts="2017-11-16", city="Zanzibar", outcomes=[HUSHED], recommendations=[HUSHED], present=["Canada"]
    )
    return factories.issue(row, audience=audience)


def one_withdrawn_from_others(user: Any, chance: random.Random) -> None:
    edition = a_meeting_for_others(user, chance)
    custody.withdraw(edition, by=factories.user("takes.back@example.org", "approver"), reason=HUSHED)


def a_round_for_others(user: Any, chance: random.Random) -> None:
    """A text sent to a delegation for which the reader does not speak."""
    others = Participant.objects.filter(kind="state").exclude(pk__in=spoken_for(user)).order_by("slug")
    row = factories.meeting(15, starts="2017-11-16", city="Zanzibar", outcomes=[HUSHED])
    deadline, by = timezone.now() + datetime.timedelta(days=7), factories.user("sends@example.org", "secretariat")
    clearance.open_round(row, [chance.choice(list(others))], mode="silence", deadline=deadline, by=by, note=HUSHED)


def a_revision_for_others(user: Any, chance: random.Random) -> None:
    row = chance.choice(list(Meeting.objects.filter(subject__isnull=False, ordinal__lt=13)))
    factories.correct(row, gist=HUSHED, city="Zanzibar", audience=chance.choice(closed(user)))


def a_document_for_others(user: Any, chance: random.Random) -> None:
    slug = chance.choice(["strategy-for-cooperation", "work-plan"])
    draft = factories.draft(number=3, slug=slug, text=f"# Secret\n\n{HUSHED}")
    factories.issue(draft, audience=chance.choice(closed(user)))


def to_be_released_on_a_later_day(user: Any, chance: random.Random) -> None:
    edition = a_meeting_for_others(user, chance)
    later = timezone.now() + datetime.timedelta(days=chance.randint(1, 400))
    Release.objects.get_or_create(
        edition=edition, audience=Audience.PUBLIC, defaults={"from_at": later, "released_by": edition.approved_by}
    )


def a_round_among_others(user: Any, chance: random.Random) -> None:
    """A draft sent to delegations for which the reader does not speak, with what one of them said of it."""
    secretary = factories.user("sends@example.org", "secretariat")
    draft = drafting.begin(
        Document(slug="hushed", title=HUSHED[:60], kind="work_plan"), Draft(text=f"# Secret\n\n{HUSHED}"), by=secretary
    )
    others = [each for each in Participant.objects.filter(kind="state") if each.pk not in spoken_for(user)]
    deadline = timezone.now() + datetime.timedelta(days=7)
    row = clearance.open_round(
        draft, others, mode="silence", deadline=deadline, by=secretary, shows_comments=True, copied_to="x@example.org"
    )
    clearance.say(row, others[0], "comment", by=secretary, text=HUSHED, received_at=None)


def words_of_others(user: Any, chance: random.Random) -> None:
    """A paragraph of a document that readers have, in words that a delegation had proposed in a round among others."""
    secretary = factories.user("sends@example.org", "secretariat")
    drafts = Draft.objects.filter(document__subject__isnull=False, circulations=None)
    draft = chance.choice(list(drafts.select_related("document")))
    others = [each for each in Participant.objects.filter(kind="state") if each.pk not in spoken_for(user)]
    deadline = timezone.now() + datetime.timedelta(days=7)
    row = clearance.open_round(draft, others, mode="reply", deadline=deadline, by=secretary, shows_comments=True)
    passage = clearance.sent(row).passages[0]
    said = clearance.say(row, others[0], "proposal", by=secretary, anchor=passage.anchor, words=passage.text)
    with acting(secretary, "hidden"):
        said.answer, said.answered_at, said.answered_by = "accepted", timezone.now(), secretary
        said.is_applied = True
        said.save()


HIDDEN: dict[str, Callable[[Any, random.Random], None]] = {
    "rows at the desk": rows_at_the_desk,
    "an issued meeting changed": an_issued_meeting_changed,
    "waiting for approval": waiting_for_approval,
    "a draft not submitted": a_draft_not_submitted,
    "a round among others": a_round_among_others,
    "words of others": words_of_others,
    "a meeting for others": a_meeting_for_others,
    "a revision for others": a_revision_for_others,
    "a document for others": a_document_for_others,
    "one withdrawn from others": one_withdrawn_from_others,
    "a round for others": a_round_for_others,
    "to be released on a later day": to_be_released_on_a_later_day,
}
KNOWN_TO_THE_DESK = {"words of others"}  # a document tells those who see every round whose words stand in it
FOR_OTHERS = {name for name in HIDDEN if name.endswith("others") or name.startswith("to be")} - {"a round for others"}


def check(world: World, seed: int, pairs: int) -> list[str]:
    """Compare so many answers before and after one thing was hidden. Returns those that changed, in words."""
    chance = random.Random(seed)
    reader = chance.choice(list(world.readers))
    user = world.readers[reader]
    kinds = [name for name in HIDDEN if name not in FOR_OTHERS or closed(user)]
    kind = chance.choice([name for name in kinds if name not in KNOWN_TO_THE_DESK or not sees_desk(user)])
    addresses = chance.sample(asking.ADDRESSES, min(pairs, len(asking.ADDRESSES)))
    for address in addresses:
        world.ask(reader, address)
    with transaction.atomic():
        HIDDEN[kind](user, chance)
        changed = [address for address in addresses if not world.compare(reader, address)]
        transaction.set_rollback(True)
    return [f"{address} told {reader} of {kind} (seed {seed})" for address in changed]


def frozen() -> Any:
    """The clock stands still inside."""
    now = timezone.now()
    return mock.patch.object(timezone, "now", return_value=now)


def silence(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Two thousand pairs of answers in a world of its own."""
    from django.core.management import call_command

    from bench.scratch import scratch_database

    wanted, told = int(PAIRS * share), []
    with scratch_database(), frozen():
        call_command("migrate", verbosity=0)
        world = World()
        for step in range(wanted // ASKED):
            told += check(world, seed * 1_000_003 + step, ASKED)
    words = f"{wanted:,} pairs of answers, {len(world.readers)} kinds of readers, {len(asking.ADDRESSES)} addresses"
    return not told, f"{words}: {len(told)} told of something hidden" + "".join(f"; {line}" for line in told[:10])
