"""The financial profile: table, bars and comparison say the same as the record."""

import csv
import io
import itertools
import json
import re
from decimal import Decimal

import pytest

from cases.access import Reader
from cases.exports.cells import unpack
from cases.exports.columns import PARTS_BY_NAME
from cases.models import Practice
from tests.cast import client_of
from tests.html import parse, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]

SVG = "{http://www.w3.org/2000/svg}"
SAMPLE = "/practices/kitakyushu/"
MONEY = ["kitakyushu", "taza-flood-wardens", "thies-charrettes-de-collecte"]


def html(address=SAMPLE, reader=Reader.SUBSCRIBER) -> str:
    return client_of(reader).get(address).content.decode()


def test_the_unassigned_share_and_the_unlisted_funder_of_the_original():
    page = html()
    table = parse(page).find(".//table[@class='figures']")
    rows = [["".join(c.itertext()).strip() for c in row] for row in table.iter("tr")]
    assert rows[0][-1] == "Unassigned"
    assert [row[-1] for row in rows[1:]] == ["13 %", "11 %", "13 %", "13 %", "12 %"]
    assert "Funders not listed as partners: IGES." in text_of(page)


def test_bars_table_and_record_hold_the_same_figures():
    record = Practice.objects.get(slug="kitakyushu").versions.first().record
    page = html()
    tree = parse(page)
    bars = tree.findall(f".//{SVG}svg[@class='bar']")
    assert len(bars) == len(record["financials"])
    table = tree.find(".//table[@class='figures']")
    rows = [["".join(c.itertext()).strip() for c in row] for row in table.iter("tr")][1:]
    for year, bar, row in zip(record["financials"], bars, rows, strict=True):
        stated = [Decimal(share["percent"]) for share in year["shares"] if share["percent"]]
        widths = [Decimal(r.get("width").rstrip("%")) for r in bar.iter(f"{SVG}rect")]
        assert widths == [*stated, Decimal(year["unassigned"])]
        assert [text.text for text in bar.iter(f"{SVG}text")] == [
            f"{n:f}" for n in stated if n >= 7
        ]
        assert row[0] == str(year["year"])
        assert [Decimal(cell.rstrip(" %")) for cell in row[2:] if cell != "–"] == widths
        assert row[1].startswith(year["total"])


def test_constant_dollars_stand_beside_the_cell_with_their_source():
    text = text_of(html())
    assert "In US dollars of 2017" in text
    assert "1996 9.71 million USD 14,200,000" in text
    assert "deflator of 2017" in text and "Bureau of Economic Analysis" in text
    people = re.search(r"divided by ([0-9,]+), the people GeoNames lists today", text)
    population = Practice.objects.get(slug="kitakyushu").locations.get().city.population
    assert people and people[1] == f"{population:,}"


def test_another_base_year_can_be_chosen():
    assert "In US dollars of 2002" in text_of(html(f"{SAMPLE}?dollars=2002"))
    assert "is no year" not in text_of(html(f"{SAMPLE}?dollars=2002"))
    for nonsense in ("1", "x", "99999999999"):
        text = text_of(html(f"{SAMPLE}?dollars={nonsense}"))
        assert f"“{nonsense}” is no year whose dollars can be computed: choose one of" in text
        assert "Shown are those of 2017." in text and "In US dollars of 2017" in text
    assert "is no year" not in text_of(html(f"{SAMPLE}?dollars="))


def test_what_cannot_be_computed_says_why():
    text = text_of(html("/practices/taza-flood-wardens/"))
    assert "not computed: no exchange rate for MAD in 1997" in text


def figures_in(page, heading: str) -> list[list[str]]:
    section = parse(page).find(f".//*[@aria-labelledby='{heading}']/table")
    rows = [["".join(c.itertext()).strip() for c in row] for row in section.iter("tr")]
    return rows[1:]


