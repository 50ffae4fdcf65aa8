"""The main menu: the collection at a glance, search, and ways in."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from cases import charts, search
from cases.charts import EARTH
from cases.criteria import Criteria, Sort
from cases.facets import FACETS_BY_NAME
from cases.models import DataVersion, Practice, Recognition
from cases.page_cache import same_for_every_visitor
from cases.views.addresses import browse_address, facet_address, search_address
from cases.views.cards import cards_of, in_order
from cases.views.kept import Shelf
from cases.views.map import spots_of
from fields.partial_date import PartialDate

NEWEST = Criteria(sort=Sort.NEWEST)
WINNERS = Criteria(values={"recognition": (Recognition.Level.AWARD.value,)}, sort=Sort.NEWEST)
SHOWN = 5


@dataclass(frozen=True)
class Due:
    """How many cases nobody has asked about when it was time to, and those due the longest."""

    number: int
    first: list[tuple[str, str, str, PartialDate]]


@same_for_every_visitor
def home(request):
    collection = search.search(NEWEST, request.reader, size=SHOWN)
    winners = search.search(WINNERS, request.reader, size=SHOWN)
    cards = cards_of(hit.practice_id for hit in [*collection.hits, *winners.hits])
    facets, shelf = collection.facets, Shelf(collection.data_version or DataVersion.current())
    today = timezone.localdate()
    context = {
        "collection": collection,
        "countries": len(facets["country"]),
        "cycles": [_link("cycle", option) for option in _by_year(facets["cycle"])],
        "levels": [(o.value, o.label, o.count, _to_level(o)) for o in facets["recognition"]],
        "categories": [_link("category", top) for top in _by_label(facets["category"])],
        "browse": [
            (FACETS_BY_NAME[name].label, [_link(name, option) for option in facets[name]])
            for name in ("region", "level", "ecosystem")
        ],
        "drawing": shelf.keep("home map", lambda: _map(request.reader, facets)),
        "map_address": reverse("search_map"),
        "newest": in_order(cards, collection.hits),
        "newest_address": search_address(NEWEST),
        "winners": in_order(cards, winners.hits),
        "winners_address": search_address(WINNERS),
        "due": shelf.keep(f"due {today}", lambda: _due(today)),
    }
    response = render(request, "cases/home.html", context)
    response.data_version = collection.data_version
    return response


def _map(reader, facets: dict) -> SafeString:
    spots = spots_of(search.by_city(NEWEST, reader) or {})
    places = [(spot.latitude, spot.longitude) for spot in spots]
    return charts.dot_map(EARTH, places, {option.value for option in facets["country"]})


def _due(today) -> Due:
    due = Practice.objects.due_for_follow_up(today)
    rows = due.with_check_due(today).order_by("check_due", "pk")[:SHOWN]
    columns = ("slug", "title", "language", "check_due")
    return Due(
        due.count(),
        [
            (reverse("practice", args=[slug]), title, language, PartialDate.from_edtf(date))
            for slug, title, language, date in rows.values_list(*columns)
        ],
    )


def _by_label(options: list) -> list:
    return sorted(options, key=lambda option: option.label.casefold())


def _by_year(options: list) -> list:
    return sorted(options, key=lambda option: option.value)


def _to_level(option) -> str:
    return facet_address("recognition", option.value)


def _link(facet: str, option) -> dict:
    address = browse_address(facet, option.value)
    return {"label": option.label, "count": option.count, "address": address}
