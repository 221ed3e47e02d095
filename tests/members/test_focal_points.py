"""An address is listed once for a participant, with a first day or without one."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from core.history import acting
from members.models import FocalPoint
from tests import factories
from tests.members.test_admin import form_of

TWICE = {"email": "desk@fiji.example", "name": "", "from_on": "", "until_on": "", "read_version": "", "id": ""}


@pytest.fixture
def fiji(db, client):
    client.force_login(factories.user("somebody@example.org", "administrator"))
    return factories.participant("fiji", "Fiji", iso="FJ")


def send(client, fiji, *rows):
    """Rows added below the participant, in one form."""
    url = reverse("admin:members_participant_change", args=[fiji.pk])
    sent = form_of(client.get(url)) | {"focal_points-TOTAL_FORMS": FocalPoint.objects.count() + len(rows)}
    for number, row in enumerate(rows, FocalPoint.objects.count()):
        sent |= {f"focal_points-{number}-{name}": value for name, value in row.items()}
        sent |= {f"focal_points-{number}-participant": fiji.pk}
    return client.post(url, sent)


def test_one_that_is_listed_already_is_refused_in_words(fiji, client):
    assert send(client, fiji, TWICE).status_code == 302
    refused = send(client, fiji, TWICE | {"name": "Again"})
    assert "This address is already a focal point from that day." in refused.text
    assert FocalPoint.objects.get().name == ""


def test_two_equal_ones_in_one_form_are_refused_in_words(fiji, client):
    refused = send(client, fiji, TWICE, TWICE | {"name": "Again"})
    assert "This address is already a focal point from that day." in refused.text
    assert not FocalPoint.objects.exists()


def test_a_database_with_equal_ones_says_which_before_anything_is_changed(own_database):
    call_command("migrate", "members", "0002_many_to_many_history", verbosity=0)
    fiji = factories.participant("fiji", "Fiji", iso="FJ")
    with acting(None, "for a test"):
        for name in ("Desk", "The same desk"):
            FocalPoint.objects.create(participant=fiji, email="desk@fiji.example", name=name)
        FocalPoint.objects.create(participant=fiji, email="another@fiji.example")
    with pytest.raises(CommandError, match=r"more than once without a first day: desk@fiji\.example \(fiji\)\. In the"):
        call_command("migrate", "members", verbosity=0)
    assert FocalPoint.objects.count() == 3
    FocalPoint.objects.get(name="Desk").delete()
    call_command("migrate", "members", verbosity=0)
