"""The hits of a search on a map, with the list of their cities beside it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import charts
from cases import search as engine
from cases.charts import EARTH, Frame, Mark, Spot
from cases.criteria import GLOBE, Box, Criteria
from cases.filters import MOST_VALUES, cities_in
from cases.models import Recognition
from cases.views.addresses import options_address, search_address
from fields.term import said

LISTED = 100
MARGIN = 1.25
ONE_PLACE = Decimal("0.4")
"""Cities less than so many degrees apart are not zoomed into any further."""


@dataclass(frozen=True)
class HitsOnMap:
    """``cities`` are (label, number of cases, address), the first of ``places`` in all.

    ``placed`` of the hits are on the map. ``moves`` are (label, address) of other parts of the map.
    """

    drawing: SafeString
    cities: list[tuple[str, int, str]]
    places: int
    placed: int
    moves: list[tuple[str, str]]
    all_cities: str


def hits_on_map(criteria: Criteria, reader, countries: set[str]) -> HitsOnMap | None:
    """Return the map of a match set; None while there is no index.

    ``countries`` are those the hits are in; they stand out, as a case may name no city.
    """
    counts = engine.by_city(criteria, reader)
    if counts is None:
        return None
    spots = spots_of(counts, criteria.box)
    frame = _frame(spots, criteria.box)
    clusters = charts.clusters(spots, frame)
    groups = [[spot.city for spot in cluster.spots] for cluster in clusters]
    tallies = engine.tallies(criteria, reader, [*groups, [spot.city for spot in spots]])
    marks = [
        _mark(criteria, cluster, tally) for cluster, tally in zip(clusters, tallies, strict=False)
    ]
    spots.sort(key=lambda spot: (-spot.count, spot.name))
    return HitsOnMap(
        drawing=charts.case_map(frame, marks, countries, _("Map of the cases found")),
        cities=[(_called(spot), spot.count, _of_city(criteria, spot)) for spot in spots[:LISTED]],
        places=len(spots),
        placed=tallies[-1].total if tallies else 0,
        moves=_moves(criteria, frame),
        all_cities=options_address("city", criteria),
    )


def spots_of(counts: dict[int, int], box: Box | None = None) -> list[Spot]:
    """Return the cities of known position with their numbers of cases, those in ``box`` alone."""
    columns = ("pk", "name", "country__name", "latitude", "longitude")
    rows = cities_in(box or GLOBE).order_by().values_list(*columns)
    return [
        Spot(pk, name, said(country), float(latitude), float(longitude), counts[pk])
        for pk, name, country, latitude, longitude in rows
        if pk in counts
    ]


def _frame(spots: list[Spot], box: Box | None) -> Frame:
    """Return what is shown: the box asked for, or else all the hits."""
    if box is not None:
        return Frame.holding(box)
    if not spots:
        return EARTH
    longitudes = [Decimal(spot.longitude) for spot in spots]
    latitudes = [Decimal(spot.latitude) for spot in spots]
    hits = Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    return Frame.holding(hits, MARGIN) if hits.east - hits.west < 180 else EARTH


def _mark(criteria: Criteria, cluster, tally: engine.Tally) -> Mark:
    level = max(tally.recognitions, key=Recognition.height, default="none")
    first, others = cluster.spots[0], len(cluster.spots) - 1
    where = _called(first)
    if others:
        where = ngettext(
            "%(city)s and %(others)d place near it",
            "%(city)s and %(others)d places near it",
            others,
        ) % {"city": where, "others": others}
    cases = ngettext("%d case", "%d cases", tally.total) % tally.total
    best = _("best recognised: %s") % Recognition.Level(level).label if level != "none" else ""
    label = ": ".join([where, ", ".join(filter(None, [cases, best]))])
    address = _of_cluster(criteria, cluster) if others else _of_city(criteria, first)
    return Mark(cluster, tally.total, level, address, label)


def _called(spot: Spot) -> str:
    return f"{spot.name}, {spot.country}"


def _of_city(criteria: Criteria, *spots: Spot) -> str:
    chosen = tuple(str(spot.city) for spot in spots)
    return search_address(replace(criteria, values={**criteria.values, "city": chosen}))


def _of_cluster(criteria: Criteria, cluster) -> str:
    """Return the address of the map nearer by, or of the list where nearer shows no more."""
    longitudes = [spot.longitude for spot in cluster.spots]
    latitudes = [spot.latitude for spot in cluster.spots]
    spread = max(max(longitudes) - min(longitudes), max(latitudes) - min(latitudes))
    if spread < ONE_PLACE and len(cluster.spots) <= MOST_VALUES:
        return _of_city(criteria, *cluster.spots)
    edge = Decimal("0.05")
    west, east = _ends(longitudes)
    edges = (
        max(GLOBE.west, west - edge),
        max(GLOBE.south, Decimal(min(latitudes)) - edge),
        min(GLOBE.east, east + edge),
        min(GLOBE.north, Decimal(max(latitudes)) + edge),
    )
    box = Box(*(round(edge, 3) for edge in edges))
    return search_address(replace(criteria, box=box), view="search_map")


def _ends(longitudes: list[float]) -> tuple[Decimal, Decimal]:
    """Return the western and eastern end of a cluster, which may lie across 180 degrees."""
    if max(longitudes) - min(longitudes) > 180:
        east = max(value for value in longitudes if value < 0)
        return Decimal(min(value for value in longitudes if value >= 0)), Decimal(east)
    return Decimal(min(longitudes)), Decimal(max(longitudes))


def _moves(criteria: Criteria, frame: Frame) -> list[tuple[str, str]]:
    def to(moved: Frame) -> str:
        return search_address(replace(criteria, box=moved.box), view="search_map")

    moves = [(_("Zoom in"), to(frame.moved(times=0.5)))]
    if frame.width < EARTH.width:
        moves += [
            (_("Zoom out"), to(frame.moved(times=2))),
            (_("West"), to(frame.moved(right=-0.5))),
            (_("East"), to(frame.moved(right=0.5))),
            (_("North"), to(frame.moved(down=-0.5))),
            (_("South"), to(frame.moved(down=0.5))),
        ]
    if criteria.box:
        moves.append((_("All places"), to(EARTH)))
    return moves
