"""Key dates on a line of years."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cases.charts.rounding import rounded
from fields.partial_date import PartialDate


def timeline(dates: Iterable[PartialDate]) -> SafeString:
    """Return a line of years with a mark for each date, as long as the date is vague.

    Empty for fewer than two dates: there is nothing to compare.
    """
    dates = sorted(dates)
    if len(dates) < 2:
        return SafeString("")
    step = _step(dates[-1].year - dates[0].year)
    first = dates[0].year // step * step
    last = (dates[-1].year // step + 1) * step

    def place(year: float) -> Decimal:
        return rounded(3 + 94 * (year - first) / (last - first))

    years = [(place(year), year) for year in range(first, last + 1, step)]
    marks = [
        (place(_in_years(date.first_day)), place(_in_years(date.last_day)), str(date))
        for date in dates
    ]
    return format_html(
        '<svg class="timeline" width="100%" height="52" aria-hidden="true">'
        '<line class="axis" x1="0" x2="100%" y1="16" y2="16"/>{}{}</svg>',
        format_html_join(
            "",
            '<line class="tick" x1="{0}%" x2="{0}%" y1="16" y2="26"/>'
            '<text x="{0}%" y="44" text-anchor="middle">{1}</text>',
            years,
        ),
        format_html_join(
            "",
            '<line class="mark" x1="{}%" x2="{}%" y1="16" y2="16"><title>{}</title></line>',
            marks,
        ),
    )


def _in_years(day: datetime.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _step(years: int) -> int:
    """Return the distance of two ticks, so that there are at most six or seven of them."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 500, 2000) if years / step < 6)
