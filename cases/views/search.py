"""The search page, with the hits as a list, a map or a table. Its address holds its whole state."""

from dataclasses import replace
from functools import partial

from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cases import charts
from cases import search as engine
from cases.access import Part, Reader, may_read
from cases.criteria import Criteria, Sort
from cases.exports import FORMATS
from cases.filters import PracticeFilter
from cases.models import DataVersion, Recognition
from cases.own_place import OwnPlace, stated_in
from cases.page_cache import same_for_every_visitor
from cases.views import facet_panel
from cases.views.addresses import file_address, oembed_address, search_address
from cases.views.cards import cards_of, in_order
from cases.views.coverage import coverage_line
from cases.views.kept import Shelf, differences_line
from cases.views.map import hits_on_map
from cases.views.own_place import like_mine
from cases.views.paging import page_number, pages
from cases.views.refused import refused
from web.rate_limit import SAFE, rate_limited

SIZES = {"search": 20, "search_map": 20, "search_table": 50}
PAGES = {"coverage": "coverage", "claims": "claims", "cite": "cite_search", "feed": "feed"}
"""Other pages about the same hits, by what the template calls their addresses."""
VIEWS = {"search": _("List"), "search_map": _("Map"), "search_table": _("Table")}


@same_for_every_visitor
@rate_limited("search", methods=SAFE)
def search(request, view: str = "search"):
    """Show the hits of a search as ``view`` has them; each view knows the address of the others."""
    asked = PracticeFilter(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    criteria, number = asked.criteria, page_number(request)
    if asked.moved:
        return redirect(search_address(criteria, number, view), permanent=True)
    result = engine.search(criteria, request.reader, page=number, size=SIZES[view])
    own_place = stated_in(request.session)
    shelf = Shelf(result.data_version or DataVersion.current())
    keeps = request.user.is_authenticated and request.reader.is_subscriber
    around = shelf.keep(
        f"{request.reader} {keeps} {result.complete} {search_address(criteria, view=view)}",
        lambda: _around(view, criteria, result, request.reader, keeps),
    )
    context = {
        "criteria": criteria,
        "result": result,
        "view": view,
        "did_you_mean_address": search_address(replace(criteria, q=result.did_you_mean), view=view),
        **_hits(view, criteria, result, request.reader, shelf, own_place),
        "own_place": own_place,
        "like_mine": like_mine(own_place, criteria, view) if own_place else [],
        "around": around,
        "pages": pages(
            result.total, number, SIZES[view], partial(search_address, criteria, view=view)
        ),
        "feed_address": search_address(criteria, view="feed"),
        "oembed": oembed_address(search_address(criteria)),
    }
    response = render(request, "cases/search.html", context)
    response.data_version = result.data_version
    return response


def _around(
    view: str, criteria: Criteria, result: engine.Result, reader: Reader, keeps: bool
) -> dict[str, SafeString]:
    """Return what stands around the hits, which is the same for each page of them.

    ``keeps`` says whether the reader may keep searches.
    """
    facets = facet_panel.with_chosen(result.facets, criteria)
    address = search_address(Criteria(), view=view)
    box = {"q": criteria.q, "label": _("Search the database"), "action": address}
    head = {
        "criteria": criteria,
        "total": result.total,
        "did_you_mean": result.did_you_mean,
        "view": view,
        "views": _views(criteria),
        "chips": facet_panel.chips(facets, criteria, view),
        "all_address": search_address(Criteria(q=criteria.q), view=view),
        "sorts": _sorts(criteria, reader),
        "save_address": search_address(criteria, view="save_search") if keeps else "",
    }
    foot = {
        "coverage_line": coverage_line(criteria, reader),
        "exports": _exports(criteria, reader),
        **{f"{name}_address": search_address(criteria, view=page) for name, page in PAGES.items()},
    }
    return {
        "box": render_to_string("cases/_search_box.html", box),
        "panel": _panel(criteria, result, facets),
        "head": render_to_string("cases/_results_head.html", head),
        "foot": render_to_string("cases/_results_foot.html", foot),
    }


def _views(criteria: Criteria) -> list[tuple[str, str, str]]:
    """Return label, address and name of each view of the same hits."""
    return [(label, search_address(criteria, view=name), name) for name, label in VIEWS.items()]


def _hits(
    view: str,
    criteria: Criteria,
    result: engine.Result,
    reader: Reader,
    shelf: Shelf,
    own_place: OwnPlace | None,
) -> dict:
    """Return what the template of a view shows of the hits."""
    if view == "search":
        return {"cards": shelf.cards(result.hits, own_place)}
    if view == "search_table":
        found = in_order(cards_of(hit.practice_id for hit in result.hits), result.hits)
        beside = [own_place and differences_line(own_place, card.where) for card in found]
        return {"rows": list(zip(found, beside, strict=True))}
    name = f"map {reader} {search_address(criteria)}"
    return {"map": shelf.keep(name, lambda: _map(criteria, result, reader))}


def _map(criteria: Criteria, result: engine.Result, reader: Reader) -> SafeString:
    countries = {option.value for option in result.facets["country"]}
    shown = hits_on_map(criteria, reader, countries)
    if shown is None:
        return SafeString("")
    context = {
        "map": shown,
        "elsewhere": result.total - shown.placed,
        "levels": Recognition.Level.choices,
    }
    return render_to_string("cases/_map.html", context)


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
    return [(made.label, file_address("export", criteria, name)) for name, made in FORMATS.items()]
