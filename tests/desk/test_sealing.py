"""A form sent after the session ended: its words go through signing in, and to nobody else."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from bench import sending as pages
from core.history import acting
from core.models import FormDraft
from desk import sealing
from meetings.models import Meeting
from tests.desk.test_meetings import HOSTILE, at

PASSWORD = "correct horse battery staple"
WORDS = "What nobody may lose."


@pytest.fixture
def place(meeting, people):
    with acting(None, "for a test"):
        for person in people.values():
            person.set_password(PASSWORD)
            person.save()
    return at("section", meeting, "purpose")


@pytest.fixture
def form(as_, place):
    """Ana's form, filled in; then her session ends."""
    client = as_("ana")
    data = pages.sent(client.get(place), purpose=WORDS)
    session = Session.objects.get(session_key=client.cookies[settings.SESSION_COOKIE_NAME].value)
    session.expire_date = timezone.now()
    session.save()
    return data


def sign_in(client, page, person, password=PASSWORD):
    data = pages.sent(page, mark="action", where="/accounts/login/")
    return client.post("/accounts/login/", data | {"login": person.email, "password": password})


def test_words_are_ready_to_save_after_signing_in(client, form, place, people):
    page = client.post(place, form)
    assert "What you wrote is kept" in page.text
    assert WORDS not in page.text  # sealed
    assert Meeting.objects.get().purpose == ""
    answer = sign_in(client, page, people["ana"])
    ready = client.get(answer["Location"])
    assert "It is not saved yet" in ready.text
    assert WORDS in ready.text
    assert client.post(place, pages.sent(ready, mark="action", where=place)).status_code == 302
    assert Meeting.objects.get().purpose == WORDS
    assert not FormDraft.objects.exists()


def test_a_wrong_password_loses_nothing(client, form, place, people):
    page = sign_in(client, client.post(place, form), people["ana"], "wrong")
    assert page.status_code == 200
    ready = client.get(sign_in(client, page, people["ana"])["Location"])
    assert WORDS in ready.text


def test_somebody_else_who_signs_in_does_not_see_it(client, form, place, people):
    answer = sign_in(client, client.post(place, form), people["budi"])
    page = client.get(answer["Location"], follow=True)
    assert WORDS not in page.text
    assert "kept for them alone" in page.text
    assert FormDraft.objects.get().user == people["ana"]


def test_a_save_from_elsewhere_meanwhile_is_merged(client, form, place, people, meeting):
    page = client.post(place, form)
    meeting.purpose = "Theirs."
    with acting(people["budi"], "Corrected"):
        meeting.save()
    ready = client.get(sign_in(client, page, people["ana"])["Location"])
    merge = client.post(place, pages.sent(ready, mark="action", where=place))
    assert merge.status_code == 409
    assert "Budi saved this" in " ".join(merge.text.split())
    assert FormDraft.objects.exists()  # until something is saved


@pytest.mark.parametrize("sealed", ["", "nonsense", "gAAAAAB" + "x" * 100])
def test_a_broken_seal_is_nothing(client, place, people, sealed):
    answer = client.post("/accounts/login/", {"login": people["ana"].email, "password": PASSWORD, "_sealed": sealed})
    assert answer.status_code == 302
    assert not FormDraft.objects.exists()


def test_a_seal_holds_for_hours_and_under_our_key_alone(settings, monkeypatch):
    sealed = sealing.Sent("/x/", "", [["a", HOSTILE]]).sealed()
    assert sealing.opened(sealed).pairs == [["a", HOSTILE]]
    monkeypatch.setattr(sealing, "HOURS", -1)
    assert sealing.opened(sealed) is None
    monkeypatch.undo()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [settings.SECRET_KEY]
    assert sealing.opened(sealed).pairs == [["a", HOSTILE]]
    settings.SECRET_KEY_FALLBACKS = []
    assert sealing.opened(sealed) is None


def test_a_button_pressed_is_pressed_again(client, meeting, db):
    answer = client.post(at("ask", meeting), {"reason": ""})
    assert answer["Location"].startswith("/accounts/login/?next=")


@pytest.fixture
def strict(people, place):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["ana"], backend="django.contrib.auth.backends.ModelBackend")
    client.get(place)
    return client


def test_a_form_out_of_date_shows_its_words_ready_to_save(strict, place):
    page = strict.post(place, {"version": 1, "purpose": f"{WORDS} {HOSTILE}"})
    assert page.status_code == 403
    assert WORDS in page.text
    assert "<script>alert" not in page.text
    assert strict.post(place, pages.sent(page, mark="action", where=place)).status_code == 302
    assert Meeting.objects.get().purpose == f"{WORDS} {HOSTILE}"


def test_a_form_of_another_site_is_shown_nothing(strict, place):
    answer = strict.post(place, {"version": 1, "purpose": WORDS}, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert WORDS not in answer.text
    assert not FormDraft.objects.exists()


def test_without_session_and_protection_it_still_arrives(place, people):
    client = Client(enforce_csrf_checks=True)
    page = client.post(place, {"version": 1, "purpose": WORDS})
    assert "What you wrote is kept" in page.text
    ready = client.get(sign_in(client, page, people["ana"])["Location"])
    assert WORDS in ready.text


def test_what_is_kept_is_for_its_writer(as_, place, people):
    tab = sealing.keep(sealing.Sent(place, "", [["purpose", WORDS]]), people["ana"])
    assert as_("ana").get(f"/prepare/drafts/{tab}/").status_code == 200
    assert as_("budi").get(f"/prepare/drafts/{tab}/").status_code == 404
