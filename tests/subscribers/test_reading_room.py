"""Who calls from an institution's reading room reads without logging in, and nobody else does."""

import pytest
from django.core.exceptions import ValidationError
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from cases import workflow
from cases.access import Reader
from cases.page_cache import PAGES, PageCache
from subscribers import rooms
from subscribers.models import AddressRange
from tests.cases.making import load_vocabularies, make_practice
from tests.html import text_of
from tests.subscribers.people import university

pytestmark = pytest.mark.django_db

ROOM, STREET = "192.0.2.77", "198.51.100.5"


@pytest.fixture
def room(db):
    institution, _ulla = university()
    AddressRange.objects.create(institution=institution, network="192.0.2.0/24")
    AddressRange.objects.create(institution=institution, network="2001:db8:1::/48")
    return institution


def ask(path, address) -> tuple[dict, str]:
    """Ask the application as a web server does, cache and all; return headers and text."""
    said = {}

    def start_response(status, headers, exc_info=None):
        said.update(headers)

    environ = RequestFactory(REMOTE_ADDR=address, headers={"Host": "localhost"}).get(path).environ
    return said, b"".join(PageCache(WSGIHandler())(environ, start_response)).decode()


def reader_at(address, **headers) -> Reader:
    client = Client(REMOTE_ADDR=address, headers=headers)
    return client.get("/nowhere/").wsgi_request.reader


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("192.0.2.0", True),
        ("192.0.2.255", True),
        ("192.0.1.255", False),
        ("192.0.3.0", False),
        ("2001:db8:1:ffff::1", True),
        ("2001:db8:2::", False),
        ("::ffff:192.0.2.1", True),
        ("::192.0.2.1", False),
        ("", False),
        ("unix:", False),
    ],
)
def test_the_range_ends_where_it_ends(room, address, inside):
    assert reader_at(address) == (Reader.SUBSCRIBER if inside else Reader.VISITOR)


def test_a_header_that_no_trusted_proxy_wrote_opens_nothing(room, settings):
    forged = {
        "X-Forwarded-For": ROOM,
        "X-Real-IP": ROOM,
        "Forwarded": f"for={ROOM}",
        "X-Client-IP": ROOM,
        "True-Client-IP": ROOM,
        "CF-Connecting-IP": ROOM,
    }
    assert reader_at(STREET, **forged) == Reader.VISITOR
    settings.TRUSTED_PROXIES = 1
    assert reader_at("10.0.0.1", **{"X-Forwarded-For": f"{ROOM}, {STREET}"}) == Reader.VISITOR
    assert reader_at("10.0.0.1", **{"X-Forwarded-For": f"{STREET}, {ROOM}"}) == Reader.SUBSCRIBER


@pytest.mark.parametrize("network", ["10.0.0.0/8", "2001::/16", "192.0.2.1/24", "room", "::/0"])
def test_a_range_that_is_too_wide_or_none_is_refused(room, network):
    with pytest.raises(ValidationError):
        AddressRange(institution=room, network=network).full_clean()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("room_first", [True, False])
def test_the_page_cache_keeps_room_and_street_apart(room, room_first, monkeypatch):
    load_vocabularies()
    practice = make_practice(
        narrative=[{"heading": "Process", "text": "Open words. Then zanaria came."}]
    )
    workflow.publish(practice)
    monkeypatch.setattr(rooms, "_recent", rooms._Ranges())
    PAGES.clear()
    address = practice.get_absolute_url()
    for place in (ROOM, STREET, ROOM) if room_first else (STREET, ROOM, STREET, STREET):
        headers, html = ask(address, place)
        assert ("zanaria" in html) == (place == ROOM)
        if place == ROOM:
            assert {"private", "no-store"} <= set(headers["Cache-Control"].split(", "))
            assert "ETag" not in headers
            assert "Subscriber: Reading room, Harbour University" in text_of(html)
        else:
            assert "ETag" in headers, "this one is kept"
    assert [(row.in_room, row.cases) for row in room.use.all()] == [(True, 2 if room_first else 1)]


def test_the_room_closes_with_the_subscription_at_the_next_request(room):
    assert reader_at(ROOM) == Reader.SUBSCRIBER
    room.subscriptions.update(last_day="2020-01-01")
    assert reader_at(ROOM) == Reader.VISITOR


def test_a_range_taken_away_closes_the_room_at_the_next_request(room):
    room.address_ranges.all().delete()
    assert reader_at(ROOM) == Reader.VISITOR
