"""Where things are drawn on the map, and what is drawn together."""

from decimal import Decimal
from itertools import combinations
from xml.etree import ElementTree

import pytest

from cases.charts import EARTH, Frame, Mark, Spot, case_map, clusters, dot_map
from cases.charts.map import GAP, LARGEST
from cases.charts.world import PROPORTION, _shapes, down, land, latitude_of
from cases.criteria import Box


def box(west, south, east, north) -> Box:
    return Box(*(Decimal(str(edge)) for edge in (west, south, east, north)))


def spot(city, latitude, longitude, count=1) -> Spot:
    return Spot(city, f"City {city}", "Country", latitude, longitude, count)


@pytest.mark.parametrize("latitude", [-57, -33.9, 0, 1, 52.5, 78])
def test_what_is_projected_comes_back(latitude):
    assert latitude_of(down(latitude)) == pytest.approx(latitude)


def test_places_lie_where_they_are_on_earth():
    assert down(0) == pytest.approx(0)
    assert down(45) == pytest.approx(-48.29, abs=0.01), "Miller: 1.25 ln tan 63 degrees"
    x, y = EARTH.place(0, 11)
    assert x == pytest.approx(50)
    assert 50 < y < 65, "north of the middle there is more land"
    assert EARTH.place(-80, 0) is None


def test_a_frame_holds_its_box_and_keeps_its_proportion():
    frame = Frame.holding(box(9.5, 46, 17, 49))
    assert frame.place(46, 9.5)
    assert frame.place(49, 17)
    assert frame.height / frame.width == pytest.approx(PROPORTION)
    assert frame.place(46, 30) is None


def test_a_frame_may_lie_on_both_sides_of_180_degrees():
    frame = Frame.holding(box(170, -25, -170, -10))
    assert frame.place(-18, 178)[0] < frame.place(-14, -171)[0]
    assert frame.box.crosses_180
    assert "translate(9000)" in land(frame), "land from the other side is drawn a turn further"


def test_zooming_in_and_out_again_comes_back():
    frame = Frame.holding(box(20, 0, 60, 20))
    again = frame.moved(times=0.5).moved(times=2)
    assert (again.left, again.top, again.width) == pytest.approx(
        (frame.left, frame.top, frame.width)
    )
    assert frame.moved(times=100).box is None, "no area is narrowed to when all is shown"


@pytest.mark.parametrize("level", ["coarse", "fine"])
def test_no_country_is_drawn_across_the_whole_map(level):
    units, shapes = _shapes(level)
    for shape in shapes:
        assert -180 * units <= shape.left < shape.right <= 180 * units, shape.code
    widest = max(shapes, key=lambda shape: shape.right - shape.left)
    assert widest.code in {"RU", "US", "FJ"}


def test_cities_that_lie_near_each_other_share_a_mark():
    spots = [spot(1, 0, 0), spot(2, 0.5, 0.5, count=3), spot(3, 40, 100)]
    found = [[s.city for s in cluster.spots] for cluster in clusters(spots, EARTH)]
    assert found == [[2, 1], [3]]
    near = clusters(spots, Frame.holding(box(-1, -1, 2, 2)))
    assert [[s.city for s in cluster.spots] for cluster in near] == [[2], [1]]


def test_no_two_marks_hide_each_other_and_no_city_is_lost():
    spots = [spot(n, (n * 37) % 120 - 50, (n * 61) % 360 - 180, n % 5 + 1) for n in range(600)]
    found = clusters(spots, EARTH)
    placed = {s.city for s in spots if EARTH.place(s.latitude, s.longitude)}
    assert sorted(s.city for cluster in found for s in cluster.spots) == sorted(placed)
    for one, other in combinations(found, 2):
        distance = ((one.x - other.x) ** 2 + ((one.y - other.y) * PROPORTION) ** 2) ** 0.5
        assert distance >= GAP
    assert 640 * GAP / 100 > 1.5 * LARGEST, "on the narrowest map marks do not cover each other"


def test_a_mark_is_a_link_with_a_name_a_number_and_a_sign():
    cluster = clusters([spot(1, 10, 10)], EARTH)[0]
    drawn = ElementTree.fromstring(
        case_map(EARTH, [Mark(cluster, 7, "award", "/x/", "<City>: 7 cases")], {"KE"}, "Map")
    )
    link = drawn.find(".//a")
    assert (link.get("href"), link.get("aria-label")) == ("/x/", "<City>: 7 cases")
    assert link.find("text").text == "7"
    assert len(link.findall(".//path[@class='sign']")) == 1
    assert len(drawn.findall(".//g[@class='with-cases']/path")) == 1


def test_a_small_map_has_a_dot_for_each_place():
    drawn = ElementTree.fromstring(dot_map(EARTH, [(10, 10), (-20, 60)]))
    assert len(drawn.findall("circle")) == 2


def test_a_path_is_that_of_the_country():
    """Kenya lies about 34 to 42 degrees east and 5 north to 5 south."""
    units, shapes = _shapes("fine")
    kenya = next(shape for shape in shapes if shape.code == "KE")
    edges = (kenya.left, kenya.right, kenya.top, kenya.bottom)
    assert [round(edge / units) for edge in edges] == [34, 42, -5, 5]
