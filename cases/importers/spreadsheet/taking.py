"""A table or workbook into the database: checked first, then wholly or not at all."""

import hashlib
import json
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.exports.rows import record_of
from cases.importers.drafts import Drafts, SourceText, Stored
from cases.importers.ledgers import leaves
from cases.importers.report import FURNITURE, counted, make_entry, problem
from cases.importers.spreadsheet.checking import SheetCase, cases_in
from cases.importers.spreadsheet.lines import CSV, Line, Sheet
from cases.importers.spreadsheet.places import places_of, stretches
from cases.importers.spreadsheet.reading import SheetError, read_sheets
from cases.record import RecordError


@dataclass
class Taken:
    """What became, or in a dry run would become, of each case of a file.

    ``entries`` are those of the report (see docs/import.md). Where any is refused, none is stored.
    """

    entries: list[dict] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(entry["outcome"] == "refused" for entry in self.entries)


class SpreadsheetImport:
    """Takes tables and workbooks; ``dry_run`` does everything and undoes it."""

    def __init__(self, publish: bool = False, dry_run: bool = False, by=None):
        self.dry_run = dry_run
        self.drafts = Drafts("spreadsheet", publish, by)

    def take(self, name: str, data: bytes) -> Taken:
        """Import a file called ``name``. Raises SheetError when it holds no cases at all."""
        taken = Taken(sheets=read_sheets(data))
        cases = cases_in(taken.sheets)
        if not cases:
            raise SheetError(_("The file has no cases."))
        with transaction.atomic():
            taken.entries = [self._take(name, case) for case in cases]
            if self.dry_run or taken.is_refused:
                transaction.set_rollback(True)
                self.drafts.vocabularies.forget()
        if taken.is_refused:
            taken.entries = [_held_back(entry) for entry in taken.entries]
        return taken

    def _take(self, name: str, case: SheetCase) -> dict:
        if case.is_right:
            text, spans = told(case)
            digest = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
            source = SourceText(f"{name}#{case.name}", digest, {}, text, spans)
            try:
                source.record = record_of(case.rows)
                return _entry(name, self.drafts.store(source), source)
            except (RecordError, ValidationError, ValueError) as error:
                reasons = getattr(error, "errors", None) or getattr(error, "messages", [str(error)])
                for why in reasons:
                    case.line.remark("", why)
        problems = [
            _problem(line, f"{column}: {why}" if column else why)
            for line in case.lines
            for column, remarks in line.remarks.items()
            for why in remarks
        ]
        return _refused(name, case.name, problems)


def told(case: SheetCase) -> tuple[str, list[list]]:
    """Return the lines of a case as a text with its spans, for the import ledger.

    Names of sheets and columns are furniture, and what stands between the items of a list.
    """
    text, spans = "", []
    for part, rows in case.rows.items():
        for number, cells in enumerate(places_of(part, rows), start=1):
            for column, cell, path in cells:
                at = len(text)
                text += f"{part} {number}, {column}: {cell}\n"
                start = len(text) - len(cell) - 1
                for begin, end, place in stretches(part, column, cell, path):
                    spans += [[at, start + begin, FURNITURE], [start + begin, start + end, place]]
                    at = start + end
                spans.append([at, len(text), FURNITURE])
    return text, spans


def _entry(name: str, stored: Stored, source: SourceText) -> dict:
    return make_entry(
        name,
        stored.outcome,
        stored.practice.slug,
        title=stored.practice.title,
        record=json.loads(json.dumps(source.record)),
        fields=dict(leaves(source.record)),
        problems=[problem(why) for why in stored.problems],
        **counted(source.text, source.spans),
    )


def _refused(name: str, case: str | None, problems: list[dict]) -> dict:
    return make_entry(name, "refused", title=case, problems=problems)


def _held_back(entry: dict) -> dict:
    if entry["outcome"] == "refused":
        return entry
    why = _("nothing is wrong here, but nothing of the file is stored until all of it is right")
    return _refused(entry["file"], entry["title"], [problem(why)])


def _problem(line: Line, why: str) -> dict:
    return problem(why if line.sheet == CSV else f"{line.sheet}: {why}", line.number)
