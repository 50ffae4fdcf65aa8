"""One state of the index, open for searching, with what is worth keeping while it lasts."""

from functools import cached_property

import tantivy
from tantivy import Occur, Query

from .analysis import DEFAULT_LANGUAGE, STEMMERS

MOST_KEPT = 1000
DOCUMENTS_KEPT = 50


class Reading:
    """A searcher on one state of the index. ``applied`` is the data version that state shows.

    ``keep`` is for what depends on nothing but this state: counts, labels.
    """

    def __init__(self, index: tantivy.Index, applied: int):
        self.applied = applied
        self.schema = index.schema
        self.searcher = index.searcher()
        self._frequencies: dict[tuple[str, str], int] = {}
        self._kept: dict = {}
        self._documents: dict = {}

    @property
    def size(self) -> int:
        return self.searcher.num_docs

    def count(self, query: Query) -> int:
        """How many documents the query finds; asked as an aggregate, which scores nothing."""
        counted = self.searcher.aggregate(query, {"n": {"value_count": {"field": "practice"}}})
        return int(counted["n"]["value"])

    def keep(self, key, make):
        """Return what ``make`` gave for ``key`` in this state of the index."""
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = make()
        return self._kept[key]

    def kept(self, key):
        """Return what is kept for ``key``, or None."""
        return self._kept.get(key)

    def frequency(self, field: str, term: str) -> int:
        """In how many documents the term is."""
        key = (field, term)
        if key not in self._frequencies:
            if len(self._frequencies) > 100 * MOST_KEPT:
                self._frequencies.clear()
            self._frequencies[key] = self.searcher.doc_freq(field, term)
        return self._frequencies[key]

    @cached_property
    def languages(self) -> list[str]:
        """The languages the index has words of, each once; the first is taken for the reader's."""
        used = self.searcher.terms_with_prefix("facets", "language:")
        codes = [term.partition(":")[2] for term, _count in used]
        stemmed = sorted({code if code in STEMMERS else DEFAULT_LANGUAGE for code in codes})
        return sorted(stemmed or [DEFAULT_LANGUAGE], key=lambda code: code != DEFAULT_LANGUAGE)

    def practices(self, addresses: list) -> list[int]:
        return self.searcher.fast_field_values("practice", addresses)

    def stored(self, address, name: str) -> str:
        """What is stored of a case. The last ones are kept: a page looks at some twice."""
        key = (address.segment_ord, address.doc)
        if key not in self._documents:
            if len(self._documents) >= DOCUMENTS_KEPT:
                self._documents.clear()
            self._documents[key] = self.searcher.doc(address)
        return self._documents[key].get_first(name)

    def term(self, field: str, term: str) -> Query:
        return Query.term_query(self.schema, field, term)

    def any_practice(self, practices: list[int]) -> Query:
        terms = [Query.term_query(self.schema, "practice", practice) for practice in practices]
        return unscored(any_of(terms))


def any_of(queries: list[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: list[Query], without: list[Query] = ()) -> Query:
    if not queries:
        queries = [Query.all_query()]
    if len(queries) == 1 and not without:
        return queries[0]
    clauses = [(Occur.Must, query) for query in queries]
    return Query.boolean_query(clauses + [(Occur.MustNot, query) for query in without])


def best_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
