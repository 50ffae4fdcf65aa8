"""Security headers and a strict content policy stand on every answer, errors and admin included."""

import pytest
from django.test import Client, override_settings
from django.urls import path

from cases.access import Reader
from tests.cast import client_of

pytestmark = pytest.mark.django_db

ANSWERS = [
    ("/", 200),
    ("/search/", 200),
    ("/search/?year_from=x", 400),
    ("/search/?page=0", 404),
    ("/practices/none/", 404),
    ("/nowhere/", 404),
    ("/sponsors/", 200),
    ("/order/", 200),
    ("/about/", 200),
    ("/accounts/login/", 200),
    ("/admin/", 302),
    ("/admin/login/", 302),
    ("/static/css/base.css", 200),
]
POLICY = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def assert_guarded(response):
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize(("address", "status"), ANSWERS)
def test_every_answer_to_a_visitor(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert_guarded(response)


@pytest.mark.parametrize("address", ["/", "/search/", "/admin/", "/admin/cases/practice/add/"])
def test_every_answer_to_a_curator(address):
    response = client_of(Reader.CURATOR).get(address)
    assert response.status_code == 200
    assert_guarded(response)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_an_answer_that_says_not_modified(client):
    first = client.get("/about/")
    unchanged = client.get("/about/", headers={"If-None-Match": first["ETag"]})
    assert unchanged.status_code == 304
    assert_guarded(unchanged)


def test_a_request_of_another_host(client):
    response = client.get("/", headers={"Host": "elsewhere.invalid"})
    assert response.status_code == 400
    assert "This request cannot be read" in response.content.decode()
    assert_guarded(response)


def test_a_form_sent_from_elsewhere():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert response.status_code == 403
    assert_guarded(response)


def test_a_site_reached_by_https_is_never_reached_otherwise(settings):
    settings.SECURE_SSL_REDIRECT = settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SECURE_HSTS_PRELOAD, settings.SECURE_HSTS_SECONDS = True, 63_072_000
    answer = Client().get("/about/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert Client().get("/about/")["Location"].startswith("https://")


@pytest.mark.parametrize(("query", "status"), [({"q": "w" * 9000}, 414), ({"page": "x"}, 404)])
def test_what_is_refused(client, query, status):
    response = client.get("/search/", query)
    assert response.status_code == status
    assert_guarded(response)


def test_what_is_asked_too_often(client, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"search": (1, 86_400)}
    client.get("/search/?q=a")
    response = client.get("/search/?q=b")
    assert response.status_code == 429
    assert_guarded(response)


def broken(request):
    raise RuntimeError("broken on purpose")


urlpatterns = [path("broken/", broken)]


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_breaks():
    response = Client(raise_request_exception=False).get("/broken/")
    assert response.status_code == 500
    assert "Something broke here" in response.content.decode()
    assert "broken on purpose" not in response.content.decode()
    assert_guarded(response)
