"""The money of a case beside itself in dollars of one year, and per inhabitant."""

from cases.constant_dollars import base_years, comparable, prices, usual_base_year
from cases.models import Practice


def comparable_money(request, case: Practice, record: dict) -> dict | None:
    """Return what the page shows; None without money. ``?dollars=`` chooses the base year."""
    if not record["financials"]:
        return None
    asked, years = request.GET.get("dollars", ""), base_years()
    base = int(asked) if asked in map(str, years) else usual_base_year()
    population = _population(case)
    return {
        "base": base,
        "years": years,
        "population": population,
        "rows": [(row, comparable(row, base, population)) for row in record["financials"]],
        "prices": prices(),
    }


def _population(case: Practice) -> int | None:
    """Return how many people live in the cities of the case; None unless it is known of all."""
    counts = list(case.locations.values_list("city__population", flat=True))
    return sum(counts) if counts and all(counts) else None
