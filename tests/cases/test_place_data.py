"""The files in cases/data that load_places reads."""

import csv
import unicodedata
from pathlib import Path

import pytest
from django_countries import countries as iso_countries

DATA = Path(__file__).parents[2] / "cases" / "data"
REGIONS = {
    "Africa",
    "Arab States",
    "Asia and the Pacific",
    "Europe",
    "Latin America and the Caribbean",
    "North America",
}


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


@pytest.fixture(scope="module")
def countries():
    return {row["code"]: row for row in rows("countries.tsv")}


@pytest.fixture(scope="module")
def cities():
    return rows("cities.tsv")


def named(cities, name, country):
    return next(city for city in cities if (city["name"], city["country"]) == (name, country))


def fold(name):
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())


def test_every_country_is_there_once():
    assert sorted(row["code"] for row in rows("countries.tsv")) == sorted(dict(iso_countries))


def test_regions_and_income_groups_are_known(countries):
    assert {row["region"] for row in countries.values()} == REGIONS
    groups = {row["income_group"] for row in countries.values()}
    assert groups == {"", "low", "lower-middle", "upper-middle", "high"}


@pytest.mark.parametrize(
    ("code", "region", "income_group"),
    [
        ("AM", "Europe", "upper-middle"),
        ("BM", "North America", "high"),
        ("CY", "Europe", "high"),
        ("IN", "Asia and the Pacific", "lower-middle"),
        ("IR", "Asia and the Pacific", "upper-middle"),
        ("JP", "Asia and the Pacific", "high"),
        ("KZ", "Asia and the Pacific", "upper-middle"),
        ("MR", "Arab States", "lower-middle"),
        ("MX", "Latin America and the Caribbean", "upper-middle"),
        ("RU", "Europe", "high"),
        ("SN", "Africa", "lower-middle"),
        ("SO", "Arab States", "low"),
        ("VE", "Latin America and the Caribbean", ""),
    ],
)
def test_a_country_is_where_it_belongs(countries, code, region, income_group):
    assert (countries[code]["region"], countries[code]["income_group"]) == (region, income_group)


def test_each_city_has_a_number_of_its_own(cities):
    assert len({int(city["geonames_id"]) for city in cities}) == len(cities) > 30_000


def test_each_city_is_in_a_known_country(cities, countries):
    assert {city["country"] for city in cities} <= set(countries)


def test_cities_are_sorted(cities):
    order = [(city["country"], city["name"]) for city in cities]
    assert order == sorted(order)


def test_each_city_is_on_earth(cities):
    for city in cities:
        assert -90 <= float(city["latitude"]) <= 90, city
        assert -180 <= float(city["longitude"]) <= 180, city
        assert int(city["population"] or 1) > 0, city


def test_text_is_clean(cities):
    for city in cities:
        text = city["name"] + city["alternate_names"]
        assert city["name"] == city["name"].strip() != "", city
        assert not any(unicodedata.category(letter).startswith("C") for letter in text), city


def test_other_spellings_differ_and_are_few_and_short(cities):
    for city in cities:
        names = city["alternate_names"].split("|") if city["alternate_names"] else []
        folded = [fold(name) for name in [city["name"], *names]]
        assert len(names) <= 8, city
        assert all(0 < len(name) <= 80 for name in names), city
        assert len(set(folded)) == len(folded), city
        scripts = {unicodedata.name(c).split()[0] for name in names for c in name if c.isalpha()}
        assert scripts <= {"LATIN", "ARABIC", "FEMININE", "MASCULINE"}, city


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Kitakyushu", "JP", 33.85, 130.85),
        ("Dalian", "CN", 38.91, 121.60),
        ("Ho Chi Minh City", "VN", 10.82, 106.63),
        ("Cebu City", "PH", 10.32, 123.89),
        ("Vaduz", "LI", 47.14, 9.52),
    ],
)
def test_a_city_is_where_it_belongs(cities, name, country, latitude, longitude):
    city = named(cities, name, country)
    assert float(city["latitude"]) == pytest.approx(latitude, abs=0.05)
    assert float(city["longitude"]) == pytest.approx(longitude, abs=0.05)


@pytest.mark.parametrize(
    ("name", "country", "other"),
    [
        ("Mumbai", "IN", "Bombay"),
        ("Ho Chi Minh City", "VN", "Sài Gòn"),
        ("Vienna", "AT", "Wien"),
        ("Cairo", "EG", "القاهرة"),
    ],
)
def test_a_city_is_found_by_its_other_names(cities, name, country, other):
    assert other in named(cities, name, country)["alternate_names"].split("|")
