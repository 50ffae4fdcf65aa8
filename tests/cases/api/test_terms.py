"""Vocabularies, organisations and suggestions in the API."""

import pytest

from cases.access import Reader
from cases.models import Category, Country
from partners.models import ContactPerson, Organisation
from tests.cases.making import make_practice
from tests.cast import client_of

pytestmark = pytest.mark.django_db

V1 = "/api/v1/"


def rows(client, name):
    return client.get(f"{V1}{name}/").json()["results"]


def test_counts_are_those_of_the_lists(case, client):
    tops = rows(client, "categories")
    assert sum(len(top["subcategories"]) + 1 for top in tops) == Category.objects.count()
    assert len(rows(client, "countries")) == Country.objects.count()
    terms = [term for top in tops for term in (top, *top["subcategories"])]
    for term in [*terms, *rows(client, "cities"), *rows(client, "cycles")]:
        if term["cases"]:
            assert client.get(term["practices"]).json()["total"] == term["cases"]
    assert [city["name"] for city in rows(client, "cities")] == ["Kitakyushu"]
    assert {c["code"] for c in rows(client, "countries") if c["cases"]} == {"JP", "CN"}
    assert client.get(f"{V1}cities/?country=CN").json()["total"] == 0


def test_organisations_with_their_roles_and_no_person(case, client):
    make_practice(title="Draft", contact={"organisation": "Nobody knows yet"})
    names = [each["name"] for each in rows(client, "organisations")]
    assert names == sorted(["Transport Office", "Riders' Union", "Harbour Bank"])
    office = Organisation.objects.get(name="Transport Office")
    address = f"{V1}organisations/{office.pk}/"
    said = client.get(address).json()
    assert (said["contact"], said["cases"]) == (None, 1)
    assert [(role["practice"], role["role"]) for role in said["roles"]] == [(case.slug, "contact")]
    read = client_of(Reader.SUBSCRIBER).get(address).json()["contact"]
    assert read["address"] == office.address and read["phones"] == []
    person = ContactPerson.objects.get()
    for reader in Reader:
        content = client_of(reader).get(address).content.decode()
        assert person.name not in content and "aiko@" not in content
    unknown = Organisation.objects.get(name="Nobody knows yet")
    assert client.get(f"{V1}organisations/{unknown.pk}/").status_code == 404


def test_suggestions_lead_on(case, client):
    found = client.get(f"{V1}suggestions/?q=ri").json()["suggestions"]
    kinds = {name["kind"]: name for name in found}
    assert {"case", "organisation"} <= kinds.keys()
    for name in found:
        assert client.get(name["url"]).status_code == 200
    assert client.get(f"{V1}suggestions/").json() == {"suggestions": []}
