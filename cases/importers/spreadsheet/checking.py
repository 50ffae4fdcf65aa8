"""From lines to the rows of each case; what is wrong is remarked at its cell."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.exports.cells import split
from cases.exports.columns import CASE, CASES, PARTS, Column, SheetPart
from cases.exports.flat import rows_in
from cases.exports.rows import FLAGS, Row
from cases.importers.spreadsheet.lines import CSV, Line, Sheet
from cases.importers.spreadsheet.vocabulary import OPEN, Choices
from fields.partial_date import PartialDate

MOST_OFFERED = 12
SHAPES = {
    "whole": (r"\d{1,4}", gettext_lazy("“%(cell)s” is no year")),
    "amount": (r"\d{1,14}(\.\d{1,4})?", gettext_lazy("“%(cell)s” is no number like 8.40")),
    "percent": (
        r"\d{1,3}(\.\d{1,3})?",
        gettext_lazy("“%(cell)s” is no number of per cent like 46 or 12.5"),
    ),
    "currency": (r"[A-Z]{3}", gettext_lazy("“%(cell)s” is no code of a currency like USD")),
}
"""What cells of a kind look like, and what to remark on others."""


@dataclass
class SheetCase:
    """A case of a file: its rows by part, and the lines they stand in."""

    name: str
    line: Line
    rows: dict[str, list[Row]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return all(line.is_right for line in self.lines)


def cases_in(sheets: list[Sheet]) -> list[SheetCase]:
    """Return the cases of the file, in the order of its lines, every cell checked."""
    checker = Checker()
    if sheets[0].name == CSV:
        return checker.flat_cases(sheets[0].lines)
    return checker.cases(sheets)


class Checker:
    def __init__(self):
        self.choices = Choices()

    def cases(self, sheets: list[Sheet]) -> list[SheetCase]:
        found: dict[str, SheetCase] = {}
        for line in _lines(sheets, CASES.name):
            name = _name(line)
            if name in found:
                _refuse_again(found[name], line)
            else:
                found[name] = SheetCase(name, line, {CASES.name: [self._row(CASES, line)]}, [line])
        for part in PARTS[1:]:
            for line in _lines(sheets, part.name):
                self._add(found, part, line)
        return list(found.values())

    def _add(self, found: dict[str, SheetCase], part: SheetPart, line: Line) -> None:
        name = line.cells.get(CASE, "")
        case = found.get(name)
        if case is None:
            why = _("no line of the sheet “%(sheet)s” is called “%(name)s”")
            about = {"sheet": CASES.name, "name": name}
            line.remark(CASE, why % about if name else _("says of which case this is"))
            case = found.setdefault(f"{part.name} {line.number}", SheetCase(name, line))
        case.rows.setdefault(part.name, []).append(self._row(part, line))
        case.lines.append(line)

    def flat_cases(self, lines: list[Line]) -> list[SheetCase]:
        found: dict[str, SheetCase] = {}
        for line in lines:
            name = _name(line)
            if name in found:
                _refuse_again(found[name], line)
            else:
                found[name] = self._flat_case(name, line)
        return list(found.values())

    def _flat_case(self, name: str, line: Line) -> SheetCase:
        """Return the case of a line of a table; a packed cell bears the remarks of its rows."""
        case = SheetCase(name, line, lines=[line])
        case.rows = rows_in(line.cells)
        for part in PARTS:
            for number, row in enumerate(case.rows[part.name], start=1):
                packed = Line(part.name, number, row)
                self._row(part, packed)
                for column, remarks in packed.remarks.items():
                    for why in remarks:
                        line.note(*_packed(line, part, packed, column, why))
                line.is_right = line.is_right and packed.is_right
        return case

    def _row(self, part: SheetPart, line: Line) -> Row:
        for column in part.columns:
            cell = line.cells.get(column.name, "")
            if not cell and column.required:
                line.remark(column.name, _("is missing"))
            elif cell and not column.computed:
                for why in self._faults(column, cell):
                    line.remark(column.name, why)
                for why in self._strange(column, cell):
                    if column.choices in OPEN:
                        line.note(column.name, _("%(why)s; a curator decides") % {"why": why})
                    else:
                        line.remark(column.name, why)
        return {name: cell for name, cell in line.cells.items() if name in part.names}

    def _faults(self, column: Column, cell: str) -> Iterable[str]:
        shape, fault = SHAPES.get(column.kind, (".*", ""))
        if not re.fullmatch(shape, cell, re.DOTALL):
            yield fault % {"cell": cell[:40]}
        elif column.kind == "flag" and cell.lower() not in FLAGS:
            yield _("write yes or no")
        elif column.kind in ("date", "day") and (why := _fault_of_date(column.kind, cell)):
            yield why

    def _strange(self, column: Column, cell: str) -> Iterable[str]:
        """Give what is to be said of the values that are not in the list of the column."""
        known = self.choices.of(column)
        if known and column.kind != "flag":
            for value in split(cell) if column.kind == "list" else [cell]:
                value = value.partition(":")[0].strip() if column.name == "support" else value
                if value.lower() not in {choice.lower() for choice in known}:
                    about = {"value": value[:60], "choices": _offered(known)}
                    yield _("“%(value)s” is not in the list: %(choices)s") % about


def _name(line: Line) -> str:
    """Return what a case is called within its file."""
    return line.cells.get(CASE) or line.cells.get("title") or f"line {line.number}"


def _refuse_again(case: SheetCase, line: Line) -> None:
    why = _("“%(name)s” is already in line %(number)d")
    line.remark(CASE, why % {"name": case.name, "number": case.line.number})
    case.lines.append(line)


def _packed(line: Line, part: SheetPart, row: Line, column: str, why: str) -> tuple[str, str]:
    """Return the column of a table in which a row is packed, and what to remark there."""
    if part is CASES:
        return column, why
    if part.name in line.cells:
        about = {"number": row.number, "column": column, "why": why}
        return part.name, _("row %(number)d, %(column)s: %(why)s") % about
    return f"{part.name}: {row.cells.get('heading', '')}", f"{column}: {why}"


def _lines(sheets: list[Sheet], part: str) -> list[Line]:
    return [line for sheet in sheets if sheet.name == part for line in sheet.lines]


def _offered(known: list[str]) -> str:
    shown = ", ".join(known[:MOST_OFFERED])
    return f"{shown}, …" if len(known) > MOST_OFFERED else shown


def _fault_of_date(kind: str, cell: str) -> str:
    try:
        if kind == "day":
            datetime.date.fromisoformat(cell)
        else:
            PartialDate.from_edtf(cell)
    except ValueError:
        if kind == "day":
            why = _("“%(cell)s” is no date like 2002-10-01")
        else:
            why = _("“%(cell)s” is no date like 1965, 1980-08 or 1997-12-15")
        return why % {"cell": cell[:40]}
    return ""
