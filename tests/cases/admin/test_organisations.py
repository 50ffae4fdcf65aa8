"""Organisations at the desk: countries are called as everywhere else."""

import pytest

from cases.access import Reader
from cases.models import Country
from partners.models import Organisation
from tests.cast import client_of
from tests.html import parse

pytestmark = pytest.mark.django_db
LIST = "/admin/partners/organisation/"


@pytest.fixture
def desk(vocabularies):
    Country.objects.filter(code="JP").update(name="Land of the Rising Sun")
    Organisation.objects.create(name="Port Office", country="JP")
    Organisation.objects.create(name="Harbour Bank", country="CN")
    Organisation.objects.create(name="Nowhere")
    return client_of(Reader.CURATOR)


def shown(desk, address: str):
    return parse(desk.get(address).content.decode())


def words(elements) -> list[str]:
    return [" ".join("".join(element.itertext()).split()) for element in elements]


def test_the_list_and_its_filter_name_the_countries_there_are(desk):
    page = shown(desk, LIST)
    cells = words(page.findall(".//td[@class='field-named_country']"))
    assert cells == ["China", "-", "Land of the Rising Sun"]
    offered = words(page.findall(".//details[@data-filter-title='country']//a"))
    assert offered == ["All", "China", "Land of the Rising Sun"]
    found = shown(desk, f"{LIST}?country=JP").findall(".//th[@class='field-name']")
    assert words(found) == ["Port Office"]


def test_the_form_offers_them_by_the_same_names(desk):
    organisation = Organisation.objects.get(country="JP")
    page = shown(desk, f"{LIST}{organisation.pk}/change/")
    options = page.findall(".//select[@id='id_country']/option")
    assert words(option for option in options if option.get("selected") is not None) == [
        "Land of the Rising Sun"
    ]
    assert "China" in words(options) and len(options) > 200
    names = words(options)[1:]
    assert names == sorted(names, key=str.casefold)


def test_in_the_language_of_the_curator(desk):
    desk.cookies["django_language"] = "fr"
    cells = words(shown(desk, LIST).findall(".//td[@class='field-named_country']"))
    assert cells[0] == "Chine"
