"""The head of a page is kept for visitors, and for nobody else."""

import pytest

from cases.access import Reader
from cases.templatetags import frame
from tests.cast import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(frame, "_kept", {})


@pytest.mark.parametrize("first", [Reader.SUBSCRIBER, Reader.VISITOR])
def test_a_visitor_and_a_subscriber_never_see_the_head_of_the_other(first):
    second = Reader.VISITOR if first == Reader.SUBSCRIBER else Reader.SUBSCRIBER
    for reader in (first, second, first):
        html = client_of(reader).get("/order/").content.decode()
        assert ("Log out" in html) == (reader == Reader.SUBSCRIBER)
        assert (">Log in<" in html) == (reader == Reader.VISITOR)


def test_each_view_and_language_has_a_head_of_its_own(client):
    about, order = (client.get(path).content.decode() for path in ("/about/", "/order/"))
    assert 'href="/about/" aria-current="page"' in about
    assert 'href="/about/" aria-current="page"' not in order
    client.get("/about/", headers={"Accept-Language": "fr"})
    assert {key[2] for key in frame._kept} == {"en", "fr"}
