"""Make world.json from Natural Earth, as the npm package ``world-atlas`` has it; see README.md.

npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
python cases/data/make_world.py package/countries-50m.json
"""

import heapq
import json
import sys
from itertools import pairwise
from pathlib import Path

from django_countries.data import ALT_CODES

HERE = Path(__file__).parent
CODES = {f"{number:03d}": code for code, (_three, number) in ALT_CODES.items()}
WITHOUT_NUMBER = {"N. Cyprus": "CY", "Somaliland": "SO", "Siachen Glacier": "IN"}
LEFT_OUT = {"AQ"}
# Name of the level: units a degree, and the smallest triangle and island that are kept, in square
# degrees.
LEVELS = {"coarse": (5, 0.25, 0.5), "fine": (25, 0.012, 0.02)}


def decoded(topology: dict) -> list[list[tuple[float, float]]]:
    """Return the arcs as longitudes and latitudes."""
    (scale_x, scale_y), (left, low) = topology["transform"].values()
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + low))
        arcs.append(points)
    return arcs


def triangle(a, b, c) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def simplified(points: list, least: float) -> list:
    """Return the points without those that matter least (Visvalingam), its ends untouched.

    Neighbours share their arcs, so that no gap opens between them. A closed arc keeps three points.
    """
    before = [number - 1 for number in range(len(points))]
    after = [number + 1 for number in range(len(points))]
    areas = {n: triangle(*points[n - 1 : n + 2]) for n in range(1, len(points) - 1)}
    heap = [(area, n) for n, area in areas.items()]
    heapq.heapify(heap)
    fewest = 2 if points[0] == points[-1] else 0
    while heap and len(areas) > fewest:
        area, n = heapq.heappop(heap)
        if areas.get(n) != area:
            continue
        if area >= least:
            break
        del areas[n]
        left, right = before[n], after[n]
        after[left], before[right] = right, left
        for m in (left, right):
            if m in areas:
                areas[m] = max(area, triangle(points[before[m]], points[m], points[after[m]]))
                heapq.heappush(heap, (areas[m], m))
    return [points[0], *(points[n] for n in sorted(areas)), points[-1]]


def ring(numbers: list[int], arcs: list) -> list:
    points = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def cut(points: list) -> list[list]:
    """Return a ring as the parts of it that lie between 180 degrees west and east."""
    x, unrolled = points[0][0], []
    for lon, lat in points:
        x += (lon - x + 180) % 360 - 180
        unrolled.append((x, lat))
    parts = []
    for turn in (-360, 0, 360):
        turned = [(lon + turn, lat) for lon, lat in unrolled]
        inside = kept_side(kept_side(turned, -180, 1), 180, -1)
        if len(inside) > 3:
            parts.append(inside)
    return parts


def kept_side(points: list, edge: float, side: int) -> list:
    """Return the ring's part on one side of a meridian (1 east, -1 west), closed along it."""
    kept = []
    for (x1, y1), (x2, y2) in pairwise(points):
        if side * (x1 - edge) >= 0:
            kept.append((x1, y1))
        if (x1 - edge) * (x2 - edge) < 0:
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return [*kept, kept[0]] if kept else []


def size(points: list) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))) / 2


def whole(points: list, units: int) -> list[int]:
    """Return a ring as whole numbers: its first point, then each step to the next that moves."""
    placed = [(round(x * units), round(y * units)) for x, y in points]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(placed) if a != b]
    return [*placed[0], *(number for step in steps[:-1] for number in step)]


def rings_of(geometry: dict) -> list[list[int]]:
    groups = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [numbers for group in groups for numbers in group]


def shapes(topology: dict, units: int, least: float, smallest: float) -> dict[str, list]:
    """Return the rings of each country by its code; the largest ring of a country always stays."""
    arcs = [simplified(arc, least) for arc in decoded(topology)]
    found: dict[str, list] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = CODES.get(geometry.get("id", ""), WITHOUT_NUMBER.get(name, ""))
        rings = [part for numbers in rings_of(geometry) for part in cut(ring(numbers, arcs))]
        rings.sort(key=size, reverse=True)
        kept = [r for number, r in enumerate(rings) if not number or size(r) >= smallest]
        if code not in LEFT_OUT:
            found.setdefault(code, []).extend(whole(r, units) for r in kept if len(r) > 3)
    return {code: [r for r in rings if len(r) >= 6] for code, rings in sorted(found.items())}


def main(path: str) -> None:
    topology = json.loads(Path(path).read_text("utf-8"))
    levels = {
        name: {"units": units, "countries": shapes(topology, units, least, smallest)}
        for name, (units, least, smallest) in LEVELS.items()
    }
    text = json.dumps(levels, separators=(",", ":")).replace('"],"', '"],\n"')
    (HERE / "world.json").write_text(text.replace("]],", "]],\n") + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
