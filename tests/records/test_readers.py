"""Who may read: every audience against every reader, by hand."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from members.models import Membership
from records import services
from records.models import AttendanceIndex, Card, Edition, Passage, Release, Rendition
from tests.records.conftest import participant, person

pytestmark = pytest.mark.django_db

# audience: nobody signed in, member who attended, member who did not, observer who attended, observer who did not,
#           neither member nor observer, Co-Chair, secretariat, approver, administrator
TABLE = {
    "public": "1111111111",
    "members_and_observers": "0111101111",
    "members": "0110001111",
    "attending": "0101001111",
    "co_chairs": "0000001111",
    "secretariat": "0000000111",
}


@pytest.fixture
def readers(meeting, body):
    def delegate(slug, short, iso, capacity):
        state = meeting.attendance.filter(participant__slug=slug).first()
        state = state.participant if state else participant(slug, short, iso=iso)
        if capacity:
            Membership.objects.create(participant=state, body=body, capacity=capacity)
        return person(f"{slug}@example.org", "delegate", acting_for=state)

    return [
        AnonymousUser(),
        delegate("sri-lanka", "Sri Lanka", "LK", "member"),
        delegate("bhutan", "Bhutan", "BT", "member"),
        delegate("canada", "Canada", "CA", "observer"),
        delegate("norway", "Norway", "NO", "observer"),
        delegate("brazil", "Brazil", "BR", None),
        person("chair@example.org", "co_chair"),
        person("sec@example.org", "secretariat"),
        person("app@example.org", "approver"),
        person("adm@example.org", "administrator"),
    ]


@pytest.mark.parametrize("audience", TABLE)
def test_who_reads_what(readers, meeting, ana, ravi, audience):
    meeting.audience = audience
    meeting.save()
    services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="For the table")

    for model in (Edition, Card, Passage, AttendanceIndex, Rendition):
        seen = "".join(str(int(model.objects.readable_by(reader).exists())) for reader in readers)
        assert seen == TABLE[audience], model


def test_a_release_opens_when_its_hour_comes(meeting, ana, ravi):
    edition = services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="Staged")
    later = timezone.now() + datetime.timedelta(hours=1)
    Release.objects.create(edition=edition, audience="members", from_at=later, released_by=ravi)

    assert Release.objects.count() == 2
    assert not Edition.objects.filter(releases__audience="members").filter(releases__from_at__lte=timezone.now(),
        releases__audience="members").exists()  # fmt: skip


def test_readers_get_the_latest_edition_they_may_read(meeting, ana, ravi):
    first = services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="Public")
    meeting.audience, meeting.purpose = "secretariat", "For our eyes."
    meeting.save()
    second = services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="Held back")

    assert list(Edition.objects.current_for(AnonymousUser())) == [first]
    assert list(Edition.objects.current_for(ana)) == [second]
    assert list(Card.objects.current_for(AnonymousUser()).values_list("edition_id", flat=True)) == [first.pk]


def test_a_mandate_that_ended_opens_nothing(meeting, body, ana, ravi):
    meeting.audience = "members"
    meeting.save()
    services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="Members only")
    state = meeting.attendance.get(as_written="Sri Lanka").participant
    Membership.objects.create(participant=state, body=body, capacity="member")
    reader = person("former@example.org", "delegate", acting_for=state)
    assert Edition.objects.readable_by(reader).exists()

    mandate = reader.mandates.get()
    mandate.until_on = timezone.now().date() - datetime.timedelta(days=1)
    mandate.save()
    again = type(reader).objects.get(pk=reader.pk)

    assert not Edition.objects.readable_by(again).exists()
