"""The financial profile: a total a year, and the share of each funder in it."""

import re
from itertools import zip_longest

from cases.importers.saved_page.contact_labels import NOTHING
from cases.importers.saved_page.finance_head import (
    SHARE,
    TOTAL,
    Head,
    read_head,
    state,
)
from cases.importers.saved_page.ledger import Fields, Ledger
from cases.importers.saved_page.lines import Block, Line
from cases.importers.saved_page.money import read_money
from cases.importers.saved_page.table import WIDE_SPACE, cells, is_rule, is_table_head, separator_of

YEAR_CELL = re.compile(r"(?:1\d{3}|20\d{2})$")
SHARE_CELL = re.compile(r"(?i)(?P<number>\d{1,3}(?:[.,]\d{1,3})?)\s*(?P<sign>%|per\s?cent)?$")
HUNDRED = 100
KEYS = ("year", "total", "unit", "currency", "shares")


def read_finances(blocks: list[Block], partners: list[dict], ledger: Ledger) -> list[dict]:
    """Return the financial years in page order.

    Unit and currency come from a total's own cell, from the head of its column, or from a line
    that says nothing else ("in thousand Euro"). A column names the partner whose acronym or name
    it bears, None when no partner does. Bare numbers are per cent only in a column with a per
    cent sign. A cell that cannot be read is left with a problem; so is the whole row when its
    year is missing or there already, or when wide spaces leave its cells' columns open.
    """
    reader = _Finances(partners, ledger)
    for block in blocks:
        for line in block:
            reader.read(line)
    return reader.close()


class _Finances:
    def __init__(self, partners: list[dict], ledger: Ledger):
        self.partners, self.ledger = partners, ledger
        self.head: Head | None = None
        self.rows: list[tuple[Line, list[Line], Head]] = []
        self.stated: dict[str, str] = {}
        self.years: list[dict] = []

    def read(self, line: Line) -> None:
        row = cells(line)
        if is_table_head(line):
            self.head = read_head(line, row, self.partners, self.ledger)
        elif is_rule(line):
            self.ledger.take(line)
        elif len(row) > 1 and self.head:
            self.head.per_cent |= {column for column, cell in enumerate(row) if "%" in cell.text}
            self.rows.append((line, row, self.head))
        elif not self._read_stated(line):
            self.ledger.problem(line, "no row of a financial table")

    def close(self) -> list[dict]:
        """Read the rows, now that all is known of their table, and return the years."""
        for line, row, head in self.rows:
            self._read_row(line, row, head)
        if self.years and not any("currency" in year for year in self.years):
            self.ledger.note(self.rows[0][0], "the financial profile names no currency")
        return self.years

    def _read_stated(self, line: Line) -> bool:
        """Read a line that states only the unit and the currency of the table; tell if it did."""
        money = read_money(line)
        if money.rest or money.number or not (money.unit or money.currency):
            return False
        self.ledger.take(line, *state(money, "financials.*", self.stated, self.ledger))
        return True

    def _read_row(self, line: Line, row: list[Line], head: Head) -> None:
        known = [year["year"] for year in self.years]
        if not YEAR_CELL.match(row[0].text) or int(row[0].text) in known:
            self.ledger.problem(line, "a row without a year of its own")
            return
        if separator_of(line) is WIDE_SPACE and len(row) != len(head.kinds):
            self.ledger.problem(line, f"{len(row)} cells below a head of {len(head.kinds)}")
            return
        year = {"year": int(row[0].text), **self.stated, **head.stated, "shares": []}
        path = f"financials.{len(self.years)}"
        fields: Fields = [(row[0], f"{path}.year")]
        for column, (kind, cell) in enumerate(zip_longest(head.kinds[1:], row[1:]), 1):
            if kind == SHARE:
                funder = head.funders[len(year["shares"])]
                fields += self._read_share(cell, funder, year, path, column in head.per_cent)
            elif cell is not None and cell.text.lower() not in NOTHING:
                total = kind == TOTAL
                fields += self._read_total(cell, year, path) if total else self._leave(cell)
        self.ledger.take(line, *fields)
        self.years.append({key: year[key] for key in KEYS if key in year})

    def _read_total(self, cell: Line, year: dict, path: str) -> Fields:
        money = read_money(cell)
        if money.rest or not money.number:
            return self._leave(cell)
        part, year["total"] = money.number
        return [(part, f"{path}.total"), *state(money, path, year, self.ledger)]

    def _read_share(
        self, cell: Line | None, funder: dict, year: dict, path: str, per_cent: bool
    ) -> Fields:
        """Add a funder's share to ``year``; a dash, and a cell that is missing, are None."""
        path = f"{path}.shares.{len(year['shares'])}.percent"
        year["shares"].append({**funder, "percent": None})
        if cell is None or cell.text.lower() in NOTHING:
            return [(cell, path)] if cell and cell.text else []
        found = SHARE_CELL.match(cell.text)
        percent = found["number"].replace(",", ".") if found else None
        if not found or float(percent) > HUNDRED or not (found["sign"] or per_cent):
            return self._leave(cell)
        year["shares"][-1]["percent"] = percent
        return [(cell, path)]

    def _leave(self, cell: Line) -> Fields:
        self.ledger.problem(cell, "a cell of the financial table that cannot be read")
        return [(cell, None)] if cell.text else []
