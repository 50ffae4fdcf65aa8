"""Accounts in the browser: logging in with password, second factor and passkey."""

import pytest
from django.core.cache import caches

from tests.browser.moves import LOOKS, log_in
from tests.browser.test_accessibility import faults, runs_over
from tests.cast import PASSWORD, amina, sven

VISITORS = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
OWN = [
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
]


@pytest.fixture(autouse=True)
def no_limits_used_up(transactional_db):
    caches["default"].clear()


def with_virtual_authenticator(page):
    """Give the browser an authenticator that answers without a person."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def say_the_password_again(page):
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


@pytest.mark.once
@LOOKS
def test_the_pages_of_an_account(reading_room, browser_page, scheme, width):
    page = browser_page(width=width, scheme=scheme)
    found = []
    for address in [*VISITORS, *OWN]:
        if address == OWN[0]:
            log_in(page, sven())
        page.goto(address)
        if "/reauthenticate/" in page.url:
            found += faults(page)
            say_the_password_again(page)
        found += faults(page)
        assert runs_over(page) <= 0, address
    assert found == []


def test_a_passkey_is_added_and_opens_the_desk(reading_room, browser_page):
    page = browser_page()
    log_in(page, amina())
    with_virtual_authenticator(page)
    page.goto("/accounts/2fa/webauthn/add/")
    say_the_password_again(page)
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.get_by_label("I have saved my recovery codes").check()
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_text("Passkey", exact=True).wait_for()
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("link", name="Log in").wait_for()
    page.goto("/accounts/login/?next=/admin/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url("**/admin/")
    assert page.get_by_text("Set up a second factor").count() == 0
