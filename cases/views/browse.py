"""Browsing: a page for each place, category, level, ecosystem and organisation, and their lists."""

from dataclasses import dataclass, replace
from functools import partial

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cases import charts
from cases import search as engine
from cases.access import Reader
from cases.charts import EARTH
from cases.criteria import Criteria, Sort
from cases.facets import FACETS_BY_NAME
from cases.filters import PracticeFilter
from cases.models import Category, Ecosystem, FormerTerm, LevelOfActivity, Region
from cases.page_cache import same_for_every_visitor
from cases.search import Option
from cases.views.addresses import browse_address, facet_address, search_address
from cases.views.kept import Shelf
from cases.views.map import spots_of
from cases.views.paging import page_number, pages

KINDS = {
    "region": (_("Regions"), ("country", "category")),
    "country": (_("Countries"), ("city", "category")),
    "city": (_("Cities"), ("category",)),
    "level": (_("Levels of activity"), ("region", "category")),
    "ecosystem": (_("Ecosystems"), ("region", "category")),
    "cycle": (_("Cycles"), ()),
    "organisation": (_("Organisations"), ("country", "category")),
    "category": (_("Categories"), ("category", "region")),
}
"""What can be browsed: how it is called, and what the pages of its terms are divided by.

A cycle has a page of its own.
"""
DESCRIBED = {
    "region": Region,
    "category": Category,
    "level": LevelOfActivity,
    "ecosystem": Ecosystem,
}
FIRST_OF_A_KIND, SHOWN, SIZE = 12, 8, 300


@dataclass(frozen=True)
class Link:
    label: str
    count: int
    address: str
    below: tuple["Link", ...] = ()


@same_for_every_visitor
def browse(request):
    """Show all kinds, of each kind the values that most cases have."""
    result = engine.search(Criteria(sort=Sort.NEWEST), request.reader, size=1)
    kinds = [
        (name, label, _links(name, _options(name, result, request.reader)))
        for name, (label, _divided_by) in KINDS.items()
    ]
    context = {
        "result": result,
        "kinds": [
            (name, label, links if name == "category" else links[:FIRST_OF_A_KIND], len(links))
            for name, label, links in kinds
            if links
        ],
    }
    return _answer(render(request, "cases/browse.html", context), result)


@same_for_every_visitor
def browse_kind(request, kind: str):
    """List every value of a kind that a case has, by name."""
    if kind not in KINDS:
        raise Http404(_("There is nothing of that kind to browse."))
    result = engine.search(Criteria(sort=Sort.NEWEST), request.reader, size=1)
    links = _links(kind, _options(kind, result, request.reader))
    links.sort(key=lambda link: link.label.casefold())
    number = page_number(request)
    shown = pages(len(links), number, SIZE, partial(_kind_address, kind))
    page = shown["page"]
    context = {
        "result": result,
        "label": KINDS[kind][0],
        "links": links[page.start_index() - 1 : page.end_index()] if links else [],
        "number": len(links),
        "pages": shown,
    }
    return _answer(render(request, "cases/browse_kind.html", context), result)


@same_for_every_visitor
def browse_term(request, kind: str, value: str):
    """Show what a term means, in numbers and on a map, and its newest cases."""
    if kind == "cycle" and value.isdecimal() and len(value) < 5:
        return redirect("cycle", int(value), permanent=True)
    label = FACETS_BY_NAME[kind].labels([value]).get(value) if kind in KINDS else None
    if label is None or kind == "cycle":
        return _moved(kind, value)
    criteria = PracticeFilter({kind: [value], "sort": Sort.NEWEST}).criteria
    of_term = Criteria(values={kind: (value,)})
    result = engine.search(criteria, request.reader, size=SHOWN)
    if not result.total and kind in engine.LONG:
        raise Http404(_("No case of the collection is of it."))
    counts = engine.by_city(criteria, request.reader) or {}
    shelf = Shelf(result.data_version)
    context = {
        "kind": FACETS_BY_NAME[kind].label,
        "kinds": KINDS[kind][0],
        "kind_address": _kind_address(kind),
        "label": label,
        "description": _description(kind, value),
        "sentence": _sentence(result),
        "result": result,
        "levels": result.facets["recognition"],
        "divisions": _divisions(kind, value, result),
        "years": charts.year_histogram(result.years, None, None),
        "year_counts": result.years,
        "drawing": charts.dot_map(
            EARTH,
            [(spot.latitude, spot.longitude) for spot in spots_of(counts)],
            {option.value for option in result.facets["country"]},
        ),
        "cards": shelf.cards(result.hits),
        "list_address": facet_address(kind, value),
        "map_address": search_address(of_term, view="search_map"),
        "feed_address": search_address(of_term, view="feed"),
    }
    return _answer(render(request, "cases/browse_term.html", context), result)


