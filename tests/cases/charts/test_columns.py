"""What is drawn is what stands in the table beside it."""

from decimal import Decimal
from xml.etree import ElementTree

from cases.charts import layered_columns, part_of_whole, partner_network
from cases.charts.columns import HEIGHT

ROWS = [(1996, [1, 0, 3]), (1998, [2, 2, 0]), (2000, [0, 0, 2])]


def layers(svg) -> list[tuple[str, str, float, float]]:
    return [
        (r.get("class"), r.get("data-amount"), float(r.get("y")), float(r.get("height")))
        for r in ElementTree.fromstring(svg).findall("rect")
    ]


def test_each_layer_is_as_high_as_its_number():
    drawn = layers(layered_columns(ROWS))
    assert [(name, amount) for name, amount, *_place in drawn] == [
        ("share-1", "1"), ("share-3", "3"), ("share-1", "2"), ("share-2", "2"), ("share-3", "2")
    ]  # fmt: skip
    for _name, amount, _top, height in drawn:
        assert height == int(amount) * HEIGHT / 4


def test_layers_stand_on_each_other():
    drawn = layers(layered_columns(ROWS))
    assert drawn[0][2] + drawn[0][3] == HEIGHT
    assert drawn[1][2] + drawn[1][3] == drawn[0][2]
    assert drawn[1][2] == 0, "the tallest column fills the height"


def test_amounts_may_be_money():
    [(_name, amount, top, height)] = layers(layered_columns([(1996, [Decimal("8.40")])]))
    assert (amount, top, height) == ("8.40", 0, HEIGHT)


def test_nothing_is_drawn_of_nothing():
    assert layered_columns([]) == layered_columns([(1996, [0, 0])]) == ""


def test_not_every_year_is_lettered_where_there_are_many():
    svg = layered_columns([(year, [1]) for year in range(1950, 2000)])
    texts = [text.text for text in ElementTree.fromstring(svg).findall("text")]
    assert len(texts) <= 12
    assert texts[:2] == ["1950", "1955"]


def test_a_part_is_drawn_within_its_whole():
    bar = ElementTree.fromstring(part_of_whole(3, 10, 20))
    assert [r.get("width") for r in bar.findall("rect")] == ["50.00%", "15.00%"]


def test_a_line_leads_from_each_partner_to_each_kind_of_support():
    given = [("Union", ["Financial", "Technical", "Financial"]), ("<Bank>", ["Financial"])]
    drawn = ElementTree.fromstring(partner_network(given))
    assert len(drawn.findall("line")) == 3
    assert [t.text for t in drawn.findall("text")] == ["Union", "<Bank>", "Financial", "Technical"]
    partners = [c.get("cy") for c in drawn.findall("circle")][:2]
    assert [line.get("y1") for line in drawn.findall("line")] == [partners[0]] * 2 + [partners[1]]


def test_one_partner_or_no_known_support_is_no_network():
    assert partner_network([("Union", ["Financial"])]) == ""
    assert partner_network([("Union", []), ("Bank", [])]) == ""
