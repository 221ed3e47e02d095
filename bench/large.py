"""A million recommendations with three million events: what a page of the register costs, and what is in effect.

The rows are made by SQL, straight into the projections that readers' pages read, in a database of their own.
"""

from __future__ import annotations

import datetime
import time
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from bench.scratch import scratch_database
from bench.timing import Times, alternating, said
from core.history import acting
from members.models import User
from records.models import InForce, Subject
from strategy.models import Document

RECOMMENDATIONS, EVENTS, IN_FORCE, RUNS = 1_000_000, 3, 100_000, 12
PER_EDITION = 500
AFTER = "2015-06-30"
FILTERS = {
    "no filter": "",
    "a state": "state=adopted",
    "overdue": "state=overdue",
    "a delegation": "to=state-7",
    "a meeting it was put to": "meeting=SOM+7",
    "an area": "area=area-3",
    "a verb": "verb=encouraged",
    "words": "q=training",
    "a rare word": "q=zanzibar",
    "an age": "age=5",
    "state, delegation and area": "state=open&state=adopted&to=state-7&area=area-3",
    "of Members": "participant=members",
    "due by a day": "due=2012",
    "due at a meeting": "due=SOM+7",
    "page 300": "page=300",
}
_EDITIONS = """
    INSERT INTO records_edition (id, number, stage, revision, language, digest, issued_at, reason, channel,
        approved_by_id, prepared_by_id, subject_id)
    SELECT md5('edition ' || n)::uuid, n, 'final', '', 'en', md5('a' || n) || md5('b' || n),
        '2016-01-01'::timestamptz + n * interval '1 minute', '', 'for a proof', %s, %s, %s
    FROM generate_series(1, %s) AS n
"""
_CARDS = """
    INSERT INTO records_card (edition_id, kind, key, reference, title, gist, notice, series_code, series_slug,
        series_name, level, state, starts, ends, days, zone, city, country, format, outcomes, recommendations,
        agenda_agreed_at, is_withdrawn, met_at, supersedes)
    SELECT md5('edition ' || n)::uuid, 'meeting', 'ahg-som/' || n, 'AHG SOM ' || n, 'Meeting ' || n, '', '', 'AHG SOM',
        'ahg-som', '', '', 'held', '', '', '{}', 'UTC', '', '', '', 0, 0, '', false, '{}', '{}'
    FROM generate_series(1, %s) AS n
"""
# Made over 25 years; a third to Members, the others to one of 50 states; one in a thousand words is rare.
_ENTRIES = """
    INSERT INTO records_registerentry (recommendation, first_rung, last_rung, edition_id, path, key, anchor, reference,
        code, number, series, made, made_on, text, verb, addressees, participants, put_to, area, area_name, due_on,
        due_until, due_at, follow_up, state, last_on, last, words)
    SELECT md5(n::text) || '/p-' || n, 0, 5, md5('edition ' || e)::uuid, 'ahg-som-' || e || '/r' || n %% %s,
        'ahg-som/' || e, 'p-' || n, 'AHG SOM ' || e, 'R' || n %% %s, n %% %s, 'series-' || n %% 12, made::text, made,
        text, (ARRAY['encouraged','recommended','requested','invited','urged'])[1 + n %% 5], whom,
        ARRAY[lower(whom[1])],
        ARRAY['SOM ' || n %% 40], 'area-' || n %% 20, 'Area ' || n %% 20, due, (due + 1)::timestamptz,
        CASE WHEN n %% 3 = 2 THEN 'SOM ' || n %% 40 ELSE '' END,
        (ARRAY['action','action','action','standing','none'])[1 + n %% 5],
        (ARRAY['made','open','adopted','in_progress','completed','superseded','standing','none'])[1 + n %% 8],
        made + 30, 'Adopted by SOM ' || n %% 40, to_tsvector('english', text)
    FROM generate_series(1, %s) AS n,
        LATERAL (SELECT 1 + n / %s AS e, '2000-01-01'::date + (n %% 9000) AS made,
            CASE WHEN n %% 3 = 0 THEN '2005-01-01'::date + (n %% 9000) END AS due,
            CASE WHEN n %% 3 = 1 THEN ARRAY['Members'] ELSE ARRAY['State-' || n %% 50] END AS whom,
            'Members were encouraged to share what they learned of ' || (ARRAY['training','returns','borders','data',
                'protection'])[1 + n %% 5] || CASE WHEN n %% 1000 = 0 THEN ' in Zanzibar' ELSE '' END
                || ', and to report on it to meeting number ' || n || '.' AS text) AS facts
"""
_EVENTS = """
    INSERT INTO records_registerevent (recommendation, kind, rank, "on", item, path, anchor, number, successor, facts,
        edition_id)
    SELECT md5(n::text) || '/p-' || n, (ARRAY['made','considered','reported'])[k], k - 1,
        '2000-01-01'::date + (n %% 9000) + k * 30, '',
        CASE WHEN k = 1 THEN 'ahg-som-' || e || '/r' || n %% %s ELSE '' END,
        'p-' || n, 1, '', '{"reference": "SOM 7", "decision": "adopted"}', md5('edition ' || e)::uuid
    FROM generate_series(1, %s) AS n, generate_series(1, %s) AS k, LATERAL (SELECT 1 + n / %s AS e) AS facts
"""
# Ten spans that are over for each that is in force on the day asked for.
_FORCES = """
    INSERT INTO records_inforce (recommendation, first_rung, last_rung, edition_id, from_on, until_on, series,
        reference, number, path, made_on, follow_up, mark, lines)
    SELECT md5(n::text) || '/p-' || n, 0, 5, md5('edition ' || e)::uuid, made,
        CASE WHEN n %% 10 = 0 THEN '9999-12-31'::date ELSE made + 400 END, 'series-' || n %% 12, 'AHG SOM ' || e,
        n %% 500, 'ahg-som-' || e || '/r' || n %% 500, made, 'action', CASE WHEN n %% 7 = 0 THEN 'SOM 7' ELSE '' END,
        jsonb_build_array(jsonb_build_array('', 'Members share what they learned of ' || n || '.'))
    FROM generate_series(1, %s) AS n,
        LATERAL (SELECT 1 + n / %s AS e, '2004-01-01'::date + (n %% 4000) AS made) AS facts
"""


