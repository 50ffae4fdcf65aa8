import os
import threading
import time

import pytest
from django.http import QueryDict

from cases.access import Reader
from cases.facets import FACETS
from cases.filters import PracticeFilter
from cases.models import Practice
from cases.search import facets, matching_ids
from cases.search.index import current
from tests.cases.making import COMPLETE
from tests.cases.search.asking import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection(publish):
    publish(title="A tram", ecosystem="Coastal")
    publish(title="B tram", ecosystem="Mountain", countries=["CN"], cities=["Dalian"])
    publish(complete=True, title="C boat")
    publish(title="D boat", categories=[
        {"category": "Water and Sanitation", "subcategories": ["service delivery"]}
    ], key_dates=[{"date": "1980", "text": "Start"}])  # fmt: skip


def counts(result, name):
    return {option.value: option.count for option in result.facets[name]}


def test_each_facet_is_counted_without_its_own_selection(collection):
    result = ask(ecosystem=("coastal",))
    assert result.total == 2
    assert counts(result, "ecosystem") == {"coastal": 2, "mountain": 1}
    assert counts(result, "country") == {"JP": 2, "CN": 1}
    both = ask(ecosystem=("coastal",), country=("CN",))
    assert both.total == 1
    assert counts(both, "ecosystem") == {"coastal": 1, "mountain": 1}
    assert counts(both, "country") == {"JP": 2, "CN": 1}


def test_several_values_of_a_facet_add_up(collection):
    assert ask(ecosystem=("coastal", "mountain")).total == 3


def test_counts_follow_the_words(collection):
    assert counts(ask("tram"), "ecosystem") == {"coastal": 1, "mountain": 1}
    assert all(not options for options in ask("nothing").facets.values())


def test_categories_are_a_tree_and_a_top_counts_a_case_once(collection):
    housing = next(option for option in ask().facets["category"] if option.value == "housing")
    assert housing.count == 3
    assert {child.label: child.count for child in housing.children} == {
        "rental housing": 3,
        "slum upgrading": 3,
    }
    assert ask(category=("housing",)).total == 3


def test_recognitions_stand_in_their_own_order(collection, publish):
    publish(title="E", recognitions=[{"level": "award", "cycle": 2002, "body": None}])
    values = [option.value for option in ask().facets["recognition"]]
    assert values == ["award", "best", "good"]


def test_a_chosen_option_is_marked(collection):
    [coastal] = [o for o in ask(ecosystem=("coastal",)).facets["ecosystem"] if o.selected]
    assert (coastal.value, coastal.label) == ("coastal", "Coastal")


def test_an_unknown_value_matches_nothing(collection):
    assert ask(ecosystem=("no such",)).total == 0
    assert ask(city=("no such",)).total == 0


def test_years_count_for_themselves_and_narrow_the_rest(collection):
    result = ask(year_from=1980, year_to=1980)
    assert result.total == 2
    assert dict(result.years) == {1965: 1, 1980: 2, 1996: 1, 1997: 1}
    assert counts(result, "country") == {"JP": 2, "CN": 1}


def queries():
    values = {
        "region": ["asia-and-the-pacific", "europe"],
        "country": ["JP", "CN", "FR"],
        "category": ["housing", "water-and-sanitation", "housing-slum-upgrading"],
        "level": ["city-town"],
        "ecosystem": ["coastal", "mountain"],
        "recognition": ["good", "best", "award"],
        "cycle": ["2002", "2004"],
        "organisation_type": ["private-sector"],
        "support": ["financial", "other"],
        "funder": ["State", "Riders' Union", "Nobody"],
        "language": ["en", "fr"],
        "follow_up": ["grown", "none"],
        "has": ["claims", "money", "transfers"],
        "year_from": ["1965", "1981", "1997"],
        "year_to": ["1964", "1980", "1996"],
        "sort": ["title", "newest"],
    }
    import random

    draw = random.Random(3)
    for _number in range(120):
        query = QueryDict(mutable=True)
        for name in draw.sample(sorted(values), draw.randint(0, 3)):
            many = 1 if name in ("year_from", "year_to", "sort") else draw.randint(1, 2)
            query.setlist(name, draw.sample(values[name], min(many, len(values[name]))))
        yield query


def test_index_and_database_agree_on_any_criteria(collection):
    """The counts beside the options, too: choosing one more option shows as many cases."""
    for query in queries():
        asked = PracticeFilter(query, queryset=Practice.objects.published())
        assert asked.is_valid()
        expected = set(asked.qs.values_list("pk", flat=True))
        found = matching_ids(asked.criteria, Reader.SUBSCRIBER)
        assert len(found) == len(set(found))
        assert set(found) == expected, query.urlencode()


def test_each_count_is_what_choosing_the_option_shows(collection):
    result = ask()
    for facet in FACETS:
        for option in result.facets[facet.name]:
            assert ask(**{facet.name: (option.value,)}).total == option.count, option


@pytest.mark.parametrize("q", ["", "tram", "bus"])
def test_both_ways_of_counting_agree(collection, monkeypatch, q):
    ask()
    found = []
    for members in (0, 10**9):  # the facets of each case, the cases of each facet
        monkeypatch.setattr("cases.search.facets.MEMBERS", members)
        current().reading()._kept.clear()
        result = ask(q)
        found.append((result.facets, result.years))
    assert found[0] == found[1]


def test_what_the_thread_has_not_begun_is_counted_by_the_page(collection, monkeypatch):
    alone = ask("tram")
    current().reading()._kept.clear()
    monkeypatch.setattr("cases.search.facets.FEW", 0)
    freed = threading.Event()
    blocker = facets.counting(os.getpid()).submit(freed.wait, 20)
    while not blocker.running():
        time.sleep(0.001)
    try:
        helped = ask("tram")
        assert blocker.running(), "the page waited for the thread"
    finally:
        freed.set()
    assert (helped.facets, helped.years) == (alone.facets, alone.years)


def test_cities_are_counted_by_key(collection):
    assert sorted(counts(ask(), "city").values()) == [1, 3]
    assert COMPLETE["cities"] == ["Kitakyushu"]


def test_the_facets_that_are_promised_are_there():
    assert {
        "region", "country", "city", "category", "level", "ecosystem", "recognition", "cycle",
        "organisation_type", "support", "funder", "language", "follow_up", "has",
    } <= {facet.name for facet in FACETS}  # fmt: skip


def test_no_option_is_without_cases_and_every_facet_has_some(collection):
    for result in (ask(), ask("tram"), ask(country=("CN",))):
        for name, options in result.facets.items():
            for top in options:
                for option in (top, *top.children):
                    assert option.count > 0, (name, option)
    empty = {name for name, options in ask().facets.items() if not options}
    assert empty == {"organisation"}  # asked by its address, not chosen beside the list
    assert ask().years
