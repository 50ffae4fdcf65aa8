"""Figures of a match set: by cycle and region, and money by year. Each is a chart and its table."""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.safestring import SafeString

from cases import charts
from cases import search as engine
from cases.access import Part, Reader, may_read
from cases.constant_dollars import comparable, usual_base_year
from cases.criteria import Criteria
from cases.facets import FACETS_BY_NAME
from cases.models import FinancialYear, Practice
from cases.search import Coverage

MILLION = Decimal(10**6)


@dataclass(frozen=True)
class ByCycle:
    """``rows`` are (cycle, cases by region in the order of ``regions``)."""

    regions: list[str]
    rows: list[tuple[int, list[int]]]
    chart: SafeString


@dataclass(frozen=True)
class Money:
    """``rows`` are (year, millions of US dollars of ``base``, cases counted, cases left out)."""

    base: int
    rows: list[tuple[int, Decimal, int, int]]
    chart: SafeString


def by_cycle_and_region(criteria: Criteria, reader: Reader, covered: Coverage) -> ByCycle | None:
    """Return how many of the cases recognised in each cycle are from which region.

    A case of two regions counts in both. None for fewer than two cycles.
    """
    found = covered.hits.get("region", {})
    values = [value for value in criteria.values.get("region", found) if value in found]
    values.sort(key=lambda value: (-found[value], value))
    counts = {
        value: engine.coverage(
            replace(criteria, values={**criteria.values, "region": (value,)}), reader
        )
        for value in values
    }
    cycles = sorted(covered.hits.get("cycle", {}), key=int)
    if len(cycles) < 2 or not all(counts.values()):
        return None
    rows = [
        (int(cycle), [counts[value].hits.get("cycle", {}).get(cycle, 0) for value in values])
        for cycle in cycles
    ]
    labels = FACETS_BY_NAME["region"].labels(values)
    return ByCycle([labels[value] for value in values], rows, charts.layered_columns(rows))


def money_by_year(criteria: Criteria, reader: Reader) -> Money | None:
    """Return what the hits cost by year; None for who may not read that, and without money."""
    if not may_read(reader, Part.FINANCES):
        return None
    hits, base = set(engine.matching_ids(criteria, reader)), usual_base_year()
    sums: dict[int, Decimal] = defaultdict(Decimal)
    counted: dict[int, int] = defaultdict(int)
    left_out: dict[int, int] = defaultdict(int)
    public = FinancialYear.objects.filter(practice__in=Practice.objects.published().order_by())
    columns = ("practice_id", "year", "total", "unit", "currency")
    for practice, year, total, unit, currency in public.order_by("year").values_list(*columns):
        if practice in hits:
            row = {
                "year": year,
                "total": None if total is None else f"{total.normalize():f}",
                "unit": unit,
                "currency": currency,
            }
            dollars = comparable(row, base).dollars
            sums[year] += dollars or 0
            (left_out if dollars is None else counted)[year] += 1
    if not any(counted.values()):
        return None
    rows = [
        (year, round(amount / MILLION, 2), counted[year], left_out[year])
        for year, amount in sums.items()
    ]
    chart = charts.layered_columns([(year, [amount]) for year, amount, *_numbers in rows])
    return Money(base, rows, chart)
