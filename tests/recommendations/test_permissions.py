"""Who may report for whom: role × mandate × addressee × day, by hand."""

import datetime

import pytest

from core.history import acting
from members.models import Mandate, Membership
from recommendations import permissions
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date(2016, 11, 1)
BEFORE, AFTER = DAY - datetime.timedelta(days=1), DAY + datetime.timedelta(days=1)

# Who: role, for whom, from, until. Then for whom they may report on DAY, of:
PARTIES = ("sri-lanka", "canada", "unhcr", "rso")
MAY_REPORT = """
delegate       sri-lanka  -       -       sri-lanka
delegate       sri-lanka  day     day     sri-lanka
delegate       sri-lanka  before  -       sri-lanka
delegate       sri-lanka  after   -       nobody
delegate       sri-lanka  -       before  nobody
delegate       sri-lanka  before  after   sri-lanka
delegate       canada     -       -       canada
delegate       unhcr      -       -       unhcr
delegate       rso        -       -       rso
co_chair       sri-lanka  -       -       sri-lanka
co_chair       sri-lanka  -       before  nobody
co_chair       -          -       -       nobody
secretariat    -          -       -       rso
secretariat    -          -       before  nobody
secretariat    -          after   -       nobody
secretariat    sri-lanka  -       -       rso
approver       -          -       -       nobody
approver       sri-lanka  -       -       nobody
deputy         -          -       -       nobody
administrator  -          -       -       nobody
"""

# An addressee, and of whom it asks on DAY. Fiji was a member until the day before, Palau is one from the day after,
# Hong Kong is a territory and a member, Indonesia a Co-Chair, IOM an organisation and a member, Canada observes.
EVERYBODY = ("canada", "fiji", "hong-kong", "indonesia", "iom", "palau", "rso", "sri-lanka")
ASKED = """
sri-lanka         sri-lanka
canada            canada
rso               rso
fiji              fiji
members           hong-kong indonesia iom sri-lanka
senior-officials  hong-kong indonesia iom sri-lanka
member-states     hong-kong indonesia sri-lanka
ministers         hong-kong indonesia sri-lanka
co-chairs         indonesia
bali-process      hong-kong indonesia iom sri-lanka
tipwg             nobody
"""


def lines(table):
    return [line.split() for line in table.strip().splitlines()]


@pytest.fixture
def parties():
    for slug, kind, iso in (("sri-lanka", "state", "LK"), ("canada", "state", "CA"), ("unhcr", "organisation", "")):
        factories.participant(slug, kind=kind, iso=iso)
    return factories.participant("rso", "RSO", "body")


@pytest.mark.parametrize("line", lines(MAY_REPORT), ids=" ".join)
def test_who_may_report_for_whom(parties, line):
    role, acting_for, from_on, until_on, may = line
    days = {"-": None, "day": DAY, "before": BEFORE, "after": AFTER}
    user = factories.user("she@example.org")
    with acting(None, "for a test"):
        whom = None if acting_for == "-" else factories.participant(acting_for)
        Mandate.objects.create(user=user, role=role, participant=whom, from_on=days[from_on], until_on=days[until_on])

    found = {slug for slug in PARTIES if permissions.may_report(user, factories.participant(slug), DAY)}
    assert found == {may} - {"nobody"}


def test_nobody_reports_who_is_not_signed_in_or_was_shut_out(parties):
    user = factories.user("she@example.org", "delegate", acting_for=factories.participant("sri-lanka"))
    assert not permissions.may_report(None, factories.participant("sri-lanka"), DAY)
    user.is_active = False
    assert not permissions.may_report(user, factories.participant("sri-lanka"), DAY)


@pytest.fixture
def process(parties):
    factories.participant("hong-kong", kind="territory", iso="HK", capacity="member")
    factories.participant("iom", "IOM", "organisation", capacity="member")
    factories.participant("indonesia", iso="ID", capacity="co_chair")
    factories.participant("tipwg", "TIPWG", "body")
    for slug, name in (("members", "Members"), ("senior-officials", "Senior Officials"), ("ministers", "Ministers")):
        factories.participant(slug, name, "collective")
    factories.participant("member-states", "Member States", "collective")
    factories.participant("co-chairs", "Co-Chairs", "collective")
    body = factories.participant("bali-process", kind="body")
    with acting(None, "for a test"):
        for slug, capacity in (("sri-lanka", "member"), ("canada", "observer")):
            Membership.objects.create(participant=factories.participant(slug), body=body, capacity=capacity)
        for slug, iso, days in (("fiji", "FJ", {"until_on": BEFORE}), ("palau", "PW", {"from_on": AFTER})):
            Membership.objects.create(
                participant=factories.participant(slug, iso=iso), body=body, capacity="member", **days
            )


@pytest.mark.parametrize(("addressee", "asked"), [(first, set(rest) - {"nobody"}) for first, *rest in lines(ASKED)])
def test_whom_an_addressee_asks(process, addressee, asked):
    row = factories.recommend(factories.meeting(10), to=[factories.participant(addressee)], items=["train."])
    people = [factories.participant(slug) for slug in EVERYBODY]

    assert {one.slug for one in people if permissions.is_asked(one, row, DAY)} == asked
    assert {one.slug for one in people if permissions.is_asked(one, row.children.get(), DAY)} == asked
    together = permissions.standings(DAY)
    assert {one.slug for one in people if addressee in together[one]} == asked


def test_an_addressee_that_is_in_no_directory_asks_nobody(process):
    row = factories.recommend(factories.meeting(10), to=["Friends of the process"])

    assert not permissions.is_asked(factories.participant("sri-lanka"), row, DAY)
