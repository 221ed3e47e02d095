"""A proxy that keeps what it may: nobody is ever served the answer of another."""

import random

import pytest
from django.core.cache import caches
from django.test import Client

from bench import asking
from tests import factories

pytestmark = pytest.mark.django_db


class Proxy:
    """A shared cache as RFC 9111 has it, as greedy as it may be."""

    def __init__(self):
        self.held = {}
        self.served = 0

    def get(self, browser, address):
        cookies = browser.cookies.output(header="", sep=";")
        for varies, asked_with, kept in self.held.get(address, []):
            if "cookie" not in varies or asked_with == cookies:
                again = browser.get(address, headers={"if-none-match": kept["ETag"]} if kept.has_header("ETag") else {})
                if again.status_code == 304:
                    self.served += 1
                    return _content(kept)
                return self._kept(address, cookies, again)
        return self._kept(address, cookies, browser.get(address))

    def _kept(self, address, cookies, response):
        rules = {rule.strip() for rule in response.get("Cache-Control", "").split(",")}
        if response.status_code == 200 and not rules & {"private", "no-store"}:
            assert "public" in rules, f"{address} says neither that it may be kept nor that it may not."
            assert "no-cache" in rules, f"{address} could be kept past a correction."
            varies = response.get("Vary", "").lower()
            self.held.setdefault(address, []).append((varies, cookies, response))
        return _content(response)


def _content(response):
    """A proxy keeps bytes: what was streamed once is handed out again."""
    if response.streaming:
        response.streaming_content = [b"".join(response.streaming_content)]
        parts = list(response.streaming_content)
        response.streaming_content = parts
        return b"".join(parts)
    return response.content


def test_what_a_proxy_keeps_is_what_each_would_have_been_given():
    asking.world()
    browsers, proxy, chance = asking.sign_in(), Proxy(), random.Random(1)
    addresses = [address for address in asking.ADDRESSES if not address.endswith((".pdf", ".docx", ".xlsx", ".xml"))]
    for _ in range(300):
        name, address = chance.choice(list(browsers)), asking.with_code(chance.choice(addresses))
        through = asking.TOKENS.sub(b"", proxy.get(browsers[name], address))
        assert through == asking.TOKENS.sub(b"", _made_anew(browsers[name], address)), (name, address)

    assert proxy.served > 0


def _made_anew(browser, address):
    caches["pages"].clear()
    response = browser.get(address)
    return _content(response)


def test_nothing_that_a_reader_was_shown_is_left_for_the_next():
    """Members read first, from the same process; the public is then given pages of its own."""
    factories.issue(factories.meeting(4, outcomes=["Known to members alone."]), audience="members")
    member = Client()
    member.force_login(factories.delegate("sri-lanka", iso="LK"))
    for address in ("/", "/meetings/", "/meetings/ahg-som/4/", "/search/?q=known", "/api/passages"):
        assert b"AHG SOM 4" in member.get(address).content or address == "/"
        assert b"AHG SOM 4" not in Client().get(address).content
