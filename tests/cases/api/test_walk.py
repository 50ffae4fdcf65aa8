"""Walking by cursor, asking without an index, asking by old names."""

import pytest

from cases import search, workflow
from cases.models import FormerTerm
from tests.cases.making import make_practice

pytestmark = pytest.mark.django_db

LIST = "/api/v1/practices/"


def test_a_walk_by_cursor_is_not_upset_by_changes(client, case):
    more = [make_practice(title=f"Trams {n}") for n in range(4)]
    for practice in more:
        workflow.publish(practice)
    first = client.get(f"{LIST}?cursor=&page_size=2&fields=slug").json()
    workflow.archive(case, reason="Old.")
    workflow.archive(more[3], reason="Old.")
    workflow.revise(more[0], reason="First again")
    late = make_practice(title="Aerial trams")
    workflow.publish(late)
    search.rebuild()
    rest = client.get(first["next"]).json()
    assert [row["slug"] for row in first["results"]] == [case.slug, "trams-0"]
    assert [row["slug"] for row in rest["results"]] == ["trams-1", "trams-2"]
    last = client.get(rest["next"]).json()
    assert [row["slug"] for row in last["results"]] == ["aerial-trams"]
    assert last["next"] is None


def test_an_order_by_title_is_not_upset_by_changes(client, case):
    more = [make_practice(title=f"Trams {letter}") for letter in "adgj"]
    for practice in more:
        workflow.publish(practice)
    first = client.get(f"{LIST}?sort=title&cursor=&page_size=3&fields=slug").json()
    assert [row["slug"] for row in first["results"]] == [case.slug, "trams-a", "trams-d"]
    workflow.archive(more[1], reason="Old.")
    for title in ("Trams b", "Trams h"):
        workflow.publish(make_practice(title=title))
    search.sync()
    rest = client.get(first["next"]).json()
    assert [row["slug"] for row in rest["results"]] == ["trams-g", "trams-h", "trams-j"]


def test_an_order_needs_the_index(client, case, monkeypatch):
    monkeypatch.setattr(search.engine, "fresh_reading", lambda: None)
    refused = client.get(f"{LIST}?cursor=&sort=title")
    assert (refused.status_code, refused["Retry-After"]) == (503, "5")


def test_a_walk_goes_on_without_an_index(client, case, monkeypatch):
    monkeypatch.setattr(search.engine, "fresh_reading", lambda: None)
    said = client.get(f"{LIST}?cursor=&fields=slug").json()
    assert said["results"] == [{"slug": case.slug}]
    listed = client.get(LIST).json()
    assert (listed["complete"], listed["total"]) == (False, 1) and listed["notice"]
    refused = client.get("/api/v1/facets/")
    assert (refused.status_code, refused["Retry-After"]) == (503, "5")


def test_a_renamed_term_leads_to_its_new_name(client, case):
    FormerTerm.remember("category", "dwelling", "housing")
    moved = client.get(f"{LIST}?category=dwelling&fields=id&page_size=5")
    assert moved.status_code == 301
    assert moved["Location"].endswith(f"{LIST}?fields=id&page_size=5&category=housing")
    assert client.get(moved["Location"]).json()["total"] == 1
