"""The main menu: search, browse, the newest cases and the award winners."""

from django.shortcuts import render

from cases import search
from cases.criteria import Criteria, Sort
from cases.facets import FACETS_BY_NAME
from cases.models import DataVersion, Recognition
from cases.page_cache import same_for_every_visitor
from cases.views.addresses import facet_address, search_address
from cases.views.cards import cards_of

NEWEST = Criteria(sort=Sort.NEWEST)
WINNERS = Criteria(values={"recognition": (Recognition.Level.AWARD.value,)}, sort=Sort.NEWEST)
SHOWN = 5


@same_for_every_visitor
def home(request):
    collection = search.search(NEWEST, request.reader, size=SHOWN)
    winners = search.search(WINNERS, request.reader, size=SHOWN)
    cards = cards_of(hit.practice_id for hit in [*collection.hits, *winners.hits])
    facets = collection.facets
    context = {
        "collection": collection,
        "countries": len(facets["country"]),
        "cycles": sorted(option.value for option in facets["cycle"]),
        "categories": [
            (_link("category", top), [_link("category", sub) for sub in _by_label(top.children)])
            for top in _by_label(facets["category"])
        ],
        "browse": [
            (FACETS_BY_NAME[name].label, [_link(name, option) for option in facets[name]])
            for name in ("region", "level", "ecosystem")
        ],
        "newest": _cards_in_order(cards, collection.hits),
        "newest_address": search_address(NEWEST),
        "winners": _cards_in_order(cards, winners.hits),
        "winners_address": search_address(WINNERS),
    }
    response = render(request, "cases/home.html", context)
    response.same_for_every_visitor = collection.data_version == DataVersion.current()
    return response


def _cards_in_order(cards: dict, hits: list) -> list:
    return [cards[hit.practice_id] for hit in hits if hit.practice_id in cards]


def _by_label(options: list) -> list:
    return sorted(options, key=lambda option: option.label.casefold())


def _link(facet: str, option) -> dict:
    address = facet_address(facet, option.value)
    return {"label": option.label, "count": option.count, "address": address}
