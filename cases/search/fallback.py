"""Searching by the database while there is no index: open text only, no counts, plainly said."""

import operator
from functools import reduce

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Lower

from cases.criteria import Criteria, Sort
from cases.facets import FACETS_BY_NAME
from cases.filters import active_between, lying_in
from cases.models import Practice

from .query import Question

COLUMNS = (
    "title",
    "summary",
    "locations__city__name",
    "locations__country__name",
    "partnerships__organisation__name",
)
MOST_WORDS = 8


def practices(criteria: Criteria, question: Question) -> QuerySet:
    """Return the published practices with all of the first words in their open text."""
    found = Practice.objects.published()
    for text in (*question.words[:MOST_WORDS], *(" ".join(phrase) for phrase in question.phrases)):
        found = found.filter(pk__in=_having(text))
    for chunks in question.excluded:
        found = found.exclude(pk__in=_having(" ".join(chunks)))
    for name, values in criteria.values.items():
        found = FACETS_BY_NAME[name].narrow(found, values)
    found = lying_in(found, criteria.box)
    return _sorted(active_between(found, criteria.year_from, criteria.year_to), criteria.sort)


def _having(text: str) -> QuerySet:
    conditions = [Q(**{f"{column}__icontains": text}) for column in COLUMNS]
    return Practice.objects.filter(reduce(operator.or_, conditions)).values("pk")


def _sorted(found: QuerySet, sort: str) -> QuerySet:
    if sort == Sort.TITLE:
        return found.order_by(Lower("title"), "pk")
    if sort == Sort.PLACE:
        return found.annotate(place=Min("locations__country__name")).order_by("place", "title")
    return found.order_by(F("first_published").desc(nulls_last=True), "-pk")
