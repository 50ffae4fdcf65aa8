"""Entering a case by typing: names of places, categories and organisations, known and new."""

import pytest
from django.urls import reverse

from cases.access import Reader
from cases.models import Category, City, Country, Practice
from cases.record import read_record
from partners.models import Organisation
from tests.cases.admin.forms import form_data
from tests.cases.making import make_practice
from tests.cast import client_of

pytestmark = pytest.mark.django_db

ADD = "/admin/cases/practice/add/"


@pytest.fixture
def desk(vocabularies):
    return client_of(Reader.CURATOR)


@pytest.fixture
def blank(desk) -> dict:
    """The form for a new case as it comes."""
    return form_data(desk.get(ADD)) | {"title": "Boats for Hire"}


def entered() -> dict:
    return read_record(Practice.objects.get(title="Boats for Hire"), with_persons=True)


def errors(desk, data) -> str:
    response = desk.post(ADD, data)
    assert response.status_code == 200
    assert not Practice.objects.filter(title="Boats for Hire").exists()
    return response.content.decode()


def test_a_case_is_entered_from_the_blank_form_without_any_script(desk, blank):
    typed = {
        "locations-0-city": "Kitakyushu, Japan",
        "classifications-0-category": "Housing: rental housing",
        "summary": "Anyone can hire a boat.",
        "key_dates-0-date": "15 Dec 1997",
        "key_dates-0-text": "The first boat",
        "references-0-kind": "web",
        "references-0-text": "The boats",
        "references-0-url": "https://example.org/boats",
        "contact-organisation": "Harbour Office (HO)",
        "contact-organisation_type": "Local Authority",
        "contact-person": "Aiko Example",
        "contact-address": "1 Quay\nKitakyushu",
        "contact-phones": "+81 0001; +81 0002",
        "contact-emails": "aiko@example.org",
        "nominating": "same",
        "partnerships-0-contact-organisation": "Boat Builders",
        "partnerships-0-contact-organisation_type": "Private Sector",
        "financial_years-0-year": "1997",
        "financial_years-0-total": "8.40",
        "financial_years-0-share_0": "46",
        "funders-0-label": "Boat Builders",
    }
    assert desk.post(ADD, blank | typed).status_code == 302
    record = entered()
    assert record["countries"] == ["JP"]
    assert record["cities"] == ["Kitakyushu"]
    assert record["categories"] == [{"category": "Housing", "subcategories": ["rental housing"]}]
    assert record["key_dates"][0]["date"] == "1997-12-15"
    assert record["nominating"] == "same as contact"
    contact = record["contact"]
    assert (contact["organisation"], contact["acronym"]) == ("Harbour Office", "HO")
    assert (contact["person"], contact["address"]) == ("Aiko Example", "1 Quay\nKitakyushu")
    assert contact["phones"] == ["+81 0001", "+81 0002"]
    assert record["partners"][0]["organisation_type"] == "Private Sector"
    assert record["financials"][0]["shares"][0]["partner"] == "Boat Builders"


@pytest.mark.parametrize("typed", ["Kitakyushu", "kitakyushu, japan", "  Kitakyushu ,  Japan "])
def test_a_city_brings_its_country_however_it_is_typed(desk, blank, typed):
    assert desk.post(ADD, blank | {"locations-0-city": typed}).status_code == 302
    assert entered()["countries"] == ["JP"]


def test_what_is_not_known_is_said_with_what_is_near(desk, blank):
    page = errors(desk, blank | {"classifications-0-category": "Housing: slum"})
    assert "“Housing: slum” is not known. Did you mean “Housing: slum upgrading”?" in page
    page = errors(desk, blank | {"locations-0-city": "Nowhere-on-Sea"})
    assert "“Nowhere-on-Sea” is not known." in page
    assert 'value="Nowhere-on-Sea"' in page
    page = errors(desk, blank | {"locations-0-city": "No\x00where"})
    assert "Character U+0000 at position 3 cannot be stored" in page


def test_of_cities_that_read_the_same_one_is_chosen_by_its_number(desk, blank):
    japan = Country.objects.get(code="JP")
    one, two = (City.objects.create(name="Twinham", country=japan) for _ in range(2))
    page = errors(desk, blank | {"locations-0-city": "Twinham"})
    assert f"“Twinham, Japan #{one.pk}” or “Twinham, Japan #{two.pk}”" in page
    typed = {"locations-0-city": f"Twinham, Japan #{two.pk}"}
    assert desk.post(ADD, blank | typed).status_code == 302
    assert Practice.objects.get(title="Boats for Hire").cities == [two]


