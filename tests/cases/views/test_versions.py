"""Versions stay at their addresses, hold no persons, and follow the policy of who reads today."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from cases.views.kept import CARDS
from tests.cases.making import make_practice
from tests.cast import client_of
from tests.html import faults_of, text_of

pytestmark = pytest.mark.django_db

V = Reader.VISITOR
S = Reader.SUBSCRIBER


@pytest.fixture
def revised(published):
    """The published case, in a second version with another summary and another narrative."""
    published.summary = "Riders run the company."
    published.save()
    section = published.sections.get(heading__name="Results achieved")
    section.text = "Waiting fell by half. Nobody walks now.\n\nA second paragraph."
    section.save()
    workflow.revise(published, reason="Counted again.")
    return published


def get(reader, name, *args, query=""):
    return client_of(reader).get(reverse(name, args=args) + query)


def words(response) -> str:
    html = response.content.decode()
    assert response.status_code == 200 and faults_of(html) == []
    return text_of(html)


def test_a_version_is_read_as_it_was(revised):
    old, new = (words(get(S, "version", revised.slug, number)) for number in (1, 2))
    assert "Riders own the company." in old and "Waiting fell by 40 %." in old
    assert "This is version 1" in old and "The current version is 2." in old
    assert "Riders run the company." in new and "It is the current version." in new


def test_an_old_version_is_kept_out_of_search_engines(revised):
    assert b'content="noindex"' in get(V, "version", revised.slug, 1).content
    assert b'content="noindex"' not in get(V, "version", revised.slug, 2).content


def test_an_old_version_follows_the_policy_of_today(revised, settings):
    assert "Nobody walks now." not in words(get(V, "version", revised.slug, 1))
    settings.OPEN_ACCESS = True
    CARDS.clear()
    assert "Nobody walks now." in words(get(V, "version", revised.slug, 1))


@pytest.mark.parametrize("reader", Reader)
def test_a_version_shows_no_person_even_if_it_holds_one(revised, reader):
    version = revised.versions.get(number=1)
    version.record["contact"] |= {"person": "Zanaria", "emails": ["zanaria@example.org"]}
    version.save()
    addresses = [
        reverse("version", args=[revised.slug, 1]),
        reverse("compare_versions", args=[revised.slug]) + "?old=1&new=2",
        reverse("cite_version", args=[revised.slug, 1, "csl.json"]),
        reverse("passage", args=[revised.slug, 1, "process"]),
    ]
    for address in addresses:
        assert "anaria" not in client_of(reader).get(address).content.decode(), address


def test_the_list_names_every_version_and_why(revised):
    text = words(get(V, "versions", revised.slug))
    assert "Counted again." in text and "Compare version" in text
    for number in (1, 2):
        assert (
            reverse("version", args=[revised.slug, number]).encode()
            in get(V, "versions", revised.slug).content
        )


def test_a_case_of_one_version_has_nothing_to_compare(published):
    assert "Compare version" not in words(get(V, "versions", published.slug))


def test_two_versions_side_by_side(revised):
    html = get(S, "compare_versions", revised.slug, query="?old=1&new=2").content.decode()
    assert "Riders <del>own</del> the company." in html
    assert "Riders <ins>run</ins> the company." in html
    assert "Waiting fell by <del>40 %</del>." in html
    assert '<div role="rowheader" class="field">Results achieved</div>' in html
    assert faults_of(html) == []
    assert "Key dates" not in text_of(html)


def test_the_order_of_the_numbers_does_not_matter(revised):
    ways = [
        get(S, "compare_versions", revised.slug, query=query).content.decode().partition("<h1")[2]
        for query in ("?old=1&new=2", "?old=2&new=1")
    ]
    assert ways[0] == ways[1]


def test_a_version_does_not_differ_from_itself(revised):
    text = words(get(S, "compare_versions", revised.slug, query="?old=2&new=2"))
    assert "Nothing that is open to you differs" in text


def test_a_visitor_compares_what_is_open(revised):
    text = words(get(V, "compare_versions", revised.slug, query="?old=1&new=2"))
    assert "Riders own" in text and "Only what is open to you is compared." in text
    assert "Nobody walks" not in text and "second paragraph" not in text


@pytest.mark.parametrize("query", ["", "?old=1", "?old=1&new=9", "?old=x&new=1", "?old=-1&new=1"])
def test_there_is_no_such_comparison(revised, query):
    assert get(S, "compare_versions", revised.slug, query=query).status_code == 404


@pytest.mark.parametrize("number", [0, 3, 10**30])
def test_there_is_no_such_version(revised, number):
    assert get(S, "version", revised.slug, number).status_code == 404


def test_versions_of_what_a_reader_may_not_open(db):
    draft = make_practice(complete=True)
    assert get(V, "versions", draft.slug).status_code == 404
    assert "Not published yet" in words(get(Reader.CURATOR, "versions", draft.slug))


def test_an_archived_case_keeps_its_versions(revised):
    workflow.archive(revised, reason="Sold.")
    assert "Archived as outdated." in words(get(V, "version", revised.slug, 1))


@pytest.mark.parametrize("name", ["bib", "ris", "csl.json"])
def test_a_version_is_cited_as_a_file(revised, name):
    response = get(V, "cite_version", revised.slug, 1, name)
    assert response.status_code == 200
    assert f'filename="{revised.slug}' in response["Content-Disposition"]
    assert f"/practices/{revised.slug}/versions/1/" in response.content.decode()
    assert get(V, "cite_version", revised.slug, 1, "exe").status_code == 404


def test_the_page_of_a_case_says_how_to_cite_it(revised):
    html = get(V, "practice", revised.slug).content.decode()
    text = text_of(html)
    assert "Cite this case APA Transport Office. (20" in text
    assert f"/practices/{revised.slug}/versions/2/" in text
    assert reverse("cite_version", args=[revised.slug, 2, "bib"]) in html


def test_a_list_is_cited_with_its_day_and_state(revised, client):
    page = client.get(reverse("search") + "?q=riders")
    address = reverse("cite_search") + "?q=riders"
    assert f'href="{address}"' in page.content.decode()
    text = words(client.get(address))
    assert "“riders”: 1 case" in text and "list of 1 cases, state" in text
    assert "/search/?q=riders" in text and "Accessed" in text
    file = client.get(reverse("cite_search_file", args=["ris"]) + "?q=riders")
    assert "TI  - “riders”" in file.content.decode()
    assert client.get(reverse("cite_search_file", args=["exe"])).status_code == 404
    assert client.get(f"{reverse('cite_search')}?year_from=x").status_code == 400


def test_a_list_found_by_any_word_is_cited_as_files(revised, client):
    html = client.get("/search/cite/?q=FORMAT").content.decode()
    assert 'href="/search/cite.bib?q=FORMAT"' in html