def scale(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Each filter as the first reader gets it and as the next do, beside a bare page of twenty rows."""
    wanted, in_force = int(RECOMMENDATIONS * share), int(IN_FORCE * share)
    with scratch_database(), override_settings(**_with_bare_page()):
        call_command("migrate", verbosity=0)
        begun = time.monotonic()
        _fill(wanted, in_force)
        print(f"filled in {time.monotonic() - begun:.0f} s", flush=True)
        client = Client(headers={"host": "localhost"})
        kept, first, queries, bare = _pages(client)
        effect, effect_count = _in_effect(client)
        connection.close()
    worst = max(first, key=lambda name: first[name])
    words = (
        f"{wanted:,} recommendations, {wanted * EVENTS:,} events: a filtered page {max(kept.values()):.2f} × a bare "
        f"page of 20 rows at most; made for its first reader {said(first[worst])} at most ({worst}), {queries} queries "
        f"at most, {first[worst] / bare:.1f} × bare; "
        f"in effect on a day {said(effect)} for {effect_count:,} in effect"
    )
    return max(kept.values()) <= 2 and queries <= 6 and effect < 1 and effect_count >= in_force, words


def _with_bare_page() -> dict[str, Any]:
    [engine] = settings.TEMPLATES
    folders = [*engine["DIRS"], settings.BASE_DIR / "bench" / "templates"]
    return {"ROOT_URLCONF": "bench.urls", "TEMPLATES": [engine | {"DIRS": folders}]}


def _fill(wanted: int, in_force: int) -> None:
    people = [User.objects.create_user(f"{name}@example.org", name=name).pk for name in ("ana", "ravi")]
    with acting(None, "for a proof"):
        document = Document.objects.create(slug="text", title="Text", kind="strategy")
    subject = Subject.objects.create(kind="document", document=document)
    per, editions = PER_EDITION, wanted // PER_EDITION + 1
    with connection.cursor() as cursor:
        cursor.execute(_EDITIONS, [*people, subject.pk, max(editions, in_force * 11 // PER_EDITION + 1)])
        cursor.execute(_CARDS, [max(editions, in_force * 11 // PER_EDITION + 1)])
        cursor.execute(_ENTRIES, [per, per, per, wanted, per])
        cursor.execute(_EVENTS, [per, wanted, EVENTS, per])
        cursor.execute(_FORCES, [in_force * 11, per])
        cursor.execute("VACUUM ANALYZE")


def _pages(client: Client) -> tuple[dict[str, float], dict[str, float], int, float]:
    """By filter: how many times a bare page the kept page takes, seconds of the first reader; and the most queries."""
    paths = {name: f"/recommendations/?{query}" for name, query in FILTERS.items()}
    first, most = {}, 0
    for name, path in paths.items():
        first[name] = Times.of(partial(_first, client, path), 3).p50
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            _get(client, path)
        # One more asks whether anything has changed for readers: it stands for session and user.
        most = max(most, len(queries) - 1)
        print(f"{name}: {said(first[name])}, {len(queries) - 1} queries", flush=True)
    works = {name: partial(_get, client, path) for name, path in paths.items()}
    times = alternating(works | {"bare": partial(_get, client, "/bench/bare/")}, RUNS)
    bare = times["bare"].p50
    return {name: times[name].p50 / bare for name in paths}, first, most, bare


def _in_effect(client: Client) -> tuple[float, int]:
    path = f"/recommendations/in-effect/?after={AFTER}"
    seconds = Times.of(partial(_first, client, path), 3).p50
    return seconds, InForce.objects.readable_by(None).on(datetime.date.fromisoformat(AFTER)).count()


def _first(client: Client, path: str) -> bytes:
    caches["pages"].clear()
    return _get(client, path)


def _get(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, f"{path} answered {response.status_code}"
    return bytes(response.content)
