"""Many rows with all a queryset prefetches, several times as fast as Django's own way.

Django makes a queryset for each row and relation, and a row that is joined anew each time. Here
what rows refer to is fetched once and shared, and related rows hang on them as plain lists.
"""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import Prefetch
from django.db.models.base import ModelState


@dataclass
class _Relation:
    """What to fetch for a relation, None for all rows, and which relations of these rows."""

    queryset: models.QuerySet | None = None
    below: dict[str, "_Relation"] = field(default_factory=dict)

    def at(self, path: str) -> "_Relation":
        found = self
        for name in path.split("__"):
            found = found.below.setdefault(name, _Relation())
        return found

    def join(self, names: dict) -> None:
        for name, below in names.items():
            self.at(name).join(below)


def fetch(queryset: models.QuerySet) -> list[models.Model]:
    """Return the rows of ``queryset``; what it joins and prefetches needs no further query.

    Related rows can be asked for by ``all()`` alone, and are in the order of their table.
    """
    tree = _Relation()
    tree.join(queryset.query.select_related or {})
    for lookup in queryset._prefetch_related_lookups:
        asked = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
        relation = tree.at(asked.prefetch_through)
        if asked.queryset is not None:
            relation.join(asked.queryset.query.select_related or {})
            relation.queryset = asked.queryset.select_related(None)
    rows = _light(queryset.select_related(None).prefetch_related(None))
    _fill(queryset.model, rows, tree)
    return rows


def _fill(model: type[models.Model], rows: list, tree: _Relation) -> None:
    for name, relation in tree.below.items() if rows else ():
        column = model._meta.get_field(name)
        other = column.related_model
        known = relation.queryset
        wanted = other._default_manager.all() if known is None else known
        found = _referred(column, rows, wanted) if column.concrete else _hung(column, rows, wanted)
        _fill(other, found, relation)


def _referred(column: models.ForeignKey, rows: list, wanted: models.QuerySet) -> list:
    """Give each row the one that its ``column`` refers to; return all of them, each once."""
    key = column.target_field.attname
    numbers = {getattr(row, column.attname) for row in rows} - {None}
    chosen = wanted.filter(**{f"{key}__in": numbers}).order_by() if numbers else wanted.none()
    found = {getattr(row, key): row for row in _light(chosen)}
    for row in rows:
        column.set_cached_value(row, found.get(getattr(row, column.attname)))
    return list(found.values())


def _hung(column: models.ManyToOneRel, rows: list, wanted: models.QuerySet) -> list:
    """Give each row the list of those that refer to it; return all of them."""
    way, name = column.field, column.get_accessor_name()
    owners = {row.pk: row for row in rows}
    lists: dict = {key: [] for key in owners}
    found = _light(wanted.filter(**{f"{way.name}__in": list(owners)}))
    for row in found:
        key = getattr(row, way.attname)
        lists[key].append(row)
    for key, row in owners.items():
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = lists[key]
    return found


def _light(queryset: models.QuerySet) -> list:
    """Return the rows of ``queryset`` without calling their constructors."""
    model, database = queryset.model, queryset.db
    masked, put_off = queryset.query.deferred_loading
    left_out = masked if put_off else ()
    names = [f.attname for f in model._meta.concrete_fields if f.name not in left_out]
    rows = []
    for values in queryset.values_list(*names):
        row = model.__new__(model)
        row.__dict__ = dict(zip(names, values, strict=True))
        row._state = ModelState()
        row._state.db, row._state.adding = database, False
        rows.append(row)
    return rows
