"""Money of different years and currencies made comparable: US dollars of one year.

    amount / exchange rate of its year * deflator of the base year / deflator of its year

The deflator is that of US gross domestic product; the exchange rate is the average of the year, in
units for one dollar. Both stand in ``cases/data/prices.json`` with their source. A year or currency
that is not there is not computed: nothing is extrapolated.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from cases.models import FinancialYear, Location

FILE = Path(__file__).parent / "data" / "prices.json"
MOST_DIGITS = 3
FEWEST_DIGITS = 2


@dataclass(frozen=True)
class Comparable:
    """Whole US dollars of the base year, and per inhabitant; None with the reason where unknown."""

    dollars: Decimal | None = None
    per_inhabitant: Decimal | None = None
    why_not: str = ""


@cache
def prices() -> dict:
    return json.loads(FILE.read_text("utf-8"))


def base_years() -> list[int]:
    """Return the years whose dollars can be asked for."""
    return sorted(int(year) for year in prices()["deflator"]["index"])


def usual_base_year() -> int:
    return prices()["deflator"]["base_year"]


def exchange_rate(currency: str, year: int) -> Decimal | None:
    """Return how many units of ``currency`` one dollar cost on average in ``year``."""
    if currency == "USD":
        return Decimal(1)
    table = prices()["exchange_rates"]
    peg = table["pegs"].get(currency)
    if peg and year >= peg["first"]:
        rate = exchange_rate(peg["to"], year)
        return None if rate is None else rate * Decimal(peg["units"])
    text = table["rates"].get(currency, {}).get(str(year))
    return Decimal(text) if text else None


def comparable(row: dict, base_year: int, population: int | None = None) -> Comparable:
    """Return the total of a financial year of a record in US dollars of ``base_year``.

    It is rounded to the digits the total was stated with, two at least and three at most.
    """
    if row["total"] is None:
        return Comparable(why_not=_("no total stated"))
    index = prices()["deflator"]["index"]
    names = {"year": row["year"], "currency": row["currency"]}
    if str(row["year"]) not in index or str(base_year) not in index:
        return Comparable(why_not=_("no deflator for %(year)d") % names)
    rate = exchange_rate(row["currency"], row["year"])
    if rate is None:
        return Comparable(why_not=_("no exchange rate for %(currency)s in %(year)d") % names)
    try:
        amount = Decimal(row["total"]) * FinancialYear.FACTORS[row["unit"]]
    except InvalidOperation:
        return Comparable(why_not=_("the total is not a plain number"))
    exact = amount / rate * Decimal(index[str(base_year)]) / Decimal(index[str(row["year"])])
    digits = min(MOST_DIGITS, max(FEWEST_DIGITS, _digits(row["total"])))
    each = rounded(exact / population, FEWEST_DIGITS) if population else None
    return Comparable(rounded(exact, digits), each)


def populations(practice_ids: Iterable[int]) -> dict[int, int | None]:
    """Return how many people live in the cities of each case; None unless it is known of all."""
    counts: dict[int, list[int | None]] = {}
    rows = Location.objects.filter(practice__in=list(practice_ids)).order_by()
    for practice_id, population in rows.values_list("practice_id", "city__population"):
        counts.setdefault(practice_id, []).append(population)
    return {pk: sum(known) if all(known) else None for pk, known in counts.items()}


def rounded(number: Decimal, digits: int) -> Decimal:
    """Return ``number`` with so many significant digits."""
    if not number:
        return Decimal(0)
    return round(number, digits - 1 - number.adjusted()).normalize() + 0


def _digits(text: str) -> int:
    return len(text.replace(".", "").lstrip("0"))
