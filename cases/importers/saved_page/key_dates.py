"""The key dates: a date and a few words each."""

import re

from cases.importers.saved_page.dates import MONTHS, read_date
from cases.importers.saved_page.ledger import Ledger
from cases.importers.saved_page.lines import Block, Line
from cases.importers.saved_page.sentences import ends_clause, goes_on, is_sentence

BULLET = re.compile(r"[-*•·–?]\s*")
COLON = re.compile(r"\s*[:\t]\s*")
DASH = re.compile(r"\s*[–—-]\s*(?P<rest>\w*)")
NOW = {"date", "now", "ongoing", "present", "to", "today"}


def read_key_dates(blocks: list[Block], ledger: Ledger) -> list[dict]:
    """Return the key dates in page order, each with ``date`` (EDTF) and ``text``.

    A line opens with a date and a colon, dash or tab. Its text may begin on the next line, and
    may go on there or below a page's end. Any other line is left unmapped, a span of years too.
    """
    reader = _KeyDates(ledger)
    for block in blocks:
        for line in block:
            reader.read(line)
    return reader.dates


class _KeyDates:
    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.dates: list[dict] = []
        self.bare: tuple[Line, Line, str] | None = None
        self.above: Line | None = None

    def read(self, line: Line) -> None:
        opening = _opening(line)
        if opening:
            date, edtf, text = opening
            self.above, self.bare = None, (line, date, edtf)
            if text.text:
                self._add(line, text)
        elif self.bare:
            self._add(line, line)
        elif self._goes_on(line):
            self.dates[-1]["text"] += f" {line.value}"
            self.ledger.take(line, (line, f"key_dates.{len(self.dates) - 1}.text"))
            self.above = line
        else:
            self.ledger.problem(line, "no key date: a date and a colon or dash do not open it")
            self.above = None

    def _add(self, line: Line, text: Line) -> None:
        """Add a key date: the one waiting in ``bare`` with ``text``, a part of ``line``."""
        opening, date, edtf = self.bare
        path = f"key_dates.{len(self.dates)}"
        fields = [(date, f"{path}.date"), (text, f"{path}.text")]
        if opening is line:
            self.ledger.take(line, *fields)
        else:
            self.ledger.take(opening, fields[0])
            self.ledger.take(line, fields[1])
        self.dates.append({"date": edtf, "text": text.value})
        self.above, self.bare = line, None

    def _goes_on(self, line: Line) -> bool:
        if self.above is None:
            return False
        if line.follows(self.above) and not ends_clause(self.above.text):
            return not is_sentence(line.text)
        return goes_on(self.above.text, line.text)


def _opening(line: Line) -> tuple[Line, str, Line] | None:
    """Return (date, EDTF, text) of a line that opens with a date, or None."""
    bullet = BULLET.match(line.text)
    start = bullet.end() if bullet else 0
    edtf, length = read_date(line.text[start:]) or (None, 0)
    end = start + length
    if edtf is None:
        return None
    date = line.part(start, end)
    if end == len(line.text):
        return date, edtf, line.part(end)
    if colon := COLON.match(line.text, end):
        return date, edtf, line.part(colon.end())
    if (dash := DASH.match(line.text, end)) and not _is_time(dash["rest"]):
        return date, edtf, line.part(dash.start("rest"))
    return None


def _is_time(word: str) -> bool:
    """Tell whether ``word`` after a dash makes the two a span of time."""
    return word[:1].isdigit() or word.lower() in NOW or word.lower() in MONTHS
