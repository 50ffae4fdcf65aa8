"""A JSON export of this database: each case comes in wholly or not at all, and only once.

A complete export brings rows, which are stored as they are; one of a reader, or anybody's file of
exchange records, brings records, which become drafts.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from django.db import transaction

from cases.archive import FORMAT as COLLECTION
from cases.archive import Restorer
from cases.archive.stream import Collection, JSONError
from cases.archive.values import RowError
from cases.importers.drafts import Drafts
from cases.importers.records import propose_rows, take_record
from cases.importers.report import make_entry, problem
from cases.record import FORMAT as RECORD

BATCH = 100
ROWS = 50_000
MARKS = {"rows", "record", "format"}
"""Keys by which a case is known: one of them at least is there."""
STRANGE = f"{{number}} items of the file are no cases: they have no “format”: “{RECORD}”"


class CollectionImport:
    """Brings the rows of a JSON export into the database; ``dry_run`` does all of it and undoes it.

    ``take`` gives an entry of the report for each case. What is there already is left alone:
    where a case differs from the one in the file, the difference is proposed. ``expected`` is the
    number of cases the file says it has, once its head is read.
    """

    def __init__(self, publish: bool = False, dry_run: bool = False, by=None):
        self.dry_run = dry_run
        self.restorer = Restorer()
        self.drafts = Drafts("exchange", publish, by)
        self.expected: int | None = None
        self.strange = 0

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
        self.strange, took = 0, False
        try:
            with path.open("rb") as opened:
                collection = Collection(opened)
                for name, items in _batches(collection):
                    took = True
                    self.expected = _whole(collection.head.get("cases"))
                    yield from self._store(path, name, items)
            self.restorer.finish()
            if not took and collection.head.get("format") != COLLECTION:
                raise JSONError("The file holds no cases.")
        except (JSONError, RowError, OSError) as error:
            yield _entry(path, "refused", [str(error)])
        if self.strange:
            yield _entry(path, "refused", [STRANGE.format(number=self.strange)])
        for why in self.restorer.problems:
            yield _entry(path, "unchanged", [why])
        self.restorer.problems.clear()

    def _store(self, path: Path, name: str, items: list) -> Iterator[dict]:
        if name != "practices":
            self.restorer.rows(name, items)
            return
        ours = [item for item in items if isinstance(item, dict) and MARKS & item.keys()]
        self.strange += len(items) - len(ours)
        for with_rows, found in groupby(ours, key=_has_rows):
            if with_rows:
                yield from self._rows(path, [item["rows"] for item in found])
            else:
                yield from (self._record(path, item) for item in found)

    def _rows(self, path: Path, entries: list[dict]) -> Iterator[dict]:
        for rows, found in zip(entries, self.restorer.cases(entries), strict=True):
            outcome, problems = found.outcome, found.problems
            if outcome == "differs":
                outcome, problems = propose_rows(self.drafts, path.name, rows, self.restorer)
            yield _entry(path, outcome, problems, found.slug or None, found.title)

    def _record(self, path: Path, item: dict) -> dict:
        record = item.get("record", item)
        if not isinstance(record, dict):
            return _entry(path, "refused", ["an item of “practices” is no record"])
        return take_record(self.drafts, path, record)


def _whole(value) -> int | None:
    return value if isinstance(value, int) else None


def _has_rows(item: dict) -> bool:
    return isinstance(item.get("rows"), dict)


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


def _entry(
    file: Path, outcome: str, problems, practice: str | None = None, title: str | None = None
) -> dict:
    return make_entry(file, outcome, practice, title=title, problems=list(map(problem, problems)))
