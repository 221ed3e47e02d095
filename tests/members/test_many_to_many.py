"""What the history says of a change from many to many: before and after, who and why."""

import itertools

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from core import past
from core.history import acting
from core.models import Versioned
from meetings.models import Host
from members.models import User
from recommendations.models import Addressee
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga():
    return factories.user("olga@example.org", "administrator")


def told(user):
    """Of each change of the groups, oldest first: names before, names after, who, why."""
    entries = list(user.history.order_by("history_date", "history_id"))
    found = []
    for before, after in itertools.pairwise(entries):
        for change in after.diff_against(before, foreign_keys_are_objs=True).changes:
            if change.field == "groups":
                names = [[row["group"].name for row in side] for side in (change.old, change.new)]
                found.append((*names, after.history_user, after.history_change_reason))
    return found


def test_a_plain_many_to_many_is_told_before_and_after(olga):
    user = factories.user("ravi@example.org")
    readers, editors = Group.objects.create(name="Readers"), Group.objects.create(name="Editors")
    with acting(olga, "Joins the readers"):
        user.groups.add(readers)
    with acting(olga, "Moves on"):
        user.groups.set([editors])
    with acting(None, "Leaves"):
        user.groups.clear()
    assert told(user) == [
        ([], ["Readers"], olga, "Joins the readers"),
        (["Readers"], [], olga, "Moves on"),
        ([], ["Editors"], olga, "Moves on"),
        (["Editors"], [], None, "Leaves"),
    ]


def test_the_page_of_its_history_shows_it(olga, client):
    olga.is_staff = True
    olga.save()
    client.force_login(olga)
    with acting(olga, "Joins the readers"):
        olga.groups.add(Group.objects.create(name="Readers"))
    page = client.get(reverse("admin:members_user_history", args=[olga.pk])).text
    assert "Joins the readers" in page
    assert "<strong>Groups:</strong> [] → [Readers]" in page


def test_no_plain_many_to_many_is_without_history():
    ours = {"core", "members", "meetings", "recommendations", "strategy", "records"}
    for model in (model for model in apps.get_models() if model._meta.app_label in ours):
        if issubclass(model, Versioned) or model is User:
            tracked = {field.name for field in model.history.model._history_m2m_fields}
            assert {field.name for field in model._meta.local_many_to_many} == tracked, model


def test_hosts_are_told_before_and_after(olga):
    """Of our own, from many to many goes by rows of their own, each with its history."""
    meeting = factories.meeting()
    fiji, samoa = factories.participant("fiji", "Fiji", iso="FJ"), factories.participant("samoa", "Samoa", iso="WS")
    with acting(olga, "Fiji offers"):
        first = Host.objects.create(meeting=meeting, participant=fiji, as_written="Fiji")
    between = timezone.now()
    with acting(olga, "Samoa instead"):
        first.delete()
        Host.objects.create(meeting=meeting, participant=samoa, as_written="Samoa")
    then, since = (
        [str(row.participant) for row in past.rows_then(Host, at, meeting_id=meeting.pk)]
        for at in (between, timezone.now())
    )
    assert (then, since) == (["Fiji"], ["Samoa"])
    changes = Host.history.filter(meeting_id=meeting.pk).order_by("history_id")
    assert [
        (one.history_type, str(one.participant), one.history_user, one.history_change_reason) for one in changes
    ] == [
        ("+", "Fiji", olga, "Fiji offers"),
        ("-", "Fiji", olga, "Samoa instead"),
        ("+", "Samoa", olga, "Samoa instead"),
    ]
    assert len(set(changes.values_list("change_id", flat=True))) == 2


def test_addressees_are_told_before_and_after(olga):
    recommendation = factories.recommend(factories.meeting(), to=("Members",))
    between = timezone.now()
    with acting(olga, "Put to the RSO as well"):
        Addressee.objects.create(recommendation=recommendation, as_written="RSO", position=2000)
    then, since = (
        sorted(row.as_written for row in past.rows_then(Addressee, at, recommendation_id=recommendation.pk))
        for at in (between, timezone.now())
    )
    assert (then, since) == (["Members"], ["Members", "RSO"])