@pytest.mark.parametrize("slug", MONEY)
def test_page_and_exports_hold_the_same_dollars(slug):
    shown = {row[0]: row[2:] for row in figures_in(html(f"/practices/{slug}/"), "comparable")}
    made = {}
    for year, entry in by_year(slug, "json").items():
        cells = [f"{Decimal(entry[k]):,f}" for k in ("dollars", "per_inhabitant") if entry[k]]
        if entry["dollars"] and not entry["per_inhabitant"]:
            cells.append("not computed")
        made[year] = cells or [f"not computed: {entry['not_computed']}"]
        assert entry["base_year"] == 2017
    assert made == shown
    names = ("dollars", "per_inhabitant", "not_computed")
    assert by_year(slug, "csv") == {
        year: {name: entry[name] or "" for name in names} | {"base_year": "2017"}
        for year, entry in by_year(slug, "json").items()
    }


def by_year(slug: str, name: str) -> dict[str, dict]:
    """Return the constant dollars of each year of a case, from an export."""
    if name == "csv":
        kept = ("base_year", "dollars", "per_inhabitant", "not_computed")
        return {row["year"]: {name: row[name] for name in kept} for row in table_rows(slug)}
    file = client_of(Reader.SUBSCRIBER).get("/search/export.json").getvalue()
    rows = json.loads(file)["practices"]
    [case] = [row for row in rows if row["record"]["slug"] == slug]
    return {str(row.pop("year")): row for row in case["computed"]["constant_dollars"]}


def table_rows(slug: str) -> list[dict]:
    """Return the rows of money of a case, a share each, from the table of an export."""
    file = client_of(Reader.SUBSCRIBER).get("/search/export.csv").getvalue().decode("utf-8-sig")
    lines = csv.DictReader(line for line in io.StringIO(file) if not line.startswith("#"))
    [line] = [line for line in lines if line["case"] == slug]
    names = PARTS_BY_NAME["financials"].names
    cells = unpack(line["financials"])
    return [dict(itertools.zip_longest(names, row, fillvalue="")) for row in cells]


@pytest.mark.parametrize("slug", ["kitakyushu", "mekong-towns-gauge-circuit"])
def test_bars_table_and_export_hold_the_same_shares(slug):
    tree = parse(html(f"/practices/{slug}/"))
    bars = tree.findall(f".//{SVG}svg[@class='bar']")
    drawn = [[Decimal(r.get("width").rstrip("%")) for r in bar.iter(f"{SVG}rect")] for bar in bars]
    table = tree.find(".//table[@class='figures']")
    rows = [["".join(c.itertext()).strip() for c in row] for row in table.iter("tr")][1:]
    shown = {row[0]: [Decimal(c.rstrip(" %")) for c in row[2:] if c != "–"] for row in rows}
    exported: dict[str, list[Decimal]] = {}
    for row in table_rows(slug):
        shares = exported.setdefault(row["year"], [])
        shares += [Decimal(row["percent"])] if row["percent"] else []
    rest = {row["year"]: row["unassigned"] for row in table_rows(slug)}
    for year, shares in exported.items():
        shares += [Decimal(rest[year])] if rest[year] else []
    assert exported == shown
    assert list(exported.values()) == drawn


def test_an_export_without_finances_has_no_dollars(settings):
    settings.ACCESS_POLICY = {"export": "visitor"}
    visitor = client_of(Reader.VISITOR)
    rows = json.loads(visitor.get("/search/export.json").getvalue())["practices"]
    assert {tuple(row["computed"]) for row in rows} == {("population",)}
    assert "not computed" not in visitor.get("/search/export.csv").getvalue().decode()


def test_a_visitor_sees_no_money():
    text = text_of(html(f"{SAMPLE}?dollars=2002", Reader.VISITOR))
    assert "dollars of" not in text and "14,200,000" not in text


def test_the_sample_shows_its_three_transfers_as_a_chain_and_in_words():
    page = html(SAMPLE, Reader.VISITOR)
    chain = parse(page).find(f".//{SVG}svg[@class='chain']")
    assert len(chain.findall(f"{SVG}circle")) == 4
    text = text_of(page)
    for who in ("City of Dalian", "Ho Chi Minh City", "Metro Cebu"):
        assert text.count(who) >= 2
