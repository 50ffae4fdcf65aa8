"""The money of a case beside itself in dollars of one year, and per inhabitant."""

from cases.constant_dollars import base_years, comparable, populations, prices, usual_base_year
from cases.models import Practice


def comparable_money(request, case: Practice, record: dict) -> dict | None:
    """Return what the page shows; None without money. ``?dollars=`` chooses the base year."""
    if not record["financials"]:
        return None
    asked, years = request.GET.get("dollars", ""), base_years()
    base = int(asked) if asked in map(str, years) else usual_base_year()
    population = populations([case.pk]).get(case.pk)
    return {
        "refused": asked if asked and asked != str(base) else "",
        "base": base,
        "years": years,
        "population": population,
        "rows": [(row, comparable(row, base, population)) for row in record["financials"]],
        "prices": prices(),
    }
