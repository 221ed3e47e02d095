"""Signing in through a directory: a server of the test speaks OpenID Connect; only known addresses come in."""

import base64
import datetime
import json
import re
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from bali_process.settings import directories
from members.models import User
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
START = "/accounts/oidc/directory/login/"


class Directory(ThreadingHTTPServer):
    """Answers as a ministry's directory would, for whoever `person` says has signed in there."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.person = {}
        self.nonce = ""

    def answer(self, path):
        if path.endswith("/openid-configuration"):
            names = ("authorization", "token", "userinfo")
            return {"issuer": self.address, "jwks_uri": f"{self.address}/keys"} | {
                f"{name}_endpoint": f"{self.address}/{name}" for name in names
            }
        if path == "/token":
            claims = {"iss": self.address, "aud": "records", "exp": time.time() + 60, "iat": time.time()}
            told = jwt.encode(claims | self.person | {"nonce": self.nonce}, "k" * 32, algorithm="HS256")
            return {"access_token": "a", "token_type": "Bearer", "id_token": told}
        return self.person


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps(self.server.answer(urlsplit(self.path).path)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture
def directory(settings):
    with Directory() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environment = {"OIDC_SERVER_URL": server.address, "OIDC_CLIENT_ID": "records", "OIDC_NAME": "Your ministry"}
        settings.SOCIALACCOUNT_PROVIDERS = directories(environment)
        settings.ROOT_URLCONF = "tests.members.directory_urls"
        registry.load()
        registry.register(OpenIDConnectProvider)
        yield server
        registry.provider_map.pop("openid_connect", None)
        server.shutdown()


def come_back(client, directory, **person):
    """Sign in there as that person, and come back here."""
    asked = client.post(START)
    question = parse_qs(urlsplit(asked["Location"]).query)
    directory.person = {"sub": "17", **person}
    directory.nonce = question.get("nonce", [""])[0]
    return client.get(f"{START}callback/", {"code": "c", "state": question["state"][0]})


def is_signed_in(client):
    return client.get("/jobs/").status_code == 200


def test_the_page_of_signing_in_offers_it(client, directory):
    page = client.get("/accounts/login/").text

    assert "Sign in through Your ministry" in page
    assert f'action="{START}' in page


def test_a_known_verified_address_comes_in(client, directory):
    ana = factories.user("ana@example.org", "secretariat")
    answer = come_back(client, directory, email="ana@example.org", email_verified=True)

    assert answer.status_code == 302
    assert client.get("/prepare/").status_code == 200
    assert SocialAccount.objects.get().user == ana


@pytest.mark.parametrize(
    "person",
    [
        {"email": "stranger@example.org", "email_verified": True},
        {"email": "ana@example.org", "email_verified": False},
        {"email": "ana@example.org"},
        {"email": "closed@example.org", "email_verified": True},
        {},
    ],
)
def test_nobody_else_comes_in_and_nothing_is_stored(client, directory, person):
    factories.user("ana@example.org", "secretariat")
    closed = factories.user("closed@example.org", "secretariat")
    closed.is_active = False
    closed.save()
    before = User.objects.count()
    answer = come_back(client, directory, **person)

    assert answer.status_code == 403
    assert "There is no account for you here yet." in answer.text
    assert not is_signed_in(client)
    assert User.objects.count() == before


def test_the_second_step_is_asked_for_all_the_same(client, directory):
    TOTP.activate(factories.user("ana@example.org", "secretariat"), generate_totp_secret())
    answer = come_back(client, directory, email="ana@example.org", email_verified=True)

    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def test_an_answer_nobody_asked_for_is_refused(client, directory):
    factories.user("ana@example.org", "secretariat")
    directory.person = {"sub": "17", "email": "ana@example.org", "email_verified": True}
    client.get(f"{START}callback/", {"code": "c", "state": "made up"})

    assert not is_signed_in(client)


def test_without_settings_there_is_no_directory(client):
    assert directories({}) == {}
    assert "Through your organisation" not in client.get("/accounts/login/").text
    assert client.post(START).status_code == 404


SIGNED = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r1" Version="2.0" IssueInstant="{now}"
 Destination="{acs}" InResponseTo="{asked}"><saml:Issuer>urn:ministry</saml:Issuer>
 <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}
</samlp:Response>"""
ASSERTION = """<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a1" Version="2.0"
 IssueInstant="{now}"><saml:Issuer>urn:ministry</saml:Issuer><saml:Subject>
 <saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">{email}</saml:NameID>
 <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
 NotOnOrAfter="{later}" Recipient="{acs}" InResponseTo="{asked}"/></saml:SubjectConfirmation></saml:Subject>
 <saml:Conditions NotBefore="{before}" NotOnOrAfter="{later}"><saml:AudienceRestriction>
 <saml:Audience>{metadata}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
 <saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s1"><saml:AuthnContext><saml:AuthnContextClassRef>
 urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>
 </saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>{email}
 </saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"""


