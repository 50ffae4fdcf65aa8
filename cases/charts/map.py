"""Cases on a map: one mark for each city, or for several that lie near each other."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cases.charts.rounding import rounded
from cases.charts.world import PROPORTION, Frame, land

GAP = 5.0
"""The least distance of two marks, in per cent of the width."""
LARGEST = 18
FINE_IN_SMALL = 60


@dataclass(frozen=True)
class Spot:
    """A city with where it lies and how many cases it has."""

    city: int
    name: str
    country: str
    latitude: float
    longitude: float
    count: int


@dataclass(frozen=True)
class Cluster:
    """Spots that lie together; the mark stands where the first is, which has the most cases."""

    x: float
    y: float
    spots: list[Spot]


@dataclass(frozen=True)
class Mark:
    """What is drawn for a cluster: ``count`` cases, the best of which was recognised as ``level``.

    ``level`` is "none" where no case has a recognition.
    """

    cluster: Cluster
    count: int
    level: str
    address: str
    label: str


def clusters(spots: Iterable[Spot], frame: Frame) -> list[Cluster]:
    """Return the spots in the frame, gathered so that no two marks are nearer than GAP."""
    found: list[Cluster] = []
    near: dict[tuple[int, int], list[Cluster]] = defaultdict(list)
    for spot in sorted(spots, key=lambda spot: (-spot.count, spot.name, spot.city)):
        place = frame.place(spot.latitude, spot.longitude)
        if place is None:
            continue
        x, y = place[0], place[1] * PROPORTION
        column, row = int(x // GAP), int(y // GAP)
        around = [
            cluster
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for cluster in near[c, r]
        ]
        distances = [(_apart(cluster, x, y), n) for n, cluster in enumerate(around)]
        distance, nearest = min(distances, default=(GAP, 0))
        if distance < GAP:
            around[nearest].spots.append(spot)
        else:
            cluster = Cluster(x, place[1], [spot])
            found.append(cluster)
            near[column, row].append(cluster)
    return found


def _apart(cluster: Cluster, x: float, y: float) -> float:
    return ((cluster.x - x) ** 2 + (cluster.y * PROPORTION - y) ** 2) ** 0.5


# Each recognition has a shape of its own, as in static/css/base.css.
SHAPES = {
    "award": '<path class="sign" d="M0-8 1.9-2.6 7.6-2.5 3.1 1 4.7 6.5 0 3.2-4.7 6.5-3.1 1-7.6-2.5'
    '-1.9-2.6z"/>',
    "best": '<circle class="sign" r="5"/>',
    "good": '<circle class="sign hollow" r="5"/><path class="sign" d="M-5 0A5 5 0 0 0 5 0z"/>',
    "promising": '<circle class="sign hollow" r="5"/>',
    "none": "",
}


def case_map(frame: Frame, marks: list[Mark], shaded: Iterable[str], name: str) -> SafeString:
    """Return the map of a frame, each mark a link. ``name`` says what it shows."""
    return format_html(
        '<svg class="case-map" role="group" aria-label="{}">{}{}</svg>',
        name,
        land(frame, shaded),
        format_html_join("", "{}", ((_mark(mark),) for mark in marks)),
    )


def _mark(mark: Mark) -> SafeString:
    radius = min(LARGEST, 11 + round(mark.count**0.5))
    corner = round(radius * 0.75, 1)
    return format_html(
        '<svg x="{}%" y="{}%"><a class="mark {}" href="{}" aria-label="{}"><title>{}</title>'
        '<circle r="{}"/><text y="5">{}</text><g transform="translate({} -{})">{}</g></a></svg>',
        rounded(mark.cluster.x),
        rounded(mark.cluster.y),
        mark.level,
        mark.address,
        mark.label,
        mark.label,
        radius,
        mark.count,
        corner,
        corner,
        SafeString(SHAPES[mark.level]),
    )


def dot_map(frame: Frame, places: Iterable[tuple], shaded: Iterable[str] = ()) -> SafeString:
    """Return a small map with a dot for each (latitude, longitude)."""
    placed = (frame.place(latitude, longitude) for latitude, longitude in places)
    dots = {(round(x, 1), round(y, 1)) for x, y in filter(None, placed)}
    return format_html(
        '<svg class="dot-map" aria-hidden="true">{}{}</svg>',
        land(frame, shaded, FINE_IN_SMALL),
        format_html_join("", '<circle cx="{}%" cy="{}%" r="3"/>', sorted(dots)),
    )
