"""From an exchange record to the rows of its sheets, and from rows back to a record.

A row is a dict with a text for each column that says something.
"""

from collections.abc import Callable

from django.urls import reverse

from cases.exports.cells import join, split
from cases.exports.columns import PARTS, Column, SheetPart
from cases.record import FORMAT, SAME_AS_CONTACT
from web.addresses import on_this_site

FLAGS = {"yes": True, "no": False}
Row = dict[str, str]


def rows_of(record: dict, part: SheetPart) -> list[Row]:
    """Return the rows of ``part``; a record without it has none."""
    if part.name == "cases":
        return [_row(part, _case(record))]
    made = MAKERS.get(part.name, lambda record: record.get(part.name) or [])(record)
    return [_row(part, row) for row in made]


def record_of(rows: dict[str, list[Row]]) -> dict:
    """Return the exchange record that the rows of a case, by part, tell."""
    [case] = rows["cases"]
    record = {"format": FORMAT, **_read_case(case)}
    for part in PARTS[1:]:
        read = READERS.get(part.name)
        values = [_values(part, row) for row in rows.get(part.name) or []]
        if read:
            record.update(read(values))
        elif values:
            record[part.name] = values
    return record


def _row(part: SheetPart, values: dict) -> Row:
    said = ((column, values.get(column.name)) for column in part.columns)
    return {
        column.name: cell
        for column, value in said
        if value is not None and (cell := _cell(column, value))
    }


def _cell(column: Column, value) -> str:
    if column.kind == "list":
        return join(value)
    if column.kind == "flag":
        return "yes" if value else "no"
    return str(value)


def _values(part: SheetPart, row: Row) -> dict:
    """Return the values of a row in the terms of the record, without what is computed."""
    columns = [column for column in part.columns if not column.computed and row.get(column.name)]
    return {column.name: _value(column, row[column.name]) for column in columns}


def _value(column: Column, cell: str):
    if column.kind == "list":
        return split(cell)
    if column.kind == "whole":
        return int(cell)
    if column.kind == "flag":
        return FLAGS[cell.lower()]
    return cell


def _case(record: dict) -> dict:
    source = record.get("source") or {}
    original = record.get("translation_of") or {}
    return {
        **record,
        "translation_of": original.get("id"),
        "translated_version": original.get("version"),
        "web address": _address(record),
        "source kind": source.get("kind"),
        "source name": source.get("name"),
        "source licence": source.get("licence"),
        "imported": source.get("imported"),
    }


def _address(record: dict) -> str | None:
    slug = record.get("slug")
    return on_this_site(reverse("practice", args=[slug])) if slug else None


def _read_case(row: Row) -> dict:
    values = _values(PARTS[0], row)
    kind, name, licence = (values.pop(f"source {key}", None) for key in ("kind", "name", "licence"))
    imported = values.pop("imported", None)
    original = {
        "id": values.get("translation_of"),
        "version": values.pop("translated_version", None),
    }
    if original["id"]:
        values["translation_of"] = original
    if any((kind, name, licence, imported)):
        source = {"kind": kind, "name": name, "licence": licence, "imported": imported}
        values["source"] = {key: value for key, value in source.items() if value}
    return values


def _categories(record: dict) -> list[dict]:
    return [
        {"category": entry["category"], "subcategory": sub}
        for entry in record.get("categories") or []
        for sub in entry.get("subcategories") or [None]
    ]


def _read_categories(rows: list[dict]) -> dict:
    tree: dict[str, list[str]] = {}
    for row in rows:
        branch = tree.setdefault(row["category"], [])
        if row.get("subcategory"):
            branch.append(row["subcategory"])
    entries = [{"category": top, "subcategories": branch} for top, branch in tree.items()]
    return {"categories": entries} if entries else {}


def _organisations(record: dict) -> list[dict]:
    rows = []
    if record.get("contact"):
        rows.append({"role": "contact", **record["contact"]})
    nominating = record.get("nominating")
    if nominating == SAME_AS_CONTACT:
        rows.append({"role": "nominating", "organisation": SAME_AS_CONTACT})
    elif nominating:
        rows.append({"role": "nominating", **nominating})
    for partner in record.get("partners") or []:
        rows.append({"role": "partner", **partner, "support": _supports(partner)})
    return rows


def _supports(partner: dict) -> list[str]:
    return [
        f"{row['type']}: {row['text']}" if row.get("text") else row["type"]
        for row in partner.get("support") or []
    ]


def _read_organisations(rows: list[dict]) -> dict:
    found: dict = {}
    for row in rows:
        role = row.pop("role")
        if role == "partner":
            row["support"] = [_support(text) for text in row.get("support") or []]
            found.setdefault("partners", []).append(row)
        elif role == "nominating" and row["organisation"].lower() == SAME_AS_CONTACT:
            found["nominating"] = SAME_AS_CONTACT
        else:
            row.pop("support", None)
            found[role] = row
    return found


def _support(text: str) -> dict:
    kind, _colon, words = text.partition(":")
    return {"type": kind.strip(), **({"text": words.strip()} if words.strip() else {})}


def _financials(record: dict) -> list[dict]:
    return [
        {**{key: value for key, value in year.items() if key != "shares"}, **share}
        for year in record.get("financials") or []
        for share in year.get("shares") or [{}]
    ]


def _read_financials(rows: list[dict]) -> dict:
    years: dict[int, dict] = {}
    for row in rows:
        about = {key: row[key] for key in ("year", "total", "unit", "currency") if key in row}
        year = years.setdefault(row["year"], {**about, "shares": []})
        if row.get("label"):
            share = {key: row.get(key) for key in ("label", "partner", "percent")}
            year["shares"].append(share)
    return {"financials": list(years.values())} if years else {}


MAKERS: dict[str, Callable[[dict], list[dict]]] = {
    "categories": _categories,
    "organisations": _organisations,
    "financials": _financials,
}
READERS: dict[str, Callable[[list[dict]], dict]] = {
    "categories": _read_categories,
    "organisations": _read_organisations,
    "financials": _read_financials,
}
