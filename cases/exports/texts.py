"""The formats that are text: CSV and JSON, written as they are read from the database."""

import csv
import json
from collections.abc import Iterable, Iterator

from cases.access import Part, Reader, may_read
from cases.archive import FORMAT, case_rows, shared_rows, tables
from cases.archive.graph import Table
from cases.exports.cells import inert
from cases.exports.flat import columns, line_of, parts_for
from cases.exports.head import Head
from cases.exports.records import closed_keys, entries

BYTE_ORDER_MARK = "\ufeff"
BATCH = 100


class _Echo:
    def write(self, text: str) -> str:
        return text


def csv_lines(head: Head, practice_ids: list[int], reader: Reader) -> Iterator[str]:
    """Give a table with a line for each case, below lines that begin with # and tell the head."""
    writer, parts = csv.writer(_Echo()), parts_for(reader)
    names = columns(parts)
    yield BYTE_ORDER_MARK
    for name, value in head.lines():
        yield writer.writerow([f"# {name}", inert(value)])
    yield writer.writerow(names)
    for entry in entries(practice_ids, reader):
        line = line_of(entry.tabular, parts)
        yield writer.writerow([inert(line.get(name, "")) for name in names])


def json_lines(head: Head, practice_ids: list[int], reader: Reader) -> Iterator[str]:
    """Give one case a line below the head.

    Who may read everything gets every row of it, and the shared rows it refers to, so that it can
    be brought back exactly; others the exchange records with their versions.
    """
    about = {"format": FORMAT, **vars(head), "closed": closed_keys(reader)}
    yield _json(about)[:-1]
    if may_read(reader, Part.CONTACT_PERSONS):
        found = tables()
        yield from _list("shared", _loose_rows(found.shared))
        yield from _list("practices", _rows(practice_ids))
        yield from _list("following", _loose_rows(found.following))
    else:
        yield from _list("practices", map(vars, entries(practice_ids, reader, with_versions=True)))
    yield "}\n"


def _list(name: str, items: Iterable) -> Iterator[str]:
    start = f',\n"{name}": ['
    between = start + "\n"
    for item in items:
        yield between + _json(item)
        between = ",\n"
    yield "\n]" if between == ",\n" else start + "]"


def _loose_rows(found: Iterable[Table]) -> Iterator[list]:
    return ([table.label, row] for table in found for row in shared_rows(table))


def _rows(practice_ids: list[int]) -> Iterator[dict]:
    for start in range(0, len(practice_ids), BATCH):
        yield from ({"rows": rows} for rows in case_rows(practice_ids[start : start + BATCH]))


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False)
