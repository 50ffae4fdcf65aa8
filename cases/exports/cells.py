"""What stands in a cell: text no spreadsheet takes for a formula, and lists that can be read back.

Each function that writes has one that reads: what went out comes back the same, but for white space
round the items of a list.
"""

import re

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"
_MARKED = (*STARTS_A_FORMULA, MARK)
_ESCAPED = re.compile(r"\\([\\n|;])")


def inert(text: str) -> str:
    """Return ``text`` with a mark before it, if a spreadsheet could take it for a formula."""
    return MARK + text if text.startswith(_MARKED) else text


def as_typed(text: str) -> str:
    """Take the mark of ``inert`` away; an apostrophe somebody typed stays."""
    marked = text.startswith(MARK) and text[1:].startswith(_MARKED)
    return text[1:] if marked else text


def join(values: list[str]) -> str:
    """Return "a; b" for the items of a list."""
    return "; ".join(_escape(value, ";") for value in values)


def split(text: str) -> list[str]:
    """Return the items of a cell, each ended by a semicolon or by the line; none is empty."""
    return [item for item in _cut(text, ";\n") if item]


def pack(rows: list[list[str]]) -> str:
    """Return a small table as the text of one cell: a line for each row, " | " between columns."""
    return "\n".join(" | ".join(_escape(cell, "|") for cell in _without_end(row)) for row in rows)


def _without_end(row: list[str]) -> list[str]:
    """Return the cells of a row up to the last that says something."""
    said = [number for number, cell in enumerate(row, start=1) if cell]
    return row[: max(said, default=0)]


def unpack(text: str) -> list[list[str]]:
    """Read what ``pack`` wrote; empty cells at the end of a row are left out."""
    return [_cut(line, "|") for line in text.split("\n") if line.strip()]


def _escape(text: str, separator: str) -> str:
    if "\\" in text or separator in text or "\n" in text:
        text = text.replace("\\", "\\\\").replace(separator, f"\\{separator}")
        return text.replace("\n", "\\n")
    return text


def _cut(text: str, separators: str) -> list[str]:
    """Split at the separators that no backslash makes part of an item."""
    pieces = re.split(rf"((?:\\.)|[{separators}])", text)
    items = [""]
    for piece in pieces:
        if piece and piece in separators:
            items.append("")
        else:
            items[-1] += piece
    return [
        _ESCAPED.sub(lambda found: {"n": "\n"}.get(found[1], found[1]), i.strip()) for i in items
    ]
