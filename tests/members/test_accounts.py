"""Signing in and what protects it: the same answers for all, second factors, sessions, asked again before issuing."""

import re
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import jobs
from core.history import acting
from core.jobs.models import Job
from core.mail.models import Letter
from members.models import Mandate
from members.permissions import needs_second_factor
from records import services
from records.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "a long pass phrase"
LOGIN = "/accounts/login/"


@pytest.fixture
def person():
    def make(email="ana@example.org", *roles):
        row = factories.user(email, *roles)
        row.set_password(PASSWORD)
        row.save()
        return row

    return make


def sign_in(client, user, password=PASSWORD):
    return client.post(LOGIN, {"login": user if isinstance(user, str) else user.email, "password": password})


def post(client, address, **fields):
    return client.post(address, fields)


# --- the same bytes ----------------------------------------------------------------------------------------------


def plain(answer, email):
    """The answer without what differs in every answer: tokens, the moment, and the address that was typed."""
    body = re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", answer.text).replace(email, "")
    head = {name: value for name, value in answer.headers.items() if name not in ("Set-Cookie", "Expires")}
    cookies = {name: {k: v for k, v in morsel.items() if v} for name, morsel in answer.cookies.items()}
    return answer.status_code, body, head, {n: c | {"expires": ""} for n, c in cookies.items()}


@pytest.mark.parametrize("email", ["ana@example.org", "closed@example.org", "nopassword@example.org"])
def test_a_wrong_password_is_answered_like_an_unknown_address(person, email):
    person("ana@example.org", "secretariat")
    closed, without = person("closed@example.org"), person("nopassword@example.org")
    closed.is_active = False
    closed.save()
    without.set_unusable_password()
    without.save()

    stranger = email.replace(email[:3], "xyz")
    known = plain(sign_in(Client(), email, "wrong"), email)
    unknown = plain(sign_in(Client(), stranger, "wrong"), stranger)

    assert known == unknown
    assert known[0] == 200


def test_password_reset_is_answered_alike_for_known_and_unknown(person):
    person("ana@example.org")

    answers = [
        [plain(Client().post("/accounts/password/reset/", {"email": email}, follow=follow), email) for follow in (0, 1)]
        for email in ("ana@example.org", "xyz@example.org")
    ]

    assert answers[0] == answers[1]
    for job in Job.objects.filter(key__startswith="mail:"):
        jobs.run(job.pk)
    assert {letter for sent in mail.outbox for letter in sent.to} == {"ana@example.org"}
    assert set(Letter.objects.values_list("kind", "to")) == {("account.password_reset_key", "ana@example.org")}


def work_of(request, hasher=Argon2PasswordHasher):
    """How often a password was hashed, and how many statements were asked: an answer’s time is made of them."""
    with CaptureQueriesContext(connection) as queries, counting(hasher) as hashed:
        request()
    statements = Counter(query["sql"].split()[0] for query in queries)
    return len(hashed), sum(statements[kind] for kind in ("INSERT", "UPDATE", "DELETE")), statements["SELECT"]


@contextmanager
def counting(hasher):
    """Every call of Argon2, which takes a hundred times as long as all the rest."""
    hashed, encode, verify = [], hasher.encode, hasher.verify
    hasher.encode = lambda self, *args: (hashed.append("encode"), encode(self, *args))[1]
    hasher.verify = lambda self, *args: (hashed.append("verify"), verify(self, *args))[1]
    try:
        yield hashed
    finally:
        hasher.encode, hasher.verify = encode, verify


@pytest.mark.parametrize("email", ["ana@example.org", "closed@example.org", "nopassword@example.org"])
def test_a_wrong_password_takes_as_much_work_as_an_unknown_address(person, email):
    person("ana@example.org", "secretariat")
    closed, without = person("closed@example.org"), person("nopassword@example.org")
    closed.is_active = False
    closed.save()
    without.set_unusable_password()
    without.save()
    sign_in(Client(), "warm@example.org", "wrong")

    known = work_of(lambda: sign_in(Client(), email, "wrong"))
    unknown = work_of(lambda: sign_in(Client(), "xyz@example.org", "wrong"))

    assert known[:2] == unknown[:2]
    assert abs(known[2] - unknown[2]) <= 2


def test_password_reset_takes_as_much_work_for_an_unknown_address(person):
    person("ana@example.org")
    for email in ("ana@example.org", "xyz@example.org"):
        post(Client(), "/accounts/password/reset/", email=email)

    known = work_of(lambda: post(Client(), "/accounts/password/reset/", email="ana@example.org"))
    unknown = work_of(lambda: post(Client(), "/accounts/password/reset/", email="xyz@example.org"))

    assert known[:2] == unknown[:2]
    assert known[1] >= 4
    assert abs(known[2] - unknown[2]) <= 2


