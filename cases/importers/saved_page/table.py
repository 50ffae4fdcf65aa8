"""Tables as saved text keeps them: rows of cells between bars, tabs or wide spaces."""

import re

from cases.importers.saved_page.lines import Line
from cases.importers.saved_page.spelling import fold

BAR, TAB, WIDE_SPACE = re.compile(r"\|"), re.compile(r"\t"), re.compile(r"[^\S\t]{2,}")
RULE = re.compile(r"[|:=+\s–—-]+$")


def cells(line: Line) -> list[Line]:
    """Return the cells of a row, the empty ones too; one cell if it is no row."""
    row, separator = line, separator_of(line)
    if separator is BAR:
        row = line.part(len(line.text) - len(line.text.lstrip("|")), len(line.text.rstrip("|")))
    found = list(separator.finditer(row.text))
    starts = [0, *(gap.end() for gap in found)]
    ends = [*(gap.start() for gap in found), len(row.text)]
    return [row.part(start, end) for start, end in zip(starts, ends, strict=True)]


def separator_of(line: Line) -> re.Pattern:
    """Return what separates the cells of a row; only wide spaces cannot show an empty cell."""
    return BAR if "|" in line.text else TAB if "\t" in line.text else WIDE_SPACE


def is_table_head(line: Line) -> bool:
    """Tell whether ``line`` is the head of a financial table: "Year" and further columns."""
    if not line.text.lstrip("| *").lower().startswith("year"):
        return False
    head = cells(line)
    return len(head) > 1 and fold(head[0].text) == "year"


def is_rule(line: Line) -> bool:
    """Tell whether ``line`` is the rule below a table's head."""
    return bool(RULE.match(line.text))
