"""What cases are described with: categories, countries, cities, cycles."""

from functools import cached_property

from django.db.models import Exists, OuterRef
from django.urls import reverse

from cases import search as engine
from cases.api import term_shapes as shapes
from cases.api.paging import Paged
from cases.api.parameters import COUNTRY, PAGE, PAGE_SIZE, country_of
from cases.api.resource import Resource
from cases.api.searching import facet_query
from cases.criteria import Criteria
from cases.models import Category, City, Country, Cycle, Location


class Terms(Resource):
    """A vocabulary, with how many cases each term has: those its list shows."""

    tag = "Vocabularies"

    @cached_property
    def _facets(self) -> dict[str, list[engine.Option]] | None:
        result = engine.search(Criteria(), self.request.reader, size=1)
        return result.facets if result.complete else None

    def counted(self, facet: str, value: str) -> dict:
        """Return the number of cases with a value of a facet, and the address of their list."""
        return {
            "cases": None if self._facets is None else self._counts(facet).get(value, 0),
            "practices": self.address(reverse("api:practices") + facet_query(facet, value)),
        }

    def _counts(self, facet: str) -> dict[str, int]:
        options = self._facets[facet]
        return {each.value: each.count for top in options for each in (top, *top.children)}


class Categories(Terms):
    """The categories in two levels."""

    shape = shapes.CategoryTree

    def find(self):
        tops = list(Category.objects.filter(parent=None).prefetch_related("subcategories"))
        return {
            "total": len(tops),
            "results": [
                {
                    **self._term(top),
                    "subcategories": [self._term(sub) for sub in top.subcategories.all()],
                }
                for top in tops
            ],
        }

    def _term(self, term: Category) -> dict:
        names = ("slug", "name", "description", "first_cycle", "last_cycle")
        own = {name: getattr(term, name) for name in names}
        return {**own, **self.counted("category", term.slug)}


class Countries(Terms):
    """Countries and territories, with their region and income group."""

    shape = shapes.CountryList

    def find(self):
        countries = list(Country.objects.select_related("region"))
        return {"total": len(countries), "results": [self._country(each) for each in countries]}

    def _country(self, country: Country) -> dict:
        return {
            "code": country.code,
            "name": country.name,
            "region": country.region.slug,
            "region_name": country.region.name,
            "income_group": country.income_group,
            **self.counted("country", country.code),
        }


class Cycles(Terms):
    """The award cycles, with how many submissions came in and how far they got."""

    shape = shapes.CycleList

    def find(self):
        names = ("year", "body", "name", "received", "best", "shortlisted", "awarded")
        cycles = Cycle.objects.values(*names, "criteria", "source")
        rows = [{**row, **self.counted("cycle", str(row["year"]))} for row in cycles]
        return {"total": len(rows), "results": rows}


class Cities(Paged):
    """The cities of cases, with where they lie and how many live there."""

    tag = "Vocabularies"
    parameters = (COUNTRY, PAGE, PAGE_SIZE)
    shape = shapes.CityList

    def find(self):
        of_cases = Location.objects.filter(city=OuterRef("pk"), practice__state="published")
        cities = City.objects.filter(Exists(of_cases)).order_by("name", "pk")
        if country := country_of(self.request.query_params):
            cities = cities.filter(country=country)
        head, shown = self.page_of(cities.count())
        options = engine.options_of("city", Criteria(), self.request.reader)
        counts = {option.value: option.count for option in options}
        return {**head, "results": [self._city(city, counts) for city in cities[shown]]}

    def _city(self, city: City, counts: dict[str, int]) -> dict:
        names = ("id", "geonames_id", "name", "country_id", "latitude", "longitude", "population")
        own = {name: getattr(city, name) for name in names}
        found = self.address(reverse("api:practices") + facet_query("city", str(city.pk)))
        cases = counts.get(str(city.pk), 0) if counts else None
        return {**own, "cases": cases, "practices": found}
