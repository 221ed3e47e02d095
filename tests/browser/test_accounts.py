"""A passkey, from the first to the second sign-in, with an authenticator that Chromium plays."""

import pytest

from tests import factories

pytestmark = pytest.mark.browser
PASSWORD = "a long pass phrase"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def live(live):
    """Passkeys belong to names; an address in figures has none."""
    return live.replace("127.0.0.1", "localhost")


def test_a_passkey_is_added_and_signs_in(page, own_database):
    user = factories.user("ana@example.org", "secretariat")
    user.set_password(PASSWORD)
    user.save()
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    made = tool.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    assert len(tool.send("WebAuthn.getCredentials", made)["credentials"]) == 1

    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/?next=/prepare/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="Prepare a meeting").wait_for()


def test_a_device_that_confirms_nothing_is_told_in_words(page, own_database):
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.get_by_text("Nothing was confirmed on the device, or it took too long.").wait_for()
