import pytest
from django.http import QueryDict

from cases.criteria import Criteria
from cases.facets import FACETS
from cases.filters import PracticeFilter
from cases.models import City, Practice
from partners.models import Organisation
from tests.cases.making import make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def complete(vocabularies):
    make_practice()
    return make_practice(complete=True, title="Complete", categories=[
        {"category": "Water and Sanitation", "subcategories": ["service delivery"]}
    ])  # fmt: skip


def asked(query: str) -> PracticeFilter:
    return PracticeFilter(QueryDict(query), queryset=Practice.objects.all())


VALUES = {
    "region": "asia-and-the-pacific",
    "country": "CN",
    "population": "500000-1000000",
    "income_group": "upper-middle",
    "category": "water-and-sanitation-service-delivery",
    "level": "city-town",
    "ecosystem": "coastal",
    "recognition": "best",
    "cycle": "2004",
    "organisation_type": "private-sector",
    "support": "financial",
    "organisation": None,
    "funder": "Riders%27 Union",
    "language": "en",
    "follow_up": "grown",
    "has": "transfers",
    "evidence": "third party",
}


@pytest.mark.parametrize("facet", [facet for facet in FACETS if facet.name != "city"])
def test_each_facet_finds_what_has_its_value(complete, facet):
    value = VALUES[facet.name] or Organisation.objects.get(name="Harbour Bank").pk
    assert complete in asked(f"{facet.name}={value}").qs
    assert not asked(f"{facet.name}=nothing-of-the-kind").qs.exists()


def test_a_top_category_finds_its_subcategories(complete):
    assert list(asked("category=water-and-sanitation").qs) == [complete]


def test_a_label_that_is_no_partner_is_a_funder(complete):
    assert list(asked("funder=State").qs) == [complete]


def test_silence_is_a_state(complete):
    assert asked("follow_up=none").qs.get().title == "Buses Run by Their Riders"


def test_values_of_one_facet_add_up_and_facets_narrow(complete):
    assert asked("category=housing&category=water-and-sanitation").qs.count() == 2
    assert asked("category=housing&recognition=good").qs.count() == 0


def test_values_in_bulk_agree_with_the_filter(complete):
    keys = list(Practice.objects.values_list("pk", flat=True))
    for facet in FACETS:
        for key, values in facet.values_of(keys).items():
            for value in values:
                found = facet.narrow(Practice.objects.all(), [value])
                assert found.filter(pk=key).count() == 1, (facet.name, value)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("year_from=1996&year_to=1996", 1),
        ("year_from=1998", 0),
        ("year_to=1964", 0),
        ("year_to=1965", 1),
        ("year_from=1981&year_to=1995", 0),
        ("year_from=1980&year_to=1980", 1),
    ],
)
def test_years_are_those_of_dates_and_money_ends_included(complete, query, found):
    assert asked(query).qs.count() == found


@pytest.mark.parametrize(
    "query",
    [
        "city=abc",
        "city=99999999999999999999",
        "cycle=%27",
        "category=" + "x" * 400,
        "country=%F0%9F%98%80",
    ],
)
def test_values_nobody_has_match_nothing(complete, query):
    assert asked(query).qs.count() == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("q=" + "x" * 501, "q"),
        ("q=%00", "q"),
        ("year_from=soon", "year_from"),
        ("year_from=-5", "year_from"),
        ("year_to=1e400", "year_to"),
        ("year_to=10000", "year_to"),
        ("sort=colour", "sort"),
        ("city=%00", "city"),
        ("city=" + "x" * 501, "city"),
        ("&".join(f"country={number}" for number in range(51)), "country"),
    ],
)
def test_what_cannot_be_asked_is_an_error_at_its_field(db, query, field):
    assert field in asked(query).form.errors


def test_the_criteria_say_what_is_asked():
    criteria = asked("q= clean  water &region=europe&region=africa&year_from=1990").criteria
    assert criteria == Criteria(
        q="clean  water", values={"region": ("europe", "africa")}, year_from=1990
    )
    assert criteria.is_narrowed
    assert not asked("").criteria.is_narrowed


@pytest.mark.parametrize(
    ("area", "found"),
    [
        ("130,33,130,33", True),
        ("129.5,32,131,34", True),
        ("131,32,129,34", False),
        ("170,-90,131,90", True),
        ("129,33.1,131,34", False),
    ],
)
def test_an_area_holds_its_edges_and_may_cross_180_degrees(complete, area, found):
    """The city of the case lies at 33° north, 130° east."""
    complete.locations.exclude(position=0).delete()
    City.objects.filter(locations__practice=complete).update(latitude=33, longitude=130)
    assert asked(f"bbox={area}").qs.filter(pk=complete.pk).exists() == found


@pytest.mark.parametrize(
    "area",
    ["1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,0,1,1", "0,2,1,1", "-181,0,1,1", "0,0,1,1e9", ",,,"],
)
def test_what_can_be_no_area_is_an_error_that_says_how_to_write_one(area, db):
    faulty = asked(f"bbox={area}")
    assert not faulty.is_valid()
    assert "9.5,46,17,49" in faulty.errors.as_text()
    assert set(faulty.errors) == {"bbox"}


def test_an_area_is_written_in_one_way(db):
    assert str(asked("bbox=9.50,-0,17.00001,4.6e1").criteria.box) == "9.5,0,17,46"
