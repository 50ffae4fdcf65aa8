"""One search from criteria to hits, total and facets."""

import logging
from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from tantivy import Order, Query

from cases.access import Part, Reader, may_read
from cases.criteria import Criteria, Sort

from . import facets, fallback, spelling
from .covering import Coverage
from .highlight import Highlighter, Shown
from .index import current
from .kinship import Kin, kin
from .matching import Match, Matching, filtered
from .query import Question, parse
from .ranking import CANDIDATES, reranked
from .reading import Reading, unscored
from .result import Hit, Result
from .schema import TEXT_KEYS, columns_of, field_of
from .sorting import by_text
from .suggestions import named
from .sync import fresh_reading

logger = logging.getLogger(__name__)

# Field, order. Each value of these fields is there once, so the order is stable.
ORDERS = {
    Sort.NEWEST: ("newest", Order.Desc),
    Sort.RECOGNITION: ("recognition", Order.Desc),
    Sort.TITLE: ("title", Order.Asc),
    Sort.PLACE: ("place", Order.Asc),
    Sort.BUDGET: ("budget", Order.Desc),
}


def search(criteria: Criteria, reader: Reader, page: int = 1, size: int = 20) -> Result:
    """Return a page of the practices that ``reader`` finds by ``criteria``, best first.

    Nothing closed to the reader has any part in the match, the counts, the order or the snippets.
    """
    question = parse(criteria.q)
    return on_index(
        lambda reading: _search(reading, question, criteria, reader, (page - 1) * size, size),
        lambda: _from_database(facets.allowed(criteria, reader), question, (page - 1) * size, size),
    )


def matching_ids(criteria: Criteria, reader: Reader) -> list[int]:
    """Return the keys of all practices found, in the order of the list."""
    question = parse(criteria.q)
    return on_index(
        lambda reading: Search(reading, question, criteria, reader).all_ids(),
        lambda: list(in_database(criteria, question, reader).values_list("pk", flat=True)),
    )


def options_of(
    name: str, criteria: Criteria, reader: Reader, find: str = ""
) -> list[facets.Option]:
    """Return all options of a long facet (schema.LONG), those with the most hits first.

    With ``find`` only those of whose names a word begins so. Empty while there is no index.
    """
    question = parse(criteria.q)
    return on_index(
        lambda reading: _options_of(reading, question, name, criteria, reader, find), list
    )


def _options_of(reading, question, name, criteria, reader, find) -> list[facets.Option]:
    asked = Search(reading, question, criteria, reader)
    if asked.nothing:
        return []
    counts = facets.Counts(reading, asked.match, asked.criteria, reader).every(name)
    labels = named(reading, name, find, reader)
    chosen = criteria.values.get(name, ())
    found = [
        facets.Option(value, label, counts[value], value in chosen)
        for value, label in labels.items()
        if value in counts
    ]
    return sorted(found, key=lambda option: (-option.count, option.label))


def on_index(ask: Callable, otherwise: Callable):
    """Ask the index; the database when there is none or it turns out to be damaged."""
    reading = fresh_reading()
    if reading is None:
        return otherwise()
    try:
        return ask(reading)
    except (OSError, ValueError) as error:
        logger.warning("The search index failed and will be built anew: %s", error)
        current().discard()
        return otherwise()


def coverage(criteria: Criteria, reader: Reader) -> Coverage | None:
    """Return what the match set covers; None while there is no index."""
    question = parse(criteria.q)
    criteria = replace(criteria, sort=Sort.NEWEST)

    def ask(reading):
        hits = Search(reading, question, criteria, reader)
        whole = Search(reading, parse(""), Criteria(sort=Sort.NEWEST), reader)
        return Coverage(hits.slice(0, 1)[1], hits.covered(), whole.slice(0, 1)[1], whole.covered())

    return on_index(ask, lambda: None)


