"""What rows were, and rows put back."""

import pytest

from core import past
from core.history import acting
from core.models import StaleVersion
from members.models import Area, Participant, ParticipantName

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    with acting(None, "for a test"):
        row = Area.objects.create(slug="returns", name="One")
        row.name = "Two"
        row.save()
    return row


def test_a_row_at_its_versions(area):
    assert [past.at_version(area, number) and past.at_version(area, number).name for number in (1, 2, 3)] == [
        "One", "Two", None,
    ]  # fmt: skip
    assert past.end_of_version(area, 1) == area.history.first().history_date
    assert past.end_of_version(area, 2) is None


def test_a_deleted_row_comes_back_and_counts_on(area):
    pk = area.pk
    with acting(None, "gone"):
        area.delete()
    gone = Area(id=pk)
    assert past.now(gone) is None
    assert past.row_of(past.last_entry(gone)).name == "Two"
    back = past.revive(Area, pk, version=2)
    assert (back.name, back.version) == ("Two", 3)
    assert [entry.version for entry in past.history_of(back)] == [1, 2, 2, 3]


def test_it_comes_back_once_and_only_as_it_was_deleted(area):
    pk = area.pk
    with pytest.raises(StaleVersion):
        past.revive(Area, pk, version=2)  # it is there
    area.delete()
    with pytest.raises(StaleVersion):
        past.revive(Area, pk, version=1)
    past.revive(Area, pk, version=2)
    with pytest.raises(StaleVersion):
        past.revive(Area, pk, version=2)
    assert Area.objects.count() == 1


def test_what_was_deleted_along_with_it_comes_back_too_and_nothing_else():
    with acting(None, "for a test"):
        row = Participant.objects.create(slug="siam", kind="body")
        ParticipantName.objects.create(participant=row, short="Siam", sorting="Siam")
        early = ParticipantName.objects.create(participant=row, short="Old", sorting="Old", from_on="1900-01-01")
    with acting(None, "taken out before"):
        early.delete()
    pk = row.pk
    with acting(None, "gone"):
        row.delete()
    past.revive(Participant, pk, version=1)
    assert [name.short for name in ParticipantName.objects.all()] == ["Siam"]
