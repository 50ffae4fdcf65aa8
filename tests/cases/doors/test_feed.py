"""Feeds of any list: valid, the same hits as the list, nothing closed."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from lxml import etree

from cases import workflow
from cases.access import Reader
from cases.models import Practice
from tests.cases.making import make_practice
from tests.cast import client_of

pytestmark = pytest.mark.django_db(transaction=True)

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def cases(vocabularies):
    made = [make_practice(title=title) for title in ("Trams", "Buses <& trams>")]
    made.append(make_practice(complete=True, title="Ferries"))
    for practice in made:
        workflow.publish(practice)
    make_practice(title="A draft of trams")
    return made


def entries(client, address="/feed/"):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def titles(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_the_newest_cases(client, cases):
    assert sorted(titles(entries(client))) == ["Buses <& trams>", "Ferries", "Trams"]


def test_any_list_by_the_address_of_its_search(client, cases):
    assert titles(entries(client, "/feed/?q=ferries")) == ["Ferries"]
    assert sorted(titles(entries(client, "/feed/?q=trams"))) == ["Buses <& trams>", "Trams"]
    category = cases[2].categories.first().slug
    listed = client.get(f"/search/?category={category}").content.decode()
    for title in titles(entries(client, f"/feed/?category={category}")):
        assert title.split(" <")[0] in listed


SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas" / "atom.rng"))


@pytest.mark.parametrize("query", ["", "?q=ferries", "?category=housing", "?q=nothinglikethis"])
def test_feeds_follow_the_schema_of_rfc_4287(client, cases, query):
    SCHEMA.assertValid(etree.fromstring(client.get(f"/feed/{query}").content))


@pytest.mark.parametrize("fault", ["id", "title", "updated", "link"])
def test_the_schema_notices_what_is_missing(client, cases, fault):
    feed = etree.fromstring(client.get("/feed/?q=ferries").content)
    for element in feed.findall(f".//{ATOM}{fault}"):
        element.tag = f"{ATOM}unknown"
    assert not SCHEMA.validate(feed)


def test_what_rfc_4287_asks_of_feed_and_entry(client, cases):
    feed = entries(client, "/feed/?q=ferries")
    for element in (feed, feed.find(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{name}")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert feed.findtext(f"{ATOM}title") == "Best Practices Database: “ferries”"
    of_a_category = entries(client, "/feed/?category=housing").findtext(f"{ATOM}title")
    assert of_a_category == "Best Practices Database: Category: Housing"
    assert links["self"] == f"{settings.SITE_URL}feed/?q=ferries"
    assert links["alternate"] == f"{settings.SITE_URL}search/?q=ferries"
    (entry,) = feed.findall(f"{ATOM}entry")
    practice = Practice.objects.get(title="Ferries")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{practice.uid}"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    categories = {element.get("term") for element in entry.findall(f"{ATOM}category")}
    assert categories == {category.name for category in practice.categories.all()}


def test_nothing_closed_for_anybody(cases):
    practice = cases[2]
    for reader in (Reader.VISITOR, Reader.SUBSCRIBER):
        content = client_of(reader).get("/feed/").content.decode()
        for section in practice.sections.all():
            assert section.text[:40] not in content


def test_a_question_that_cannot_be_meant_is_named(client, cases):
    answer = client.get("/feed/?year_from=x")
    assert answer.status_code == 400
    assert answer.content.decode().startswith("year_from: ")


def test_a_change_is_in_the_next_feed(client, cases):
    workflow.archive(cases[0], reason="Superseded.")
    assert "Trams" not in titles(entries(client))


def test_pages_name_their_feed(client, cases):
    assert 'type="application/atom+xml" href="/feed/"' in client.get("/").content.decode()
    page = client.get("/search/?q=trams").content.decode()
    assert 'type="application/atom+xml" href="/feed/?q=trams"' in page
    page = client.get("/browse/category/housing/").content.decode()
    assert 'type="application/atom+xml" href="/feed/?category=housing"' in page


@pytest.mark.parametrize("word", ["ferries", "trams"])
def test_queries_do_not_grow_with_the_entries(client, cases, django_assert_num_queries, word):
    client.get(f"/feed/?q={word}")
    with django_assert_num_queries(5):
        client.get(f"/feed/?q={word}")
