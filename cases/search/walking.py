"""Walking through a match set by the keys of its cases, an order that no change upsets."""

from dataclasses import dataclass

from tantivy import FieldType, Order, Query

from cases.access import Reader
from cases.criteria import Criteria
from cases.models import DataVersion

from .engine import Search, in_database, on_index
from .query import Question, parse
from .reading import Reading, all_of, unscored


@dataclass(frozen=True)
class Walk:
    """The next cases of a match set of ``total``; ``more`` says whether any come after them.

    ``data_version`` is the version of the data they were found in.
    """

    practice_ids: list[int]
    total: int
    more: bool
    data_version: int


def walk(criteria: Criteria, reader: Reader, after: int, size: int) -> Walk:
    """Return the first ``size`` practices that ``reader`` finds whose key is above ``after``.

    Whatever is published, changed or archived between two calls, who goes on after the last key
    seen meets no case twice and misses none that was in the match set all the time.
    """
    question = parse(criteria.q)
    return on_index(
        lambda reading: _walk(reading, question, criteria, reader, after, size),
        lambda: _in_database(question, criteria, reader, after, size),
    )


def _walk(reading: Reading, question: Question, criteria, reader, after: int, size: int) -> Walk:
    query = unscored(Search(reading, question, criteria, reader).query)
    rest = Query.range_query(
        reading.schema, "practice", FieldType.Unsigned, lower_bound=after, include_lower=False
    )
    found = reading.searcher.search(
        all_of([query, rest]), size, order_by_field="practice", order=Order.Asc
    )
    practice_ids = reading.practices([address for _key, address in found.hits])
    total = reading.searcher.search(query, 1).count
    return Walk(practice_ids, total, found.count > len(practice_ids), reading.applied)


def _in_database(question: Question, criteria, reader, after: int, size: int) -> Walk:
    found = in_database(criteria, question, reader)
    keys = list(found.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[: size + 1])
    return Walk(keys[:size], found.count(), len(keys) > size, DataVersion.current())
