"""The administration: who may, a lost race, the history, files in and out, and nothing inline on any page."""

import datetime
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.history import acting
from meetings.models import Meeting, Series
from meetings.reference import load_series
from members.models import Abbreviation, Area, Mandate, Membership, Participant, ParticipantName, User
from members.services import load_reference

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
REFERENCE = ["abbreviation", "area", "focalpoint", "mandate", "membership", "participant", "participantname", "user"]


def user_with(role, email="somebody@example.org", **flags):
    user = User.objects.create_user(email, PASSWORD, name="Somebody", **flags)
    participant = Participant.objects.get(slug="canada") if role == "delegate" else None
    Mandate(user=user, role=role, participant=participant).save()
    return user


@pytest.fixture
def reference():
    load_reference()
    load_series()


@pytest.fixture
def administrator(reference, client):
    user = user_with("administrator", is_staff=True)
    client.force_login(user)
    return user


class Inline(HTMLParser):
    """Collects what a strict content policy forbids."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self.found += [f"<{tag} {name}>" for name in names if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in names and names.get("type") != "application/json"):
            self.found.append(f"<{tag}>")
        if str(names.get("href", "")).startswith("javascript:"):
            self.found.append("javascript:")


def inline_of(response):
    parser = Inline()
    parser.feed(response.content.decode())
    return parser.found


def form_of(response):
    """What the browser would send back unchanged."""
    data = {}
    context = response.context
    below = context.get("inline_admin_formsets", [])
    for form in [context["adminform"].form, *(f for s in below for f in s.formset.forms)]:
        data.update({bound.html_name: _sent(bound) for bound in form if _sent(bound) is not None})
    for formset in below:
        data.update({bound.html_name: bound.value() for bound in formset.formset.management_form})
    return data


def _sent(bound):
    value = bound.field.prepare_value(bound.value())
    if value is None:
        return None if isinstance(bound.value(), bool) else ""
    if isinstance(value, bool):
        return "on" if value else None
    return value.isoformat() if isinstance(value, datetime.date) else value


def test_only_reference_data_is_registered():
    ours = {"members", "meetings", "records", "recommendations", "strategy", "library", "desk", "core"}
    registered = sorted(model._meta.model_name for model in admin.site._registry if model._meta.app_label in ours)
    assert registered == sorted([*REFERENCE, "series"])
    assert not admin.site.is_registered(Meeting)


def test_strangers_are_sent_to_the_one_page_for_signing_in(client, db):
    response = client.get(reverse("admin:index"), follow=False)
    assert response.status_code == 302
    chain = client.get(response.url)
    assert chain.status_code == 302
    assert chain.url.startswith(reverse("account_login"))


def test_other_roles_may_nothing_even_as_staff(reference, client):
    urls = [reverse(f"admin:members_{model}_{page}") for model in REFERENCE for page in ("changelist", "add")]
    urls.append(reverse("admin:meetings_series_changelist"))
    for role in ("delegate", "secretariat", "approver", "co_chair"):
        client.force_login(user_with(role, f"{role.replace('_', '')}@example.org", is_staff=True))
        assert {(role, url, client.get(url).status_code) for url in urls} == {(role, url, 403) for url in urls}


def test_a_mandate_that_ended_opens_nothing(administrator, client):
    mandate = administrator.mandates.get()
    mandate.until_on = datetime.date(2020, 1, 1)
    mandate.save()
    assert client.get(reverse("admin:members_area_changelist")).status_code == 403


def test_accounts_are_closed_never_deleted(administrator, client):
    assert (
        client.post(reverse("admin:members_user_delete", args=[administrator.pk]), {"post": "yes"}).status_code == 403
    )


def test_a_change_names_author_and_reason(administrator, client):
    area = Area.objects.get(slug="returns")
    url = reverse("admin:members_area_change", args=[area.pk])
    data = form_of(client.get(url)) | {
        "name": "Return",
        "synonyms": "AVRR\r\nrepatriation, assisted\r\n\r\n",
        "change_reason": "Plainer",
    }
    assert client.post(url, data).status_code == 302
    area.refresh_from_db()
    assert (area.name, area.synonyms, area.version) == ("Return", ["AVRR", "repatriation, assisted"], 2)
    latest = area.history.latest()
    assert (latest.history_user, latest.history_change_reason) == (administrator, "Plainer")


def test_a_lost_race_writes_nothing_and_keeps_what_was_typed(administrator, client):
    area = Area.objects.get(slug="returns")
    url = reverse("admin:members_area_change", args=[area.pk])
    mine = form_of(client.get(url)) | {"name": "Mine"}
    area.name = "Theirs"
    with acting(None, "Somebody else"):
        area.save()
    refused = client.post(url, mine)
    assert refused.status_code == 200
    text = refused.content.decode()
    assert "Somebody saved this row after you opened it" in text
    assert "Theirs" in text
    assert 'value="Mine"' in text
    assert Area.objects.get(pk=area.pk).name == "Theirs"
    assert client.post(url, form_of(refused) | {"name": "Mine"}).status_code == 302
    assert Area.objects.get(pk=area.pk).name == "Mine"


def test_an_earlier_state_is_restored_from_the_history(administrator, client):
    area = Area.objects.get(slug="returns")
    before = area.name
    area.name = "Mistaken"
    with acting(None, "A slip"):
        area.save()
    earlier = area.history.earliest()
    url = reverse("admin:members_area_simple_history", args=[area.pk, earlier.pk])
    shown = client.get(url)
    data = form_of(shown) | {"change_reason": "As it was"}
    assert data["name"] == before
    assert client.post(url, data).status_code == 302
    area.refresh_from_db()
    assert (area.name, area.version) == (before, 3)
    latest = area.history.latest()
    assert (latest.history_user, latest.history_change_reason) == (administrator, "As it was")


def test_an_earlier_state_is_not_restored_over_a_later_save(administrator, client):
    area = Area.objects.get(slug="returns")
    url = reverse("admin:members_area_simple_history", args=[area.pk, area.history.earliest().pk])
    data = form_of(client.get(url))
    area.name = "Theirs"
    with acting(None, "Somebody else"):
        area.save()
    refused = client.post(url, data)
    assert refused.status_code == 200
    assert "Somebody saved this row after you opened it" in refused.content.decode()
    assert Area.objects.get(pk=area.pk).name == "Theirs"


def test_a_save_without_the_version_is_refused(administrator, client):
    area = Area.objects.get(slug="returns")
    url = reverse("admin:members_area_change", args=[area.pk])
    data = form_of(client.get(url)) | {"name": "Mine"}
    del data["read_version"]
    assert client.post(url, data).status_code == 200
    assert Area.objects.get(pk=area.pk).name != "Mine"


def test_a_lost_race_in_a_row_below_is_seen_too(administrator, client):
    participant = Participant.objects.get(slug="fiji")
    url = reverse("admin:members_participant_change", args=[participant.pk])
    mine = form_of(client.get(url)) | {"names-0-formal": "Mine"}
    name = participant.names.get()
    name.formal = "Theirs"
    name.save()
    refused = client.post(url, mine)
    assert "Somebody saved this row after you opened it" in refused.content.decode()
    assert ParticipantName.objects.get(pk=name.pk).formal == "Theirs"


def test_deleting_several_leaves_a_history_of_each(administrator, client):
    rows = list(Abbreviation.objects.filter(short__in=["AAA", "ADFM"]))
    client.post(
        reverse("admin:members_abbreviation_changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes", "reason": "Spent"},
    )
    assert not Abbreviation.objects.filter(pk__in=[row.pk for row in rows]).exists()
    deleted = Abbreviation.history.filter(history_type="-")
    assert {row.history_user for row in deleted} == {administrator}
    assert deleted.count() == 2


EXCHANGED = REFERENCE


def test_nothing_inline_on_any_page(administrator, client):
    urls = [reverse("admin:index")]
    urls += [reverse(f"admin:members_{model}_{page}") for model in REFERENCE for page in ("changelist", "add")]
    urls += [reverse(f"admin:members_{model}_{page}") for model in EXCHANGED for page in ("import", "export")]
    for model in (Participant, ParticipantName, Membership, Area, Abbreviation, Series, Mandate, User):
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model.objects.first()
        pages = ["change", "history"] + (["delete"] if model is not User else [])
        urls += [reverse(f"{name}_{page}", args=[row.pk]) for page in pages]
        if model is not User:
            urls.append(reverse(f"{name}_simple_history", args=[row.pk, row.history.latest().pk]))
    for url in urls:
        response = client.get(url)
        assert response.status_code == 200, url
        assert "script-src 'self'" in response["Content-Security-Policy"]
        assert inline_of(response) == [], url


def test_lists_cost_the_same_at_any_size(administrator, client, django_assert_max_num_queries):
    for model in EXCHANGED:
        with django_assert_max_num_queries(12):
            client.get(reverse(f"admin:members_{model}_changelist"))


def upload(client, content, model="abbreviation"):
    """The two steps of an import: what will happen, then doing it."""
    url = reverse(f"admin:members_{model}_import")
    shown = client.post(url, {"import_file": SimpleUploadedFile("rows.csv", content.encode()), "format": "0"})
    form = shown.context.get("confirm_form")
    if form is None:
        return shown, None
    return shown, client.post(reverse(f"admin:members_{model}_process_import"), form.initial, follow=True)


def test_an_import_shows_each_line_first_and_twice_changes_nothing(administrator, client):
    content = 'short,long\nXYZ,Example of words\nAAA,"Acknowledge, Act, Advance"\n'
    shown, done = upload(client, content)
    assert inline_of(shown) == []
    assert [row.import_type for row in shown.context["result"].rows] == ["new", "skip"]
    assert done.status_code == 200
    row = Abbreviation.objects.get(short="XYZ")
    assert (row.history.get().history_user, row.history.get().history_change_reason) == (
        administrator,
        "Imported from the file rows.csv",
    )
    before = Abbreviation.history.count()
    upload(client, content)
    assert Abbreviation.history.count() == before


def test_one_bad_line_stops_the_whole_file(administrator, client):
    before = Area.objects.count()
    shown, done = upload(client, "slug,name,synonyms\nnew-area,New,\nno slug,Bad,\n", model="area")
    assert done is None
    assert shown.context["result"].has_validation_errors()
    assert Area.objects.count() == before


def test_a_line_about_nobody_says_whom_it_does_not_find(administrator, client):
    shown, done = upload(
        client,
        "participant,short,sorting,from_on,until_on\natlantis,Atlantis,Atlantis,2000-01-01,\n",
        model="participantname",
    )
    assert done is None
    assert "No participant has “atlantis” as its name in addresses." in shown.content.decode()
