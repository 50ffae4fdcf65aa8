"""Cases like a case, each with what they have in common said in words."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import search as engine
from cases.models import Classification, Location, Practice
from cases.search import Kin
from fields.term import said

SHOWN = 4


@dataclass(frozen=True)
class Related:
    title: str
    language: str
    address: str
    compare_address: str
    reason: str


def related_cases(case: Practice) -> list[Related]:
    """Return the published cases most like ``case``, in one query besides the index."""
    found = engine.related(case.pk, SHOWN)
    if not found:
        return []
    cards, categories, places = _rows([case.pk, *(kin.practice_id for kin in found)])
    return [
        Related(
            *cards[kin.practice_id][:2],
            reverse("practice", args=[cards[kin.practice_id][2]]),
            f"{reverse('compare')}?case={case.slug}&case={cards[kin.practice_id][2]}",
            _reason(case.pk, kin, categories, places),
        )
        for kin in found
        if kin.practice_id in cards
    ]


def _rows(keys: list[int]) -> tuple[dict, dict, dict]:
    """Return by practice (title, language, slug), {sub-category: top} and {country: region}."""

    def rows(source, kind, key, *columns):
        return source.order_by().values_list(key, Value(kind), *columns)

    top = Coalesce("category__parent__name", Value(""))
    chosen = Classification.objects.filter(practice__in=keys)
    located = Location.objects.filter(practice__in=keys)
    country, region = "country__name", "country__region__name"
    found = rows(
        Practice.objects.published().filter(pk__in=keys), "a", "pk", "title", "language", "slug"
    ).union(
        rows(chosen, "b", "practice_id", "category__name", top, Value("")),
        rows(located, "c", "practice_id", country, region, Value("")),
        all=True,
    )
    cards, categories, places = {}, defaultdict(dict), defaultdict(dict)
    for pk, kind, first, second, third in sorted(found):
        if kind == "a":
            cards[pk] = (first, second, third)
        elif kind == "b":
            name, top = said(first), said(second)
            categories[pk][f"{top}: {name}" if top else name] = top or name
        else:
            places[pk][said(first)] = said(second)
    return cards, categories, places


def _reason(case: int, kin: Kin, categories: dict, places: dict) -> str:
    """Say what two cases share: the narrowest term of each kind, then words."""
    both = categories[case].keys() & categories[kin.practice_id].keys()
    subs = sorted(name for name in both if categories[case][name] != name)
    tops = set(categories[case].values()) & set(categories[kin.practice_id].values())
    countries = [name for name in places[case] if name in places[kin.practice_id]]
    regions = set(places[case].values()) & set(places[kin.practice_id].values())
    parts = []
    if subs:
        parts.append(_("same category %s") % subs[0])
    elif tops:
        parts.append(_("same category %s") % min(tops))
    if countries:
        parts.append(_("same country %s") % countries[0])
    elif regions:
        parts.append(_("same region %s") % min(regions))
    if kin.words:
        parts.append(_("shares the words %s") % ", ".join(kin.words))
    return "; ".join(parts)
