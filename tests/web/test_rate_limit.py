from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.utils import timezone

from bestpractices import settings as site
from cases import workflow
from tests.cases.making import load_vocabularies, make_practice
from web import rate_limit
from web.models import RateWindow
from web.rate_limit import COUNTS, Counts, caller, rate_limited, seconds_to_wait

pytestmark = pytest.mark.django_db(transaction=True)

DAY = 86_400


@pytest.fixture(autouse=True)
def limits(settings):
    settings.RATE_LIMITS = {"knock": (2, DAY), "ring": (1, DAY), "stroll": (100, DAY)}


def other_process(monkeypatch):
    monkeypatch.setattr(rate_limit, "COUNTS", Counts())


def test_so_many_and_no_more():
    assert [seconds_to_wait("knock", "a") for _time in range(2)] == [0, 0]
    assert 1 <= seconds_to_wait("knock", "a") <= DAY


def test_actors_and_actions_are_counted_apart():
    assert seconds_to_wait("ring", "a") == 0
    assert seconds_to_wait("ring", "b") == 0
    assert seconds_to_wait("knock", "a") == 0


def test_a_new_window_begins_anew(monkeypatch, settings):
    settings.RATE_LIMITS = {"ring": (1, DAY)}
    seconds_to_wait("ring", "a")
    assert seconds_to_wait("ring", "a") > 0
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert seconds_to_wait("ring", "a") == 0
    assert RateWindow.objects.count() == 1, "the old window is gone"


def test_no_address_is_kept():
    seconds_to_wait("knock", "192.0.2.7")
    assert "192.0.2.7" not in str(list(RateWindow.objects.values()))


def test_few_are_counted_without_a_query_and_many_with_one_for_each_tenth(
    django_assert_num_queries,
):
    with django_assert_num_queries(0):
        assert [seconds_to_wait("stroll", "a") for _time in range(9)] == [0] * 9
    seconds_to_wait("stroll", "a")
    assert RateWindow.objects.get().count == 10
    waits = [seconds_to_wait("stroll", "a") for _time in range(200)]
    assert waits.count(0) == 90
    assert RateWindow.objects.get().count == 110, "who waits is not counted any more"


def test_processes_learn_what_others_counted(monkeypatch):
    for _process in range(4):
        other_process(monkeypatch)
        assert [seconds_to_wait("stroll", "a") for _time in range(25)] == [0] * 25
    other_process(monkeypatch)
    waits = [seconds_to_wait("stroll", "a") for _time in range(60)]
    assert waits.count(0) == 20, "80 of 100 were told by then"


def test_the_database_away_does_not_stop_what_is_counted(monkeypatch):
    tried = []

    def away(*args):
        tried.append(args)
        raise DatabaseError("gone")

    monkeypatch.setattr(rate_limit, "_add", away)
    assert [seconds_to_wait("stroll", "a") for _time in range(100)] == [0] * 100
    assert seconds_to_wait("stroll", "a") > 0
    assert len(tried) == 10, "it is not asked for each"


def test_what_a_process_remembers_is_bounded(monkeypatch):
    monkeypatch.setattr(rate_limit, "MOST_COUNTED", 3)
    for number in range(9):
        seconds_to_wait("stroll", f"192.0.2.{number}")
    assert len(COUNTS._counts) == 3


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="threads need a server or a file")
def test_the_count_is_exact_in_one_process(settings):
    settings.RATE_LIMITS = {"knock": (9, DAY)}

    def knock(_number):
        try:
            return seconds_to_wait("knock", "crowd")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        waits = list(crowd.map(knock, range(40)))
    assert waits.count(0) == 9


def test_a_view_says_when_to_come_back(rf):
    view = rate_limited("ring")(lambda request: HttpResponse("in"))
    request = rf.post("/", REMOTE_ADDR="192.0.2.7")
    assert view(request).content == b"in"
    answer = view(request)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1
    assert view(rf.get("/", REMOTE_ADDR="192.0.2.7")).content == b"in"
    assert view(rf.post("/", REMOTE_ADDR="192.0.2.8")).content == b"in"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("no:address", "no:address"),
    ],
)
def test_who_has_one_address_of_ipv6_has_its_network(address, counted):
    assert caller(SimpleNamespace(META={"REMOTE_ADDR": address})) == counted


SEARCHES = [
    "/search/?q=water",
    "/search/coverage/?q=water",
    "/search/options/city/?q=w",
    "/search/cite/?q=water",
    "/search/cite.bib?q=water",
    "/claims/?q=water",
    "/feed/?q=water",
    "/search/map/?q=water",
    "/search/table/?q=water",
    "/oai/?verb=Identify",
    "/embed/list/?q=water",
]
OF_A_CASE = [
    "/practices/{slug}/versions/1/card.png?",
    "/embed/practices/{slug}/?",
    "/oembed/?url={site}practices/{slug}/&maxwidth=600",
]


@pytest.mark.parametrize(
    ("action", "address"),
    [*(("search", address) for address in SEARCHES), ("suggest", "/suggest/?q=water")],
)
def test_every_way_to_search_is_limited(client, action, address, settings):
    settings.RATE_LIMITS = {"search": (0, DAY), "suggest": (0, DAY), action: (1, DAY)}
    assert client.get(address).status_code == 200
    answer = client.get(f"{address}r")
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= DAY
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", OF_A_CASE)
def test_what_other_sites_show_of_a_case_is_limited(client, address, settings):
    load_vocabularies()
    practice = make_practice(title="Ferries")
    workflow.publish(practice)
    settings.RATE_LIMITS = {"search": (1, DAY)}
    address = address.format(slug=practice.slug, site=settings.SITE_URL)
    assert client.get(address).status_code == 200
    assert client.get(f"{address}&again").status_code == 429


def test_too_many_logins_are_told_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr("allauth.account.app_settings.RATE_LIMITS", {"login": "1/m/ip"})
    said = [client.post("/accounts/login/", {"login": "x@x.example", "password": "x"})]
    said.append(client.post("/accounts/login/", {"login": "x@x.example", "password": "x"}))
    assert [answer.status_code for answer in said] == [200, 429]
    assert said[1]["Retry-After"] == "60"


def test_each_limit_is_documented():
    page = (settings.BASE_DIR / "docs" / "deploy.md").read_text("utf-8")
    units = {60: "minute", 3600: "hour"}
    for action, (most, per) in site.RATE_LIMITS.items():
        assert f"| `{action}` | {most} / {units[per]} |" in page, action
