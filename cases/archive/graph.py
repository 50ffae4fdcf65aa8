"""The tables of the record and how they hang together, read from the models.

A table is of a case when its rows vanish with the case: a chain of cascading foreign keys leads to
the practice. All other tables are shared: vocabularies, places, organisations, cycles.
"""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models

from cases.models import Change, DataVersion, HarvestState, Practice

APPS = ("partners", "cases")
DERIVED = (Change, DataVersion, HarvestState)
"""Made from the other tables: a new collection counts and follows its changes anew."""


@dataclass(frozen=True)
class Table:
    """A table of the record. ``parent`` is the foreign key to the row above it in its case, ``way``
    the lookup from there to the practice; both are empty for tables that are of no case."""

    model: type[models.Model]
    parent: models.ForeignKey | None = None
    way: str = ""

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def name(self) -> str:
        """What the rows are called below the row above them."""
        accessor = self.parent.remote_field.get_accessor_name() if self.parent else None
        return accessor or self.model._meta.model_name

    @property
    def fields(self) -> list[models.Field]:
        """The columns that are written: all but the number of the row and the way to its parent."""
        fields = self.model._meta.concrete_fields
        hidden = (self.parent, self.model._meta.pk if is_numbered(self.model) else None)
        return [field for field in fields if field not in hidden]


@dataclass(frozen=True)
class Tables:
    """The tables in an order in which each comes after those it refers to.

    ``following`` are of no case, but refer to cases.
    """

    shared: tuple[Table, ...]
    case: tuple[Table, ...]
    following: tuple[Table, ...]

    @property
    def loose(self) -> dict[str, Table]:
        """The tables that are of no case, by their labels."""
        return {table.label: table for table in (*self.shared, *self.following)}

    @property
    def of_case(self) -> dict[type[models.Model], Table]:
        return {table.model: table for table in self.case}


@cache
def tables() -> Tables:
    """Return the tables of the record. Raises TypeError for one that has no place in the archive:
    one that refers to a part of a case it is not of, or from a part of a case to another case."""
    members = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in APPS and model not in DERIVED and model._meta.managed
    ]
    case: dict[type[models.Model], Table] = {Practice: Table(Practice)}
    found = True
    while found:
        found = [_below(model, case) for model in members if model not in case]
        found = [table for table in found if table]
        case |= {table.model: table for table in found}
    loose = _in_order(Table(model) for model in members if model not in case)
    following: list[Table] = []
    for table in loose:
        if _related(table) & {Practice, *(other.model for other in following)}:
            following.append(table)
    shared = [table for table in loose if table not in following]
    result = Tables(tuple(shared), tuple(_in_order(case.values())), tuple(following))
    _refuse_what_has_no_place(result)
    return result


def _below(model, case: dict) -> Table | None:
    for field in foreign_keys(model):
        above = case.get(field.related_model)
        if above and not field.null and field.remote_field.on_delete is models.CASCADE:
            way = f"{field.name}__{above.way}" if above.way else field.name
            return Table(model, field, way)
    return None


def _refuse_what_has_no_place(found: Tables) -> None:
    case, following = found.of_case, {table.model for table in found.following}
    for table in (*found.shared, *found.case, *found.following):
        for field in foreign_keys(table.model):
            other = field.related_model
            to_a_part = other in case and other is not Practice and table.model not in case
            part = table.model in case and table.model is not Practice
            to_another = other is Practice and part and field is not table.parent
            if to_a_part or to_another or (other in following and table.model in case):
                raise TypeError(f"{table.label}.{field.name} has no place in the archive")


def _related(table: Table) -> set:
    return {field.related_model for field in foreign_keys(table.model)}


def _in_order(found) -> list[Table]:
    """Return the tables so that each comes after those it refers to."""
    left, ordered = list(found), []
    while left:
        waiting = {table.model for table in left}
        ready = [table for table in left if not _related(table) & (waiting - {table.model})]
        if not ready:
            raise TypeError(f"{', '.join(table.label for table in left)} refer to each other")
        ordered += ready
        left = [table for table in left if table not in ready]
    return ordered


@cache
def tables_below(model) -> list[Table]:
    """Return the tables of a case whose rows hang on rows of ``model``."""
    return [t for t in tables().case if t.parent and t.parent.related_model is model]


def foreign_keys(model) -> list[models.ForeignKey]:
    return [field for field in model._meta.concrete_fields if field.is_relation]


@cache
def other_cases() -> tuple[models.ForeignKey, ...]:
    """Return the columns by which a practice refers to another one."""
    return tuple(f for f in foreign_keys(Practice) if f.related_model is Practice)


@cache
def key_of(model) -> models.Field:
    """Return the column by which rows of ``model`` are referred to: the identifier of a case, of
    others a unique one that people can read, or else the number of the row."""
    if model is Practice:
        return model._meta.get_field("uid")
    for field in model._meta.concrete_fields:
        readable = not isinstance(field, models.AutoField) and not field.is_relation
        if field.unique and not field.null and readable:
            return field
    return model._meta.pk


def is_numbered(model) -> bool:
    """Tell whether rows are numbered, so that the number itself says nothing."""
    return isinstance(model._meta.pk, models.AutoField)


@cache
def natural(model) -> tuple[str, ...]:
    """Return the columns that tell a row from others: those of a unique constraint, or all."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
            names = constraint.fields or map(_column, constraint.expressions)
            return tuple(model._meta.get_field(name).attname for name in names)
    return tuple(f.attname for f in model._meta.concrete_fields if not f.primary_key)


def _column(expression) -> str:
    while not isinstance(expression, models.F):
        expression = expression.get_source_expressions()[0]
    return expression.name
