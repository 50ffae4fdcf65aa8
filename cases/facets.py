"""The facets: by what the collection is narrowed and counted. This is the only list of them.

A facet is given by the ways from a practice to its values. The filter on the database and the
search index are both made from those ways, so they cannot mean different things.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from cases.models import (
    Category,
    City,
    Claim,
    Country,
    Ecosystem,
    FinancialYear,
    FollowUp,
    LevelOfActivity,
    Practice,
    Recognition,
    Region,
    SupportType,
    Transfer,
)
from fields.term import said
from partners.models import Organisation, OrganisationType

Labels = Callable[[Iterable[str]], dict[str, str]]


def _slugged(model) -> Labels:
    def labels(values):
        rows = model.objects.filter(slug__in=values).values_list("slug", "name")
        return {value: said(name) for value, name in rows}

    return labels


def _named(model, key: str = "pk") -> Labels:
    def labels(values):
        rows = model.objects.filter(**{f"{key}__in": values}).values_list(key, "name")
        return {str(value): name for value, name in rows}

    return labels


def _countries(codes: Iterable[str]) -> dict[str, str]:
    return {code: said(name) for code, name in _named(Country)(codes).items()}


def _numbered(model) -> Labels:
    """Of rows whose keys are numbers; what can be no key has no label."""
    named = _named(model)
    return lambda values: named([v for v in values if re.fullmatch(r"[1-9][0-9]{0,17}", v)])


def _chosen(choices) -> Labels:
    return lambda values: {value: str(label) for value, label in choices if value in set(values)}


def _as_typed(values: Iterable[str]) -> dict[str, str]:
    return {value: value for value in values}


def _expression(way) -> Cast:
    return Cast(F(way) if isinstance(way, str) else way, CharField())


@dataclass(frozen=True)
class Facet:
    """``ways`` are lookups or expressions from a practice to values, which are compared as text."""

    name: str
    label: str
    ways: tuple
    labels: Labels = field(default=_as_typed)
    order: tuple[str, ...] = ()

    def narrow(self, practices: QuerySet, values: Iterable[str]) -> QuerySet:
        """Return the practices that have any of ``values``."""
        condition = Q()
        for way in self.ways:
            rows = Practice.objects.alias(facet_value=_expression(way)).order_by()
            condition |= Q(pk__in=rows.filter(facet_value__in=list(values)).values("pk"))
        return practices.filter(condition)

    def values_of(self, practice_ids: Iterable[int] | QuerySet) -> dict[int, set[str]]:
        """Return the facet's values of each practice, in one query a way."""
        found: dict[int, set[str]] = {}
        for way in self.ways:
            rows = Practice.objects.filter(pk__in=practice_ids).order_by()
            rows = rows.annotate(facet_value=_expression(way))
            for pk, value in rows.values_list("pk", "facet_value"):
                if value not in (None, ""):
                    found.setdefault(pk, set()).add(value)
        return found


def _last_follow_up() -> Coalesce:
    last = FollowUp.objects.filter(practice=OuterRef("pk")).order_by("-date", "-pk")
    return Coalesce(Subquery(last.values("state")[:1]), Value("none"))


def _having(model, name: str) -> Case:
    return Case(When(Exists(model.objects.filter(practice=OuterRef("pk"))), then=Value(name)))


SIZES = (
    ("below-20000", _("fewer than 20,000 people"), 20_000),
    ("20000-50000", _("20,000 to 50,000 people"), 50_000),
    ("50000-100000", _("50,000 to 100,000 people"), 100_000),
    ("100000-250000", _("100,000 to 250,000 people"), 250_000),
    ("250000-500000", _("250,000 to 500,000 people"), 500_000),
    ("500000-1000000", _("500,000 to 1 million people"), 1_000_000),
    ("1000000-5000000", _("1 to 5 million people"), 5_000_000),
    ("5000000-up", _("5 million people and more"), None),
)
"""Sizes of cities: value, label, and the population that is too large for it."""


def sizes_between(least: float, most: float) -> tuple[str, ...]:
    """Return the sizes of SIZES in which cities of ``least`` to ``most`` people are."""
    floors = (0, *(above for _value, _label, above in SIZES))
    return tuple(
        value
        for (value, _label, above), floor in zip(SIZES, floors, strict=False)
        if floor <= most and (above is None or least < above)
    )


def _size(population: str) -> Case:
    """Return the size of a city; none where its population is not known."""
    *limited, (largest, _label, _above) = SIZES
    below = f"{population}__lt"
    sizes = [When(**{below: above}, then=Value(value)) for value, _label, above in limited]
    return Case(*sizes, When(**{f"{population}__isnull": False}, then=Value(largest)))


FOLLOW_UP_STATES = [*FollowUp.State.choices, ("none", _("no follow-up yet"))]
PARTS = [
    ("claims", _("claims with values")),
    ("transfers", _("taken up elsewhere")),
    ("money", _("financial profile")),
]

FACETS = (
    Facet("region", _("Region"), ("locations__country__region__slug",), _slugged(Region)),
    Facet("country", _("Country"), ("locations__country_id",), _countries),
    Facet("city", _("City"), ("locations__city_id",), _numbered(City)),
    Facet(
        "population",
        _("Size of city"),
        (_size("locations__city__population"),),
        _chosen([size[:2] for size in SIZES]),
        order=tuple(size[0] for size in SIZES),
    ),
    Facet(
        "income_group",
        _("Income group of country"),
        ("locations__country__income_group",),
        _chosen(Country.IncomeGroup.choices),
        order=tuple(Country.IncomeGroup.values),
    ),
    Facet(
        "category",
        _("Category"),
        ("categories__slug", "categories__parent__slug"),
        _slugged(Category),
    ),
    Facet("level", _("Level of activity"), ("level_of_activity__slug",), _slugged(LevelOfActivity)),
    Facet("ecosystem", _("Ecosystem"), ("ecosystem__slug",), _slugged(Ecosystem)),
    Facet(
        "recognition",
        _("Recognition"),
        ("recognitions__level",),
        _chosen(Recognition.Level.choices),
        order=tuple(Recognition.Level.values),
    ),
    Facet("cycle", _("Cycle"), ("recognitions__cycle__year",)),
    Facet(
        "organisation_type",
        _("Type of partner"),
        ("partnerships__organisation__type__slug",),
        _slugged(OrganisationType),
    ),
    Facet(
        "support",
        _("Type of support"),
        ("partnerships__supports__type__slug",),
        _slugged(SupportType),
    ),
    Facet(
        "funder",
        _("Funder"),
        (Coalesce(F("funders__partnership__organisation__name"), F("funders__label")),),
    ),
    Facet(
        "organisation",
        _("Organisation"),
        (
            "partnerships__organisation_id",
            "contact_organisation_id",
            "nominating_organisation_id",
        ),
        _numbered(Organisation),
    ),
    Facet("language", _("Language"), ("language",), _chosen(Practice.Language.choices)),
    Facet("follow_up", _("Last known state"), (_last_follow_up(),), _chosen(FOLLOW_UP_STATES)),
    Facet(
        "evidence",
        _("Evidence of claims"),
        ("claims__evidence",),
        _chosen(Claim.Evidence.choices),
    ),
    Facet(
        "has",
        _("With"),
        (
            _having(Claim, "claims"),
            _having(Transfer, "transfers"),
            _having(FinancialYear, "money"),
        ),
        _chosen(PARTS),
    ),
)
FACETS_BY_NAME = {facet.name: facet for facet in FACETS}
