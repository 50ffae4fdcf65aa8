from decimal import Decimal
from xml.etree import ElementTree

import pytest

from cases.charts import financial_profile, timeline, transfer_chain, year_histogram
from fields.partial_date import PartialDate


def year(number=1996, unassigned="13", **shares) -> dict:
    return {
        "year": number,
        "total": "9.71",
        "unit": "million",
        "currency": "USD",
        "shares": [
            {"label": label, "partner": None if label == "IGES" else label, "percent": percent}
            for label, percent in shares.items()
        ],
        "unassigned": unassigned,
    }


def rectangles(bar) -> list[tuple[str, str, str]]:
    return [
        (r.get("class"), r.get("x"), r.get("width"))
        for r in ElementTree.fromstring(bar).findall(".//rect")
    ]


def test_a_bar_is_as_long_as_its_shares_and_the_rest_is_hatched():
    profile = financial_profile([year(KITA="46", KFAW="18", ICSEAD="23", IGES=None)])
    assert rectangles(profile.rows[0].bar) == [
        ("share-1", "0.00%", "46.00%"),
        ("share-2", "46.00%", "18.00%"),
        ("share-3", "64.00%", "23.00%"),
        ("unassigned", "87.00%", "13.00%"),
    ]


def test_a_funder_keeps_its_column_and_colour_in_every_year():
    profile = financial_profile([year(A="50", IGES=None), year(1997, "0", B="10", IGES="90")])
    assert [(c.label, c.colour) for c in profile.columns] == [("A", 1), ("IGES", 2), ("B", 3)]
    assert profile.rows[0].percents == [Decimal(50), None, None]
    assert profile.rows[1].percents == [None, Decimal(90), Decimal(10)]
    assert [column.label for column in profile.unlisted] == ["IGES"]


def test_shares_of_more_than_the_whole_are_drawn_to_their_sum_and_told():
    profile = financial_profile([year(unassigned="-25", A="75", B="50")])
    assert rectangles(profile.rows[0].bar) == [
        ("share-1", "0.00%", "60.00%"),
        ("share-2", "60.00%", "40.00%"),
    ]
    assert profile.over_assigned == profile.rows
    assert not profile.has_unassigned


def test_a_year_without_any_share_is_all_unassigned():
    profile = financial_profile([year(unassigned=None, A=None)])
    assert rectangles(profile.rows[0].bar) == [("unassigned", "0.00%", "100.00%")]
    assert profile.has_unassigned


def test_narrow_shares_carry_no_number():
    texts = ElementTree.fromstring(financial_profile([year(A="46", B="1")]).rows[0].bar).findall(
        ".//text"
    )
    assert [text.text for text in texts] == ["46"]


def test_a_label_is_only_text():
    profile = financial_profile([year(**{"<b>A</b>": "46"})])
    assert "<b>" not in profile.rows[0].bar


def test_the_vaguer_a_date_the_longer_its_mark():
    dates = [PartialDate(1965), PartialDate(1980, 8), PartialDate(1997, 12, 15)]
    marks = [
        e for e in ElementTree.fromstring(timeline(dates)).iter("line") if e.get("class") == "mark"
    ]
    lengths = [float(m.get("x2")[:-1]) - float(m.get("x1")[:-1]) for m in marks]
    assert lengths[0] > lengths[1] > lengths[2] == 0
    assert [m.find("title").text for m in marks] == ["1965", "August 1980", "15 December 1997"]


@pytest.mark.parametrize(
    ("first", "last"), [(1965, 2000), (1996, 1996), (1, 9999), (1990, 1991), (9998, 9999)]
)
def test_any_span_of_years_fits_with_few_ticks(first, last):
    drawn = ElementTree.fromstring(timeline([PartialDate(first), PartialDate(last, 12, 31)]))
    lines = [line for line in drawn.iter("line") if line.get("class") != "axis"]
    places = [float(line.get(end)[:-1]) for line in lines for end in ("x1", "x2")]
    assert all(0 <= place <= 100 for place in places)
    assert 2 <= len(drawn.findall(".//text")) <= 8


def test_one_date_needs_no_line():
    assert timeline([PartialDate(1965)]) == ""
    assert timeline([]) == ""


def test_years_outside_the_chosen_span_are_faint():
    columns = rectangles(year_histogram([(1990, 2), (1991, 8), (1999, 1)], 1991, None))
    assert [name for name, *_ in columns] == ["outside", "inside", "inside"]
    assert [place for _, place, _ in columns] == ["0.00%", "10.00%", "90.00%"]


def test_a_single_year_has_no_histogram():
    assert year_histogram([(1990, 2)], None, None) == ""


def test_a_chain_has_a_link_for_each_transfer_in_order():
    chain = transfer_chain(
        "Kitakyushu",
        [("Dalian", "adopted", "adopted"), ("<Cebu>", "tried and stopped", "tried and stopped")],
    )
    tree = ElementTree.fromstring(chain)
    assert ["".join(text.itertext()) for text in tree.findall("text")] == [
        "Kitakyushu",
        "Dalian · adopted",
        "<Cebu> · tried and stopped",
    ]
    assert [node.get("class") for node in tree.findall("circle")] == [
        "origin",
        "node adopted",
        "node tried-and-stopped",
    ]
    assert tree.get("aria-hidden") == "true"
    assert transfer_chain("Kitakyushu", []) == ""
