"""The list as a workbook: a sheet for each part, made row by row in a file of its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from tempfile import TemporaryFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font

from cases.access import Reader
from cases.exports.cells import inert
from cases.exports.columns import CASE, SheetPart
from cases.exports.flat import parts_for
from cases.exports.head import Head
from cases.exports.records import BATCH, entries
from cases.exports.rows import rows_of

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
CHUNK = 64 * 1024
SILENT_SECONDS = 1
ABOUT = "about"
BOLD = Font(bold=True)
WIDTHS = {"summary": 60, "text": 60, "title": 40, "organisation": 40, "reasons": 40, "what": 40}


class Sheet:
    """A sheet of a part; goes on in a second one where the first is full."""

    def __init__(self, workbook: Workbook, part: SheetPart):
        self.workbook, self.part, self.number = workbook, part, 0
        self._open()

    def _open(self) -> None:
        self.number += 1
        name = self.part.name if self.number == 1 else f"{self.part.name} {self.number}"
        self.sheet = self.workbook.create_sheet(name)
        self.sheet.freeze_panes = "B2"
        for place, column in enumerate([CASE, *self.part.names]):
            letter = chr(ord("A") + place)
            self.sheet.column_dimensions[letter].width = WIDTHS.get(column, 18)
        self.sheet.append([bold(self.sheet, name) for name in (CASE, *self.part.names)])
        self.rows = 1

    def add(self, case: str, row: dict[str, str]) -> None:
        if self.rows == MOST_ROWS:
            self._open()
        self.sheet.append(
            [text_cell(self.sheet, cell) for cell in (case, *map(row.get, self.part.names))]
        )
        self.rows += 1


def bold(sheet, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.font = BOLD
    return cell


def text_cell(sheet, value: str | None):
    """Return a cell that is text whatever it looks like, None for no text."""
    if not value:
        return None
    text = inert(value)[:MOST_CHARACTERS]
    if text not in ERROR_CODES:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def workbook_bytes(head: Head, practice_ids: list[int], reader: Reader) -> Iterator[bytes]:
    """Give the file in pieces; its first sheet tells the head.

    Nothing of it can be sent before all of it is made; empty pieces say that work goes on.
    """
    workbook = Workbook(write_only=True)
    about = workbook.create_sheet(ABOUT)
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 18, 80
    for name, value in head.lines():
        about.append([bold(about, name), text_cell(about, value)])
    parts = parts_for(reader)
    sheets = [Sheet(workbook, part) for part in parts]
    for number, entry in enumerate(entries(practice_ids, reader)):
        if number % BATCH == 0:
            yield b""
        case = entry.record.get("slug") or entry.record["id"]
        for sheet in sheets:
            for row in rows_of(entry.tabular, sheet.part):
                sheet.add(case, row)
    with TemporaryFile() as file:
        yield from _saved(workbook, file)
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def _saved(workbook: Workbook, file) -> Iterator[bytes]:
    """Save the workbook, in a thread beside, which asks nothing of the database."""
    with ThreadPoolExecutor(1) as thread:
        saving = thread.submit(workbook.save, file)
        while wait([saving], SILENT_SECONDS).not_done:
            yield b""
        saving.result()
