"""A line of a sheet, as text, and what is remarked on it."""

from dataclasses import dataclass, field

CSV = "csv"
"""The name of the only sheet of a table."""


@dataclass
class Line:
    """``number`` counts from 1 as the spreadsheet does; ``cells`` are by the name of the column,
    without empty ones. ``remarks`` are by column, "" for the line as a whole; a line is right
    while they are notes alone."""

    sheet: str
    number: int
    cells: dict[str, str]
    remarks: dict[str, list[str]] = field(default_factory=dict)
    is_right: bool = True

    def remark(self, column: str, why: str) -> None:
        self.is_right = False
        self.note(column, why)

    def note(self, column: str, why: str) -> None:
        """Remark on what does not keep the line from being stored."""
        self.remarks.setdefault(column, []).append(why)


@dataclass
class Sheet:
    """``columns`` are the names in the head of the sheet, in its order."""

    name: str
    columns: list[str]
    lines: list[Line]
