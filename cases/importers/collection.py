"""A JSON export of this database: each case comes in wholly or not at all, and only once."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from django.db import transaction

from cases.archive import FORMAT, Restorer
from cases.archive.stream import Collection, JSONError
from cases.archive.values import RowError
from cases.archive.write import Outcome

BATCH = 100
ROWS = 50_000


class CollectionImport:
    """Brings the rows of a JSON export into the database; ``dry_run`` does all of it and undoes it.

    ``take`` gives an entry of the report for each case. What is there already is left alone: a case
    that differs from the one in the file is reported, not changed. ``expected`` is the number of
    cases the file says it has, once its head is read.
    """

    def __init__(self, dry_run: bool = False, replace_terms: bool = False):
        self.dry_run = dry_run
        self.restorer = Restorer(replace_terms)
        self.expected: int | None = None

    def take(self, path: Path) -> Iterator[dict]:
        """Import ``path``; a file that cannot be read further ends with a refused entry."""
        if not self.dry_run:
            yield from self._take(path)
            return
        with transaction.atomic():
            entries = list(self._take(path))
            transaction.set_rollback(True)
        yield from entries

    def _take(self, path: Path) -> Iterator[dict]:
        try:
            with path.open("rb") as opened:
                collection = Collection(opened)
                for name, items in _batches(collection):
                    self.expected = _whole(collection.head.get("cases"))
                    for outcome in self._store(name, items):
                        title, problems = outcome.title, outcome.problems
                        yield _entry(path, outcome.outcome, title, problems)
            self.restorer.finish()
        except (JSONError, RowError, OSError) as error:
            yield _entry(path, "refused", problems=[str(error)])
        for problem in self.restorer.problems:
            yield _entry(path, "unchanged", problems=[problem])
        self.restorer.problems.clear()

    def _store(self, name: str, items: list) -> list[Outcome]:
        if name == "practices":
            return self.restorer.cases([_rows_of(item) for item in items])
        self.restorer.rows(name, items)
        return []


def _whole(value) -> int | None:
    return value if isinstance(value, int) else None


def _rows_of(item) -> dict:
    if not isinstance(item, dict) or not isinstance(item.get("rows"), dict):
        raise RowError(f"an item of “practices” has no rows; is this a file of {FORMAT}?")
    return item["rows"]


def _batches(collection: Collection) -> Iterator[tuple[str, list]]:
    """Give the items of a file in batches, shared rows by their tables."""
    for name, found in groupby(collection.items(), key=_label):
        size = BATCH if name == "practices" else ROWS
        batch: list = []
        for kind, item in found:
            batch.append(item if kind == "practices" else item[1])
            if len(batch) == size:
                yield name, batch
                batch = []
        if batch:
            yield name, batch


def _label(found: tuple[str, object]) -> str:
    name, item = found
    if name == "practices":
        return name
    if isinstance(item, list) and len(item) == 2 and isinstance(item[0], str):
        return item[0]
    raise RowError(f"an item of “{name}” is not a table and a row")


def _entry(file: Path, outcome: str, practice: str | None = None, problems=()) -> dict:
    remarks = [{"line": None, "text": None, "why": problem} for problem in problems]
    return {"file": str(file), "outcome": outcome, "practice": practice, "problems": remarks}
