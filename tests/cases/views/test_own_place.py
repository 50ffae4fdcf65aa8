"""Stating one's own place, cases beside it, and what no cache may mix up."""

import csv
import io

import pytest
from django.contrib.sessions.models import Session
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory
from django.urls import reverse

from cases.access import Reader
from cases.own_place import KEY
from cases.page_cache import PAGES, PageCache
from subscribers.models import StatedPlace
from tests.cast import PASSWORD, client_of, sven
from tests.html import faults_of, parse, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]

PLACE = {
    "population": "80,000",
    "income_group": "lower-middle",
    "ecosystem": "coastal",
    "level": "city-town",
}
STATED = {**PLACE, "population": 80_000}


def state(client, **place):
    return client.post(reverse("own_place"), place or PLACE)


def page(client, name="search", **query) -> str:
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    html = response.content.decode()
    assert faults_of(html) == []
    return html


def kitakyushu(client) -> str:
    html = page(client, q="Kitakyushu Dalian")
    [card] = [c for c in parse(html).iter("li") if "Kitakyushu, Japan" in "".join(c.itertext())]
    return " ".join("".join(card.itertext()).split())


def test_cards_and_the_page_of_a_case_say_the_differences(client):
    assert "Beside your place" not in page(client)
    assert state(client)["Location"] == reverse("search")
    words = (
        "Beside your place: 12 times larger; other income group: high income; "
        "other ecosystem: Continental; other level: Global."
    )
    said = kitakyushu(client)
    assert words in said
    case = client.get(f"/practices/{said_slug(client)}/").content.decode()
    assert words in text_of(case) and faults_of(case) == []


def said_slug(client) -> str:
    html = page(client, q="Kitakyushu Dalian")
    return next(
        a.get("href") for a in parse(html).iter("a") if "/practices/kitaky" in (a.get("href") or "")
    ).split("/")[2]


def test_every_kept_card_is_filled_anew(client):
    state(client)
    first = kitakyushu(client)
    state(client, population="940978")
    assert "Beside your place: about as large." in kitakyushu(client)
    assert "12 times larger" in first
    assert "Beside your place" not in kitakyushu(Client())


def test_the_list_is_narrowed_to_places_like_it(client):
    state(client)
    document = parse(page(client))
    [line] = [p for p in document.iter("p") if p.get("class") == "own-place"]
    links = {"".join(a.itertext()): a.get("href") for a in line.iter("a")}
    assert links["same income group"] == "/search/?income_group=lower-middle"
    sizes = ("20000-50000", "50000-100000", "100000-250000")
    assert links["similar population"] == "/search/?" + "&".join(f"population={s}" for s in sizes)
    narrowed = page(client, income_group="lower-middle")
    assert "other income group" not in narrowed and "same income group" in narrowed


@pytest.mark.parametrize(
    "query", ["income_group=high", "population=500000-1000000&population=1000000-5000000"]
)
def test_page_and_export_agree_on_the_filters(query):
    sven = client_of(Reader.SUBSCRIBER)
    total = sven.get(f"{reverse('search')}?{query}").context["result"].total
    file = sven.get(f"{reverse('export', args=['csv'])}?{query}").getvalue().decode()
    lines = [line for line in csv.reader(io.StringIO(file)) if not line[0].startswith("#")]
    assert 0 < total == len(lines) - 2 < 30


@pytest.mark.parametrize("population", ["many", "-3", "0", "1.5", "10000000000"])
def test_a_number_that_is_none_is_refused_and_kept(client, population):
    response = state(client, population=population, ecosystem="coastal")
    assert response.status_code == 400
    html = response.content.decode()
    assert f'value="{population}"' in html and 'value="coastal" selected' in html
    assert "Beside your place" not in page(client)


@pytest.mark.parametrize("typed", ["1200000", "1,200,000", "1 200 000", "1\u00a0200\u00a0000"])
def test_numbers_with_marks_between_the_thousands(client, typed):
    state(client, population=typed)
    assert client.session[KEY] == {"population": 1_200_000}


def test_nothing_stated_or_all_forgotten_leaves_no_session(client):
    state(client, population="")
    assert not Session.objects.exists()
    state(client)
    assert 'name="forget"' in page(client, "own_place")
    client.post(reverse("own_place"), {**PLACE, "forget": "yes"})
    assert not Session.objects.exists() and not client.cookies["sessionid"].value
    assert "Beside your place" not in page(client)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/search/?q=bus", "/search/?q=bus"),
        ("https://elsewhere.invalid/", "/search/"),
        ("//elsewhere.invalid/", "/search/"),
        ("javascript:alert(1)", "/search/"),
    ],
)
def test_the_way_back_stays_here(client, asked, given):
    assert f'name="next" value="{given}"' in page(client, "own_place", next=asked)
    assert state(client, **PLACE, next=asked)["Location"] == given


def test_an_account_keeps_the_place_until_the_next_log_in():
    browser = client_of(Reader.SUBSCRIBER)
    state(browser)
    row = StatedPlace.objects.filter(user=sven()).values(*PLACE).get()
    assert row == STATED
    browser.logout()
    assert "Beside your place" not in page(browser)
    elsewhere = client_of(Reader.SUBSCRIBER)
    assert "12 times larger" in kitakyushu(elsewhere)
    elsewhere.post(reverse("own_place"), {"forget": "yes"})
    assert not StatedPlace.objects.exists()
    assert "Beside your place" not in page(client_of(Reader.SUBSCRIBER))


def test_a_visitor_who_logs_in_brings_the_place_along(client):
    sven()
    state(client)
    client.post(reverse("account_login"), {"login": "sven@example.org", "password": PASSWORD})
    assert StatedPlace.objects.filter(user=sven()).values(*PLACE).get() == STATED


def test_another_reader_at_the_same_browser_has_their_own(client):
    state(client)
    client.force_login(sven())
    StatedPlace.objects.update(population=1_000_000)
    client.force_login(sven())
    assert client.session[KEY]["population"] == 1_000_000


def ask(address, cookies=None):
    """Ask the WSGI application, as a web server does; return headers and text."""
    said = {}
    path, _mark, query = address.partition("?")
    environ = RequestFactory(headers={"Host": "localhost"}).get(path).environ
    environ["QUERY_STRING"] = query
    environ["HTTP_COOKIE"] = "; ".join(f"{n}={c.value}" for n, c in (cookies or {}).items())

    def start_response(status, headers, exc_info=None):
        said.update(headers)

    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    try:
        return said, b"".join(PageCache(WSGIHandler())(environ, start_response)).decode()
    finally:
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)


@pytest.mark.parametrize("place_first", [True, False])
def test_no_cache_mixes_the_pages_of_who_stated_a_place_with_others(client, place_first):
    state(client)
    slug = said_slug(client)
    for address in ("/search/?q=Kitakyushu", f"/practices/{slug}/"):
        PAGES.clear()
        order = [client.cookies, None] if place_first else [None, client.cookies]
        answers = {bool(cookies): ask(address, cookies) for cookies in order}
        assert "Beside your place" in answers[True][1]
        assert "Beside your place" not in answers[False][1]
        assert answers[True][0]["Cache-Control"] == "private, no-store"
        assert "public" in answers[False][0]["Cache-Control"]
        assert "Cookie" in answers[False][0]["Vary"]
