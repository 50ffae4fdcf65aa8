"""The formats of reference managers, a citation for each case."""

import json
from collections.abc import Iterator

from cases.access import Reader
from cases.citations import Citation, bibtex, citation_of, csl, ris
from cases.exports.head import Head
from cases.exports.records import entries


def bibtex_lines(head: Head, practice_ids: list[int], reader: Reader) -> Iterator[str]:
    """Give BibTeX; the head is a comment."""
    yield "".join(f"% {name}: {value}\n" for name, value in head.lines())
    for cited in _citations(practice_ids, reader):
        yield "\n" + bibtex(cited)


def ris_lines(head: Head, practice_ids: list[int], reader: Reader) -> Iterator[str]:
    """Give RIS; the head stands before the first record, where programs read no tags."""
    yield "".join(f"{name.capitalize()}: {value}\r\n" for name, value in head.lines()) + "\r\n"
    for cited in _citations(practice_ids, reader):
        yield ris(cited)


def csl_lines(head: Head, practice_ids: list[int], reader: Reader) -> Iterator[str]:
    """Give a list of CSL-JSON items; each carries the head as its custom part."""
    between = "["
    for cited in _citations(practice_ids, reader):
        item = {**csl(cited), "custom": dict(head.lines())}
        yield f"{between}\n" + json.dumps(item, ensure_ascii=False)
        between = ","
    yield "\n]\n" if between == "," else "[]\n"


def _citations(practice_ids: list[int], reader: Reader) -> Iterator[Citation]:
    return (citation_of(entry.record) for entry in entries(practice_ids, reader))
