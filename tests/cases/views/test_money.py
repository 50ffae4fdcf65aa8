"""The financial profile: table, bars and comparison say the same as the record."""

import re
from decimal import Decimal

import pytest

from cases.access import Reader
from cases.models import Practice
from tests.cast import client_of
from tests.html import parse, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]

SVG = "{http://www.w3.org/2000/svg}"
SAMPLE = "/practices/kitakyushu/"


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
    for nonsense in ("1", "x", "99999999999", ""):
        assert "In US dollars of 2017" in text_of(html(f"{SAMPLE}?dollars={nonsense}"))


def test_what_cannot_be_computed_says_why():
    text = text_of(html("/practices/taza-flood-wardens/"))
    assert "not computed: no exchange rate for MAD in 1997" in text


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
