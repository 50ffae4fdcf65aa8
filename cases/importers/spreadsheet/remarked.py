"""The error file: the same sheet with a remark at each cell that is wrong."""

import csv
import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from cases.exports.cells import inert
from cases.importers.spreadsheet.lines import CSV, Line, Sheet

REMARKS = "remarks"
WRONG = PatternFill("solid", fgColor="FFD9D9")


def remarked(sheets: list[Sheet]) -> tuple[str, bytes]:
    """Return the ending of the name and the content of the error file for ``sheets``.

    A workbook bears its remarks as comments of red cells, and a table in one more column.
    """
    if sheets[0].name == CSV:
        return "csv", _table(sheets[0])
    return "xlsx", _workbook(sheets)


def _table(sheet: Sheet) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    columns = [column for column in sheet.columns if column]
    writer.writerow([*columns, f"# {REMARKS}"])
    for line in sheet.lines:
        cells = [inert(line.cells.get(column, "")) for column in columns]
        writer.writerow([*cells, inert("; ".join(_all(line)))])
    return file.getvalue().encode("utf-8-sig")


def _all(line: Line) -> list[str]:
    return [
        f"{column}: {why}" if column else why
        for column, remarks in line.remarks.items()
        for why in remarks
    ]


def _workbook(sheets: list[Sheet]) -> bytes:
    workbook = Workbook(write_only=True)
    used: dict[str, int] = {}
    for sheet in sheets:
        used[sheet.name] = number = used.get(sheet.name, 0) + 1
        made = workbook.create_sheet(sheet.name if number == 1 else f"{sheet.name} {number}")
        columns = [column for column in sheet.columns if column]
        made.append([_cell(made, column, [], bold=True) for column in columns])
        for line in sheet.lines:
            whole = line.remarks.get("", [])
            row = []
            for place, column in enumerate(columns):
                why = line.remarks.get(column, []) + (whole if place == 0 else [])
                row.append(_cell(made, line.cells.get(column, ""), why))
            made.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _cell(sheet, text: str, remarks: list[str], bold: bool = False):
    cell = WriteOnlyCell(sheet, inert(text)[:32_767] or None)
    if text:
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    if remarks:
        cell.fill = WRONG
        cell.comment = Comment("\n".join(remarks), "import")
    return cell
