"""Which place of the exchange record each cell of a case goes into."""

import re
from collections import Counter

from cases.exports.columns import PARTS_BY_NAME
from cases.exports.rows import Row
from cases.importers.report import FURNITURE
from cases.record import SAME_AS_CONTACT

OF_A_SOURCE = {"source kind": "kind", "source name": "name", "source licence": "licence"}
OF_A_SHARE = ("label", "partner", "percent")
ITEM = re.compile(r"[^;\n\s](?:[^;\n]*[^;\n\s])?")


def places_of(part: str, rows: list[Row]) -> list[list[tuple[str, str, str]]]:
    """Return for each row of a part (column, cell, its path in the record), by columns.

    FURNITURE stands for what only says where the rest of the row belongs.
    """
    paths = PATHS.get(part, _numbered)(part, rows)
    names = PARTS_BY_NAME[part].names
    return [
        [(column, row[column], path[column]) for column in sorted(row, key=names.index)]
        for row, path in zip(rows, paths, strict=True)
    ]


def stretches(part: str, column: str, cell: str, path: str) -> list[tuple[int, int, str]]:
    """Return (start, end, path) of what a cell says: a list says several things."""
    if path == FURNITURE or PARTS_BY_NAME[part].column(column).kind != "list" or "\\" in cell:
        return [(0, len(cell), path)]
    found = []
    for number, item in enumerate(ITEM.finditer(cell)):
        place = f"{path}.{number}"
        found += _support(item, place) if column == "support" else [(*item.span(), place)]
    return found


def _support(item: re.Match, place: str) -> list[tuple[int, int, str]]:
    """Return the stretches of a type of support and, after a colon, of the words on it."""
    kind, _colon, words = item[0].partition(":")
    end = item.start() + len(kind.rstrip())
    found = [(item.start(), end, f"{place}.type")]
    if words.strip():
        found.append((item.end() - len(words.lstrip()), item.end(), f"{place}.text"))
    return found


def _numbered(part: str, rows: list[Row]) -> list[dict[str, str]]:
    return [{column: f"{part}.{n}.{column}" for column in row} for n, row in enumerate(rows)]


def _case(part: str, rows: list[Row]) -> list[dict[str, str]]:
    of_the_source = {name: f"source.{key}" for name, key in OF_A_SOURCE.items()}
    of_the_source["imported"] = "source.imported"
    return [{column: of_the_source.get(column, column) for column in row} for row in rows]


def _organisations(part: str, rows: list[Row]) -> list[dict[str, str]]:
    paths, partners = [], 0
    for row in rows:
        role = row["role"]
        above = f"partners.{partners}" if role == "partner" else role
        partners += role == "partner"
        path = {column: f"{above}.{column}" for column in row} | {"role": FURNITURE}
        if role == "nominating" and row["organisation"].lower() == SAME_AS_CONTACT:
            path["organisation"] = role
        paths.append(path)
    return paths


def _categories(part: str, rows: list[Row]) -> list[dict[str, str]]:
    paths, tops, subs = [], {}, Counter()
    for row in rows:
        top = tops.setdefault(row["category"], len(tops))
        sub = f"categories.{top}.subcategories.{subs[top]}"
        subs[top] += "subcategory" in row
        paths.append({"category": f"categories.{top}.category", "subcategory": sub})
    return paths


def _financials(part: str, rows: list[Row]) -> list[dict[str, str]]:
    paths, years, shares = [], {}, Counter()
    for row in rows:
        number = years.setdefault(row["year"], len(years))
        year = f"financials.{number}"
        share = f"{year}.shares.{shares[number]}"
        shares[number] += "label" in row
        paths.append({c: f"{share if c in OF_A_SHARE else year}.{c}" for c in row})
    return paths


PATHS = {
    "cases": _case,
    "organisations": _organisations,
    "categories": _categories,
    "financials": _financials,
}
