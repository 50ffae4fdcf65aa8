"""The plain Django way: the database's own text search, and one COUNT for each facet.

A facet is counted over the cases that match the words and the values chosen in the other facets,
by GROUP BY, as a view written with the ORM alone would do it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F, QuerySet

from benchmarks.rivals import fts5, tsvector
from cases.criteria import Criteria
from cases.facets import FACETS, FACETS_BY_NAME, Facet
from cases.models import Practice


@dataclass(frozen=True)
class Page:
    """The data of one page of results."""

    hits: list[tuple[str, str]]
    total: int
    facets: dict[str, dict[str, int]]


def text_search():
    return fts5 if connection.vendor == "sqlite" else tsvector


def prepare() -> None:
    text_search().prepare()


def page(criteria: Criteria, size: int = 20) -> Page:
    """Return titles and snippets of the best hits, how many there are, and all facet counts."""
    chosen = narrowed(criteria)
    return Page(hits(criteria, size), chosen.count(), counts(criteria))


def narrowed(criteria: Criteria, but: str = "") -> QuerySet:
    """Return the published cases asked for, the values of the facet ``but`` left aside."""
    practices = Practice.objects.published().order_by()
    for name, values in criteria.values.items():
        if name != but:
            practices = FACETS_BY_NAME[name].narrow(practices, values)
    return text_search().matching(practices, criteria.q) if criteria.q else practices


def hits(criteria: Criteria, size: int) -> list[tuple[str, str]]:
    if not criteria.q:
        newest = narrowed(criteria).order_by("-first_published", "-pk")[:size]
        return [(title, text[:200]) for title, text in newest.values_list("title", "summary")]
    within = narrowed(Criteria(values=criteria.values)) if criteria.values else None
    found = text_search().best(within, criteria.q, size)
    titles = titles_of(key for key, _snippet in found)
    return [(titles[key], snippet) for key, snippet in found]


def titles_of(keys: Iterable[int]) -> dict[int, str]:
    return dict(Practice.objects.filter(pk__in=list(keys)).values_list("pk", "title"))


def counts(criteria: Criteria) -> dict[str, dict[str, int]]:
    return {facet.name: count(facet, narrowed(criteria, but=facet.name)) for facet in FACETS}


def count(facet: Facet, practices: QuerySet) -> dict[str, int]:
    """Return how many of ``practices`` have each value of ``facet``."""
    found: Counter = Counter()
    for way in facet.ways:
        rows = practices.annotate(facet_value=F(way) if isinstance(way, str) else way).values_list(
            "facet_value"
        )
        found.update(dict(rows.annotate(number=Count("pk", distinct=True))))
    return {str(value): number for value, number in found.items() if value not in (None, "")}
