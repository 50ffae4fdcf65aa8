"""From the database to plain rows: dicts of text, numbers and lists, without what is empty."""

from base64 import b64encode
from collections.abc import Iterator

from django.db import models

from cases.archive.graph import Table, key_of, tables
from cases.models import Practice
from fields.partial_date import PartialDate

CHUNK = 2000


def shared_rows(table: Table) -> Iterator[dict]:
    """Give the rows of a table that is of no case, by what they are referred to by.

    A row that is referred to by its number carries it as "id".
    """
    keys = Keys()
    key = key_of(table.model)
    names = [field.attname for field in table.fields]
    rows = table.model._base_manager.order_by(key.attname).values_list("pk", *names)
    for number, *values in rows.iterator(CHUNK):
        row = {"id": number} if key.primary_key and key not in table.fields else {}
        yield row | keys.plain_row(table.fields, values)


def case_rows(practice_ids: list[int]) -> list[dict]:
    """Return for each practice all rows of its case, nested as they hang on each other.

    Rows stand in the order in which they were made. A row that refers to another of the same case
    names its place among the rows of that kind, in the order of the file, counted from 0.
    """
    keys = Keys()
    made: dict[type[models.Model], dict[int, dict]] = {}
    places: dict[tuple, int] = {}
    for table in tables().case:
        made[table.model] = _rows_of_cases(table, practice_ids, keys, made, places)
    found = made[Practice]
    return [found[practice_id] for practice_id in practice_ids if practice_id in found]


def _rows_of_cases(table: Table, practice_ids, keys, made, places) -> dict[int, dict]:
    """Return the rows by their number; each is in the list of the row above it already."""
    inside = set(tables().of_case) - {Practice}
    fields = table.fields
    names = [field.attname for field in fields]
    case = f"{table.way}_id" if table.parent else "pk"
    above = table.parent.attname if table.parent else "pk"
    rows = table.model._base_manager.filter(**{f"{table.way or 'pk'}__in": practice_ids})
    found: dict[int, dict] = {}
    counted: dict[int, int] = {}
    rows = rows.order_by("pk").values_list("pk", case, above, *names)
    if table.parent:
        rows = sorted(rows, key=lambda row: (places[table.parent.related_model, row[2]], row[0]))
    for pk, practice, parent, *values in rows:
        places[table.model, pk] = counted.setdefault(practice, 0)
        counted[practice] += 1
        values = [
            places[field.related_model, value]
            if value is not None and field.is_relation and field.related_model in inside
            else keys.plain(field, value)
            for field, value in zip(fields, values, strict=True)
        ]
        found[pk] = without_empty(fields, values)
        if table.parent:
            made[table.parent.related_model][parent].setdefault(table.name, []).append(found[pk])
    return found


class Keys:
    """Says values in the terms of the archive, foreign keys by what rows are referred to by."""

    def __init__(self):
        self._known: dict[type[models.Model], dict] = {}

    def plain_row(self, fields: list[models.Field], values: list) -> dict:
        pairs = zip(fields, values, strict=True)
        return without_empty(fields, [self.plain(field, value) for field, value in pairs])

    def plain(self, field: models.Field, value):
        if value is None or isinstance(value, bool | int | float | list | dict):
            return self._key(field, value) if field.is_relation and value is not None else value
        if isinstance(value, str):
            return value
        if isinstance(value, PartialDate):
            return value.edtf
        if isinstance(value, bytes | memoryview):
            return b64encode(value).decode("ascii")  # as BinaryField reads it
        return value.isoformat() if hasattr(value, "isoformat") else str(value)

    def _key(self, field: models.Field, value):
        model, key = field.related_model, key_of(field.related_model)
        if key.primary_key:
            return value
        if model is Practice:  # there are many, and few are referred to
            return str(Practice.objects.values_list("uid", flat=True).get(pk=value))
        if model not in self._known:
            self._known[model] = dict(model._base_manager.values_list("pk", key.attname))
        return self._known[model][value]


def without_empty(fields: list[models.Field], values: list) -> dict:
    """Return the values by the names of their columns, without those ``empty_value`` gives back."""
    pairs = zip(fields, values, strict=True)
    return {field.name: value for field, value in pairs if value != empty_value(field)}


def empty_value(field: models.Field):
    """Return what a column holds when a row does not name it."""
    if field.null:
        return None
    return "" if isinstance(field, models.CharField | models.TextField | models.FileField) else None
