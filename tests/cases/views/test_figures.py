"""The plots of the coverage page: charts and tables have the numbers of the searches they show."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from cases.criteria import Criteria
from cases.models import Region
from cases.search import matching_ids
from tests.cases.making import make_practice
from tests.cast import client_of
from tests.html import faults_of, text_of

pytestmark = pytest.mark.django_db
COVERAGE = reverse("coverage")


@pytest.mark.parametrize("query", [{}, {"q": "water"}, {"region": ["africa", "europe"]}])
def test_each_cell_is_the_number_of_a_search(samples, client, query):
    response = client.get(COVERAGE, query)
    assert faults_of(response.content.decode()) == []
    cycles = response.context["cycles"]
    slugs = dict(Region.objects.values_list("name", "slug"))
    assert cycles.rows
    for cycle, counts in cycles.rows:
        for region, count in zip(cycles.regions, counts, strict=True):
            values = {"cycle": (str(cycle),), "region": (slugs[region],)}
            found = matching_ids(Criteria(q=query.get("q", ""), values=values), Reader.VISITOR)
            assert len(found) == count, (cycle, region)


def test_the_chart_has_the_numbers_of_the_table(samples, client):
    cycles = client.get(COVERAGE).context["cycles"]
    drawn = [r.get("data-amount") for r in ElementTree.fromstring(cycles.chart).findall("rect")]
    assert drawn == [str(count) for _cycle, counts in cycles.rows for count in counts if count]


def test_money_is_added_up_for_who_may_read_it(published):
    """8.40 and 9 million dollars of 1996 and 1997, in dollars of 2017."""
    workflow.publish(make_practice(complete=True, title="Another"))
    response = client_of(Reader.SUBSCRIBER).get(COVERAGE, {"q": "riders"})
    money = response.context["money"]
    one = {1996: Decimal("12.3"), 1997: Decimal("13")}
    rows = {year: (counted, left_out) for year, _sum, counted, left_out in money.rows}
    assert rows == {1996: (2, 0), 1997: (2, 0)}
    for year, amount, *_numbers in money.rows:
        assert amount == pytest.approx(2 * one[year], rel=Decimal("0.05"))
    drawn = ElementTree.fromstring(money.chart).findall("rect")
    assert [r.get("data-amount") for r in drawn] == [str(row[1]) for row in money.rows]
    assert "Money by year" in text_of(response.content.decode())


def test_money_is_closed_to_visitors(published, client):
    response = client.get(COVERAGE)
    assert response.context["money"] is None
    assert "Money by year" not in text_of(response.content.decode())


def test_money_is_that_of_the_hits(published):
    response = client_of(Reader.SUBSCRIBER).get(COVERAGE, {"q": "zzzzzz"})
    assert response.context["money"] is None


def test_a_case_shows_who_took_part_with_what(samples, client):
    drawn = client.get("/practices/kitakyushu/").context["network"]
    texts = [text.text for text in ElementTree.fromstring(drawn).findall("text")]
    assert texts == ["KITA", "KFAW", "ICSEAD", "Financial", "Political", "Technical"]
