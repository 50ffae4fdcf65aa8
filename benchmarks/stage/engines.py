"""The engines that are compared, each with one way to ask: a question in, a total out."""

from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from benchmarks.rivals import plain
from benchmarks.stage.questions import Question
from cases import search
from cases.access import Reader

OURS, PLAIN, DATASETTE = "ours", "plain Django", "Datasette"
SIZE = 20
Ask = Callable[[Question], int]


def ours(question: Question) -> int:
    """Ask as a subscriber, to whom all the text is open, as it is to the rivals."""
    result = search.search(question.criteria, Reader.SUBSCRIBER, page=1, size=SIZE)
    plain.titles_of(hit.practice_id for hit in result.hits)
    return result.total


def plain_django(question: Question) -> int:
    return plain.page(question.criteria, SIZE).total


@contextmanager
def engines(home: Path, with_rivals: bool):
    """Give the engines by name, their indexes up to date. Datasette reads SQLite only."""
    search.sync()
    found: dict[str, Ask] = {OURS: ours}
    if with_rivals:
        plain.prepare()
        found[PLAIN] = plain_django
    if not (with_rivals and connection.vendor == "sqlite"):
        yield found
        return
    from benchmarks.rivals.datasette_page import DatasettePage

    datasette = DatasettePage(home / "database.sqlite3")
    found[DATASETTE] = lambda asked: datasette.page(asked.q, asked.names, SIZE)[
        "filtered_table_rows_count"
    ]
    try:
        yield found
    finally:
        datasette.close()
