"""The headers of every answer: of every address of the access table, errors and PDFs included."""

import re

import pytest
from django.test import Client

from tests.access import table, world
from tests.test_access import ask

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
SWITCHED_OFF = {"camera", "geolocation", "microphone", "payment", "usb"}


@pytest.fixture
def in_production(settings):
    """What production adds (see settings), asked over https."""
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


def faults(answer):
    policy = answer.get("Content-Security-Policy", "")
    if set(policy.split("; ")) != POLICY:
        yield f"policy: {policy}"
    for name, value in HEADERS.items():
        if answer.get(name) != value:
            yield f"{name}: {answer.get(name)}"
    if not set(re.findall(r"([a-z-]+)=\(\)", answer.get("Permissions-Policy", ""))) >= SWITCHED_OFF:
        yield f"Permissions-Policy: {answer.get('Permissions-Policy')}"


@pytest.mark.parametrize("visitor", ["anonymous", "administrator"])
def test_every_address(visitor, visitors, in_production):
    names, clients = visitors
    # Middleware reads settings when it is made, so these browsers are made here, signed in as those of the table are.
    client = Client(raise_request_exception=False)
    client.cookies = clients[visitor].cookies
    found, seen = {}, set()
    for line in table.LINES:
        answer = ask(client, line, names, secure=True)
        seen.add((answer.status_code, answer.get("Content-Type", "").partition(";")[0]))
        wrong = list(faults(answer))
        if visitor != "anonymous" and "no-store" not in answer.get("Cache-Control", ""):
            wrong.append(f"Cache-Control: {answer.get('Cache-Control')}")
        if wrong:
            found[f"{line.method} {line.path} {answer.status_code}"] = wrong
    assert found == {}
    statuses, kinds = {status for status, _ in seen}, {kind for _, kind in seen}
    assert {200, 302, 404, 405} <= statuses
    assert {"text/html", "application/pdf", "application/json"} <= kinds
    assert visitor == "anonymous" or {409, 422} <= statuses


def test_pages_of_errors(client, settings, in_production):
    settings.ROOT_URLCONF = "tests.access.broken_urls"
    client.raise_request_exception = False
    for path, status in (("/broken/", 500), ("/refused/", 403), ("/nothing/", 404), ("/malformed/", 400)):
        answer = client.get(path, secure=True)
        assert (path, answer.status_code, list(faults(answer))) == (path, status, [])


def test_a_form_from_elsewhere_is_refused_with_the_same_headers(db, in_production):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", secure=True)

    assert (answer.status_code, list(faults(answer))) == (403, [])


def test_the_world_has_a_browser_for_every_visitor(visitors):
    assert tuple(visitors[1]) == world.VISITORS
