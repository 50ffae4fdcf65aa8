"""The financial profile of a record: years, funders and shares."""

from decimal import Decimal

from django.utils.translation import gettext as _

from cases.models import FinancialShare, FinancialYear, Funder, Partnership, Practice


def write_finances(
    practice: Practice, rows: list[dict], partners: dict[str, Partnership], problems: list[str]
) -> None:
    """Store the years with a share for each funder that has one; a dash is no share."""
    funders = _write_funders(practice, rows, partners, problems)
    shares = []
    for row in rows:
        year = _write_year(practice, row)
        shares += [
            FinancialShare(
                year=year, funder=funders[share["label"]], percent=Decimal(share["percent"])
            )
            for share in row.get("shares") or []
            if share.get("percent") is not None
        ]
    FinancialShare.objects.bulk_create(shares)


def _write_year(practice: Practice, row: dict) -> FinancialYear:
    total = row.get("total")
    return FinancialYear.objects.create(
        practice=practice,
        year=row["year"],
        total=Decimal(total) if total else None,
        as_entered=total or "",
        unit=row.get("unit") or FinancialYear.Unit.ONE,
        currency=row.get("currency") or "USD",
    )


def _write_funders(
    practice: Practice, rows: list[dict], partners: dict[str, Partnership], problems: list[str]
) -> dict[str, Funder]:
    """Store each column of the table; a label whose partner is not listed stays a mere label."""
    columns: dict[str, str | None] = {}
    for row in rows:
        for share in row.get("shares") or []:
            columns.setdefault(share["label"], share.get("partner"))
    funders = []
    for position, (label, partner) in enumerate(columns.items()):
        partnership = partners.get(partner.lower()) if partner else None
        if partner and partnership is None:
            why = _("“%(partner)s” is not among the partners") % {"partner": partner}
            problems.append(f"financials: {why}")
        funders.append(
            Funder(practice=practice, label=label, partnership=partnership, position=position)
        )
    return {funder.label: funder for funder in Funder.objects.bulk_create(funders)}
