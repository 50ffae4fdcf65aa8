"""All options of a facet that has too many for the panel beside the hits."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases import search as engine
from cases.criteria import Criteria
from cases.facets import FACETS_BY_NAME
from cases.filters import PracticeFilter
from cases.page_cache import same_for_every_visitor
from cases.views.addresses import (
    options_address,
    search_address,
    search_query,
    with_value,
    without_value,
)
from cases.views.facet_panel import group_of
from cases.views.paging import page_number, pages
from web.rate_limit import SAFE, rate_limited

SIZE = 200
MOST_BOXES = 50
LONGEST_FIND = 100


@same_for_every_visitor
@rate_limited("search", methods=SAFE)
def options(request, name: str):
    """Show the options of a facet among the cases a query string asks for.

    ``find`` is how a word of their names begins. With ``as=boxes`` the answer is only the check
    boxes of the first, for the panel of a search.
    """
    asked = PracticeFilter(request.GET)
    if name not in engine.LONG or not asked.is_valid():
        raise Http404(_("There is no such list of options."))
    facet, criteria = FACETS_BY_NAME[name], asked.criteria
    find = request.GET.get("find", "")[:LONGEST_FIND].strip()
    found = engine.options_of(name, criteria, request.reader, find)
    if request.GET.get("as") == "boxes":
        context = {"group": group_of(facet, found[:MOST_BOXES]), "options": found[:MOST_BOXES]}
        response = render(request, "cases/_boxes.html", context)
        response.same_for_every_visitor = False
        return response
    shown = pages(
        len(found), page_number(request), SIZE, partial(options_address, name, criteria, find)
    )
    context = {
        "facet": facet,
        "find": find,
        "query": search_query(criteria),
        "pages": shown,
        "links": [_link(criteria, name, option) for option in _on(shown["page"], found)],
        "address": options_address(name, criteria),
        "back": search_address(criteria),
    }
    response = render(request, "cases/options.html", context)
    response.same_for_every_visitor = engine.in_step()
    return response


def _on(page, found: list[engine.Option]) -> list[engine.Option]:
    return found[page.start_index() - 1 : page.end_index()] if found else []


def _link(criteria: Criteria, name: str, option: engine.Option) -> dict:
    """Return an option with the address of the search in which it is chosen, or no longer so."""
    change = without_value if option.selected else with_value
    return {"option": option, "address": search_address(change(criteria, name, option.value))}
