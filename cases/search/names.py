"""Names that may be suggested while somebody types: of places, categories, organisations, funders.

A name stands in the index once for each of its words: as the folded name from that word on, so the
dictionary of terms, which is sorted, gives all names of which a word begins as typed. The term also
holds what is needed to show the name and to link to its cases.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import F
from django.db.models.functions import Coalesce

from cases.access import Part
from cases.models import Classification, Funder, Location, Partnership, Practice

from . import schema
from .analysis import words
from .stored import GAP

MOST_BEGINNINGS = 8
KEPT_NAMES = 20_000


@dataclass(frozen=True)
class Source:
    """Names of a kind: where their ``value`` and ``label`` stand, and by what words they are found.

    The kind is the name of the facet whose value this is.
    """

    kind: str
    model: type
    value: object
    label: object
    others: tuple[str, ...] = ()
    detail: str | None = None
    part: Part | None = None
    practice: str = "practice_id"


def _organisation(model, way: str, practice: str = "practice_id") -> Source:
    name = f"{way}__name"
    return Source("organisation", model, f"{way}_id", name, (f"{way}__acronym",), practice=practice)


_FUNDER = Coalesce(F("partnership__organisation__name"), F("label"))
SOURCES = (
    Source("region", Location, "country__region__slug", "country__region__name"),
    Source("country", Location, "country_id", "country__name"),
    Source("city", Location, "city_id", "city__name", ("city__alternate_names",), "country__name"),
    Source("category", Classification, "category__slug", "category__name"),
    Source("category", Classification, "category__parent__slug", "category__parent__name"),
    _organisation(Partnership, "organisation"),
    _organisation(Practice, "contact_organisation", practice="pk"),
    _organisation(Practice, "nominating_organisation", practice="pk"),
    Source("funder", Funder, _FUNDER, _FUNDER, part=Part.FINANCES),
)


def names_of(practices: Iterable[int]) -> dict[int, dict[str, set[str]]]:
    """Return the terms of the names of each practice, by the column they go to."""
    found: dict[int, dict[str, set[str]]] = {}
    for source in SOURCES:
        column = schema.column_of(source.part)
        if column is None:
            continue
        rows = source.model.objects.filter(**{f"{source.practice}__in": practices})
        rows = rows.annotate(value=_expression(source.value), text=_expression(source.label))
        wanted = (source.practice, "value", "text", *source.others)
        if source.detail:
            wanted += (source.detail,)
        for pk, value, label, *rest in rows.order_by().values_list(*wanted):
            if value and label:
                detail = rest.pop() if source.detail else ""
                terms = _terms(source.kind, str(value), label, detail, *rest)
                found.setdefault(pk, {}).setdefault(column, set()).update(terms)
    return found


def _expression(way):
    return F(way) if isinstance(way, str) else way


@lru_cache(KEPT_NAMES)
def _terms(kind: str, value: str, label: str, detail: str, *others: str) -> frozenset[str]:
    spellings = [label, *(line for text in others for line in (text or "").splitlines())]
    shown = f"{label}, {detail}" if detail else label
    return frozenset(
        GAP.join((kind, beginning, value, shown))
        for spelling in spellings
        for beginning in beginnings(spelling)
    )


@lru_cache(KEPT_NAMES)
def beginnings(name: str) -> list[str]:
    """Return the folded name from its first word on, from its second on, and so forth."""
    found = words(name)
    return [" ".join(found[start:]) for start in range(min(len(found), MOST_BEGINNINGS))]
