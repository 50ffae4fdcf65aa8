"""Is this a practice record? The shape is the JSON Schema beside this file."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

FORMAT = "practice/1"
SAME_AS_CONTACT = "same as contact"
"""Stands in place of the nominating organisation where it is the one to contact."""
SCHEMA = json.loads((Path(__file__).parent / "practice-1.schema.json").read_text("utf-8"))
_VALIDATOR = Draft202012Validator(SCHEMA)


class RecordError(ValueError):
    """A record that cannot be taken; ``errors`` lists ``where: what`` for each fault."""

    def __init__(self, errors: list[str]):
        super().__init__("; ".join(errors))
        self.errors = errors


def check_record(record) -> None:
    """Raise RecordError with every place where ``record`` departs from the format."""
    faults = sorted(_VALIDATOR.iter_errors(record), key=lambda fault: list(map(str, fault.path)))
    if faults:
        raise RecordError([f"{_place(fault.path)}: {fault.message[:300]}" for fault in faults[:20]])


def _place(path) -> str:
    return (
        "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)[1:] or "record"
    )