def pages_to_browse() -> list[str]:
    """Return the addresses of all these pages, those of terms without any case left out."""
    result = engine.search(Criteria(sort=Sort.NEWEST), Reader.VISITOR, size=1)
    found = [reverse("browse")]
    for kind in KINDS:
        links = _links(kind, _options(kind, result, Reader.VISITOR))
        each = [link.address for top in links for link in (top, *top.below)]
        found += [_kind_address(kind), *each]
    return found


def _answer(response, result: engine.Result):
    response.same_for_every_visitor = result.complete and engine.in_step()
    return response


def _kind_address(kind: str, page: int = 1) -> str:
    address = reverse("browse_kind", args=[kind])
    return address if page == 1 else f"{address}?page={page}"


def _options(name: str, result: engine.Result, reader) -> list[Option]:
    """Return the values of a kind, most cases first; cycles the latest first."""
    if name in engine.LONG:
        return engine.options_of(name, Criteria(), reader)
    options = result.facets[name]
    return sorted(options, key=lambda o: o.value, reverse=True) if name == "cycle" else options


def _links(name: str, options: list[Option]) -> list[Link]:
    return [
        Link(
            option.label,
            option.count,
            browse_address(name, option.value),
            tuple(_links(name, option.children)),
        )
        for option in options
    ]


def _moved(kind: str, value: str):
    """Lead to what a term is called now; raise Http404 for what never was one."""
    former = FormerTerm.objects.filter(facet=kind, value=value).first()
    if former is None:
        raise Http404(_("There is no such term."))
    return redirect(browse_address(kind, former.now), permanent=True)


def _description(kind: str, value: str) -> str:
    """Return what curators wrote of a term; empty when they wrote nothing."""
    model = DESCRIBED.get(kind)
    found = model and model.objects.filter(slug=value).values_list("description", flat=True).first()
    return found or ""


def _sentence(result: engine.Result) -> str:
    """Say in a sentence how many cases there are, from how many countries, of which years."""
    if not result.total:
        return gettext("No case of the collection is of it yet.")
    countries = len(result.facets["country"])
    cases = ngettext("%d case", "%d cases", result.total) % result.total
    places = ngettext("%d country", "%d countries", countries) % countries
    if not result.years:
        return gettext("%(cases)s from %(places)s.") % {"cases": cases, "places": places}
    first, last = result.years[0][0], result.years[-1][0]
    words = {"cases": cases, "places": places, "first": first, "last": last}
    if first == last:
        return gettext("%(cases)s from %(places)s, active in %(first)s.") % words
    return gettext("%(cases)s from %(places)s, active between %(first)s and %(last)s.") % words


def _divisions(kind: str, value: str, result: engine.Result) -> list[tuple[str, list[Link]]]:
    """Return by what the cases of a term can be divided further, with the values of each."""
    found = []
    for name in KINDS[kind][1]:
        options = result.facets[name]
        if name == kind:
            options = [option for top in options for option in top.children if top.value == value]
        links = [replace(link, below=()) for link in _links(name, options[:FIRST_OF_A_KIND])]
        if links:
            found.append((KINDS[name][0], links))
    return found