def key_pair():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ministry")])
    today = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), today, today + DAY)
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return secret.decode(), made.sign(key, hashes.SHA256()).public_bytes(pem).decode()


@pytest.fixture(scope="module")
def keys():
    return key_pair()


@pytest.fixture
def saml(settings, keys):
    """A browser at the site, with a directory that speaks SAML and signs with `keys`."""
    environment = {"SAML_IDP_ENTITY_ID": "urn:ministry", "SAML_IDP_SSO_URL": "https://idp.example.org/"}
    settings.SOCIALACCOUNT_PROVIDERS = directories(
        environment | {"SAML_NAME": "Ministry", "SAML_IDP_CERTIFICATE": keys[1]}
    )
    settings.ROOT_URLCONF = "tests.members.directory_urls"
    registry.load()
    registry.register(SAMLProvider)
    yield Client(headers={"host": "localhost"})
    registry.provider_map.pop("saml", None)


def answer_by_saml(client, keys, email):
    """The directory's signed answer to a question that this browser was sent with."""
    asked = client.post("/accounts/saml/directory/login/")["Location"]
    question = zlib.decompress(base64.b64decode(parse_qs(urlsplit(asked).query)["SAMLRequest"][0]), -15).decode()
    now = datetime.datetime.now(datetime.UTC)
    site = "http://localhost/accounts/saml/directory"
    facts = {
        "now": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "before": f"{now - DAY:%Y-%m-%dT%H:%M:%SZ}",
        "later": f"{now + DAY:%Y-%m-%dT%H:%M:%SZ}",
        "acs": f"{site}/acs/",
        "metadata": f"{site}/metadata/",
        "asked": re.search(r'\bID="([^"]+)"', question)[1],
        "email": email,
    }
    signed = OneLogin_Saml2_Utils.add_sign(ASSERTION.format(**facts), *keys)
    whole = SIGNED.format(**facts, assertion=signed.decode() if isinstance(signed, bytes) else signed)
    sent = {"SAMLResponse": base64.b64encode(whole.encode()).decode()}
    return client.post("/accounts/saml/directory/acs/", sent, follow=True)


def test_saml_tells_the_directory_who_we_are(saml):
    assert "Sign in through Ministry" in saml.get("/accounts/login/").text
    told = saml.get("/accounts/saml/directory/metadata/")

    assert (told.status_code, "AssertionConsumerService" in told.text) == (200, True)


def test_a_known_address_comes_in_by_saml(saml, keys):
    factories.user("ana@example.org", "secretariat")
    answer_by_saml(saml, keys, "ana@example.org")

    assert saml.get("/prepare/").status_code == 200


def test_an_unknown_address_does_not_come_in_by_saml(saml, keys):
    answer = answer_by_saml(saml, keys, "stranger@example.org")

    assert "There is no account for you here yet." in answer.text
    assert not is_signed_in(saml)
    assert User.objects.count() == 0


def test_an_answer_signed_by_somebody_else_does_not_come_in(saml):
    factories.user("ana@example.org", "secretariat")
    answer_by_saml(saml, key_pair(), "ana@example.org")

    assert not is_signed_in(saml)