class Search:
    """One question put to one state of the index by one reader."""

    def __init__(self, reading: Reading, question: Question, criteria: Criteria, reader: Reader):
        self.reading, self.question, self.reader = reading, question, reader
        self.criteria = facets.allowed(criteria, reader)
        self.misspelt: tuple[str, ...] = ()
        self.did_you_mean = ""
        self.match = self._match() if question.asks else None
        self.nothing = self.match is None and bool(criteria.q.strip())
        queries = facets.filters(reading, self.criteria, reader).values()
        self.query = Query.empty_query() if self.nothing else filtered(self.match, list(queries))

    def _match(self) -> Match | None:
        """Match what was typed; where words are misspelt, what was probably meant."""
        reading, field = self.reading, field_of(self.reader)
        matching = Matching(self.question, reading, field)
        changes = spelling.corrections(self.question, matching.words, reading, field)
        if changes:
            self.misspelt = tuple(changes)
            self.did_you_mean = spelling.corrected(self.criteria.q, self.question, changes)
            self.question = parse(self.did_you_mean)
            matching = Matching(self.question, reading, field)
        return matching.match()

    @property
    def order(self) -> tuple[str, Order] | None:
        """The field to sort by; None for relevance."""
        sort = Sort(self.criteria.sort)
        if sort == Sort.BUDGET and not may_read(self.reader, Part.FINANCES):
            sort = Sort.NEWEST
        if sort == Sort.RELEVANCE and not self.question.words and not self.question.phrases:
            sort = Sort.NEWEST
        return None if sort == Sort.RELEVANCE else ORDERS[sort]

    def slice(self, offset: int, size: int) -> tuple[list, int]:
        """Return the addresses of a slice of the hits, and the number of all hits."""
        searcher = self.reading.searcher
        if offset >= CANDIDATES:
            total = self.reading.count(self.query)
            if offset >= total:
                return [], total
        if self.order:
            name, order = self.order
            if name in TEXT_KEYS:
                found = by_text(self.reading, self.query, name, offset, size)
                return [address for _text, address in found], self.reading.count(self.query)
            found = searcher.search(
                unscored(self.query), size, order_by_field=name, order=order, offset=offset
            )
            return [address for _key, address in found.hits], found.count
        found = searcher.search(self.query, max(CANDIDATES, size))
        total = found.count
        addresses = []
        if offset < CANDIDATES and self.match:
            best = reranked(self.reading, self.match, found.hits[:CANDIDATES])
            addresses = best[offset : offset + size]
        start, missing = max(offset, CANDIDATES), size - len(addresses)
        if missing and start < total:
            rest = searcher.search(self.query, missing, offset=start, count=False)
            addresses += [address for _score, address in rest.hits]
        return addresses, total

    def page(self, offset: int, size: int) -> tuple[list, int]:
        """Return a slice as ``slice`` does; one without words is kept, since many ask for it."""
        if self.match:
            return self.slice(offset, size)
        key = ("page", self._narrowing, self.criteria.sort, offset, size)
        return self.reading.keep(key, lambda: self.slice(offset, size))

    def all_ids(self) -> list[int]:
        addresses, _total = self.slice(0, max(self.reading.size, 1))
        return self.reading.practices(addresses)

    def counting(self) -> Callable[[], dict[str, dict[str, int]]]:
        """Begin to count, unless that is known; return what gives the counts."""
        if self.nothing:
            return dict
        key = ("counts", self._narrowing)
        known = self.reading.kept(key)
        if known is not None:
            return lambda: known
        counts = facets.Counts(self.reading, self.match, self.criteria, self.reader).begun()
        return lambda: self.reading.keep(key, counts)

    def covered(self) -> dict[str, dict[str, int]]:
        if self.nothing:
            return {}
        counts = facets.Counts(self.reading, self.match, self.criteria, self.reader)
        return self.reading.keep(("covered", self._narrowing), counts.of_match_set)

    def options(self, counts: dict[str, dict[str, int]]) -> dict[str, list[facets.Option]]:
        return self.reading.keep(
            ("options", get_language(), self._narrowing),
            lambda: facets.options(self.reading, counts, self.criteria),
        )

    @property
    def _narrowing(self) -> tuple:
        """What the match set depends on: all that is asked but order and page."""
        asked = self.criteria
        values = tuple(sorted((name, tuple(chosen)) for name, chosen in asked.values.items()))
        return (self.reader, asked.q, values, asked.year_from, asked.year_to, asked.box)


def _search(reading, question, criteria, reader, offset, size) -> Result:
    asked = Search(reading, question, criteria, reader)
    counting = asked.counting()
    addresses, total = asked.page(offset, size)
    hits = _hits(asked, addresses)
    counts = counting()
    years = sorted((int(year), count) for year, count in counts.get(facets.YEARS, {}).items())
    return Result(
        hits=hits,
        total=total,
        facets=asked.options(counts),
        years=years,
        loosened=bool(asked.match and asked.match.loosened),
        shortened=question.shortened,
        misspelt=asked.misspelt,
        did_you_mean=asked.did_you_mean,
        data_version=reading.applied,
    )


def _hits(asked: Search, addresses: list) -> list[Hit]:
    practices = asked.reading.practices(addresses)
    if not asked.match:
        return [Hit(practice) for practice in practices]
    marker = Highlighter(asked.question, asked.match, asked.reading.languages)
    columns = columns_of(asked.reader)
    shown: list[Shown] = [marker.show(asked.reading, address, columns) for address in addresses]
    return [Hit(p, s.snippet, s.found_in) for p, s in zip(practices, shown, strict=True)]


def in_database(criteria: Criteria, question: Question, reader: Reader):
    return fallback.practices(facets.allowed(criteria, reader), question)


def _from_database(criteria: Criteria, question: Question, offset: int, size: int) -> Result:
    found = fallback.practices(criteria, question)
    return Result(
        hits=[Hit(pk) for pk in found.values_list("pk", flat=True)[offset : offset + size]],
        total=found.count(),
        facets={facet.name: [] for facet in facets.FACETS},
        complete=False,
        notice=_(
            "The search index is being built. Until it is ready, searches find fewer cases and the "
            "numbers beside the filters are missing."
        ),
    )


def related(practice_id: int, size: int = 5) -> list[Kin]:
    """Return the published practices whose open text is most like that of one."""
    reading = fresh_reading()
    if reading is None:
        return []
    return kin(reading, practice_id, size)
