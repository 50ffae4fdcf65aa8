"""The formats that are text: CSV and JSON, written as they are read from the database."""

import csv
import json
from collections.abc import Iterator

from cases.access import Reader
from cases.exports.cells import inert
from cases.exports.flat import columns, line_of, parts_for
from cases.exports.head import Head
from cases.exports.records import closed_keys, entries

BYTE_ORDER_MARK = "\ufeff"
COLLECTION = "collection/1"


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
        line = line_of(entry.record, parts)
        yield writer.writerow([inert(line.get(name, "")) for name in names])


def json_lines(head: Head, practice_ids: list[int], reader: Reader) -> Iterator[str]:
    """Give the exchange records with their versions, one case a line, below the head."""
    about = {"format": COLLECTION, **vars(head), "closed": closed_keys(reader)}
    yield json.dumps(about, ensure_ascii=False)[:-1] + ',\n"practices": ['
    between = "\n"
    for entry in entries(practice_ids, reader, with_versions=True):
        yield between + json.dumps(vars(entry), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"
