"""The addresses that proofs ask, and the readers who ask them. New pages of readers are added here.

`tests/library/test_silence.py` fails where a page of readers has no address in `ADDRESSES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.test import Client

from core.history import acting
from members.models import Area
from tests import factories

TOKENS = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')

# Asked of the world below. "{ahg-som/10}" stands for the check code of the first edition at that key.
ADDRESSES = """
/
/about/
/accessibility/
/help/
/help/guides/log-a-meeting/
/help/pictures/meeting.png
/check/
/check/?code=0123456789abcdef
/check/0123456789abcdef/
/check/{ahg-som/10}/
/check/verify.py
/check/key.txt
/meetings/
/meetings/?year=2017
/meetings/?series=ahg-som&place=colombo
/meetings/?page=2
/meetings/?attended=sri-lanka&capacity=member&level=senior_official
/meetings/?attended=fiji
/meetings/?area=returns
/meetings/feed.atom
/meetings/feed.atom?series=ahg-som
/meetings/calendar.ics
/meetings/calendar.ics?year=2017
/meetings/timeline/
/meetings/timeline.csv
/meetings/ahg-som/10/calendar.ics
/meetings/ahg-som/11/calendar.ics
/meetings/ahg-som/
/meetings/ahg-som/9/
/meetings/ahg-som/10/
/meetings/ahg-som/12/
/meetings/ahg-som/13/
/meetings/ahg-som/99/
/meetings/ahg-som/11/
/meetings/ahg-som/11/statement.pdf
/meetings/ahg-som/9/changes/0-1/
/meetings/ahg-som/10/changes/0-1/
/meetings/ahg-som/9/changes/0-1/changes.docx
/meetings/ahg-som/9/revisions/0/
/meetings/ahg-som/9/revisions/1/
/meetings/ahg-som/10/revisions/1/
/meetings/ahg-som/9/revisions/0/statement.pdf
/meetings/ahg-som/10/statement.pdf
/meetings/ahg-som/10/record.json
/meetings/ahg-som/10/record.docx
/meetings/ahg-som/10/record.xlsx
/meetings/ahg-som/10/record.xml
/meetings/ahg-som/10/attendance.csv
/meetings/ahg-som/10/recommendations.csv
/meetings/ahg-som/10/agenda.pdf
/meetings/ahg-som/10/participants.pdf
/meetings/ahg-som/10/files/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/
/meetings/ahg-som/10/files/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/small.jpg
/members/
/members/?on=2016-02-02
/members/?on=ahg-som/11
/members/sri-lanka/
/members/zanzibar/
/members/sri-lanka/summary.pdf
/members/sri-lanka/attendance.csv
/clearance/
/clearance/00000000-0000-0000-0000-000000000000/
/clearance/00000000-0000-0000-0000-000000000000/draft.pdf
/clearance/00000000-0000-0000-0000-000000000000/draft.docx
/clearance/00000000-0000-0000-0000-000000000000/comment/
/clearance/00000000-0000-0000-0000-000000000000/comment/p-abcdefgh/
/asked/
/asked/?for=sri-lanka
/asked/sri-lanka/ahg-som-10/r1/
/asked/sri-lanka/ahg-som-11/r1/
/asked/sri-lanka/ahg-som-10/r1/p-abcdefgh/
/asked/reports/00000000-0000-0000-0000-000000000000/evidence/
/recommendations/
/recommendations/?state=open&q=share
/recommendations/?q=AHG+SOM+10&to=members
/recommendations/register.csv
/recommendations/register.xlsx
/recommendations/register.pdf
/recommendations/in-effect/
/recommendations/in-effect/?after=ahg-som/11
/recommendations/in-effect.pdf
/recommendations/priorities/
/recommendations/figures/
/recommendations/figures.csv
/recommendations/figures/states.svg
/recommendations/ahg-som-10/r1/
/recommendations/ahg-som-11/r1/
/recommendations/reports/000000000000/
/recommendations/reports/000000000000/report.pdf
/members/sri-lanka/feed.atom
/members/attendance/
/members/attendance/?year=2017
/members/attendance.csv
/members/directory/
/members/directory/revisions/0/
/members/directory/revisions/1/
/members/directory/changes/0-0/
/members/directory/changes/0-0/changes.docx
/members/directory/record.json
/members/directory/revisions/0/record.json
/strategy/
/strategy/strategy-for-cooperation/
/strategy/strategy-for-cooperation/drafts/1/
/strategy/strategy-for-cooperation/drafts/2/
/strategy/strategy-for-cooperation/drafts/1/draft.pdf
/strategy/strategy-for-cooperation/changes/1-2/
/strategy/strategy-for-cooperation/changes/1-2/changes.docx
/strategy/strategy-for-cooperation/changes/1-2/changes.pdf
/strategy/strategy-for-cooperation/draft.pdf
/strategy/strategy-for-cooperation/record.json
/strategy/work-plan/
/topics/
/topics/returns/
/topics/returns/?part=discussed
/topics/returns/?part=documents
/topics/zanzibar/
/topics/returns/feed.atom
/follow/
/follow/leave/nothing/
/follow/letters/
/meetings/ahg-som/10/letter/
/sitemap.xml
/robots.txt
/recommendations/figures/years.svg
/search/
/search/feed.atom?q=agreed
/search/feed.atom?q=zanzibar
/search/?q=agreed&area=returns
/search/?q=returns
/search/?q=members
/search/?q=agreed&verb=agreed
/search/?q=agreed&year=2017
/search/?q=agreed&page=2
/search/?q=zanzibar
/search/?q=zanzibra
/search/?q=%22reintegration+zanzibar%22+or+colombo
/api/
/api/openapi.json
/api/records
/api/records?modified_since=2016-01-01T00:00:00Z&limit=3
/api/meetings
/api/meetings?series=ahg-som
/api/passages
/api/passages?reference=AHG+SOM+11
/api/recommendations
/api/participants
/nothing/
""".split()


def _delegate(slug: str) -> Any:
    return factories.user(f"delegate@{slug}.example.org", "delegate", acting_for=factories.participant(slug))


READERS: dict[str, Callable[[], Any]] = {
    "anybody": lambda: None,
    "observer": lambda: _delegate("canada"),
    "member": lambda: _delegate("sri-lanka"),
    "attended": lambda: _delegate("fiji"),
    "co-chair": lambda: factories.user("chair@example.org", "co_chair"),
    "secretariat": lambda: factories.user("secretary@example.org", "secretariat"),
    "approver": lambda: factories.user("approver@example.org", "approver"),
    "administrator": lambda: factories.user("admin@example.org", "administrator"),
}


def world() -> None:
    """A directory, public meetings and a strategy, one meeting for members, one for those who attended."""
    body = factories.participant(settings.PROCESS_BODY, "Bali Process", kind="body")
    for slug, iso, capacity in (("sri-lanka", "LK", "member"), ("fiji", "FJ", "member"), ("canada", "CA", "observer")):
        factories.participant(slug, iso=iso, capacity=capacity)
    with acting(None, "for the proof"):
        Area.objects.create(slug="returns", name="Returns", synonyms=["zanzibar"])
    factories.issue(body)
    ahead = factories.meeting(11, starts="2017-11-16", city="Colombo", country="Sri Lanka")
    meetings = {
        number: factories.meeting(
            number,
            starts=f"201{number - 4}-02-0{number - 8}",
            outcomes=["Members agreed on returns.", f"The Co-Chairs welcomed what was said in {number}."],
            recommendations=[f"Members were encouraged to share figures for {number}."],
            present=["Sri Lanka", "Canada"],
            prepares=[ahead],
        )
        for number in (9, 10, 12)
    }
    for meeting in meetings.values():
        factories.issue(meeting)
    factories.correct(meetings[9], gist="As it was agreed.")
    factories.issue(factories.meeting(13, starts="2019-02-05", outcomes=["Members agreed alone."]), audience="members")
    attending = factories.meeting(14, starts="2020-02-05", outcomes=["Those present agreed."], present=["Fiji"])
    factories.issue(attending, audience="attending")
    factories.issue(factories.draft())
    factories.issue(factories.draft(number=2, text="# Purpose\n\nThis Strategy says what members do, and when."))


def sign_in() -> dict[str, Client]:
    """A browser for each kind of reader."""
    browsers = {}
    for name, make in READERS.items():
        browsers[name] = Client(headers={"host": "localhost"})
        if reader := make():
            browsers[name].force_login(reader)
    return browsers


def answer(browser: Client, address: str) -> tuple[Any, ...]:
    """Everything that a reader receives, made anew; tokens are taken out."""
    caches["pages"].clear()
    response: Any = browser.get(with_code(address))
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = sorted((name, value) for name, value in response.items() if name != "Content-Length")
    return response.status_code, headers, sorted(response.cookies), TOKENS.sub(rb"\1", content)


def with_code(address: str) -> str:
    from records.models import Edition

    def code(found: re.Match[str]) -> str:
        keys = Edition.objects.filter(subject__keys__path=found[1])
        return keys.earliest("number").digest[:16]

    return re.sub(r"{(.+)}", code, address)
