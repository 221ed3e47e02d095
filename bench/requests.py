"""Requests nobody meant to send: whatever comes, the answer is a page with a known status, never a fault of ours."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import Any

from django.db import transaction
from django.test import Client

from bench import asking

REQUESTS = 20_000
FINE = {200, 301, 302, 304, 400, 404, 405, 406}
ODD = [
    "\x00",
    "\ud800",
    "\u202e",
    "'",
    '"',
    "<script>",
    "%",
    "%00",
    "%ff",
    "\\",
    "\n",
    "\r",
    "٢",
    "²",
    "é",
    "𐍈",
    "..",
    "//",
    "~",
    "-",
]
VALUES = [
    "",
    "0",
    "-1",
    "9" * 40,
    "abc",
    "x" * 400,
    "NaN",
    "1e9",
    "2016",
    "2016-02-30",
    "ahg-som",
    "null",
    "[]",
    "{}",
    "*",
]
NAMES = [
    "q",
    "year",
    "series",
    "place",
    "page",
    "verb",
    "exact",
    "on",
    "view",
    "from",
    "to",
    "code",
    "cursor",
    "x[]",
    "",
]
HEADERS = [
    "accept",
    "if-none-match",
    "if-modified-since",
    "range",
    "accept-language",
    "accept-encoding",
    "cookie",
    "referer",
]
HEADER_VALUES = [
    "", "*/*;q=x", '"', 'W/"', "text/html;;;", '"' * 500, "bytes=0-", "bytes=5-1", "sessionid=x", "sessionid=", "=;=;=",
    "Mon, 99 Foo 2016", "\x7f", "application/json", "image/*", "messages=x", "csrftoken=x",
]  # fmt: skip
METHODS = ["get"] * 12 + ["head", "post", "put", "patch", "delete", "options"]


def request(browser: Client, chance: random.Random) -> Any:
    """One request: an address that is known, with up to four things wrong with it."""
    path, _, query = asking.with_code(chance.choice(asking.ADDRESSES)).partition("?")
    for _ in range(chance.randint(0, 2)):
        path = _damaged(path, chance)
    pairs = [query] + [f"{chance.choice(NAMES)}={_value(chance)}" for _ in range(chance.randint(0, 3))]
    headers = {chance.choice(HEADERS): chance.choice(HEADER_VALUES) for _ in range(chance.randint(0, 2))}
    method = chance.choice(METHODS)
    # As a server hands it on: bytes, each as a letter.
    path = f"/{path.lstrip('/')}".encode("utf-8", "replace").decode()
    sent = "&".join(filter(None, pairs)).encode("utf-8", "replace").decode("latin-1")
    response = browser.generic(method.upper(), path, headers=headers, QUERY_STRING=sent)
    return response, method, path


def _damaged(path: str, chance: random.Random) -> str:
    at = chance.randrange(len(path) + 1)
    act = chance.randrange(4)
    if act == 0:
        return path[:at] + chance.choice([*ODD, *VALUES]) + path[at:]
    if act == 1:
        return path[:at] + path[at + 1 :]
    if act == 2:
        return path.upper()
    return re.sub(r"\d+", chance.choice(["0", "-1", "9" * 30, "٣", "1.5"]), path, count=1)


def _value(chance: random.Random) -> str:
    return chance.choice(VALUES) + chance.choice(["", *ODD]).encode("utf-8", "replace").decode()


def odd_requests(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Twenty thousand requests in a world of its own: known statuses, and with each refusal a page that helps."""
    from django.core.management import call_command

    from bench.scratch import scratch_database

    wanted = int(REQUESTS * share)
    with scratch_database():
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            asking.world()
            statuses, faults = ask(wanted, seed)
    counted = ", ".join(f"{status}: {count:,}" for status, count in sorted(statuses.items()))
    return not faults, f"{wanted:,} odd requests, {counted}; {len(faults)} faults" + "".join(
        f"; {f}" for f in faults[:5]
    )


def ask(wanted: int, seed: int) -> tuple[Counter[int], list[str]]:
    """Statuses, and in words what was answered by a fault or without help."""
    statuses: Counter[int] = Counter()
    faults = []
    for number in range(wanted):
        chance = random.Random(seed * 1_000_003 + number)
        browser = Client(headers={"host": "localhost"}, raise_request_exception=False)
        response, method, path = request(browser, chance)
        statuses[response.status_code] += 1
        if response.status_code not in FINE or not _helps(response, method):
            faults.append(f"{method} {path!r} answered {response.status_code} (number {number})")
    return statuses, faults


def _helps(response: Any, method: str) -> bool:
    """A refusal of what a browser asks for is a page with a heading and a way on; others need none."""
    if response.status_code not in (400, 404) or method != "get":
        return True
    kind = response.get("Content-Type", "")
    return "json" in kind or (b"<h1" in response.content and b"href=" in response.content)
