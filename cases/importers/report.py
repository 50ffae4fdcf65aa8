"""Entries of the import report: the same keys whatever the source (see docs/import.md)."""

from collections.abc import Iterable

FURNITURE = "furniture"


def make_entry(file, outcome: str, practice: str | None = None, **found) -> dict:
    """Return the entry of a case or, where there is none to tell of, of a file.

    ``practice`` is the address of a case that is in the database, or would be.
    """
    empty = {"title": None, "record": None, **counted("", ()), "fields": {}, "problems": []}
    return {"file": str(file), "outcome": outcome, "practice": practice, **empty, **found}


def counted(text: str, spans: Iterable) -> dict[str, int]:
    """Return how many characters are mapped, furniture and unmapped; together all there are."""
    covered = furniture = 0
    for start, end, path in spans:
        covered += end - start
        furniture += end - start if path == FURNITURE else 0
    return {
        "characters": len(text),
        "mapped": covered - furniture,
        "furniture": furniture,
        "unmapped": len(text) - covered,
    }


def problem(why: str, line: int | None = None, text: str | None = None) -> dict:
    return {"line": line, "text": text, "why": why}
