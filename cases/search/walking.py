"""Walking through a match set from key to key, which changes meanwhile do not upset.

The keys are those lists are sorted by; no two cases have the same. Relevance is an order of one
moment and no way to walk: the order is then that in which cases entered the collection.
"""

from dataclasses import dataclass

from tantivy import FieldType, Order, Query

from cases.access import Reader
from cases.criteria import Criteria, Sort
from cases.models import DataVersion

from .engine import Search, in_database, on_index
from .query import Question, parse
from .reading import Reading, all_of, unscored
from .schema import TEXT_KEYS
from .sorting import by_text, up_to

ENTRY = ("practice", Order.Asc)
Place = tuple[str, int | str]
"""The name of an order, and the key in it of the last case seen."""


class NoSuchPlace(Exception):
    """The place is none in the order that is asked for."""


@dataclass(frozen=True)
class Walk:
    """The next cases of a match set of ``total``.

    ``place`` is where to go on, None when no case comes after them; ``data_version`` is the version
    of the data they were found in.
    """

    practice_ids: list[int]
    total: int
    place: Place | None
    data_version: int


def walk(criteria: Criteria, reader: Reader, after: Place | None, size: int) -> Walk | None:
    """Return the next ``size`` practices that ``reader`` finds, from the start or behind a place.

    Whatever is published, changed or archived between two calls, who goes on from place to place
    meets no case twice and misses none that was in the match set all the time, but such as have
    another key in the order now. None when only the index has the order and there is none; raises
    NoSuchPlace.
    """
    question = parse(criteria.q)
    return on_index(
        lambda reading: _walk(Search(reading, question, criteria, reader), after, size),
        lambda: _in_database(question, criteria, reader, after, size),
    )


def _walk(asked: Search, after: Place | None, size: int) -> Walk:
    name, order = ENTRY if asked.criteria.sort == Sort.RELEVANCE else asked.order
    reading, query = asked.reading, unscored(asked.query)
    total = reading.count(query)
    key = _key_in(name, after) if after else None
    if name in TEXT_KEYS:
        seen = up_to(reading, query, name, key) if after else 0
        hits, left = by_text(reading, query, name, seen, size), total - seen
    else:
        rest = all_of([query, _behind(reading, name, order, key)]) if after else query
        found = reading.searcher.search(rest, size, order_by_field=name, order=order)
        hits, left = found.hits, found.count
    return Walk(
        reading.practices([address for _key, address in hits]),
        total,
        (name, hits[-1][0]) if left > len(hits) else None,
        reading.applied,
    )


def _key_in(name: str, after: Place) -> int | str:
    place, key = after
    kind = str if name in TEXT_KEYS else int
    if place != name or type(key) is not kind or (kind is int and not 0 <= key < 2**64):
        raise NoSuchPlace
    return key


def _behind(reading: Reading, name: str, order: Order, key: int) -> Query:
    """Return the query for what comes after ``key`` in an order of numbers."""
    kind = FieldType.Unsigned
    if order == Order.Asc:
        return Query.range_query(reading.schema, name, kind, lower_bound=key, include_lower=False)
    return Query.range_query(reading.schema, name, kind, upper_bound=key, include_upper=False)


def _in_database(question: Question, criteria, reader, after: Place | None, size) -> Walk | None:
    if criteria.sort != Sort.RELEVANCE:
        return None
    name, last = ENTRY[0], _key_in(ENTRY[0], after) if after else 0
    found = in_database(criteria, question, reader)
    keys = list(found.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[: size + 1])
    place = (name, keys[size - 1]) if len(keys) > size else None
    return Walk(keys[:size], found.count(), place, DataVersion.current())
