"""Sorting by title and place: by numbers first, since the index orders those fast.

A number stands for the first letters of a text, so numbers are ordered as the texts are, and texts
that begin alike share one. A page is found by the numbers; only what shares the numbers of that
page is then ordered by the texts.
"""

from bisect import bisect_left, bisect_right

from tantivy import FieldType, Order, Query

from .reading import Reading, all_of

LETTERS = " 0123456789abcdefghijklmnopqrstuvwxyz"
"""Those most texts begin with. Of any other only its place among these is known."""
LENGTH = 10
BASE = 2 * len(LETTERS) + 1


def start(text: str) -> int:
    """Return the number of a folded text."""
    number, known = 0, True
    for letter in text[:LENGTH].ljust(LENGTH, "\0"):
        place = bisect_left(LETTERS, letter) + bisect_right(LETTERS, letter)
        number = number * BASE + (place if known else 0)
        known = known and letter in LETTERS
    return number


def by_text(reading: Reading, query: Query, key: str, offset: int, size: int) -> list:
    """Return a slice of the cases found in the order of ``key``: their texts and addresses."""
    searcher, numbers = reading.searcher, f"{key}_start"
    page = searcher.search(
        query, size, count=False, order_by_field=numbers, order=Order.Asc, offset=offset
    ).hits
    if not page:
        return []
    first, last = page[0][0], page[-1][0]
    before = reading.count(all_of([query, _below(reading, numbers, first)]))
    return searcher.search(
        all_of([query, _between(reading, numbers, first, last)]),
        size,
        count=False,
        order_by_field=key,
        order=Order.Asc,
        offset=offset - before,
    ).hits


def up_to(reading: Reading, query: Query, key: str, text: str) -> int:
    """Return how many of the cases found come up to ``text`` in the order of ``key``."""
    number, numbers = start(text), f"{key}_start"
    before = reading.count(all_of([query, _below(reading, numbers, number)]))
    alike = all_of([query, _between(reading, numbers, number, number)])
    found = reading.searcher.search(
        alike, max(reading.size, 1), count=False, order_by_field=key, order=Order.Asc
    )
    return before + sum(other <= text for other, _address in found.hits)


def _between(reading: Reading, numbers: str, first: int, last: int) -> Query:
    return Query.range_query(reading.schema, numbers, FieldType.Unsigned, first, last)


def _below(reading: Reading, numbers: str, first: int) -> Query:
    if first == 0:
        return Query.empty_query()
    return Query.range_query(
        reading.schema, numbers, FieldType.Unsigned, upper_bound=first, include_upper=False
    )
