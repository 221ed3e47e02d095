"""Deleted rows in the administration: found, looked at, restored once, by whom and why."""

import datetime

import pytest
from django.contrib import admin
from django.urls import reverse

from core import past
from core.history import acting
from members.models import Abbreviation, Area, FocalPoint, Mandate, Membership, Participant, ParticipantName, User
from members.services import CannotRestoreError, restore
from tests import factories

pytestmark = pytest.mark.django_db

WHY = "Deleted by mistake"


@pytest.fixture
def administrator(client):
    user = factories.user("adam@example.org", "administrator")
    user.is_staff = True
    user.save()
    client.force_login(user)
    return user


@pytest.fixture
def area():
    with acting(None, "for a test"):
        return Area.objects.create(slug="visas", name="Visas", synonyms=["entry", "stay, short"])


def deleted(row, by=None):
    pk = row.pk
    with acting(by, "Deleted in the administration"):
        row.delete()
    row.pk = pk
    return row


def address(row, page="restore", *more):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk, *more])


def test_a_deleted_row_is_found_looked_at_and_restored(administrator, client, area):
    answer = {"post": "yes", "version": 1, "reason": "No area of ours"}
    assert client.post(address(area, "delete"), answer).status_code == 302
    listed = client.get(reverse("admin:members_area_deleted"))
    assert address(area) in listed.text
    assert "No area of ours" in listed.text
    shown = client.get(address(area))
    assert [text in shown.text for text in ("Visas", "entry; stay, short", "Somebody restored")] == [True, True, False]
    assert client.post(address(area), {"version": 1, "reason": WHY}).url == address(area, "change")
    back = Area.objects.get(pk=area.pk)
    assert (back.slug, back.name, back.synonyms, back.version) == ("visas", "Visas", ["entry", "stay, short"], 2)
    told = [
        (one.history_type, one.version, one.history_change_reason, one.history_user) for one in past.history_of(back)
    ]
    assert told == [
        ("+", 1, "for a test", None),
        ("-", 1, "No area of ours", administrator),
        ("+", 2, WHY, administrator),
    ]
    assert address(area) not in client.get(reverse("admin:members_area_deleted")).text
    assert client.get(address(area)).url == address(area, "change")


def test_its_history_is_shown_and_leads_to_restoring_it(administrator, client, area):
    entry = area.history.get()
    deleted(area, administrator)
    shown = client.get(address(area, "history"))
    assert shown.status_code == 200
    assert address(area) in shown.text
    assert address(area, "simple_history", entry.pk) not in shown.text
    assert client.get(address(area, "simple_history", entry.pk)).url == address(area)
    assert client.post(address(area, "simple_history", entry.pk), {"name": "Mine"}).url == address(area)
    assert not Area.objects.filter(pk=area.pk).exists()


def test_after_that_its_earlier_states_can_be_gone_back_to(administrator, client, area):
    first = area.history.get()
    area.name = "Visas and stay"
    area.save()
    deleted(area)
    client.post(address(area), {"version": 2, "reason": WHY})
    page = client.get(address(area, "simple_history", first.pk))
    assert page.context["adminform"].form.initial["name"] == "Visas"
    assert page.context["adminform"].form["read_version"].value() == 3


def test_no_reason_no_restoring(administrator, client, area):
    deleted(area)
    refused = client.post(address(area), {"version": 1, "reason": " "})
    assert refused.status_code == 200
    assert "This field is required" in refused.text
    assert not Area.objects.filter(pk=area.pk).exists()


def test_of_two_who_restore_the_second_is_told_and_writes_nothing(administrator, client, area):
    deleted(area)
    sent = {"version": 1, "reason": WHY}
    assert client.post(address(area), sent).status_code == 302
    refused = client.post(address(area), sent)
    assert refused.status_code == 409
    assert "Somebody restored this row, or deleted it once more" in refused.text
    assert past.history_of(area).count() == 3


def test_a_page_opened_before_it_was_deleted_once_more_restores_nothing(administrator, client, area):
    deleted(area)
    client.post(address(area), {"version": 1, "reason": WHY})
    deleted(Area.objects.get(pk=area.pk))
    assert client.post(address(area), {"version": 1, "reason": WHY}).status_code == 409
    assert client.post(address(area), {"version": 2, "reason": WHY}).status_code == 302
    assert Area.objects.get(pk=area.pk).version == 3


