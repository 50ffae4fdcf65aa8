"""Where a case is: a small map beside the head of its page."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from cases import charts
from cases.charts import EARTH, Frame
from cases.criteria import Box, Criteria
from cases.models import Practice
from cases.views.addresses import search_address

NARROWEST = 45
"""Degrees: so much of the Earth is shown that one sees which part it is."""


@dataclass(frozen=True)
class PlaceMap:
    """``address`` leads to all cases of the part of the Earth that is drawn."""

    drawing: SafeString
    address: str


def place_map(case: Practice) -> PlaceMap | None:
    """Return the map of a case, in one query; None where no city has a known position."""
    rows = case.locations.values_list("country_id", "city__latitude", "city__longitude")
    countries = {country for country, *_place in rows}
    places = [place for _country, *place in rows if None not in place]
    if not places:
        return None
    frame = _around(places)
    drawing = charts.dot_map(frame, [tuple(map(float, place)) for place in places], countries)
    return PlaceMap(drawing, search_address(Criteria(box=frame.box), view="search_map"))


def _around(places: list[list[Decimal]]) -> Frame:
    latitudes, longitudes = zip(*places, strict=True)
    box = Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    if box.east - box.west > 180:
        return EARTH
    frame = Frame.holding(box, margin=1.5)
    return frame.moved(times=max(1, NARROWEST / frame.width))
