"""Logging in, signing up, resetting: what is said to whom, and how sessions end."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from cases.views.kept import CARDS
from tests.cast import PASSWORD, amina, sven
from tests.html import faults_of, text_of

pytestmark = pytest.mark.django_db(transaction=True)

LOGIN = "/accounts/login/"
NEW_PASSWORD = "seven-tall-lighthouses"


@pytest.fixture(autouse=True)
def no_limits_used_up():
    caches["default"].clear()


def log_in(client, person, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": person.email, "password": password, **more})


def log_in_and_again(client, person):
    """Log in, and give the password once more, as changes of a second factor ask."""
    log_in(client, person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def is_logged_in(client) -> bool:
    return client.get("/about/").wsgi_request.user.is_authenticated


def test_logging_in_leads_on_and_logging_out_leads_home(client):
    response = log_in(client, sven(), next="/about/")
    assert response.status_code == 302 and response["Location"] == "/about/"
    response = client.post("/accounts/logout/")
    assert response.status_code == 302 and response["Location"] == "/"


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.invalid/", "//elsewhere.invalid", "javascript:alert(1)"]
)
def test_logging_in_leads_nowhere_else(client, elsewhere):
    assert log_in(client, sven(), next=elsewhere)["Location"] == "/"


def test_a_login_begins_a_new_session(client):
    client.get(LOGIN)
    client.session["planted"] = "before"
    before = client.session.session_key
    log_in(client, sven())
    assert client.session.session_key != before


def said(response) -> tuple:
    """What an answer tells: status, headers and body, without what differs each time."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    changing = {"Content-Length", "Expires"}
    headers = {name: value for name, value in response.items() if name not in changing}
    return response.status_code, headers, body


FORMS = {
    LOGIN: {"password": "wrong-password"},
    "/accounts/password/reset/": {},
    "/accounts/signup/": {
        "first_name": "A",
        "last_name": "B",
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD,
    },
}


@pytest.mark.parametrize("address", FORMS)
def test_nobody_learns_who_has_an_account(address):
    sven()
    answers = []
    for email in ("sven@example.org", "ingrid@example.org"):
        form = {**FORMS[address], "login" if address == LOGIN else "email": email}
        response = Client().post(address, form)
        status, headers, body = said(response)
        answers.append((status, headers, body.replace(email, "")))
    assert answers[0] == answers[1]


def test_the_comparison_sees_a_difference():
    """The test above could not fail if it compared nothing."""
    sven()
    assert said(log_in(Client(), sven())) != said(log_in(Client(), sven(), "wrong"))


def test_signing_up_asks_for_the_address_to_be_confirmed(client, settings):
    settings.SITE_URL = "https://cases.example.org/"
    form = {**FORMS["/accounts/signup/"], "email": "ingrid@example.org"}
    client.post("/accounts/signup/", form)
    assert not is_logged_in(client)
    [letter] = mail.outbox
    link = re.search(r"https://cases\.example\.org(/accounts/confirm-email/\S+)", letter.body)[1]
    client.post(link)
    assert EmailAddress.objects.get(email="ingrid@example.org").verified
    assert User.objects.get(email="ingrid@example.org").get_full_name() == "A B"
    assert log_in(client, User.objects.get(email="ingrid@example.org"), NEW_PASSWORD)
    assert is_logged_in(client)


def test_a_new_password_comes_by_a_link_to_the_configured_host(client, settings):
    settings.SITE_URL = "https://cases.example.org/"
    settings.ALLOWED_HOSTS = ["testserver", "other.example.org"]
    logged_in_before = Client()
    log_in(logged_in_before, sven())
    client.post(
        "/accounts/password/reset/", {"email": sven().email}, headers={"host": "other.example.org"}
    )
    [letter] = mail.outbox
    assert "other.example.org" not in letter.body
    link = re.search(r"https://cases\.example\.org(/accounts/password/reset/key/\S+)", letter.body)[
        1
    ]
    page = client.get(link, follow=True)
    form = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(page.redirect_chain[-1][0], form)
    assert sven().check_password(NEW_PASSWORD)
    assert not is_logged_in(logged_in_before), "the session before the change has ended"