@pytest.mark.parametrize("role", ["secretariat", "approver", "co_chair", "delegate"])
def test_others_restore_nothing(client, area, role):
    participant = factories.participant("fiji", "Fiji", iso="FJ") if role == "delegate" else None
    user = factories.user("other@example.org", role, acting_for=participant)
    user.is_staff = True
    user.save()
    client.force_login(user)
    deleted(area)
    answers = [client.get(address(area)), client.post(address(area), {"version": 1, "reason": WHY})]
    answers.append(client.get(reverse("admin:members_area_deleted")))
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert not Area.objects.filter(pk=area.pk).exists()


def test_what_stands_in_its_place_refuses_in_words(administrator, client, area):
    deleted(area)
    Area.objects.create(slug="visas", name="Visa policy")
    refused = client.post(address(area), {"version": 1, "reason": WHY})
    assert refused.status_code == 409
    assert "It cannot stand as it was: Area with this Name in addresses already exists." in refused.text
    assert Area.objects.count() == 1


def siam():
    with acting(None, "for a test"):
        row = Participant.objects.create(slug="siam", kind="state", iso_code="TH")
        body = Participant.objects.create(slug="a-body", kind="body")
        name = ParticipantName.objects.create(participant=row, short="Siam", sorting="Siam")
        member = Membership.objects.create(participant=row, body=body, capacity="member")
        focal = FocalPoint.objects.create(participant=row, email="desk@siam.example")
    return row, name, member, focal


def test_a_participant_comes_back_with_its_names_memberships_and_focal_points(administrator, client):
    row, name, member, focal = siam()
    deleted(row)
    assert all(text in client.get(address(row)).text for text in ("Siam", "Member of a-body", "desk@siam.example"))
    assert client.post(address(row), {"version": 1, "reason": WHY}).status_code == 302
    back = Participant.objects.get(pk=row.pk)
    assert str(back) == "Siam"
    found = [back.names.get(), back.memberships.get(), back.focal_points.get()]
    assert [one.pk for one in found] == [name.pk, member.pk, focal.pk]
    assert {(one.version, one.history.latest().history_change_reason) for one in [back, *found]} == {(2, WHY)}


def test_a_row_whose_participant_went_too_waits_for_it(administrator, client):
    row, _, member, _ = siam()
    deleted(row)
    for page in ("restore", "history"):
        assert client.get(address(member, page)).status_code == 200
    assert "siam: Member of a-body" in client.get(reverse("admin:members_membership_deleted")).text
    refused = client.post(address(member), {"version": 1, "reason": WHY})
    assert refused.status_code == 409
    assert "What it belonged to was deleted too" in refused.text


def test_a_name_that_came_in_the_meantime_below_it_refuses_the_whole():
    row, name, _, _ = siam()
    deleted(row)
    restore(Participant, row.pk, version=1, reason=WHY, by=None)
    deleted(Participant.objects.get(pk=row.pk))
    Participant.objects.create(slug="thai", kind="state", iso_code="TH")
    with pytest.raises(CannotRestoreError, match="Another participant has this ISO 3166 code"):
        restore(Participant, row.pk, version=2, reason=WHY, by=None)
    assert not ParticipantName.objects.filter(pk=name.pk).exists()


def test_every_table_with_deleting_has_restoring(administrator, client):
    site = {model._meta.model_name: found for model, found in admin.site._registry.items() if model is not User}
    ours = [found for found in site.values() if found.opts.app_label in ("members", "meetings")]
    assert len(ours) == len(TABLES)
    for found in ours:
        name = f"admin:{found.opts.app_label}_{found.opts.model_name}"
        assert client.get(reverse(f"{name}_deleted")).status_code == 200
        assert reverse(f"{name}_deleted") in client.get(reverse(f"{name}_changelist")).text


def one_of_each():
    """A row of every table that can be restored, by its name."""
    row, name, member, focal = siam()
    rows = [row, name, member, focal]
    rows.append(Mandate.objects.create(user=factories.user("ravi@example.org"), role="approver"))
    rows.append(Abbreviation.objects.create(short="XYZ", long="Example of words"))
    rows.append(Area.objects.create(slug="entry", name="Entry", synonyms=["arrival"]))
    rows.append(factories.series("TIPWG", "Working Group"))
    return {one._meta.model_name: one for one in rows}


