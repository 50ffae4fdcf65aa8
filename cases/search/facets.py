"""Counts per option of each facet, each without its own selection, of the list's match set."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache, partial

from django.utils.translation import get_language
from tantivy import Query

from cases.access import Part, Reader, may_read
from cases.criteria import Box, Criteria
from cases.facets import FACETS, FACETS_BY_NAME
from cases.filters import cities_in
from cases.models import Category

from .matching import Match, filtered
from .reading import Reading, all_of, any_of
from .schema import LONG, UNLISTED

MOST_OPTIONS = 50
"""So many options of a long facet stand beside the hits, those with the most of them."""
SPARE = 100
"""Each segment of the index names so many times more candidates for them."""
EVERY = 1_000_000
MEMBERS = 7
"""A case costs so many times more to look at than a member of a facet's list of cases."""
CLOSED_FACETS = {"funder": Part.FINANCES, "evidence": Part.CLAIMS}
YEARS = "years"
AREA = "area"
FEW = 20_000
"""So few cases are counted in less time than threads take to pass the word."""


@cache
def counting(process: int) -> ThreadPoolExecutor:
    """A thread that counts while the page's own looks for the hits: the index works without the
    lock of Python. It belongs to one process; what that forks needs its own."""
    return ThreadPoolExecutor(1, f"counts of {process}")


@dataclass(slots=True)
class Option:
    """A value of a facet with how many hits have it. Top categories have ``children``."""

    value: str
    label: str
    count: int
    selected: bool = False
    children: list["Option"] = field(default_factory=list)


def allowed(criteria: Criteria, reader: Reader) -> Criteria:
    """Return the criteria without the values of facets that are closed to ``reader``."""
    closed = {name for name, part in CLOSED_FACETS.items() if not may_read(reader, part)}
    if not closed & set(criteria.values):
        return criteria
    values = {name: chosen for name, chosen in criteria.values.items() if name not in closed}
    return replace(criteria, values=values)


def filters(reading: Reading, criteria: Criteria, reader: Reader) -> dict[str, Query]:
    """Return a query for each facet with chosen values, one for the years, one for the area."""
    queries = {
        name: any_of([_has(reading, name, value) for value in values])
        for name, values in criteria.values.items()
        if values
    }
    if criteria.year_from is not None or criteria.year_to is not None:
        queries[YEARS] = _active(reading, criteria, reader)
    if criteria.box is not None:
        queries[AREA] = of_cities(reading, cities_inside(reading, criteria.box))
    return queries


def _has(reading: Reading, name: str, value: str) -> Query:
    if name in LONG:
        return reading.term(name, value)
    return reading.term("facets", f"{name}:{value}")


def cities_inside(reading: Reading, box: Box) -> list[str]:
    """Return the keys of the cities in the box that cases name."""
    rows = cities_in(box).order_by().values_list("pk", flat=True)
    return reading.keep(("cities in", box), lambda: [str(pk) for pk in rows])


def of_cities(reading: Reading, cities: Iterable[str]) -> Query:
    """The cases of any of the cities, however many these are."""
    return Query.term_set_query(reading.schema, "city", list(cities))


def _active(reading: Reading, criteria: Criteria, reader: Reader) -> Query:
    field = _years_of(reader)
    known = reading.keep(
        field, lambda: [year for year, _n in reading.searcher.terms_with_prefix(field, "")]
    )
    first, last = criteria.year_from or 0, criteria.year_to or 9999
    wanted = [year for year in known if first <= int(year) <= last]
    if not wanted:
        return Query.empty_query()
    return any_of([reading.term(field, year) for year in wanted])


def _years_of(reader: Reader) -> str:
    """Years of the financial profile count only for those who may read it."""
    return "all_years" if may_read(reader, Part.FINANCES) else "open_years"


def _shared(part: Callable, begun: Future) -> Callable:
    """Return what gives the result of a part that was handed over: if it has not been begun when it
    is needed, it is done here."""
    return lambda: part() if begun.cancel() else begun.result()


