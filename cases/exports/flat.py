"""The list as one table, a line for each case: what a part has several rows of is packed into one
cell, and the narrative has a column for each heading."""

from cases.access import Reader, may_read
from cases.exports.cells import pack, unpack
from cases.exports.columns import CASE, CASES, PARTS, SheetPart
from cases.exports.rows import Row, rows_of
from cases.models import NarrativeHeading

SPREAD = "narrative"


def columns(parts: tuple[SheetPart, ...]) -> list[str]:
    """Return the names of the columns for these parts."""
    named = [CASE, *CASES.names]
    for part in parts[1:]:
        named += _headings() if part.name == SPREAD else [part.name]
    return named


def line_of(record: dict, parts: tuple[SheetPart, ...]) -> Row:
    """Return the cells of a record by the names of their columns."""
    line = {CASE: record.get("slug") or "", **rows_of(record, CASES)[0]}
    for part in parts[1:]:
        rows = rows_of(record, part)
        if part.name == SPREAD:
            line |= {f"{SPREAD}: {row['heading']}": row.get("text", "") for row in rows}
        else:
            line[part.name] = pack([[row.get(name, "") for name in part.names] for row in rows])
    return line


def rows_in(line: Row) -> dict[str, list[Row]]:
    """Return the rows of each part that a line holds; what ``line_of`` wrote comes back."""
    found: dict[str, list[Row]] = {CASES.name: [{k: line[k] for k in CASES.names if line.get(k)}]}
    for part in PARTS[1:]:
        if part.name == SPREAD:
            found[SPREAD] = [
                {"heading": name.partition(": ")[2], "text": text}
                for name, text in line.items()
                if name.startswith(f"{SPREAD}: ") and text
            ]
        else:
            packed = unpack(line.get(part.name, ""))
            found[part.name] = [dict(zip(part.names, cells, strict=False)) for cells in packed]
    return found


def parts_for(reader: Reader) -> tuple[SheetPart, ...]:
    """Return the parts of a case that are open to ``reader``."""
    return tuple(p for p in PARTS if p.closed_as is None or may_read(reader, p.closed_as))


def _headings() -> list[str]:
    names = NarrativeHeading.objects.order_by("format", "position").values_list("name", flat=True)
    return [f"{SPREAD}: {name}" for name in dict.fromkeys(names)]
