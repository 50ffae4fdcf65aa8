"""From plain rows to values of the database: what does not fit is refused with its place."""

from django.core.exceptions import ValidationError
from django.db import models

from cases.archive.graph import Table, key_of, tables
from cases.archive.read import empty_value
from cases.models import Practice


class RowError(ValueError):
    """A row of an archive that cannot be taken; the message says which column and why."""


class Numbers:
    """Finds the rows that an archive refers to: by name, or by the numbers they had there."""

    def __init__(self):
        self._by_key: dict[type[models.Model], dict] = {}
        self.renumbered: dict[type[models.Model], dict[int, int]] = {}
        self.missing: set[str] = set()
        """Names of accounts that rows refer to and this site does not have."""

    def forget(self) -> None:
        """Drop what was looked up by name: rows were added, or taken back."""
        self._by_key.clear()

    def find(self, model, key):
        """Return the primary key of the row called ``key``; raises LookupError if there is none."""
        if key_of(model).primary_key and model in self.renumbered:
            return self.renumbered[model][key]
        if model not in self._by_key:
            rows = model._base_manager.values_list(key_of(model).attname, "pk")
            self._by_key[model] = {str(name): pk for name, pk in rows}
        return self._by_key[model][str(key)]


def check_columns(table: Table, row, below: list[str] | None = None) -> None:
    """Raise RowError unless ``row`` is a dict of columns of ``table`` and lists of ``below``."""
    if not isinstance(row, dict):
        raise RowError(f"{table.label}: a row is not an object")
    known = {field.name for field in table.fields} | {"id"} | set(below or [])
    if strange := sorted(set(row) - known):
        raise RowError(f"{table.label}: there is no column “{strange[0][:80]}”")
    for name in below or []:
        if not isinstance(row.get(name, []), list):
            raise RowError(f"{table.label}.{name}: is not a list")


def value_of(table: Table, field: models.Field, row: dict, numbers: Numbers):
    """Return the value of a column that refers to no row of the same case."""
    if field.name not in row:
        empty = empty_value(field)
        return field.get_default() if empty is None and not field.null else empty
    given = row[field.name]
    try:
        if field.is_relation:
            return None if given is None else _reference(field, given, numbers)
        value = field.to_python(given)
        return value if given is None else field.clean(value, None)
    except ValidationError as error:
        raise RowError(f"{table.label}.{field.name}: {' '.join(error.messages)}") from None
    except (LookupError, TypeError, ValueError, OverflowError):
        told = str(given)[:80]
        raise RowError(f"{table.label}.{field.name}: “{told}” is not known") from None


def _reference(field: models.Field, given, numbers: Numbers):
    try:
        return numbers.find(field.related_model, given)
    except LookupError:
        refused = field.related_model is Practice  # which was told when it was its turn
        is_account = field.related_model not in _models_of_the_record()
        if not field.null or not (refused or is_account):
            raise
        if is_account:
            numbers.missing.add(str(given)[:150])
        return None


def _models_of_the_record() -> set:
    found = tables()
    return {table.model for table in (*found.shared, *found.case, *found.following)}
