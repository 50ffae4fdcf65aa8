"""The list of the API is the list of the site: same question, same cases, same figures."""

import random
from urllib.parse import urlencode

import pytest

from cases import search
from cases.access import Reader
from cases.criteria import Criteria
from cases.exports.records import entries
from cases.facets import FACETS_BY_NAME
from cases.models import Practice
from cases.views.facet_panel import with_chosen
from tests.cast import client_of

pytestmark = pytest.mark.django_db

LIST = "/api/v1/practices/"


def draw(numbers: random.Random) -> Criteria:
    """Return a question of a word or two, a facet or two and perhaps years."""
    words = numbers.sample(
        ["water", "women", "bus", "city", "housing", "youth", '"public space"'], 2
    )
    facets = search.search(Criteria(), Reader.VISITOR, size=1).facets
    names = numbers.sample(["region", "category", "level", "recognition", "cycle", "has"], 2)
    return Criteria(
        q=" ".join(words[: numbers.randint(0, 2)]),
        values={
            name: tuple(option.value for option in numbers.sample(facets[name], 1))
            for name in names[: numbers.randint(0, 2)]
        },
        year_from=numbers.choice([None, 1990]),
        year_to=numbers.choice([None, 2005]),
        sort=numbers.choice(["relevance", "title", "newest", "place", "recognition"]),
    )


def query_of(criteria: Criteria) -> str:
    rows = [("q", criteria.q), ("sort", criteria.sort)]
    rows += [(name, value) for name, values in criteria.values.items() for value in values]
    rows += [("year_from", criteria.year_from), ("year_to", criteria.year_to)]
    return urlencode([(name, value) for name, value in rows if value])


@pytest.mark.parametrize("reader", [Reader.VISITOR, Reader.SUBSCRIBER])
def test_list_facets_and_coverage_equal_page_and_export(samples, reader):
    client, numbers = client_of(reader), random.Random(8)
    found = 0
    for criteria in [Criteria(), *(draw(numbers) for _n in range(10))]:
        query = query_of(criteria)
        page = client.get(f"/search/?{query}").context
        export = search.matching_ids(criteria, reader)
        records = [entry.record for entry in entries(export, Reader.VISITOR)]
        listed = client.get(f"{LIST}?{query}&page_size=100&fields=title,summary,partners").json()
        assert listed["total"] == page["result"].total == len(export)
        assert listed["results"] == [
            {name: record[name] for name in ("title", "summary", "partners")} for record in records
        ]
        facets = client.get(f"/api/v1/facets/?{query}").json()
        beside = with_chosen(page["result"].facets, criteria)
        assert {
            facet["name"]: [(o["value"], o["cases"], len(o["below"])) for o in facet["options"]]
            for facet in facets["facets"]
        } == {name: [(o.value, o.count, len(o.children)) for o in beside[name]] for name in beside}
        covered = client.get(f"/api/v1/coverage/?{query}").json()
        assert covered["sentence"] == page["coverage_line"]
        countries = {row["value"]: row["cases"] for row in covered["tables"][1]["rows"]}
        exported = [set(record["countries"]) for record in records]
        assert all(n == sum(code in has for has in exported) for code, n in countries.items())
        found += len(export)
    assert found > 50


def test_pages_and_cursor_give_the_whole_list(samples, client):
    by_page, address = [], f"{LIST}?fields=id&page_size=7&sort=title"
    while address:
        said = client.get(address).json()
        by_page += [row["id"] for row in said["results"]]
        address = said["next"]
    by_cursor, address = [], f"{LIST}?fields=id&page_size=7&cursor="
    while address:
        said = client.get(address).json()
        by_cursor += [row["id"] for row in said["results"]]
        address = said["next"]
    keys = Practice.objects.published().order_by("pk").values_list("uid", flat=True)
    assert by_cursor == [str(uid) for uid in keys]
    assert sorted(by_page) == sorted(by_cursor) and by_page != by_cursor
    assert said["total"] == len(by_cursor) > 20


def test_every_facet_can_be_asked_for(samples, client):
    for facet in client.get("/api/v1/facets/").json()["facets"]:
        for option in facet["options"][:2]:
            query = urlencode({facet["name"]: option["value"], "fields": "id"})
            assert client.get(f"{LIST}?{query}").json()["total"] == option["cases"]
    assert FACETS_BY_NAME.keys() <= {"funder", "evidence"} | {
        facet["name"] for facet in client.get("/api/v1/facets/").json()["facets"]
    }


def walked(client, query):
    """Return the slugs of a walk to the end, three cases at a time, and the last page."""
    found, address = [], f"{LIST}?{query}&fields=slug&page_size=3&cursor="
    while address:
        said = client.get(address).json()
        found += [row["slug"] for row in said["results"]]
        address = said["next"]
    return found, said


@pytest.mark.parametrize("sort", ["newest", "recognition", "title", "place", "budget"])
@pytest.mark.parametrize("reader", [Reader.VISITOR, Reader.SUBSCRIBER])
def test_a_walk_in_any_order_is_the_list_by_pages(samples, sort, reader):
    client = client_of(reader)
    for query in (f"sort={sort}", f"sort={sort}&q=water"):
        by_page = client.get(f"{LIST}?{query}&fields=slug&page_size=100").json()["results"]
        found, said = walked(client, query)
        assert found == [row["slug"] for row in by_page]
        assert (len(found) > 3, said["total"]) == (True, len(found))


def test_relevance_is_no_way_to_walk(samples, client):
    in_order_of_entry = walked(client, "q=water")[0]
    assert walked(client, "q=water&sort=relevance")[0] == in_order_of_entry
