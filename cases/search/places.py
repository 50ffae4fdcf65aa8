"""Where the cases of a match set are: how many in each city, and how they were recognised."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cases.access import Reader
from cases.criteria import Criteria, Sort

from .engine import Search, on_index
from .facets import Counts, of_cities
from .query import parse
from .reading import all_of, unscored

RECOGNITION = "recognition:"


@dataclass(frozen=True)
class Tally:
    """How many cases there are, and how many of them have which recognition."""

    total: int
    recognitions: dict[str, int]


def by_city(criteria: Criteria, reader: Reader) -> dict[int, int] | None:
    """Return how many cases of the match set are in which city; None while there is no index.

    A case of two cities counts in both, those outside a chosen area included.
    """

    def ask(reading):
        asked = _search(reading, criteria, reader)
        if asked.nothing:
            return {}
        counts = Counts(reading, asked.match, asked.criteria, reader).of_all_filters("city")
        return {int(city): count for city, count in counts.items()}

    return on_index(ask, lambda: None)


def tallies(criteria: Criteria, reader: Reader, groups: Iterable[Iterable[int]]) -> list[Tally]:
    """Return what the match set has in each group of cities; empty while there is no index."""

    def ask(reading):
        asked = _search(reading, criteria, reader)
        return [_tally(asked, [str(city) for city in cities]) for cities in groups]

    return on_index(ask, list)


def _search(reading, criteria: Criteria, reader: Reader) -> Search:
    return Search(reading, parse(criteria.q), replace(criteria, sort=Sort.NEWEST), reader)


def _tally(asked: Search, cities: list[str]) -> Tally:
    query = all_of([unscored(asked.query), of_cities(asked.reading, cities)])
    searcher = asked.reading.searcher
    counted = searcher.terms_with_prefix("facets", RECOGNITION, query)
    return Tally(
        asked.reading.count(query),
        {term.removeprefix(RECOGNITION): count for term, count in counted if count},
    )
