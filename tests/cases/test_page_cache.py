import time

import pytest
from django.contrib.auth.models import Group, User
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from cases.models import DataVersion, Practice, change_log
from cases.page_cache import Page, PageCache, Pages, same_for_every_visitor

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
]


@pytest.fixture(autouse=True)
def addresses():
    counted.times = 0
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_a_page_is_made_once_until_the_data_changes(client):
    assert [client.get("/counted/").content for _ in range(3)] == [b"page 1"] * 3
    practice = Practice.objects.create(title="New")
    assert client.get("/counted/").content == b"page 2"
    practice.delete()
    assert client.get("/counted/").content == b"page 3"


def test_another_address_language_or_host_is_another_page(client):
    assert client.get("/counted/").content == b"page 1"
    assert client.get("/counted/?a=1").content == b"page 2"
    assert client.get("/counted/", headers={"Accept-Language": "fr"}).content == b"page 3"
    assert client.get("/counted/", headers={"Host": "127.0.0.1"}).content == b"page 4"


def test_who_holds_the_page_is_told_so_before_the_view(client):
    etag = client.get("/counted/").headers["ETag"]
    again = client.get("/counted/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, counted.times) == (304, b"", 1)
    Practice.objects.create(title="New")
    assert client.get("/counted/", headers={"If-None-Match": etag}).status_code == 200


def test_browsers_ask_again_and_caches_tell_readers_apart(client):
    response = client.get("/counted/")
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert {"Cookie", "Accept-Language"} <= set(response.headers["Vary"].split(", "))


@pytest.mark.parametrize("first", ["subscriber", "visitor"])
def test_nobody_gets_what_was_made_for_somebody_logged_in(client, first):
    sven = User.objects.create_user("sven")
    sven.groups.add(Group.objects.get(name="Subscribers"))
    orders = {"subscriber": [sven, None], "visitor": [None, sven]}
    answers = {}
    for user in orders[first]:
        client.logout()
        if user:
            client.force_login(user)
        answers[user] = client.get("/counted/?reader=1")
    assert b"VISITOR" in answers[None].content
    assert b"SUBSCRIBER" in answers[sven].content
    assert answers[sven].headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answers[sven].headers


@pytest.mark.parametrize("address", ["/unmarked/", "/taken-out/"])
def test_only_marked_answers_are_kept(client, address):
    first, second = client.get(address), client.get(address)
    assert first.content != second.content
    assert "ETag" not in first.headers


def test_an_answer_that_sets_a_cookie_is_not_kept(client):
    assert "ETag" not in client.get("/cookie/").headers


def test_a_post_is_never_answered_from_the_cache(client):
    client.get("/counted/")
    assert client.post("/counted/").content == b"page 2"


def test_developers_see_their_changes_at_once(client, settings):
    settings.DEBUG = True
    assert [client.get("/counted/").content for _ in range(2)] == [b"page 1", b"page 2"]


# In front of Django


@pytest.fixture
def front(client, monkeypatch):
    """Ask the WSGI application of the site, as a web server does; return status, headers, bytes."""
    monkeypatch.setattr(change_log, "RECENT_SECONDS", 1000)
    monkeypatch.setattr(change_log, "_recent", change_log._Recent())

    def ask(address, **more):
        said = {}

        def start_response(status, headers, exc_info=None):
            said.update(status=status, headers=dict(headers))

        path, _mark, query = address.partition("?")
        environ = RequestFactory().get(path).environ
        environ |= {"QUERY_STRING": query, "HTTP_HOST": "localhost", **more}
        content = b"".join(PageCache(WSGIHandler())(environ, start_response))
        return said["status"][:3], said["headers"], content

    return ask


def test_what_is_kept_is_given_without_a_query(front, django_assert_num_queries):
    first = front("/counted/")
    with django_assert_num_queries(0):
        assert front("/counted/") == first
        etag = first[1]["ETag"]
        status, headers, content = front("/counted/", HTTP_IF_NONE_MATCH=etag)
    assert (status, content, headers["ETag"]) == ("304", b"", etag)
    assert headers["Content-Security-Policy"] == first[1]["Content-Security-Policy"]
    assert "Content-Length" not in headers
    assert front("/counted/", REQUEST_METHOD="HEAD") == (*first[:2], b"")


def test_what_this_node_wrote_is_seen_by_the_next_request(front):
    assert [front("/counted/")[2] for _ in range(2)] == [b"page 1"] * 2
    for number in range(2, 6):
        Practice.objects.create(title="New", slug=f"new-{number}")
        assert front("/counted/")[2] == f"page {number}".encode()


def test_what_another_node_wrote_is_seen_soon(front, monkeypatch):
    assert [front("/counted/")[2] for _ in range(2)] == [b"page 1"] * 2
    DataVersion.next()
    assert front("/counted/")[2] == b"page 1"
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 2 * change_log.RECENT_SECONDS)
    assert front("/counted/")[2] == b"page 2"


def test_only_visitors_are_answered_in_front_of_django(front, client):
    client.force_login(User.objects.create_user("sven"))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    assert front("/counted/")[2] == b"page 1"
    _status, headers, content = front("/counted/", HTTP_COOKIE=cookie)
    assert (content, headers["Cache-Control"]) == (b"page 2", "private, no-store")
    assert front("/counted/", HTTP_AUTHORIZATION="Bearer x")[2] == b"page 3"
    assert front("/counted/")[2] == b"page 1"


def test_without_a_database_django_answers(front, monkeypatch):
    front("/counted/")

    def broken():
        raise OperationalError

    monkeypatch.setattr(DataVersion, "recent", broken)
    assert front("/counted/")[2] == b"page 1"


def test_pages_asked_for_longest_ago_make_room(monkeypatch):
    monkeypatch.setattr("cases.page_cache.MOST_BYTES", 20)
    pages = Pages()
    for name in ("a", "b"):
        pages.keep((name,), Page("", [], b"ten bytes."))
    pages.get(("a",))
    pages.keep(("c",), Page("", [], b"ten bytes."))
    assert [bool(pages.get((name,))) for name in "abc"] == [True, False, True]
