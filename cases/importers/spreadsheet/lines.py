"""A line of a sheet, as text, and what is remarked on it."""

from dataclasses import dataclass, field

CSV = "csv"
"""The name of the only sheet of a table."""


@dataclass
class Line:
    """``number`` counts from 1 as the spreadsheet does; ``cells`` are by the name of the column,
    without empty ones. ``remarks`` are by column, "" for the line as a whole."""

    sheet: str
    number: int
    cells: dict[str, str]
    remarks: dict[str, list[str]] = field(default_factory=dict)

    def remark(self, column: str, why: str) -> None:
        self.remarks.setdefault(column, []).append(why)


@dataclass
class Sheet:
    """``columns`` are the names in the head of the sheet, in its order."""

    name: str
    columns: list[str]
    lines: list[Line]