def test_the_link_of_the_letter_sets_a_password_once(person, client):
    user = person("ana@example.org")
    post(client, "/accounts/password/reset/", email=user.email)
    letter = Letter.objects.get()
    jobs.run(Job.objects.get(key=f"mail:{letter.pk}").pk)
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    done = post(client, page.request["PATH_INFO"], password1="another long phrase", password2="another long phrase")

    assert mail.outbox[0].subject == "Choose a new password"
    assert done.status_code == 302
    assert Letter.objects.get(pk=letter.pk).body == ""
    assert sign_in(Client(), user, "another long phrase").status_code == 302
    assert "password1" not in Client().get(link, follow=True).text


def test_nobody_signs_up(client):
    page = client.get("/accounts/signup/").text
    post(client, "/accounts/signup/", email="new@example.org", password1=PASSWORD, password2=PASSWORD)

    assert "<form" not in page.partition("<main")[2]
    assert not factories.User.objects.filter(email="new@example.org").exists()


def test_the_sixth_guess_in_a_row_is_refused_and_so_is_the_right_password(person, client):
    user = person()
    for _ in range(5):
        sign_in(client, user, "wrong")

    assert "Too many failed" in sign_in(client, user).text
    assert sign_in(Client(), "nobody@example.org", "wrong").status_code == 200


def test_many_attempts_from_one_address_are_told_to_wait(client):
    answers = [sign_in(client, f"nobody{n}@example.org", "wrong").status_code for n in range(32)]

    assert answers[-1] == 429


# --- second factors ----------------------------------------------------------------------------------------------


