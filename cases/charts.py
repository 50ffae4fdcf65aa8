"""Charts as SVG drawn on the server. Each only repeats a table or list that stands beside it.

Positions are per cent of the width, so a chart is as wide as its place and its lettering keeps its
size. Colours come from the style sheet by class; no chart carries a style of its own.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from fields.partial_date import PartialDate

HUNDRED = Decimal(100)
SHARE_COLOURS = 6
NARROWEST_LABELLED_SHARE = 7


@dataclass(frozen=True)
class FunderColumn:
    """A column of the financial table; ``partner`` is None for who is no listed partner."""

    label: str
    partner: str | None
    colour: int


@dataclass(frozen=True)
class YearRow:
    """A year as printed: ``percents`` in the order of the columns, None where a dash stands."""

    year: int
    total: str | None
    unit: str
    currency: str
    percents: list[Decimal | None]
    unassigned: Decimal | None
    bar: SafeString


@dataclass(frozen=True)
class FinancialProfile:
    columns: list[FunderColumn]
    rows: list[YearRow]

    @property
    def unlisted(self) -> list[FunderColumn]:
        return [column for column in self.columns if column.partner is None]

    @property
    def has_unassigned(self) -> bool:
        return any(row.unassigned is None or row.unassigned > 0 for row in self.rows)

    @property
    def over_assigned(self) -> list[YearRow]:
        """The years whose stated shares add up to more than 100 per cent."""
        return [row for row in self.rows if row.unassigned is not None and row.unassigned < 0]


def financial_profile(financials: list[dict]) -> FinancialProfile:
    """Return the table of the record's ``financials`` with a bar for each year."""
    partners: dict[str, str | None] = {}
    for year in financials:
        for share in year["shares"]:
            partners.setdefault(share["label"], share["partner"])
    columns = [
        FunderColumn(label, partner, number % SHARE_COLOURS + 1)
        for number, (label, partner) in enumerate(partners.items())
    ]
    return FinancialProfile(columns, [_year_row(year, columns) for year in financials])


def _year_row(year: dict, columns: list[FunderColumn]) -> YearRow:
    stated = {share["label"]: _decimal(share["percent"]) for share in year["shares"]}
    percents = [stated.get(column.label) for column in columns]
    unassigned = _decimal(year["unassigned"])
    return YearRow(
        year=year["year"],
        total=year["total"],
        unit=year["unit"],
        currency=year["currency"],
        percents=percents,
        unassigned=unassigned,
        bar=_bar(columns, percents, unassigned),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _bar(
    columns: list[FunderColumn], percents: list[Decimal | None], unassigned: Decimal | None
) -> SafeString:
    """Return one stacked bar; shares above 100 per cent in all are drawn to their own sum."""
    parts = [
        (f"share-{column.colour}", percent)
        for column, percent in zip(columns, percents, strict=True)
        if percent
    ]
    rest = HUNDRED if unassigned is None else unassigned
    if rest > 0:
        parts.append(("unassigned", rest))
    whole = sum(width for _, width in parts)
    drawn, left = [], Decimal(0)
    for name, percent in parts:
        width = percent * HUNDRED / whole
        drawn.append(_segment(name, left, width, percent))
        left += width
    return format_html(
        '<svg class="bar" width="100%" height="28" aria-hidden="true">{}</svg>',
        format_html_join("", "{}", ((segment,) for segment in drawn)),
    )


def _segment(name: str, left: Decimal, width: Decimal, percent: Decimal) -> SafeString:
    rectangle = format_html(
        '<rect class="{}" x="{}%" y="0" width="{}%" height="28"/>',
        name,
        _round(left),
        _round(width),
    )
    if width < NARROWEST_LABELLED_SHARE or name == "unassigned":
        return rectangle
    return format_html(
        '{}<text class="on-{}" x="{}%" y="19" text-anchor="middle">{}</text>',
        rectangle,
        name,
        _round(left + width / 2),
        f"{percent.normalize():f}",
    )


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
        return _round(3 + 94 * (year - first) / (last - first))

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


LINK_HEIGHT = 30


def transfer_chain(origin: str, transfers: list[tuple[str, str, str]]) -> SafeString:
    """Return the practice with a link to each of those who took it up.

    ``transfers`` are (who, value of the result, words for it); a link is drawn by its result, so
    that one that was stopped ends before it arrives. Empty without transfers.
    """
    if not transfers:
        return SafeString("")
    height = LINK_HEIGHT * (len(transfers) + 1)
    links = [
        (place, place + 5, slug, who if len(who) < 40 else f"{who[:39]}…", words)
        for place, (who, slug, words) in (
            (LINK_HEIGHT * number + 15, (who, result.replace(" ", "-"), words))
            for number, (who, result, words) in enumerate(transfers, start=1)
        )
    ]
    return format_html(
        '<svg class="chain" width="100%" height="{}" aria-hidden="true">'
        '<circle class="origin" cx="10" cy="15" r="7"/><text class="named" x="26" y="20">{}</text>'
        '<line class="stem" x1="10" x2="10" y1="22" y2="{}"/>{}</svg>',
        height,
        origin if len(origin) < 60 else f"{origin[:59]}…",
        height - 15,
        format_html_join(
            "",
            '<line class="link {2}" x1="10" x2="34" y1="{0}" y2="{0}"/>'
            '<circle class="node {2}" cx="42" cy="{0}" r="6"/>'
            '<text x="58" y="{1}">{3}<tspan class="quiet"> · {4}</tspan></text>',
            links,
        ),
    )


def _in_years(day: datetime.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _step(years: int) -> int:
    """Return the distance of two ticks, so that there are at most six or seven of them."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 500, 2000) if years / step < 6)


def year_histogram(
    counts: list[tuple[int, int]], year_from: int | None, year_to: int | None
) -> SafeString:
    """Return a column for each year from the first to the last with its number of cases.

    Columns outside ``year_from`` to ``year_to`` are faint. Empty for fewer than two years.
    """
    if len(counts) < 2:
        return SafeString("")
    first, last = min(counts)[0], max(counts)[0]
    most = max(count for _, count in counts)
    width = 100 / (last - first + 1)
    columns = []
    for year, count in counts:
        inside = (year_from or first) <= year <= (year_to or last)
        height = max(1, round(40 * count / most))
        columns.append(
            f'<rect class="{"inside" if inside else "outside"}" x="{(year - first) * width:.2f}%"'
            f' width="{width * 0.86:.2f}%" y="{40 - height}" height="{height}"/>'
        )
    return mark_safe(
        '<svg class="histogram" width="100%" height="40" aria-hidden="true">'
        f"{''.join(columns)}</svg>"
    )


def _round(number: Decimal | float) -> Decimal:
    return round(Decimal(number), 2)
