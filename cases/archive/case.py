"""The rows of one case, from plain rows to objects that can be stored."""

from django.db import models

from cases.archive.graph import Table, other_cases, tables, tables_below
from cases.archive.values import Numbers, RowError, check_columns, value_of
from cases.models import Practice


class CaseRows:
    """The rows of one case as objects that are not stored yet, by model."""

    def __init__(self, entry: dict, numbers: Numbers):
        self.numbers = numbers
        self.made: dict[type[models.Model], list] = {}
        waiting: dict[type[models.Model], list] = {Practice: [(entry, None)]}
        for table in tables().case:
            below = tables_below(table.model)
            self.made[table.model] = []
            for row, parent in waiting.get(table.model, []):
                check_columns(table, row, [other.name for other in below])
                made = self._object(table, row, parent)
                self.made[table.model].append(made)
                for other in below:
                    rows = row.get(other.name, [])
                    waiting.setdefault(other.model, []).extend((each, made) for each in rows)

    def _object(self, table: Table, row: dict, parent):
        values = {table.parent.name: parent} if table.parent else {}
        for column in table.fields:
            if column in other_cases():
                continue  # set by Restorer.finish, when all cases are there
            if column.is_relation and column.related_model in self.made:
                values[column.name] = self._row_of_the_case(table, column, row.get(column.name))
            else:
                values[column.attname] = value_of(table, column, row, self.numbers)
        return table.model(**values)

    def _row_of_the_case(self, table: Table, column, place):
        if place is None and column.null:
            return None
        rows = self.made[column.related_model]
        if not isinstance(place, int) or not 0 <= place < len(rows):
            raise RowError(f"{table.label}.{column.name}: no row of the case has this place")
        return rows[place]
