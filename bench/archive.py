"""From 56 to 100,000 meetings with a million paragraphs: what readers' pages and searches cost at both sizes.

The archives are generated (`records.generated`), each in a database of its own. A page is measured as the first reader
gets it after something was issued, and as everybody after gets it until the next change; the second is what is beside a
bare page of twenty rows in the same run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from bench.scratch import generated_archive, scratch_database
from bench.timing import alternating, said
from core.history import acting
from members.models import Area, Participant
from records.models import Card, Passage

SMALL, LARGE, RUNS, FIRSTS = 56, 100_000, 40, 7
GROWTH, BESIDE_BARE, BESIDE_BYTES, SEARCH_SECONDS = 1.5, 2, 1.5, 0.3
PAGES = {
    "home": "/",
    "meetings": "/meetings/",
    "meetings of a year": "/meetings/?year=2010",
    "meetings of a delegation": "/meetings/?attended=sri-lanka&capacity=member",
    "a participant": "/members/sri-lanka/",
    "attendance": "/members/attendance/",
    "timeline": "/meetings/timeline/",
    "a topic": "/topics/law-enforcement/",
    "the register": "/recommendations/",
    "the register, filtered": "/recommendations/?state=open&q=training",
    "search": "/search/?q=training",
}
MEETING = "a meeting"
# The commonest words of the generated texts, alone and together, and what makes an answer dear.
SEARCHES = {
    "the commonest word": "q=members",
    "two of the commonest": "q=members+meeting",
    "the commonest, one or other": "q=members+or+meeting+or+cooperation+or+smuggling",
    "a phrase of common words": "q=%22members+noted%22",
    "common without common": "q=members+-meeting",
    "the beginning of a word": "q=me",
    "narrowed by series": "q=members&series=ahg-som",
    "narrowed by year": "q=members&year=2010",
    "narrowed by verb": "q=members&verb=noted",
    "narrowed by who acts": "q=meeting&actor=Members",
    "narrowed to nothing": "q=members&verb=zanzibra",
    "page 25": "q=members&page=25",
    "a synonym": "q=repatriation",
    "nothing there": "q=zanzibra",
    "a rare word": "q=colombo",
}


@dataclass(frozen=True)
class Seen:
    """Median seconds by what was asked; the most queries of a first reader, without that of the state."""

    bare: float
    kept: dict[str, float]
    first: dict[str, float]
    searches: dict[str, float]
    to_bytes: float
    queries: int
    unchanged: int
    paragraphs: int


def archive(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Both sizes in one run. Promises are judged on the larger."""
    [engine] = settings.TEMPLATES
    folders = [*engine["DIRS"], settings.BASE_DIR / "bench" / "templates"]
    bare = {"ROOT_URLCONF": "bench.urls", "TEMPLATES": [engine | {"DIRS": folders}]}
    with override_settings(**bare):
        small, large = _seen(SMALL, seed), _seen(int(LARGE * share), seed)
    grown = {name: large.kept[name] / small.kept[name] * (small.bare / large.bare) for name in PAGES}
    grown_first = {name: large.first[name] / small.first[name] * (small.bare / large.bare) for name in PAGES}
    beside = {name: large.kept[name] / large.bare for name in PAGES}
    slowest = max(large.searches, key=lambda name: large.searches[name])
    words = (
        f"{int(LARGE * share):,} meetings, {large.paragraphs:,} paragraphs, beside {SMALL} meetings: a page of a list "
        f"{_most(beside)} a bare page of 20 rows, {_most(grown)} that at {SMALL}; made for its first reader "
        f"{_most(grown_first)} that at {SMALL}, {said(max(large.first.values()))} and {large.queries} queries at most; "
        f"the slowest search made anew {said(large.searches[slowest])} ({slowest}); a meeting {large.to_bytes:.2f} × "
        f"one query that sends the same bytes; unchanged: 304 with {large.unchanged} query"
    )
    is_kept = (
        max(beside.values()) <= BESIDE_BARE
        and max(grown.values()) <= GROWTH
        and large.to_bytes <= BESIDE_BYTES
        and large.searches[slowest] <= SEARCH_SECONDS
        and large.unchanged == 1
    )
    return is_kept, words


def _most(ratios: dict[str, float]) -> str:
    name = max(ratios, key=lambda name: ratios[name])
    return f"{ratios[name]:.2f} × at most ({name})"


def _seen(meetings: int, seed: int) -> Seen:
    with scratch_database(like=generated_archive(meetings, seed)):
        _in_force()
        seen = _asked()
        connection.close()
    return seen


def _in_force() -> None:
    """An area, and the directory, as readers' pages of participants and topics need them."""
    from tests import factories

    with acting(None, "for a proof"):
        if not Area.objects.filter(slug="law-enforcement").exists():
            Area.objects.create(slug="law-enforcement", name="Law enforcement", synonyms=["training"])
    factories.issue(Participant.objects.get(slug=settings.PROCESS_BODY))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _asked() -> Seen:
    client = Client(headers={"host": "localhost"})
    card = Card.objects.current_for(None).meetings().latest_first()[3]
    pages = PAGES | {MEETING: f"/meetings/{card.key}/"}
    size = len(_get(client, pages[MEETING]))
    firsts = alternating({name: partial(_first, client, path) for name, path in pages.items()}, FIRSTS)
    first = {name: times.p50 for name, times in firsts.items()}
    queries = max(_queries(client, path) for path in pages.values())
    searches = alternating({n: partial(_first, client, f"/search/?{q}") for n, q in SEARCHES.items()}, FIRSTS)
    works = {name: partial(_get, client, path) for name, path in pages.items()}
    works |= {"bare": partial(_get, client, "/bench/bare/")}
    works |= {"bytes": partial(_get, client, f"/bench/bytes/?size={size}")}
    times = alternating(works, RUNS)
    for name, seconds in {**first, **{name: one.p50 for name, one in searches.items()}}.items():
        print(f"  {name}: {said(seconds)}", flush=True)
    return Seen(
        bare=times["bare"].p50,
        kept={name: times[name].p50 for name in pages},
        first=first,
        searches={name: one.p50 for name, one in searches.items()},
        to_bytes=times[MEETING].p50 / times["bytes"].p50,
        queries=queries,
        unchanged=_unchanged(client, pages[MEETING]),
        paragraphs=Passage.objects.count(),
    )


def _unchanged(client: Client, path: str) -> int:
    """Queries for whoever has the page already."""
    etag = client.get(path)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    return len(queries)


def _queries(client: Client, path: str) -> int:
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as queries:
        _get(client, path)
    return len(queries) - 1


def _first(client: Client, path: str) -> bytes:
    caches["pages"].clear()
    return _get(client, path)


def _get(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, f"{path} answered {response.status_code}"
    return bytes(response.content)
