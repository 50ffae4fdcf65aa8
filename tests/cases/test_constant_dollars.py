"""Money is made comparable by a formula and a table; what is outside the table is not computed."""

from decimal import Decimal

import pytest

from cases.constant_dollars import (
    base_years,
    comparable,
    exchange_rate,
    prices,
    rounded,
    usual_base_year,
)


def row(year=1996, total="9.71", unit="million", currency="USD"):
    return {"year": year, "total": total, "unit": unit, "currency": currency}


def test_the_formula_on_the_first_year_of_the_original_record():
    """9,710,000 x 100.000 / 68.164 = 14,245,056, stated with three digits."""
    made = comparable(row(), 2017, 1_000_000)
    assert (made.dollars, made.per_inhabitant, made.why_not) == (14_200_000, 14, "")


def test_a_year_is_worth_itself_in_its_own_dollars():
    assert comparable(row(2002, "8.40"), 2002).dollars == 8_400_000


def test_another_currency_is_changed_at_the_rate_of_its_year():
    """250,000 / 1.3725 x 100 / 66.939 = 272,113."""
    assert comparable(row(1995, "250", "thousand", "CAD"), 2017).dollars == 272_000


def test_a_pegged_currency_follows_the_other():
    assert exchange_rate("XOF", 1999) == Decimal("655.957") * Decimal("0.9387")
    assert exchange_rate("XOF", 1998) is None
    assert exchange_rate("JOD", 1998) == Decimal("0.709")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (row(1998, currency="MAD"), "no exchange rate for MAD in 1998"),
        (row(2011, currency="CAD"), "no exchange rate for CAD in 2011"),
        (row(1989, currency="CAD"), "no exchange rate for CAD in 1989"),
        (row(1959), "no deflator for 1959"),
        (row(2020), "no deflator for 2020"),
        (row(total=None), "no total stated"),
        (row(total="about 9"), "the total is not a plain number"),
    ],
)
def test_what_is_outside_the_table_is_not_computed(asked, why):
    made = comparable(asked, 2017, 1000)
    assert (made.dollars, made.per_inhabitant, made.why_not) == (None, None, why)


def test_nothing_is_stated_more_exactly_than_the_total():
    assert comparable(row(total="9"), 2017).dollars == 13_000_000
    assert comparable(row(total="9.712345"), 2017).dollars == 14_200_000
    assert comparable(row(total="0"), 2017).dollars == 0


def test_without_a_population_nothing_is_said_per_inhabitant():
    assert comparable(row(), 2017).per_inhabitant is None
    assert rounded(Decimal("0.01234"), 2) == Decimal("0.012")


def test_the_tables_are_whole():
    years = base_years()
    assert years == list(range(years[0], years[-1] + 1)) and usual_base_year() in years
    assert prices()["deflator"]["index"]["2017"] == "100.000"
    for currency, rates in prices()["exchange_rates"]["rates"].items():
        covered = sorted(map(int, rates))
        assert covered == list(range(covered[0], covered[-1] + 1)), currency
        assert all(Decimal(rate) > 0 for rate in rates.values())
    for table in prices().values():
        assert table["source"] and table["address"].startswith("https://")
