"""From the bytes of a table or a workbook to lines of text, in bounded time and memory."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _
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
        raise SheetError(_("The file is larger than %(most)s bytes.") % _most(MOST_BYTES))
    if not data.strip():
        raise SheetError(_("The file is empty."))
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
            why = _("The table cannot be read from line %(number)d on: %(error)s.")
            raise SheetError(why % {"number": number, "error": error}) from None
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
    raise SheetError(_("The file is no text in UTF-8, UTF-16 or Windows-1252, and no workbook."))


def _refuse_mixed(data: bytes) -> None:
    """Raise SheetError for a file that is UTF-8 in some lines and not in others."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.isascii() and _is_utf8(line):
            why = _("Line %(number)d is in UTF-8 and others are not: save it in one encoding.")
            raise SheetError(why % {"number": number})


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
        raise _damaged(" ".join(f"{type(error).__name__}: {error}".split())) from None
    if not sheets:
        why = _("The workbook has none of the sheets %(names)s: use the template.")
        raise SheetError(why % {"names": ", ".join(PARTS_BY_NAME)})
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
                why = _("The workbook unpacks to more than %(most)s bytes.")
                raise SheetError(why % _most(MOST_UNPACKED))
            for file in files:
                if SHEET.fullmatch(file.filename):
                    with archive.open(file) as opened:
                        _refuse_far_cells(opened)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _damaged(str(error)) from None
    except zipfile.zlib.error as error:
        raise _damaged(str(error)) from None


def _damaged(why: str) -> SheetError:
    return SheetError(_("The workbook is damaged (%(why)s).") % {"why": why[:200]})


def _refuse_far_cells(opened) -> None:
    tail, rows = b"", 0
    while piece := opened.read(CHUNK):
        piece = tail + piece
        rows = max([rows, *(int(number) for number in ROW.findall(piece))])
        for letters, number in CELL.findall(piece):
            rows = max(rows, int(number))
            if _column_number(letters) > MOST_COLUMNS:
                why = _("The workbook has cells beyond column %(most)s (%(cell)s).")
                cell = f"{letters.decode()}{int(number)}"
                raise SheetError(why % {"most": MOST_COLUMNS, "cell": cell})
        if rows > MOST_LINES:
            why = _("The workbook has a sheet of more than %(most)s lines.")
            raise SheetError(why % _most(MOST_LINES))
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
        why = _("The sheet “%(name)s” has %(number)s columns.")
        number = number_format(len(columns), force_grouping=True)
        raise SheetError(why % {"name": name, "number": number})
    _refuse_strange_columns(name, part, columns)
    lines = []
    for number, row in rows:
        if number > MOST_LINES or len(lines) >= MOST_LINES:
            why = _("The sheet “%(name)s” has more than %(most)s lines.")
            raise SheetError(why % {"name": name, **_most(MOST_LINES)})
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
        if part == CSV:
            why = _("The table has a column “%(column)s” that the template has not.")
        else:
            why = _("The sheet “%(name)s” has a column “%(column)s” that the template has not.")
        raise SheetError(why % {"name": name, "column": strange[0][:80]})
    doubled = {column for column in columns if column and columns.count(column) > 1}
    if doubled:
        why = _("The column “%(column)s” stands twice in the sheet “%(name)s”.")
        raise SheetError(why % {"name": name, "column": min(doubled)[:80]})


def _most(number: int) -> dict[str, str]:
    return {"most": number_format(number, force_grouping=True)}


def _checked(line: Line) -> Line:
    for column, text in line.cells.items():
        if found := FORBIDDEN_IN_TEXT.search(text):
            why = _("character %(character)s cannot be stored")
            line.remark(column, why % {"character": f"U+{ord(found.group()):04X}"})
            line.cells[column] = FORBIDDEN_IN_TEXT.sub("", text)
        if len(text) > MOST_CHARACTERS:
            line.remark(column, _("longer than %(most)s characters") % _most(MOST_CHARACTERS))
            line.cells[column] = line.cells[column][:MOST_CHARACTERS]
    return line
