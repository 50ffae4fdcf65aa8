"""What differs between a reader's place and that of a case, in words."""

import pytest

from cases.facets import SIZES, sizes_between
from cases.models import City
from cases.own_place import CasePlace, OwnPlace, case_place, differences
from tests.cases.making import make_practice

COAST, CITY = ("coastal", "Coastal"), ("city-town", "City/Town")


def said(own, populations=(), income_groups=(), ecosystem=None, level=None) -> str:
    case = CasePlace(ecosystem, level, list(populations), list(income_groups))
    return "; ".join(differences(OwnPlace(**own), case))


def test_each_difference_in_words_and_what_is_unknown_is_said_to_be():
    own = {
        "population": 80_000,
        "income_group": "low",
        "ecosystem": "coastal",
        "level": "village",
    }
    assert said(own, [960_000], [""], COAST, CITY) == (
        "12 times larger; income group unknown; same ecosystem; other level: City/Town"
    )
    assert said(own, [None], ["high"]) == (
        "population unknown; other income group: high income; ecosystem unknown; level unknown"
    )


def test_what_the_reader_did_not_state_is_not_compared():
    assert said({}, [960_000], ["high"], COAST, CITY) == ""
    assert said({"ecosystem": "mountain"}, [1], ["low"], COAST) == "other ecosystem: Coastal"


@pytest.mark.parametrize(
    ("own", "populations", "words"),
    [
        (1000, [1000], "about as large"),
        (1000, [1250], "about as large"),
        (1000, [1251], "1.3 times larger"),
        (1000, [800], "about as large"),
        (1000, [799], "1.3 times smaller"),
        (1000, [12_345], "12 times larger"),
        (10, [12_345_678], "1,200,000 times larger"),
        (1000, [500, 12_000], "2 times smaller to 12 times larger"),
        (1000, [1000, 1010], "about as large"),
        (1000, [2000, None], "2 times larger, not known of all its places"),
        (1000, [0], "population unknown"),
        (1000, [], "population unknown"),
    ],
)
def test_sizes_in_words(own, populations, words):
    assert said({"population": own}, populations) == words


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (["low", "low"], "same income group"),
        (["low", "high"], "same income group in 1 of its 2 places"),
        (["low", ""], "same income group in 1 of its 2 places"),
        (["high", "high"], "other income group: high income"),
        (["high", "lower-middle"], "other income group: high income, lower middle income"),
        (["", ""], "income group unknown"),
    ],
)
def test_income_groups_in_words(groups, words):
    assert said({"income_group": "low"}, [], groups) == words


def test_similar_sizes_are_those_of_half_to_twice_the_population():
    assert sizes_between(500, 2000) == ("below-20000",)
    assert sizes_between(10_000, 40_000) == ("below-20000", "20000-50000")
    assert sizes_between(20_000, 80_000) == ("20000-50000", "50000-100000")
    assert sizes_between(4_000_000, 16_000_000) == ("1000000-5000000", "5000000-up")
    assert sizes_between(0, 10**9) == tuple(value for value, _label, _above in SIZES)
    place = OwnPlace(40_000, "low", level="village")
    assert place.facet_values() == {
        "population": ("20000-50000", "50000-100000"),
        "income_group": ("low",),
        "level": ("village",),
    }


def test_the_place_of_a_case(vocabularies, django_assert_num_queries):
    practice = make_practice(complete=True)
    population = City.objects.get(name="Kitakyushu", country="JP").population
    practice.ecosystem, practice.level_of_activity  # noqa: B018  they are there
    with django_assert_num_queries(1):
        found = case_place(practice)
    assert found == CasePlace(COAST, CITY, [population, None], ["high", "upper-middle"])
