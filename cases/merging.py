"""Making one of two rows that mean the same: terms, organisations, cities.

Everything that refers to the one is found by introspection and moved to the other, so a relation
added later is not forgotten.
"""

from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from cases.models import (
    Category,
    City,
    Ecosystem,
    FormerTerm,
    LevelOfActivity,
    Region,
    SupportType,
)
from partners.models import ContactPoint, Organisation, OrganisationType

IN_ADDRESSES = {
    Category: [("category", "slug")],
    LevelOfActivity: [("level", "slug")],
    Ecosystem: [("ecosystem", "slug")],
    SupportType: [("support", "slug")],
    OrganisationType: [("organisation_type", "slug")],
    Region: [("region", "slug")],
    City: [("city", "pk")],
    Organisation: [("funder", "name"), ("organisation", "pk")],
}
"""The facets of each kind that can be merged, each with the column its addresses hold."""
SAME_WHEN = {ContactPoint: [("kind", "value")]}
"""Rows that say the same twice although no constraint forbids it."""


@dataclass(frozen=True)
class Move:
    """How many rows of a kind move, and how many are joined with one that is there already."""

    kind: str
    moved: int
    joined: int


def merge(source: models.Model, target: models.Model) -> list[Move]:
    """Make ``target`` stand for ``source`` too, and delete ``source``.

    Returns what moved. Effects, in one transaction: every row that refers to ``source`` refers to
    ``target``; a row that would then stand twice is joined with its twin, and what refers to it
    moves on in the same way; columns empty in ``target`` are filled; addresses with the old value
    lead to the new. Raises ValidationError for rows that cannot be one.
    """
    refuse(source, target)
    counts: Counter = Counter()
    with transaction.atomic():
        _absorb(source, target, counts)
        if isinstance(source, City):
            _keep_spelling(source, target)
    kinds = dict.fromkeys(model for model, _joined in counts)
    return [
        Move(str(model._meta.verbose_name_plural), counts[model, False], counts[model, True])
        for model in kinds
    ]


def preview(source: models.Model, target: models.Model) -> list[Move]:
    """Return what ``merge`` would move: it is done and undone."""
    with transaction.atomic():
        source, target = (type(row)._base_manager.get(pk=row.pk) for row in (source, target))
        moves = merge(source, target)
        transaction.set_rollback(True)
    return moves


def refuse(source: models.Model, target: models.Model) -> None:
    """Raise ValidationError when the two cannot be merged."""
    if type(source) is not type(target) or type(source) not in IN_ADDRESSES:
        raise ValidationError(_("Only two of a kind can be merged."))
    if source.pk == target.pk:
        raise ValidationError(_("Choose two."))
    if isinstance(source, Category) and source.subcategories.exists() and target.parent_id:
        raise ValidationError(
            _("“%(name)s” has sub-categories; it can only be merged with a top category.")
            % {"name": source}
        )


def _absorb(source: models.Model, target: models.Model, counts: Counter) -> None:
    for relation in source._meta.related_objects:
        if relation.many_to_many:
            continue
        field, model = relation.field, relation.related_model
        for row in model._base_manager.filter(**{field.name: source}):
            if row == target:
                continue
            twin = _twin(row, field, target)
            counts[model, bool(twin)] += 1
            if twin:
                _absorb(row, twin, counts)
            else:
                setattr(row, field.name, target)
                row.save()
    _leave_address(source, target)
    filled = _fill(source, target)
    source.delete()
    if filled:
        target.save()


def _twin(row: models.Model, field: models.Field, target: models.Model) -> models.Model | None:
    """Return the row that says of ``target`` what ``row`` says of the other, if there is one."""
    for names in (*_unique_together(type(row)), *_same_when(type(row), field)):
        if field.name not in names:
            continue
        same = {field.name: target}
        for name, lookup in names.items():
            if name != field.name:
                same[name + lookup] = getattr(row, name)
        if any(value is None for value in same.values()):
            continue
        if twin := type(row)._base_manager.filter(**same).exclude(pk=row.pk).first():
            return twin
    return None


def _same_when(model: type[models.Model], field: models.Field) -> list[dict[str, str]]:
    return [dict.fromkeys((field.name, *names), "") for names in SAME_WHEN.get(model, [])]


def _unique_together(model: type[models.Model]) -> list[dict[str, str]]:
    """Return the columns of each unique constraint, each with how its values are compared."""
    found = [
        {field.name: ""}
        for field in model._meta.concrete_fields
        if field.unique and field.is_relation
    ]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            names = dict.fromkeys(constraint.fields, "")
            for expression in constraint.expressions:
                folded = isinstance(expression, Lower)
                column = expression.source_expressions[0] if folded else expression
                names[column.name] = "__iexact" if folded else ""
            found.append(names)
    return found


def _fill(source: models.Model, target: models.Model) -> bool:
    filled = False
    for field in target._meta.concrete_fields:
        value, held = getattr(source, field.attname), getattr(target, field.attname)
        if held in (None, "") and value not in (None, "") and not field.unique and _free(field):
            setattr(target, field.attname, value)
            filled = True
    return filled


def _free(field: models.Field) -> bool:
    """May the column be filled from the other row? What makes a term what it is may not."""
    return field.name not in ("parent", "first_cycle", "last_cycle", "practice")


def _leave_address(source: models.Model, target: models.Model) -> None:
    for facet, column in IN_ADDRESSES.get(type(source), []):
        FormerTerm.remember(facet, str(getattr(source, column)), str(getattr(target, column)))


def _keep_spelling(source: City, target: City) -> None:
    """Let the city be found by the name that is gone."""
    known = [target.name, *target.alternate_names.splitlines()]
    added = [name for name in (source.name, *source.alternate_names.splitlines())
             if name not in known]  # fmt: skip
    longest = City._meta.get_field("alternate_names").max_length
    names = "\n".join(dict.fromkeys([*known[1:], *added]))
    if added and len(names) <= longest:
        target.alternate_names = names
        target.save()