class Counts:
    """Facet counts of one match set."""

    def __init__(self, reading: Reading, match: Match | None, criteria: Criteria, reader: Reader):
        self.reading, self.match, self.criteria, self.reader = reading, match, criteria, reader
        self.filters = filters(reading, criteria, reader)

    def begun(self) -> Callable[[], dict[str, dict[str, int]]]:
        """Begin to count, if there is much to count, and return what gives the counts.

        These are by facet and value, the years under YEARS, without zeros.
        """
        parts = [*(partial(self._long, name) for name in LONG), self._years, self._short]
        if self.reading.size > FEW:
            thread = counting(os.getpid())
            parts = [_shared(part, thread.submit(part)) for part in parts]

        def counts() -> dict[str, dict[str, int]]:
            found: dict[str, dict[str, int]] = {}
            for part in reversed(parts):
                found |= part()
            return {name: counted for name, counted in found.items() if self._is_open(name)}

        return counts

    def _short(self) -> dict[str, dict[str, int]]:
        """Return the counts of the short facets, each without its own filter."""
        counts = self._listed(self._query())
        for name in set(self.filters) - {*LONG, AREA, YEARS}:
            counts |= {name: {}} | self._listed(self._query(without=name), f"{name}:")
        return counts

    def _years(self) -> dict[str, dict[str, int]]:
        return self._active_in(self._query(without=YEARS))

    def of_match_set(self) -> dict[str, dict[str, int]]:
        """Return the counts of the short facets and the years with all filters applied."""
        query = self._query()
        counts = self._listed(query) | self._active_in(query)
        return {name: counted for name, counted in counts.items() if self._is_open(name)}

    def _query(self, without: str | None = None) -> Query:
        return filtered(self.match, [q for name, q in self.filters.items() if name != without])

    def _listed(self, query: Query, prefix: str = "") -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for term, count in self._terms(query, "facets", prefix):
            name, _colon, value = term.partition(":")
            counts[name][value] = count
        return counts

    def _active_in(self, query: Query) -> dict[str, dict[str, int]]:
        return {YEARS: dict(self._terms(query, _years_of(self.reader)))}

    def _terms(self, query: Query, field: str, prefix: str = "") -> Iterable[tuple[str, int]]:
        """Go through the values of each case found, or through the cases of each value: what costs
        less depends on how many cases are found."""
        if not prefix and self.reading.count(query) * MEMBERS < self.reading.size:
            return self._aggregate(query, field, EVERY).items()
        counted = self.reading.searcher.terms_with_prefix(field, prefix, query)
        return ((term, count) for term, count in counted if count)

    def _long(self, name: str) -> dict[str, dict[str, int]]:
        """Return the counts of the most frequent values of a long facet, and of the chosen ones."""
        if not self._is_open(name) or (name in UNLISTED and name not in self.filters):
            return {}
        query = self._query(without=name)
        counts = {} if name in UNLISTED else self._aggregate(query, name, MOST_OPTIONS)
        chosen = set(self.criteria.values.get(name, ())) - set(counts)
        return {name: counts | self._count(query, name, chosen)}

    def every(self, name: str) -> dict[str, int]:
        """Return the counts of all values of one long facet, without zeros."""
        if not self._is_open(name):
            return {}
        return self._aggregate(self._query(without=name), name, EVERY)

    def of_all_filters(self, name: str) -> dict[str, int]:
        """Return the counts of all values of one long facet, its own filter applied too."""
        return self._aggregate(self._query(), name, EVERY) if self._is_open(name) else {}

    def _count(self, query: Query, name: str, values: Iterable[str]) -> dict[str, int]:
        counts = {
            value: self.reading.count(all_of([query, self.reading.term(name, value)]))
            for value in values
        }
        return {value: count for value, count in counts.items() if count}

    def _is_open(self, name: str) -> bool:
        return name not in CLOSED_FACETS or may_read(self.reader, CLOSED_FACETS[name])

    def _aggregate(self, query: Query, name: str, most: int) -> dict[str, int]:
        """Return the counts of the most frequent values of the field ``name``.

        A segment that does not name a value leaves its cases out; then the values are counted one
        by one, which costs less than to let every segment name all it has.
        """
        searcher = self.reading.searcher
        several = searcher.num_segments > 1
        size = {"size": most, "segment_size": SPARE * most if several else most}
        asked = {name: {"terms": {"field": name, **size}}}
        answer = searcher.aggregate(query, asked)[name]
        counts = {row["key"]: row["doc_count"] for row in answer["buckets"]}
        if several and answer.get("doc_count_error_upper_bound"):
            return self._count(query, name, counts)
        return counts


def options(reading: Reading, counts: dict[str, dict[str, int]], criteria: Criteria) -> dict:
    """Return the options of each facet by its name: most hits first, chosen ones always there."""
    return {
        facet.name: _options(reading, facet, counts.get(facet.name, {}), criteria)
        for facet in FACETS
    }


def _options(reading: Reading, facet, counts: dict[str, int], criteria: Criteria) -> list[Option]:
    chosen = set(criteria.values.get(facet.name, ()))
    labels = _labels(reading, facet.name, counts)
    flat = [
        Option(value, labels.get(value, value), count, value in chosen)
        for value, count in counts.items()
    ]
    if facet.order:
        flat.sort(key=lambda option: facet.order.index(option.value))
    else:
        flat.sort(key=lambda option: (-option.count, option.label))
    return _tree(flat, _parents(reading)) if facet.name == "category" else flat


def _labels(reading: Reading, name: str, values: Iterable[str]) -> dict[str, str]:
    known = reading.keep(("labels", name, get_language()), dict)
    missing = [value for value in values if value not in known]
    if missing:
        if name not in LONG:  # few enough to be read all at once
            terms = reading.searcher.terms_with_prefix("facets", f"{name}:")
            missing = [term.partition(":")[2] for term, _count in terms]
        found = FACETS_BY_NAME[name].labels(missing)
        known.update({value: str(found.get(value, value)) for value in missing})
    return known


def _parents(reading: Reading) -> dict[str, str]:
    def parents():
        return dict(Category.objects.exclude(parent=None).values_list("slug", "parent__slug"))

    return reading.keep("parents", parents)


def _tree(flat: list[Option], parents: dict[str, str]) -> list[Option]:
    by_value = {option.value: option for option in flat}
    for option in flat:
        if parent := by_value.get(parents.get(option.value, "")):
            parent.children.append(option)
    return [option for option in flat if option.value not in parents]
