"""What is said of the cases a query string finds: facets, coverage; and names while one types."""

from django.urls import reverse
from rest_framework.exceptions import ValidationError

from cases import search as engine
from cases.api import search_shapes as shapes
from cases.api.parameters import SEARCH, SUGGEST
from cases.api.problems import IndexMissing
from cases.api.resource import Moved, Resource
from cases.criteria import Criteria
from cases.facets import FACETS, FACETS_BY_NAME
from cases.filters import PracticeFilter
from cases.views import facet_panel
from cases.views.addresses import facet_address, search_query
from cases.views.coverage import TABLES, coverage_line
from cases.views.coverage_file import lines


class OfASearch(Resource):
    """A resource about the cases that the query string of ``/search/`` asks for."""

    parameters = SEARCH

    def criteria(self) -> Criteria:
        """Return what is asked for; raise ValidationError, or Moved when a term was renamed."""
        query = self.request.query_params
        asked = PracticeFilter(query)
        if not asked.is_valid():
            raise ValidationError(asked.errors)
        criteria = asked.criteria
        if asked.moved:
            raise Moved(self.with_query(search_query(criteria)))
        return criteria

    def with_query(self, changed) -> str:
        """Return this address with the parameters of the search as in ``changed``."""
        query = self.request.query_params.copy()
        for parameter in SEARCH:
            query.pop(parameter.name, None)
        for name, value in changed:
            query.appendlist(name, value)
        return self.address(f"{self.request.path}?{query.urlencode()}")


class Facets(OfASearch):
    """The facets of a list: how many cases each choice would show.

    The count of a value is what choosing it shows, given the words and the other facets, as beside
    the list on `/search/`. Of cities and funders there are the 50 with most cases, of
    organisations the chosen ones.
    """

    tag = "Search"
    shape = shapes.Facets

    def find(self):
        criteria = self.criteria()
        result = engine.search(criteria, self.request.reader, size=1)
        if not result.complete:
            raise IndexMissing
        options = facet_panel.with_chosen(result.facets, criteria)
        return {
            "total": result.total,
            "facets": [
                {
                    "name": facet.name,
                    "label": str(facet.label),
                    "options": [_option(option) for option in options[facet.name]],
                }
                for facet in FACETS
            ],
            "years": [{"year": year, "cases": cases} for year, cases in result.years],
        }


def _option(option: engine.Option) -> dict:
    return {
        "value": option.value,
        "label": option.label,
        "cases": option.count,
        "chosen": option.selected,
        "below": [_option(child) for child in option.children],
    }


class Coverage(OfASearch):
    """What a list covers of the collection, and what it does not."""

    tag = "Search"
    shape = shapes.Coverage

    def find(self):
        criteria = self.criteria()
        covered = engine.coverage(criteria, self.request.reader)
        if covered is None:
            raise IndexMissing
        rows: dict[str, list[dict]] = {}
        for name, value, label, cases, whole in lines(covered):
            row = {"value": value, "label": label, "cases": cases, "whole": whole}
            rows.setdefault(name, []).append(row)
        return {
            "total": covered.total,
            "whole": covered.whole_total,
            "sentence": coverage_line(criteria, self.request.reader),
            "tables": [
                {"name": name, "label": str(FACETS_BY_NAME[name].label), "rows": rows.get(name, [])}
                for name in TABLES
            ],
            "years": [{**row, "year": int(row["value"])} for row in rows.get("year", [])],
        }


class Suggestions(Resource):
    """Names that begin as typed: cases, places, categories, organisations, funders."""

    tag = "Search"
    parameters = (SUGGEST,)
    shape = shapes.Suggestions

    def find(self):
        text = self.request.query_params.get("q", "")
        found = engine.suggest(text, self.request.reader)
        return {"suggestions": [{**vars(name), "url": self._url(name)} for name in found]}

    def _url(self, name: engine.Suggestion) -> str:
        if name.kind == engine.CASE:
            return self.address(reverse("api:practice", args=[name.value]))
        if name.kind == "organisation":
            return self.address(reverse("api:organisation", args=[name.value]))
        return self.address(reverse("api:practices") + facet_query(name.kind, name.value))


def facet_query(name: str, value: str) -> str:
    return "?" + facet_address(name, value).partition("?")[2]
