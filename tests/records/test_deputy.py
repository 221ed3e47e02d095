"""A deputy decides while the approver is away, and only then."""

import datetime

import pytest
from django.utils import timezone

from core.history import acting
from members.models import Mandate
from records import services
from records.permissions import why_not_decide
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def ana():
    return factories.user("ana@example.org", "secretariat")


@pytest.fixture
def dewi():
    return factories.user("dewi@example.org", "deputy")


@pytest.fixture
def ravi():
    return factories.user("ravi@example.org", "approver")


def ask(by, hours_ago=0):
    meeting = factories.meeting(4, starts=None, attendance_is_known=False)
    asked = services.ask_approval(meeting, by=by)
    asked.prepared_at = timezone.now() - datetime.timedelta(hours=hours_ago)
    with acting(by, "for a test"):
        asked.save()
    return asked


def test_while_an_approver_is_there_the_deputy_waits(ana, ravi, dewi):
    asked = ask(ana)

    with pytest.raises(
        services.CannotIssueError, match=r"You can decide from \d+ \w+ \d{4}, \d\d:\d\d UTC, when it has"
    ):
        services.issue(asked, by=dewi)
    with pytest.raises(services.CannotDecideError, match="You are a deputy"):
        services.return_for_changes(asked, by=dewi, reason="Too early")
    assert why_not_decide(ravi, asked) == ""


def test_after_two_days_the_deputy_decides(ana, ravi, dewi):
    assert services.issue(ask(ana, hours_ago=49), by=dewi).approved_by == dewi


def test_one_hour_before_that_not_yet(ana, ravi, dewi):
    assert "deputy" in why_not_decide(dewi, ask(ana, hours_ago=47))


def test_where_the_only_approver_prepared_it_the_deputy_decides_at_once(dewi):
    both = factories.user("both@example.org", "secretariat", "approver")

    assert services.issue(ask(both), by=dewi).approved_by == dewi


def test_where_every_other_approver_has_left_the_deputy_decides_at_once(ana, ravi, dewi):
    mandate = Mandate.objects.get(user=ravi)
    mandate.until_on = timezone.now().date() - DAY
    with acting(None, "left"):
        mandate.save()

    assert why_not_decide(dewi, ask(ana)) == ""


def test_a_deputy_never_decides_on_their_own_work(ravi):
    dewi = factories.user("dewi@example.org", "secretariat", "deputy")

    assert why_not_decide(dewi, ask(dewi, hours_ago=100)) == (
        "You prepared this record. Another person approves and issues it."
    )


def test_a_deputy_whose_time_is_over_decides_nothing(ana, dewi):
    mandate = Mandate.objects.get(user=dewi)
    mandate.until_on = timezone.now().date() - DAY
    with acting(None, "over"):
        mandate.save()
    asked = ask(ana, hours_ago=100)

    assert why_not_decide(factories.User.objects.get(pk=dewi.pk), asked) == (
        "Only an approver can issue or return a record."
    )


def test_the_page_says_from_when(ana, ravi, dewi, client):
    asked = ask(ana)
    client.force_login(dewi)
    address = f"/prepare/approvals/{asked.pk}/"

    assert "You are a deputy: an approver decides on this." in client.get(address).text
    assert client.post(f"{address}issue/").status_code == 403
