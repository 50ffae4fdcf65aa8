"""What the parser of saved pages knows by name, taken from the database."""

from functools import cache

from django_countries import countries as iso_countries

from cases.importers.saved_page import Vocabulary
from cases.models import (
    Category,
    City,
    Country,
    Ecosystem,
    LevelOfActivity,
    NarrativeHeading,
    Recognition,
    SupportType,
    UnknownTerm,
)
from partners.models import OrganisationType

FLAT = ("level_of_activity", "ecosystem", "organisation_type", "support_type")


def page_vocabulary() -> Vocabulary:
    """Return the vocabularies as they are now; cities are looked up one by one when asked for."""
    categories: dict[str, list[str]] = {}
    for category in Category.objects.select_related("parent").order_by("parent_id", "position"):
        top = category.parent or category
        branch = categories.setdefault(top.name, [])
        if category.parent_id:
            branch.append(category.name)
    return Vocabulary(
        countries=_countries(),
        categories=categories,
        levels_of_activity=_names(LevelOfActivity),
        ecosystems=_names(Ecosystem),
        organisation_types=_names(OrganisationType),
        support_types=_names(SupportType),
        headings=[(row.name, row.word_limit) for row in NarrativeHeading.objects.all()],
        recognition_levels={str(level.label): level.value for level in Recognition.Level},
        find_city=cache(_has_city),
        decided={name.replace("_", " "): _decided(name) for name in FLAT},
        decided_categories={
            texts: (term.parent.name, term.name) if term.parent else (term.name, None)
            for texts, term in UnknownTerm.meanings("category").items()
        },
    )


def _decided(vocabulary: str) -> dict[str, str]:
    return {text: term.name for (_, text), term in UnknownTerm.meanings(vocabulary).items()}


def _names(model) -> list[str]:
    return list(model.objects.values_list("name", flat=True))


def _countries() -> dict[str, str]:
    known = {}
    for code, name in Country.objects.values_list("code", "name"):
        known.update({variant: code for variant in (iso_countries.alpha3(code), name) if variant})
    return known


def _has_city(name: str, country: str) -> bool:
    return City.objects.filter(name__iexact=name, country=country).exists()
