"""A record as named fields of plain text, for reading side by side."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.glossary import country
from cases.models import (
    Claim,
    FinancialYear,
    FollowUp,
    Practice,
    Recognition,
    Reference,
    Transfer,
)
from fields.partial_date import PartialDate
from fields.term import said


def fields_of(record: dict) -> Iterator[tuple[str, str]]:
    """Give the name of each field with its text, in the order of the page."""
    yield _("Title"), record["title"]
    yield capfirst(_("translation of")), _original(record.get("translation_of") or {})
    yield _("Place"), ", ".join([*record["cities"], *map(_country, record["countries"])])
    yield _("Recognition"), _lines(record["recognitions"], _recognition)
    yield _("Categories"), _lines(record["categories"], _category)
    yield _("Level of activity"), said(record["level_of_activity"] or "")
    yield _("Ecosystem"), said(record["ecosystem"] or "")
    yield _("Summary"), record["summary"] or ""
    for section in record["narrative"]:
        text = section["text"]
        yield said(section["heading"]), section.get("teaser", "") if text is None else text
    yield _("Key dates"), _lines(record["key_dates"], _key_date)
    yield _("References"), _lines(record["references"], _reference)
    yield _("Contact"), _contact(record["contact"])
    yield _("Nominating organisation"), _contact(record["nominating"])
    yield _("Partners"), _lines(record["partners"], _contact)
    yield _("Financial profile"), _lines(filter(None, record["financials"]), _year)
    yield _("Claims"), _lines((row for row in record["claims"] if "quote" in row), _claim)
    yield _("Taken up elsewhere"), _lines(record["transfers"], _transfer)
    yield _("What became of it"), _lines(record["follow_ups"], _follow_up)
    yield _("Source"), _source(record["source"])


def _lines(rows, line) -> str:
    return "\n".join(line(row) for row in rows)


def _joined_with(separator: str, *parts: str | None) -> str:
    return separator.join(str(part) for part in parts if part)


def _country(code: str) -> str:
    return said(country(code))


def _original(told: dict) -> str:
    number = told.get("version")
    version = number and _("version %(number)d") % {"number": number}
    return _joined_with(", ", told.get("id"), version)


def _recognition(row: dict) -> str:
    level = Recognition.Level(row["level"]).label
    label = _joined_with(", ", f"{level} {row['cycle']}", row["body"], _date(row["date"]))
    return _joined_with("; ", label, row["reasons"], row.get("disagreement"))


def _category(row: dict) -> str:
    return _joined_with(": ", said(row["category"]), ", ".join(map(said, row["subcategories"])))


def _date(edtf: str | None) -> str:
    return str(PartialDate.from_edtf(edtf)) if edtf else ""


def _key_date(row: dict) -> str:
    return f"{_date(row['date'])}: {row['text']}"


def _reference(row: dict) -> str:
    return _joined_with(" ", f"{Reference.Kind(row['kind']).label}: {row['text']}", row["url"])


def _contact(contact: dict | str | None) -> str:
    if not isinstance(contact, dict):
        return _("Same as contact") if contact else ""
    given = contact.get("support", [])
    support = [_joined_with(": ", said(row["type"]), row["text"]) for row in given]
    return _joined_with(
        "; ",
        _joined_with(", ", contact["organisation"], contact["acronym"]),
        said(contact["organisation_type"] or ""),
        ", ".join(support),
        contact["address"],
        *contact["phones"],
        *contact["faxes"],
        *contact["emails"],
        contact["url"],
    )


def _year(row: dict) -> str:
    unit = "" if row["unit"] == FinancialYear.Unit.ONE else FinancialYear.Unit(row["unit"]).label
    total = _joined_with(" ", row["total"] or "–", unit, row["currency"])
    shares = [f"{share['label']} {share['percent'] or '–'}" for share in row["shares"]]
    return f"{row['year']}: {_joined_with('; ', total, ', '.join(shares))}"


def _claim(row: dict) -> str:
    return _joined_with(
        "; ",
        f"{said(row['section'])}: “{row['quote']}”",
        _joined_with(" ", row["value"], row["unit"]),
        row["place"],
        row["period"],
        row["baseline"],
        row["measured_by"],
        Claim.Evidence(row["evidence"]).label,
        row["source"],
    )


def _transfer(row: dict) -> str:
    return _joined_with(
        "; ",
        _joined_with(
            ", ", row["recipient"], row["city"], row["country"] and _country(row["country"])
        ),
        row["year"],
        row["what"],
        row["changes"],
        Transfer.Result(row["result"]).label,
        row["evidence"],
        Transfer.Confirmed(row["confirmed_by"]).label,
    )


def _follow_up(row: dict) -> str:
    state = FollowUp.State(row["state"]).label
    return f"{_date(row['date'])}: {_joined_with('; ', state, row['remark'], row['source'])}"


def _source(source: dict) -> str:
    return _joined_with(
        ", ", Practice.Source(source["kind"]).label, source["name"], source["licence"]
    )
