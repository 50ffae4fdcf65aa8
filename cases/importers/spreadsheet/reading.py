"""From the bytes of a table or a workbook to lines of text, in bounded time and memory."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from openpyxl import load_workbook

from cases.exports.cells import as_typed
from cases.exports.columns import CASE, CASES, PARTS, PARTS_BY_NAME
from cases.exports.flat import SPREAD
from cases.importers.spreadsheet.lines import CSV, Line, Sheet
from fields.text import FORBIDDEN_IN_TEXT

MOST_BYTES = 10_000_000
MOST_UNPACKED = 40_000_000
MOST_FILES = 200
MOST_LINES = 20_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 100_000
CHUNK = 256 * 1024
CELL = re.compile(rb'<(?:\w+:)?c\s[^>]{0,200}?\br="([A-Z]{1,4})(\d{1,8})"')
ROW = re.compile(rb'<(?:\w+:)?row\s[^>]{0,200}?\br="(\d{1,8})"')
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


class SheetError(ValueError):
    """The file as a whole cannot be taken; the message says why in one sentence."""


def read_sheets(data: bytes) -> list[Sheet]:
    """Return the sheets of a workbook, or a table as one sheet.

    Raises SheetError for a file that is neither, or larger than what is taken.
    """
    if len(data) > MOST_BYTES:
        raise SheetError(f"The file is larger than {MOST_BYTES:,} bytes.")
    if not data.strip():
        raise SheetError("The file is empty.")
    return _workbook(data) if data[:2] == b"PK" else [_table(data)]


def _table(data: bytes) -> Sheet:
    text = _decoded(data)
    lines = text.split("\n", 100)
    head = next((line for line in lines if line.strip() and line.lstrip('"')[:1] != "#"), "")
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    numbered = _numbered(rows)
    return _sheet(CSV, ((number, row) for number, row in numbered if row[:1] != [""] or any(row)))


def _numbered(rows) -> Iterator[tuple[int, list[str]]]:
    number = 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise SheetError(f"The table cannot be read from line {number} on: {error}.") from None
        if not (row and row[0].startswith("#")):
            yield number, row
        number = rows.line_num + 1


def _decoded(data: bytes) -> str:
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if encoding == "cp1252":
            _refuse_mixed(data)
        return text
    raise SheetError("The file is no text in UTF-8, UTF-16 or Windows-1252, and no workbook.")


def _refuse_mixed(data: bytes) -> None:
    """Raise SheetError for a file that is UTF-8 in some lines and not in others."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.isascii() and _is_utf8(line):
            why = "is in UTF-8 and others are not: save it in one encoding"
            raise SheetError(f"Line {number} {why}.")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _workbook(data: bytes) -> list[Sheet]:
    _refuse_bombs(data)
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [
            _sheet(name, _rows(sheet))
            for name in workbook.sheetnames
            if _part_name(name) and hasattr(sheet := workbook[name], "reset_dimensions")
        ]
    except SheetError:
        raise
    except Exception as error:  # a damaged workbook fails in any way there is
        why = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise SheetError(f"The workbook is damaged ({why}).") from None
    if not sheets:
        names = ", ".join(PARTS_BY_NAME)
        raise SheetError(f"The workbook has none of the sheets {names}: use the template.")
    return sheets


def _part_name(name: str) -> str | None:
    """Return the part a sheet belongs to; long parts go on in "claims 2" and so on."""
    part = re.sub(r" \d+$", "", name.strip().lower())
    return part if part in PARTS_BY_NAME else None


def _rows(sheet) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()
    limited = sheet.iter_rows(max_row=MOST_LINES, max_col=MOST_COLUMNS, values_only=True)
    for number, row in enumerate(limited, start=1):
        yield number, [_text(value) for value in row]


def _refuse_bombs(data: bytes) -> None:
    """Raise SheetError for an archive that unpacks to too much, or has cells too far out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
            if len(files) > MOST_FILES or sum(f.file_size for f in files) > MOST_UNPACKED:
                raise SheetError(f"The workbook unpacks to more than {MOST_UNPACKED:,} bytes.")
            for file in files:
                if SHEET.fullmatch(file.filename):
                    with archive.open(file) as opened:
                        _refuse_far_cells(opened)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise SheetError(f"The workbook is damaged ({str(error)[:200]}).") from None
    except zipfile.zlib.error as error:
        raise SheetError(f"The workbook is damaged ({error}).") from None


def _refuse_far_cells(opened) -> None:
    tail, rows = b"", 0
    while piece := opened.read(CHUNK):
        piece = tail + piece
        rows = max([rows, *(int(number) for number in ROW.findall(piece))])
        for letters, number in CELL.findall(piece):
            rows = max(rows, int(number))
            if _column_number(letters) > MOST_COLUMNS:
                raise SheetError(
                    f"The workbook has cells beyond column {MOST_COLUMNS} "
                    f"({letters.decode()}{int(number)})."
                )
        if rows > MOST_LINES:
            raise SheetError(f"The workbook has a sheet of more than {MOST_LINES:,} lines.")
        tail = piece[-300:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _sheet(name: str, rows: Iterator[tuple[int, list[str]]]) -> Sheet:
    part = name if name == CSV else _part_name(name)
    _number, head = next(rows, (1, []))
    columns = ["" if cell.startswith("#") else cell.strip() for cell in head]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        return Sheet(part, [], [])
    if len(columns) > MOST_COLUMNS:
        raise SheetError(f"The sheet “{name}” has {len(columns):,} columns.")
    _refuse_strange_columns(name, part, columns)
    lines = []
    for number, row in rows:
        if number > MOST_LINES or len(lines) >= MOST_LINES:
            raise SheetError(f"The sheet “{name}” has more than {MOST_LINES:,} lines.")
        found = zip(columns, row, strict=False)
        cells = {c: as_typed(v.strip()) for c, v in found if c and v.strip()}
        if cells:
            lines.append(_checked(Line(part, number, cells)))
    return Sheet(part, columns, lines)


def _refuse_strange_columns(name: str, part: str, columns: list[str]) -> None:
    if part == CSV:
        known = {"", CASE, *CASES.names, *(each.name for each in PARTS[1:])}
        strange = [c for c in columns if c not in known and not c.startswith(f"{SPREAD}: ")]
    else:
        strange = [c for c in columns if c not in {"", CASE, *PARTS_BY_NAME[part].names}]
    if strange:
        where = "The table" if part == CSV else f"The sheet “{name}”"
        raise SheetError(f"{where} has a column “{strange[0][:80]}” that the template has not.")
    doubled = {column for column in columns if column and columns.count(column) > 1}
    if doubled:
        raise SheetError(f"The column “{min(doubled)[:80]}” stands twice in the sheet “{name}”.")


def _checked(line: Line) -> Line:
    for column, text in line.cells.items():
        if found := FORBIDDEN_IN_TEXT.search(text):
            line.remark(column, f"character U+{ord(found.group()):04X} cannot be stored")
            line.cells[column] = FORBIDDEN_IN_TEXT.sub("", text)
        if len(text) > MOST_CHARACTERS:
            line.remark(column, f"longer than {MOST_CHARACTERS:,} characters")
            line.cells[column] = line.cells[column][:MOST_CHARACTERS]
    return line
