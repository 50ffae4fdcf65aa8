"""What is browsed are the hits of the one filter, and each term has one address that stays."""

import pytest
from django.urls import reverse

from cases.access import Reader
from cases.filters import PracticeFilter
from cases.merging import merge
from cases.models import Category, Practice, Region
from cases.search import matching_ids, sync
from cases.views.browse import KINDS
from partners.models import Organisation
from tests.html import faults_of, parse, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]


def links(response, label: str) -> dict[str, tuple[int, str]]:
    """The index below a heading: number and address by name."""
    document = parse(response.content.decode())
    section = document.find(f".//section[@aria-labelledby='{label}']")
    return {
        link.find("span").text: (int(link.findall("span")[1].text), link.get("href"))
        for link in section.findall(".//li/a")
    }


def test_every_kind_can_be_browsed_from_the_menu(client):
    response = client.get(reverse("browse"))
    assert faults_of(response.content.decode()) == []
    headings = parse(response.content.decode()).findall(".//section/h2")
    assert {heading.get("id") for heading in headings} == set(KINDS)
    current = parse(response.content.decode()).findall(".//nav//a[@aria-current='page']")
    assert [link.get("href") for link in current] == [reverse("browse")]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "cycle"])
def test_a_number_is_that_of_the_page_it_leads_to(client, kind):
    shown = links(client.get(reverse("browse")), kind)
    for label, (number, address) in list(shown.items())[:3]:
        response = client.get(address)
        assert faults_of(response.content.decode()) == [], address
        assert response.context["result"].total == number, label
        value = address.rstrip("/").rpartition("/")[2]
        found = matching_ids(PracticeFilter({kind: [value]}).criteria, Reader.VISITOR)
        assert len(found) == number
        assert len(response.context["cards"]) == min(number, 8)
        assert client.get(response.context["list_address"]).context["result"].total == number


def test_a_list_has_every_value_by_name(client):
    response = client.get(reverse("browse_kind", args=["organisation"]))
    listed = [link.label for link in response.context["links"]]
    assert listed == sorted(listed, key=str.casefold)
    public = Practice.objects.published()
    roles = ("partnerships__practice", "practices_as_contact", "practices_as_nominator")
    named = set()
    for role in roles:
        named |= set(Organisation.objects.filter(**{f"{role}__in": public}).values_list("name"))
    assert set(listed) == {name for (name,) in named}


def test_a_page_says_in_a_sentence_what_there_is(client):
    text = text_of(client.get("/browse/region/africa/").content.decode())
    assert "6 cases from 7 countries, active between 1992 and 2005." in text
    assert "Best Practice 3 Good Practice 1 Promising Practice 3" in text


def test_curators_describe_a_term(client):
    Region.objects.filter(slug="africa").update(description="From Bizerte to the Cape.")
    response = client.get("/browse/region/africa/")
    assert "From Bizerte to the Cape." in text_of(response.content.decode())
    described = parse(response.content.decode()).find(".//meta[@name='description']")
    assert described.get("content") == "Africa. From Bizerte to the Cape."


def test_a_term_without_a_case_says_so(client):
    Category.objects.create(name="Sky Gardens")
    response = client.get("/browse/category/sky-gardens/")
    assert "No case of the collection is of it yet." in text_of(response.content.decode())


def test_an_organisation_known_from_drafts_alone_has_no_page(client):
    """Its name would tell of a case that is not public."""
    organisation = Organisation.objects.create(name="Hidden Office")
    Practice.objects.create(title="Draft", contact_organisation=organisation)
    assert client.get(f"/browse/organisation/{organisation.pk}/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["nope/", "nope/x/", "region/nope/", "city/abc/", "city/0/", "cycle/x/", "cycle/1900/"],
)
def test_what_is_not_there_is_404(client, address):
    assert client.get(f"/browse/{address}", follow=True).status_code == 404


def test_a_cycle_has_a_page_of_its_own(client):
    response = client.get("/browse/cycle/2002/")
    assert (response.status_code, response.url) == (301, "/cycles/2002/")


def test_an_address_leads_on_when_terms_are_merged(client):
    sky, green = (Category.objects.create(name=name) for name in ("Sky Gardens", "Green Roofs"))
    merge(sky, green)
    response = client.get("/browse/category/sky-gardens/")
    assert (response.status_code, response.url) == (301, "/browse/category/green-roofs/")


def test_organisations_merged_are_found_under_both_numbers(client):
    kept = Organisation.objects.get(name="Inter-City Learning Trust")
    other = Organisation.objects.create(name="Intercity Learning Trust")
    former = other.pk
    merge(other, kept)
    sync()
    response = client.get(f"/browse/organisation/{former}/", follow=True)
    assert response.context["label"] == "Inter-City Learning Trust"
    listed = client.get("/search/", {"organisation": former}, follow=True)
    assert listed.context["result"].total == response.context["result"].total == 2


def test_the_page_of_a_case_leads_to_those_of_its_terms(client):
    html = client.get("/practices/kitakyushu/").content.decode()
    for address in ("/browse/country/JP/", "/browse/category/urban-and-regional-planning/"):
        assert f'href="{address}"' in html
