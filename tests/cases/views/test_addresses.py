import pytest
from django.http import QueryDict

from cases.criteria import Criteria, Sort
from cases.filters import PracticeFilter
from cases.views.addresses import facet_address, search_address, without_value

FULL = Criteria(
    q='the "old" town & more',
    values={"region": ("africa", "europe"), "funder": ("A & B",)},
    year_from=1990,
    year_to=2000,
    sort=Sort.TITLE,
)


def test_defaults_are_left_out():
    assert search_address(Criteria()) == "/search/"
    assert search_address(Criteria(q="water"), page=1) == "/search/?q=water"
    assert search_address(Criteria(), page=3) == "/search/?page=3"


@pytest.mark.django_db
@pytest.mark.parametrize("criteria", [Criteria(), Criteria(q="a+b %41"), FULL])
def test_an_address_read_again_asks_for_the_same(criteria):
    query = QueryDict(search_address(criteria).partition("?")[2])
    assert PracticeFilter(query).criteria == criteria


def test_a_value_of_a_facet():
    assert facet_address("funder", "A & B") == "/search/?funder=A+%26+B"


def test_a_value_taken_away():
    less = without_value(FULL, "region", "africa")
    assert less.values == {"region": ("europe",), "funder": ("A & B",)}
    assert "region" not in without_value(less, "region", "europe").values
