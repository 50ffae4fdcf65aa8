"""The terms a record names, each with the address of the page about it."""

from dataclasses import dataclass

from django.db.models import Value

from cases.glossary import country
from cases.models import Category, Ecosystem, LevelOfActivity
from cases.views.addresses import browse_address
from fields.term import said


@dataclass(frozen=True)
class LinkedTerm:
    """``address`` is empty for a term that is no longer in its vocabulary under this name."""

    name: str
    address: str = ""


def linked_terms(record: dict) -> dict:
    """Return "countries", "categories", "level", "ecosystem" of ``record`` as linked terms.

    "categories" are pairs of a top category and its sub-categories; "country_names" has the names
    of all countries in the record, those of transfers included, by code.
    """
    transfers = {row["country"] for row in record["transfers"]} - {None}
    names = {code: said(country(code)) for code in {*record["countries"], *transfers}}
    return {
        "country_names": names,
        "countries": [
            LinkedTerm(names[code], browse_address("country", code)) for code in record["countries"]
        ],
        "categories": _categories(record["categories"]),
        **_terms({"level": record["level_of_activity"], "ecosystem": record["ecosystem"]}),
    }


def _categories(rows: list[dict]) -> list[tuple[LinkedTerm, list[LinkedTerm]]]:
    names = {row["category"] for row in rows}.union(*(row["subcategories"] for row in rows))
    found = Category.objects.filter(name__in=names).values_list("parent__name", "name", "slug")
    slugs = {(parent, name): slug for parent, name, slug in found}

    def linked(parent, name):
        slug = slugs.get((parent, name))
        return LinkedTerm(said(name), browse_address("category", slug) if slug else "")

    return [
        (linked(None, row["category"]), [linked(row["category"], n) for n in row["subcategories"]])
        for row in rows
    ]


def _terms(names: dict[str, str | None]) -> dict[str, LinkedTerm | None]:
    def rows(model, facet):
        return model.objects.filter(name=names[facet]).order_by().values_list(Value(facet), "slug")

    found = rows(LevelOfActivity, "level").union(rows(Ecosystem, "ecosystem"), all=True)
    addresses = {facet: browse_address(facet, slug) for facet, slug in found}
    return {
        facet: LinkedTerm(said(name), addresses.get(facet, "")) if name else None
        for facet, name in names.items()
    }
