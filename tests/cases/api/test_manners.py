"""How the API behaves: errors, caching, limits, tokens, scripts of other sites."""

import json

import pytest
from django.db import OperationalError
from django.test import Client

from cases import workflow
from cases.access import Reader
from cases.api.parameters import cursor_at
from subscribers.models import Subscription
from subscribers.tokens import make_token
from tests.cast import client_of, sven

pytestmark = pytest.mark.django_db

HOUR = 3600
LIST = "/api/v1/practices/"
TITLE = cursor_at(("title", "trams 0000000001"))
REFUSED = [
    (f"{LIST}?colour=red", 400, "colour"),
    (f"{LIST}?page=x", 400, "page"),
    (f"{LIST}?page=0", 400, "page"),
    (f"{LIST}?page={10**9}", 404, None),
    (f"{LIST}?page=2", 404, None),
    (f"{LIST}?page_size={10**9}", 400, "page_size"),
    (f"{LIST}?page_size=101", 400, "page_size"),
    (f"{LIST}?cursor=zz", 400, "cursor"),
    (f"{LIST}?cursor={TITLE}&sort=newest", 400, "cursor"),
    (f"{LIST}?cursor={'W' * 1999}", 400, "cursor"),
    (f"{LIST}?cursor=&page=1", 400, "page"),
    (f"{LIST}?fields=colour", 400, "fields"),
    (f"{LIST}?sort=colour", 400, "sort"),
    (f"{LIST}?year_from=x", 400, "year_from"),
    (f"{LIST}?q=%00", 400, "q"),
    ("/api/v1/facets/?page=1", 400, "page"),
    ("/api/v1/categories/?q=1", 400, "q"),
    ("/api/v1/cities/?country=%00", 400, "country"),
    ("/api/v1/cities/?country=Japan", 400, "country"),
    ("/api/v1/organisations/999999999999999999999/", 404, None),
    ("/api/v1/nothing/", 404, None),
    ("/api/", 404, None),
    (f"{LIST}?q={'x' * 9000}", 414, None),
]


@pytest.mark.parametrize(("address", "status", "parameter"), REFUSED)
def test_errors_are_problems_that_name_the_parameter(client, address, status, parameter):
    answer = client.get(address)
    said = json.loads(answer.content)
    assert (answer.status_code, said["status"]) == (status, status)
    assert answer["Content-Type"] == "application/problem+json"
    assert "no-store" in answer["Cache-Control"]
    assert list(said.get("parameters", {})) == ([parameter] if parameter else [])


@pytest.mark.parametrize("value", ["'", "١", "1" * 40, "-1", "Kitakyushu"])
def test_a_city_that_can_be_none_finds_nothing(case, client, value):
    query = {"city": value}
    assert client.get(LIST, query).json()["total"] == 0
    facets = client.get("/api/v1/facets/", query).json()["facets"]
    chosen = {facet["name"]: facet["options"] for facet in facets}["city"]
    assert (chosen[-1]["value"], chosen[-1]["label"]) == (value, value)
    assert client.get("/search/", query).status_code == 200


def test_no_other_method_and_no_other_media_type(client):
    refused = client.post(LIST)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert json.loads(refused.content)["title"] == "Method Not Allowed"
    assert client.get(LIST, headers={"Accept": "application/xml"}).status_code == 406
    assert client.get(LIST, headers={"Accept": "text/html,*/*;q=0.8"}).status_code == 200


def test_who_holds_an_answer_is_told_so(client, case):
    for address in (LIST, f"{LIST}{case.slug}/", "/api/v1/facets/", "/api/v1/openapi.json"):
        answer = client.get(address)
        again = client.get(address, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == answer["ETag"]
        assert "public" in answer["Cache-Control"] and "no-cache" in answer["Cache-Control"]
    whole = client.get(f"{LIST}{case.slug}/")
    since = {"If-Modified-Since": whole["Last-Modified"]}
    assert client.get(f"{LIST}{case.slug}/", headers=since).status_code == 304
    for name in ("Accept", "Accept-Language", "Authorization", "Cookie"):
        assert name in whole["Vary"]
    workflow.archive(case, reason="Old.")
    headers = {"If-None-Match": whole["ETag"]}
    assert client.get(f"{LIST}{case.slug}/", headers=headers).status_code == 200


def test_a_script_of_another_site_may_read(client, case):
    address = f"{LIST}{case.slug}/"
    asked = client.options(address, headers={"Origin": "https://example.org"})
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Authorization" in asked["Access-Control-Allow-Headers"]
    for answer in (client.get(address), client.get("/api/v1/practices/none/")):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in answer["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer
    assert "Access-Control-Allow-Origin" not in client.get("/search/")


def test_a_token_opens_what_is_closed_while_the_subscription_runs(case):
    address = f"{LIST}{case.slug}/"
    secret = make_token(sven(), "Script", "read")
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    answer = program.get(address)
    assert answer.json()["closed_parts"] == [] and answer.json()["narrative"][0]["text"]
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert program.post(address).status_code == 403
    Subscription.objects.update(last_day="2001-01-01")
    for token in (secret, "bp_guess"):
        refused = Client(headers={"Authorization": f"Bearer {token}"}).get(address)
        assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
        assert refused["Content-Type"] == "application/problem+json"
        assert refused["Access-Control-Allow-Origin"] == "*"


def test_limits_by_address_and_by_token(case, client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "api": (2, HOUR), "api_token": (3, HOUR)}
    assert [client.get(LIST).status_code for _n in range(3)] == [200, 200, 429]
    refused = client.get(LIST)
    assert 1 <= int(refused["Retry-After"]) <= HOUR
    assert refused["Content-Type"] == "application/problem+json"
    secret = make_token(sven(), "Script", "read")
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert [program.get(LIST).status_code for _n in range(4)] == [200, 200, 200, 429]
    assert client_of(Reader.SUBSCRIBER).get(LIST).status_code == 429


def test_a_database_that_is_away_is_a_problem_too(client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("gone")

    client.raise_request_exception = False
    monkeypatch.setattr("cases.api.practices.engine.search", away)
    answer = client.get(LIST)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["title"] == "Service Unavailable"
