"""The rows of a table that is of no case: those there, and those an archive adds."""

from collections import defaultdict

from cases.archive.graph import Table, is_numbered, key_of, natural
from cases.archive.insert import insert
from cases.archive.values import Numbers, check_columns, value_of


class Shelf:
    """The rows of a table that are there, found again by what tells them apart."""

    def __init__(self, table: Table, numbers: Numbers, replace: bool, problems: list[str]):
        self.table, self.numbers = table, numbers
        self.replace, self.problems = replace, problems
        self.names = [field.attname for field in table.fields]
        self.known: dict[int, dict] = {}
        self.places: dict[tuple, list] = defaultdict(list)
        for pk, *values in table.model._base_manager.order_by("pk").values_list("pk", *self.names):
            self.known[pk] = dict(zip(self.names, map(_comparable, values), strict=True))
            self.places[self._identity(self.known[pk])].append(pk)

    def take(self, rows: list[dict]) -> None:
        model, numbers = self.table.model, self.numbers
        given, kept, moved = [], [], []
        for row in rows:
            check_columns(self.table, row)
            values = {
                field.attname: _comparable(value_of(self.table, field, row, numbers))
                for field in self.table.fields
            }
            waiting = self.places.get(self._identity(values))
            if waiting:
                pk = waiting.pop(0)
                self._compare(pk, values)
                given.append((row.get("id"), pk))
                continue
            made = model(**values)
            number = row.get("id") if is_numbered(model) else None
            free = isinstance(number, int) and number not in self.known
            if free:
                made.pk = number
                self.known[number] = values
            (kept if free else moved).append(made)
            given.append((row.get("id"), made))
        insert(model, kept)
        insert(model, moved)
        self._remember(given)

    def _remember(self, given: list[tuple]) -> None:
        model, numbers = self.table.model, self.numbers
        numbers.forget()
        if key_of(model).primary_key and is_numbered(model):
            renumbered = numbers.renumbered.setdefault(model, {})
            renumbered |= {old: getattr(new, "pk", new) for old, new in given if old is not None}

    def _identity(self, values: dict) -> tuple:
        model = self.table.model
        for column in model._meta.concrete_fields:
            value = values.get(column.attname)
            if column.unique and value is not None:
                return (column.attname, str(value))
        return tuple(str(values[name]).lower() for name in natural(model))

    def _compare(self, pk, values: dict) -> None:
        changed = {n: v for n, v in values.items() if v != self.known[pk][n]}
        if not changed:
            return
        if self.replace:
            self.table.model._base_manager.filter(pk=pk).update(**changed)
        else:
            names = ", ".join(changed)
            self.problems.append(
                f"{self.table.label} {pk}: differs in {names}; what is here is kept"
            )


def _comparable(value):
    """Return bytes for the views of bytes that PostgreSQL gives, which equal no others."""
    return bytes(value) if isinstance(value, memoryview) else value
