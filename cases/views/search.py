"""The search page. Its address holds its whole state."""

from dataclasses import replace
from functools import partial

from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from cases import charts
from cases import search as engine
from cases.access import Part, Reader, may_read
from cases.criteria import Criteria, Sort
from cases.exports import FORMATS
from cases.filters import PracticeFilter
from cases.models import DataVersion, Practice
from cases.page_cache import same_for_every_visitor
from cases.views import facet_panel
from cases.views.addresses import search_address
from cases.views.coverage import coverage_line
from cases.views.kept import Shelf
from cases.views.paging import page_number, pages
from web.rate_limit import SAFE, rate_limited

SIZE = 20


@same_for_every_visitor
@rate_limited("search", methods=SAFE)
def search(request):
    asked = PracticeFilter(request.GET, queryset=Practice.objects.published())
    if not asked.is_valid():
        q = "" if "q" in asked.form.errors else request.GET.get("q", "")
        refused = {"form": asked.form, "q": q}
        return render(request, "cases/search_refused.html", refused, status=400)
    criteria, number = asked.criteria, page_number(request)
    if asked.moved:
        return redirect(search_address(criteria, number), permanent=True)
    result = engine.search(criteria, request.reader, page=number, size=SIZE)
    facets = facet_panel.with_chosen(result.facets, criteria)
    shelf = Shelf(result.data_version or DataVersion.current())
    context = {
        "criteria": criteria,
        "result": result,
        "did_you_mean_address": search_address(replace(criteria, q=result.did_you_mean or "")),
        "cards": shelf.cards(result.hits),
        "panel": shelf.keep(
            f"{request.reader} {search_address(criteria)}", lambda: _panel(criteria, result, facets)
        ),
        "chips": facet_panel.chips(facets, criteria),
        "sorts": _sorts(criteria, request.reader),
        "exports": _exports(criteria, request.reader),
        "pages": pages(result.total, number, SIZE, partial(search_address, criteria)),
        "coverage_line": shelf.keep(
            f"coverage {request.reader} {search_address(criteria)}",
            lambda: coverage_line(criteria, request.reader),
        ),
        "coverage_address": search_address(criteria, view="coverage"),
        "claims_address": search_address(criteria, view="claims"),
        "cite_address": search_address(criteria, view="cite_search"),
        "feed_address": search_address(criteria, view="feed"),
    }
    response = render(request, "cases/search.html", context)
    response.same_for_every_visitor = result.data_version == DataVersion.current()
    return response


def _panel(criteria: Criteria, result: engine.Result, facets: facet_panel.Options) -> str:
    context = {
        "criteria": criteria,
        "groups": facet_panel.groups(facets, criteria),
        "years": result.years,
        "histogram": charts.year_histogram(result.years, criteria.year_from, criteria.year_to),
    }
    return render_to_string("cases/_facets.html", context)


def _sorts(criteria: Criteria, reader: Reader) -> list[tuple[str, str, bool]]:
    """Return the orders ``reader`` may choose from, each with whether it is chosen.

    Without words nothing is more relevant; who may not read budgets cannot sort by them.
    """
    closed = set() if may_read(reader, Part.FINANCES) else {Sort.BUDGET}
    if not criteria.q:
        closed.add(Sort.RELEVANCE)
    chosen = Sort.NEWEST if criteria.sort in closed else criteria.sort
    return [(value, label, value == chosen) for value, label in Sort.choices if value not in closed]


def _exports(criteria: Criteria, reader: Reader) -> list[tuple[str, str]]:
    """Return label and address of the list in each format, nothing to who may not export."""
    if not may_read(reader, Part.EXPORT):
        return []
    query = search_address(criteria).partition("?")[2]
    addresses = ((made.label, reverse("export", args=[name])) for name, made in FORMATS.items())
    return [(label, f"{address}?{query}" if query else address) for label, address in addresses]