def test_a_sub_category_may_be_typed_alone_where_no_other_has_its_name(desk, blank):
    typed = {"classifications-0-category": "urban greening"}
    assert desk.post(ADD, blank | typed).status_code == 302
    assert entered()["categories"][0]["category"] == "Environmental Management"
    shared = Category.objects.filter(name="job creation")
    assert shared.count() == 2
    page = desk.post(ADD, blank | {"classifications-0-category": "job creation"}).content.decode()
    assert "is the name of several" in page


def test_a_known_organisation_is_completed_and_never_changed(desk, blank):
    known = Organisation.objects.create(name="Known Body", acronym="KB", address="Old Street 1")
    for typed in ("KB", "Known Body", "known body (KB)"):
        data = blank | {"contact-organisation": typed, "contact-url": "https://example.org/"}
        assert desk.post(ADD, data | {"title": typed}).status_code == 302
    known.refresh_from_db()
    assert known.url == "https://example.org/"
    assert Organisation.objects.filter(name__iexact="known body").count() == 1
    page = errors(desk, blank | {"contact-organisation": "KB", "contact-address": "New Street 2"})
    assert "“New Street 2” differs from “Old Street 1”, which is kept" in page
    assert "New Street 2</textarea>" in page
    known.refresh_from_db()
    assert known.address == "Old Street 1"


def test_details_need_an_organisation(desk, blank):
    page = errors(desk, blank | {"contact-person": "Aiko Example"})
    assert "Name the organisation this belongs to." in page
    page = errors(desk, blank | {"nominating": "organisation"})
    assert "Name the nominating organisation." in page
    page = errors(desk, blank | {"partnerships-0-other": "paint"})
    assert "Name the partner, or delete it." in page
    page = errors(desk, blank | {"contact-organisation": "A", "contact-emails": "a@b.org; aiko"})
    assert "Enter a valid email address." in page


def test_a_nominating_organisation_that_is_typed_is_taken_as_chosen(desk, blank):
    data = blank | {"nominator-organisation": "Boat Club"}
    assert desk.post(ADD, data).status_code == 302
    assert entered()["nominating"]["organisation"] == "Boat Club"
    practice = Practice.objects.get(title="Boats for Hire")
    change = reverse("admin:cases_practice_change", args=[practice.pk])
    data = form_data(desk.get(change)) | {"nominating": "same"}
    assert desk.post(change, data).status_code == 302
    assert entered()["nominating"] == "same as contact"


def test_the_partner_of_a_case_can_be_replaced(desk):
    practice = make_practice(complete=True)
    change = reverse("admin:cases_practice_change", args=[practice.pk])
    data = form_data(desk.get(change)) | {"partnerships-0-contact-organisation": "Other Union"}
    assert desk.post(change, data).status_code == 302
    names = practice.partnerships.values_list("organisation__name", flat=True)
    assert list(names) == ["Other Union", "Harbour Bank"]
    twice = form_data(desk.get(change)) | {"partnerships-0-contact-organisation": "Harbour Bank"}
    response = desk.post(change, twice)
    assert response.status_code == 200
    assert "Harbour Bank is there twice" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "text", "first", "fills"),
    [
        ("city", "kitak", "Kitakyushu, Japan", {"country": "Japan"}),
        ("country", "JP", "Japan", {}),
        ("category", "greening", "Environmental Management: urban greening", {}),
    ],
)
def test_names_are_suggested(desk, kind, text, first, fills):
    rows = desk.get(f"/admin/cases/practice/suggest/{kind}/", {"q": text}).json()["rows"]
    assert (rows[0]["text"], rows[0]["fills"]) == (first, fills)


def test_nothing_is_suggested_to_who_enters_no_cases(desk, client):
    address = "/admin/cases/practice/suggest/organisation/?q=a"
    assert client.get(address).status_code == 302
    assert client_of(Reader.SUBSCRIBER).get(address).status_code == 302
    assert desk.get("/admin/cases/practice/suggest/person/?q=a").status_code == 404
    assert desk.get("/admin/cases/practice/suggest/city/", {"q": "\x00'%_" * 99}).status_code == 200
