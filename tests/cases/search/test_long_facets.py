"""Facets with many values: exact counts, chosen ones always there, all of them on request."""

import random
from collections import Counter

import pytest

from cases.access import Reader
from cases.criteria import Criteria
from cases.models import City, Location
from cases.search import options_of, sync
from tests.cases.search.asking import ask

pytestmark = pytest.mark.django_db

MOST = 3


@pytest.fixture(autouse=True)
def few_options(monkeypatch):
    monkeypatch.setattr("cases.search.facets.MOST_OPTIONS", MOST)
    monkeypatch.setattr("cases.search.facets.SPARE", 1)


@pytest.fixture
def towns(publish):
    """Twelve towns in an index of six segments, none of which names all of the commonest."""
    names = [f"Town {chr(65 + number)}" for number in range(12)]
    City.objects.bulk_create(City(name=name, country_id="JP") for name in names)
    draw = random.Random(6)
    for number in range(6):
        publish(title=f"Tram {number}", cities=draw.sample(names, 7))
        sync()
    return names


def counted() -> dict[str, int]:
    return dict(Counter(map(str, Location.objects.values_list("city", flat=True))))


def counts(options) -> dict[str, int]:
    return {option.value: option.count for option in options}


def test_the_counts_beside_the_hits_are_exact_whatever_the_segments_name(towns):
    shown = counts(ask("tram").facets["city"])
    assert len(shown) == MOST
    assert shown.items() <= counted().items()


def test_a_chosen_value_is_there_with_its_count(towns):
    for value, count in counted().items():
        found = ask(city=(value,)).facets["city"]
        [chosen] = [option for option in found if option.selected]
        assert (chosen.value, chosen.count) == (value, count)
        assert ask(city=(value,)).total == count


def test_all_values_are_counted_on_request(towns):
    found = options_of("city", Criteria(), Reader.VISITOR)
    assert counts(found) == counted()
    assert [option.count for option in found] == sorted(counted().values(), reverse=True)
    assert {option.label for option in found} == {f"{name}, Japan" for name in towns}


def test_they_follow_words_and_other_facets_but_not_their_own_choice(towns, publish):
    publish(title="Boat", cities=["Town A"], ecosystem="Coastal")
    key = str(City.objects.get(name="Town A").pk)
    for criteria in (
        Criteria(q="boat"),
        Criteria(values={"ecosystem": ("coastal",)}),
        Criteria(q="boat", values={"city": ("0",)}),
    ):
        assert counts(options_of("city", criteria, Reader.VISITOR)) == {key: 1}
    assert options_of("city", Criteria(q="nothing"), Reader.VISITOR) == []
    [chosen] = options_of("city", Criteria(q="boat", values={"city": (key,)}), Reader.VISITOR)
    assert chosen.selected


@pytest.mark.parametrize("typed", ["sao", "São P", "paul", "SAO PAULO", "sampa"])
def test_a_value_is_found_by_any_word_and_other_spelling_of_its_name(publish, typed):
    City.objects.filter(name="Kitakyushu").update(name="São Paulo", alternate_names="Sampa")
    publish(cities=["São Paulo"])
    publish(cities=["Dalian"], countries=["CN"])
    [option] = options_of("city", Criteria(), Reader.VISITOR, typed)
    assert option.label == "São Paulo, Japan"


def test_funders_are_listed_to_those_who_may_read_the_money(publish):
    publish(complete=True)
    for reader in Reader:
        found = {option.label for option in options_of("funder", Criteria(), reader)}
        assert found == ({"Riders' Union", "State"} if reader.is_subscriber else set())


@pytest.mark.django_db(transaction=True)
def test_a_renamed_value_has_its_new_name_alone(publish):
    publish(cities=["Kitakyushu"])
    publish(cities=["Kitakyushu"])
    assert len(options_of("city", Criteria(), Reader.VISITOR)) == 1
    city = City.objects.get(name="Kitakyushu")
    city.name = "Zyzzyva"
    city.save()
    found = options_of("city", Criteria(), Reader.VISITOR)
    assert [(option.label, option.count) for option in found] == [("Zyzzyva, Japan", 2)]
