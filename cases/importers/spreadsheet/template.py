"""The empty workbook to fill in: a sheet for each part, lists to choose from, an example."""

import io

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from cases.exports.cells import inert
from cases.exports.columns import CASE, PARTS, SheetPart
from cases.exports.rows import rows_of
from cases.exports.workbook import WIDTHS
from cases.importers.spreadsheet.vocabulary import Choices
from cases.record import SAME_AS_CONTACT

LINES = 2000
"""So many lines of each sheet offer the lists."""
EXAMPLE = "example"
ABOUT = (
    gettext_lazy(
        "One sheet for each part of a case. The first column, “case”, holds on every sheet the "
        "same name for the same case; any name will do."
    ),
    gettext_lazy(
        "Delete the lines of the case “example”. Leave a cell empty where something is not stated."
    ),
    gettext_lazy("Several values in one cell stand on lines of their own or between semicolons."),
    gettext_lazy(
        "Dates are as exact as the source: 1965, 1980-08 or 1997-12-15. Numbers of money are text, "
        "as written: 8.40."
    ),
    gettext_lazy("An exported workbook has the same sheets and can be imported again."),
)
RECORD = {
    "title": "Buses run by their riders",
    "language": "en",
    "countries": ["KE"],
    "cities": ["Nairobi"],
    "level_of_activity": "City/Town",
    "summary": "Riders own the company and set the fares.",
    "recognitions": [{"level": "good", "cycle": 2002}],
    "categories": [{"category": "Urban Governance", "subcategories": ["transparency"]}],
    "narrative": [{"heading": "Process", "text": "1. Ask the riders.\n2. Do what they say."}],
    "key_dates": [{"date": "1980-08", "text": "First line opened"}],
    "references": [{"kind": "press", "text": "“The riders’ morning”, a weekly, 1981"}],
    "contact": {"organisation": "Transport Office", "organisation_type": "Local Authority"},
    "nominating": SAME_AS_CONTACT,
    "partners": [
        {"organisation": "Riders’ Union", "support": [{"type": "Other", "text": "paint and seats"}]}
    ],
    "financials": [
        {
            "year": 1996,
            "total": "8.40",
            "unit": "million",
            "currency": "USD",
            "shares": [{"label": "Union", "partner": "Riders’ Union", "percent": "46"}],
        }
    ],
    "claims": [{"section": "Process", "quote": "Do what they say.", "evidence": "self-reported"}],
    "transfers": [{"recipient": "City of Dalian", "country": "CN", "result": "tried and stopped"}],
    "follow_ups": [{"date": "2006", "state": "grown", "source": "Letter of the office"}],
}


def template() -> bytes:
    """Return the workbook, with the vocabularies as they are now."""
    workbook = Workbook()
    about = workbook.active
    about.title = "about"
    about.column_dimensions["A"].width = 100
    for line in ABOUT:
        about.append([str(line)])
    lists = workbook.create_sheet("lists")
    choices = _Lists(lists)
    for part in PARTS:
        _add(workbook.create_sheet(part.name), part, choices)
    workbook.move_sheet(lists, len(PARTS))
    lists.sheet_state = "hidden"
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


class _Lists:
    """The hidden sheet with a column for each list, and where each stands on it."""

    def __init__(self, sheet):
        self.sheet, self.choices = sheet, Choices()
        self.places: dict[tuple, str] = {}

    def place(self, column) -> str | None:
        values = tuple(self.choices.of(column))
        if not values or column.kind == "list":
            return None
        if values not in self.places:
            number = len(self.places) + 1
            for row, value in enumerate(values, start=1):
                self.sheet.cell(row, number, inert(value))
            letter = get_column_letter(number)
            self.places[values] = f"lists!${letter}$1:${letter}${len(values)}"
        return self.places[values]


def _add(sheet, part: SheetPart, lists: _Lists) -> None:
    columns = [column for column in part.columns if not column.computed]
    sheet.append([CASE, *(column.name for column in columns)])
    sheet.freeze_panes = "B2"
    sheet["A1"].comment = Comment(_("Any name; the same on every sheet."), "template")
    for place, column in enumerate(columns, start=2):
        letter = get_column_letter(place)
        head = sheet[f"{letter}1"]
        head.comment = Comment(str(column.about), "template")
        sheet.column_dimensions[letter].width = WIDTHS.get(column.name, 18)
        if where := lists.place(column):
            offered = DataValidation(type="list", formula1=where, allow_blank=True)
            offered.add(f"{letter}2:{letter}{LINES}")
            sheet.add_data_validation(offered)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows_of(RECORD, part):
        sheet.append([EXAMPLE, *(inert(row.get(column.name, "")) or None for column in columns)])
