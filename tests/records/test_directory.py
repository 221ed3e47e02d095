"""The directory: reference data issued as a record, and what it says of a day."""

import datetime

import pytest
from django.conf import settings

from core.history import acting
from desk import directory as desk_directory
from members.models import Area, Membership, Participant, ParticipantName
from records import directory, projections, services
from records.canonical import record_from_bytes
from records.compose import compose_directory
from records.exports import akoma_ntoso, from_akoma_ntoso
from records.models import Card, DirectoryEntry, Edition, Passage
from records.record import Listed
from records.render import EditionFacts
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date.fromisoformat


@pytest.fixture
def body():
    """Türkiye under two names, the UAE in two capacities, one organisation, one area."""
    row = factories.participant(settings.PROCESS_BODY, "Bali Process", kind="body")
    turkiye = factories.participant("turkiye", "Turkey", iso="TR", capacity="member")
    emirates = factories.participant("united-arab-emirates", "United Arab Emirates", iso="AE")
    factories.participant("unhcr", "UNHCR", kind="organisation", capacity="member")
    with acting(None, "for a test"):
        name = turkiye.names.get()
        name.until_on = DAY("2022-05-31")
        name.save()
        ParticipantName.objects.create(
            participant=turkiye, short="Türkiye", sorting="Turkiye", formal="Republic of Türkiye", from_on="2022-06-01"
        )
        Membership.objects.create(participant=emirates, body=row, capacity="observer", until_on="2013-04-01")
        Membership.objects.create(participant=emirates, body=row, capacity="member", from_on="2013-04-02")
        Area.objects.create(slug="returns", name="Returns", synonyms=["repatriation", "AVRR"])
    return Participant.objects.get(pk=row.pk)


def listed(record, slug):
    return next(one for one in record.directory.participants if one.slug == slug)


def test_one_paragraph_a_participant_and_one_an_area_under_headings(body):
    record = compose_directory(body)

    assert [(section.heading, [p.text for p in section.passages]) for section in record.sections] == [
        (
            "Members",
            [
                "Türkiye (Republic of Türkiye): Member of the Bali Process. Earlier names: Turkey, until 31 May 2022.",
                (
                    "United Arab Emirates: Observer of the Bali Process until 1 April 2013; "
                    "Member of the Bali Process from 2 April 2013."
                ),
            ],
        ),
        ("Member organisations", ["UNHCR: Member of the Bali Process."]),
        ("Bodies of the process", ["Bali Process."]),
        ("Areas of cooperation", ["Returns, also repatriation and AVRR."]),
    ]
    assert [p.number for p in record.passages] == [1, 2, 3, 4, 5]


def test_names_and_capacities_hold_from_a_day_to_a_day(body):
    record = compose_directory(body)
    turkiye, emirates = listed(record, "turkiye"), listed(record, "united-arab-emirates")

    assert directory.name_on(turkiye, DAY("2022-05-31")).short == "Turkey"
    assert directory.name_on(turkiye, DAY("2022-06-01")).short == "Türkiye"
    assert directory.latest_name(turkiye).short == "Türkiye"
    assert directory.capacity_on(emirates, body.slug, DAY("2013-04-01")).capacity == "observer"
    assert directory.capacity_on(emirates, body.slug, DAY("2013-04-02")).capacity == "member"
    assert directory.turning_points(record.directory.participants, body.slug) == ["2013-04-02", "2013-04-01"]


def test_it_is_issued_as_any_record_is(body):
    edition = factories.issue(body)

    assert (edition.number, edition.stage, str(edition.subject)) == (1, "final", "Directory of Bali Process")
    assert Card.objects.get().key == "directory"
    assert Passage.objects.count() == 5
    assert sorted(edition.renditions.values_list("format", flat=True)) == ["json", "pdf"]
    assert list(DirectoryEntry.objects.values_list("kind", "slug")) == [
        ("body", "bali-process"), ("state", "turkiye"), ("organisation", "unhcr"), ("state", "united-arab-emirates"),
        ("area", "returns"),
    ]  # fmt: skip
    kept = {row.slug: row.data for row in DirectoryEntry.objects.exclude(kind="area")}
    record = record_from_bytes(bytes(edition.content.record))
    assert {slug: Listed.model_validate(data) for slug, data in kept.items()} == {
        one.slug: one for one in record.directory.participants
    }


def test_rebuilt_equals_kept(body):
    factories.issue(body)
    kept = list(DirectoryEntry.objects.values_list("position", "kind", "slug", "data"))
    projections.rebuild()

    assert list(DirectoryEntry.objects.values_list("position", "kind", "slug", "data")) == kept


def test_a_correction_is_a_revision_and_until_then_readers_see_nothing_of_it(body):
    factories.issue(body)
    assert not desk_directory.is_changed(body)
    with acting(None, "for a test"):
        name = ParticipantName.objects.get(short="UNHCR")
        name.formal = "Office of the High Commissioner"
        name.save()

    assert desk_directory.is_changed(body)
    assert "High Commissioner" not in str(DirectoryEntry.objects.current_for(None).get(slug="unhcr").data)
    second = factories.issue(body, reason="A formal name was missing.")
    assert (second.number, second.stage) == (2, "revision")
    assert "High Commissioner" in str(DirectoryEntry.objects.current_for(None).get(slug="unhcr").data)


def test_one_request_at_a_time(body):
    ana = factories.user("ana@example.org", "secretariat")
    services.ask_approval(body, by=ana)

    with pytest.raises(services.CannotAskApprovalError, match="already waiting"):
        services.ask_approval(body, by=ana)


def test_akoma_ntoso_reads_back(body):
    edition = factories.issue(body)
    record = record_from_bytes(bytes(edition.content.record))
    facts = EditionFacts(1, "final", DAY("2026-11-23"), edition.digest, "https://example.org/check/")

    assert from_akoma_ntoso(akoma_ntoso(record, facts)) == record


def test_reference_data_that_is_loaded_is_issued_once(body):
    people = {
        "prepared_by": factories.user("ana@example.org", "secretariat"),
        "approved_by": factories.user("ravi@example.org", "approver"),
    }
    loaded = desk_directory.Loaded(added=1)

    assert desk_directory.issue_loaded(loaded, **people, reason="Loaded") == 1
    assert desk_directory.issue_loaded(loaded, **people, reason="Loaded") == 0
    assert Edition.objects.count() == 1