TABLES = "participant participantname membership focalpoint mandate abbreviation area series".split()


@pytest.mark.parametrize("table", TABLES)
def test_a_row_of_every_table_is_deleted_with_a_reason_and_restored_with_one(administrator, client, table):
    row = one_of_each()[table]
    before = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    sent = {"post": "yes", "version": 1, "reason": "Filed twice"}
    assert client.post(address(row, "delete"), sent).status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()
    for page in (client.get(address(row, "history")), client.get(address(row))):
        assert (page.status_code, "Filed twice" in page.text, "Adam" in page.text) == (200, True, True)
    assert client.post(address(row), {"version": 1, "reason": WHY}).status_code == 302
    back = type(row).objects.get(pk=row.pk)
    after = {field.attname: getattr(back, field.attname) for field in back._meta.concrete_fields}
    assert after == before | {"version": 2}
    told = [(one.history_type, one.history_change_reason) for one in past.history_of(back)]
    assert told[1:] == [("-", "Filed twice"), ("+", WHY)]


def test_one_of_each_is_every_table_that_has_restoring(db):
    assert sorted(one_of_each()) == sorted(TABLES)
    ours = (model for model in admin.site._registry if model._meta.app_label in ("members", "meetings"))
    assert sorted(model._meta.model_name for model in ours if model is not User) == sorted(TABLES)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 101])
def test_no_reason_no_deleting(administrator, client, area, reason):
    asked = client.get(address(area, "delete"))
    assert (asked.context["reason_form"].is_bound, "Why it is deleted" in asked.text) == (False, True)
    refused = client.post(address(area, "delete"), {"post": "yes", "version": 1, "reason": reason})
    assert (refused.status_code, refused.context["reason_form"].errors.keys()) == (200, {"reason"})
    assert Area.objects.filter(pk=area.pk).exists()


def test_what_was_saved_after_one_looked_is_not_deleted(administrator, client, area):
    with acting(None, "Somebody else"):
        area.name = "Visas and stay"
        area.save()
    refused = client.post(address(area, "delete"), {"post": "yes", "version": 1, "reason": "Not needed"})
    assert "Somebody saved this row after you opened this page" in refused.text
    assert Area.objects.filter(pk=area.pk).exists()
    form = refused.context["reason_form"]
    again = {"post": "yes", "version": form["version"].value(), "reason": form["reason"].value()}
    assert again == {"post": "yes", "version": "2", "reason": "Not needed"}
    assert client.post(address(area, "delete"), again).status_code == 302
    assert not Area.objects.filter(pk=area.pk).exists()


def test_several_are_deleted_for_one_reason_and_not_without(administrator, client):
    rows = [Abbreviation.objects.create(short=short, long="Words") for short in ("AB", "CD")]
    listed = reverse("admin:members_abbreviation_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    assert "Why it is deleted" in client.post(listed, chosen).text
    refused = client.post(listed, chosen | {"post": "yes", "reason": " "})
    assert (refused.status_code, "This field is required" in refused.text) == (200, True)
    assert Abbreviation.objects.count() == 2
    assert client.post(listed, chosen | {"post": "yes", "reason": "Nobody uses them"}).status_code == 302
    gone = Abbreviation.history.filter(history_type="-")
    assert {(one.history_change_reason, one.history_user) for one in gone} == {("Nobody uses them", administrator)}
    assert (Abbreviation.objects.count(), gone.count()) == (0, 2)


def test_a_restored_mandate_opens_again_what_it_opened(administrator, client):
    mandate = Mandate.objects.create(user=factories.user("ravi@example.org"), role="approver")
    deleted(mandate)
    assert User.objects.get(email="ravi@example.org").roles == frozenset()
    client.post(address(mandate), {"version": 1, "reason": WHY})
    assert User.objects.get(email="ravi@example.org").roles == {"approver"}


def test_what_is_no_key_is_not_found(administrator, client):
    for url in ("/admin/members/area/nothing/history/", "/admin/members/area/nothing/history/1/"):
        assert client.get(url).status_code == 404


def test_the_moment_of_deleting_is_told(administrator, client, area):
    deleted(area)
    assert f"{datetime.datetime.now(datetime.UTC):%Y}" in client.get(address(area)).text
