"""What a visitor of the demonstration finds. Loaded once, with all its PDFs."""

import io
import tempfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings

from desk import public_records
from desk.demo import accounts
from meetings.models import Meeting, MeetingSource, Provenance
from members.models import User
from members.permissions import sees_desk, works_at_desk
from members.services import read_data
from recommendations.models import Recommendation
from records.archive import tables
from records.archive.writing import export_archive
from records.checks import checks
from records.models import Card, Edition, LedgerEntry, Passage, Rendition
from records.proof import verify
from records.record import NOT_CLEARED, Record
from strategy.models import Draft

NOT_HELD = "Which delegations attended is not known."


def load():
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def counts():
    history = (Meeting, Draft, User, Recommendation)
    return [model.objects.count() for model in (Edition, Rendition, Passage, LedgerEntry, *history)] + [
        model.history.count() for model in history
    ]


class LoadDemoTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.said = load()

    def test_says_what_it_did(self):
        assert self.said.splitlines()[-1] == "Demonstration: 7 accounts, 56 meetings filed, 59 records issued."

    def test_twice_changes_nothing(self):
        before = counts()
        assert load() == "Demonstration: everything is there.\n"
        assert counts() == before

    def test_every_meeting_is_issued_and_says_that_nobody_cleared_it(self):
        cards = Card.objects.current_for(None)
        assert cards.meetings().count() == 56
        assert set(cards.values_list("notice", flat=True)) == {NOT_CLEARED}
        assert Rendition.objects.filter(format="pdf").count() == 59

    def test_no_check_doubts_a_verb_or_an_addressee(self):
        told = [check.text for meeting in Meeting.objects.all() for check in checks(meeting)]
        assert [text for text in told if "its verb" in text or "is put to" in text] == []

    def test_what_is_not_known_is_not_invented(self):
        meetings = Meeting.objects.filter(provenance=Provenance.PUBLIC_SOURCES)
        no_names = meetings.filter(attendance_is_known=False)
        assert meetings.filter(precision="unknown").count() == 1
        assert meetings.filter(precision="month").count() == 2
        assert meetings.filter(ordinal=None).count() == 12
        assert no_names.filter(figures=None).count() == 31
        assert no_names.exclude(figures=None).distinct().count() == 5
        assert Card.objects.meetings().filter(delegations=None).count() == 36
        assert Passage.objects.filter(text=NOT_HELD).count() == 31

    def test_a_month_never_becomes_a_day(self):
        assert sorted(Card.objects.meetings().extra(where=["length(starts) = 7"]).values_list("starts", "ends")) == [
            ("2009-02", "2009-02"),
            ("2015-05", "2015-05"),
        ]

    def test_sources_that_differ_stand_side_by_side(self):
        entries = read_data(public_records.PATH)["meetings"]
        told = [s["remark"] for entry in entries for s in entry["sources"] if s.get("differs")]
        assert len(told) == 10
        assert sorted(MeetingSource.objects.filter(is_disagreement=True).values_list("remark", flat=True)) == sorted(
            told
        )
        assert not Meeting.objects.filter(sources=None).exists()

    def test_every_name_has_its_participant(self):
        for meeting in Meeting.objects.prefetch_related("attendance", "hosts"):
            assert all(row.participant_id for row in meeting.attendance.all()), meeting
            assert all(row.participant_id for row in meeting.hosts.all()), meeting

    def test_the_tenth_meeting(self):
        edition = Edition.objects.get(subject__meeting__series__code="AHG SOM", subject__meeting__ordinal=10)
        record = Record.model_validate_json(bytes(edition.content.record))
        by_label = {}
        for attendee in record.attendance:
            by_label.setdefault(attendee.capacity_label, []).append(attendee.name)
        assert {label: len(names) for label, names in by_label.items()} == {
            "Co-Chairs": 2, "Members": 11, "Member organisations": 3, "Observer": 1, "Also taking part": 1,
        }  # fmt: skip
        assert by_label["Observer"] == ["Canada"]
        assert [(p.code, p.follow_up) for p in record.recommendations] == [
            ("R1", "action"), ("R2", "action"), ("R3", "action"), ("R4", "none"),
            ("R5", "standing"), ("R6", "action"), ("R7", "standing"), ("R8", "standing"),
        ]  # fmt: skip
        assert record.recommendations[2].addressees == ("RSO", "JCLEC")
        assert [(link.relation, link.reference, link.date) for link in record.links] == [
            ("reviews", "BPMC 5", "2013-04-02"),
            ("prepares", "SOM 6", "2016-03-22"),
            ("prepares", "BPMC 6", "2016-03-23"),
        ]
        assert sum(1 for passage in record.passages if passage.role == "outcome") == 3

    def test_two_drafts_of_the_strategy(self):
        first, second = Draft.objects.order_by("number")
        assert (first.endorsed_at.reference, second.submitted_to.reference) == ("AHG SOM 8", "AHG SOM 10")
        assert first.text != second.text
        editions = Edition.objects.filter(subject__document=first.document).order_by("number")
        assert [edition.stage for edition in editions] == ["final", "draft"]

    def test_everybody_signs_in_and_nobody_has_more_than_the_role(self):
        rights = {}
        for account in accounts.ACCOUNTS:
            assert self.client.login(email=account.email, password=accounts.PASSWORD), account.email
            user = User.objects.get(email=account.email)
            rights[account.name] = (sees_desk(user), works_at_desk(user), user.is_staff, sorted(user.roles))
        assert rights == {
            "Mira Santoso": (True, True, False, ["secretariat"]),
            "Daniel Okafor": (True, True, False, ["secretariat"]),
            "Helen Ward": (True, False, False, ["approver"]),
            "Priya Nair": (True, True, True, ["administrator"]),
            "Nadeesha Perera": (False, False, False, ["delegate"]),
            "Claire Tremblay": (False, False, False, ["delegate"]),
            "Samuel Keita": (False, False, False, ["delegate"]),
        }

    def test_all_of_it_goes_into_an_archive_and_its_meetings_come_out(self):
        with tempfile.TemporaryDirectory() as place, override_settings(CHECKPOINT_KEY_FILE=Path(place) / "key.pem"):
            bag = Path(place) / "bag"
            export_archive(bag)

            assert "118 of them records" in verify.check_archive(bag)[0]
            text = (bag / "data/tables/meetings.meeting.csv").read_bytes().decode()
            days = {row.pk: row.days for row in tables.read(Meeting, text, {})}
        assert days == dict(Meeting.objects.values_list("pk", "days"))
        assert any(days.values())

    def test_a_corrected_meeting_stays_corrected(self):
        meeting = Meeting.objects.get(series__code="BPMC", ordinal=1)
        meeting.title = "Regional Ministerial Conference"
        meeting.save()
        load()
        assert Meeting.objects.get(pk=meeting.pk).title == "Regional Ministerial Conference"


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["load_demo", "demo_accounts"])
def test_refuses_in_production(command):
    with override_settings(MODE="production"), pytest.raises(CommandError, match="not loaded in production"):
        call_command(command)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_the_table_of_accounts(capsys):
    call_command("demo_accounts")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["E-mail", "address", "Password", "Name", "Role"]
    assert len(lines) == 1 + len(accounts.ACCOUNTS)
    assert lines[-1].endswith("Delegate of UNHCR")


