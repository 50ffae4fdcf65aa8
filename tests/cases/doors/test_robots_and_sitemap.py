"""Robots find every public page and are kept from the endless ones."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.conf import settings

from cases import workflow
from tests.cases.making import make_practice

pytestmark = pytest.mark.django_db(transaction=True)

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def cases(vocabularies):
    public, archived = make_practice(complete=True, title="Trams"), make_practice(title="Buses")
    workflow.publish(public)
    workflow.publish(archived)
    workflow.archive(archived, reason="Superseded.")
    make_practice(title="A draft")
    return public, archived


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def test_the_sitemap_holds_every_page_that_answers(client, cases):
    parts = [place.text for place in read(client, "/sitemap.xml").iter(f"{MAP}loc")]
    rows = {}
    for part in parts:
        for row in read(client, part).iter(f"{MAP}url"):
            rows[row.findtext(f"{MAP}loc")] = row.findtext(f"{MAP}lastmod")
    changed = {address.partition("/practices/")[2] for address, day in rows.items() if day}
    assert changed == {"trams/", "buses/"}
    lists = {address.removeprefix("http://testserver") for address, day in rows.items() if not day}
    assert {"/", "/data/", "/browse/", "/browse/country/", "/browse/country/JP/"} <= lists
    assert {"/browse/category/housing-rental-housing/", "/cycles/2002/"} <= lists
    for address in lists:
        assert client.get(address).status_code == 200, address


def test_robots(client):
    text = client.get("/robots.txt").content.decode()
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    assert robots.can_fetch("*", "/practices/trams/")
    assert robots.can_fetch("*", "/search/")
    assert not robots.can_fetch("*", "/admin/")
    assert not robots.can_fetch("*", "/accounts/login/")
    assert "Disallow: /search/*?*" in text
    assert robots.site_maps() == [f"{settings.SITE_URL}sitemap.xml"]


def test_the_search_describes_itself(client):
    description = read(client, "/opensearch.xml")
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert len(description.findtext(f"{space}ShortName")) <= 16
    templates = {url.get("type"): url.get("template") for url in description.iter(f"{space}Url")}
    asked = templates["text/html"].replace("{searchTerms}", "trams").replace("{startPage?}", "1")
    assert client.get(asked.removeprefix(settings.SITE_URL.rstrip("/"))).status_code == 200
    assert 'href="/opensearch.xml"' in client.get("/").content.decode()
