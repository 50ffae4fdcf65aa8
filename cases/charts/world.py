"""The land of the Earth on a plane: Miller's cylindrical projection, drawn from data/world.json.

Everything is measured in degrees of longitude at the equator. ``x`` is the longitude; ``y`` grows
southwards from the equator. Meridians and parallels are straight, so a box of degrees is a
rectangle.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cases.criteria import Box

DATA = Path(__file__).parents[1] / "data" / "world.json"
PROPORTION = 0.46
"""Height to width of every frame: that of the inhabited Earth."""
NORTH, SOUTH = 78, -57.6
SEAM = -169.0
"""Where the map of the whole Earth is cut: in the Bering Strait, so that no country is."""
NARROWEST = 4
FINE_BELOW = 130
EDGE = 1e-9


def down(latitude: float) -> float:
    """Return ``y`` of a latitude."""
    return -math.degrees(1.25 * math.log(math.tan(math.pi / 4 + math.radians(latitude) * 0.4)))


def latitude_of(y: float) -> float:
    return math.degrees(2.5 * (math.atan(math.exp(-0.8 * math.radians(y))) - math.pi / 4))


TOP, BOTTOM = down(NORTH), down(SOUTH)


@dataclass(frozen=True)
class Frame:
    """The part of the plane that is drawn. It may begin left of 180 degrees and end right of it."""

    left: float
    top: float
    width: float

    @property
    def height(self) -> float:
        return self.width * PROPORTION

    @classmethod
    def around(cls, x: float, y: float, width: float) -> "Frame":
        """Return a frame in the middle of which is ``x``, ``y``, as far as the Earth reaches."""
        width = min(360.0, max(NARROWEST, width))
        height = width * PROPORTION
        top = max(TOP, min(BOTTOM - height, y - height / 2))
        left = SEAM if width == 360 else (x - width / 2 + 180) % 360 - 180
        return cls(left, top, width)

    @classmethod
    def holding(cls, box: Box, margin: float = 1.0) -> "Frame":
        """Return the smallest frame with all of a box, ``margin`` times as wide."""
        west, south, east, north = map(float, box.edges)
        if east < west:
            east += 360
        top, bottom = down(min(north, 85)), down(max(south, -85))
        width = max(east - west, (bottom - top) / PROPORTION)
        return cls.around((west + east) / 2, (top + bottom) / 2, width * margin)

    @property
    def box(self) -> Box | None:
        """The box of degrees that is drawn; None for the whole Earth."""
        if self.width >= 360:
            return None
        edges = (
            (self.left + 180) % 360 - 180,
            latitude_of(self.top + self.height),
            (self.left + self.width + 180) % 360 - 180,
            latitude_of(self.top),
        )
        return Box(*(round(Decimal(edge), 2 if self.width > NARROWEST else 3) for edge in edges))

    def moved(self, right: float = 0, down: float = 0, times: float = 1) -> "Frame":
        """Return a frame shifted by shares of its size, and ``times`` as wide."""
        x = self.left + self.width * (0.5 + right)
        return Frame.around(x, self.top + self.height * (0.5 + down), self.width * times)

    def place(self, latitude: float, longitude: float) -> tuple[float, float] | None:
        """Return where a point lies, in per cent from left and top; None when outside."""
        x = (longitude - self.left) % 360
        y = down(max(-85.0, min(85.0, latitude))) - self.top
        if x > self.width + EDGE or not -EDGE <= y <= self.height + EDGE:
            return None
        return 100 * x / self.width, 100 * y / self.height


EARTH = Frame(SEAM, TOP, 360.0)


@dataclass(frozen=True)
class Shape:
    """A country as an SVG path, and how far it reaches, both in units of its level."""

    code: str
    path: str
    left: int
    top: int
    right: int
    bottom: int


@cache
def _shapes(level: str) -> tuple[int, list[Shape]]:
    """Return the units a degree and the countries of a level."""
    data = json.loads(DATA.read_text("utf-8"))[level]
    units = data["units"]
    return units, [_shape(code, rings, units) for code, rings in data["countries"].items() if rings]


def _shape(code: str, rings: list[list[int]], units: int) -> Shape:
    paths, xs, ys = [], [], []
    for numbers in rings:
        points = _points(numbers, units)
        steps = (f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(points))
        paths.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
        xs += [x for x, _y in points]
        ys += [y for _x, y in points]
    return Shape(code, "".join(paths), min(xs), min(ys), max(xs), max(ys))


def _points(numbers: list[int], units: int) -> list[tuple[int, int]]:
    """Return the points of a ring on the plane from its first point and the steps after it."""
    x = y = 0
    points = []
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x, round(down(max(-85, min(85, y / units))) * units)))
    return points


def land(frame: Frame, shaded: Iterable[str] = (), fine_below: float = FINE_BELOW) -> SafeString:
    """Return the countries in a frame as an SVG that fills its place; ``shaded`` ones stand out.

    A frame narrower than ``fine_below`` degrees is drawn with all there is.
    """
    units, shapes = _shapes("fine" if frame.width < fine_below else "coarse")
    left, top = round(frame.left * units), round(frame.top * units)
    right, bottom = left + round(frame.width * units), top + round(frame.height * units)
    plain, marked, shaded = [], [], set(shaded)
    for turn in (-360 * units, 0, 360 * units):
        for shape in shapes:
            across = shape.left + turn < right and shape.right + turn > left
            if across and shape.top < bottom and shape.bottom > top:
                moved = f' transform="translate({turn})"' if turn else ""
                paths = marked if shape.code in shaded else plain
                paths.append(f'<path{moved} d="{shape.path}"/>')
    return format_html(
        '<svg class="land" viewBox="{} {} {} {}" preserveAspectRatio="none" aria-hidden="true">'
        '{}<g class="with-cases">{}</g></svg>',
        left,
        top,
        right - left,
        bottom - top,
        mark_safe("".join(plain)),
        mark_safe("".join(marked)),
    )
