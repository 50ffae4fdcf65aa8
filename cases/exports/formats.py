"""The formats there are, under the names they have in addresses and on the command line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cases.access import Reader
from cases.exports.head import Head
from cases.exports.reference_lists import bibtex_lines, csl_lines, ris_lines
from cases.exports.texts import csv_lines, json_lines
from cases.exports.workbook import workbook_bytes


@dataclass(frozen=True)
class Format:
    """``name`` is the end of the file's name; ``write`` gives the pieces of the file."""

    name: str
    label: str
    content_type: str
    write: Callable[[Head, list[int], Reader], Iterator[str | bytes]]


FORMATS = {
    made.name: made
    for made in (
        Format("csv", _("Table (CSV)"), "text/csv; charset=utf-8", csv_lines),
        Format(
            "xlsx",
            _("Workbook (XLSX)"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            workbook_bytes,
        ),
        Format("json", _("Complete records (JSON)"), "application/json", json_lines),
        Format(
            "bib", _("References (BibTeX)"), "application/x-bibtex; charset=utf-8", bibtex_lines
        ),
        Format(
            "ris",
            _("References (RIS)"),
            "application/x-research-info-systems; charset=utf-8",
            ris_lines,
        ),
        Format(
            "csl.json",
            _("References (CSL-JSON)"),
            "application/vnd.citationstyles.csl+json",
            csl_lines,
        ),
    )
}


def export(format: Format, head: Head, practice_ids: list[int], reader: Reader) -> Iterator[bytes]:
    """Give the pieces of the file with the cases of ``practice_ids`` that ``reader`` may open."""
    for piece in format.write(head, practice_ids, reader):
        yield piece.encode() if isinstance(piece, str) else piece