def test_set_up_comes_before_anything_else(person, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = person("ana@example.org", "secretariat")
    sign_in(client, user)

    for address in ("/", "/prepare/", "/meetings/", "/jobs/", "/accounts/password/change/", "/prepare/drafts/"):
        assert client.get(address)["Location"] == "/accounts/2fa/", address
    assert post(client, "/prepare/drafts/")["Location"] == "/accounts/2fa/"
    page = client.get("/accounts/2fa/").text
    assert "Your role needs two-step sign-in. Set it up here, then go on." in page
    assert client.get("/accounts/logout/").status_code == 200


def test_with_an_app_one_signs_in_by_password_and_code(person, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = person("ana@example.org", "secretariat")
    sign_in(client, user)
    page = client.get("/accounts/2fa/totp/activate/")
    assert 'src="data:image/svg' in page.text
    secret = page.context["form"].secret
    now = f"{hotp_value(secret, int(time.time()) // 30):06}"
    activated = post(client, "/accounts/2fa/totp/activate/", code=now)

    assert activated["Location"] == "/accounts/2fa/recovery-codes/"
    assert len(re.findall(r"<li><code>\d{8}</code>", client.get("/accounts/2fa/recovery-codes/").text)) == 10
    assert client.get("/prepare/").status_code == 200
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored

    again = Client()
    assert sign_in(again, user)["Location"] == "/accounts/2fa/authenticate/"
    assert again.get("/prepare/").status_code == 302
    assert "Incorrect code" in post(again, "/accounts/2fa/authenticate/", code="000000").text
    recovery = re.search(r"<li><code>(\d{8})", client.get("/accounts/2fa/recovery-codes/").text)[1]
    assert post(again, "/accounts/2fa/authenticate/", code=recovery).status_code == 302
    assert again.get("/prepare/").status_code == 200
    other = Client()
    sign_in(other, user)
    assert post(other, "/accounts/2fa/authenticate/", code=recovery).status_code == 200  # used up


def test_a_factor_that_is_removed_is_asked_for_on_the_next_request(person, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = person("ana@example.org", "approver")
    for one in (user, person("budi@example.org", "approver")):  # another person's is not one's own
        TOTP.activate(one, generate_totp_secret())
    client.force_login(user)
    assert client.get("/prepare/").status_code == 200
    Authenticator.objects.filter(user=user).delete()

    assert client.get("/prepare/")["Location"] == "/accounts/2fa/"


@pytest.mark.parametrize(
    ("role", "needs"),
    [
        ("secretariat", True),
        ("approver", True),
        ("deputy", True),
        ("administrator", True),
        ("co_chair", False),
        ("delegate", False),
    ],
)
def test_whose_role_needs_it(role, needs, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = factories.user("ana@example.org", role, acting_for=factories.participant("sri-lanka", iso="LK"))
    client.force_login(user)

    assert needs_second_factor(user) is needs
    assert client.get("/meetings/").status_code == (302 if needs else 200)


def test_a_superuser_needs_it_too(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    with acting(None, "for a test"):
        client.force_login(factories.User.objects.create_superuser("root@example.org", PASSWORD, name="Root"))

    assert client.get("/admin/")["Location"] == "/accounts/2fa/"


# --- sessions ----------------------------------------------------------------------------------------------------


def test_a_session_that_was_ended_is_gone_on_its_next_request(person):
    user = person()
    here, there = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}), Client()
    sign_in(here, user)
    sign_in(there, user)
    page = here.get("/accounts/sessions/").text
    assert "Firefox on Windows" in page
    row = UserSession.objects.get(session_key=there.session.session_key)

    assert post(here, f"/accounts/sessions/{row.pk}/end/")["Location"] == "/accounts/sessions/"
    assert there.get("/jobs/")["Location"].startswith(LOGIN)
    assert here.get("/jobs/").status_code == 200


def test_all_others_are_ended_at_once_and_nobody_elses(person):
    user, other = person(), person("budi@example.org")
    clients = [Client() for _ in range(4)]
    for client, whose in zip(clients, (user, user, user, other), strict=True):
        sign_in(client, whose)
    post(clients[0], "/accounts/sessions/end-others/")

    assert [client.get("/jobs/").status_code for client in clients] == [200, 302, 302, 200]
    foreign = UserSession.objects.get(user=other)
    assert post(clients[0], f"/accounts/sessions/{foreign.pk}/end/").status_code == 404
    assert clients[3].get("/jobs/").status_code == 200


def test_a_new_password_ends_the_sessions_elsewhere(person):
    user = person()
    here, there = Client(), Client()
    sign_in(here, user)
    sign_in(there, user)
    changed = post(
        here,
        "/accounts/password/change/",
        oldpassword=PASSWORD,
        password1="another long phrase",
        password2="another long phrase",
    )

    assert changed.status_code == 302
    assert [there.get("/jobs/").status_code, here.get("/jobs/").status_code] == [302, 200]


def test_a_right_withdrawn_is_gone_on_the_next_request(person, client):
    user = person("ana@example.org", "secretariat")
    sign_in(client, user)
    assert client.get("/prepare/").status_code == 200
    mandate = Mandate.objects.get(user=user)
    with acting(None, "left"):
        mandate.delete()

    assert client.get("/prepare/").status_code == 404


def test_an_account_that_is_closed_is_signed_out_on_the_next_request(person, client):
    user = person("ana@example.org", "secretariat")
    sign_in(client, user)
    user.is_active = False
    user.save()

    assert client.get("/jobs/").status_code == 302


# --- asked again before issuing ----------------------------------------------------------------------------------


@pytest.fixture
def asked():
    preparer = factories.user("budi@example.org", "secretariat")
    return services.ask_approval(factories.meeting(4, starts=None, attendance_is_known=False), by=preparer)


def make_old(client, seconds):
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


def test_issuing_long_after_signing_in_asks_again_and_then_goes_on(person, asked, client, settings):
    settings.CONFIRM_BEFORE_ISSUING = True
    sign_in(client, person("ravi@example.org", "approver"))
    make_old(client, 601)
    issue = f"/prepare/approvals/{asked.pk}/issue/"
    sent = post(client, issue)

    assert sent["Location"].startswith("/accounts/reauthenticate/?next=")
    assert Edition.objects.count() == 0
    assert "What you were doing is kept" in client.get(sent["Location"]).text
    wrong = post(client, sent["Location"], password="wrong")
    assert (wrong.status_code, Edition.objects.count()) == (200, 0)
    done = post(client, sent["Location"], password=PASSWORD, next=issue)
    assert (done.status_code, done["Location"]) == (302, f"/prepare/approvals/{asked.pk}/")
    assert Edition.objects.get().approved_by.email == "ravi@example.org"


def test_issuing_soon_after_signing_in_asks_nothing(person, asked, client, settings):
    settings.CONFIRM_BEFORE_ISSUING = True
    sign_in(client, person("ravi@example.org", "approver"))
    make_old(client, 590)

    assert post(client, f"/prepare/approvals/{asked.pk}/issue/")["Location"] == f"/prepare/approvals/{asked.pk}/"
    assert Edition.objects.count() == 1


def test_who_may_not_issue_is_told_so_and_asked_nothing(person, asked, client, settings):
    settings.CONFIRM_BEFORE_ISSUING = True
    sign_in(client, person("ana@example.org", "secretariat"))
    make_old(client, 601)

    assert post(client, f"/prepare/approvals/{asked.pk}/issue/").status_code == 403
