"""The financial profile of a case: a stacked bar for each year."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cases.charts.rounding import rounded

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
        rounded(left),
        rounded(width),
    )
    if width < NARROWEST_LABELLED_SHARE or name == "unassigned":
        return rectangle
    return format_html(
        '{}<text class="on-{}" x="{}%" y="19" text-anchor="middle">{}</text>',
        rectangle,
        name,
        rounded(left + width / 2),
        f"{percent.normalize():f}",
    )