def test_a_changed_password_ends_the_other_sessions_at_their_next_request():
    here, there = Client(), Client()
    log_in(here, sven()), log_in(there, sven())
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    here.post("/accounts/password/change/", form)
    assert is_logged_in(here) and not is_logged_in(there)


def test_a_disabled_account_is_out_at_its_next_request(client):
    log_in(client, sven())
    assert is_logged_in(client)
    User.objects.filter(username="sven").update(is_active=False)
    assert not is_logged_in(client)
    assert log_in(Client(), sven())["Location"] == reverse("account_inactive")


def test_signing_out_everywhere_else():
    here, there = Client(), Client()
    log_in(here, sven()), log_in(there, sven())
    page = text_of(here.get("/accounts/sessions/").content.decode())
    assert page.count("127.0.0.1") == 2
    here.post("/accounts/sessions/")
    assert is_logged_in(here) and not is_logged_in(there)


def test_guessing_is_slowed_for_all_processes_together():
    """The count lies in the database that all processes share, not in the memory of one."""
    person = sven()
    for _guess in range(5):
        log_in(Client(), person, "wrong")
    CARDS.clear()
    refused = log_in(Client(), person)
    assert "Too many failed login attempts" in text_of(refused.content.decode())
    elsewhere = {"login": "amina@example.org", "password": PASSWORD}
    amina()
    assert Client().post(LOGIN, elsewhere).status_code == 302


def test_addresses_are_those_of_the_client_behind_trusted_proxies(settings, client):
    settings.TRUSTED_PROXIES = 1
    header = {"x-forwarded-for": "198.51.100.1, 203.0.113.9"}
    form = {"login": sven().email, "password": PASSWORD}
    client.post(LOGIN, form, headers=header)
    assert sven().usersession_set.get().ip == "203.0.113.9"


def with_authenticator(person) -> str:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    return secret


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_second_factor_is_asked_for(client):
    secret = with_authenticator(amina())
    response = log_in(client, amina(), next="/admin/")
    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_logged_in(client)
    page = client.get(response["Location"])
    assert faults_of(page.content.decode()) == []
    response = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert is_logged_in(client)


def test_the_desk_has_no_other_door(client):
    with_authenticator(amina())
    response = client.get("/admin/login/?next=/admin/")
    assert response["Location"].startswith(LOGIN)
    response = client.post("/admin/login/", {"username": "amina", "password": PASSWORD})
    assert response.status_code == 302
    assert client.get("/admin/").status_code == 302


def test_who_is_no_staff_finds_no_desk(client):
    log_in(client, sven())
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/login/").status_code == 403


def test_staff_is_asked_for_a_second_factor_until_there_is_one(client):
    log_in(client, amina())
    asked = "Set up a second factor"
    assert asked in text_of(client.get("/admin/").content.decode())
    with_authenticator(amina())
    assert asked not in text_of(client.get("/admin/").content.decode())


def test_a_site_may_require_it(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    log_in(client, amina())
    assert client.get("/admin/")["Location"] == reverse("mfa_index")
    assert client.get("/admin/cases/practice/")["Location"] == reverse("mfa_index")
    with_authenticator(amina())
    assert client.get("/admin/").status_code == 200


def test_recovery_codes_are_made_with_the_first_factor(client):
    log_in_and_again(client, sven())
    page = client.get("/accounts/2fa/totp/activate/")
    assert "data:" not in page.content.decode()
    secret = page.context["form"].secret
    response = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert response.status_code == 302
    kinds = set(Authenticator.objects.filter(user=sven()).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


PAGES_OF_AN_ACCOUNT = [
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
]
PAGES_OF_A_VISITOR = [LOGIN, "/accounts/signup/", "/accounts/password/reset/"]


@pytest.mark.parametrize("address", [*PAGES_OF_AN_ACCOUNT, *PAGES_OF_A_VISITOR])
def test_the_pages_are_sound(client, address):
    if address in PAGES_OF_AN_ACCOUNT:
        log_in_and_again(client, sven())
    response = client.get(address)
    assert response.status_code == 200
    assert faults_of(response.content.decode()) == []
    if address in PAGES_OF_AN_ACCOUNT:
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