class CutShortError(Exception):
    pass


def stop(done, of):
    raise CutShortError


@pytest.mark.django_db
def test_a_load_that_was_cut_short_goes_on_where_it_stopped():
    call_command("load_reference", stdout=io.StringIO())
    accounts.open_accounts()
    people = {
        "prepared_by": accounts.user_of(accounts.PREPARER),
        "approved_by": accounts.user_of(accounts.APPROVER),
    }
    for issued in (1, 2):
        with pytest.raises(CutShortError):
            public_records.load(**people, say=stop)
        assert (Meeting.objects.count(), Edition.objects.count()) == (56, issued)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prepared_by", "approved_by", "message"),
    [
        ("delegate@canada.example", "helen@secretariat.example", "may not prepare records"),
        ("mira@secretariat.example", "daniel@secretariat.example", "may not approve records"),
    ],
)
def test_the_wrong_people_are_refused_before_anything_is_filed(prepared_by, approved_by, message):
    call_command("demo_accounts", stdout=io.StringIO())
    with pytest.raises(CommandError, match=message):
        call_command("load_public_records", prepared_by=prepared_by, approved_by=approved_by)
    assert not Meeting.objects.exists()


@pytest.mark.django_db
def test_public_records_name_who_is_missing():
    with pytest.raises(CommandError, match=r"no account with the address nobody@example\.org"):
        call_command("load_public_records", prepared_by="nobody@example.org", approved_by="nobody@example.org")
    assert not Meeting.objects.exists()
