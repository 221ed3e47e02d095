"""The ground: no save overwrites another, no write goes without history."""

import threading

import pytest
from django.db import IntegrityError, connection

from core.history import acting
from core.models import BulkWriteRefused, StaleVersion
from members.models import Area, User

database = pytest.mark.django_db


@pytest.fixture
def area():
    with acting(None, "for a test"):
        return Area.objects.create(slug="returns", name="Returns")


@database
def test_a_save_adds_one_to_the_version(area):
    area.name = "Returns and reintegration"
    area.save()

    assert area.version == 2
    assert Area.objects.get().version == 2


@database
def test_the_second_of_two_saves_is_refused_and_writes_nothing(area):
    first, second = Area.objects.get(), Area.objects.get()
    first.name = "First"
    first.save()
    second.name = "Second"

    with pytest.raises(StaleVersion):
        second.save()

    assert Area.objects.get().name == "First"
    assert list(Area.history.values_list("name", flat=True)) == ["First", "Returns"]


@database
def test_saving_some_fields_keeps_to_the_same_rule(area):
    first, second = Area.objects.get(), Area.objects.get()
    first.name = "First"
    first.save(update_fields=["name"])
    second.slug = "second"

    assert first.version == 2
    with pytest.raises(StaleVersion):
        second.save(update_fields=["slug"])


@database
def test_a_late_save_does_not_revive_a_deleted_row(area):
    late = Area.objects.get()
    area.delete()

    with pytest.raises(StaleVersion):
        late.save()

    assert not Area.objects.exists()


@database
@pytest.mark.parametrize("write", [
    lambda rows: rows.update(name="x"),
    lambda rows: rows.bulk_create([Area(slug="a", name="a")]),
    lambda rows: rows.bulk_update(list(rows), ["name"]),
])  # fmt: skip
def test_bulk_writes_are_refused(area, write):
    with pytest.raises(BulkWriteRefused):
        write(Area.objects.all())

    assert Area.objects.get().name == "Returns"


@database
def test_history_names_author_reason_and_change():
    user = User.objects.create_user("ana@example.org", name="Ana")
    with acting(user, "Two areas at once"):
        Area.objects.create(slug="one", name="One")
        Area.objects.create(slug="two", name="Two")

    versions = Area.history.all()
    assert {(v.history_user, v.history_change_reason) for v in versions} == {(user, "Two areas at once")}
    assert len({v.change_id for v in versions}) == 1


def test_a_row_whose_history_fails_is_not_written(own_database):
    area = Area.objects.create(slug="returns", name="Returns")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE members_historicalarea ADD CONSTRAINT no_more CHECK (name <> 'Unhistoric')")
    area.name = "Unhistoric"

    with pytest.raises(IntegrityError):
        area.save()

    assert Area.objects.get().name == "Returns"


def test_eight_writers_at_once_lose_no_acknowledged_save(own_database):
    Area.objects.create(slug="contested", name="")
    acknowledged = []

    def write(writer):
        for turn in range(10):
            while True:
                row = Area.objects.get()
                row.name = f"{row.name}{writer}"
                try:
                    row.save()
                except StaleVersion:
                    continue
                acknowledged.append((writer, turn))
                break
        connection.close()

    writers = [threading.Thread(target=write, args=(str(number),)) for number in range(8)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()

    row = Area.objects.get()
    assert len(acknowledged) == len(row.name) == 80
    assert sorted(row.name) == sorted(str(number) for number in range(8) for _ in range(10))
    assert row.version == Area.history.count() == 81
