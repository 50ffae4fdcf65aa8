import time

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from bestpractices.urls import urlpatterns as site
from cases import page_cache
from cases.models import DataVersion, Practice, change_log
from cases.page_cache import PAGES, Page, Pages, page_given, same_for_every_visitor
from tests.cast import sven

pytestmark = pytest.mark.django_db(transaction=True)


@same_for_every_visitor
def counted(request):
    counted.times += 1
    greeting = request.reader.name if request.GET.get("reader") else "page"
    return HttpResponse(f"{greeting} {counted.times}")


def unmarked(request):
    counted.times += 1
    return HttpResponse(f"unmarked {counted.times}")


@same_for_every_visitor
def with_a_cookie(request):
    response = HttpResponse("yours alone")
    response.set_cookie("name", "value")
    return response


@same_for_every_visitor
def taken_out(request):
    response = counted(request)
    response.same_for_every_visitor = False
    return response


urlpatterns = [
    path("counted/", counted),
    path("unmarked/", unmarked),
    path("cookie/", with_a_cookie),
    path("taken-out/", taken_out),
    *site,
]


@pytest.fixture(autouse=True)
def addresses():
    counted.times = 0
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_a_page_is_made_once_until_the_data_change(ask):
    assert [ask("/counted/")[2] for _ in range(3)] == ["page 1"] * 3
    practice = Practice.objects.create(title="New")
    assert ask("/counted/")[2] == "page 2"
    practice.delete()
    assert [ask("/counted/")[2] for _ in range(2)] == ["page 3"] * 2


def test_what_is_kept_is_given_whole_and_without_a_query(ask, django_assert_num_queries):
    first = ask("/counted/")
    with django_assert_num_queries(0):
        assert ask("/counted/") == first
        assert ask("/counted/", method="HEAD") == (*first[:2], "")


def test_another_address_language_or_host_is_another_page(ask):
    assert ask("/counted/")[2] == "page 1"
    assert ask("/counted/?a=1")[2] == "page 2"
    assert ask("/counted/", **{"Accept-Language": "fr"})[2] == "page 3"
    assert ask("/counted/", Host="127.0.0.1")[2] == "page 4"
    assert ask("/counted/", Host="elsewhere.invalid")[0] == 400


def test_who_holds_the_page_is_told_so_before_the_view(ask, django_assert_num_queries):
    first = ask("/counted/")[1]
    with django_assert_num_queries(0):
        status, headers, content = ask("/counted/", **{"If-None-Match": first["ETag"]})
    assert (status, content, headers["ETag"]) == (304, "", first["ETag"])
    assert headers["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert "Content-Length" not in headers
    Practice.objects.create(title="New")
    assert ask("/counted/", **{"If-None-Match": first["ETag"]})[0] == 200


def test_who_holds_the_page_is_told_so_by_a_process_that_makes_it(ask):
    etag = ask("/about/")[1]["ETag"]
    PAGES.clear()
    assert ask("/about/", **{"If-None-Match": f'"other", {etag}'})[::2] == (304, "")


def test_with_other_settings_it_is_another_page_to_who_holds_it(ask, settings):
    etag = ask("/about/")[1]["ETag"]
    settings.SITE_URL = "https://elsewhere.example/"
    PAGES.clear()
    page_cache._release.cache_clear()
    assert ask("/about/", **{"If-None-Match": etag})[0] == 200
    page_cache._release.cache_clear()


def test_what_another_node_wrote_is_seen_soon(ask, monkeypatch):
    assert ask("/counted/")[2] == "page 1"
    DataVersion.next()
    assert ask("/counted/")[2] == "page 1"
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 2 * change_log.RECENT_SECONDS)
    assert ask("/counted/")[2] == "page 2"


def test_browsers_ask_again_and_caches_tell_readers_apart(ask):
    headers = ask("/counted/")[1]
    assert headers["Cache-Control"] == "public, no-cache"
    assert {"Cookie", "Accept-Language"} <= set(headers["Vary"].split(", "))


@pytest.mark.parametrize("first", ["subscriber", "visitor"])
def test_nobody_gets_what_was_made_for_somebody_logged_in(ask, client, first):
    client.force_login(sven())
    cookies = {"subscriber": client.cookies, "visitor": None}
    order = sorted(cookies, key=lambda who: who != first)
    answers = {who: ask("/counted/?reader=1", cookies=cookies[who]) for who in order * 2}
    assert "VISITOR" in answers["visitor"][2]
    assert "SUBSCRIBER" in answers["subscriber"][2]
    assert answers["subscriber"][1]["Cache-Control"] == "private, no-store"
    assert "ETag" not in answers["subscriber"][1]


@pytest.mark.parametrize("address", ["/unmarked/", "/taken-out/"])
def test_only_marked_answers_are_kept(ask, address):
    first, second = ask(address), ask(address)
    assert first[2] != second[2]
    assert "ETag" not in first[1]


def test_an_answer_that_sets_a_cookie_is_not_kept(ask):
    assert "ETag" not in ask("/cookie/")[1]


def test_who_says_who_they_are_is_never_answered_from_the_cache(ask):
    ask("/counted/")
    assert ask("/counted/", Authorization="Basic x")[2] == "page 2"


def test_another_method_is_never_answered_from_the_cache(ask):
    ask("/counted/")
    assert ask("/counted/", method="OPTIONS")[2] == "page 2"


def test_developers_see_their_changes_at_once(ask, settings):
    settings.DEBUG = True
    assert [ask("/counted/")[2] for _ in range(2)] == ["page 1", "page 2"]


def test_without_a_database_django_answers(ask, monkeypatch):
    ask("/counted/")

    def broken():
        raise OperationalError

    monkeypatch.setattr(DataVersion, "recent", broken)
    assert ask("/counted/")[2] == "page 2"


def test_a_page_that_was_given_is_told_of(ask):
    told = []

    def listen(**arguments):
        told.append((arguments["view"], arguments["method"], arguments["status"]))

    page_given.connect(listen)
    etag = ask("/about/")[1]["ETag"]
    assert told == []
    ask("/about/")
    ask("/about/", **{"If-None-Match": etag})
    page_given.disconnect(listen)
    assert told == [("about", "GET", 200), ("about", "GET", 304)]


def test_pages_asked_for_longest_ago_make_room(monkeypatch):
    monkeypatch.setattr("cases.page_cache.MOST_BYTES", 20)
    pages = Pages()
    for name in ("a", "b"):
        pages.keep((name,), Page("", "", [], b"ten bytes."))
    pages.get(("a",))
    pages.keep(("c",), Page("", "", [], b"ten bytes."))
    assert [bool(pages.get((name,))) for name in "abc"] == [True, False, True]
