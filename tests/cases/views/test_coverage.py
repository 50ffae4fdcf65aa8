"""One sentence and one page say what a list covers; the counts are those of the list."""

import csv
import json
from collections import Counter

import pytest
from django.urls import reverse

from cases.access import Reader
from cases.criteria import Criteria
from cases.models import Country
from cases.search import coverage
from tests.cast import client_of
from tests.html import faults_of, parse, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]

QUERIES = ["", "?q=water", "?region=africa", "?category=housing&year_from=1995", "?country=JP"]


def page(query, reader=Reader.VISITOR, name="coverage") -> str:
    response = client_of(reader).get(reverse(name) + query)
    html = response.content.decode()
    assert response.status_code == 200 and faults_of(html) == []
    return html


def figures(html) -> dict[str, dict[str, int]]:
    """The first figure of each row of each table, but of those that test_figures.py looks at."""
    tables = {}
    for section in parse(html).findall(".//section"):
        if section.get("aria-labelledby") in ("by-cycle", "money"):
            continue
        rows = [["".join(cell.itertext()).strip() for cell in row] for row in section.iter("tr")]
        tables[section.get("aria-labelledby")] = {row[0]: int(row[1]) for row in rows[1:]}
    return tables


def exported(query) -> list[dict]:
    client = client_of(Reader.SUBSCRIBER)
    file = client.get(reverse("export", args=["json"]) + query).getvalue().decode()
    return [row["record"] for row in json.loads(file)["practices"]]


@pytest.mark.parametrize("query", QUERIES)
def test_the_counts_equal_those_of_the_export(query):
    records = exported(query)
    tables = figures(page(query, Reader.SUBSCRIBER))
    names = dict(Country.objects.values_list("pk", "name"))
    regions = dict(Country.objects.values_list("pk", "region__name"))
    countries = Counter(names[code] for r in records for code in set(r["countries"]))
    by_region = Counter(n for r in records for n in {regions[code] for code in r["countries"]})
    levels = Counter(level for r in records for level in {x["level"] for x in r["recognitions"]})
    years = Counter(
        year
        for r in records
        for year in {int(d["date"][:4]) for d in r["key_dates"]}
        | {money["year"] for money in r["financials"]}
    )
    assert tables["country"] == countries
    assert tables["region"] == by_region
    assert sorted(tables["recognition"].values()) == sorted(levels.values())
    assert {int(year): n for year, n in tables["years"].items() if n} == years


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("reader", [Reader.VISITOR, Reader.SUBSCRIBER])
def test_the_files_hold_the_figures_of_the_page(query, reader):
    tables = figures(page(query, reader))
    client = client_of(reader)
    data = client.get(reverse("coverage_file", args=["json"]) + query).json()
    rows = {(row["of"], row["label"]): row["cases"] for row in data["rows"]}
    shown = {
        (name.removesuffix("s") if name == "years" else name, label): count
        for name, table in tables.items()
        for label, count in table.items()
    }
    assert {key: n for key, n in rows.items() if n} == {key: n for key, n in shown.items() if n}
    text = client.get(reverse("coverage_file", args=["csv"]) + query).content.decode("utf-8-sig")
    lines = [line for line in csv.reader(text.splitlines()) if not line[0].startswith("#")]
    assert lines[0] == list(data["rows"][0])
    assert lines[1:] == [[str(cell) for cell in row.values()] for row in data["rows"]]
    assert f"# cases,{data['cases']}" in text


def test_a_file_names_what_has_no_case_and_refuses_what_it_cannot_give(client):
    data = client.get(reverse("coverage_file", args=["json"]) + "?region=africa").json()
    europe = next(row for row in data["rows"] if row["value"] == "europe")
    assert europe["cases"] == 0 < europe["collection"]
    assert client.get(reverse("coverage_file", args=["xml"])).status_code == 404
    assert client.get(reverse("coverage_file", args=["csv"]) + "?year_to=x").status_code == 400


def test_what_is_not_covered_is_named():
    text = text_of(page("?region=africa"))
    assert "Not covered by these cases:" in text
    assert "Europe" in text.partition("Not covered by these cases:")[2].partition("Country")[0]


def test_the_sentence_under_a_list():
    html = page("?region=africa", name="search")
    found = coverage(Criteria(values={"region": ("africa",)}), Reader.VISITOR)
    number = found.hits["region"]["africa"]
    assert f"{number} of {found.total} cases are from Africa;" in text_of(html)
    assert "none is from " in text_of(html)
    assert f'href="{reverse("coverage")}?region=africa"' in html


def test_nothing_is_said_of_nothing():
    assert "none is from" not in text_of(page("?q=zzzzzzzz", name="search"))
    assert "0 cases of" in text_of(page("?q=zzzzzzzz"))


def test_a_visitor_counts_no_years_of_money():
    visitor = coverage(Criteria(), Reader.VISITOR)
    subscriber = coverage(Criteria(), Reader.SUBSCRIBER)
    assert sum(visitor.whole["years"].values()) < sum(subscriber.whole["years"].values())
    assert "evidence" not in visitor.hits and "evidence" in subscriber.hits


def test_without_an_index_the_page_says_so(monkeypatch):
    monkeypatch.setattr("cases.search.coverage", lambda *asked: None)
    assert "The search index is being built" in text_of(page(""))


def test_a_query_that_cannot_be_meant(client):
    assert client.get(reverse("coverage") + "?year_from=x").status_code == 400
