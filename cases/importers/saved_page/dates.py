"""Dates as people write them, as EDTF of the precision they state."""

import re
from datetime import date

MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTHS = {
    spelling: number
    for number, name in enumerate(MONTH_NAMES, 1)
    for spelling in (name[:3], name[:4], name)
}
YEAR = r"(?P<year>1\d{3}|20\d{2})(?!\d)"
MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
DATE_FORMS = [
    re.compile(form)
    for form in (
        rf"{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}",
        rf"{MONTH}\s+{DAY},?\s+{YEAR}",
        rf"{MONTH},?\s+{YEAR}",
        r"(?P<year>1\d{3}|20\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)",
        rf"(?P<day>\d{{1,2}})(?P<mark>[/.])(?P<month>\d{{1,2}})(?P=mark){YEAR}",
        YEAR,
    )
]


def read_date(text: str) -> tuple[str, int] | None:
    """Return the date ``text`` starts with, as EDTF, and its length in characters; or None.

    1965, August 1980, 15 December 1997, December 15th, 1997, 1997-12-15 and 15/12/1997 are
    read; 3/4/1997, where day and month cannot be told apart, and dates that never were are not.
    """
    for form in DATE_FORMS:
        if found := form.match(text):
            edtf = _edtf(found.groupdict())
            if edtf:
                return edtf, found.end()
    return None


def _edtf(parts: dict[str, str | None]) -> str | None:
    year, month, day = int(parts["year"]), parts.get("month"), parts.get("day")
    if month is None:
        return f"{year:04d}"
    month = MONTHS.get(month.lower()) if month.isalpha() else int(month)
    if not month:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if parts.get("mark"):
        day, month = _day_and_month(int(day), month)
    try:
        return date(year, month, int(day)).isoformat()
    except ValueError:
        return None


def _day_and_month(first: int, second: int) -> tuple[int, int]:
    """Return day and month, 0 and 0 where either could be the day."""
    if first == second or first > 12:
        return first, second
    return (second, first) if second > 12 else (0, 0)
