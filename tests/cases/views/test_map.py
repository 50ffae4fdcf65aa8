"""The map shows the hits of the list: the same cases, filters and numbers."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from cases.access import Reader
from cases.criteria import Criteria
from cases.search import matching_ids
from tests.html import faults_of, parse, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]
MAP = reverse("search_map")


def marks(response) -> list:
    return parse(response.content.decode()).findall(".//{*}svg[@class='case-map']//{*}a")


def cities(response) -> dict[str, int]:
    links = parse(response.content.decode()).findall(".//section[@aria-labelledby='cities']//li/a")
    return {link.find("span").text: int(link.findall("span")[1].text) for link in links}


def total_of(client, address: str) -> int:
    return client.get(address).context["result"].total


def test_every_case_with_a_city_is_on_the_map(client):
    response = client.get(MAP)
    assert faults_of(response.content.decode()) == []
    text = text_of(response.content.decode())
    assert "30 cases are on this map." in text
    assert cities(response)["Pokhara, Nepal"] == 2
    assert "All 30 cases of the collection" in text


def test_a_mark_counts_what_its_link_shows(client):
    """A mark of one city leads to the list of its cases, another to the map nearer by."""
    drawn = marks(client.get(MAP))
    assert len(drawn) > 10
    for mark in drawn:
        number = int(mark.find("{*}text").text)
        shown = total_of(client, mark.get("href"))
        near = urlsplit(mark.get("href")).path == MAP
        assert shown >= number if near else shown == number, mark.get("aria-label")


def test_a_mark_says_place_number_and_best_recognition(client):
    names = [mark.get("aria-label") for mark in marks(client.get(MAP, {"q": "Kitakyushu Dalian"}))]
    assert "Kitakyushu, Japan: 1 case, best recognised: Good Practice" in names


def test_filters_apply_and_stay(client):
    response = client.get(MAP, {"region": "africa", "q": "water"})
    found = matching_ids(Criteria(q="water", values={"region": ("africa",)}), Reader.VISITOR)
    assert response.context["result"].total == len(found)
    views = parse(response.content.decode()).findall(".//nav[@class='views']//a")
    assert [view.get("aria-current") for view in views] == [None, "page", None]
    for view in views:
        assert urlsplit(view.get("href")).query == "q=water&region=africa"
    chips = parse(response.content.decode()).findall(".//ul[@class='chips']//a")
    assert {urlsplit(chip.get("href")).path for chip in chips} == {MAP}
    assert parse(response.content.decode()).find(".//form[@id='search-form']").get("action") == MAP


def test_an_area_narrows_the_list_and_is_a_chip(client):
    response = client.get(MAP, {"bbox": "30,-12,45,5"})
    assert set(cities(response)) == {"Nakuru, Kenya", "Mombasa, Kenya", "Mwanza, Tanzania"}
    text = text_of(response.content.decode())
    assert "Area: 12°S 30°E to 5°N 45°E" in text
    listed = client.get(reverse("search"), {"bbox": "30,-12,45,5"})
    assert listed.context["result"].total == response.context["result"].total == 3
    hidden = parse(listed.content.decode()).find(".//input[@name='bbox']")
    assert hidden.get("value") == "30,-12,45,5"


def test_the_map_is_moved_by_links(client):
    response = client.get(MAP, {"bbox": "30,-12,45,5", "q": "water"})
    moves = parse(response.content.decode()).findall(".//nav[@class='moves']//a")
    queries = {move.text: parse_qs(urlsplit(move.get("href")).query) for move in moves}
    assert set(queries) == {
        "Zoom in", "Zoom out", "West", "East", "North", "South", "All places"
    }  # fmt: skip
    assert queries["All places"] == {"q": ["water"]}
    for query in queries.values():
        assert query["q"] == ["water"]
        assert client.get(MAP, query).status_code == 200


def test_nothing_found_shows_no_map(client):
    response = client.get(MAP, {"q": "zzzzzz"})
    assert marks(response) == []
    assert "No case has all of this." in text_of(response.content.decode())


def test_without_an_index_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr("cases.search.engine.fresh_reading", lambda: None)
    response = client.get(MAP)
    assert marks(response) == []
    assert "The search index is being built." in text_of(response.content.decode())


def test_the_table_has_the_hits_of_the_list_in_their_order(client):
    listed = client.get(reverse("search"), {"sort": "title"}).context["result"].hits
    response = client.get(reverse("search_table"), {"sort": "title"})
    rows = parse(response.content.decode()).findall(".//table[@class='hits']/tbody/tr")
    assert len(rows) == 30
    assert faults_of(response.content.decode()) == []
    hits = [hit.practice_id for hit in response.context["result"].hits]
    assert hits[:20] == [hit.practice_id for hit in listed]
